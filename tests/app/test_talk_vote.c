/* The hall votes: a number, a badge, bars. The demo's safety talk asks one question and takes one vote. */
#include "support/talk_stage.h"

#include "screen/talk_state.h"

/* 2026-11-22 15:15-16:30, twelve slides: 7 is the question, 11 the vote. */
#define LECTURE "20261122-5"
#define LI      "0003625619"
#define AH      "0475059022"

static int set_up(void **state)
{
    return talk_stage_open(state, "2026-11-22 15:20", LECTURE);
}

static void go_to_page(struct demo_stage *stage, const char *number)
{
    demo_stage_type(stage, number, 150);
    demo_stage_key(stage, UI_KEY_ENTER);
}

/* A hand at the number, then the badge. */
static void vote(struct demo_stage *stage, const char *number, const char *badge)
{
    demo_stage_type(stage, number, 400);
    demo_stage_scan(stage, badge);
    demo_stage_draw(stage);
}

static void a_number_and_a_badge_are_a_vote(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    assert_shows(stage, "按 1–4 选择，再刷工牌");
    assert_shows(stage, "已投 0 票");
    demo_stage_type(stage, "2", 400);
    assert_shows(stage, "您选了 2，请刷工牌");
    demo_stage_scan(stage, LI);
    assert_shows(stage, "李*明 已签到，已投票 · 共 1 票");
    assert_shows(stage, "已投 1 票");
    assert_shows(stage, "按 1–4 选择，再刷工牌"); /* for the next in the queue */
    assert_shows(stage, "7 / 12");                /* and the page stays */
    assert_hides(stage, "100%");
    demo_stage_scan(stage, AH);
    assert_shows(stage, "投票请先按数字，再刷工牌");
    assert_shows(stage, "已投 1 票");
    vote(stage, "1", AH);
    assert_shows(stage, "阿** 已投票 · 共 2 票");
    vote(stage, "3", LI);
    assert_shows(stage, "李*明 已改选 · 共 2 票");
    demo_stage_advance(stage, 3000);
    vote(stage, "3", LI);
    assert_shows(stage, "李*明 已经投过票");
}

/* Who votes wants to know that it was heard, whatever is said of sign-ins. */
static void a_vote_is_answered_where_sign_ins_are_not(void **state)
{
    struct demo_stage *stage = *state;
    demo_stage_set(stage, "talk.quiet", "on", landscape);
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    assert_shows(stage, "李*明 已签到，已投票 · 共 1 票");
    demo_stage_advance(stage, 3000);
    demo_stage_scan(stage, AH);
    assert_shows(stage, "投票请先按数字，再刷工牌");
    demo_stage_advance(stage, 3000);
    demo_stage_key(stage, UI_KEY_HOME);
    demo_stage_scan(stage, "1669049724");
    assert_hides(stage, "已签到");
}

static void the_clicker_shows_the_votes_and_then_the_answer(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    vote(stage, "1", AH);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "1 · 50%");
    assert_shows(stage, "7 / 12");
    assert_hides(stage, "正确答案");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "正确答案是 2，答对 50%");
    vote(stage, "2", AH); /* too late: it is a sign-in like every other */
    assert_shows(stage, "已投 2 票");
    assert_hides(stage, "投票请先按数字");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "8 / 12");
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    assert_shows(stage, "正确答案是 2");
    demo_stage_type(stage, "r", 150);
    assert_hides(stage, "50%");
    demo_stage_type(stage, "r", 150);
    assert_shows(stage, "1 · 50%");
    assert_hides(stage, "正确答案");
}

/* At once, in front of the queue: the second digit counts, and what was typed for a page does not. */
static void who_thinks_better_of_it_presses_another(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    demo_stage_type(stage, "12", 400);
    assert_shows(stage, "您选了 2，请刷工牌");
    demo_stage_scan(stage, LI);
    assert_shows(stage, "李*明 已签到，已投票");
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "正确答案是 2，答对 100%");
    go_to_page(stage, "11");
    assert_shows(stage, "11 / 12");
    go_to_page(stage, "11"); /* there already: the page stays, and nobody has chosen 1 */
    assert_hides(stage, "已选好");
    demo_stage_scan(stage, AH);
    assert_shows(stage, "已投 0 票");
}

