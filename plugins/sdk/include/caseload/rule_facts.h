/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule is shown: rows of codes and days about one subject. No text crosses with them, no
   name, no note, and of a person's sex, ethnicity, religion, nationality or disability nothing but
   whether it was recorded.

   Every row is host-owned, fixed in size, and sorted within its array by (first day, id); a day
   that was not recorded sorts first. A row id is never 0 and stands for one row in one evaluation
   only; 0 in a field that names a row means there is none. `recorded` is the day on which the
   server came to know of the row's present form; CASELOAD_DAY_NOT_RECORDED where nobody said.

   An array is handed over when the rule asked for its group and `given` says so. An empty array
   that was given says "none" for the days since history_complete_from; one that was not given says
   nothing at all. */
#ifndef CASELOAD_RULE_FACTS_H
#define CASELOAD_RULE_FACTS_H
/* NOLINTBEGIN(readability-identifier-naming, modernize-*): C names, for C */

#include "caseload/rule_reference.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CASELOAD_VALUE_NOT_RECORDED INT32_MIN
/* Codes are numbers of the server's code sets, stable for good; which numbers there are grows with
   the vocabulary. */
#define CASELOAD_CODE_NOT_RECORDED 0u
#define CASELOAD_CODE_UNKNOWN 65535u /* recorded, but in none of the code sets */

/* What a question is about. A rule says which of them it can be asked about. */
enum {
  CASELOAD_SUBJECT_CHILD = 1,     /* one child, and one of the child's cases */
  CASELOAD_SUBJECT_FAMILY = 2,    /* the children of one family and the cases of each */
  CASELOAD_SUBJECT_WORKER = 4,    /* one worker and the cases allocated to them */
  CASELOAD_SUBJECT_TEAM = 8,      /* one team, its workers and the cases allocated to it */
  CASELOAD_SUBJECT_AUTHORITY = 16 /* all of an authority, as tallies */
};

/* Groups of facts. A rule asks for those it reads, and is given no others. */
enum {
  CASELOAD_GROUP_CHILDREN = 1,
  CASELOAD_GROUP_CASES = 2,
  CASELOAD_GROUP_SPANS = 4,
  CASELOAD_GROUP_EVENTS = 8,
  CASELOAD_GROUP_CONCERNS = 16,
  CASELOAD_GROUP_RELATIONS = 32,
  CASELOAD_GROUP_WORKERS = 64,
  CASELOAD_GROUP_ALLOCATIONS = 128,
  CASELOAD_GROUP_ABSENCES = 256,
  CASELOAD_GROUP_MARKS = 512,
  CASELOAD_GROUP_TALLIES = 1024,
  CASELOAD_GROUP_ALL = 2047
};

/* Flags come in pairs, one for yes and one for no; neither means that it was not recorded. */

typedef struct caseload_child_row {
  uint32_t id;
  caseload_day birth;          /* CASELOAD_DAY_NONE: not born by as_of */
  caseload_day expected_birth; /* CASELOAD_DAY_NONE: none is expected any more */
  caseload_day death;          /* CASELOAD_DAY_NONE: none is recorded */
  caseload_day recorded;
  uint32_t family; /* children with the same number are of one family; 0: of none */
  uint32_t flags;
  uint32_t reserved; /* 0 */
} caseload_child_row;

/* One episode of need of a child, from referral to closure. */
typedef struct caseload_case_row {
  uint32_t id;
  uint32_t child; /* row id */
  caseload_day referred;
  caseload_day closed; /* CASELOAD_DAY_NONE while it is open */
  caseload_day recorded;
  uint16_t referral_source;
  uint16_t closure_reason;
  uint32_t flags;
  uint32_t reserved;
} caseload_case_row;
enum { CASELOAD_CASE_NO_FURTHER_ACTION = 1, CASELOAD_CASE_TAKEN_ON = 2 };

/* Something that lasts: from its first day to the day it ended. On the day it ended it no longer
 * counts as open. */
