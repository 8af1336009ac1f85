/* The screens of staff mode: what they ask of the host, in how many presses, and how they look. */
#include "support/looks.h"
#include "support/staff_cases.h"

#include "base/buf.h"
#include "base/files.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "screen/staff_person.h"

/* Numbers of the targets that a finger looks for. */
enum {
    OVERVIEW_SUPPLEMENT = 2,
    LIST_ROW = 6,
    CORRECT_LINK = 1,
    CORRECT_GATE = 4,
    CORRECT_MOVE = 5,
    CORRECT_FOLLOW = 6,
    CORRECT_MOVE_CONFIRM = 7,
    CORRECT_PIN = 8,
    SETTINGS_VALUE = 1,
    PIN_OPERATOR = 2,
    PRESSES_MOST = 6
};

static const struct canvas landscape = {1920, 1080, false}, portrait = {1080, 1920, true};
static struct staff_fixture f;

static int open_at(void **state)
{
    (void)state;
    strings_use(LANG_ZH);
    fixture_open(&f, landscape, NULL);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    strings_use(LANG_ZH);
    fixture_close(&f);
    return 0;
}

/* --- three tasks, by touch alone and by keys alone --- */

static void touch(int *presses, int target, int argument)
{
    ++*presses;
    if (!fixture_press(&f, target, argument)) {
        fail_msg("press %d: target %d (%d) is not on the screen", *presses, target, argument);
    }
}

static void key(int *presses, enum ui_key which)
{
    ++*presses;
    assert_true(fixture_key(&f, which));
}

static void letter(int *presses, char c)
{
    ++*presses;
    assert_true(fixture_char(&f, c));
}

static void assert_asked(int presses, enum staff_verb verb, const char *code, const char *badge)
{
    assert_int_equal(f.asked, 1);
    assert_int_equal(f.request.verb, verb);
    assert_string_equal(f.request.lecture, "L1");
    assert_string_equal(f.request.code, code);
    assert_string_equal(f.request.badge, badge);
    assert_true(*f.request.reason);
    assert_true(presses <= PRESSES_MOST);
}

/* Row 23 is absent, row 2 signed in, row 62 the first unknown badge; both people are found by two letters. */
enum { ABSENT = 23, PRESENT = 2, UNKNOWN = FIXTURE_PEOPLE };

static void supplement_by_touch(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    touch(&presses, OVERVIEW_SUPPLEMENT, 0);
    touch(&presses, STAFF_TARGET_CHAR, f.rows[ABSENT].initials[0]);
    touch(&presses, STAFF_TARGET_CHAR, f.rows[ABSENT].initials[1]);
    touch(&presses, LIST_ROW, ABSENT);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_SUPPLEMENT, f.rows[ABSENT].code, "");
    assert_string_equal(f.request.reason, "忘带工牌");
}

static void supplement_by_keys(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    key(&presses, UI_KEY_ENTER);
    letter(&presses, 'z');
    letter(&presses, 's');
    key(&presses, UI_KEY_ENTER);
    key(&presses, UI_KEY_ENTER);
    assert_asked(presses, STAFF_SUPPLEMENT, f.rows[3].code, "");
}

static void void_by_touch(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    touch(&presses, STAFF_TARGET_MENU, SCREEN_STAFF_LIST);
    touch(&presses, STAFF_TARGET_CHAR, 'L');
    touch(&presses, LIST_ROW, PRESENT);
    touch(&presses, STAFF_PERSON_REASON, 1);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_VOID, f.rows[PRESENT].code, "");
    assert_string_equal(f.request.reason, "刷错卡");
}

static void void_by_keys(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    key(&presses, UI_KEY_F2);
    letter(&presses, 'l');
    key(&presses, UI_KEY_ENTER);
    key(&presses, UI_KEY_RIGHT);
    key(&presses, UI_KEY_ENTER);
    assert_asked(presses, STAFF_VOID, f.rows[PRESENT].code, "");
    assert_string_equal(f.request.reason, "刷错卡");
}

