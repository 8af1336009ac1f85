#include "sdl/second.h"

bool second_is_open(const struct second *second)
{
    return second->fonts != NULL;
}

void second_close(struct second *second)
{
    if (second->fonts) {
        window_close(&second->window);
        fonts_destroy(second->fonts);
    }
    draw_finish(&second->list);
    *second = (struct second){0};
}

bool second_place(struct second *second, const char *faces_path, SDL_Rect at, struct err *err)
{
    if (second->fonts && SDL_RectEquals(&second->at, &at)) {
        return true;
    }
    second_close(second);
    if (!fonts_create(&second->fonts, faces_path, err)) {
        return false;
    }
    if (!window_open_at(&second->window, second->fonts, at, err)) {
        fonts_destroy(second->fonts);
        second->fonts = NULL;
        return false;
    }
    second->at = at;
    return true;
}

/* The window an event is about; 0 = none. */
static Uint32 window_of(const SDL_Event *event)
{
    switch (event->type) {
    case SDL_WINDOWEVENT:
        return event->window.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.windowID;
    case SDL_MOUSEMOTION:
        return event->motion.windowID;
    case SDL_MOUSEWHEEL:
        return event->wheel.windowID;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return event->tfinger.windowID;
    default:
        return 0; /* keys are for the talk, whichever window they come to */
    }
}

bool second_takes(struct second *second, const SDL_Event *event, bool *uncovered)
{
    *uncovered = false;
    if (!second->fonts || window_of(event) != SDL_GetWindowID(second->window.window)) {
        return false;
    }
    if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        *uncovered = true;
        window_resized(&second->window);
    } else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_EXPOSED) {
        *uncovered = true;
        window_uncovered(&second->window);
    }
    return true;
}
