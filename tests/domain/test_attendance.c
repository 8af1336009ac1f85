/* The decision: every branch, every boundary one second before, at and after it. */
#include "domain/attendance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* Minutes of a day; the programme is small and made to touch every rule. */
#define AT(hour, minute, second) ((((hour)*60LL + (minute)) * 60 + (second)) * 1000)

static const char *welders[] = {"焊接"};
static const char *miners[] = {"采掘"};
static const char *team_one[] = {"一班"};

/* A and C one after the other in hall one, B beside A in hall two, D in hall one for a team alone, E the
 * day's last. */
static struct lecture lectures[] = {
    {.id = "A",
     .title = "A",
     .venue = "一号厅",
     .audience = {welders, 1},
     .start_ms = AT(9, 0, 0),
     .end_ms = AT(10, 30, 0),
     .opens_before_min = 30,
     .late_after_min = 10},
    {.id = "B",
     .title = "B",
     .venue = "二号厅",
     .audience = {miners, 1},
     .start_ms = AT(9, 0, 0),
     .end_ms = AT(10, 30, 0),
     .opens_before_min = 30,
     .late_after_min = 10},
    {.id = "C",
     .title = "C",
     .venue = "一号厅",
     .start_ms = AT(10, 30, 0),
     .end_ms = AT(12, 0, 0),
     .opens_before_min = 30,
     .late_after_min = 10},
    {.id = "D",
     .title = "D",
     .venue = "一号厅",
     .audience = {team_one, 1},
     .start_ms = AT(14, 0, 0),
     .end_ms = AT(15, 0, 0),
     .opens_before_min = 15,
     .late_after_min = 0},
    {.id = "E",
     .title = "E",
     .venue = "二号厅",
     .start_ms = AT(16, 0, 0),
     .end_ms = AT(17, 0, 0),
     .opens_before_min = 30,
     .late_after_min = 10},
};
enum { LECTURES = sizeof lectures / sizeof *lectures };
static const struct programme programme = {lectures, LECTURES};

enum { REFUSE = 1, OFF_ROSTER = 2, TEAM_ONE = 4 };

struct row {
    const char *what;
    int64_t now_ms;
    const char *unit;      /* NULL = unknown badge */
    const char *signed_in; /* letters of the lectures, "" = none */
    const char *venue, *pinned;
    enum outcome_kind kind;
    const char *lecture; /* "" = none */
    int flags;
};

