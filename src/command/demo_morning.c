#include "command/demo_morning.h"

#include "base/civil.h"
#include "base/files.h"
#include "command/demo_seed.h"
#include "command/session.h"
#include "command/stage.h"
#include "service/export_csv.h"
#include "service/verify.h"
#include "service/zone.h"
#include "store/people.h"

#include <stdio.h>
#include <string.h>

enum {
    READER_MS = 8, /* between two characters of a reader */
    HAND_MS = 200, /* of a hand */
    SCANS_MAX = 64,
    CAST_MAX = 24,
    MINUTE_MS = 60000,
    FOLDER_SIZE = 3000
};

/* Who plays: people of the roster that the leading lecture expects, one that it does not, one without a
 * badge. */
struct cast {
    const struct lecture *lecture; /* while they are chosen: the board that it stands on changes later */
    char lecture_id[LECTURE_ID_SIZE];
    char expected[CAST_MAX][BADGE_TEXT_SIZE];
    int expected_count;
    char outsider[BADGE_TEXT_SIZE], badgeless[BADGE_TEXT_SIZE]; /* badge; worker number */
};

struct morning {
    struct session session;
    struct stage stage;
    struct cast cast;
    const char *folder;
    int step, scans, failures;
    struct err err;
};

static bool choose(void *context, const struct people_line *line, struct err *err)
{
    struct cast *cast = context;
    (void)err;
    bool expected = lecture_expects(cast->lecture, line->unit, line->team, line->code);
    char *place = NULL;
    if (expected && line->first_badge_len == 0 && !*cast->badgeless) {
        snprintf(cast->badgeless, sizeof cast->badgeless, "%s", line->code);
    } else if (expected && line->first_badge_len > 0 && cast->expected_count < CAST_MAX) {
        place = cast->expected[cast->expected_count++];
    } else if (!expected && line->first_badge_len > 0 && !*cast->outsider) {
        place = cast->outsider;
    }
    if (place) {
        snprintf(place, BADGE_TEXT_SIZE, "%.*s", (int)line->first_badge_len, line->first_badge);
    }
    return true;
}

static const struct lecture *leading(const struct morning *m)
{
    return programme_find(&app_board(m->stage.app)->programme, m->cast.lecture_id);
}

static void advance(struct morning *m, int64_t ms)
{
    clock_advance(&m->session.clock, ms);
    app_pump(m->stage.app, clock_mono_ms(&m->session.clock));
}

static void key(struct morning *m, enum ui_key which)
{
    struct ui_event event = {.type = UI_KEY, .key = which, .at_ms = clock_mono_ms(&m->session.clock)};
    app_handle(m->stage.app, &event);
    app_pump(m->stage.app, clock_mono_ms(&m->session.clock));
}

static void type(struct morning *m, const char *text, int gap_ms)
{
    for (; *text; text++) {
        struct ui_event event = {.type = UI_CHAR, .c = *text, .at_ms = clock_mono_ms(&m->session.clock)};
        app_handle(m->stage.app, &event);
        advance(m, gap_ms);
    }
}

/* A step is over: a picture of it and a line of the table. */
static void note(struct morning *m, const char *name, const char *what)
{
    char path[FOLDER_SIZE + 80], file[64], time[CIVIL_TEXT_SIZE];
    stage_settle(&m->stage);
    snprintf(file, sizeof file, "%02d-%s.png", ++m->step, name);
    snprintf(path, sizeof path, "%s/%s", m->folder, file);
    if (!stage_write_png(&m->stage, path, &m->err)) {
        m->failures++;
        session_failed(&m->err);
    }
    printf("%3d  %s  %-28s %s\n", m->step,
           civil_format(clock_wall_ms(&m->session.clock), CIVIL_HOUR_MINUTE_SECOND, time), file, what);
}

