#include "command/reader_bench.h"

#include "base/strings.h"
#include "command/session.h"
#include "domain/badge_profile.h"
#include "reader/queue.h"
#include "reader/readers.h"
#include "service/reader_profile.h"
#include "store/settings.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 50, LINE_SIZE = 256, CARDS_WANTED = 2 };

static const int speeds[] = {9600, 19200, 38400, 57600, 115200, 4800, 2400, 1200};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

struct bench {
    struct store *store;
    struct reader_settings settings;
    struct read_queue *queue;
    struct readers *grabbed, *serial; /* both are listened to: one finds out which it is */
    size_t speed;                     /* tried just now */
    char raws[READER_READS_MAX][READER_RAW_SIZE];
    const char *list[READER_READS_MAX];
    size_t count;
    const char *source; /* of the last read */
    struct reader_finding finding;
};

static void deliver(void *context, const struct reader_read *read)
{
    read_queue_put(context, read);
}

/* --- sources --- */

static bool start(struct bench *bench, enum reader_source source, int baud, struct readers **out,
                  struct err *err)
{
    enum reader_source chosen;
    reader_source_parse(bench->settings.source, &chosen);
    struct readers_config config = {.source = source,
                                    .device = source == chosen ? bench->settings.device : "",
                                    .folder = "/dev",
                                    .baud = baud,
                                    .deliver = deliver,
                                    .context = bench->queue};
    return readers_start(out, &config, err);
}

/* At the wrong speed a line is noise: the next one is tried. */
static bool try_next_speed(struct bench *bench, struct err *err)
{
    bench->speed = (bench->speed + 1) % SPEEDS;
    readers_stop(bench->serial);
    bench->serial = NULL;
    printf(str(STR_READER_NEXT_SPEED), speeds[bench->speed]);
    printf("\n");
    return start(bench, READER_SERIAL, speeds[bench->speed], &bench->serial, err);
}

static bool start_all(struct bench *bench, struct err *err)
{
    for (bench->speed = 0; bench->speed + 1 < SPEEDS && speeds[bench->speed] != bench->settings.baud;) {
        bench->speed++;
    }
    return read_queue_create(&bench->queue, err) &&
           start(bench, READER_EVDEV, bench->settings.baud, &bench->grabbed, err) &&
           start(bench, READER_SERIAL, bench->settings.baud, &bench->serial, err);
}

static void stop_all(struct bench *bench)
{
    if (bench->queue) {
        read_queue_close(bench->queue);
    }
    readers_stop(bench->grabbed);
    readers_stop(bench->serial);
    read_queue_destroy(bench->queue);
}

/* --- reads --- */

static bool had_already(const struct bench *bench, const char *raw)
{
    for (size_t i = 0; i < bench->count; i++) {
        if (strcmp(bench->raws[i], raw) == 0) {
            return true;
        }
    }
    return false;
}

static void say_finding(const struct bench *bench)
{
    char line[BADGE_PROFILE_SIZE];
    if (bench->count < CARDS_WANTED) {
        printf("%s\n", str(STR_READER_ANOTHER));
    } else if (bench->finding.verdict == READER_FOUND) {
        printf(str(STR_READER_PROPOSED), badge_profile_write(&bench->finding.candidates[0], line));
        printf("\n%s", bench->finding.lower_case ? str(STR_READER_LOWER_CASE) : "");
        printf("%s", bench->finding.lower_case ? "\n" : "");
    } else {
        printf("%s\n", str(bench->finding.verdict == READER_NONE ? STR_READER_NOBODY : STR_READER_UNDECIDED));
    }
}

static bool take_raw(struct bench *bench, const char *raw, const char *source, struct err *err)
{
    size_t len = strlen(raw);
    if (len >= READER_RAW_SIZE) {
        printf("%s\n", str(STR_OUTCOME_MISREAD_TEXT));
        return true;
    }
    if (bench->count < READER_READS_MAX && !had_already(bench, raw)) {
        memcpy(bench->raws[bench->count], raw, len + 1);
        bench->list[bench->count] = bench->raws[bench->count];
        bench->count++;
    }
    bench->source = source;
    if (!reader_profile_detect(bench->store, bench->list, bench->count, &bench->finding, err)) {
        return false;
    }
    say_finding(bench);
    return true;
}

/* The terminator belongs to what the doctor looks at. */
static bool take_read(struct bench *bench, const struct reader_read *read, struct err *err)
{
    static const char *const ends[BADGE_END_COUNT] = {"", "\r", "\n", "\r\n", "\t"};
    char raw[READER_RAW_SIZE + 2];
    bool serial = strstr(read->source, "tty") != NULL;
    bool noise = read->unreadable && (serial || !*read->raw);
    if (noise) {
        printf("%s\n", str(STR_OUTCOME_MISREAD_TEXT));
        return !serial || try_next_speed(bench, err);
    }
    snprintf(raw, sizeof raw, "%s%s", read->raw, ends[read->end]);
    return take_raw(bench, raw, serial ? "serial" : "evdev", err);
}

/* --- accepting --- */

static bool accept(struct bench *bench, struct err *err)
{
    char line[BADGE_PROFILE_SIZE], baud[READER_WORD_SIZE];
    snprintf(baud, sizeof baud, "%d", speeds[bench->speed]);
    badge_profile_write(&bench->finding.candidates[0], line);
    if (!reader_profile_set(bench->store, line, err) ||
        !settings_set(bench->store, "reader.source", bench->source, err)) {
        return false;
    }
    if (strcmp(bench->source, "serial") == 0 && !settings_set(bench->store, "reader.baud", baud, err)) {
        return false;
    }
    printf("%s\n", str(STR_READER_ACCEPTED));
    return true;
}

enum step { STEP_ON, STEP_DONE, STEP_FAILED };

/* A line at the terminal is a reader that types, or, empty, the answer to a proposal. */
static enum step take_line(struct bench *bench, struct err *err)
{
    char line[LINE_SIZE];
    if (!fgets(line, sizeof line, stdin)) {
        return STEP_FAILED;
    }
    line[strcspn(line, "\r\n")] = '\0';
    if (*line) {
        return take_raw(bench, line, "wedge", err) ? STEP_ON : STEP_FAILED;
    }
    if (bench->count < CARDS_WANTED || bench->finding.verdict != READER_FOUND) {
        return STEP_ON;
    }
    return accept(bench, err) ? STEP_DONE : STEP_FAILED;
}

static enum step next_step(struct bench *bench, struct err *err)
{
    struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
    struct reader_read read;
    if (read_queue_take(bench->queue, &read)) {
        return take_read(bench, &read, err) ? STEP_ON : STEP_FAILED;
    }
    return poll(&terminal, 1, LOOK_EVERY_MS) > 0 ? take_line(bench, err) : STEP_ON;
}

int reader_bench(struct store *store)
{
    struct err err = {0};
    struct bench bench = {.store = store, .source = "wedge"};
    enum step step = STEP_FAILED;
    if (reader_settings_load(store, &bench.settings, &err) && start_all(&bench, &err)) {
        printf("%s\n", str(STR_READER_SCAN));
        do {
            step = next_step(&bench, &err);
        } while (step == STEP_ON);
    }
    stop_all(&bench);
    if (err.code != ERR_NONE) {
        return session_failed(&err);
    }
    return step == STEP_DONE ? CLI_DONE : CLI_FAILED;
}
