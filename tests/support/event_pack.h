/* A small event made by hand, for tests of the store and of the services: a morning of three lectures, six
 * people. */
#ifndef LECTERN_TESTS_EVENT_PACK_H
#define LECTERN_TESTS_EVENT_PACK_H

#include "base/arena.h"
#include "base/civil.h"
#include "domain/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MINUTE_MS = 60000, SECOND_MS = 1000 };

/* 2026-11-22 at hour:minute in Shanghai. */
__attribute__((unused)) static int64_t day_at(int hour, int minute)
{
    const int64_t midnight_ms = 1795276800000LL; /* 2026-11-21 16:00 UTC */
    return midnight_ms + (int64_t)(hour * 60 + minute) * MINUTE_MS;
}

__attribute__((unused)) static struct text_list list_of(struct arena *arena, const char *text)
{
    struct text_list list;
    assert_true(text_list_split(&list, text, arena));
    return list;
}

/* W001..W003 work in 机电车间, W004 and W005 in 选煤车间, W006 in 办公室 without a badge. W003 has two
   badges. L1 机电车间 09:00-10:30 and L2 everybody 10:30-12:00 in 一号厅; L3 选煤车间 09:00-10:30 in 二号厅.
 */
__attribute__((unused)) static void pack_make(struct pack *pack)
{
    static const char *const people[][5] = {{"W001", "李明", "机电车间", "一班", "1001"},
                                            {"W002", "王大明", "机电车间", "二班", "1002"},
                                            {"W003", "欧阳小红", "机电车间", "一班", "1003、0001003"},
                                            {"W004", "赵强", "选煤车间", "一班", "1004"},
                                            {"W005", "孙丽", "选煤车间", "二班", "1005"},
                                            {"W006", "周游", "办公室", "", ""}};
    static const struct {
        const char *id, *title, *venue, *audience;
        int start, end;
    } lectures[] = {{"L1", "劳模宣讲", "一号厅", "机电车间", 9 * 60, 10 * 60 + 30},
                    {"L2", "辅导讲座", "一号厅", "", 10 * 60 + 30, 12 * 60},
                    {"L3", "研讨班", "二号厅", "选煤车间", 9 * 60, 10 * 60 + 30}};
    assert_true(civil_use_zone("Asia/Shanghai", NULL));
    *pack = (struct pack){0};
    struct arena *arena = &pack->arena;
    pack->event = (struct event){.title = "学习活动",
                                 .organiser = "总工会",
                                 .report_mail = "a@example.com",
                                 .report_phone = "0475",
                                 .zone = "Asia/Shanghai",
                                 .opens_before_min = 30,
                                 .late_after_min = 10,
                                 .walk_in = WALK_IN_RECORD};
    pack->programme.items = arena_alloc(arena, 3 * sizeof *pack->programme.items);
    assert_non_null(pack->programme.items);
    for (size_t i = 0; i < 3; i++) {
        pack->programme.items[pack->programme.count++] =
            (struct lecture){.id = lectures[i].id,
                             .title = lectures[i].title,
                             .kind = "宣讲",
                             .venue = lectures[i].venue,
                             .speaker = "张工",
                             .speaker_title = "劳模",
                             .deck = "",
                             .audience = list_of(arena, lectures[i].audience),
                             .start_ms = day_at(0, lectures[i].start),
                             .end_ms = day_at(0, lectures[i].end),
                             .opens_before_min = 30,
                             .late_after_min = 10};
    }
    programme_sort(&pack->programme);
    pack->people = arena_alloc(arena, 6 * sizeof *pack->people);
    assert_non_null(pack->people);
    for (size_t i = 0; i < 6; i++) {
        pack->people[pack->people_count++] = (struct person){.worker_no = people[i][0],
                                                             .name = people[i][1],
                                                             .unit = people[i][2],
                                                             .team = people[i][3],
                                                             .role = "",
                                                             .badges = list_of(arena, people[i][4]),
                                                             .extra = ""};
    }
    pack->files = arena_alloc(arena, 2 * sizeof *pack->files);
    assert_non_null(pack->files);
    pack->files[0] = (struct pack_file){"keypoints.md", (const unsigned char *)"# 要点\n\n内容\n", 17};
    pack->files[1] = (struct pack_file){"talks/demo.md", (const unsigned char *)"# 讲稿\n\n内容\n", 17};
    pack->file_count = 2;
}

/* A folder of its own for a test; folder_remove takes it away with all that is in it. */
__attribute__((unused)) static void folder_make(char out[64])
{
    const char *base = getenv("TMPDIR");
    snprintf(out, 64, "%.40s/lectern-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(out));
}

__attribute__((unused)) static void folder_remove(const char *path)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

#endif
