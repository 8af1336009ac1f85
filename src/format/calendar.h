/* What a calendar of another program holds, as lectures can be made of it: filled by the readers of iCalendar
 * and of schedule.xml. */
#ifndef LECTERN_FORMAT_CALENDAR_H
#define LECTERN_FORMAT_CALENDAR_H

#include "base/arena.h"
#include "base/strings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CALENDAR_MAX_BYTES = 8 * 1024 * 1024,
    CALENDAR_MAX_ENTRIES = 5001, /* reading ends there; one more than a programme may have */
    CALENDAR_MAX_FAULTS = 1000,  /* kept */
    CALENDAR_MAX_SPAN_S = 366 * 24 * 60 * 60,
    CALENDAR_SHOWN_SIZE = 64
};

/* Texts are one line of UTF-8 in NFC, never NULL; owned by the arena. */
struct calendar_entry {
    size_t line;               /* physical line where it starts, from 1 */
    const char *id;            /* fits a lecture's id and stands once in the calendar; "" = none */
    const char *title, *venue; /* never empty */
    const char *kind, *speaker, *speaker_title;
    int64_t start_ms, end_ms; /* UTC */
};

struct calendar_fault {
    size_t line; /* 0 = the file as a whole */
    bool warning;
    const char *message;
};

/* Zeroed and with an arena = empty. */
struct calendar {
    struct arena *arena; /* not owned */
    struct calendar_entry *entries;
    size_t count, capacity;
    struct calendar_fault *faults;
    size_t fault_count, fault_capacity;
    size_t errors; /* of the faults; more than are kept are counted */
    bool failed;   /* out of memory: not to be used */
};

/* Notes what is wrong; arguments as the sentence takes them. */
void calendar_error(struct calendar *calendar, size_t line, enum str_id sentence, ...);
void calendar_warning(struct calendar *calendar, size_t line, enum str_id sentence, ...);

/* Adds the entry, or nothing where there are CALENDAR_MAX_ENTRIES. */
void calendar_add(struct calendar *calendar, const struct calendar_entry *entry);
bool calendar_is_full(const struct calendar *calendar);

/* text[0..len) as one trimmed line in NFC: line breaks, tabs and several blanks become one blank. NULL when
 * out of memory (noted). */
const char *calendar_text(struct calendar *calendar, const char *text, size_t len);

/* The text as it may stand in a sentence: one line, cut where it is long. */
const char *calendar_shown(const char *text, char out[CALENDAR_SHOWN_SIZE]);

/* The id that text[0..len) makes with what is put behind it (may be ""); "" where that is no lecture's id. */
const char *calendar_id(struct calendar *calendar, const char *text, size_t len, const char *behind);

/* At the end: an id that several entries have is none of theirs (a warning names the first two); nothing in
 * it at all is an error. */
void calendar_settle(struct calendar *calendar);

#endif
