/* The invented people and lectures that the bulk bench is made of: the same from the same numbers, so that
 * the floor programs write the very cells that Lectern does. */
#ifndef LECTERN_BENCH_BULK_DATA_H
#define LECTERN_BENCH_BULK_DATA_H

#include <stdint.h>
#include <stdio.h>

enum {
    BULK_UNITS = 40,
    BULK_TEAMS = 5,
    BULK_UNITS_A_LECTURE = 10, /* so that everybody is expected at every fourth */
    BULK_TEXT_SIZE = 64
};

struct bulk_person {
    char worker_no[BULK_TEXT_SIZE], badge[BULK_TEXT_SIZE], name[BULK_TEXT_SIZE], unit[BULK_TEXT_SIZE],
        team[BULK_TEXT_SIZE];
    int unit_number;
};

/* Sorted by unit as a roster is; worker numbers rise within a unit and not over the whole, badges are
 * anything. */
static inline void bulk_person(uint32_t i, uint32_t people, struct bulk_person *out)
{
    static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                                           "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "包"};
    static const char *const given[] = {"伟",   "芳",   "秀英", "敏",   "静",   "丽",    "强",   "磊",
                                        "军",   "洋",   "勇",   "艳",   "杰",   "娟",    "涛",   "明",
                                        "超",   "秀兰", "霞",   "平",   "刚",   "桂英",  "建国", "志强",
                                        "海燕", "大明", "晓东", "玉兰", "文静", "其其格"};
    static const char *const teams[BULK_TEAMS] = {"甲班", "乙班", "丙班", "丁班", "常白班"};
    uint32_t units = BULK_UNITS, of_unit = (people + units - 1) / units, unit = i / of_unit,
             place = i % of_unit;
    out->unit_number = (int)unit;
    snprintf(out->worker_no, BULK_TEXT_SIZE, "%u", 1000000 + place * units + unit);
    snprintf(out->badge, BULK_TEXT_SIZE, "%010u", i * 2654435761u); /* odd: no two are the same */
    snprintf(out->name, BULK_TEXT_SIZE, "%s%s", surnames[(i * 7 + i / 20) % 20],
             given[(i * 11 + i / 30) % 30]);
    snprintf(out->unit, BULK_TEXT_SIZE, "第%u车间", unit + 1);
    snprintf(out->team, BULK_TEXT_SIZE, "%s", teams[place * BULK_TEAMS / of_unit]);
}

/* The k-th unit (from 0) that a lecture (from 0) expects. */
static inline int bulk_lecture_unit(int lecture, int k)
{
    return (lecture * 2 + k) % BULK_UNITS;
}

#endif
