# The Standard Safeguarding Dataset: a folder of comma-separated files.
target_sources(caseload_exchange PRIVATE
  csv_reader.cpp
  csv_text.cpp
  csv_writer.cpp
  ssd_child.cpp
  ssd_child_need.cpp
  ssd_child_plans.cpp
  ssd_child_rows.cpp
  ssd_folder.cpp
  ssd_json.cpp
  ssd_names.cpp
  ssd_objects.cpp
  ssd_reader.cpp
  ssd_row.cpp)
