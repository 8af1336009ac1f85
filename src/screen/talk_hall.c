/* The votes of the page that is shown: what keys and touches make of them, what the host is asked. */
#include "screen/talk_state.h"

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
    const struct slide *page = fitted ? talk_page_at(fitted, state->page) : NULL;
    bool seen = state->cover == TALK_OPEN && !state->overview;
    return page && seen && talk_vote_is_open(page, state->step) ? page : NULL;
}

bool talk_hall_is_open(const struct talk_state *state, const struct screen_view *view)
{
    return asking_page(state, view) != NULL;
}

void talk_hall_show(struct talk_state *state, const struct screen_view *view, const struct slide *page)
{
    struct vote_topic topic;
    if (talk_vote_show(&state->vote, page)) {
        topic_of(state, view, page, &topic);
        view->host->count_votes(view->host->context, &topic);
    }
    if (!talk_vote_is_open(page, state->step)) {
        talk_vote_take(
            &state->vote); /* it came too late, and is not for whoever votes when it is open again */
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

void talk_hall_touch(struct talk_state *state, const struct screen_view *view, int choice)
{
    const struct slide *page = asking_page(state, view);
    if (page && talk_vote_choose(&state->vote, page, choice, view->mono_ms) &&
        page->vote.privacy == VOTE_OPEN) {
        vote_open(state, view, page);
    }
}

/* The last one chooses: who thinks better of it need not wait until the first is forgotten. */
void talk_hall_digit(struct talk_state *state, const struct screen_view *view, int digit)
{
    const struct slide *page = asking_page(state, view);
    if (page && !talk_vote_choose(&state->vote, page, digit, view->mono_ms)) {
        talk_vote_take(&state->vote);
    }
}

/* Enter behind a choice is no jump; behind several digits it is, and none of them was a choice. */
bool talk_hall_enter(struct talk_state *state, const struct screen_view *view, bool several)
{
    if (several) {
        talk_vote_take(&state->vote);
    }
    const struct slide *page = state->vote.choice > 0 ? asking_page(state, view) : NULL;
    if (page && page->vote.privacy == VOTE_OPEN) {
        vote_open(state, view, page);
    }
    return page != NULL;
}

bool talk_hall_asks(const void *memory, const struct screen_view *view)
{
    const struct slide *page = asking_page(memory, view);
    return page && page->vote.privacy != VOTE_OPEN;
}

bool talk_hall_take(void *memory, const struct screen_view *view, struct vote_cast *out)
{
    struct talk_state *state = memory;
    const struct slide *page = asking_page(state, view);
    bool by_badge = page && page->vote.privacy != VOTE_OPEN;
    out->choice = by_badge ? talk_vote_take(&state->vote) : 0;
    if (out->choice > 0) {
        state->number[0] = '\0'; /* it was that choice, and no page */
        topic_of(state, view, page, &out->topic);
    }
    return out->choice > 0;
}

void talk_hall_notice(void *memory, const struct screen_view *view, int source,
                      const struct vote_count *count)
{
    (void)view;
    talk_vote_notice(&((struct talk_state *)memory)->vote, source, count);
}

void talk_hall_clear(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct vote_topic topic;
    if (fitted && state->vote.of > 0) {
        topic_of(state, view, talk_page_at(fitted, state->page), &topic);
        view->host->clear_votes(view->host->context, &topic);
    }
}

/* Their steps come last: before them, or with the votes shown. */
void talk_hall_show_result(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    const struct slide *page = fitted ? talk_page_at(fitted, state->page) : NULL;
    if (page && page->vote.choices > 0) {
        bool shown = vote_stage_at(page, state->step) != VOTE_ASKED;
        state->step = vote_step_of(page, shown ? VOTE_ASKED : VOTE_SHOWN);
        talk_note_place(state, view);
        talk_hall_show(state, view, page);
    }
}
