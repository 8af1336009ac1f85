/* The states of staff mode that are worth a look: golden lists, the rules of looks, pictures. */
#ifndef LECTERN_TESTS_STAFF_CASES_H
#define LECTERN_TESTS_STAFF_CASES_H

#include "support/staff_fixture.h"
#include "support/transfer_sample.h"

struct staff_case {
    const char *name;
    enum screen_id screen;
    const char *argument;
    const char *keys; /* characters; '!' = Enter, '<' '>' = left, right, 'v' = down */
    void (*set)(struct staff_fixture *f);
};

static void case_unset(struct staff_fixture *f)
{
    f->staff.pin = PIN_UNSET;
}
static void case_waiting(struct staff_fixture *f)
{
    f->staff.pin = PIN_WAITING;
    f->staff.wait_s = 47;
}
static void case_refused(struct staff_fixture *f)
{
    f->staff.pin_refused = true;
}
static void case_right(struct staff_fixture *f)
{
    f->staff.pin = PIN_RIGHT;
}
static void case_jumped(struct staff_fixture *f)
{
    f->staff.clock_jump_ms = -(12 * FIXTURE_MINUTE + 5000);
    f->lectures[0].planned_start_ms -= 10 * FIXTURE_MINUTE;
    f->lectures[0].gate = GATE_OPEN;
}
static void case_loading(struct staff_fixture *f)
{
    f->staff.sheet = NULL;
}
static void case_done(struct staff_fixture *f)
{
    fixture_result(f, STAFF_SUPPLEMENT, true,
                   strings_lang() == LANG_EN ? "Zhao Sample was supplemented"
                                             : "已为赵试用（100221）补签，时间 09:00");
}
static void case_failed(struct staff_fixture *f)
{
    fixture_result(
        f, STAFF_LINK, false,
        "工牌 0099880806 已经属于李样本（100298），一张工牌只能属于一个人。请先为李样本挂失，再关联。");
}
static void case_unit(struct staff_fixture *f)
{
    fixture_press(f, 2, 0);
}
static void case_replace(struct staff_fixture *f)
{
    fixture_press(f, 801, 1);
}
static void case_page(struct staff_fixture *f)
{
    fixture_press(f, 7, 1);
}
static void case_register(struct staff_fixture *f)
{
    fixture_press(f, 3, 0);
    fixture_press(f, 704, 2);
    fixture_char(f, '7');
}
/* A roster whose numbers have letters. */
static void case_register_letters(struct staff_fixture *f)
{
    snprintf(f->board.keypad_letters, sizeof f->board.keypad_letters, "%s", "ABCDEFGXZ");
    case_register(f);
}
static void case_replace_letters(struct staff_fixture *f)
{
    snprintf(f->board.keypad_letters, sizeof f->board.keypad_letters, "%s", "ABCDEF");
    case_replace(f);
}
static void case_move(struct staff_fixture *f)
{
    fixture_press(f, 5, 1);
}
static void case_venue(struct staff_fixture *f)
{
    fixture_press(f, 2, 0);
}
static void case_clock(struct staff_fixture *f)
{
    fixture_press(f, 6, 0);
    fixture_char(f, '9');
}

static void case_reads(struct staff_fixture *f)
{
    fixture_read(f, "\x02"
                    "00BC4B20\r");
    fixture_read(f, "\x02"
                    "00BC4B21\r");
    fixture_read(f, "\x02"
                    "00BC4B22\r");
}
static void case_found(struct staff_fixture *f)
{
    case_reads(f);
    fixture_read(f, "\x02"
                    "00BC4B23\r");
    fixture_answer(f, READER_FOUND, -1);
}
static void case_adopted(struct staff_fixture *f)
{
    case_found(f);
    fixture_result(f, STAFF_SETTING, true, strings_lang() == LANG_EN ? "Saved" : "已保存");
}
static void case_another(struct staff_fixture *f)
{
    fixture_read(f, "00BC4B20");
    fixture_answer(f, READER_UNDECIDED, -1);
    fixture_read(f, "");
}
static void case_stranger(struct staff_fixture *f)
{
    case_reads(f);
    fixture_answer(f, READER_NONE, 1);
}
static void case_nobody(struct staff_fixture *f)
{
    case_reads(f);
    fixture_answer(f, READER_NONE, -1);
    fixture_read(f, "\x02"
                    "00BC4B22\r");
}
static void case_collision(struct staff_fixture *f)
{
    case_reads(f);
    fixture_answer(f, READER_FOUND, -1);
    snprintf(f->diagnosis.refusal, sizeof f->diagnosis.refusal, "%s",
             "按这个读卡器参数，名册中有人会被认成同一人，没有保存：100200（张示例，工牌 0012340000）与 "
             "100207（王样本，工牌 00BC4B20）；100214（李演示，工牌 0012340002）与 100221（赵试用，工牌 "
             "00BC4B22）；共 4 处");
}

