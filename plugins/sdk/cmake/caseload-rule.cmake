# caseload_rule(name SOURCES a.cpp ... [FOLDER where]) builds a rule: a shared library that exports one symbol.
# Works in the source tree and from the installed SDK. With FOLDER the rule is put there and not installed.
include_guard(GLOBAL)

if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/../include/caseload/rule.h)
  get_filename_component(CASELOAD_RULE_SDK_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/../include ABSOLUTE)
  get_filename_component(CASELOAD_RULE_SDK_MAP ${CMAKE_CURRENT_LIST_DIR}/../plugin.map ABSOLUTE)
else()
  get_filename_component(CASELOAD_RULE_SDK_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/../../../include ABSOLUTE)
  set(CASELOAD_RULE_SDK_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)
endif()

add_library(caseload_rule_sdk INTERFACE)
add_library(caseload::rule_sdk ALIAS caseload_rule_sdk)
target_include_directories(caseload_rule_sdk INTERFACE ${CASELOAD_RULE_SDK_INCLUDE})
target_compile_features(caseload_rule_sdk INTERFACE cxx_std_20)
set_property(TARGET caseload_rule_sdk PROPERTY CASELOAD_RULE_MAP ${CASELOAD_RULE_SDK_MAP})

function(caseload_rule name)
  cmake_parse_arguments(RULE "" "FOLDER" "SOURCES" ${ARGN})
  if(NOT RULE_SOURCES)
    message(FATAL_ERROR "caseload_rule(${name}) names no SOURCES")
  endif()
  # A library built with it switches the whole worker to flushed denormals, for good, as it is loaded.
  if("${CMAKE_CXX_FLAGS} ${CMAKE_C_FLAGS}" MATCHES "-ffast-math|-Ofast|-funsafe-math-optimizations")
    message(FATAL_ERROR "a rule must not be built with -ffast-math or -Ofast")
  endif()
  get_target_property(map caseload_rule_sdk CASELOAD_RULE_MAP)
  add_library(${name} MODULE ${RULE_SOURCES})
  target_link_libraries(${name} PRIVATE caseload_rule_sdk)
  if(TARGET caseload_options)
    target_link_libraries(${name} PRIVATE caseload_options)
  endif()
  # Unique symbols and stray exports would let two rules, or two versions of one, share state.
  target_compile_options(${name} PRIVATE -fvisibility=hidden -fno-fast-math -ffp-contract=off
    $<$<COMPILE_LANGUAGE:CXX>:-fvisibility-inlines-hidden -fno-gnu-unique>)
  # Symbols that are missing are found here and at loading, never in the middle of an evaluation.
  target_link_options(${name} PRIVATE LINKER:--version-script=${map} LINKER:-z,defs LINKER:-z,now LINKER:-z,relro
    LINKER:-z,noexecstack LINKER:--build-id)
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" LINK_DEPENDS ${map} CXX_EXTENSIONS OFF)
  if(RULE_FOLDER)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${RULE_FOLDER})
  else()
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib/caseload/rules)
  endif()
endfunction()
