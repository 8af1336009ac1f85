/* A badge (工牌): the canonical text of what a reader or a hand delivered. */
#ifndef LECTERN_DOMAIN_BADGE_H
#define LECTERN_DOMAIN_BADGE_H

#include "domain/card.h"

#include <stdbool.h>
#include <stddef.h>

enum { BADGE_MIN_CHARS = 1, BADGE_MAX_CHARS = 32 };
#define BADGE_TEXT_SIZE   (BADGE_MAX_CHARS + 1)
#define BADGE_MASKED_SIZE 16

/* How a read ends. */
enum badge_end {
    BADGE_END_PAUSE, /* with a pause, or with any of the others */
    BADGE_END_CR,
    BADGE_END_LF,
    BADGE_END_CRLF,
    BADGE_END_TAB,
    BADGE_END_COUNT
};

enum { BADGE_AFFIX_SIZE = 8 };

/* What a reader makes of a card number, and what the roster holds of it. Zeroed = the text as it is. What
 * does not fit is a misread: a cut read, or another reader's form, must not become somebody's badge. */
struct badge_profile {
    char prefix[BADGE_AFFIX_SIZE], suffix[BADGE_AFFIX_SIZE]; /* has to be there, and is cut off */
    enum badge_end end;        /* matters where bytes are gathered to reads, not to badge_parse */
    unsigned char least, most; /* characters between the affixes; 0 = any */
    enum card_form from, to;   /* as sent and as on the roster; both CARD_AS_IS or neither */
    bool swapped;              /* the reader sends the four bytes in the other order: from is 8H or 10D */
    unsigned char pad; /* the reader drops leading zeros: filled up to so many digits; 0 = it does not.
                          Where from is a number, its own width alone */
    bool bare;         /* the roster holds the number without leading zeros */
};

/* Canonical text: blanks at the ends and the profile's prefix and suffix removed, brought from the reader's
 * form to the roster's, ASCII letters in upper case, full-width digits and letters to ASCII, leading zeros
 * kept. False where it does not fit the profile, or where nothing, more than BADGE_MAX_CHARS or a control
 * character is left. */
bool badge_parse(const struct badge_profile *profile, const char *raw, char out[BADGE_TEXT_SIZE]);

/* badge_parse without what stands around the number: the affixes are cut already. */
bool badge_parse_number(const struct badge_profile *profile, const char *raw, size_t len,
                        char out[BADGE_TEXT_SIZE]);

/* The same of what a hand typed or a roster holds: no profile. */
bool badge_canonical(const char *text, char out[BADGE_TEXT_SIZE]);

/* "****3317": the last four characters (fewer where the badge is short), for public screens. */
const char *badge_mask(const char *badge, char out[BADGE_MASKED_SIZE]);

#endif