static void case_sticks(struct staff_fixture *f)
{
    sample_sticks(&f->sticks);
    f->staff.sticks = &f->sticks;
}
static void case_exporting(struct staff_fixture *f)
{
    case_sticks(f);
    f->staff.transferring = TRANSFER_EXPORT;
    f->staff.transfer_permille = 437;
}
static void case_exported(struct staff_fixture *f)
{
    struct transfer_result result = {.kind = TRANSFER_EXPORT, .done = true};
    case_sticks(f);
    snprintf(result.sentence, sizeof result.sentence, "%s",
             "3 个文件已写入“KINGSTON”的“宣讲台导出”文件夹，核对无误，可以拔出 U 盘。");
    screen_ops(f->screen)->notice_transfer(f->state, &f->view, &result);
}
static void case_not_exported(struct staff_fixture *f)
{
    struct transfer_result result = {.kind = TRANSFER_EXPORT};
    case_sticks(f);
    snprintf(result.sentence, sizeof result.sentence, "%s",
             "U 盘空间不足（KINGSTON），请删去一些文件或换一个 U 盘。已导出 1 个文件，其余没有导出。");
    screen_ops(f->screen)->notice_transfer(f->state, &f->view, &result);
}
static void case_preview(struct staff_fixture *f)
{
    case_sticks(f);
    sample_preview(&f->preview, true);
    f->staff.preview = &f->preview;
}
static void case_preview_wrong(struct staff_fixture *f)
{
    case_sticks(f);
    sample_preview(&f->preview, false);
    f->staff.preview = &f->preview;
}
static void case_importing(struct staff_fixture *f)
{
    case_sticks(f);
    f->staff.transferring = TRANSFER_IMPORT;
    f->staff.transfer_permille = 820;
}

/* What the public sees of it: what runs began late, what follows is put off and closed by hand. */
static void case_moved(struct staff_fixture *f)
{
    for (int i = 0; i < 2; i++) {
        f->lectures[i].planned_start_ms -= 10 * FIXTURE_MINUTE;
        f->lectures[i].gate = GATE_CLOSED;
    }
}