typedef struct caseload_span_row {
  uint32_t id;
  uint32_t case_id; /* row id of the case it belongs to; 0 when it belongs to none */
  caseload_day start;
  caseload_day end; /* CASELOAD_DAY_NONE while it lasts */
  caseload_day recorded;
  uint16_t kind;
  uint16_t flags;
  int32_t value; /* by kind; CASELOAD_VALUE_NOT_RECORDED */
  int32_t other; /* by kind; CASELOAD_VALUE_NOT_RECORDED */
} caseload_span_row;
enum {
  CASELOAD_SPAN_ASSESSMENT = 1, /* ended: authorised. value: the day of its internal review */
  CASELOAD_SPAN_SECTION47 = 2,  /* value: the day of the conference; other: the day by which one
                                   should be held */
  CASELOAD_SPAN_CIN_PLAN = 3,   /* child in need plan */
  CASELOAD_SPAN_PROTECTION_PLAN =
      4, /* value: how many plans the child had before, as recorded with the plan; other: 1 when a
            number was recorded that cannot be a count */
  CASELOAD_SPAN_LOOKED_AFTER = 5, /* value: code of the reason it began; other: of its end */
  CASELOAD_SPAN_PLACEMENT = 6,    /* value: code of its kind; other: of its provider */
  CASELOAD_SPAN_MISSING = 7,
  CASELOAD_SPAN_PRE_PROCEEDINGS = 8 /* value: the day of the application to court */
};
enum {
  CASELOAD_SPAN_NO_FURTHER_ACTION = 1, /* assessment, section 47 */
  CASELOAD_SPAN_FURTHER_ACTION = 2,
  CASELOAD_SPAN_CHILD_SEEN = 4, /* assessment */
  CASELOAD_SPAN_CHILD_NOT_SEEN = 8,
  CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED = 16, /* section 47 */
  CASELOAD_SPAN_CONFERENCE_REQUIRED = 32,
  CASELOAD_SPAN_OTHER_AUTHORITY =
      64, /* protection plan of another authority, during a temporary stay */
  CASELOAD_SPAN_OWN_AUTHORITY = 128,
  CASELOAD_SPAN_AWAY_UNAUTHORISED = 256, /* missing: away from placement without authorisation */
  CASELOAD_SPAN_WHEREABOUTS_UNKNOWN = 512
};

/* Something that happened on a day. */
typedef struct caseload_event_row {
  uint32_t id;
  uint32_t case_id; /* 0 when it belongs to none, as the supervision of a worker may */
  caseload_day day;
  caseload_day due; /* conference, review: the day it was due; CASELOAD_DAY_NONE for kinds that are
                       never due */
  caseload_day recorded;
  uint16_t kind;
  uint16_t flags;
  uint16_t code; /* contact: its source; visit: CASELOAD_VISIT_*; otherwise 0 */
  uint16_t reserved;
  uint32_t span_id; /* the plan it belongs to, where the record says so */
  uint32_t worker;  /* who did it; supervision: who was supervised */
  uint32_t reserved2;
} caseload_event_row;
enum {
  CASELOAD_EVENT_CONTACT = 1,
  CASELOAD_EVENT_STRATEGY_DISCUSSION = 2,
  CASELOAD_EVENT_INITIAL_CONFERENCE = 3,
  CASELOAD_EVENT_REVIEW = 4,
  CASELOAD_EVENT_CORE_GROUP = 5,
  CASELOAD_EVENT_VISIT = 6,
  CASELOAD_EVENT_SUPERVISION = 7,
  CASELOAD_EVENT_DECISION = 8
};
enum {
  CASELOAD_EVENT_SEEN = 1, /* visit: the child was seen */
  CASELOAD_EVENT_NOT_SEEN = 2,
  CASELOAD_EVENT_SEEN_ALONE = 4,
  CASELOAD_EVENT_NOT_SEEN_ALONE = 8,
  CASELOAD_EVENT_BEDROOM_SEEN = 16,
  CASELOAD_EVENT_BEDROOM_NOT_SEEN = 32,
  CASELOAD_EVENT_DECIDED =
      64, /* conference: on a plan; strategy discussion: to enquire; review: the plan continues */
  CASELOAD_EVENT_NOT_DECIDED = 128,
  CASELOAD_EVENT_QUORATE = 256, /* review */
  CASELOAD_EVENT_NOT_QUORATE = 512,
  CASELOAD_EVENT_TRANSFER_IN = 1024, /* conference: the child moved in with a plan */
  CASELOAD_EVENT_NOT_TRANSFER_IN = 2048
};
enum {
  CASELOAD_VISIT_CIN = 1,
  CASELOAD_VISIT_CP = 2,
  CASELOAD_VISIT_CLA = 3,
  CASELOAD_VISIT_OTHER = 4
};