static void a_digit_is_a_choice_and_two_are_a_page(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    demo_stage_type(stage, "2", 400);
    demo_stage_key(stage, UI_KEY_ENTER); /* a worker who thinks that it needs one */
    assert_shows(stage, "7 / 12");
    assert_shows(stage, "您选了 2，请刷工牌");
    demo_stage_type(stage, "9", 400);
    assert_hides(stage, "您选了");
    demo_stage_advance(stage, 5000); /* that was a worker's; the speaker comes */
    go_to_page(stage, "03");
    assert_shows(stage, "3 / 12");
    go_to_page(stage, "2"); /* nobody votes here */
    assert_shows(stage, "2 / 12");
    demo_stage_key(stage, UI_KEY_END);
    assert_shows(stage, "12 / 12");
}

static void who_walks_off_leaves_no_choice_to_the_next(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    demo_stage_type(stage, "4", 400);
    demo_stage_advance(stage, 14000);
    assert_shows(stage, "您选了 4");
    demo_stage_advance(stage, 1000);
    assert_hides(stage, "您选了 4");
    demo_stage_scan(stage, LI);
    assert_shows(stage, "已投 0 票");
    demo_stage_type(stage, "4", 400);
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    go_to_page(stage, "07");
    assert_hides(stage, "您选了 4"); /* another page takes it along */
}

static void a_glove_may_touch_the_choice(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    demo_stage_draw(stage);
    demo_stage_tap_target(stage, TALK_TARGET_CHOICE, 3);
    assert_shows(stage, "您选了 3，请刷工牌");
    assert_shows(stage, "7 / 12");
    demo_stage_tap(stage, 1800, 700); /* beside them */
    demo_stage_tap(stage, 100, 700);
    assert_shows(stage, "您选了 3，请刷工牌");
    assert_shows(stage, "7 / 12");
    demo_stage_scan(stage, LI);
    assert_shows(stage, "已投 1 票");
}

static int count_choices(struct demo_stage *stage)
{
    int count = 0;
    demo_stage_draw(stage);
    for (size_t i = 0; i < stage->list.target_count; i++) {
        count += stage->list.targets[i].target == TALK_TARGET_CHOICE;
    }
    return count;
}

/* A part that is to be larger may begin on a choice, and the dot points at one. */
static void a_finger_that_zooms_or_points_chooses_nothing(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    assert_int_equal(count_choices(stage), 4);
    demo_stage_type(stage, "z", 150);
    assert_int_equal(count_choices(stage), 0);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_int_equal(count_choices(stage), 4);
    demo_stage_type(stage, "l", 150);
    assert_int_equal(count_choices(stage), 0);
    demo_stage_type(stage, "l", 150);
    assert_int_equal(count_choices(stage), 4);
}

/* Neither the screen nor the store says who chose what. */
static void a_secret_vote_shows_no_choice(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "11");
    assert_shows(stage, "不记名：按 1–4 选择，再刷工牌");
    demo_stage_draw(stage);
    size_t before = stage->list.count;
    demo_stage_type(stage, "2", 400);
    assert_shows(stage, "已选好，请刷工牌");
    assert_hides(stage, "您选了");
    assert_int_equal(stage->list.count, before);
    demo_stage_scan(stage, LI);
    assert_shows(stage, "已投 1 票");
    demo_stage_advance(stage, 3000);
    vote(stage, "1", LI);
    assert_shows(stage, "李*明 已经投过票");
    assert_shows(stage, "已投 1 票");
}

/* A bar that grows by one behind a badge tells what its owner chose: the hall and the speaker see bars only
 * when nobody votes any more. */
