/* A person (人员) of the roster, and how much of one a public screen may show. */
#ifndef LECTERN_DOMAIN_PERSON_H
#define LECTERN_DOMAIN_PERSON_H

#include "base/text_list.h"

#include <stdbool.h>
#include <stddef.h>

enum { PERSON_TOKEN_BYTES = 16, PERSON_TEXT_MAX = 120 /* bytes of any field; import refuses more */ };

/* Texts are never NULL; owned by the arena of whoever loaded the person. */
struct person {
    unsigned char token[PERSON_TOKEN_BYTES]; /* names the person in the log; random */
    const char *worker_no, *name, *unit, *team, *role;
    const char *initials;    /* pinyin, of the name: "ZW"; "" or NULL = not known */
    struct text_list badges; /* canonical; may be empty: signs in by worker number */
    const char *extra;       /* other columns of the roster, "header<TAB>value<LF>" each */
};

/* The value of the first of these columns ("" = none) out of extra; names ends with NULL. Cut to size. */
void person_extra(const char *extra, const char *const *names, char *out, size_t size);

/* The columns that say where a person sits and with whom. */
extern const char *const person_seat_columns[], *const person_group_columns[];

#define PERSON_MASKED_SIZE 64

/* 李明 -> 李*, 李大明 -> 李*明, four characters and more -> first + "**" (DESIGN 6: public screens). */
const char *person_mask_name(const char *name, char out[PERSON_MASKED_SIZE]);

/* Whether the roster's role is that of somebody who gives talks. */
bool person_is_speaker(const char *role);

/* The name as public screens show it: masked, or whole (cut to fit) where the event wants it so. */
const char *person_public_name(const char *name, bool whole, char out[PERSON_MASKED_SIZE]);

#endif