/* What was asserted, on what occasion. A count of concerns means nothing without its basis. */
typedef struct caseload_concern_row {
  uint32_t id;
  uint32_t case_id;
  caseload_day start;
  caseload_day end; /* CASELOAD_DAY_NONE while it holds */
  caseload_day recorded;
  uint16_t code;      /* as asserted, in the code set of the basis */
  uint16_t core_code; /* what that means in the core set of concerns; 0 when it is mapped to none */
  uint16_t basis;
  uint16_t flags;
  uint32_t span_id; /* the assessment or plan it was asserted in */
} caseload_concern_row;
enum {
  CASELOAD_BASIS_NEED = 1,
  CASELOAD_BASIS_FACTOR = 2,
  CASELOAD_BASIS_CATEGORY_INITIAL = 3,
  CASELOAD_BASIS_CATEGORY_LATEST = 4,
  CASELOAD_BASIS_WORKER = 5
};
enum {
  CASELOAD_CONCERN_ABOUT_ANOTHER = 1, /* a parent, carer or other member of the household */
  CASELOAD_CONCERN_REPEATED = 2       /* the same code stands in the same entry already */
};

/* A link from a child to another person, with one thing that is known of that person. A person of
   whom several are known has several rows. */
typedef struct caseload_relation_row {
  uint32_t id;
  uint32_t child;  /* row id */
  uint32_t person; /* stands for one person in one evaluation only */
  caseload_day start;
  caseload_day end;
  caseload_day recorded;
  uint16_t kind;      /* what that person is to the child */
  uint16_t fact;      /* what is known: CASELOAD_RELATION_IS_LINKED or one of those after it */
  caseload_day since; /* from when that holds or held; CASELOAD_DAY_NONE for IS_LINKED */
  caseload_day until; /* CASELOAD_DAY_NONE while it holds */
  int32_t value;      /* by fact; CASELOAD_VALUE_NOT_RECORDED */
} caseload_relation_row;
enum {
  CASELOAD_RELATION_SIBLING = 1,
  CASELOAD_RELATION_PARENT = 2,
  CASELOAD_RELATION_CARER = 3,
  CASELOAD_RELATION_SAME_HOUSEHOLD = 4,
  CASELOAD_RELATION_OTHER = 5
};
enum {
  CASELOAD_RELATION_IS_LINKED = 1, /* nothing more than the link; value: to how many other families
                                      the person is linked as well */
  CASELOAD_RELATION_CASE = 2,      /* a case of that person */
  CASELOAD_RELATION_PROTECTION_PLAN = 3,
  CASELOAD_RELATION_SECTION47 = 4,
  CASELOAD_RELATION_LOOKED_AFTER = 5,
  CASELOAD_RELATION_DIED = 6
};

typedef struct caseload_worker_row {
  uint32_t id;
  uint32_t team; /* workers with the same number are of one team; 0: of none that is recorded */
  caseload_day start; /* in post */
  caseload_day end;
  caseload_day recorded;
  int32_t full_time_percent; /* CASELOAD_VALUE_NOT_RECORDED */
  uint32_t flags;
  uint32_t reserved;
} caseload_worker_row;
enum {
  CASELOAD_WORKER_NEWLY_QUALIFIED = 1,
  CASELOAD_WORKER_NOT_NEWLY_QUALIFIED = 2,
  CASELOAD_WORKER_AGENCY = 4,
  CASELOAD_WORKER_NOT_AGENCY = 8
};