static const struct row rows[] = {
    /* opening of A and B: 08:30:00 inclusive; unit decides between them */
    {"before opening", AT(8, 29, 59), "焊接", "", "", "", OUTCOME_NOT_OPEN, "A", 0},
    {"before opening, with a fraction of a second", AT(8, 29, 59) + 999, "焊接", "", "", "", OUTCOME_NOT_OPEN,
     "A", 0},
    {"at opening", AT(8, 30, 0), "焊接", "", "", "", OUTCOME_SIGNED_IN, "A", 0},
    {"after opening", AT(8, 30, 1), "焊接", "", "", "", OUTCOME_SIGNED_IN, "A", 0},
    {"the audience chooses", AT(8, 30, 0), "采掘", "", "", "", OUTCOME_SIGNED_IN, "B", 0},
    /* late: after 09:10:00 */
    {"just on time", AT(9, 9, 59), "焊接", "", "", "", OUTCOME_SIGNED_IN, "A", 0},
    {"at the limit", AT(9, 10, 0), "焊接", "", "", "", OUTCOME_SIGNED_IN, "A", 0},
    {"at the limit, within its second", AT(9, 10, 0) + 999, "焊接", "", "", "", OUTCOME_SIGNED_IN, "A", 0},
    {"late", AT(9, 10, 1), "焊接", "", "", "", OUTCOME_LATE, "A", 0},
    {"late after 0 minutes: at the start", AT(14, 0, 0), "运输", "", "", "", OUTCOME_SIGNED_IN, "D",
     TEAM_ONE},
    {"late after 0 minutes: a second on", AT(14, 0, 1), "运输", "", "", "", OUTCOME_LATE, "D", TEAM_ONE},
    /* the end, 17:00:00 inclusive */
    {"before the end", AT(16, 59, 59), "焊接", "", "", "", OUTCOME_LATE, "E", 0},
    {"at the end", AT(17, 0, 0), "焊接", "", "", "", OUTCOME_LATE, "E", 0},
    {"after the end of the last", AT(17, 0, 1), "焊接", "", "", "", OUTCOME_CLOSED, "E", 0},
    {"after the end at hall one", AT(15, 0, 1), "焊接", "", "一号厅", "", OUTCOME_CLOSED, "D", 0},
    {"between lectures", AT(12, 0, 1), "焊接", "", "", "", OUTCOME_NOT_OPEN, "D", 0},
    {"between lectures at hall two", AT(12, 0, 1), "焊接", "", "二号厅", "", OUTCOME_NOT_OPEN, "E", 0},
    {"a venue without lectures", AT(9, 0, 0), "焊接", "", "三号厅", "", OUTCOME_CLOSED, "", 0},
    /* already */
    {"already", AT(9, 0, 0), "焊接", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"already, late would it be", AT(9, 30, 0), "焊接", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"a walk-in's second scan", AT(9, 0, 0), "办公室", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"no walk-in next door by accident", AT(9, 0, 0), "焊接", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"no walk-in next door though expected there", AT(9, 0, 0), "采掘", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"a station sees its own venue alone", AT(9, 0, 0), "焊接", "A", "二号厅", "", OUTCOME_WALK_IN, "B", 0},
    /* back to back: C opens 10:00:00, A ends 10:30:00 */
    {"next not open yet", AT(9, 59, 59), "焊接", "A", "", "", OUTCOME_ALREADY, "A", 0},
    {"next open", AT(10, 0, 0), "焊接", "A", "", "", OUTCOME_SIGNED_IN, "C", 0},
    {"next open, the other hall", AT(10, 0, 0), "采掘", "B", "", "", OUTCOME_SIGNED_IN, "C", 0},
    {"both signed", AT(10, 0, 1), "焊接", "AC", "", "", OUTCOME_ALREADY, "C", 0},
    {"first one over", AT(10, 30, 1), "焊接", "A", "", "", OUTCOME_SIGNED_IN, "C", 0},
    {"nothing signed yet: the earlier start", AT(10, 10, 0), "焊接", "", "", "", OUTCOME_LATE, "A", 0},
    {"not of the first audience: the second", AT(10, 10, 0), "办公室", "", "", "", OUTCOME_SIGNED_IN, "C", 0},
    /* walk-in */
    {"walk-in", AT(9, 0, 0), "办公室", "", "", "", OUTCOME_WALK_IN, "A", 0},
    {"walk-in wins over late", AT(9, 30, 0), "办公室", "", "", "", OUTCOME_WALK_IN, "A", 0},
    {"walk-in at its venue", AT(9, 0, 0), "焊接", "", "二号厅", "", OUTCOME_WALK_IN, "B", 0},
    {"refused by policy", AT(9, 0, 0), "办公室", "", "", "", OUTCOME_REFUSED, "A", REFUSE},
    {"policy does not touch who is expected", AT(9, 0, 0), "焊接", "", "", "", OUTCOME_SIGNED_IN, "A",
     REFUSE},
    {"left the roster: expected nowhere", AT(16, 0, 0), "焊接", "", "", "", OUTCOME_WALK_IN, "E", OFF_ROSTER},
    {"left the roster, signed in before", AT(9, 0, 0), "焊接", "A", "", "", OUTCOME_ALREADY, "A", OFF_ROSTER},
    {"left the roster: not back to back", AT(10, 0, 0), "焊接", "A", "", "", OUTCOME_ALREADY, "A",
     OFF_ROSTER},
    /* unknown */
    {"unknown, one open", AT(11, 0, 0), NULL, "", "", "", OUTCOME_UNKNOWN, "C", 0},
    {"unknown, several open", AT(10, 15, 0), NULL, "", "", "", OUTCOME_UNKNOWN, "A", 0},
    {"unknown at hall two", AT(10, 15, 0), NULL, "", "二号厅", "", OUTCOME_UNKNOWN, "B", 0},
    {"unknown, none open", AT(13, 0, 0), NULL, "", "", "", OUTCOME_UNKNOWN, "", 0},
    {"unknown, policy refuse", AT(11, 0, 0), NULL, "", "", "", OUTCOME_UNKNOWN, "C", REFUSE},
    /* pinned */
    {"pinned, before opening", AT(9, 59, 59), "焊接", "", "", "C", OUTCOME_NOT_OPEN, "C", 0},
    {"pinned, at opening", AT(10, 0, 0), "焊接", "", "", "C", OUTCOME_SIGNED_IN, "C", 0},
    {"pinned, at the end", AT(12, 0, 0), "焊接", "", "", "C", OUTCOME_LATE, "C", 0},
    {"pinned, after the end", AT(12, 0, 1), "焊接", "", "", "C", OUTCOME_CLOSED, "C", 0},
    {"pinned, already", AT(10, 0, 0), "焊接", "C", "", "C", OUTCOME_ALREADY, "C", 0},
    {"pinned, walk-in though expected next door", AT(9, 0, 0), "焊接", "", "", "B", OUTCOME_WALK_IN, "B", 0},
    {"pinned, refused", AT(9, 0, 0), "焊接", "", "", "B", OUTCOME_REFUSED, "B", REFUSE},
    {"pinned wins over the venue", AT(9, 0, 0), "采掘", "", "一号厅", "B", OUTCOME_SIGNED_IN, "B", 0},
    {"pinned, unknown", AT(9, 0, 0), NULL, "", "", "B", OUTCOME_UNKNOWN, "B", 0},
    {"pinned, unknown before opening", AT(8, 0, 0), NULL, "", "", "B", OUTCOME_UNKNOWN, "", 0},
    {"pinned to what is gone: the rules", AT(9, 0, 0), "焊接", "", "", "Z", OUTCOME_SIGNED_IN, "A", 0},
};

