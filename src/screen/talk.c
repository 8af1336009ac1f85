#include "screen/screen.h"
#include "screen/talk_state.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SWIPE_PX = 120, ADDED_MOST_MIN = 240, NUMBER_KEPT_MS = 5000 };

const struct slide_fitted *talk_pages(const struct talk_state *state, const struct screen_view *view)
{
    if (state->deck <= 0 || (size_t)state->deck > view->board->deck_count) {
        return NULL;
    }
    const struct slide_fitted *fitted =
        view->host->fit(view->host->context, &view->board->decks[state->deck - 1]);
    return fitted && fitted->deck.slide_count > 0 ? fitted : NULL;
}

const struct lecture *talk_lecture(const struct talk_state *state, const struct screen_view *view)
{
    bool there = state->lecture > 0 && (size_t)state->lecture <= view->board->programme.count;
    return there ? &view->board->programme.items[state->lecture - 1] : NULL;
}

static int page_count(const struct slide_fitted *fitted)
{
    return fitted ? (int)fitted->deck.slide_count : 0;
}

static const struct slide *page_at(const struct slide_fitted *fitted, int page)
{
    return &fitted->deck.slides[page < page_count(fitted) ? page : page_count(fitted) - 1];
}

/* --- where it stands --- */

static void set_auto(struct talk_state *state, const struct screen_view *view, const struct slide *page)
{
    state->auto_due_ms = page->auto_s > 0 ? view->mono_ms + page->auto_s * 1000LL : 0;
}

/* When the time that is shown changes next. */
static void set_second(struct talk_state *state, const struct screen_view *view)
{
    int64_t next = talk_clock_next_ms(&state->clock, view->now_ms);
    state->second_due_ms = next ? view->mono_ms + next : 0;
}

/* Tells whoever wants to know which page is shown, and keeps it for a restart. */
static void note_place(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    set_second(state, view);
    const struct lecture *lecture = talk_lecture(state, view);
    struct talk_saved saved = {.open = true, .step = state->step, .clock = state->clock};
    if (!fitted) {
        return;
    }
    int source = (int)page_at(fitted, state->page)->source;
    strncpy(saved.lecture, lecture ? lecture->id : "", sizeof saved.lecture - 1);
    strncpy(saved.deck, fitted->deck.id, sizeof saved.deck - 1);
    saved.source = source;
    for (int i = state->page; i > 0 && (int)page_at(fitted, i - 1)->source == source; i--) {
        saved.part++;
    }
    view->host->note_page(view->host->context, fitted->deck.id, state->page);
    view->host->keep_talk(view->host->context, &saved);
}

/* --- votes --- */

/* What the page asks, in the words of the deck: pages may carry a longer title. */
static void topic_of(const struct talk_state *state, const struct screen_view *view, const struct slide *page,
                     struct vote_topic *out)
{
    const struct deck *deck = &view->board->decks[state->deck - 1];
    const struct lecture *lecture = talk_lecture(state, view);
    vote_topic_of(&deck->slides[page->source], lecture ? lecture->id : "", deck->id, out);
}

/* The page that takes votes now; NULL where none does. */
static const struct slide *asking_page(const struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    const struct slide *page = fitted ? page_at(fitted, state->page) : NULL;
    bool seen = state->cover == TALK_OPEN && !state->overview;
    return page && seen && talk_vote_is_open(page, state->step) ? page : NULL;
}

static void show_votes(struct talk_state *state, const struct screen_view *view, const struct slide *page)
{
    struct vote_topic topic;
    if (talk_vote_show(&state->vote, page)) {
        topic_of(state, view, page, &topic);
        view->host->count_votes(view->host->context, &topic);
    }
}

/* Without badges the choice is the voice. */
static void vote_open(struct talk_state *state, const struct screen_view *view, const struct slide *page)
{
    struct vote_cast cast;
    cast.choice = talk_vote_take_open(&state->vote, view->mono_ms);
    if (cast.choice > 0) {
        topic_of(state, view, page, &cast.topic);
        view->host->vote(view->host->context, &cast);
    }
}

static void choose_by_touch(struct talk_state *state, const struct screen_view *view, int choice)
{
    const struct slide *page = asking_page(state, view);
    if (page && talk_vote_choose(&state->vote, page, choice, view->mono_ms) &&
        page->vote.privacy == VOTE_OPEN) {
        vote_open(state, view, page);
    }
}