static void hold_badge(struct morning *m, const char *badge, enum outcome_kind expected)
{
    char name[48], what[96];
    m->scans++;
    type(m, badge, READER_MS);
    key(m, UI_KEY_ENTER);
    const struct outcome *outcome = app_outcome(m->stage.app);
    const char *word = outcome ? outcome_word(outcome->kind) : "-";
    bool right = outcome && outcome->kind == expected;
    m->failures += !right;
    snprintf(name, sizeof name, "scan-%s", word);
    snprintf(what, sizeof what, "%s %s%s", word, outcome && outcome->repeat ? "(repeat) " : "",
             right ? "" : str(STR_DEMO_UNEXPECTED));
    note(m, name, what);
}

static void scan(struct morning *m, const char *badge, enum outcome_kind expected)
{
    hold_badge(m, badge, expected);
    advance(m, 4000);
    while (app_outcome(m->stage.app)) {
        advance(m, 1000); /* who comes late has a while to take what the card offers */
    }
}

static void go_to(struct morning *m, int64_t wall_ms)
{
    if (wall_ms > clock_wall_ms(&m->session.clock)) {
        advance(m, wall_ms - clock_wall_ms(&m->session.clock));
    }
}

static void act_before(struct morning *m)
{
    const struct lecture *lecture = leading(m);
    note(m, "home", str(STR_DEMO_HOME));
    scan(m, m->cast.expected[0], OUTCOME_NOT_OPEN);
    go_to(m, lecture->start_ms - 20 * MINUTE_MS);
    hold_badge(m, m->cast.expected[0], OUTCOME_SIGNED_IN);
    advance(m, 1000);
    scan(m, m->cast.expected[0], OUTCOME_SIGNED_IN); /* held twice: nothing new */
    for (int i = 1; i < 5; i++) {
        scan(m, m->cast.expected[i], OUTCOME_SIGNED_IN);
    }
    scan(m, m->cast.expected[0], OUTCOME_ALREADY);
    key(m, UI_KEY_F2);
    note(m, "programme", str(STR_NAV_PROGRAMME));
    scan(m, m->cast.expected[5], OUTCOME_SIGNED_IN);
    key(m, UI_KEY_F3);
    note(m, "keypoints", str(STR_NAV_KEYPOINTS));
    advance(m, 20000);
    note(m, "keypoints-turned", str(STR_DEMO_TURNED));
    scan(m, m->cast.expected[6], OUTCOME_SIGNED_IN);
    key(m, UI_KEY_F4);
    note(m, "report", str(STR_NAV_REPORT));
    key(m, UI_KEY_RIGHT);
    note(m, "report-today", str(STR_NAV_REPORT));
    scan(m, "9999999317", OUTCOME_UNKNOWN);
}

static void act_keypad(struct morning *m)
{
    key(m, UI_KEY_F5);
    type(m, m->cast.badgeless, HAND_MS);
    advance(m, HAND_MS);
    note(m, "keypad", str(STR_NAV_KEYPAD));
    key(m, UI_KEY_ENTER);
    const struct outcome *outcome = app_outcome(m->stage.app);
    m->failures += !outcome || outcome->kind != OUTCOME_SIGNED_IN;
    note(m, "keypad-signed_in", outcome ? outcome_word(outcome->kind) : "-");
    advance(m, 4000);
}

static void act_running(struct morning *m)
{
    const struct lecture *lecture = leading(m);
    go_to(m, lecture->start_ms + 10 * MINUTE_MS);
    key(m, UI_KEY_F1);
    for (int i = 7; i < 10; i++) {
        scan(m, m->cast.expected[i], i == 7 ? OUTCOME_SIGNED_IN : OUTCOME_LATE);
    }
    scan(m, m->cast.outsider, OUTCOME_WALK_IN);
    app_go(m->stage.app, SCREEN_PROGRAMME, lecture->id);
    note(m, "lecture", lecture->title);
    key(m, UI_KEY_ENTER);
    m->failures += app_screen(m->stage.app) != SCREEN_TALK;
    note(m, "talk-1", str(STR_DEMO_TALK));
    for (int page = 2; page <= 4; page++) {
        key(m, UI_KEY_PAGE_DOWN);
        advance(m, 30000);
        char name[16];
        snprintf(name, sizeof name, "talk-%d", page);
        note(m, name, str(STR_DEMO_TALK));
    }
    for (int i = 10; i < 13; i++) {
        scan(m, m->cast.expected[i], OUTCOME_LATE);
    }
    key(m, UI_KEY_ESCAPE);
    note(m, "talk-end", str(STR_TALK_END_QUESTION));
    key(m, UI_KEY_ENTER);
    m->failures += app_screen(m->stage.app) != SCREEN_HOME;
    go_to(m, lecture->start_ms + 52 * MINUTE_MS);
    note(m, "home-running", str(STR_DEMO_HOME));
    scan(m, m->cast.expected[13], OUTCOME_LATE);
    scan(m, m->cast.expected[13], OUTCOME_ALREADY);
}