static struct attendance_decision decide(const struct row *row)
{
    struct attendance_record records[LECTURES] = {{0}};
    for (const char *at = row->signed_in; *at; at++) {
        records[*at - 'A'] =
            (struct attendance_record){.signed_in = true, .signed_in_ms = 1000 + (*at - 'A')};
    }
    struct attendance_query query = {.now_ms = row->now_ms,
                                     .programme = &programme,
                                     .records = row->unit ? records : NULL,
                                     .known = row->unit != NULL,
                                     .off_roster = (row->flags & OFF_ROSTER) != 0,
                                     .unit = row->unit ? row->unit : "",
                                     .team = row->flags & TEAM_ONE ? "一班" : "",
                                     .code = "",
                                     .venue = row->venue,
                                     .pinned_lecture = row->pinned,
                                     .walk_in = row->flags & REFUSE ? WALK_IN_REFUSE : WALK_IN_RECORD};
    return attendance_decide(&query);
}

static bool is_recorded(enum outcome_kind kind)
{
    return kind == OUTCOME_SIGNED_IN || kind == OUTCOME_LATE || kind == OUTCOME_WALK_IN ||
           kind == OUTCOME_UNKNOWN;
}

static void test_every_branch(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct attendance_decision decision = decide(row);
        const char *lecture = decision.lecture ? decision.lecture->id : "";
        if (decision.kind != row->kind || strcmp(lecture, row->lecture) != 0) {
            fail_msg("%s: %s of \"%s\", expected %s of \"%s\"", row->what, outcome_word(decision.kind),
                     lecture, outcome_word(row->kind), row->lecture);
        }
        assert_int_equal(decision.record, is_recorded(row->kind));
        if (row->kind == OUTCOME_ALREADY) {
            assert_true(decision.first_ms == 1000 + (decision.lecture - lectures));
        }
        assert_true(decision.opens_ms ==
                    (row->kind == OUTCOME_NOT_OPEN ? lecture_opens_ms(decision.lecture) : 0));
    }
}

