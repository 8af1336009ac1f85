/* Attendance row by row, as every format of an export lists it: the sign-ins of a lecture by time, its
 * unknown badges, then who was expected and did not come. Nothing grows with the rows but the roster. */
#ifndef LECTERN_SERVICE_EXPORT_ROWS_H
#define LECTERN_SERVICE_EXPORT_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/progress.h"
#include "base/strings.h"
#include "domain/event.h"
#include "domain/programme.h"
#include "service/roster.h"
#include "store/attendance_table.h"

struct store;

/* Zeroed, then store and lang set. */
struct export_rows {
    struct store *store;
    enum lang lang;
    struct progress *progress; /* lectures; NULL = nobody looks */
    struct arena arena;
    struct event event;
    struct programme programme;
    struct roster roster;
    uint32_t mark; /* of who is signed in to the lecture at hand */
};

/* One row; valid during the visit. */
struct export_row {
    const struct lecture *lecture;      /* NULL = a badge that was recorded under none */
    const struct roster_person *person; /* NULL = an unknown badge, or erased */
    struct roster_words words;          /* of the person, "" where there is none */
    const char *badge; /* as read; "" where the person came by worker number, or did not come */
    const struct attendance_line *line; /* NULL = absent */
    bool removed;                       /* no longer on the roster */
    bool expected;                      /* the lecture's audience names the person */
};

struct export_visitor {
    void *context;
    /* Before the rows of a lecture; NULL = badges under none. May be NULL itself. */
    bool (*begin)(void *context, const struct lecture *lecture, struct err *err);
    bool (*row)(void *context, const struct export_row *row, struct err *err);
};

/* Event, programme and roster of one state of the store: begin a snapshot before. */
bool export_rows_open(struct export_rows *rows, struct err *err);

/* The lecture of that id, NULL for "all", and the roster ready for its records. ERR_NOT_FOUND. */
bool export_rows_lecture(struct export_rows *rows, const char *id, const struct lecture **out,
                         struct err *err);

/* lecture NULL = all of them, then badges under none. */
bool export_rows_each(struct export_rows *rows, const struct lecture *lecture,
                      const struct export_visitor *visitor, struct err *err);

/* "迟到 12 分钟；补签" into out (appended, may be nothing). */
void export_rows_note(const struct export_rows *rows, const struct export_row *row, struct buf *out);

/* "on_time" and so on, as the log has it; "absent". */
const char *export_row_status(const struct export_row *row);
void export_rows_finish(struct export_rows *rows);

#endif
