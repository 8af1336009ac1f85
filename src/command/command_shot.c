#include "command/commands.h"

#include "command/session.h"
#include "command/stage.h"
#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What can be pictured: a screen as entered, keys typed into it, or an outcome over the home screen. */
static const struct shot {
    const char *name;
    enum screen_id screen;
    const char *argument; /* "@" = the lecture that is on or comes next, "%" = the first deck */
    const char *keys; /* > = right arrow, v = down arrow, ! = Enter, # = the worker number of the first of the
                         roster */
    int outcome;      /* enum outcome_kind + 1; 0 = none */
} shots[] = {
    {"home", SCREEN_HOME, "", "", 0},
    {"programme", SCREEN_PROGRAMME, "", "", 0},
    {"programme-lecture", SCREEN_PROGRAMME, "@", "", 0},
    {"keypoints", SCREEN_KEYPOINTS, "", "", 0},
    {"report", SCREEN_REPORT, "", "", 0},
    {"report-today", SCREEN_REPORT, "", ">", 0},
    {"report-address", SCREEN_REPORT, "", ">>", 0},
    {"report-phone", SCREEN_REPORT, "", ">>>", 0},
    {"report-matmsg", SCREEN_REPORT, "", "v", 0},
    {"report-vcard", SCREEN_REPORT, "", "vv", 0},
    {"report-text", SCREEN_REPORT, "", "vvv", 0},
    {"report-today-matmsg", SCREEN_REPORT, "", ">v", 0},
    {"report-today-vcard", SCREEN_REPORT, "", ">vv", 0},
    {"report-today-text", SCREEN_REPORT, "", ">vvv", 0},
    {"report-address-matmsg", SCREEN_REPORT, "", ">>v", 0},
    {"report-address-vcard", SCREEN_REPORT, "", ">>vv", 0},
    {"report-address-text", SCREEN_REPORT, "", ">>vvv", 0},
    {"keypad", SCREEN_KEYPAD, "", "", 0},
    {"keypad-found", SCREEN_KEYPAD, "", "#", 0},
    {"talk", SCREEN_TALK, "", "", 0},
    {"presenter", SCREEN_TALK, "", "", 0},
    {"catchup", SCREEN_CATCH_UP, "%", ">>", 0},
    {"device", SCREEN_DEVICE, "", "", 0},
    {"staff-pin", SCREEN_STAFF_PIN, "", "", 0},
    {"staff-overview", SCREEN_STAFF_OVERVIEW, "", "", 0},
    {"staff-list", SCREEN_STAFF_LIST, "", "", 0},
    {"staff-person", SCREEN_STAFF_LIST, "", "!", 0},
    {"staff-unknown", SCREEN_STAFF_LIST, "other", "", 0},
    {"staff-correct", SCREEN_STAFF_CORRECT, "", "", 0},
    {"staff-export", SCREEN_STAFF_EXPORT, "", "", 0},
    {"staff-import", SCREEN_STAFF_IMPORT, "", "", 0},
    {"staff-settings", SCREEN_STAFF_SETTINGS, "", "", 0},
    {"staff-doctor", SCREEN_STAFF_DOCTOR, "", "", 0},
    {"outcome-signed_in", SCREEN_HOME, "", "", OUTCOME_SIGNED_IN + 1},
    {"outcome-speaker", SCREEN_HOME, "", "", OUTCOME_SIGNED_IN + 1},
    {"outcome-late", SCREEN_HOME, "", "", OUTCOME_LATE + 1},
    {"outcome-already", SCREEN_HOME, "", "", OUTCOME_ALREADY + 1},
    {"outcome-not_open", SCREEN_HOME, "", "", OUTCOME_NOT_OPEN + 1},
    {"outcome-closed", SCREEN_HOME, "", "", OUTCOME_CLOSED + 1},
    {"outcome-walk_in", SCREEN_HOME, "", "", OUTCOME_WALK_IN + 1},
    {"outcome-refused", SCREEN_HOME, "", "", OUTCOME_REFUSED + 1},
    {"outcome-signed_out", SCREEN_HOME, "", "", OUTCOME_SIGNED_OUT + 1},
    {"outcome-full", SCREEN_HOME, "", "", OUTCOME_FULL + 1},
    {"outcome-unknown", SCREEN_HOME, "", "", OUTCOME_UNKNOWN + 1},
    {"outcome-not_saved", SCREEN_HOME, "", "", OUTCOME_NOT_SAVED + 1},
    {"outcome-misread", SCREEN_HOME, "", "", OUTCOME_MISREAD + 1},
    {"talk-toast", SCREEN_TALK, "", ">", OUTCOME_SIGNED_IN + 1},
};
enum { SHOTS = sizeof shots / sizeof *shots };

static const struct shot *find_shot(const char *name)
{
    for (int i = 0; i < SHOTS; i++) {
        if (strcmp(shots[i].name, name) == 0) {
            return &shots[i];
        }
    }
    return NULL;
}

