# release_rules.cmake: writes the SHA-256 of each of PACKAGES to OUT, as C++ strings.
set(text "// The packages of this release.\n")
foreach(package IN LISTS PACKAGES)
  file(SHA256 ${package} digest)
  get_filename_component(name ${package} NAME)
  string(APPEND text "\"${digest}\",  // ${name}\n")
endforeach()
file(WRITE ${OUT} "${text}")
