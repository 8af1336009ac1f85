/* The codes that phones read, of the whole demo pack: how large they are, and that the screens show them. */
#include "support/demo_stage.h"

#include "base/strings.h"
#include "domain/report.h"
#include "format/qr.h"
#include "store/settings.h"

enum {
    REPORT_TARGET_KIND = 1,
    REPORT_TARGET_FORM,
    SETTINGS_TARGET_VALUE = 1,
    REPORT_CODE_ROW = 3,
    VERSION_10 = 57
};

static const struct canvas landscape = {1920, 1080, false};

static int set_up(void **state)
{
    struct demo_stage *stage = malloc(sizeof *stage);
    assert_non_null(stage);
    demo_stage_open(stage, "2026-11-22 09:52", landscape, true);
    strings_use(LANG_ZH);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    strings_use(LANG_ZH);
    demo_stage_close(*state);
    free(*state);
    return 0;
}

static void check_size(struct buf *text, const char *what)
{
    struct qr qr;
    assert_true(buf_ok(text));
    assert_true(qr_encode(buf_text(text), &qr, NULL));
    if (qr.size > VERSION_10) {
        fail_msg("%s has %d modules a side: %s", what, qr.size, buf_text(text));
    }
    buf_finish(text);
}

static void every_code_of_the_pack_is_version_10_at_most(void **state)
{
    struct demo_stage *stage = *state;
    const struct board *board = app_board(stage->app);
    assert_int_equal(board->programme.count, 15);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        strings_use((enum lang)lang);
        for (size_t i = 0; i < board->programme.count; i++) {
            const struct lecture *lecture = &board->programme.items[i];
            struct buf entry = {0};
            for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
                for (int form = 0; form < REPORT_FORM_COUNT; form++) {
                    struct buf code = {0};
                    report_code(board, (enum report_kind)kind, (enum report_form)form, lecture,
                                lecture->start_ms, &code);
                    check_size(&code, lecture->title);
                }
            }
            report_calendar(lecture, &entry);
            check_size(&entry, lecture->title);
        }
    }
}

/* Whether the last frame holds the code of that text. */
static bool shows_code(const struct demo_stage *stage, const char *text)
{
    struct qr qr;
    assert_true(qr_encode(text, &qr, NULL));
    for (size_t i = 0; i < stage->list.count; i++) {
        const struct draw_command *c = &stage->list.commands[i];
        if (c->op == DRAW_QR && c->u.qr.modules == qr.size && c->u.qr.quiet == QR_QUIET_ZONE &&
            memcmp(stage->list.text + c->u.qr.start, qr.dark, ((size_t)qr.size * (size_t)qr.size + 7) / 8) ==
                0) {
            return true;
        }
    }
    return false;
}

static bool shows_report(const struct demo_stage *stage, enum report_kind kind, enum report_form form)
{
    const struct board *board = app_board(stage->app);
    struct buf code = {0};
    report_code(board, kind, form, programme_find(&board->programme, "20261122-1"),
                clock_wall_ms(&stage->clock), &code);
    bool shown = shows_code(stage, buf_text(&code));
    buf_finish(&code);
    return shown;
}

static void the_form_is_chosen_by_touch_for_this_visit(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_MAILTO));
    for (int kind = 0; kind < REPORT_PHONE; kind++) {
        demo_stage_tap_target(stage, REPORT_TARGET_KIND, kind);
        demo_stage_draw(stage);
        for (int form = 0; form < REPORT_FORM_COUNT; form++) {
            demo_stage_tap_target(stage, REPORT_TARGET_FORM, form);
            demo_stage_draw(stage);
            assert_true(shows_report(stage, (enum report_kind)kind, (enum report_form)form));
        }
    }
    demo_stage_tap_target(stage, REPORT_TARGET_KIND, REPORT_PHONE);
    demo_stage_draw(stage);
    assert_true(shows_code(stage, "tel:0475-6372291"));
    assert_false(demo_stage_shows(stage, str(STR_REPORT_FORM_ASK)));
    app_go(stage->app, SCREEN_HOME, "");
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_MAILTO)); /* whoever comes next begins anew */
}