struct sample {
    char name[PERSON_TEXT_MAX + 1], unit[PERSON_TEXT_MAX + 1], team[PERSON_TEXT_MAX + 1],
        worker_no[PERSON_TEXT_MAX + 1];
    char badges[2][BADGE_TEXT_SIZE]; /* of the first two who have one */
    size_t badge_count;
};

static bool take_first(void *context, const struct people_line *line, struct err *err)
{
    struct sample *sample = context;
    if (line->first_badge_len > 0) {
        snprintf(sample->badges[sample->badge_count++], BADGE_TEXT_SIZE, "%.*s", (int)line->first_badge_len,
                 line->first_badge);
    }
    if (*sample->name) {
        return sample->badge_count < 2 || err_set(err, ERR_CANCELLED, "two are enough");
    }
    snprintf(sample->name, sizeof sample->name, "%s", line->name);
    snprintf(sample->unit, sizeof sample->unit, "%s", line->unit);
    snprintf(sample->team, sizeof sample->team, "%s", line->team);
    snprintf(sample->worker_no, sizeof sample->worker_no, "%s", line->worker_no);
    return true;
}

static void read_sample(struct store *store, struct sample *sample)
{
    int64_t generation;
    struct err err;
    if (store_generation(store, &generation, NULL) && generation != 0) {
        people_each(store, generation, take_first, sample, &err);
    }
}

/* The lecture a picture is about: the one that runs, else the next, else the last. */
static const struct lecture *lecture_of(const struct board *board, int64_t now_ms)
{
    const struct programme *programme = &board->programme;
    const struct lecture *lecture = programme_now(programme, "", now_ms);
    lecture = lecture ? lecture : programme_next(programme, "", now_ms);
    return lecture || programme->count == 0 ? lecture : &programme->items[programme->count - 1];
}

static struct outcome make_outcome(enum outcome_kind kind, const struct board *board,
                                   const struct sample *sample, int64_t now_ms)
{
    struct outcome outcome = {.kind = kind, .at_ms = now_ms, .first_ms = now_ms - 12 * 60000};
    snprintf(outcome.badge, sizeof outcome.badge, "0000003317");
    snprintf(outcome.name, sizeof outcome.name, "%s", sample->name);
    snprintf(outcome.unit, sizeof outcome.unit, "%s", sample->unit);
    snprintf(outcome.team, sizeof outcome.team, "%s", sample->team);
    const struct lecture *lecture = lecture_of(board, now_ms);
    if (lecture) {
        snprintf(outcome.lecture_id, sizeof outcome.lecture_id, "%s", lecture->id);
        snprintf(outcome.lecture_title, sizeof outcome.lecture_title, "%s", lecture->title);
        outcome.lecture_start_ms = lecture->start_ms;
        outcome.lecture_end_ms = lecture->end_ms;
        if (kind == OUTCOME_SIGNED_IN && now_ms > lecture->start_ms) {
            outcome.at_ms = lecture->start_ms - 8 * 60000 + 7000; /* a picture of one who was on time */
        }
        outcome.opens_ms = lecture_opens_ms(lecture);
        outcome.tally = *board_tally(board, lecture);
        outcome.ordinal = tally_signed_in(&outcome.tally) + 1;
        outcome.tally.on_time++;
    }
    return outcome;
}

static void type_keys(struct stage *stage, const char *keys, const struct sample *sample)
{
    char expanded[PERSON_TEXT_MAX + 1];
    snprintf(expanded, sizeof expanded, "%s", strcmp(keys, "#") == 0 ? sample->worker_no : keys);
    for (const char *key = expanded; *key; key++) {
        enum ui_key named = *key == '>'   ? UI_KEY_RIGHT
                            : *key == 'v' ? UI_KEY_DOWN
                            : *key == '!' ? UI_KEY_ENTER
                                          : UI_KEY_NONE;
        struct ui_event event = {
            .type = named ? UI_KEY : UI_CHAR, .key = named, .c = *key, .at_ms = clock_mono_ms(stage->clock)};
        app_handle(stage->app, &event);
        clock_advance((struct clock *)(uintptr_t)stage->clock, 200); /* a hand, not a reader */
        app_pump(stage->app, clock_mono_ms(stage->clock));
    }
}

/* Two cards at a reader that sends them in hexadecimal, where they are numbers, between STX and CR. */
static void scan_cards(struct stage *stage, const struct sample *sample)
{
    for (size_t i = 0; i < sample->badge_count; i++) {
        char raw[BADGE_TEXT_SIZE + 1] = "\x02", number_text[CARD_TEXT_SIZE];
        uint64_t number;
        bool is_number = card_read(CARD_10D, sample->badges[i], &number);
        if (is_number) {
            card_write(CARD_8H, number, number_text);
        }
        snprintf(raw + 1, sizeof raw - 1, "%s", is_number ? number_text : sample->badges[i]);
        app_read(stage->app, raw, BADGE_END_CR, false);
    }
}

/* The deck that a talk shows when no lecture is named. */
static const struct deck *first_deck(const struct board *board)
{
    for (size_t i = 0; i < board->programme.count; i++) {
        const struct deck *deck = board_deck(board, board->programme.items[i].deck);
        if (deck) {
            return deck;
        }
    }
    return NULL;
}