/* One digit chooses; more of them are the number of a page. */
static void choose_by_digits(struct talk_state *state, const struct screen_view *view)
{
    const struct slide *page = asking_page(state, view);
    bool one = state->number[0] && !state->number[1];
    if (page && !(one && talk_vote_choose(&state->vote, page, state->number[0] - '0', view->mono_ms))) {
        talk_vote_take(&state->vote);
    }
}

/* Enter behind a choice is no jump. */
static bool enter_votes(struct talk_state *state, const struct screen_view *view)
{
    const struct slide *page = state->vote.choice > 0 ? asking_page(state, view) : NULL;
    if (page && page->vote.privacy == VOTE_OPEN) {
        vote_open(state, view, page);
    }
    return page != NULL;
}

static bool talk_asks_vote(const void *memory, const struct screen_view *view)
{
    const struct slide *page = asking_page(memory, view);
    return page && page->vote.privacy != VOTE_OPEN;
}

static bool talk_take_vote(void *memory, const struct screen_view *view, struct vote_cast *out)
{
    struct talk_state *state = memory;
    const struct slide *page = talk_asks_vote(state, view) ? asking_page(state, view) : NULL;
    out->choice = page ? talk_vote_take(&state->vote) : 0;
    state->number[0] = '\0';
    if (out->choice > 0) {
        topic_of(state, view, page, &out->topic);
    }
    return out->choice > 0;
}

static void talk_notice_votes(void *memory, const struct screen_view *view, int source,
                              const struct vote_count *count)
{
    (void)view;
    talk_vote_notice(&((struct talk_state *)memory)->vote, source, count);
}

static void clear_votes(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct vote_topic topic;
    if (fitted && state->vote.of > 0) {
        topic_of(state, view, page_at(fitted, state->page), &topic);
        view->host->clear_votes(view->host->context, &topic);
    }
}

/* Their steps come last: before them, or with the votes shown. */
static void show_result(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    const struct slide *page = fitted ? page_at(fitted, state->page) : NULL;
    if (page && page->vote.choices > 0) {
        bool shown = vote_stage_at(page, state->step) != VOTE_ASKED;
        state->step = vote_step_of(page, shown ? VOTE_ASKED : VOTE_SHOWN);
        note_place(state, view);
    }
}

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
    int page = 0, last = page_count(fitted) - 1;
    while (page < last && (int)page_at(fitted, page)->source < saved->source) {
        page++;
    }
    for (int part = 0; part < saved->part && page < last &&
                       page_at(fitted, page + 1)->source == page_at(fitted, page)->source;
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
    state->step = saved->step;
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
    note_place(state, view);
    const struct slide_fitted *fitted = talk_pages(state, view);
    if (fitted) {
        show_votes(state, view, page_at(fitted, state->page));
    }
}

/* --- turning pages --- */

/* step < 0: all of the page's. */
static bool show_page(struct talk_state *state, const struct screen_view *view, long page, int step)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    long count = page_count(fitted);
    page = page >= count ? count - 1 : page;
    state->page = page < 0 ? 0 : (int)page;
    state->cover = TALK_OPEN;
    state->overview = false;
    if (fitted) {
        const struct slide *slide = page_at(fitted, state->page);
        state->step = step < 0 ? slide->steps : step;
        talk_clock_start(&state->clock, view->now_ms);
        set_auto(state, view, slide);
        note_place(state, view);
        show_votes(state, view, slide);
    }
    return true;
}

static bool forward(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    if (state->cover == TALK_OPEN && fitted && state->step < page_at(fitted, state->page)->steps) {
        return show_page(state, view, state->page, state->step + 1);
    }
    bool last = state->page + 1 >= page_count(fitted);
    return show_page(state, view, state->page + 1L, last ? -1 : 0);
}

static bool back(struct talk_state *state, const struct screen_view *view)
{
    if (state->step > 0) {
        return show_page(state, view, state->page, state->step - 1);
    }
    return show_page(state, view, state->page - 1L, state->page > 0 ? -1 : 0);
}

static void end(const struct screen_view *view)
{
    view->host->keep_talk(view->host->context, &(struct talk_saved){0});
    view->host->go(view->host->context, SCREEN_HOME, "");
}

