/* The reader doctor (读卡器体检): from raw reads of cards whose people are known to be on the roster to the
 * profile of the reader. */
#ifndef LECTERN_DOMAIN_READER_DETECT_H
#define LECTERN_DOMAIN_READER_DETECT_H

#include "domain/badge.h"
#include "domain/person.h"

enum { READER_READS_MAX = 16, READER_CANDIDATES_MAX = 8, READER_RAW_SIZE = 65 };

enum reader_verdict {
    READER_NONE,      /* no profile makes people of the roster of all reads */
    READER_UNDECIDED, /* several do, and would make different badges of other cards */
    READER_FOUND
};

struct reader_finding {
    enum reader_verdict verdict;
    struct badge_profile candidates[READER_CANDIDATES_MAX]; /* FOUND: one; UNDECIDED: the first of them */
    size_t count;
    bool lower_case; /* the letters come in lower case (Caps Lock is on, or the reader's habit): it matters
                        not, as badges are kept in capitals */
};

/* Whom a read is, by the profile that was found. */
struct reader_card {
    char badge[BADGE_TEXT_SIZE];
    char worker_no[PERSON_TEXT_MAX + 1], name[PERSON_TEXT_MAX + 1];
};

/* A finding held against the roster, for who stands at the reader. */
struct reader_diagnosis {
    struct reader_finding finding;
    struct reader_card cards[READER_READS_MAX]; /* FOUND: one a read, in their order */
    size_t count;
    int stranger; /* NONE: the read that alone stands in the way; -1 = no single one does */
    char
        refusal[512]; /* FOUND, but two people of the roster would be one: names them; "" = it may be taken */
};

/* Whether a canonical badge is somebody's of the roster. */
typedef bool reader_known(void *context, const char *badge);

/* raws: as read, with the terminator where there was one; more than READER_READS_MAX are not looked at. A
 * profile counts when it makes badges of the roster of all reads, and different ones of different reads. What
 * changes nothing about these reads (filling up, dropping zeros) is not supposed. */
void reader_detect(const char *const *raws, size_t count, reader_known *known, void *context,
                   struct reader_finding *out);

#endif
