/* Every frame worth looking at, as (name, how to get there): goldens and the rules of looks share the list.
 */
#ifndef LECTERN_TESTS_FRAMES_H
#define LECTERN_TESTS_FRAMES_H

#include "support/demo_stage.h"

struct frame_case {
    const char *name;
    enum screen_id screen;
    const char *argument;
    const char *typed; /* by hand; '>' = right arrow, 'v' = down arrow, '!' = Escape, '#' = Enter */
    int outcome;       /* enum outcome_kind + 1; 0 = none */
};

static const struct frame_case frame_cases[] = {
    {"home", SCREEN_HOME, "", "", 0},
    {"programme", SCREEN_PROGRAMME, "", "", 0},
    {"programme-next-day", SCREEN_PROGRAMME, "", ">", 0},
    {"programme-lecture", SCREEN_PROGRAMME, "20261122-1", "", 0},
    {"programme-long-lecture", SCREEN_PROGRAMME, "20261123-3", "", 0},
    {"keypoints", SCREEN_KEYPOINTS, "", "", 0},
    {"keypoints-long", SCREEN_KEYPOINTS, "", ">>>>>", 0},
    {"report", SCREEN_REPORT, "", "", 0},
    {"report-today", SCREEN_REPORT, "", ">", 0},
    {"report-address", SCREEN_REPORT, "", ">>", 0},
    {"report-phone", SCREEN_REPORT, "", ">>>", 0},
    {"report-vcard", SCREEN_REPORT, "", "vv", 0},
    {"report-text", SCREEN_REPORT, "", "vvv", 0},
    {"keypad", SCREEN_KEYPAD, "", "", 0},
    {"keypad-found", SCREEN_KEYPAD, "", "100234", 0},
    {"keypad-not-found", SCREEN_KEYPAD, "", "100", 0},
    {"device", SCREEN_DEVICE, "", "", 0},
    {"talk", SCREEN_TALK, "20261122-1", "", 0},
    {"talk-page", SCREEN_TALK, "20261122-1", ">>>>>>>", 0},
    {"talk-end", SCREEN_TALK, "20261122-1", "!", 0},
    {"talk-toast", SCREEN_TALK, "20261122-1", ">>>>>>>", OUTCOME_SIGNED_IN + 1},
    {"talk-notes", SCREEN_TALK, "20261122-1", "n", 0},
    {"talk-zoom-hint", SCREEN_TALK, "20261122-1", "z", 0},
    {"talk-pointing-hint", SCREEN_TALK, "20261122-1", "l", 0},
    {"talk-vote", SCREEN_TALK, "20261122-5", "07#", 0},
    {"talk-vote-chosen", SCREEN_TALK, "20261122-5", "07#2", 0},
    {"talk-vote-shown", SCREEN_TALK, "20261122-5", "07#>", 0},
    {"talk-vote-answer", SCREEN_TALK, "20261122-5", "07#>>", 0},
    {"talk-vote-secret", SCREEN_TALK, "20261122-5", "11#3", 0},
    {"outcome-signed_in", SCREEN_HOME, "", "", OUTCOME_SIGNED_IN + 1},
    {"outcome-late", SCREEN_HOME, "", "", OUTCOME_LATE + 1},
    {"outcome-already", SCREEN_HOME, "", "", OUTCOME_ALREADY + 1},
    {"outcome-not_open", SCREEN_HOME, "", "", OUTCOME_NOT_OPEN + 1},
    {"outcome-closed", SCREEN_HOME, "", "", OUTCOME_CLOSED + 1},
    {"outcome-walk_in", SCREEN_HOME, "", "", OUTCOME_WALK_IN + 1},
    {"outcome-signed_out", SCREEN_HOME, "", "", OUTCOME_SIGNED_OUT + 1},
    {"outcome-full", SCREEN_HOME, "", "", OUTCOME_FULL + 1},
    {"catchup", SCREEN_CATCH_UP, "5:laomo", ">>", 0},
    {"outcome-refused", SCREEN_HOME, "", "", OUTCOME_REFUSED + 1},
    {"outcome-unknown", SCREEN_HOME, "", "", OUTCOME_UNKNOWN + 1},
    {"outcome-not_saved", SCREEN_HOME, "", "", OUTCOME_NOT_SAVED + 1},
    {"outcome-misread", SCREEN_HOME, "", "", OUTCOME_MISREAD + 1},
};
enum { FRAME_CASES = sizeof frame_cases / sizeof *frame_cases };

__attribute__((unused)) static void frame_show(struct demo_stage *stage, const struct frame_case *frame)
{
    app_go(stage->app, frame->screen, frame->argument);
    for (const char *key = frame->typed; *key; key++) {
        if (strchr(">v!#", *key)) {
            demo_stage_key(stage, *key == '>'   ? UI_KEY_RIGHT
                                  : *key == 'v' ? UI_KEY_DOWN
                                  : *key == '#' ? UI_KEY_ENTER
                                                : UI_KEY_ESCAPE);
        } else {
            char text[2] = {*key, '\0'};
            demo_stage_type(stage, text, 200);
        }
    }
    if (frame->outcome) {
        int64_t now = clock_wall_ms(&stage->clock);
        const struct lecture *lecture = programme_find(&app_board(stage->app)->programme, "20261122-1");
        struct outcome outcome = {.kind = (enum outcome_kind)(frame->outcome - 1),
                                  .at_ms = now,
                                  .first_ms = now - 600000,
                                  .opens_ms = lecture_opens_ms(lecture),
                                  .ordinal = 138,
                                  .badge = "0012343317",
                                  .name = "乌兰图雅·其其格",
                                  .unit = "机修班",
                                  .team = "甲班",
                                  .group = "第三组",
                                  .seat = "12排8座",
                                  .early = true,
                                  .lecture_id = "20261122-1",
                                  .lecture_start_ms = lecture->start_ms,
                                  .lecture_end_ms = lecture->end_ms,
                                  .tally = {.expected = 180, .on_time = 130, .late = 8}};
        snprintf(outcome.lecture_title, sizeof outcome.lecture_title, "%s", lecture->title);
        app_show_outcome(stage->app, &outcome);
    }
    demo_stage_draw(stage);
}

#endif
