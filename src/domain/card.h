/* The number of a card, and the forms in which readers send it and rosters hold it. */
#ifndef LECTERN_DOMAIN_CARD_H
#define LECTERN_DOMAIN_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* H counts hexadecimal digits, D decimal ones, both with their leading zeros. The names and the example
 * 01026F6C3A are those of reader makers' lists of output formats (one is kept at
 * cnblogs.com/beauty/p/1879901): 10H "01026F6C3A"; its last 8H as 10D "0040856634"; its last 6H as 8D
 * "07302202"; its last 2H+4H "111,27706". The last one without its comma is what Wiegand-26 controllers print
 * (3D+5D, "11127706"). */
enum card_form {
    CARD_AS_IS, /* a text, no number */
    CARD_10H,
    CARD_8H,
    CARD_6H,
    CARD_10D,
    CARD_8D,
    CARD_2H4H,
    CARD_3D5D,
    CARD_FORM_COUNT
};

enum { CARD_TEXT_SIZE = 11 /* the longest form and its NUL */ };

const char *card_form_name(enum card_form form); /* "8H" */
bool card_form_find(const char *name, size_t len, enum card_form *out);

/* How many characters a number has in this form, and how many bytes of the card it tells. 0 for CARD_AS_IS.
 */
size_t card_form_chars(enum card_form form);
size_t card_form_bytes(enum card_form form);

/* The number that text is in this form. False where text is not of this form, to the last character. */
bool card_read(enum card_form form, const char *text, uint64_t *number);

/* The lowest bytes of number that the form tells. */
void card_write(enum card_form form, uint64_t number, char out[CARD_TEXT_SIZE]);

/* The four low bytes in the other order (正码, 反码); what lies above them is gone. */
uint64_t card_swap(uint64_t number);

#endif
