#include "screen/talk_state.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SWIPE_PX = 120, ADDED_MOST_MIN = 240, NUMBER_KEPT_MS = 5000, LASER_MS = 2000, ZOOM_STEP = 25 };

static void end(const struct screen_view *view)
{
    view->host->keep_talk(view->host->context, &(struct talk_saved){0});
    view->host->go(view->host->context, SCREEN_HOME, "");
}

static bool handle_question(struct talk_state *state, const struct screen_view *view,
                            const struct ui_event *event)
{
    bool yes = (event->type == UI_PRESS && event->target == TALK_TARGET_YES) ||
               (event->type == UI_KEY && event->key == UI_KEY_ENTER);
    bool no = (event->type == UI_PRESS && event->target == TALK_TARGET_NO) ||
              (event->type == UI_KEY && !yes) || event->type == UI_CHAR;
    if (yes && state->asking == TALK_ASKS_CLEAR) {
        talk_hall_clear(state, view);
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
    int chosen = state->chosen + by, count = talk_page_count(talk_pages(state, view));
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
        return talk_show_page(state, view, event->argument, 0);
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
        return talk_show_page(state, view, state->chosen, 0);
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
    talk_note_place(state, view);
    return true;
}

/* --- pointing and zoom --- */

static bool light(struct talk_state *state, const struct screen_view *view, const struct ui_event *event)
{
    state->laser.x = event->x;
    state->laser.y = event->y;
    state->laser.until_ms = view->mono_ms + LASER_MS;
    return true;
}

/* Where zoom by key or wheel goes: to what is pointed at, else to the middle. */
static void point_or_middle(const struct talk_state *state, const struct screen_view *view, int *x, int *y)
{
    struct rect area = talk_area(state, view);
    *x = state->laser.until_ms ? state->laser.x : area.w / 2;
    *y = state->laser.until_ms ? state->laser.y : area.h / 2;
}

static bool zoom_to(struct talk_state *state, const struct screen_view *view, int percent)
{
    int x, y;
    point_or_middle(state, view, &x, &y);
    talk_zoom_at(&state->zoom, talk_area(state, view), percent, x, y);
    return true;
}

/* Once: a part is to be dragged out. Twice: twice as large. Again: the whole page. */
static bool press_zoom(struct talk_state *state, const struct screen_view *view)
{
    if (talk_zoom_is_on(&state->zoom)) {
        talk_zoom_off(&state->zoom);
    } else if (state->zoom.armed) {
        zoom_to(state, view, TALK_ZOOM_KEY);
    } else if (state->cover == TALK_OPEN) {
        state->zoom.armed = true;
    }
    return true;
}

static bool pan(struct talk_state *state, const struct screen_view *view, int across, int down)
{
    struct rect area = talk_area(state, view);
    talk_zoom_move(&state->zoom, area, across * area.w / 4, down * area.h / 4);
    return true;
}

/* While a part is shown the arrows move it; the other keys of a clicker turn pages as always. */
static bool handle_zoomed_key(struct talk_state *state, const struct screen_view *view, enum ui_key key)
{
    switch (key) {
    case UI_KEY_LEFT:
        return pan(state, view, -1, 0);
    case UI_KEY_RIGHT:
        return pan(state, view, 1, 0);
    case UI_KEY_UP:
        return pan(state, view, 0, -1);
    case UI_KEY_DOWN:
        return pan(state, view, 0, 1);
    case UI_KEY_ESCAPE:
        talk_zoom_off(&state->zoom);
        return true;
    default:
        return false;
    }
}

static bool handle_wheel(struct talk_state *state, const struct screen_view *view, int steps)
{
    if (talk_zoom_is_on(&state->zoom)) {
        return zoom_to(state, view, state->zoom.percent + (steps > 0 ? ZOOM_STEP : -ZOOM_STEP));
    }
    return steps > 0 ? talk_back(state, view) : talk_forward(state, view);
}

/* --- keys --- */

static bool handle_char(struct talk_state *state, const struct screen_view *view, char c)
{
    if (isdigit((unsigned char)c)) {
        size_t len = view->mono_ms < state->number_until_ms ? strlen(state->number) : 0;
        state->number_until_ms = view->mono_ms + NUMBER_KEPT_MS;
        if (len < TALK_NUMBER_MAX) {
            state->number[len] = c;
            state->number[len + 1] = '\0';
        }
        talk_hall_digit(state, view, c - '0');
        return true;
    }
    state->number[0] = '\0';
    switch (tolower((unsigned char)c)) {
    case ' ':
        return talk_forward(state, view);
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
    case 'z':
        return press_zoom(state, view);
    case 'l':
        state->laser.held = !state->laser.held;
        state->laser.until_ms = 0;
        return true;
    case 'r':
        talk_hall_show_result(state, view);
        return true;
    default:
        return true;
    }
}

static bool handle_key(struct talk_state *state, const struct screen_view *view, const struct ui_event *event)
{
    bool jump = event->key == UI_KEY_ENTER && state->number[0] && view->mono_ms < state->number_until_ms;
    bool several = jump && state->number[1];
    long page = jump ? strtol(state->number, NULL, 10) - 1 : 0;
    state->number[0] = '\0';
    if (event->key == UI_KEY_ESCAPE && state->zoom.armed) {
        talk_zoom_off(&state->zoom);
        return true;
    }
    if (talk_zoom_is_on(&state->zoom) && handle_zoomed_key(state, view, event->key)) {
        return true;
    }
    switch (event->key) {
    case UI_KEY_ENTER:
        if (talk_hall_enter(state, view, several)) {
            return true;
        }
        return jump ? talk_show_page(state, view, page, 0) : talk_forward(state, view);
    case UI_KEY_PAGE_DOWN:
    case UI_KEY_RIGHT:
    case UI_KEY_DOWN:
        return talk_forward(state, view);
    case UI_KEY_PAGE_UP:
    case UI_KEY_LEFT:
    case UI_KEY_UP:
    case UI_KEY_BACKSPACE:
        return talk_back(state, view);
    case UI_KEY_VOLUME_DOWN:
        return !view->board->volume_keys_turn || talk_forward(state, view);
    case UI_KEY_VOLUME_UP:
        return !view->board->volume_keys_turn || talk_back(state, view);
    case UI_KEY_HOME:
        return talk_show_page(state, view, 0, 0);
    case UI_KEY_F5: /* clickers send it to begin; with Shift, to begin where one is */
        return talk_show_page(state, view, event->shift ? state->page : 0, event->shift ? state->step : 0);
    case UI_KEY_END:
        return talk_show_last(state, view);
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

/* --- fingers and the mouse --- */

/* One that moved turns a page, by where it went; one that did not, by where it is, but for a glove that
 * missed the choices. */
static bool swipe_or_tap(struct talk_state *state, const struct screen_view *view,
                         const struct ui_event *event)
{
    int moved = event->x - state->down_x;
    if (moved <= -SWIPE_PX) {
        return talk_forward(state, view);
    }
    if (moved >= SWIPE_PX) {
        return talk_back(state, view);
    }
    if (talk_hall_is_open(state, view)) {
        return true;
    }
    return event->x < view->canvas.w / 3 ? talk_back(state, view) : talk_forward(state, view);
}

static bool finger_down(struct talk_state *state, const struct screen_view *view,
                        const struct ui_event *event)
{
    state->down = true;
    state->down_x = event->x;
    state->down_y = event->y;
    state->laser.until_ms = 0;
    return talk_zoom_down(&state->zoom, event->x, event->y) ||
           (state->laser.held && light(state, view, event));
}

static bool finger_up(struct talk_state *state, const struct screen_view *view, const struct ui_event *event)
{
    if (!state->down) {
        return false;
    }
    state->down = false;
    return talk_zoom_up(&state->zoom, talk_area(state, view), event->x, event->y) || state->laser.held ||
           swipe_or_tap(state, view, event);
}

static bool handle_pointer(struct talk_state *state, const struct screen_view *view,
                           const struct ui_event *event)
{
    switch (event->type) {
    case UI_HOVER:
        return light(state, view, event);
    case UI_POINTER_DOWN:
        return finger_down(state, view, event);
    case UI_POINTER_MOVE:
        return state->down && (talk_zoom_drag(&state->zoom, talk_area(state, view), event->x, event->y) ||
                               (state->laser.held && light(state, view, event)));
    case UI_POINTER_UP:
        return finger_up(state, view, event);
    case UI_PINCH:
        state->down = false;
        talk_zoom_pinch(&state->zoom, talk_area(state, view), event->percent, event->x, event->y);
        return true;
    default:
        state->down = state->zoom.dragging = false;
        return true;
    }
}

bool talk_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
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
        return handle_wheel(state, view, event->steps);
    case UI_PRESS:
        if (event->target == TALK_TARGET_END) {
            state->asking = TALK_ASKS_END;
        } else if (event->target == TALK_TARGET_CHOICE) {
            talk_hall_touch(state, view, event->argument);
        }
        return true;
    case UI_POINTER_DOWN:
    case UI_POINTER_MOVE:
    case UI_POINTER_UP:
    case UI_POINTER_CANCEL:
    case UI_HOVER:
    case UI_PINCH:
        return handle_pointer(state, view, event);
    }
    return false;
}
