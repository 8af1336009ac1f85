/* Staff mode as a screen sees it, without an app: 62 invented people, four unknown badges, and a host that
 * notes what it is asked. */
#ifndef LECTERN_TESTS_STAFF_FIXTURE_H
#define LECTERN_TESTS_STAFF_FIXTURE_H

#include "base/civil.h"
#include "base/strings.h"
#include "screen/screen.h"
#include "domain/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIXTURE_PEOPLE = 62,
    FIXTURE_UNKNOWN = 4,
    FIXTURE_ROWS = FIXTURE_PEOPLE + FIXTURE_UNKNOWN,
    FIXTURE_STATE = 2048
};

struct staff_fixture {
    struct board board;
    struct lecture lectures[3];
    struct tally tallies[3];
    struct sheet sheet;
    struct sheet_row rows[FIXTURE_ROWS];
    char numbers[FIXTURE_ROWS][16], badges[FIXTURE_ROWS][16], names[FIXTURE_ROWS][64], seats[FIXTURE_ROWS][8];
    struct sheet_unit units[5];
    struct trail trail;
    struct trail_row trail_rows[3];
    struct staff_setting settings[9];
    struct reader_diagnosis diagnosis;
    size_t diagnosed; /* reads of the last question */
    struct sticks sticks;
    struct preview preview;
    enum transfer_kind transfer; /* the last one asked for */
    struct transfer_wish wish;
    int stick_looks, cancels;
    struct staff_view staff;
    struct screen_host host;
    struct screen_view view;
    struct text_measure measure;
    /* what was asked */
    int asked; /* staff_do */
    struct staff_request request;
    enum screen_id went;
    char argument[128], pin[32], operator_name[64], shown[LECTURE_ID_SIZE];
    bool locked;
    /* the screen */
    enum screen_id screen;
    _Alignas(16) unsigned char state[FIXTURE_STATE];
    struct draw_list list;
};

static const char *const fixture_units[] = {"一车间", "二车间", "机修班", "质量检验与计量科", "后勤科"};
enum { FIXTURE_MINUTE = 60000 };

static void fixture_go(void *context, enum screen_id id, const char *argument)
{
    struct staff_fixture *f = context;
    f->went = id;
    snprintf(f->argument, sizeof f->argument, "%s", argument);
}

static void fixture_pin(void *context, const char *digits)
{
    snprintf(((struct staff_fixture *)context)->pin, 32, "%s", digits);
}

static void fixture_lock(void *context)
{
    ((struct staff_fixture *)context)->locked = true;
}

static void fixture_use(void *context, const char *name)
{
    snprintf(((struct staff_fixture *)context)->operator_name, 64, "%s", name);
}

static void fixture_show(void *context, const char *lecture)
{
    snprintf(((struct staff_fixture *)context)->shown, LECTURE_ID_SIZE, "%s", lecture);
}

static void fixture_trail(void *context, const char *code, const char *badge)
{
    struct staff_fixture *f = context;
    snprintf(f->trail.code, sizeof f->trail.code, "%s", *code ? code : badge);
}

static void fixture_do(void *context, const struct staff_request *request)
{
    struct staff_fixture *f = context;
    f->asked++;
    f->request = *request;
}

static void fixture_diagnose(void *context, const char *const *raws, size_t count)
{
    struct staff_fixture *f = context;
    (void)raws;
    f->diagnosed = count;
    f->staff.diagnosis = NULL;
}

static void fixture_find_sticks(void *context)
{
    ((struct staff_fixture *)context)->stick_looks++;
}

static void fixture_transfer(void *context, enum transfer_kind kind, const struct transfer_wish *wish)
{
    struct staff_fixture *f = context;
    f->transfer = kind;
    f->wish = *wish;
}

static void fixture_cancel_transfer(void *context)
{
    ((struct staff_fixture *)context)->cancels++;
}