static void test_empty_programme(void **state)
{
    (void)state;
    struct programme none = {0};
    struct attendance_query query = {.programme = &none,
                                     .known = true,
                                     .unit = "",
                                     .team = "",
                                     .code = "",
                                     .venue = "",
                                     .pinned_lecture = ""};
    struct attendance_decision decision = attendance_decide(&query);
    assert_int_equal(decision.kind, OUTCOME_CLOSED);
    assert_null(decision.lecture);
    query.known = false;
    decision = attendance_decide(&query);
    assert_int_equal(decision.kind, OUTCOME_UNKNOWN);
    assert_true(decision.record);
}

static void test_words(void **state)
{
    (void)state;
    static const char *const words[] = {"signed_in", "late",    "already",   "not_open",
                                        "closed",    "walk_in", "refused",   "signed_out",
                                        "full",      "unknown", "not_saved", "misread"};
    for (int kind = 0; kind < OUTCOME_COUNT; kind++) {
        assert_string_equal(outcome_word((enum outcome_kind)kind), words[kind]);
    }
}

/* One lecture from 09:00 to 10:30 that counts places and sees people out. */
enum { NINE = 9 * 3600, HALF_PAST_TEN = 10 * 3600 + 1800 };

struct scene {
    struct lecture lecture;
    struct programme programme;
    struct attendance_record record;
    int signed_in;
    struct attendance_query query;
};

static void set_scene(struct scene *scene)
{
    static const char *const workshop[] = {"一车间", "W007"};
    *scene = (struct scene){.lecture = {.id = "L",
                                        .title = "",
                                        .kind = "",
                                        .venue = "大厅",
                                        .speaker = "",
                                        .speaker_title = "",
                                        .deck = "",
                                        .audience = {(const char **)(uintptr_t)workshop, 2},
                                        .start_ms = NINE * 1000LL,
                                        .end_ms = HALF_PAST_TEN * 1000LL,
                                        .opens_before_min = 30,
                                        .late_after_min = 10,
                                        .sign_out = true}};
    scene->programme = (struct programme){&scene->lecture, 1};
    scene->query = (struct attendance_query){.programme = &scene->programme,
                                             .records = &scene->record,
                                             .known = true,
                                             .unit = "一车间",
                                             .team = "",
                                             .code = "W001",
                                             .venue = "",
                                             .pinned_lecture = "",
                                             .signed_in = &scene->signed_in};
}

static struct attendance_decision at(struct scene *scene, int second)
{
    scene->query.now_ms = second * 1000LL;
    struct attendance_decision free = attendance_decide(&scene->query);
    scene->query.pinned_lecture = "L";
    struct attendance_decision pinned = attendance_decide(&scene->query);
    scene->query.pinned_lecture = "";
    assert_int_equal(free.kind, pinned.kind); /* with one lecture the pin changes nothing */
    assert_int_equal(free.record, pinned.record);
    return free;
}

static void test_sign_out(void **state)
{
    (void)state;
    struct scene scene;
    set_scene(&scene);
    scene.record = (struct attendance_record){.signed_in = true, .signed_in_ms = 5};
    const int begins = HALF_PAST_TEN - 15 * 60, ends = HALF_PAST_TEN + 30 * 60;
    assert_int_equal(at(&scene, begins - 1).kind, OUTCOME_ALREADY);
    assert_int_equal(at(&scene, begins).kind, OUTCOME_SIGNED_OUT);
    assert_true(at(&scene, begins).early && at(&scene, begins).record);
    assert_true(at(&scene, HALF_PAST_TEN - 1).early);
    assert_false(at(&scene, HALF_PAST_TEN).early);
    assert_int_equal(at(&scene, ends).kind, OUTCOME_SIGNED_OUT);
    assert_int_equal(at(&scene, ends + 1).kind, OUTCOME_CLOSED);
    /* never twice, and not by who did not sign in */
    scene.record.signed_out = true;
    scene.record.signed_out_ms = 77;
    assert_int_equal(at(&scene, begins + 60).kind, OUTCOME_ALREADY);
    assert_int_equal(at(&scene, begins + 60).left_ms, 77);
    scene.record = (struct attendance_record){0};
    assert_int_equal(at(&scene, begins + 60).kind, OUTCOME_LATE);
    assert_int_equal(at(&scene, HALF_PAST_TEN + 1).kind, OUTCOME_CLOSED);
    scene.record.signed_in = true;
    scene.lecture.sign_out = false;
    assert_int_equal(at(&scene, begins + 60).kind, OUTCOME_ALREADY);
}