static void the_keys_turn_through_all(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_key(stage, UI_KEY_UP);
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_TEXT));
    demo_stage_key(stage, UI_KEY_DOWN);
    demo_stage_key(stage, UI_KEY_DOWN);
    demo_stage_key(stage, UI_KEY_RIGHT);
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_TODAY, REPORT_MATMSG));
    demo_stage_key(stage, UI_KEY_LEFT);
    demo_stage_key(stage, UI_KEY_LEFT);
    demo_stage_draw(stage);
    assert_true(shows_code(stage, "tel:0475-6372291"));
    demo_stage_key(stage, UI_KEY_RIGHT);
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_MATMSG));
}

/* Tab and Enter, as for every other target. */
static void the_focus_reaches_the_forms(void **state)
{
    struct demo_stage *stage = *state;
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_draw(stage);
    for (int tabs = 0; tabs < 24 && !shows_report(stage, REPORT_LECTURE, REPORT_VCARD); tabs++) {
        for (int i = 0; i <= tabs; i++) {
            demo_stage_key(stage, UI_KEY_TAB);
        }
        demo_stage_key(stage, UI_KEY_ENTER);
        if (app_screen(stage->app) != SCREEN_REPORT) {
            app_go(stage->app, SCREEN_REPORT, "");
        }
        demo_stage_draw(stage);
    }
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_VCARD));
}

static void staff_choose_the_form_it_begins_with(void **state)
{
    struct demo_stage *stage = *state;
    app_staff_open(stage->app, "值班员");
    app_go(stage->app, SCREEN_STAFF_SETTINGS, "");
    demo_stage_draw(stage);
    assert_true(demo_stage_shows(stage, str(STR_SETTINGS_REPORT_CODE)));
    demo_stage_tap_target(stage, SETTINGS_TARGET_VALUE, REPORT_CODE_ROW * 4 + REPORT_MATMSG);
    demo_stage_draw(stage);
    app_go(stage->app, SCREEN_REPORT, "");
    demo_stage_draw(stage);
    assert_true(shows_report(stage, REPORT_LECTURE, REPORT_MATMSG));
    app_go(stage->app, SCREEN_HOME, "");
    demo_stage_draw(stage);
    assert_true(shows_code(stage, "MATMSG:TO:hlhghzxfg@123.com;;"));
}

static void the_sheet_has_the_calendar_code(void **state)
{
    struct demo_stage *stage = *state;
    struct buf entry = {0};
    report_calendar(programme_find(&app_board(stage->app)->programme, "20261123-3"), &entry);
    app_go(stage->app, SCREEN_PROGRAMME, "20261123-3");
    demo_stage_draw(stage);
    assert_true(shows_code(stage, buf_text(&entry)));
    buf_finish(&entry);
}

/* Every form is a value of the setting, and no other word is. */
static void the_setting_takes_the_forms(void **state)
{
    struct demo_stage *stage = *state;
    struct store *store = NULL;
    char path[160];
    snprintf(path, sizeof path, "%s/settings.db", stage->folder);
    assert_true(store_open(&store, path, STORE_WRITE, &stage->err));
    for (int form = 0; form < REPORT_FORM_COUNT; form++) {
        assert_true(
            settings_set(store, "report.code", report_form_word((enum report_form)form), &stage->err));
    }
    assert_false(settings_set(store, "report.code", "fax", &stage->err));
    assert_int_equal(stage->err.code, ERR_INPUT);
    store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_code_of_the_pack_is_version_10_at_most),
        TEST(the_form_is_chosen_by_touch_for_this_visit),
        TEST(the_keys_turn_through_all),
        TEST(the_focus_reaches_the_forms),
        TEST(staff_choose_the_form_it_begins_with),
        TEST(the_sheet_has_the_calendar_code),
        TEST(the_setting_takes_the_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
