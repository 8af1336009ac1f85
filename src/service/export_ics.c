#include "service/export_ics.h"

#include "format/ical_write.h"
#include "store/lectures.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { STATION_BYTES = 16 };

static bool make(struct store *store, const char *lecture_id, struct ical_writer *writer, struct arena *arena,
                 struct err *err)
{
    struct event event = {.title = ""};
    struct programme programme = {0};
    const struct lecture *lecture = NULL;
    int64_t generation;
    if (!store_generation(store, &generation, err) ||
        (generation != 0 && !lectures_load(store, generation, arena, &event, &programme, NULL, err))) {
        return false;
    }
    bool all = strcmp(lecture_id, "all") == 0;
    if (!all && !(lecture = programme_find(&programme, lecture_id))) {
        return err_set(err, ERR_NOT_FOUND, str(STR_LECTURE_UNKNOWN), lecture_id);
    }
    ical_write_begin(writer, event.title);
    for (size_t i = 0; i < programme.count; i++) {
        if (all || &programme.items[i] == lecture) {
            ical_write_lecture(writer, &programme.items[i]);
        }
    }
    ical_write_end(writer);
    return buf_ok(writer->out) || err_memory(err);
}

bool export_ics(struct store *store, const char *lecture_id, enum lang lang, int64_t now_ms,
                export_write *write, void *context, struct err *err)
{
    char station[2 * STATION_BYTES + 1];
    struct buf out = {0};
    struct arena arena = {0};
    struct ical_writer writer = {.out = &out, .station = station, .now_ms = now_ms, .lang = lang};
    for (int i = 0; i < STATION_BYTES; i++) {
        snprintf(station + 2 * i, 3, "%02x", store_station(store)[i]);
    }
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = make(store, lecture_id, &writer, &arena, err);
    store_snapshot_end(store);
    done = done && write(context, buf_text(&out), out.len, err);
    arena_finish(&arena);
    buf_finish(&out);
    return done;
}
