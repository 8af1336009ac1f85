#include "sdl/displays.h"

#include <SDL2/SDL_syswm.h>
#include <X11/extensions/Xrandr.h>

#include <stdlib.h>

/* The main one first, then from left to right. */
static int by_place(const void *left, const void *right)
{
    const XRRMonitorInfo *a = left, *b = right;
    if (a->primary != b->primary) {
        return a->primary ? -1 : 1;
    }
    return a->x != b->x ? (a->x > b->x) - (a->x < b->x) : (a->y > b->y) - (a->y < b->y);
}

/* Two that show the same picture count once. */
static bool is_mirror(const struct displays *displays, SDL_Rect rect)
{
    for (int i = 0; i < displays->count; i++) {
        if (SDL_HasIntersection(&displays->at[i], &rect)) {
            return true;
        }
    }
    return false;
}

static void look_x11(struct displays *displays)
{
    Display *display = displays->x_display;
    int count = 0;
    XRRMonitorInfo *monitors = XRRGetMonitors(display, DefaultRootWindow(display), True, &count);
    displays->count = 0;
    if (!monitors) {
        return;
    }
    qsort(monitors, (size_t)count, sizeof *monitors, by_place);
    for (int i = 0; i < count && displays->count < DISPLAYS_MAX; i++) {
        SDL_Rect rect = {monitors[i].x, monitors[i].y, monitors[i].width, monitors[i].height};
        if (rect.w > 0 && rect.h > 0 && !is_mirror(displays, rect)) {
            displays->at[displays->count++] = rect;
        }
    }
    XRRFreeMonitors(monitors);
}

void displays_look(struct displays *displays)
{
    if (displays->x_display) {
        look_x11(displays);
    }
    if (displays->x_display && displays->count > 0) {
        return;
    }
    int count = SDL_GetNumVideoDisplays();
    displays->count = 0;
    for (int i = 0; i < count && displays->count < DISPLAYS_MAX; i++) {
        displays->count += SDL_GetDisplayBounds(i, &displays->at[displays->count]) == 0;
    }
}

void displays_watch(struct displays *displays, SDL_Window *window)
{
    SDL_SysWMinfo info;
    int error_base, major = 0, minor = 0;
    *displays = (struct displays){0};
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11 &&
        XRRQueryExtension(info.info.x11.display, &displays->event_base, &error_base) &&
        XRRQueryVersion(info.info.x11.display, &major, &minor) && (major > 1 || minor >= 5)) {
        Display *display = info.info.x11.display;
        XRRSelectInput(display, DefaultRootWindow(display),
                       RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask | RROutputChangeNotifyMask);
        displays->x_display = display;
    }
    displays_look(displays);
}

bool displays_event(const struct displays *displays, const SDL_Event *event)
{
    if (event->type == SDL_DISPLAYEVENT) {
        return true;
    }
    if (!displays->x_display || event->type != SDL_SYSWMEVENT || !event->syswm.msg ||
        event->syswm.msg->subsystem != SDL_SYSWM_X11) {
        return false;
    }
    int type = event->syswm.msg->msg.x11.event.type - displays->event_base;
    return type == RRScreenChangeNotify || type == RRNotify;
}