/* Who holds which case, from when to when. Where no workers are handed over, as of children, a
   worker is no row but a number that stands for one worker in one evaluation, and case_id is 0
   where the source names the child alone. The end is the last day on which it was held. */
typedef struct caseload_allocation_row {
  uint32_t id;
  uint32_t case_id;
  uint32_t worker; /* row id, or number; 0: to a team and nobody in it */
  uint32_t team;
  caseload_day start;
  caseload_day end; /* CASELOAD_DAY_NONE while it lasts */
  caseload_day recorded;
  uint16_t kind;
  uint16_t flags;
} caseload_allocation_row;
enum { CASELOAD_ALLOCATION_KEY_WORKER = 1, CASELOAD_ALLOCATION_OTHER = 2 };

typedef struct caseload_absence_row {
  uint32_t id;
  uint32_t worker;
  caseload_day start;
  caseload_day end; /* CASELOAD_DAY_NONE while it lasts */
  caseload_day recorded;
  uint32_t covered_by; /* row id; 0: by nobody who is recorded */
  uint16_t kind;
  uint16_t flags;
  uint32_t reserved;
} caseload_absence_row;
enum { CASELOAD_ABSENCE_SICKNESS = 1, CASELOAD_ABSENCE_OTHER = 2 };

/* What the host found in a field of a child that no rule is shown. */
typedef struct caseload_mark_row {
  uint32_t id;
  uint32_t child;
  uint16_t kind;
  uint16_t reserved;
  int32_t value; /* by kind; CASELOAD_VALUE_NOT_RECORDED */
} caseload_mark_row;
enum {
  CASELOAD_MARK_UPN = 1, /* there is a unique pupil number */
  CASELOAD_MARK_UPN_CHECK_LETTER_WRONG = 2,
  CASELOAD_MARK_UPN_AUTHORITY_UNKNOWN = 3, /* value: the first year in which it is known */
  CASELOAD_MARK_UPN_NOT_NUMERIC = 4,       /* characters 5 to 12 */
  CASELOAD_MARK_UPN_LAST_CHARACTER_WRONG = 5,
  CASELOAD_MARK_UPN_SHARED = 6,         /* another child has the same */
  CASELOAD_MARK_UPN_UNKNOWN_REASON = 7, /* why there is none; value: the code's number */
  CASELOAD_MARK_FORMER_UPN_WRONG = 8,
  CASELOAD_MARK_LOCAL_ID = 9, /* there is the authority's own number of the child */
  CASELOAD_MARK_LOCAL_ID_TOO_LONG = 10,
  CASELOAD_MARK_LOCAL_ID_NOT_ALPHANUMERIC = 11,
  CASELOAD_MARK_LOCAL_ID_SHARED = 12,
  CASELOAD_MARK_SEX_RECORDED = 13, /* as one that was known; value: CASELOAD_SEX_* */
  CASELOAD_MARK_SEX_UNKNOWN = 14,  /* recorded as not known; value: CASELOAD_SEX_* */
  CASELOAD_MARK_SEX_INVALID = 15,
  CASELOAD_MARK_ETHNICITY_RECORDED = 16,
  CASELOAD_MARK_ETHNICITY_INVALID = 17,
  CASELOAD_MARK_DISABILITY_NONE_AND_OTHERS = 18,
  CASELOAD_MARK_DISABILITY_REPEATED = 19
};
/* In the codes of which years a sex is recorded. */
enum { CASELOAD_SEX_UNTIL_2024 = 1, CASELOAD_SEX_SINCE_2024 = 2 };

/* A number over all of an authority, counted by the host. */
typedef struct caseload_tally_row {
  uint32_t id;
  uint16_t kind;
  uint16_t reserved;
  int64_t count;
} caseload_tally_row;
enum {
  CASELOAD_TALLY_CHILDREN = 1,
  CASELOAD_TALLY_UNBORN = 2,
  CASELOAD_TALLY_BORN_WITHOUT_SEX = 3,
  CASELOAD_TALLY_DISABILITY_CODES_USED = 4,
  CASELOAD_TALLY_CHILDREN_WITH_DISABILITY = 5,
  CASELOAD_TALLY_CHILDREN_WITH_SEVERAL_DISABILITIES = 6,
  CASELOAD_TALLY_PLANS_STARTED = 7,    /* in the census year of as_of */
  CASELOAD_TALLY_CONFERENCES_HELD = 8, /* in the census year of as_of */
  CASELOAD_TALLY_RETURN_YEAR = 9,      /* the year the latest census return says it is of */
  CASELOAD_TALLY_REFERENCE_DAY = 10    /* the day it says it was made up to; no row: it says none */
};