static int present(const struct morning *m)
{
    return tally_present(board_tally(app_board(m->stage.app), leading(m)));
}

/* Staff sign in somebody who forgot the badge, by keyboard alone. */
static void act_staff(struct morning *m)
{
    int before = present(m);
    key(m, UI_KEY_F12);
    note(m, "staff-pin", str(STR_DEMO_PIN));
    for (int i = 0; i < 2; i++) { /* the first PIN is typed twice */
        type(m, "246802", HAND_MS);
        key(m, UI_KEY_ENTER);
        advance(m, HAND_MS);
    }
    note(m, "staff-overview", str(STR_STAFF_OVERVIEW));
    key(m, UI_KEY_F2);
    note(m, "staff-list", str(STR_STAFF_LIST));
    type(m, m->cast.expected[m->cast.expected_count - 1], HAND_MS);
    key(m, UI_KEY_ENTER);
    note(m, "staff-person", str(STR_STAFF_LIST));
    key(m, UI_KEY_ENTER);
    advance(m, HAND_MS);
    note(m, "staff-supplemented", str(STR_ACT_KIND_SUPPLEMENT));
    m->failures += present(m) != before + 1;
    advance(m, 2 * MINUTE_MS + 1000);
    note(m, "staff-locked", str(STR_DEMO_HOME));
}

/* The slide of a deck that asks the hall, from 1; 0 = it asks nothing. */
static size_t asking_slide(const struct deck *deck)
{
    for (size_t i = 0; deck && i < deck->slide_count; i++) {
        if (deck->slides[i].vote.choices > 0) {
            return i + 1;
        }
    }
    return 0;
}

/* The first lecture whose talk asks its hall; NULL where none does. */
static const struct lecture *asking_lecture(const struct board *board)
{
    for (size_t i = 0; i < board->programme.count; i++) {
        const struct lecture *lecture = &board->programme.items[i];
        if (asking_slide(board_deck(board, lecture->deck)) > 0) {
            return lecture;
        }
    }
    return NULL;
}

/* A number and a badge, six times; then the speaker shows what came of it. */
static void act_vote(struct morning *m)
{
    static const char *const choices[] = {"2", "1", "2", "2", "4", "2"};
    const struct board *board = app_board(m->stage.app);
    const struct lecture *lecture = asking_lecture(board);
    char number[24];
    if (!lecture) {
        return;
    }
    go_to(m, lecture->start_ms + 20 * MINUTE_MS); /* the lecture before it in another venue is over */
    app_go(m->stage.app, SCREEN_TALK, lecture->id);
    snprintf(number, sizeof number, "%02zu", asking_slide(board_deck(board, lecture->deck)));
    type(m, number, HAND_MS);
    key(m, UI_KEY_ENTER);
    note(m, "vote", str(STR_DEMO_VOTE));
    for (int i = 0; i < 6; i++) {
        type(m, choices[i], 2 * HAND_MS);
        if (i == 0) {
            note(m, "vote-chosen", str(STR_DEMO_VOTE));
        }
        hold_badge(m, m->cast.expected[i], OUTCOME_LATE);
        advance(m, 4000);
    }
    key(m, UI_KEY_PAGE_DOWN);
    note(m, "vote-shown", str(STR_DEMO_VOTES));
    key(m, UI_KEY_PAGE_DOWN);
    note(m, "vote-answer", str(STR_DEMO_VOTES));
    key(m, UI_KEY_ESCAPE);
    key(m, UI_KEY_ENTER);
    m->failures += app_screen(m->stage.app) != SCREEN_HOME;
}

