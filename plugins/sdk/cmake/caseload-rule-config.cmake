# find_package(caseload-rule): the rule SDK as it was installed.
include(${CMAKE_CURRENT_LIST_DIR}/caseload-rule.cmake)
