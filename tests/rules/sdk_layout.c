/* SPDX-License-Identifier: Apache-2.0 */
/* A rule written in plain C99: the contract must need no more, and both languages must see the same
 * bytes. */
#include <caseload/rule.h>

size_t caseload_c_size_of_facts(void);
size_t caseload_c_size_of_rule(void);
const caseload_rule* caseload_c_rule(void);

size_t caseload_c_size_of_facts(void) { return sizeof(caseload_facts); }
size_t caseload_c_size_of_rule(void) { return sizeof(caseload_rule); }

static int instance;
static void* create(const int64_t* values, uint64_t count, char* err, uint64_t err_cap) {
  (void)values, (void)count, (void)err, (void)err_cap;
  return &instance;
}
static void destroy(void* self) { (void)self; }
static caseload_status evaluate_batch(const void* self, const caseload_facts* facts, uint64_t count,
                                      const caseload_sink* sink, volatile uint64_t* progress) {
  uint64_t i;
  (void)self;
  for (i = 0; i < count; ++i) {
    caseload_evidence evidence = {CASELOAD_EVIDENCE_CASE, 0};
    caseload_finding finding = {sizeof(caseload_finding),
                                0,
                                1,
                                CASELOAD_NO_NUMBER,
                                CASELOAD_OPERATOR_NONE,
                                0,
                                NULL,
                                0,
                                NULL,
                                1};
    evidence.row = caseload_facts_at(facts, i)->case_id;
    finding.evidence = &evidence;
    *progress = i;
    if (sink->emit(sink->context, i, &finding) != CASELOAD_OK) return CASELOAD_E_FULL;
  }
  return CASELOAD_OK;
}

static const caseload_finding_text texts[] = {
    {{"SEEN", 4}, CASELOAD_KIND_INFO, {0, 0, 0, 0}, 0, {"Seen {measure}", 14}, {"", 0}}};
static const caseload_rule rule = {CASELOAD_RULE_MAGIC,
                                   sizeof(caseload_rule),
                                   CASELOAD_RULE_ABI_MAJOR,
                                   CASELOAD_RULE_ABI_MINOR,
                                   CASELOAD_FACTS_SCHEMA,
                                   CASELOAD_FACTS_SCHEMA,
                                   CASELOAD_VOCABULARY,
                                   CASELOAD_SUBJECT_CHILD,
                                   CASELOAD_GROUP_CASES,
                                   0,
                                   {"test.c", 6},
                                   {"1", 1},
                                   {"In C", 4},
                                   {"None", 4},
                                   texts,
                                   1,
                                   NULL,
                                   0,
                                   create,
                                   destroy,
                                   evaluate_batch,
                                   NULL};
const caseload_rule* caseload_c_rule(void) { return &rule; }
