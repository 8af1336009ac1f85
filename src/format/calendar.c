#include "format/calendar.h"

#include "base/text_trim.h"
#include "base/utf8.h"
#include "domain/outcome.h"
#include "format/nfc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void note(struct calendar *calendar, size_t line, bool warning, enum str_id sentence, va_list args)
{
    char message[512];
    calendar->errors += !warning;
    if (calendar->failed || calendar->fault_count == CALENDAR_MAX_FAULTS) {
        return;
    }
    vsnprintf(message, sizeof message, str(sentence), args);
    message[utf8_floor(message, strlen(message))] = '\0';
    struct calendar_fault *faults = arena_grow(calendar->arena, calendar->faults, calendar->fault_count,
                                               &calendar->fault_capacity, sizeof *faults);
    const char *kept = arena_strdup(calendar->arena, message);
    if (!faults || !kept) {
        calendar->failed = true;
        return;
    }
    calendar->faults = faults;
    faults[calendar->fault_count++] = (struct calendar_fault){line, warning, kept};
}

void calendar_error(struct calendar *calendar, size_t line, enum str_id sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    note(calendar, line, false, sentence, args);
    va_end(args);
}

void calendar_warning(struct calendar *calendar, size_t line, enum str_id sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    note(calendar, line, true, sentence, args);
    va_end(args);
}

bool calendar_is_full(const struct calendar *calendar)
{
    return calendar->count == CALENDAR_MAX_ENTRIES;
}

void calendar_add(struct calendar *calendar, const struct calendar_entry *entry)
{
    if (calendar->failed || calendar_is_full(calendar)) {
        return;
    }
    struct calendar_entry *entries =
        arena_grow(calendar->arena, calendar->entries, calendar->count, &calendar->capacity, sizeof *entries);
    if (!entries) {
        calendar->failed = true;
        return;
    }
    calendar->entries = entries;
    entries[calendar->count++] = *entry;
}

const char *calendar_text(struct calendar *calendar, const char *text, size_t len)
{
    char *plain = nfc_may_change(text, len) ? nfc_copy(calendar->arena, text, len)
                                            : arena_strndup(calendar->arena, text, len);
    if (!plain) {
        calendar->failed = true;
        return NULL;
    }
    char *out = plain;
    for (const char *at = plain; *at; at++) {
        bool blank = (unsigned char)*at <= ' ';
        if (!blank || (out > plain && out[-1] != ' ')) {
            *out++ = blank ? ' ' : *at;
        }
    }
    len = (size_t)(out - plain);
    const char *trimmed = text_trim(plain, &len);
    plain[trimmed - plain + (ptrdiff_t)len] = '\0';
    return trimmed;
}

const char *calendar_shown(const char *text, char out[CALENDAR_SHOWN_SIZE])
{
    enum { ELLIPSIS = sizeof "…" - 1 };
    utf8_copy(out, CALENDAR_SHOWN_SIZE - ELLIPSIS, text);
    for (char *at = out; *at; at++) {
        *at = (char)((unsigned char)*at < ' ' || *at == 0x7F ? ' ' : *at);
    }
    size_t len = strlen(out);
    if (text[len]) {
        memcpy(out + len, "…", ELLIPSIS + 1);
    }
    return out;
}

/* Printable, no blanks but single ones inside: what may stand in a cell of 编号. */
static bool is_plain(const char *text, size_t len)
{
    size_t trimmed = len;
    text_trim(text, &trimmed);
    for (size_t pos = 0; pos < len;) {
        uint32_t c = utf8_next(text, len, &pos);
        bool control = c < ' ' || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
                       (c >= 0x2066 && c <= 0x2069) || c == UTF8_INVALID;
        if (control || c == '#') {
            return false;
        }
    }
    return len > 0 && trimmed == len && !(len == 3 && strncasecmp(text, "all", 3) == 0);
}

const char *calendar_id(struct calendar *calendar, const char *text, size_t len, const char *behind)
{
    if (len + strlen(behind) >= LECTURE_ID_SIZE || !is_plain(text, len)) {
        return "";
    }
    const char *id = arena_printf(calendar->arena, "%.*s%s", (int)len, text, behind);
    calendar->failed |= !id;
    return id ? id : "";
}

/* By id, those that stand earlier first. */
static int by_id(const void *left, const void *right)
{
    const struct calendar_entry *one = *(const struct calendar_entry *const *)left;
    const struct calendar_entry *other = *(const struct calendar_entry *const *)right;
    int order = strcmp(one->id, other->id);
    return order ? order : (one > other) - (one < other);
}

static void clear_repeated(struct calendar *calendar, struct calendar_entry **sorted)
{
    for (size_t i = 0, next; i < calendar->count; i = next) {
        const char *id = sorted[i]->id;
        for (next = i + 1; next < calendar->count && strcmp(sorted[next]->id, id) == 0;) {
            next++;
        }
        if (next == i + 1 || !*id) {
            continue;
        }
        char shown[CALENDAR_SHOWN_SIZE];
        calendar_warning(calendar, sorted[i + 1]->line, STR_CALENDAR_ID_TWICE, calendar_shown(id, shown),
                         sorted[i]->line);
        for (size_t k = i; k < next; k++) {
            sorted[k]->id = "";
        }
    }
}

void calendar_settle(struct calendar *calendar)
{
    if (calendar->failed) {
        return;
    }
    if (calendar->count == 0 && calendar->errors == 0) {
        calendar_error(calendar, 0, STR_CALENDAR_EMPTY);
    }
    struct calendar_entry **sorted = arena_alloc(calendar->arena, (calendar->count + 1) * sizeof *sorted);
    if (!sorted) {
        calendar->failed = true;
        return;
    }
    for (size_t i = 0; i < calendar->count; i++) {
        sorted[i] = &calendar->entries[i];
    }
    if (calendar->count > 1) {
        qsort(sorted, calendar->count, sizeof *sorted, by_id);
    }
    clear_repeated(calendar, sorted);
}
