/* A reader's profile as one line of words, as settings and the command line have it:
 *   form=8H->10D swap=yes prefix=\x02 suffix=? end=crlf length=8-10 pad=10 drop=yes
 * form: as-is, or what the reader sends -> what the roster holds (10H 8H 6H 10D 8D 2H+4H 3D+5D). Words that
 * say nothing are left out; a line without words is the text as it is. */
#ifndef LECTERN_DOMAIN_BADGE_PROFILE_H
#define LECTERN_DOMAIN_BADGE_PROFILE_H

#include "domain/badge.h"

enum { BADGE_PROFILE_SIZE = 192 };

const char *badge_profile_write(const struct badge_profile *profile, char out[BADGE_PROFILE_SIZE]);

/* False where the line is no profile; *out is then as it was. */
bool badge_profile_read(const char *line, struct badge_profile *out);

/* What a card whose badge stands on the roster as this text comes out as: two people with the same are one to
 * this reader. */
void badge_profile_key(const struct badge_profile *profile, const char *badge, char out[BADGE_TEXT_SIZE]);

/* \r \n \t \\ and \xNN (not \x00) in text[0..len), into out. False where it is broken or does not fit. */
bool badge_unescape(const char *text, size_t len, char *out, size_t out_size);

#endif
