#include "screen/talk_state.h"

#include <string.h>

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

int talk_page_count(const struct slide_fitted *fitted)
{
    return fitted ? (int)fitted->deck.slide_count : 0;
}

const struct slide *talk_page_at(const struct slide_fitted *fitted, int page)
{
    return &fitted->deck.slides[page < talk_page_count(fitted) ? page : talk_page_count(fitted) - 1];
}

/* --- where it stands --- */

struct rect talk_area(const struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    struct rect area = fitted ? fitted->frame.whole : (struct rect){0, 0, view->canvas.w, view->canvas.h};
    bool full = fitted && talk_page_at(fitted, state->page)->setting == SLIDE_FULL_PAGE;
    area.h -= full ? 0 : SLIDE_TALK_FOOT;
    return area;
}

static void set_auto(struct talk_state *state, const struct screen_view *view, const struct slide *page)
{
    state->auto_due_ms = page->auto_s > 0 ? view->mono_ms + page->auto_s * 1000LL : 0;
}

void talk_set_second(struct talk_state *state, const struct screen_view *view)
{
    int64_t next = talk_clock_next_ms(&state->clock, view->now_ms);
    state->second_due_ms = next ? view->mono_ms + next : 0;
}

void talk_note_place(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    talk_set_second(state, view);
    const struct lecture *lecture = talk_lecture(state, view);
    struct talk_saved saved = {.open = true, .step = state->step, .clock = state->clock};
    if (!fitted) {
        return;
    }
    int source = (int)talk_page_at(fitted, state->page)->source;
    strncpy(saved.lecture, lecture ? lecture->id : "", sizeof saved.lecture - 1);
    strncpy(saved.deck, fitted->deck.id, sizeof saved.deck - 1);
    saved.source = source;
    for (int i = state->page; i > 0 && (int)talk_page_at(fitted, i - 1)->source == source; i--) {
        saved.part++;
    }
    view->host->note_page(view->host->context, fitted->deck.id, state->page);
    view->host->keep_talk(view->host->context, &saved);
}

/* --- turning --- */

bool talk_show_page(struct talk_state *state, const struct screen_view *view, long page, int step)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    long count = talk_page_count(fitted);
    page = page >= count ? count - 1 : page;
    state->page = page < 0 ? 0 : (int)page;
    state->cover = TALK_OPEN;
    state->overview = false;
    talk_zoom_off(&state->zoom);
    if (fitted) {
        const struct slide *slide = talk_page_at(fitted, state->page);
        state->step = step < 0 ? slide->steps : step;
        talk_clock_start(&state->clock, view->now_ms);
        set_auto(state, view, slide);
        view->host->turned(view->host->context);
        talk_note_place(state, view);
        talk_hall_show(state, view, slide);
    }
    return true;
}

bool talk_forward(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    if (fitted && state->step < talk_page_at(fitted, state->page)->steps) {
        return talk_show_page(state, view, state->page, state->step + 1);
    }
    bool last = state->page + 1 >= talk_page_count(fitted);
    return talk_show_page(state, view, state->page + 1L, last ? -1 : 0);
}

bool talk_back(struct talk_state *state, const struct screen_view *view)
{
    if (state->step > 0) {
        return talk_show_page(state, view, state->page, state->step - 1);
    }
    return talk_show_page(state, view, state->page - 1L, state->page > 0 ? -1 : 0);
}

/* The last page as it is before its votes are told. */
bool talk_show_last(struct talk_state *state, const struct screen_view *view)
{
    const struct slide_fitted *fitted = talk_pages(state, view);
    int last = talk_page_count(fitted) - 1;
    return talk_show_page(state, view, last,
                          fitted ? vote_step_of(talk_page_at(fitted, last), VOTE_ASKED) : 0);
}