static const struct staff_case staff_cases[] = {
    {"pin-unset", SCREEN_STAFF_PIN, "", "", case_unset},
    {"pin-wanted", SCREEN_STAFF_PIN, "", "1234567", NULL},
    {"pin-refused", SCREEN_STAFF_PIN, "", "", case_refused},
    {"pin-waiting", SCREEN_STAFF_PIN, "", "", case_waiting},
    {"pin-operators", SCREEN_STAFF_PIN, "", "", case_right},
    {"overview", SCREEN_STAFF_OVERVIEW, "", "", NULL},
    {"overview-jumped", SCREEN_STAFF_OVERVIEW, "", "", case_jumped},
    {"overview-loading", SCREEN_STAFF_OVERVIEW, "", "", case_loading},
    {"list", SCREEN_STAFF_LIST, "", "", NULL},
    {"list-page", SCREEN_STAFF_LIST, "", "", case_page},
    {"list-search", SCREEN_STAFF_LIST, "absent", "ZS", NULL},
    {"list-units", SCREEN_STAFF_LIST, "", "", case_unit},
    {"list-link", SCREEN_STAFF_LIST, "link:0099880806", "Z", NULL},
    {"person-absent", SCREEN_STAFF_LIST, "absent", "v!", NULL},
    {"person-present", SCREEN_STAFF_LIST, "", "vvvvvvvv!", NULL},
    {"person-unknown", SCREEN_STAFF_LIST, "other", "vv!", NULL},
    {"person-replace", SCREEN_STAFF_LIST, "present", "!", case_replace},
    {"person-link", SCREEN_STAFF_LIST, "link:0099880806", "!", NULL},
    {"list-done", SCREEN_STAFF_LIST, "absent", "", case_done},
    {"list-failed", SCREEN_STAFF_LIST, "absent", "", case_failed},
    {"correct", SCREEN_STAFF_CORRECT, "", "", NULL},
    {"correct-move", SCREEN_STAFF_CORRECT, "", "", case_move},
    {"correct-register", SCREEN_STAFF_CORRECT, "", "", case_register},
    {"correct-letters", SCREEN_STAFF_CORRECT, "", "", case_register_letters},
    {"person-letters", SCREEN_STAFF_LIST, "present", "!", case_replace_letters},
    {"export", SCREEN_STAFF_EXPORT, "", "", case_sticks},
    {"export-looking", SCREEN_STAFF_EXPORT, "", "", NULL},
    {"export-running", SCREEN_STAFF_EXPORT, "", "", case_exporting},
    {"export-done", SCREEN_STAFF_EXPORT, "", "", case_exported},
    {"export-failed", SCREEN_STAFF_EXPORT, "", "", case_not_exported},
    {"import", SCREEN_STAFF_IMPORT, "", "", case_sticks},
    {"import-looking", SCREEN_STAFF_IMPORT, "", "", NULL},
    {"import-preview", SCREEN_STAFF_IMPORT, "", "", case_preview},
    {"import-wrong", SCREEN_STAFF_IMPORT, "", "", case_preview_wrong},
    {"import-running", SCREEN_STAFF_IMPORT, "", "", case_importing},
    {"settings", SCREEN_STAFF_SETTINGS, "", "", NULL},
    {"settings-venue", SCREEN_STAFF_SETTINGS, "", "", case_venue},
    {"settings-clock", SCREEN_STAFF_SETTINGS, "", "", case_clock},
    {"doctor", SCREEN_STAFF_DOCTOR, "", "", NULL},
    {"doctor-looking", SCREEN_STAFF_DOCTOR, "", "", case_reads},
    {"doctor-found", SCREEN_STAFF_DOCTOR, "", "", case_found},
    {"doctor-adopted", SCREEN_STAFF_DOCTOR, "", "", case_adopted},
    {"doctor-another", SCREEN_STAFF_DOCTOR, "", "", case_another},
    {"doctor-stranger", SCREEN_STAFF_DOCTOR, "", "", case_stranger},
    {"doctor-nobody", SCREEN_STAFF_DOCTOR, "", "", case_nobody},
    {"doctor-collision", SCREEN_STAFF_DOCTOR, "", "", case_collision},
    {"home-moved", SCREEN_HOME, "", "", case_moved},
    {"programme-moved", SCREEN_PROGRAMME, "", "", case_moved},
    {"lecture-moved", SCREEN_PROGRAMME, "L2", "", case_moved},
};
enum { STAFF_CASES = sizeof staff_cases / sizeof *staff_cases };

__attribute__((unused)) static void fixture_show_case(struct staff_fixture *f, const struct staff_case *c)
{
    fixture_enter(f, c->screen, c->argument);
    for (const char *key = c->keys; *key; key++) {
        enum ui_key named = *key == '!'   ? UI_KEY_ENTER
                            : *key == '<' ? UI_KEY_LEFT
                            : *key == '>' ? UI_KEY_RIGHT
                            : *key == 'v' ? UI_KEY_DOWN
                                          : UI_KEY_NONE;
        if (named) {
            fixture_key(f, named);
        } else {
            fixture_char(f, *key);
        }
    }
    if (c->set) {
        c->set(f);
    }
    fixture_draw(f);
}

#endif