static void fixture_people(struct staff_fixture *f, int64_t start_ms)
{
    static const char *const family[] = {"张", "王", "李", "赵", "单", "曾", "仇", "包", "白", "陈"};
    static const char letters[] = "ZWLZSZQBBC";
    static const char *const given[] = {"示例", "样本", "演示", "试用", "虚构", "假定"};
    static const char *const given_letters[] = {"SL", "YB", "YS", "SY", "XG", "JD"};
    static char initials[FIXTURE_ROWS][8];
    for (int i = 0; i < FIXTURE_PEOPLE; i++) {
        struct sheet_row *row = &f->rows[i];
        snprintf(f->numbers[i], sizeof f->numbers[i], "%06d", 100200 + i * 7);
        snprintf(f->badges[i], sizeof f->badges[i], "%010d", 12340000 + i);
        snprintf(f->names[i], sizeof f->names[i], "%s%s", family[i % 10], given[i % 6]);
        snprintf(initials[i], sizeof initials[i], "%c%s", letters[i % 10], given_letters[i % 6]);
        snprintf(f->seats[i], sizeof f->seats[i], "%d", i + 1);
        *row = (struct sheet_row){.code = f->numbers[i],
                                  .worker_no = f->numbers[i],
                                  .name = f->names[i],
                                  .unit = fixture_units[i % 5],
                                  .team = i % 3 ? "甲班" : "",
                                  .group = i % 4 ? "" : "第二组",
                                  .seat = i % 4 ? "" : f->seats[i],
                                  .initials = initials[i],
                                  .badge = f->badges[i],
                                  .expected = i < FIXTURE_PEOPLE - 2};
        row->status = i >= FIXTURE_PEOPLE - 2 ? SHEET_WALK_IN
                      : i % 4 == 3            ? SHEET_ABSENT
                      : i % 11 == 5           ? SHEET_LATE
                                              : SHEET_ON_TIME;
        if (row->status != SHEET_ABSENT) {
            row->in_ms =
                start_ms + (row->status == SHEET_LATE ? 13 : i * 37 % 38 - 29) * FIXTURE_MINUTE + i * 700;
        }
        f->sheet.tally.on_time += row->status == SHEET_ON_TIME;
        f->sheet.tally.late += row->status == SHEET_LATE;
        f->sheet.tally.walk_in += row->status == SHEET_WALK_IN;
    }
    f->rows[8].name = "阿拉坦苏布道·额尔德尼其木格";
    f->rows[8].by_staff = true;
    f->rows[8].unit = "综合管理与后勤保障服务中心（虚构）";
    f->rows[7].voided = true;
    f->sheet.tally.expected = FIXTURE_PEOPLE - 2;
    f->sheet.tally.unknown = FIXTURE_UNKNOWN;
    for (int i = FIXTURE_PEOPLE; i < FIXTURE_ROWS; i++) {
        snprintf(f->badges[i], sizeof f->badges[i], "%010d", 99880000 + i * 13);
        f->rows[i] = (struct sheet_row){.code = "",
                                        .worker_no = "",
                                        .name = "",
                                        .unit = "",
                                        .team = "",
                                        .group = "",
                                        .seat = "",
                                        .initials = "",
                                        .badge = f->badges[i],
                                        .status = SHEET_UNKNOWN,
                                        .in_ms = start_ms + (i - FIXTURE_PEOPLE) * 3 * FIXTURE_MINUTE};
    }
}

static void fixture_sheet(struct staff_fixture *f, const struct lecture *lecture)
{
    struct sheet *sheet = &f->sheet;
    snprintf(sheet->lecture_id, sizeof sheet->lecture_id, "%s", lecture->id);
    fixture_people(f, lecture->start_ms);
    for (int u = 0; u < 5; u++) {
        f->units[u] = (struct sheet_unit){fixture_units[u], 0, 0};
        for (int i = u; i < FIXTURE_PEOPLE - 2; i += 5) {
            f->units[u].expected++;
            f->units[u].present += f->rows[i].status != SHEET_ABSENT;
        }
    }
    static const int bins[] = {1, 2, 3, 5, 9, 12, 6, 4, 3, 2, 1, 0};
    memcpy(sheet->bins, bins, sizeof bins);
    sheet->bin_count = sizeof bins / sizeof *bins;
    sheet->bin_ms = 5 * FIXTURE_MINUTE;
    sheet->bin_first_ms = lecture->start_ms - 30 * FIXTURE_MINUTE;
    sheet->rows = f->rows;
    sheet->row_count = FIXTURE_ROWS;
    sheet->units = f->units;
    sheet->unit_count = 5;
}

