#include "screen/screen.h"
#include "screen/talk_state.h"

#include <string.h>

/* --- beginning --- */

static void use_deck(struct talk_state *state, const struct screen_view *view, const struct lecture *lecture,
                     const char *deck_id)
{
    const struct board *board = view->board;
    if (lecture) {
        state->lecture = (int)(lecture - board->programme.items) + 1;
        state->clock.end_ms = lecture->end_ms;
    }
    const struct deck *deck = board_deck(board, deck_id);
    state->deck = deck ? (int)(deck - board->decks) + 1 : 0;
}

static void find_deck(struct talk_state *state, const struct screen_view *view, const char *argument)
{
    const struct board *board = view->board;
    const struct lecture *lecture = programme_find(&board->programme, argument);
    if (strncmp(argument, "deck:", 5) == 0) {
        use_deck(state, view, NULL, argument + 5);
        return;
    }
    for (size_t i = 0; !lecture && !*argument && i < board->programme.count; i++) {
        if (board_deck(board, board->programme.items[i].deck)) {
            lecture = &board->programme.items[i]; /* none named: the first that has a deck */
        }
    }
    use_deck(state, view, lecture, lecture ? lecture->deck : "");
}

/* The page of that part of the slide; parts that this screen does not divide off are on the page before. */
static int find_page(const struct slide_fitted *fitted, const struct talk_saved *saved)
{
    int page = 0, last = talk_page_count(fitted) - 1;
    while (page < last && (int)talk_page_at(fitted, page)->source < saved->source) {
        page++;
    }
    for (int part = 0; part < saved->part && page < last &&
                       talk_page_at(fitted, page + 1)->source == talk_page_at(fitted, page)->source;
         part++) {
        page++;
    }
    return page;
}

/* A talk that was cut off goes on where it was. */
static void take_up(struct talk_state *state, const struct screen_view *view)
{
    const struct talk_saved *saved = &view->board->talk;
    use_deck(state, view, programme_find(&view->board->programme, saved->lecture), saved->deck);
    const struct slide_fitted *fitted = talk_pages(state, view);
    int64_t end_ms = state->clock.end_ms;
    state->clock = saved->clock;
    state->clock.end_ms = end_ms;
    state->page = fitted ? find_page(fitted, saved) : 0;
    int steps = fitted ? talk_page_at(fitted, state->page)->steps : 0;
    state->step = saved->step < steps ? saved->step : steps; /* the deck may have been mended meanwhile */
}

/* argument: a lecture's id, "deck:ID" for a deck alone, or SCREEN_TALK_RESUME. */
static void talk_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct talk_state *state = memory;
    if (strcmp(argument, SCREEN_TALK_RESUME) == 0) {
        take_up(state, view);
    } else {
        find_deck(state, view, argument);
    }
    talk_note_place(state, view);
    const struct slide_fitted *fitted = talk_pages(state, view);
    if (fitted) {
        talk_hall_show(state, view, talk_page_at(fitted, state->page));
    }
}

/* --- time --- */

static int64_t talk_deadline(const void *memory, const struct screen_view *view)
{
    const struct talk_state *state = memory;
    int64_t dues[] = {state->second_due_ms, state->auto_due_ms, talk_vote_deadline(&state->vote),
                      state->laser.until_ms},
            first = 0;
    (void)view;
    for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
        first = dues[i] && (!first || dues[i] < first) ? dues[i] : first;
    }
    return first;
}

static void talk_tick(void *memory, const struct screen_view *view)
{
    struct talk_state *state = memory;
    if (state->second_due_ms && view->mono_ms >= state->second_due_ms) {
        talk_set_second(state, view);
    }
    talk_vote_tick(&state->vote, view->mono_ms);
    if (state->laser.until_ms && view->mono_ms >= state->laser.until_ms) {
        state->laser.until_ms = 0;
    }
    if (state->auto_due_ms && view->mono_ms >= state->auto_due_ms) {
        state->auto_due_ms = 0;
        if (!state->asking && !state->overview && state->cover == TALK_OPEN) {
            talk_forward(state, view);
        }
    }
}

static void talk_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    talk_view_draw(memory, view, list);
}

/* The step or the page that follows. */
static void talk_draw_next(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    struct talk_state next = *(const struct talk_state *)memory;
    const struct slide_fitted *fitted = talk_pages(&next, view);
    if (!fitted || next.asking || next.overview || next.cover != TALK_OPEN) {
        return;
    }
    if (next.step < talk_page_at(fitted, next.page)->steps) {
        next.step++;
    } else if (next.page + 1 < talk_page_count(fitted)) {
        next.page++;
        next.step = 0;
    } else {
        return;
    }
    talk_view_draw(&next, view, list);
}

static void talk_draw_second(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    presenter_view_draw(memory, view, list);
}

const struct screen_ops talk_screen = {
    .name = "talk",
    .state_size = sizeof(struct talk_state),
    .owns_keys = true,
    .stays = true,
    .enter = talk_enter,
    .handle = talk_handle,
    .asks_vote = talk_hall_asks,
    .take_vote = talk_hall_take,
    .notice_votes = talk_hall_notice,
    .deadline_ms = talk_deadline,
    .tick = talk_tick,
    .draw = talk_draw,
    .draw_next = talk_draw_next,
    .draw_second = talk_draw_second,
};