static void link_by_touch(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    touch(&presses, STAFF_TARGET_MENU, SCREEN_STAFF_CORRECT);
    touch(&presses, CORRECT_LINK, UNKNOWN + 1);
    touch(&presses, STAFF_TARGET_CHAR, f.rows[ABSENT].initials[0]);
    touch(&presses, STAFF_TARGET_CHAR, f.rows[ABSENT].initials[1]);
    touch(&presses, LIST_ROW, ABSENT);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_LINK, f.rows[ABSENT].code, f.rows[UNKNOWN + 1].badge);
}

static void link_by_keys(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    key(&presses, UI_KEY_F3);
    key(&presses, UI_KEY_ENTER);
    letter(&presses, 'z');
    letter(&presses, 's');
    key(&presses, UI_KEY_ENTER);
    key(&presses, UI_KEY_ENTER);
    assert_asked(presses, STAFF_LINK, f.rows[0].code, f.rows[UNKNOWN].badge);
}

/* --- the list --- */

static void an_unknown_badge_leads_to_its_person(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "other");
    touch(&presses, LIST_ROW, UNKNOWN);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_int_equal(f.asked, 0);
    assert_false(fixture_press(&f, LIST_ROW, UNKNOWN + 1)); /* only people are offered */
    touch(&presses, LIST_ROW, 1);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_LINK, f.rows[1].code, f.rows[UNKNOWN].badge);
}

/* The trail of what was asked for before is not this one's. */
static void a_trail_that_is_on_its_way_is_not_another_ones(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "other");
    touch(&presses, LIST_ROW, UNKNOWN);
    assert_true(fixture_shows(&f, "核实到场"));
    snprintf(f.trail.code, sizeof f.trail.code, "%s", f.rows[UNKNOWN + 1].badge);
    fixture_draw(&f);
    assert_false(fixture_shows(&f, "核实到场"));
}

static void an_unknown_badge_is_voided_by_its_number(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "other");
    touch(&presses, LIST_ROW, UNKNOWN);
    touch(&presses, STAFF_PERSON_ACTION, 1);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_VOID, "", f.rows[UNKNOWN].badge);
}

static void a_lost_badge_is_replaced_by_one_that_was_scanned(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "present");
    touch(&presses, LIST_ROW, 0);
    touch(&presses, STAFF_PERSON_ACTION, 1);
    touch(&presses, STAFF_PERSON_BADGE, FIXTURE_ROWS - 1);
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_asked(presses, STAFF_REPLACE, f.rows[0].code, f.rows[FIXTURE_ROWS - 1].badge);
}

static void who_scans_in_under_the_open_panel_is_not_voided(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "");
    touch(&presses, LIST_ROW, 3);
    touch(&presses, STAFF_PERSON_REASON, 3);
    f.rows[3].status = SHEET_ON_TIME;
    fixture_draw(&f);
    assert_true(fixture_shows(&f, "确认作废"));
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_int_equal(f.asked, 0); /* the finger was on its way to something else */
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_int_equal(f.asked, 1);
    assert_int_equal(f.request.verb, STAFF_VOID);
    assert_string_equal(f.request.reason, "代签");
}

static void what_was_done_makes_room_for_the_next(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "absent");
    touch(&presses, LIST_ROW, 3);
    fixture_result(&f, STAFF_SUPPLEMENT, false, "no");
    assert_true(fixture_press(&f, STAFF_PERSON_CONFIRM, 0)); /* a refusal leaves the panel open */
    assert_false(fixture_press(&f, STAFF_TARGET_UNDO, 0));
    fixture_result(&f, STAFF_SUPPLEMENT, true, "done");
    assert_false(fixture_press(&f, STAFF_PERSON_CONFIRM, 0));
    assert_true(fixture_press(&f, STAFF_TARGET_UNDO, 0));
    assert_int_equal(f.request.verb, STAFF_UNDO);
    f.view.mono_ms += 60000;
    screen_ops(f.screen)->tick(f.state, &f.view);
    fixture_draw(&f);
    assert_false(fixture_press(&f, STAFF_TARGET_UNDO, 0));
}

static void nothing_is_asked_twice(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_LIST, "absent");
    key(&presses, UI_KEY_ENTER);
    f.staff.busy = true;
    key(&presses, UI_KEY_ENTER);
    assert_int_equal(f.asked, 0);
}