/* Nothing is open any more. */
static void act_after(struct morning *m)
{
    const struct programme *programme = &app_board(m->stage.app)->programme;
    int64_t end_ms = 0;
    for (size_t i = 0; i < programme->count; i++) {
        end_ms = programme->items[i].end_ms > end_ms ? programme->items[i].end_ms : end_ms;
    }
    go_to(m, end_ms + 5 * MINUTE_MS);
    scan(m, m->cast.expected[13], OUTCOME_CLOSED);
    note(m, "home-over", str(STR_DEMO_HOME));
}

static bool finish(struct morning *m)
{
    char path[FOLDER_SIZE + 80];
    struct buf text = {0};
    struct verify_report report = {0};
    struct store *store = NULL;
    snprintf(path, sizeof path, "%s/attendance.csv", m->folder);
    bool done = store_open(&store, m->session.path, STORE_READ, &m->err) &&
                export_csv(store, m->cast.lecture_id, strings_lang(), &text, &m->err) &&
                files_write_atomic(path, text.data, text.len, &m->err) &&
                verify_store(store, &report, &m->err);
    if (done) {
        printf("\n");
        printf(str(STR_DEMO_DONE), m->step, m->scans, (long long)report.rows, path);
        printf("\n");
    }
    buf_finish(&text);
    store_close(store);
    return done;
}

static bool prepare(struct morning *m, const struct cli *cli)
{
    char pack[SESSION_PATH_SIZE];
    struct cli own = *cli;
    char db[SESSION_PATH_SIZE];
    snprintf(db, sizeof db, "%s/demo.db", cli->headless);
    demo_seed_remove(db);
    own.db = db;
    if (!session_open(&m->session, &own, STORE_WRITE, "demo.db", &m->err)) {
        return false;
    }
    if (!demo_seed_import(m->session.store, session_data_path("demo", pack), 0, 0, &m->err) ||
        !zone_of_store(m->session.store, &m->err)) {
        session_close(&m->session);
        return false;
    }
    return true;
}

int demo_morning(const struct cli *cli)
{
    struct morning m = {.folder = cli->headless};
    if (strlen(cli->headless) >= FOLDER_SIZE) {
        return session_usage(str(STR_ERR_PATH_LONG));
    }
    if (!files_make_folders(cli->headless, &m.err) || !prepare(&m, cli)) {
        return session_failed(&m.err);
    }
    struct store *store = m.session.store;
    int64_t generation;
    if (!stage_open(&m.stage, store, m.session.path, &m.session.clock, 1920, 1080, &m.err)) {
        return session_failed(&m.err);
    }
    m.cast.lecture = demo_leading_lecture(&app_board(m.stage.app)->programme);
    if (!m.cast.lecture || !store_generation(store, &generation, &m.err) ||
        !people_each(store, generation, choose, &m.cast, &m.err) || m.cast.expected_count < 14) {
        stage_close(&m.stage);
        return session_failed(&m.err);
    }
    snprintf(m.cast.lecture_id, sizeof m.cast.lecture_id, "%s", m.cast.lecture->id);
    clock_hold_at(&m.session.clock, m.cast.lecture->start_ms - 45 * MINUTE_MS);
    printf("%s\n\n", str(STR_DEMO_HEAD));
    act_before(&m);
    act_keypad(&m);
    act_running(&m);
    act_staff(&m);
    act_vote(&m);
    act_after(&m);
    bool done = finish(&m);
    if (!done) {
        session_failed(&m.err);
    }
    stage_close(&m.stage);
    return done && m.failures == 0 ? CLI_DONE : CLI_FAILED;
}
