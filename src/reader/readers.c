#include "reader/readers.h"

#include "base/clock.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "reader/serial.h"

#include <errno.h>
#include <libgen.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    LINES_MAX = 8,
    FIXED_POLLS = 2,  /* the wake-up and inotify */
    REOPEN_MS = 200,  /* a node that outlives its device must not keep the thread busy */
    RETRY_MS = 2000,  /* a device that is there and does not open: udev or a modem manager is at it */
    RETRIES_MAX = 30, /* after the last time anything was plugged */
    READ_BYTES = 4096,
    FRAMES_A_ROUND = 256, /* of one device, before the others have their turn */
    WATCHED = IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_DELETE
};

struct line {
    bool open, serial;
    int fd;
    struct evdev evdev;
    struct burst burst; /* a device's own: two readers at once never mix */
    char path[FIND_PATH_SIZE];
};

struct readers {
    struct readers_config config;
    char device[FIND_PATH_SIZE], folder[FIND_PATH_SIZE];
    struct clock clock; /* the system's */
    pthread_t thread;
    atomic_bool ending;
    atomic_int open_count;
    int wake_fd, inotify_fd;
    struct line lines[LINES_MAX];
    int64_t retry_at_ms; /* 0 = there is nothing to retry */
    int retries;
};

static void deliver(struct readers *readers, const struct line *line, struct reader_read *read)
{
    utf8_copy(read->source, sizeof read->source, line->path);
    readers->config.deliver(readers->config.context, read);
}

/* --- opening and closing --- */

static bool line_open(struct line *line, const char *path, bool serial, int baud)
{
    *line = (struct line){.serial = serial, .fd = -1};
    snprintf(line->path, sizeof line->path, "%s", path);
    if (serial) {
        line->fd = serial_open(path, baud, NULL);
        line->open = line->fd >= 0;
    } else {
        line->open = evdev_open(&line->evdev, path, NULL);
        line->fd = line->open ? line->evdev.fd : -1;
    }
    return line->open;
}

static void line_close(struct line *line)
{
    if (line->open && line->serial) {
        close(line->fd);
    }
    evdev_close(&line->evdev);
    *line = (struct line){0};
}

static void retry_later(struct readers *readers)
{
    if (readers->retries < RETRIES_MAX) {
        readers->retries++;
        readers->retry_at_ms = clock_mono_ms(&readers->clock) + RETRY_MS;
    }
}

/* The device is gone; it may be back already under the same name. */
static void lose(struct readers *readers, struct line *line)
{
    struct reader_read read;
    if (burst_cut(&line->burst, &read)) {
        deliver(readers, line, &read);
    }
    line_close(line);
    atomic_fetch_sub(&readers->open_count, 1);
    readers->retries = 0;
    readers->retry_at_ms = clock_mono_ms(&readers->clock) + REOPEN_MS;
}

static void take_device(struct readers *readers, const char *path, bool serial)
{
    struct line *unused = NULL;
    for (int i = 0; i < LINES_MAX; i++) {
        struct line *line = &readers->lines[i];
        if (line->open && strcmp(line->path, path) == 0) {
            return;
        }
        unused = line->open ? unused : line;
    }
    if (unused && line_open(unused, path, serial, readers->config.baud)) {
        atomic_fetch_add(&readers->open_count, 1);
    } else if (unused && access(path, F_OK) == 0) {
        retry_later(readers);
    }
}

static bool watch(struct readers *readers, const char *folder)
{
    return inotify_add_watch(readers->inotify_fd, folder, WATCHED) >= 0;
}

static void take_named(struct readers *readers)
{
    char folder[FIND_PATH_SIZE], input[FIND_PATH_SIZE];
    snprintf(folder, sizeof folder, "%s", readers->device);
    int len = snprintf(input, sizeof input, "%.100s/input/", readers->folder);
    bool below_input = strncmp(readers->device, input, (size_t)len) == 0;
    bool serial =
        readers->config.source == READER_SERIAL || (readers->config.source == READER_AUTO && !below_input);
    /* /dev/serial/by-id goes with the last device in it: then there is no folder to watch */
    if (!watch(readers, dirname(folder))) {
        readers->retries = 0;
        retry_later(readers);
    }
    take_device(readers, readers->device, serial);
}

static void take_found(struct readers *readers)
{
    struct found found;
    char input[FIND_PATH_SIZE];
    snprintf(input, sizeof input, "%.100s/input", readers->folder);
    watch(readers, readers->folder);
    watch(readers, input);
    find_devices(readers->folder, &found);
    for (size_t i = 0; i < found.count; i++) {
        if (find_may_take(&found, &found.devices[i], readers->config.source)) {
            take_device(readers, found.devices[i].path, found.devices[i].serial);
        }
    }
}

static void take_devices(struct readers *readers)
{
    readers->retry_at_ms = 0;
    if (*readers->device) {
        take_named(readers);
    } else {
        take_found(readers);
    }
}

/* --- reading --- */