/* Every row can be reached, by keys and by the big buttons, and only what is seen is drawn. */
static void thousands_of_rows(void **state)
{
    enum { MANY = 5000 };
    (void)state;
    struct sheet_row *many = calloc(MANY, sizeof *many);
    assert_non_null(many);
    for (int i = 0; i < MANY; i++) {
        many[i] = f.rows[i % FIXTURE_PEOPLE];
    }
    f.sheet.rows = many;
    f.sheet.row_count = MANY;
    fixture_enter(&f, SCREEN_STAFF_LIST, "");
    assert_true(f.list.count < 400);
    fixture_key(&f, UI_KEY_END);
    assert_true(fixture_press(&f, LIST_ROW, MANY - 1));
    fixture_key(&f, UI_KEY_ESCAPE);
    fixture_key(&f, UI_KEY_HOME);
    fixture_key(&f, UI_KEY_PAGE_DOWN);
    fixture_handle(&f, &(struct ui_event){.type = UI_WHEEL, .steps = -1});
    assert_false(fixture_press(&f, LIST_ROW, 0));
    free(many);
}

static void no_sheet_no_lecture_no_rows(void **state)
{
    (void)state;
    static const enum screen_id screens[] = {SCREEN_STAFF_OVERVIEW, SCREEN_STAFF_LIST, SCREEN_STAFF_CORRECT};
    for (int empty = 0; empty < 3; empty++) {
        f.staff.sheet = empty == 0 ? NULL : &f.sheet;
        f.sheet.row_count = f.sheet.unit_count = f.sheet.bin_count = 0;
        f.staff.lecture = empty == 2 ? "" : "L1";
        for (int i = 0; i < 3; i++) {
            fixture_enter(&f, screens[i], "");
            for (int k = UI_KEY_ENTER; k < UI_KEY_F1; k++) {
                fixture_enter(&f, screens[i], "");
                fixture_key(&f, (enum ui_key)k);
            }
        }
    }
    assert_int_equal(f.asked, 0);
}

/* --- corrections and settings --- */

static void a_lecture_is_moved_opened_and_pinned(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_CORRECT, "");
    assert_false(fixture_press(&f, CORRECT_MOVE_CONFIRM, 0)); /* nothing chosen yet */
    touch(&presses, CORRECT_MOVE, 2);
    touch(&presses, CORRECT_FOLLOW, 0);
    touch(&presses, CORRECT_MOVE_CONFIRM, 0);
    assert_int_equal(f.request.verb, STAFF_MOVE);
    assert_int_equal(f.request.minutes, 15);
    assert_false(f.request.follow);
    touch(&presses, CORRECT_GATE, GATE_CLOSED);
    assert_int_equal(f.request.verb, STAFF_GATE);
    assert_int_equal(f.request.gate, GATE_CLOSED);
    touch(&presses, CORRECT_PIN, 0);
    assert_int_equal(f.request.verb, STAFF_PIN);
    assert_string_equal(f.request.lecture, "L1");
    f.staff.pinned = "L1";
    touch(&presses, CORRECT_PIN, 0);
    assert_string_equal(f.request.lecture, "");
}

static void a_walk_in_is_registered(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_CORRECT, "");
    case_register(&f);
    fixture_key(&f, UI_KEY_ENTER);
    assert_int_equal(f.request.verb, STAFF_REGISTER);
    assert_string_equal(f.request.code, "7");
    assert_string_equal(f.request.badge, "");
    assert_string_equal(f.request.unit, fixture_units[2]);
    assert_string_equal(f.request.name, "名册外7");
}

