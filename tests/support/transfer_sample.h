/* Sticks and a preview as a screen sees them: one pack that may be imported, one that may not. */
#ifndef LECTERN_TESTS_TRANSFER_SAMPLE_H
#define LECTERN_TESTS_TRANSFER_SAMPLE_H

#include "domain/preview.h"
#include "domain/stick.h"

#include <stdio.h>

static void sample_sticks(struct sticks *sticks)
{
    static const char *const names[] = {"", "2026 秋季宣讲活动包", "安全生产月.xlsx",
                                        "备份/上一次的活动包，文件夹的名字长得一行放不下就在这里截断"};
    *sticks = (struct sticks){.count = 2, .pack_count = 4};
    sticks->items[0] =
        (struct stick){.path = "/media/KINGSTON", .name = "KINGSTON", .free_bytes = 7234000000};
    sticks->items[1] =
        (struct stick){.path = "/media/工会", .name = "工会", .free_bytes = 12000000, .read_only = true};
    for (size_t i = 0; i < 4; i++) {
        sticks->packs[i].stick = i == 0;
        sticks->packs[i].workbook = i == 2;
        snprintf(sticks->packs[i].name, sizeof sticks->packs[i].name, "%s", names[i]);
        snprintf(sticks->packs[i].path, sizeof sticks->packs[i].path, "/media/%s", names[i]);
    }
}

static void sample_preview(struct preview *preview, bool right)
{
    static struct fault faults[] = {
        {.file = "/media/2026 秋季宣讲活动包/people.csv",
         .row = 12,
         .column = 2,
         .message = "工牌号“1.23E+09”是被 Excel 改成科学计数的，请把这一列设为文本后重新填写"},
        {.file = "/media/2026 秋季宣讲活动包/programme.csv",
         .row = 4,
         .column = 3,
         .message = "结束时间 08:30 早于开始时间 09:00"},
        {.file = "/media/2026 秋季宣讲活动包/people.csv",
         .row = 31,
         .column = 3,
         .warning = true,
         .message = "本机字体没有姓名中的字 U+20BB7，屏幕上会显示为 □"},
    };
    static struct preview_line lines[40] = {
        {PREVIEW_LECTURE, PREVIEW_REMOVED, "20261123-2", "班组安全讲评", ""},
        {PREVIEW_PERSON, PREVIEW_KEPT, "100214", "李演示", ""},
        {PREVIEW_LECTURE, PREVIEW_CHANGED, "20261122-1", "劳模宣讲",
         "时间：2026-11-22 09:00–10:30 → 2026-11-22 09:30–11:00；地点：一号厅 → 三号厅"},
        {PREVIEW_PERSON, PREVIEW_CHANGED, "100207", "王样本", "部门：一车间 → 质量检验与计量科"},
    };
    static char numbers[40][8];
    for (int i = 4; i < 40; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", 100600 + i);
        lines[i] = (struct preview_line){PREVIEW_PERSON, PREVIEW_ADDED, numbers[i], "张示例", ""};
    }
    *preview = (struct preview){.source = "/media/2026 秋季宣讲活动包",
                                .title = "学习宣传活动",
                                .lectures = 12,
                                .people = 180,
                                .files = 5,
                                .may_import = right,
                                .changes = {.lectures_changed = 1,
                                            .lectures_removed = 1,
                                            .people_added = 36,
                                            .people_changed = 1,
                                            .people_removed = 1,
                                            .people_kept = 1,
                                            .files_changed = 2},
                                .lines = right ? lines : NULL,
                                .line_count = right ? 40 : 0};
    preview->faults = (struct faults){
        .items = right ? faults + 2 : faults, .count = right ? 1 : 3, .errors = right ? 0 : 2, .warnings = 1};
}

#endif
