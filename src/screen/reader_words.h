/* A reader's reads and its profile in words that say something to whoever stands at the kiosk. */
#ifndef LECTERN_SCREEN_READER_WORDS_H
#define LECTERN_SCREEN_READER_WORDS_H

#include "domain/badge.h"

enum { READER_WORDS_SIZE = 200 };

/* A read with its control characters as [CR], [STX], [0x1D]: cut where it does not fit. */
const char *reader_words_raw(const char *raw, char out[READER_WORDS_SIZE]);

const char *reader_words_end(const struct badge_profile *profile);

/* The form of the number and what stands around it. */
const char *reader_words_form(const struct badge_profile *profile, char out[READER_WORDS_SIZE]);

/* Zeros that the reader or the roster has lost. */
const char *reader_words_zeros(const struct badge_profile *profile, char out[READER_WORDS_SIZE]);

#endif
