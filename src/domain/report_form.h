/* The forms a report code may take: several Chinese scanners show a mailto link as text, so there are others
 * to turn to. */
#ifndef LECTERN_DOMAIN_REPORT_FORM_H
#define LECTERN_DOMAIN_REPORT_FORM_H

#include "base/buf.h"

enum report_form { REPORT_MAILTO, REPORT_MATMSG, REPORT_VCARD, REPORT_TEXT, REPORT_FORM_COUNT };

/* The word of the setting report.code, and back; no such word: mailto. */
const char *report_form_word(enum report_form form);
enum report_form report_form_find(const char *word);

/* What a code says. Never NULL, "" = left out; subject is one line, body's lines are separated by \n. */
struct report_message {
    const char *mail;
    const char *name, *organisation, *phone; /* of the contact; vCard alone */
    const char *subject, *body;
};

/* Appends the message in that form; all but mailto hold raw UTF-8. */
void report_form_put(enum report_form form, const struct report_message *message, struct buf *out);

#endif
