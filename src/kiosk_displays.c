/* Which display shows what. */
#include "kiosk_state.h"

void kiosk_swap_displays(void *context)
{
    struct kiosk *kiosk = context;
    kiosk->swapped = !kiosk->swapped;
    kiosk->displays_stale = true;
}

void kiosk_show_second(struct kiosk *kiosk)
{
    if (second_is_open(&kiosk->second) &&
        app_draw_second(kiosk->app, kiosk->second.window.canvas, &kiosk->second.list)) {
        window_show(&kiosk->second.window, &kiosk->second.list);
    }
}

static void close_second(struct kiosk *kiosk)
{
    if (second_is_open(&kiosk->second)) {
        second_close(&kiosk->second);
        SDL_SetWindowInputFocus(
            kiosk->window.window); /* without a window manager nobody else gives it back */
    }
}

/* The hall's display first. */
static void place_windows(struct kiosk *kiosk)
{
    const struct displays *displays = &kiosk->displays;
    bool two = displays->count > 1;
    int hall = two && kiosk->swapped ? 1 : 0;
    struct err err = {0};
    if (displays->count == 0) {
        return; /* for a moment, while a cable is changed */
    }
    window_move(&kiosk->window, displays->at[hall]);
    if (!two || !app_has_second(kiosk->app)) {
        close_second(kiosk);
    } else if (second_place(&kiosk->second, kiosk->faces_path, displays->at[1 - hall], &err)) {
        SDL_SetWindowInputFocus(kiosk->window.window);
        kiosk_show_second(kiosk);
    } /* else the talk goes on without: there is nobody to tell but the hall */
}

void kiosk_follow_displays(struct kiosk *kiosk)
{
    bool wanted = app_has_second(kiosk->app);
    if (!kiosk->fullscreen || (wanted == kiosk->second_wanted && !kiosk->displays_stale)) {
        return;
    }
    if (!kiosk->displays_watched) {
        kiosk->displays_watched = true;
        displays_watch(&kiosk->displays, kiosk->window.window);
    }
    if (kiosk->displays_stale) {
        displays_look(&kiosk->displays);
    }
    kiosk->displays_stale = false;
    kiosk->second_wanted = wanted;
    place_windows(kiosk);
}