static void read_serial(struct readers *readers, struct line *line)
{
    unsigned char bytes[READ_BYTES];
    struct reader_read read_done;
    ssize_t count = read(line->fd, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
        lose(readers, line);
        return;
    }
    int64_t now_ms = clock_mono_ms(&readers->clock);
    for (ssize_t i = 0; i < count; i++) {
        if (burst_byte(&line->burst, &readers->config.profile, bytes[i], now_ms, &read_done)) {
            deliver(readers, line, &read_done);
        }
    }
}

static void read_evdev(struct readers *readers, struct line *line)
{
    for (int i = 0; i < FRAMES_A_ROUND; i++) {
        struct input_event event;
        struct reader_read read_done;
        enum evdev_result result = evdev_next(&line->evdev, &event);
        if (result == EVDEV_GONE) {
            lose(readers, line);
        }
        if (result != EVDEV_EVENT) {
            return;
        }
        if (keys_feed(&line->evdev.keys, &line->burst, &readers->config.profile, &event, &read_done)) {
            deliver(readers, line, &read_done);
        }
    }
}

/* Something was plugged in or out in one of the folders. */
static void read_inotify(struct readers *readers)
{
    _Alignas(struct inotify_event) char events[4096];
    while (read(readers->inotify_fd, events, sizeof events) > 0) {
        readers->retries = 0;
        readers->retry_at_ms = clock_mono_ms(&readers->clock);
    }
}

/* --- the thread --- */

static void sooner(int64_t *deadline, int64_t candidate)
{
    if (candidate && (!*deadline || candidate < *deadline)) {
        *deadline = candidate;
    }
}

static int wait_ms(const struct readers *readers)
{
    int64_t deadline = readers->retry_at_ms;
    for (int i = 0; i < LINES_MAX; i++) {
        sooner(&deadline, readers->lines[i].open ? burst_deadline_ms(&readers->lines[i].burst) : 0);
    }
    int64_t left = deadline - clock_mono_ms(&readers->clock);
    return !deadline ? -1 : left < 0 ? 0 : (int)left;
}

/* Bytes that wait come first: a thread that was late must not take its own delay for a reader's pause. */
static void serve(struct readers *readers, struct line *line, short ready)
{
    struct reader_read read_done;
    if (ready && line->serial) {
        read_serial(readers, line);
    } else if (ready) {
        read_evdev(readers, line);
    } else if (burst_tick(&line->burst, &readers->config.profile, clock_mono_ms(&readers->clock),
                          &read_done)) {
        deliver(readers, line, &read_done);
    }
}

static void *work(void *context)
{
    struct readers *readers = context;
    take_devices(readers);
    while (!atomic_load(&readers->ending)) {
        struct pollfd polls[FIXED_POLLS + LINES_MAX] = {{.fd = readers->wake_fd, .events = POLLIN},
                                                        {.fd = readers->inotify_fd, .events = POLLIN}};
        for (int i = 0; i < LINES_MAX; i++) {
            polls[FIXED_POLLS + i].fd = readers->lines[i].open ? readers->lines[i].fd : -1;
            polls[FIXED_POLLS + i].events = POLLIN;
        }
        if (poll(polls, FIXED_POLLS + LINES_MAX, wait_ms(readers)) < 0 && errno != EINTR) {
            break;
        }
        if (polls[1].revents) {
            read_inotify(readers);
        }
        for (int i = 0; i < LINES_MAX; i++) {
            if (readers->lines[i].open) {
                serve(readers, &readers->lines[i], polls[FIXED_POLLS + i].revents);
            }
        }
        if (readers->retry_at_ms && clock_mono_ms(&readers->clock) >= readers->retry_at_ms) {
            take_devices(readers);
        }
    }
    for (int i = 0; i < LINES_MAX; i++) {
        line_close(&readers->lines[i]);
    }
    return NULL;
}

static void release(struct readers *readers)
{
    if (readers->inotify_fd >= 0) {
        close(readers->inotify_fd);
    }
    if (readers->wake_fd >= 0) {
        close(readers->wake_fd);
    }
    free(readers);
}

bool readers_start(struct readers **out, const struct readers_config *config, struct err *err)
{
    *out = NULL;
    if (config->source == READER_WEDGE) {
        return true;
    }
    struct readers *readers = calloc(1, sizeof *readers);
    if (!readers) {
        return err_memory(err);
    }
    readers->config = *config;
    snprintf(readers->device, sizeof readers->device, "%s", config->device);
    snprintf(readers->folder, sizeof readers->folder, "%s", config->folder);
    readers->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    readers->inotify_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    int failed = readers->wake_fd < 0 || readers->inotify_fd < 0
                     ? errno
                     : pthread_create(&readers->thread, NULL, work, readers);
    if (failed) {
        release(readers);
        return err_set(err, ERR_IO, str(STR_READER_CANNOT_START), err_reason(failed));
    }
    *out = readers;
    return true;
}

void readers_stop(struct readers *readers)
{
    if (!readers) {
        return;
    }
    atomic_store(&readers->ending, true);
    eventfd_write(readers->wake_fd, 1);
    pthread_join(readers->thread, NULL);
    release(readers);
}

int readers_open_count(const struct readers *readers)
{
    return readers ? atomic_load(&readers->open_count) : 0;
}