/* The last page as it is before its votes are told. */
static bool show_last(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    int last = page_count(fitted) - 1;
    return show_page(state, view, last, fitted ? vote_step_of(page_at(fitted, last), VOTE_ASKED) : 0);
}

/* --- input --- */

static bool handle_question(struct talk_state *state, const struct screen_view *view,
                            const struct ui_event *event)
{
    bool yes = (event->type == UI_PRESS && event->target == TALK_TARGET_YES) ||
               (event->type == UI_KEY && event->key == UI_KEY_ENTER);
    bool no = (event->type == UI_PRESS && event->target == TALK_TARGET_NO) ||
              (event->type == UI_KEY && !yes) || event->type == UI_CHAR;
    if (yes && state->asking == TALK_ASKS_CLEAR) {
        clear_votes(state, view);
        state->asking = TALK_ASKS_NOTHING;
    } else if (yes) {
        end(view);
    } else if (no) {
        state->asking = TALK_ASKS_NOTHING;
    }
    return true;
}

static void open_overview(struct talk_state *state)
{
    state->overview = true;
    state->chosen = state->page;
}

static bool choose(struct talk_state *state, const struct screen_view *view, int by)
{
    int chosen = state->chosen + by, count = page_count(talk_pages(state, view));
    if (chosen >= 0 && chosen < count) {
        state->chosen = chosen;
    }
    return true;
}

static bool handle_overview(struct talk_state *state, const struct screen_view *view,
                            const struct ui_event *event)
{
    int columns = talk_grid(view).columns;
    if (event->type == UI_PRESS && event->target == TALK_TARGET_PAGE) {
        return show_page(state, view, event->argument, 0);
    }
    if (event->type == UI_WHEEL) {
        return choose(state, view, event->steps > 0 ? -columns : columns);
    }
    if (event->type != UI_KEY) {
        return true;
    }
    switch (event->key) {
    case UI_KEY_LEFT:
    case UI_KEY_PAGE_UP:
        return choose(state, view, -1);
    case UI_KEY_RIGHT:
    case UI_KEY_PAGE_DOWN:
        return choose(state, view, 1);
    case UI_KEY_UP:
        return choose(state, view, -columns);
    case UI_KEY_DOWN:
        return choose(state, view, columns);
    case UI_KEY_ENTER:
        return show_page(state, view, state->chosen, 0);
    case UI_KEY_TAB:
    case UI_KEY_ESCAPE:
        state->overview = false;
        return true;
    default:
        return true;
    }
}

static bool cover(struct talk_state *state, enum talk_cover with)
{
    state->cover = state->cover == with ? TALK_OPEN : with;
    return true;
}

static bool change_time(struct talk_state *state, const struct screen_view *view, int minutes)
{
    if (minutes == 0) {
        talk_clock_toggle(&state->clock, view->now_ms);
    } else if (abs(state->clock.added_min + minutes) <= ADDED_MOST_MIN) {
        state->clock.added_min += minutes;
    }
    note_place(state, view);
    return true;
}

static bool handle_char(struct talk_state *state, const struct screen_view *view, char c)
{
    if (isdigit((unsigned char)c)) {
        size_t len = view->mono_ms < state->number_until_ms ? strlen(state->number) : 0;
        state->number_until_ms = view->mono_ms + NUMBER_KEPT_MS;
        if (len < TALK_NUMBER_MAX) {
            state->number[len] = c;
            state->number[len + 1] = '\0';
        }
        choose_by_digits(state, view);
        return true;
    }
    state->number[0] = '\0';
    switch (tolower((unsigned char)c)) {
    case ' ':
        return forward(state, view);
    case 'b':
    case '.':
        return cover(state, TALK_BLACK);
    case 'w':
    case ',':
        return cover(state, TALK_WHITE);
    case 't':
        return change_time(state, view, 0);
    case '+':
    case '=':
        return change_time(state, view, 1);
    case '-':
        return change_time(state, view, -1);
    case 's':
        view->host->swap_displays(view->host->context);
        return true;
    case 'n':
        state->notes = !state->notes;
        return true;
    case 'r':
        show_result(state, view);
        return true;
    default:
        return true;
    }
}

