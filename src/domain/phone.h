/* The telephone number in what staff wrote: "电话：0475-6372291 转 8001". */
#ifndef LECTERN_DOMAIN_PHONE_H
#define LECTERN_DOMAIN_PHONE_H

#include <stdbool.h>

enum { PHONE_SIZE = 40 };

/* The first number as a tel: link takes it (RFC 3966, 3): a leading +, digits, "-" between them; as it is
 * dialled here. An extension is left out: phones dial ";ext=" as digits. False where there is no number of
 * 3 to 15 digits (E.164): no link beats one that rings somebody else. */
bool phone_number(const char *text, char out[PHONE_SIZE]);

#endif