/* At 09:22 of an invented day, in the lecture that began at 09:00. */
__attribute__((unused)) static void fixture_open(struct staff_fixture *f, struct canvas canvas,
                                                 const struct text_measure *measure)
{
    static const char *const titles[] = {"弘扬劳模精神、劳动精神、工匠精神专题辅导讲座", "班组安全生产研讨班",
                                         "学习交流：我身边的好师傅"};
    int64_t now_ms;
    memset(f, 0, sizeof *f);
    civil_use_zone("Asia/Shanghai", NULL);
    civil_parse_date_time("2026-11-22 09:22", &now_ms);
    int64_t start_ms = now_ms - 22 * FIXTURE_MINUTE;
    for (int i = 0; i < 3; i++) {
        static const char *const ids[] = {"L1", "L2", "L3"};
        f->lectures[i] = (struct lecture){.id = ids[i],
                                          .title = titles[i],
                                          .kind = "辅导讲座",
                                          .venue = i == 1 ? "二车间会议室" : "职工之家报告厅",
                                          .speaker = "",
                                          .speaker_title = "",
                                          .deck = "",
                                          .start_ms = start_ms + i * 120 * FIXTURE_MINUTE,
                                          .end_ms = start_ms + (i * 120 + 90) * FIXTURE_MINUTE};
        f->lectures[i].planned_start_ms = f->lectures[i].start_ms;
    }
    f->board.has_event = true;
    f->board.event = (struct event){.title = "车间宣讲活动 · 学习日",
                                    .organiser = "示例市总工会",
                                    .report_mail = "report@example.com",
                                    .report_phone = "",
                                    .zone = "Asia/Shanghai"};
    f->board.programme = (struct programme){f->lectures, 3};
    f->board.tallies = f->tallies;
    fixture_sheet(f, &f->lectures[0]);
    f->trail_rows[0] = (struct trail_row){
        TRAIL_SIGN_IN, start_ms - 12 * FIXTURE_MINUTE, 0, true, "on_time", "reader", "", ""};
    f->trail_rows[1] = (struct trail_row){
        TRAIL_VOID, start_ms + 5 * FIXTURE_MINUTE, 0, false, "", "staff", "王示例（工会）", "代签"};
    f->trail_rows[2] = (struct trail_row){TRAIL_SUPPLEMENT, start_ms + 9 * FIXTURE_MINUTE,
                                          start_ms,         false,
                                          "on_time",        "staff",
                                          "王示例（工会）", "核实到场"};
    f->trail.rows = f->trail_rows;
    f->trail.count = 3;
    static const char *const pairs[][2] = {{"station.name", "一号终端"},
                                           {"station.venue", ""},
                                           {"lang", "zh"},
                                           {"volume", "2"},
                                           {"masks", "on"},
                                           {"report.code", "mailto"},
                                           {"screen.rotation", "0"},
                                           {"reader.source", "auto"},
                                           {"reader.profile", "form=8H->10D swap=yes end=cr"}};
    for (int i = 0; i < 9; i++) {
        snprintf(f->settings[i].key, sizeof f->settings[i].key, "%s", pairs[i][0]);
        snprintf(f->settings[i].value, sizeof f->settings[i].value, "%s", pairs[i][1]);
    }
    f->staff = (struct staff_view){.pin = PIN_WANTED,
                                   .unlocked = true,
                                   .operator_name = "王示例（工会）",
                                   .operators = {"王示例（工会）", "李样本（工会）", "白演示（车间）"},
                                   .operator_count = 3,
                                   .lecture = "L1",
                                   .sheet = &f->sheet,
                                   .trail = &f->trail,
                                   .settings = f->settings,
                                   .setting_count = 9,
                                   .pinned = "",
                                   .free_bytes = 41000000000};
    f->host = (struct screen_host){.context = f,
                                   .go = fixture_go,
                                   .pin = fixture_pin,
                                   .lock = fixture_lock,
                                   .use_operator = fixture_use,
                                   .show_lecture = fixture_show,
                                   .ask_trail = fixture_trail,
                                   .staff_do = fixture_do,
                                   .diagnose = fixture_diagnose,
                                   .find_sticks = fixture_find_sticks,
                                   .transfer = fixture_transfer,
                                   .cancel_transfer = fixture_cancel_transfer};
    f->measure = measure ? *measure : text_measure_fixed();
    f->view = (struct screen_view){.board = &f->board,
                                   .canvas = canvas,
                                   .now_ms = now_ms,
                                   .mono_ms = 1000000,
                                   .store_state = STORE_STATE_WHOLE,
                                   .measure = &f->measure,
                                   .host = &f->host,
                                   .staff = &f->staff};
    f->went = SCREEN_COUNT;
}

__attribute__((unused)) static void fixture_close(struct staff_fixture *f)
{
    draw_finish(&f->list);
}

