/* Whatever the bytes: no crash, no harm; entries are clean UTF-8 of one line, in the order of the file. */
#include "target.h"

#include "base/utf8.h"
#include "domain/outcome.h"
#include "domain/person.h"
#include "format/schedule_xml.h"

#include <string.h>

static void check_text(const char *text)
{
    FUZZ_CHECK(utf8_valid(text, strlen(text)));
    FUZZ_CHECK(text[0] != ' ' && !strpbrk(text, "\r\n\t"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct calendar calendar = {.arena = &arena};
    size_t line = 0;
    schedule_xml_read((const char *)data, size, "Asia/Shanghai", &calendar);
    FUZZ_CHECK(!calendar.failed);
    FUZZ_CHECK(calendar.count > 0 || calendar.errors > 0);
    for (size_t i = 0; i < calendar.count; i++) {
        const struct calendar_entry *entry = &calendar.entries[i];
        FUZZ_CHECK(entry->line > 0 && entry->line >= line);
        line = entry->line;
        FUZZ_CHECK(strlen(entry->id) < LECTURE_ID_SIZE);
        FUZZ_CHECK(entry->title[0] && entry->venue[0]);
        FUZZ_CHECK(strlen(entry->speaker) <= PERSON_TEXT_MAX);
        FUZZ_CHECK(entry->end_ms >= entry->start_ms);
        check_text(entry->id);
        check_text(entry->title);
        check_text(entry->venue);
        check_text(entry->kind);
        check_text(entry->speaker);
    }
    arena_finish(&arena);
    return 0;
}