/* On the glass, where the roster's numbers have letters: the second page of them, too. */
static void letters_are_pressed(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_CORRECT, "");
    case_register_letters(&f);
    touch(&presses, STAFF_TARGET_CHAR, 'E');
    assert_false(fixture_press(&f, STAFF_TARGET_CHAR, 'Z'));
    touch(&presses, STAFF_TARGET_LETTERS, 1);
    touch(&presses, STAFF_TARGET_CHAR, 'Z');
    touch(&presses, STAFF_TARGET_LETTERS, 0);
    touch(&presses, STAFF_TARGET_CHAR, 'A');
    fixture_key(&f, UI_KEY_ENTER);
    assert_string_equal(f.request.code, "7EZA");
    fixture_enter(&f, SCREEN_STAFF_LIST, "present");
    fixture_key(&f, UI_KEY_ENTER);
    case_replace_letters(&f);
    assert_false(fixture_press(&f, STAFF_TARGET_LETTERS, 1));
    touch(&presses, STAFF_TARGET_CHAR, 'F');
    touch(&presses, STAFF_TARGET_CHAR, '9');
    touch(&presses, STAFF_PERSON_CONFIRM, 0);
    assert_string_equal(f.request.badge, "F9");
}

static void settings_are_asked_for(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_SETTINGS, "");
    touch(&presses, SETTINGS_VALUE, 1 * 4 + 3);
    assert_int_equal(f.request.verb, STAFF_SETTING);
    assert_string_equal(f.request.key, "volume");
    assert_string_equal(f.request.value, "3");
    case_venue(&f);
    touch(&presses, 3, 2);
    assert_string_equal(f.request.key, "station.venue");
    assert_string_equal(f.request.value, "二车间会议室");
    f.staff.setting_count = 0;
    fixture_draw(&f);
    assert_false(fixture_press(&f, SETTINGS_VALUE, 7));
}

static void the_clock_is_set(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_SETTINGS, "");
    case_clock(&f);
    fixture_key(&f, UI_KEY_ENTER);
    assert_int_equal(f.asked, 0); /* 9 is no time of day */
    fixture_key(&f, UI_KEY_BACKSPACE);
    for (const char *c = "0935"; *c; c++) {
        fixture_char(&f, *c);
    }
    fixture_key(&f, UI_KEY_ENTER);
    assert_int_equal(f.request.verb, STAFF_ANCHOR);
    assert_true(f.request.at_ms == f.view.now_ms + 13 * FIXTURE_MINUTE);
}

/* --- the reader doctor --- */

enum { DOCTOR_ADOPT = 1, DOCTOR_DROP, DOCTOR_AGAIN, DOCTOR_END, SETTINGS_DOCTOR = 7 };

static void a_found_profile_is_adopted(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_SETTINGS, "");
    touch(&presses, SETTINGS_DOCTOR, 0);
    assert_int_equal(f.screen, SCREEN_STAFF_DOCTOR);
    fixture_read(&f, "\x02"
                     "00BC4B20\r");
    fixture_answer(&f, READER_FOUND, -1);
    assert_false(fixture_press(&f, DOCTOR_ADOPT, 0)); /* one read fits too much by chance */
    fixture_read(&f, "\x02"
                     "00BC4B21\r");
    assert_int_equal(f.diagnosed, 2);
    assert_false(fixture_press(&f, DOCTOR_ADOPT, 0)); /* the answer is on its way */
    fixture_answer(&f, READER_FOUND, -1);
    fixture_key(&f, UI_KEY_ENTER); /* may be the reader's */
    assert_int_equal(f.asked, 0);
    touch(&presses, DOCTOR_ADOPT, 0);
    assert_int_equal(f.request.verb, STAFF_SETTING);
    assert_string_equal(f.request.key, "reader.profile");
    assert_string_equal(f.request.value, "form=8H->10D swap=yes prefix=\\x02 end=cr pad=8 drop=yes");
    fixture_result(&f, STAFF_SETTING, true, "done");
    assert_false(fixture_press(&f, DOCTOR_ADOPT, 0));
}

static void what_collides_is_not_offered(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_DOCTOR, "");
    case_collision(&f);
    fixture_draw(&f);
    assert_false(fixture_press(&f, DOCTOR_ADOPT, 0));
}