__attribute__((unused)) static void fixture_draw(struct staff_fixture *f)
{
    draw_begin(&f->list, &f->measure);
    screen_ops(f->screen)->draw(f->state, &f->view, &f->list);
}

__attribute__((unused)) static void fixture_enter(struct staff_fixture *f, enum screen_id id,
                                                  const char *argument)
{
    const struct screen_ops *ops = screen_ops(id);
    memset(f->state, 0, sizeof f->state);
    f->screen = id;
    f->went = SCREEN_COUNT;
    if (ops->enter) {
        ops->enter(f->state, &f->view, argument);
    }
    fixture_draw(f);
}

/* Hands an event in as the app does; goes where the screen asks. */
__attribute__((unused)) static bool fixture_handle(struct staff_fixture *f, const struct ui_event *event)
{
    bool used = screen_ops(f->screen)->handle(f->state, &f->view, event);
    if (f->went != SCREEN_COUNT) {
        char argument[128];
        memcpy(argument, f->argument, sizeof argument);
        fixture_enter(f, f->went, argument);
    } else {
        fixture_draw(f);
    }
    return used;
}

__attribute__((unused)) static bool fixture_key(struct staff_fixture *f, enum ui_key key)
{
    return fixture_handle(f, &(struct ui_event){.type = UI_KEY, .key = key});
}

__attribute__((unused)) static bool fixture_char(struct staff_fixture *f, char c)
{
    return fixture_handle(f, &(struct ui_event){.type = UI_CHAR, .c = c});
}

/* A finger on that target, which has to be on the screen. False: it is not. */
__attribute__((unused)) static bool fixture_press(struct staff_fixture *f, int target, int argument)
{
    for (size_t i = f->list.target_count; i-- > 0;) {
        if (f->list.targets[i].target == target && f->list.targets[i].argument == argument) {
            return fixture_handle(
                f, &(struct ui_event){.type = UI_PRESS, .target = target, .argument = argument});
        }
    }
    return false;
}

__attribute__((unused)) static void fixture_result(struct staff_fixture *f, enum staff_verb verb, bool done,
                                                   const char *sentence)
{
    f->staff.result = (struct staff_result){.verb = verb, .done = done};
    snprintf(f->staff.result.sentence, sizeof f->staff.result.sentence, "%s", sentence);
    screen_ops(f->screen)->notice_staff(f->state, &f->view, &f->staff.result);
    fixture_draw(f);
}

/* Cards at the reader, one after another. */
__attribute__((unused)) static void fixture_read(struct staff_fixture *f, const char *raw)
{
    screen_ops(f->screen)->take_read(f->state, &f->view, &(struct screen_read){raw, false});
    fixture_draw(f);
}

/* What the desk would answer to the reads so far. */
__attribute__((unused)) static void fixture_answer(struct staff_fixture *f, enum reader_verdict verdict,
                                                   int stranger)
{
    struct reader_diagnosis *d = &f->diagnosis;
    *d = (struct reader_diagnosis){.finding = {.verdict = verdict}, .stranger = stranger};
    d->count = f->diagnosed;
    if (verdict == READER_FOUND) {
        d->finding.candidates[0] = (struct badge_profile){.prefix = "\x02",
                                                          .end = BADGE_END_CR,
                                                          .from = CARD_8H,
                                                          .to = CARD_10D,
                                                          .swapped = true,
                                                          .pad = 8,
                                                          .bare = true};
        d->finding.count = 1;
    }
    for (size_t i = 0; verdict == READER_FOUND && i < d->count; i++) {
        snprintf(d->cards[i].badge, sizeof d->cards[i].badge, "%s", f->rows[8 - i].badge);
        snprintf(d->cards[i].name, sizeof d->cards[i].name, "%s", f->rows[8 - i].name);
        snprintf(d->cards[i].worker_no, sizeof d->cards[i].worker_no, "%s", f->rows[8 - i].code);
    }
    f->staff.diagnosis = d;
    fixture_draw(f);
}

/* Whether a text stands on the last frame, by itself or in another. */
__attribute__((unused)) static bool fixture_shows(const struct staff_fixture *f, const char *text)
{
    for (size_t i = 0; i < f->list.count; i++) {
        const struct draw_command *c = &f->list.commands[i];
        if (c->op == DRAW_TEXT && strstr(f->list.text + c->u.text.start, text)) {
            return true;
        }
    }
    return false;
}

/* --- every frame worth looking at --- */

#endif
