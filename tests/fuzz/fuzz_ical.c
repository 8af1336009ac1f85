/* Whatever the bytes: no crash, no endless rule; entries are clean, and what is written of them reads the
 * same. */
#include "target.h"

#include "base/utf8.h"
#include "domain/outcome.h"
#include "format/ical.h"
#include "format/ical_write.h"

#include <string.h>

static void check_text(const char *text)
{
    FUZZ_CHECK(utf8_valid(text, strlen(text)));
    FUZZ_CHECK(text[0] != ' ' && !strpbrk(text, "\r\n\t"));
}

static void check_entry(const struct calendar_entry *entry)
{
    FUZZ_CHECK(entry->line > 0);
    FUZZ_CHECK(strlen(entry->id) < LECTURE_ID_SIZE);
    FUZZ_CHECK(entry->title[0] && entry->venue[0]);
    FUZZ_CHECK(entry->end_ms - entry->start_ms <= 10000LL * 366 * 86400 * 1000);
    check_text(entry->id);
    check_text(entry->title);
    check_text(entry->venue);
    check_text(entry->kind);
    check_text(entry->speaker);
    check_text(entry->speaker_title);
}

/* A lecture that could be one comes back; its id may not where it is empty. */
static void check_again(const struct calendar_entry *entry)
{
    struct buf out = {0};
    struct arena arena = {0};
    struct calendar again = {.arena = &arena};
    struct ical_writer writer = {.out = &out, .station = "00", .lang = LANG_EN};
    struct lecture lecture = {.id = entry->id[0] ? entry->id : "x",
                              .title = entry->title,
                              .kind = entry->kind,
                              .venue = entry->venue,
                              .speaker = "",
                              .speaker_title = "",
                              .start_ms = entry->start_ms,
                              .end_ms = entry->end_ms};
    ical_write_begin(&writer, "t");
    ical_write_lecture(&writer, &lecture);
    ical_write_end(&writer);
    FUZZ_CHECK(buf_ok(&out));
    ical_read(out.data, out.len, "UTC", &again);
    FUZZ_CHECK(again.count == 1 && again.errors == 0);
    FUZZ_CHECK(strcmp(again.entries[0].id, lecture.id) == 0);
    FUZZ_CHECK(strcmp(again.entries[0].title, lecture.title) == 0);
    FUZZ_CHECK(strcmp(again.entries[0].kind, lecture.kind) == 0);
    FUZZ_CHECK(strcmp(again.entries[0].venue, lecture.venue) == 0);
    FUZZ_CHECK(again.entries[0].start_ms == lecture.start_ms && again.entries[0].end_ms == lecture.end_ms);
    arena_finish(&arena);
    buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { YEAR_2 = 366 };
    const int64_t first = (YEAR_2 - 719528LL) * 86400000, last = (2932532LL - YEAR_2) * 86400000;
    struct arena arena = {0};
    struct calendar calendar = {.arena = &arena};
    ical_read((const char *)data, size, "Asia/Shanghai", &calendar);
    FUZZ_CHECK(!calendar.failed);
    FUZZ_CHECK(calendar.count > 0 || calendar.errors > 0);
    for (size_t i = 0; i < calendar.count; i++) {
        check_entry(&calendar.entries[i]);
    }
    for (size_t i = 0; i < calendar.count && i < 8; i++) {
        const struct calendar_entry *entry = &calendar.entries[i];
        if (entry->start_ms > first && entry->end_ms < last && entry->end_ms > first) {
            check_again(entry);
        }
    }
    arena_finish(&arena);
    return 0;
}