static void a_stranger_is_taken_off(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_DOCTOR, "");
    case_stranger(&f);
    assert_int_equal(f.diagnosed, 3);
    touch(&presses, DOCTOR_DROP, 1);
    assert_int_equal(f.diagnosed, 2);
    fixture_read(&f, "\x02"
                     "00BC4B22\r"); /* is there already */
    fixture_read(&f, "");
    assert_int_equal(f.diagnosed, 2);
    for (char c = 'a'; c < 'f'; c++) {
        fixture_read(&f, (char[]){c, '\0'});
    }
    assert_int_equal(f.diagnosed, 4); /* the oldest made room */
    touch(&presses, DOCTOR_AGAIN, 0);
    assert_false(fixture_press(&f, DOCTOR_AGAIN, 0));
}

static void the_doctor_ends_by_itself(void **state)
{
    const struct screen_ops *ops = screen_ops(SCREEN_STAFF_DOCTOR);
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_DOCTOR, "");
    f.view.mono_ms += 50000;
    fixture_read(&f, "00BC4B20");
    assert_true(ops->deadline_ms(f.state, &f.view) == f.view.mono_ms + 60000);
    f.view.mono_ms += 59999;
    ops->tick(f.state, &f.view);
    assert_int_equal(f.went, SCREEN_COUNT);
    f.view.mono_ms += 1;
    ops->tick(f.state, &f.view);
    assert_int_equal(f.went, SCREEN_STAFF_SETTINGS);
    fixture_enter(&f, SCREEN_STAFF_DOCTOR, "");
    touch(&presses, DOCTOR_END, 0);
    assert_int_equal(f.screen, SCREEN_STAFF_SETTINGS);
}

/* --- the PIN --- */

static void type(const char *digits)
{
    for (; *digits; digits++) {
        fixture_char(&f, *digits);
    }
    fixture_key(&f, UI_KEY_ENTER);
}

static void a_new_pin_is_typed_twice(void **state)
{
    (void)state;
    f.staff.pin = PIN_UNSET;
    fixture_enter(&f, SCREEN_STAFF_PIN, "");
    type("12345"); /* too short: goes on being typed */
    type("6");
    type("654321");
    assert_string_equal(f.pin, ""); /* the two differ */
    type("246810");
    type("246810");
    assert_string_equal(f.pin, "246810");
}

static void a_pin_is_tried_once_and_not_while_waiting(void **state)
{
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_PIN, "");
    type("123456");
    assert_string_equal(f.pin, "123456");
    f.pin[0] = '\0';
    f.staff.pin = PIN_WAITING;
    type("123456");
    assert_string_equal(f.pin, "");
}

static void who_acts_is_chosen_where_there_is_a_choice(void **state)
{
    (void)state;
    f.staff.pin = PIN_RIGHT;
    fixture_enter(&f, SCREEN_STAFF_PIN, "");
    assert_int_equal(screen_ops(f.screen)->deadline_ms(f.state, &f.view), 0);
    assert_true(fixture_press(&f, PIN_OPERATOR, 1));
    assert_string_equal(f.operator_name, f.staff.operators[1]);
    assert_int_equal(f.screen, SCREEN_STAFF_OVERVIEW);

    f.staff.operator_count = 0;
    fixture_enter(&f, SCREEN_STAFF_PIN, "");
    assert_true(screen_ops(f.screen)->deadline_ms(f.state, &f.view) == f.view.mono_ms);
    screen_ops(f.screen)->tick(f.state, &f.view);
    assert_string_equal(f.operator_name, "值班人员");
    assert_int_equal(f.went, SCREEN_STAFF_OVERVIEW);
}

static void the_menu_leads_everywhere_and_out(void **state)
{
    int presses = 0;
    (void)state;
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    for (int id = SCREEN_STAFF_OVERVIEW; id <= SCREEN_STAFF_SETTINGS; id++) {
        touch(&presses, STAFF_TARGET_MENU, id);
        assert_int_equal(f.screen, id);
    }
    touch(&presses, STAFF_TARGET_MENU, SCREEN_COUNT);
    assert_true(f.locked);
    fixture_enter(&f, SCREEN_STAFF_OVERVIEW, "");
    touch(&presses, STAFF_TARGET_LECTURE, 1);
    assert_string_equal(f.shown, "L2");
}

/* --- looks --- */