static void a_secret_vote_ends_where_it_is_shown(void **state)
{
    struct demo_stage *stage = *state;
    struct draw_list second = {0};
    go_to_page(stage, "11");
    vote(stage, "2", LI);
    assert_true(app_draw_second(stage->app, landscape, &second));
    struct draw_list hall = stage->list;
    stage->list = second;
    assert_false(demo_stage_shows(stage, "100%"));
    assert_true(demo_stage_shows(stage, "已投 1 票"));
    stage->list = hall;
    draw_finish(&second);
    demo_stage_type(stage, "3", 400); /* somebody who is too late */
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "1 · 100%");
    assert_shows(stage, "投票已结束");
    assert_int_equal(count_choices(stage), 0);
    vote(stage, "1", AH);
    assert_shows(stage, "已投 1 票");
    demo_stage_type(stage, "r", 150);
    assert_shows(stage, "不记名：按 1–4 选择，再刷工牌"); /* open again, and nobody has chosen */
    vote(stage, "1", AH);
    assert_shows(stage, "已投 2 票");
}

static void votes_outlive_a_crash_and_can_be_cleared(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    demo_stage_restart(stage, landscape);
    assert_shows(stage, "1 · 100%");
    demo_stage_key(stage, UI_KEY_DELETE);
    assert_shows(stage, "清空这一题的票？");
    assert_shows(stage, "已投 1 票，清空后不能找回");
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_shows(stage, "1 · 100%");
    demo_stage_key(stage, UI_KEY_DELETE);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "已投 0 票");
    assert_hides(stage, "清空");
    demo_stage_key(stage, UI_KEY_DELETE); /* nothing to forget: nothing is asked */
    assert_hides(stage, "清空");
}

/* Items that the speaker took off the slide are not to be gone through backwards. */
static void a_slide_with_fewer_steps_than_before_is_taken_up(void **state)
{
    struct demo_stage *stage = *state;
    struct talk_saved saved = {.open = true, .lecture = LECTURE, .deck = "anquan", .source = 6, .step = 9};
    desk_keep_talk(stage->desk, &saved, NULL);
    desk_settle(stage->desk);
    demo_stage_restart(stage, landscape);
    assert_shows(stage, "正确答案是 2");
    demo_stage_key(stage, UI_KEY_PAGE_UP);
    assert_hides(stage, "正确答案");
    assert_shows(stage, "7 / 12");
}

/* The speaker sees what the hall does not yet. */
static void the_presenter_sees_the_votes_at_once(void **state)
{
    struct demo_stage *stage = *state;
    struct draw_list second = {0};
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    assert_true(app_draw_second(stage->app, landscape, &second));
    struct draw_list hall = stage->list;
    stage->list = second;
    assert_true(demo_stage_shows(stage, "1 · 100%"));
    assert_true(demo_stage_shows(stage, "大屏幕还没有显示票数"));
    second = stage->list;
    stage->list = hall;
    assert_hides(stage, "100%");
    draw_finish(&second);
}

/* What nobody sees is nobody's to choose, and a badge is a sign-in then. */
static void a_question_out_of_sight_takes_no_votes(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    demo_stage_type(stage, "b", 150);
    vote(stage, "2", LI);
    demo_stage_type(stage, "b", 150);
    assert_shows(stage, "已投 0 票");
    demo_stage_key(stage, UI_KEY_TAB);
    vote(stage, "2", AH);
    demo_stage_key(stage, UI_KEY_ESCAPE);
    assert_shows(stage, "已投 0 票");
}

/* Black while the hall thinks about it; the clicker then goes on where it was. */
static void a_black_screen_skips_nothing(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    demo_stage_type(stage, "b", 150);
    demo_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_shows(stage, "7 / 12");
    assert_shows(stage, "1 · 100%");
}