/* --deck and --page: that slide of that deck (without --deck: of the deck shown anyway). */
static bool turn_to_page(struct stage *stage, const struct cli *cli, const struct board *board,
                         struct err *err)
{
    const struct deck *deck = cli->deck ? board_deck(board, cli->deck) : first_deck(board);
    char argument[128], *end = NULL;
    long page = cli->page ? strtol(cli->page, &end, 10) : 1;
    struct arena arena = {0};
    struct slide_fitted fitted = {0};
    bool fits = !deck || stage_fit(stage, deck, &arena, &fitted, err);
    bool known = (!cli->deck || deck) && (!end || !*end) && page >= 1 &&
                 (!deck || page <= (long)fitted.deck.slide_count);
    arena_finish(&arena);
    if (!fits) {
        return false;
    }
    if (!known) {
        return err_set(err, ERR_NOT_FOUND, str(STR_ERR_PAGE), cli->deck ? cli->deck : "");
    }
    if (cli->deck) {
        snprintf(argument, sizeof argument, "deck:%s", deck->id);
        app_go(stage->app, SCREEN_TALK, argument);
    }
    char number[32];
    snprintf(number, sizeof number, "%02ld!", page); /* one digit would be a choice where the hall votes */
    if (page > 1) {
        type_keys(stage, number, NULL);
    }
    return true;
}

static void shot_argument(const struct shot *shot, const struct board *board, const struct lecture *lecture,
                          char *out, size_t size)
{
    const struct deck *deck = first_deck(board);
    if (strcmp(shot->argument, "%") == 0) {
        snprintf(out, size, "5:%s", deck ? deck->id : "");
    } else {
        snprintf(out, size, "%s",
                 strcmp(shot->argument, "@") != 0 ? shot->argument
                 : lecture                        ? lecture->id
                                                  : "");
    }
}

static int shoot(const struct shot *shot, const struct cli *cli, int w, int h)
{
    struct err err = {0};
    struct session session;
    struct stage stage;
    struct sample sample = {0};
    if (!session_open(&session, cli, STORE_READ, "lectern.db", &err)) {
        return session_failed(&err);
    }
    /* the clock stands still, so that the same call draws the same picture; it counts as simulated only where
     * --at did */
    bool simulated = session.clock.simulated;
    clock_hold_at(&session.clock, clock_wall_ms(&session.clock));
    session.clock.simulated = simulated;
    read_sample(session.store, &sample);
    if (!stage_open(&stage, session.store, session.path, &session.clock, w, h, &err)) {
        return session_failed(&err);
    }
    const struct board *board = app_board(stage.app);
    const struct lecture *lecture = lecture_of(board, clock_wall_ms(&session.clock));
    if (screen_ops(shot->screen)->staff) {
        app_staff_open(stage.app, str(STR_STAFF_ON_DUTY));
        stage_settle(&stage);
    }
    char argument[128];
    shot_argument(shot, board, lecture, argument, sizeof argument);
    app_go(stage.app, shot->screen, argument);
    if ((cli->deck || cli->page) && !turn_to_page(&stage, cli, board, &err)) {
        stage_close(&stage);
        return session_failed(&err);
    }
    type_keys(&stage, shot->keys, &sample);
    if (shot->screen == SCREEN_STAFF_DOCTOR) {
        scan_cards(&stage, &sample);
    }
    if (shot->outcome) {
        struct outcome outcome = make_outcome((enum outcome_kind)(shot->outcome - 1), board, &sample,
                                              clock_wall_ms(&session.clock));
        outcome.speaks = strcmp(shot->name, "outcome-speaker") == 0;
        app_show_outcome(stage.app, &outcome);
    }
    if (shot->screen == SCREEN_DEVICE) {
        desk_check_store(stage.desk);
    }
    stage_settle(&stage);
    if (strcmp(shot->name, "presenter") == 0) {
        app_draw_second(stage.app, stage.window.canvas, &stage.list);
        window_show(&stage.window, &stage.list);
    }
    int code = stage_write_png(&stage, cli->out, &err) ? CLI_DONE : session_failed(&err);
    stage_close(&stage);
    return code;
}

int command_shot(const struct cli *cli)
{
    int w = 1920, h = 1080;
    if (cli->list) {
        for (int i = 0; i < SHOTS; i++) {
            printf("%s\n", shots[i].name);
        }
        return CLI_DONE;
    }
    if (cli->argument_count != 1 || !cli->out) {
        return session_usage(str(STR_ERR_SHOT));
    }
    if (cli->size && !session_parse_size(cli->size, &w, &h)) {
        return session_usage(str(STR_ERR_SIZE));
    }
    const struct shot *shot = find_shot(cli->arguments[0]);
    if (!shot) {
        char sentence[256];
        snprintf(sentence, sizeof sentence, str(STR_ERR_SHOT_NAME), cli->arguments[0]);
        return session_usage(sentence);
    }
    return shoot(shot, cli, w, h);
}
