/* What the tokens of the log mean. The log names people, badges as read, operators and reasons by random
 * tokens alone; this table can be erased, row by row or whole, while the log, its chain and every count stay
 * (DESIGN 3.4). */
#ifndef LECTERN_STORE_MEANING_H
#define LECTERN_STORE_MEANING_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

struct store;

enum { TOKEN_BYTES = 16 };

enum meaning_kind {
    MEANING_PERSON, /* the worker number in canonical form */
    MEANING_BADGE,  /* what a reader read or a hand typed, canonical */
    MEANING_OPERATOR,
    MEANING_REASON
};

/* The token that stands for this text, if there is one. */
bool meaning_find(struct store *store, enum meaning_kind kind, const char *text,
                  unsigned char token[TOKEN_BYTES], bool *found, struct err *err);

/* The same, making one where there is none; inside a transaction. */
bool meaning_make(struct store *store, enum meaning_kind kind, const char *text,
                  unsigned char token[TOKEN_BYTES], struct err *err);

/* The text in the arena; NULL where it was erased. */
bool meaning_text(struct store *store, const unsigned char token[TOKEN_BYTES], struct arena *arena,
                  const char **text, struct err *err);

/* All of a kind, by text. Stops where visit returns false, which it does with err set. */
typedef bool meaning_visit(void *context, const unsigned char token[TOKEN_BYTES], const char *text,
                           struct err *err);
bool meaning_each(struct store *store, enum meaning_kind kind, meaning_visit *visit, void *context,
                  struct err *err);

#endif