static void frames_keep_the_rules(void **state)
{
    static const struct canvas shapes[] = {{1920, 1080, false},
                                           {1920, 1200, false},
                                           {1920, 1440, false},
                                           {1080, 1920, true},
                                           {1080, 1728, true}};
    (void)state;
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            for (int i = 0; i < STAFF_CASES; i++) {
                char where[96];
                strings_use((enum lang)lang);
                fixture_close(&f);
                fixture_open(&f, shapes[s], NULL);
                fixture_show_case(&f, &staff_cases[i]);
                snprintf(where, sizeof where, "%s %dx%d %s", staff_cases[i].name, shapes[s].w, shapes[s].h,
                         lang == LANG_ZH ? "zh" : "en");
                check_texts(&f.list, shapes[s], where);
                check_targets(&f.list, shapes[s], where);
            }
        }
    }
}

static void dump(const struct canvas *canvas, enum lang lang, FILE *file)
{
    strings_use(lang);
    for (int i = 0; i < STAFF_CASES; i++) {
        fixture_close(&f);
        fixture_open(&f, *canvas, NULL);
        fixture_show_case(&f, &staff_cases[i]);
        fprintf(file, "== %s\n", staff_cases[i].name);
        draw_dump(&f.list, file);
    }
}

static void check_golden(const char *name, const struct canvas *canvas, enum lang lang)
{
    char path[512], *text = NULL;
    size_t size = 0;
    struct buf expected = {0};
    struct err err = {0};
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    dump(canvas, lang, file);
    fclose(file);
    snprintf(path, sizeof path, "%s/tests/screen/golden/%s.txt", TEST_SOURCE_DIR, name);
    if (getenv("LECTERN_UPDATE_GOLDEN")) {
        assert_true(files_write_atomic(path, text, size, &err));
    }
    if (!files_read(path, 64 << 20, &expected, &err)) {
        fail_msg("%s", err.text);
    }
    int line = 1;
    size_t at = 0, start = 0;
    for (; at < size && at < expected.len && text[at] == expected.data[at]; at++) {
        if (text[at] == '\n') {
            line++;
            start = at + 1;
        }
    }
    if (at != size || at != expected.len) {
        fail_msg("%s:%d now is: %.*s", path, line, (int)strcspn(text + start, "\n"), text + start);
    }
    free(text);
    buf_finish(&expected);
}

static void goldens(void **state)
{
    (void)state;
    check_golden("staff-landscape-zh", &landscape, LANG_ZH);
    check_golden("staff-landscape-en", &landscape, LANG_EN);
    check_golden("staff-portrait-zh", &portrait, LANG_ZH);
    check_golden("staff-portrait-en", &portrait, LANG_EN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_at, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(supplement_by_touch),
        TEST(supplement_by_keys),
        TEST(void_by_touch),
        TEST(void_by_keys),
        TEST(link_by_touch),
        TEST(link_by_keys),
        TEST(an_unknown_badge_leads_to_its_person),
        TEST(a_trail_that_is_on_its_way_is_not_another_ones),
        TEST(an_unknown_badge_is_voided_by_its_number),
        TEST(a_lost_badge_is_replaced_by_one_that_was_scanned),
        TEST(who_scans_in_under_the_open_panel_is_not_voided),
        TEST(what_was_done_makes_room_for_the_next),
        TEST(nothing_is_asked_twice),
        TEST(thousands_of_rows),
        TEST(no_sheet_no_lecture_no_rows),
        TEST(a_lecture_is_moved_opened_and_pinned),
        TEST(a_walk_in_is_registered),
        TEST(letters_are_pressed),
        TEST(settings_are_asked_for),
        TEST(the_clock_is_set),
        TEST(a_found_profile_is_adopted),
        TEST(what_collides_is_not_offered),
        TEST(a_stranger_is_taken_off),
        TEST(the_doctor_ends_by_itself),
        TEST(a_new_pin_is_typed_twice),
        TEST(a_pin_is_tried_once_and_not_while_waiting),
        TEST(who_acts_is_chosen_where_there_is_a_choice),
        TEST(the_menu_leads_everywhere_and_out),
        TEST(frames_keep_the_rules),
        TEST(goldens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