/* Quizzes stand at the end of a talk, when badges sign out: who answers one stays. */
static void test_a_voice_is_no_way_out(void **state)
{
    (void)state;
    struct scene scene;
    set_scene(&scene);
    scene.query.votes = true;
    assert_int_equal(at(&scene, HALF_PAST_TEN - 60).kind,
                     OUTCOME_LATE); /* who has not come yet signs in by it */
    scene.record = (struct attendance_record){.signed_in = true, .signed_in_ms = 5};
    assert_int_equal(at(&scene, HALF_PAST_TEN - 60).kind, OUTCOME_ALREADY);
    assert_false(at(&scene, HALF_PAST_TEN - 60).record);
    assert_int_equal(at(&scene, HALF_PAST_TEN + 60).kind, OUTCOME_CLOSED);
    scene.query.votes = false;
    assert_int_equal(at(&scene, HALF_PAST_TEN - 60).kind, OUTCOME_SIGNED_OUT);
}

static void test_full(void **state)
{
    (void)state;
    static const struct {
        enum full_policy policy;
        int capacity, there;
        const char *unit;
        enum outcome_kind kind;
    } cases[] = {
        {FULL_WALK_INS, 3, 2, "别处", OUTCOME_WALK_IN},     {FULL_WALK_INS, 3, 3, "别处", OUTCOME_FULL},
        {FULL_WALK_INS, 3, 3, "一车间", OUTCOME_SIGNED_IN}, {FULL_REFUSE, 3, 2, "一车间", OUTCOME_SIGNED_IN},
        {FULL_REFUSE, 3, 3, "一车间", OUTCOME_FULL},        {FULL_REFUSE, 0, 99, "一车间", OUTCOME_SIGNED_IN},
        {FULL_RECORD, 3, 4, "别处", OUTCOME_WALK_IN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene scene;
        set_scene(&scene);
        scene.query.full = cases[i].policy;
        scene.lecture.capacity = cases[i].capacity;
        scene.signed_in = cases[i].there;
        scene.query.unit = cases[i].unit;
        struct attendance_decision decision = at(&scene, NINE);
        assert_int_equal(decision.kind, cases[i].kind);
        assert_int_equal(decision.record, cases[i].kind != OUTCOME_FULL);
    }
}

static void test_gate(void **state)
{
    (void)state;
    struct scene scene;
    set_scene(&scene);
    scene.lecture.gate = GATE_OPEN;
    assert_int_equal(at(&scene, NINE - 3 * 3600).kind, OUTCOME_SIGNED_IN);
    assert_int_equal(at(&scene, HALF_PAST_TEN + 1).kind, OUTCOME_CLOSED);
    scene.lecture.gate = GATE_CLOSED;
    assert_int_equal(at(&scene, NINE - 3 * 3600).kind, OUTCOME_CLOSED);
    assert_int_equal(at(&scene, NINE).kind, OUTCOME_CLOSED);
}

static void test_explicit_list(void **state)
{
    (void)state;
    struct scene scene;
    set_scene(&scene);
    scene.query.unit = "别处";
    assert_int_equal(at(&scene, NINE).kind, OUTCOME_WALK_IN);
    scene.query.code = "w007";
    assert_int_equal(at(&scene, NINE).kind, OUTCOME_SIGNED_IN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sign_out),
                                       cmocka_unit_test(test_a_voice_is_no_way_out),
                                       cmocka_unit_test(test_full),
                                       cmocka_unit_test(test_gate),
                                       cmocka_unit_test(test_explicit_list),
                                       cmocka_unit_test(test_every_branch),
                                       cmocka_unit_test(test_empty_programme),
                                       cmocka_unit_test(test_words)};
    return cmocka_run_group_tests_name("attendance", tests, NULL, NULL);
}