static void a_choice_that_was_counted_is_no_page_number(void **state)
{
    struct demo_stage *stage = *state;
    go_to_page(stage, "07");
    vote(stage, "2", LI);
    demo_stage_advance(stage, 600); /* later than the reader's own Enter */
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "7 / 12");
    assert_shows(stage, "1 · 100%");
}

/* The seventh slide of the demo's talk, for whoever comes by. */
static void without_badges_the_choice_is_the_voice(void **state)
{
    struct demo_stage *stage = malloc(sizeof *stage);
    char pack[] = "/tmp/lectern-XXXXXX", command[1024];
    (void)state;
    assert_non_null(stage);
    assert_non_null(mkdtemp(pack));
    snprintf(
        command, sizeof command,
        "cp -r '%s/assets/demo/.' %s && sed -i 's/^? 用手/<!-- 投票: 不刷卡 -->\\n&/' %s/talks/anquan.md",
        TEST_SOURCE_DIR, pack, pack);
    assert_int_equal(system(command), 0);
    demo_stage_open_pack(stage, "2026-11-22 15:20", landscape, pack);
    strings_use(LANG_ZH);
    app_go(stage->app, SCREEN_TALK, LECTURE);
    go_to_page(stage, "07");
    assert_shows(stage, "点一下选项，或按 1–4 再按回车");
    demo_stage_tap_target(stage, TALK_TARGET_CHOICE, 3);
    assert_shows(stage, "已投票，谢谢");
    assert_shows(stage, "已投 1 票");
    demo_stage_tap_target(stage, TALK_TARGET_CHOICE, 3); /* a finger that trembles has one voice */
    assert_shows(stage, "已投 1 票");
    demo_stage_advance(stage, 1500);
    assert_hides(stage, "谢谢");
    demo_stage_type(stage, "2", 400);
    assert_shows(stage, "已选好，请按回车");
    demo_stage_scan(stage, LI); /* nobody asked for a badge: it signs in, and is not told to choose */
    assert_hides(stage, "投票请先按数字");
    assert_shows(stage, "已投 1 票");
    demo_stage_key(stage, UI_KEY_ENTER);
    demo_stage_advance(stage, 600);
    demo_stage_key(stage, UI_KEY_ENTER);
    assert_shows(stage, "7 / 12");
    assert_shows(stage, "已投 2 票");
    demo_stage_close(stage);
    free(stage);
    snprintf(command, sizeof command, "rm -rf %s", pack);
    assert_int_equal(system(command), 0);
}

/* Asked for on one page and answered on the next. */
static void votes_that_come_late_belong_to_their_slide(void **state)
{
    struct talk_vote vote = {0};
    const struct vote_count count = {.votes = {3, 4}, .total = 7};
    struct slide slide = {.source = 6, .vote = {.choices = 2}};
    (void)state;
    assert_true(talk_vote_show(&vote, &slide));
    talk_vote_notice(&vote, 5, &count);
    assert_int_equal(vote.count.total, 0);
    talk_vote_notice(&vote, 6, &count);
    assert_int_equal(vote.count.total, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_number_and_a_badge_are_a_vote, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_vote_is_answered_where_sign_ins_are_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_clicker_shows_the_votes_and_then_the_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_thinks_better_of_it_presses_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_digit_is_a_choice_and_two_are_a_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_walks_off_leaves_no_choice_to_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_glove_may_touch_the_choice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finger_that_zooms_or_points_chooses_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_secret_vote_shows_no_choice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_secret_vote_ends_where_it_is_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(votes_outlive_a_crash_and_can_be_cleared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_question_out_of_sight_takes_no_votes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_black_screen_skips_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_choice_that_was_counted_is_no_page_number, set_up, tear_down),
        cmocka_unit_test(without_badges_the_choice_is_the_voice),
        cmocka_unit_test(votes_that_come_late_belong_to_their_slide),
        cmocka_unit_test_setup_teardown(a_slide_with_fewer_steps_than_before_is_taken_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_presenter_sees_the_votes_at_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
