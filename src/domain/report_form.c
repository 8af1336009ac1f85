#include "domain/report_form.h"

#include "domain/calendar_text.h"

#include <string.h>

static const char *const words[REPORT_FORM_COUNT] = {
    [REPORT_MAILTO] = "mailto", [REPORT_MATMSG] = "matmsg", [REPORT_VCARD] = "vcard", [REPORT_TEXT] = "text"};

const char *report_form_word(enum report_form form)
{
    return words[form];
}

enum report_form report_form_find(const char *word)
{
    for (int i = 0; i < REPORT_FORM_COUNT; i++) {
        if (strcmp(words[i], word) == 0) {
            return (enum report_form)i;
        }
    }
    return REPORT_MAILTO;
}

/* Everything but RFC 3986's unreserved characters and those of also_plain. In an address "@" may stand, in a
 * query ":" (RFC 6068, 2): every character that stays plain keeps the code small. */
static void put_encoded(struct buf *out, const char *text, const char *also_plain)
{
    static const char hex[] = "0123456789ABCDEF";
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '.' || c == '_' || c == '~' || strchr(also_plain, c) != NULL;
        if (c == '\n') {
            buf_puts(out, "%0D%0A");
        } else if (plain) {
            buf_putc(out, (char)c);
        } else {
            char code[3] = {'%', hex[c >> 4], hex[c & 15]};
            buf_append(out, code, sizeof code);
        }
    }
}

/* RFC 6068. */
static void put_mailto(const struct report_message *message, struct buf *out)
{
    buf_puts(out, "mailto:");
    put_encoded(out, message->mail, "@+");
    if (*message->subject) {
        buf_puts(out, "?subject=");
        put_encoded(out, message->subject, ":");
    }
    if (*message->body) {
        buf_puts(out, *message->subject ? "&body=" : "?body=");
        put_encoded(out, message->body, ":");
    }
}

/* A value of NTT DoCoMo's bar code formats: \ ; : and , with a backslash; lines of a mail end with CR LF. */
static void put_docomo(const char *key, const char *value, struct buf *out)
{
    if (!*value) {
        return;
    }
    buf_puts(out, key);
    for (; *value; value++) {
        if (*value == '\n') {
            buf_putc(out, '\r');
        } else if (strchr("\\;:,", *value)) {
            buf_putc(out, '\\');
        }
        buf_putc(out, *value);
    }
    buf_putc(out, ';');
}

/* A line of a vCard or calendar object: TEXT value, CR LF (RFC 2426, 2.6; RFC 5545, 3.1). A line longer than
 * 75 bytes may be left unfolded ("SHOULD"); phones' scanners do not unfold. */
static void put_property(const char *key, const char *value, struct buf *out)
{
    if (*value) {
        buf_puts(out, key);
        calendar_text_put(value, out);
        buf_puts(out, "\r\n");
    }
}

/* vCard 3.0 (RFC 2426): a contact with the mailbox; the report is its note. */
static void put_vcard(const struct report_message *message, struct buf *out)
{
    struct buf note = {0};
    buf_printf(&note, *message->subject && *message->body ? "%s\n%s" : "%s%s", message->subject,
               message->body);
    buf_puts(out, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
    put_property("N:", message->name, out);
    put_property("FN:", message->name, out);
    put_property("ORG:", message->organisation, out);
    put_property("EMAIL:", message->mail, out);
    put_property("TEL:", message->phone, out);
    put_property("NOTE:", buf_text(&note), out);
    buf_puts(out, "END:VCARD");
    out->failed |= !buf_ok(&note);
    buf_finish(&note);
}

/* Lines to copy: address, subject, body. */
static void put_text(const struct report_message *message, struct buf *out)
{
    buf_puts(out, message->mail);
    if (*message->subject) {
        buf_printf(out, "\n%s", message->subject);
    }
    if (*message->body) {
        buf_printf(out, "\n%s", message->body);
    }
}

void report_form_put(enum report_form form, const struct report_message *message, struct buf *out)
{
    switch (form) {
    case REPORT_MATMSG:
        buf_puts(out, "MATMSG:");
        put_docomo("TO:", message->mail, out);
        put_docomo("SUB:", message->subject, out);
        put_docomo("BODY:", message->body, out);
        buf_putc(out, ';');
        break;
    case REPORT_VCARD:
        put_vcard(message, out);
        break;
    case REPORT_TEXT:
        put_text(message, out);
        break;
    default:
        put_mailto(message, out);
        break;
    }
}
