/* A badge (工牌): the canonical text of what a reader or a hand delivered. */
#ifndef LECTERN_DOMAIN_BADGE_H
#define LECTERN_DOMAIN_BADGE_H

#include <stdbool.h>
#include <stddef.h>

enum { BADGE_MIN_CHARS = 1, BADGE_MAX_CHARS = 32 };
#define BADGE_TEXT_SIZE   (BADGE_MAX_CHARS + 1)
#define BADGE_MASKED_SIZE 16

/* What a reader adds to and makes of a card number. Zeroed = the text as it is. */
struct badge_profile {
    char prefix[8], suffix[8]; /* cut off where present */
};

/* Canonical text: blanks at the ends and the profile's prefix and suffix removed, ASCII letters in upper
 * case, full-width digits and letters to ASCII, leading zeros kept. False where nothing, more than
 * BADGE_MAX_CHARS or a control character is left. */
bool badge_parse(const struct badge_profile *profile, const char *raw, char out[BADGE_TEXT_SIZE]);

/* "****3317": the last four characters (fewer where the badge is short), for public screens. */
const char *badge_mask(const char *badge, char out[BADGE_MASKED_SIZE]);

#endif
