/* What a reader of calendars makes of a text: its entries and its faults. */
#ifndef LECTERN_TESTS_CALENDAR_FIXTURE_H
#define LECTERN_TESTS_CALENDAR_FIXTURE_H

#include "format/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/zone_file.h"

struct fixture {
    struct arena arena;
    struct calendar calendar;
};

typedef void calendar_reader(const char *data, size_t len, const char *zone, struct calendar *out);

/* The reader gets memory of exactly that size, so that a sanitizer sees one byte too far. */
__attribute__((unused)) static void read_exactly(struct fixture *f, calendar_reader *reader, const void *data,
                                                 size_t len)
{
    char *exact = malloc(len + !len);
    assert_non_null(exact);
    memcpy(exact, data, len);
    *f = (struct fixture){0};
    f->calendar.arena = &f->arena;
    reader(exact, len, "Asia/Shanghai", &f->calendar);
    free(exact);
    assert_false(f->calendar.failed);
}

__attribute__((unused)) static void finish(struct fixture *f)
{
    arena_finish(&f->arena);
}

__attribute__((unused)) static const char *utc(int64_t ms)
{
    static char texts[8][32];
    static int next;
    static const struct zone_file zone;
    struct civil t;
    zone_file_from_ms(&zone, ms, &t);
    char *out = texts[next++ % 8];
    snprintf(out, 32, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
    return out;
}

__attribute__((unused)) static void assert_no_fault(const struct fixture *f)
{
    for (size_t i = 0; i < f->calendar.fault_count; i++) {
        print_message("%zu: %s\n", f->calendar.faults[i].line, f->calendar.faults[i].message);
    }
    assert_int_equal(f->calendar.fault_count, 0);
}

__attribute__((unused)) static void assert_starts(const struct fixture *f, size_t count,
                                                  const char *const *starts)
{
    assert_int_equal(f->calendar.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(utc(f->calendar.entries[i].start_ms), starts[i]);
    }
}

#define STARTS(f, ...)                                                                                       \
    do {                                                                                                     \
        static const char *const starts[] = {__VA_ARGS__};                                                   \
        assert_starts(f, sizeof starts / sizeof *starts, starts);                                            \
    } while (0)

/* Exactly one fault, at that line, with these words in it. */
__attribute__((unused)) static void assert_one(const struct fixture *f, size_t line, bool warning,
                                               const char *words)
{
    if (f->calendar.fault_count != 1) {
        assert_no_fault(f);
    }
    assert_int_equal(f->calendar.fault_count, 1);
    const struct calendar_fault *fault = &f->calendar.faults[0];
    if (!strstr(fault->message, words)) {
        fail_msg("\"%s\" is not in \"%s\"", words, fault->message);
    }
    assert_int_equal(fault->line, line);
    assert_int_equal(fault->warning, warning);
}

#endif
