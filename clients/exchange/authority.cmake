# The made-up authority: calibrated deliveries to try everything on.
target_sources(caseload_exchange PRIVATE
  authority.cpp
  authority_census.cpp
  authority_course.cpp
  authority_dice.cpp
  authority_flow.cpp
  authority_history.cpp
  authority_marginals.cpp
  authority_pen.cpp
  authority_people.cpp
  authority_ssd.cpp
  authority_staff.cpp)