/* What is known of one subject, as of one day. Nothing in it lies after as_of. */
typedef struct caseload_facts {
  uint32_t struct_size; /* as the host has it, and how far the next subject's facts are */
  uint32_t facts_schema;
  uint32_t subject_kind; /* CASELOAD_SUBJECT_* */
  uint32_t subject;      /* row id of the child or the worker; number of the family or the team */
  uint32_t case_id;      /* the case asked about; 0 when the question is about no single one */
  caseload_day as_of;
  /* Before this day an absent row means "unknown". CASELOAD_DAY_NOT_RECORDED: nobody has said from
   * when it is whole. */
  caseload_day history_complete_from;
  uint32_t given; /* CASELOAD_GROUP_*: what was handed over */
  const caseload_reference* reference;
  const caseload_child_row* children;
  uint64_t child_count;
  const caseload_case_row* cases; /* closed ones included */
  uint64_t case_count;
  const caseload_span_row* spans; /* of all these cases, and so are the next two */
  uint64_t span_count;
  const caseload_event_row* events;
  uint64_t event_count;
  const caseload_concern_row* concerns;
  uint64_t concern_count;
  const caseload_relation_row* relations;
  uint64_t relation_count;
  const caseload_worker_row* workers;
  uint64_t worker_count;
  const caseload_allocation_row* allocations;
  uint64_t allocation_count;
  const caseload_absence_row* absences;
  uint64_t absence_count;
  const caseload_mark_row* marks;
  uint64_t mark_count;
  const caseload_tally_row* tallies;
  uint64_t tally_count;
} caseload_facts;

/* The facts of one subject of a batch: they lie as far from each other as the host says. */
static inline const caseload_facts* caseload_facts_at(const caseload_facts* first, uint64_t index) {
#ifdef __cplusplus
  return reinterpret_cast<const caseload_facts*>(reinterpret_cast<const char*>(first) +
                                                 index * first->struct_size);
#else
  return (const caseload_facts*)(const void*)((const char*)first + index * first->struct_size);
#endif
}

/* A layout that moved is a broken border: refuse to compile. */
CASELOAD_PIN(child_row, sizeof(caseload_child_row) == 32);
CASELOAD_PIN(case_row, sizeof(caseload_case_row) == 32 && offsetof(caseload_case_row, flags) == 24);
CASELOAD_PIN(span_row, sizeof(caseload_span_row) == 32 && offsetof(caseload_span_row, value) == 24);
CASELOAD_PIN(event_row,
             sizeof(caseload_event_row) == 40 && offsetof(caseload_event_row, code) == 24);
CASELOAD_PIN(concern_row,
             sizeof(caseload_concern_row) == 32 && offsetof(caseload_concern_row, basis) == 24);
CASELOAD_PIN(relation_row,
             sizeof(caseload_relation_row) == 40 && offsetof(caseload_relation_row, since) == 28);
CASELOAD_PIN(worker_row, sizeof(caseload_worker_row) == 32);
CASELOAD_PIN(allocation_row, sizeof(caseload_allocation_row) == 32);
CASELOAD_PIN(absence_row, sizeof(caseload_absence_row) == 32);
CASELOAD_PIN(mark_row, sizeof(caseload_mark_row) == 16);
CASELOAD_PIN(tally_row, sizeof(caseload_tally_row) == 16);
CASELOAD_PIN(facts, sizeof(caseload_facts) == 216 && offsetof(caseload_facts, reference) == 32 &&
                        offsetof(caseload_facts, children) == 40 &&
                        offsetof(caseload_facts, tally_count) == 208);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(readability-identifier-naming, modernize-*) */
#endif