static bool handle_key(struct talk_state *state, const struct screen_view *view, const struct ui_event *event)
{
    bool jump = event->key == UI_KEY_ENTER && state->number[0] && view->mono_ms < state->number_until_ms;
    long page = jump ? strtol(state->number, NULL, 10) - 1 : 0;
    state->number[0] = '\0';
    switch (event->key) {
    case UI_KEY_ENTER:
        if (enter_votes(state, view)) {
            return true;
        }
        return jump ? show_page(state, view, page, 0) : forward(state, view);
    case UI_KEY_PAGE_DOWN:
    case UI_KEY_RIGHT:
    case UI_KEY_DOWN:
        return forward(state, view);
    case UI_KEY_PAGE_UP:
    case UI_KEY_LEFT:
    case UI_KEY_UP:
    case UI_KEY_BACKSPACE:
        return back(state, view);
    case UI_KEY_VOLUME_DOWN:
        return !view->board->volume_keys_turn || forward(state, view);
    case UI_KEY_VOLUME_UP:
        return !view->board->volume_keys_turn || back(state, view);
    case UI_KEY_HOME:
        return show_page(state, view, 0, 0);
    case UI_KEY_F5: /* clickers send it to begin; with Shift, to begin where one is */
        return show_page(state, view, event->shift ? state->page : 0, event->shift ? state->step : 0);
    case UI_KEY_END:
        return show_last(state, view);
    case UI_KEY_TAB:
        open_overview(state);
        return true;
    case UI_KEY_ESCAPE:
        state->asking = TALK_ASKS_END;
        return true;
    case UI_KEY_DELETE:
        state->asking =
            state->vote.of > 0 && state->vote.count.total > 0 ? TALK_ASKS_CLEAR : TALK_ASKS_NOTHING;
        return true;
    default:
        return true;
    }
}

static bool handle_pointer(struct talk_state *state, const struct screen_view *view,
                           const struct ui_event *event)
{
    if (event->type == UI_POINTER_DOWN) {
        state->down = true;
        state->down_x = event->x;
        state->down_y = event->y;
        return false;
    }
    if (event->type != UI_POINTER_UP || !state->down) {
        return false;
    }
    state->down = false;
    int moved = event->x - state->down_x;
    if (moved <= -SWIPE_PX) {
        return forward(state, view);
    }
    if (moved >= SWIPE_PX) {
        return back(state, view);
    }
    return event->x < view->canvas.w / 3 ? back(state, view) : forward(state, view);
}

static bool talk_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct talk_state *state = memory;
    if (!talk_pages(state, view) && !state->asking && event->type == UI_KEY && event->key == UI_KEY_ESCAPE) {
        end(view);
        return true;
    }
    if (state->asking || !talk_pages(state, view)) {
        return handle_question(state, view, event);
    }
    if (state->overview) {
        return handle_overview(state, view, event);
    }
    switch (event->type) {
    case UI_CHAR:
        return handle_char(state, view, event->c);
    case UI_KEY:
        return handle_key(state, view, event);
    case UI_WHEEL:
        return event->steps > 0 ? back(state, view) : forward(state, view);
    case UI_PRESS:
        if (event->target == TALK_TARGET_END) {
            state->asking = TALK_ASKS_END;
        } else if (event->target == TALK_TARGET_CHOICE) {
            choose_by_touch(state, view, event->argument);
        }
        return true;
    case UI_POINTER_DOWN:
    case UI_POINTER_MOVE:
    case UI_POINTER_UP:
    case UI_POINTER_CANCEL:
        return handle_pointer(state, view, event);
    }
    return false;
}

/* --- time --- */

static int64_t talk_deadline(const void *memory, const struct screen_view *view)
{
    const struct talk_state *state = memory;
    int64_t dues[] = {state->second_due_ms, state->auto_due_ms, talk_vote_deadline(&state->vote)}, first = 0;
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
        set_second(state, view);
    }
    talk_vote_tick(&state->vote, view->mono_ms);
    if (state->auto_due_ms && view->mono_ms >= state->auto_due_ms) {
        state->auto_due_ms = 0;
        if (!state->asking && !state->overview && state->cover == TALK_OPEN) {
            forward(state, view);
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
    if (next.step < page_at(fitted, next.page)->steps) {
        next.step++;
    } else if (next.page + 1 < page_count(fitted)) {
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
    .asks_vote = talk_asks_vote,
    .take_vote = talk_take_vote,
    .notice_votes = talk_notice_votes,
    .deadline_ms = talk_deadline,
    .tick = talk_tick,
    .draw = talk_draw,
    .draw_next = talk_draw_next,
    .draw_second = talk_draw_second,
};
