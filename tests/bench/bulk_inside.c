/* Measures from inside what no command shows. Prints "WHAT MS" lines.
 *
 *   bulk_inside scan PEOPLE STORE PEOPLE STORE   scans by turns in two stores that bulk_make filled
 *   bulk_inside import STORE PACK                an import as the kiosk makes it, with scans in between
 *   bulk_inside lists STORE LECTURE              a lecture's sheet for staff, and the home screen's board
 */
#include "bulk_data.h"

#include "domain/faults.h"
#include "domain/sheet.h"
#include "service/board_load.h"
#include "service/check_in.h"
#include "service/import.h"
#include "service/sheet_load.h"
#include "service/staff.h"
#include "service/zone.h"
#include "store/attendance_table.h"
#include "store/lectures.h"
#include "store/pack_digest.h"
#include "store/pack_put.h"
#include "store/pack_table.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SCANS = 140, WARM_UP = 10, SCANS_MAX = 4096, MINUTE_MS = 60000 };

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(bool done, const struct err *err)
{
    if (!done) {
        fprintf(stderr, "bulk_inside: %s\n", err->text);
        exit(EXIT_FAILURE);
    }
}

/* --- one station --- */

struct station {
    struct store *store;
    struct check_in check_in;
    struct clock clock;
    uint32_t people, next; /* of bulk_data's */
    double decided_ms;     /* when the last scan was decided */
    double to_decision[SCANS_MAX], to_commit[SCANS_MAX];
    size_t scans;
};

static void note_decided(void *context, const struct outcome *outcome)
{
    (void)outcome;
    ((struct station *)context)->decided_ms = now_ms();
}

/* Five minutes before the first lecture. */
static void open_station(struct station *station, const char *path, uint32_t people)
{
    struct err err = {0};
    struct arena arena = {0};
    struct event event;
    struct programme programme;
    struct tally tally;
    int64_t generation;
    must(store_open(&station->store, path, STORE_WRITE, &err), &err);
    must(store_generation(station->store, &generation, &err), &err);
    must(lectures_load(station->store, generation, &arena, &event, &programme, NULL, &err), &err);
    must(zone_follow(event.zone, &err), &err);
    must(attendance_tally(station->store, programme.items[0].id, &tally, &err), &err);
    station->next = (uint32_t)tally.walk_in; /* whoever scanned here before came in the same order */
    clock_start_at(&station->clock, programme.items[0].start_ms - 5 * MINUTE_MS);
    arena_finish(&arena);
    store_tidy(station->store);
    station->people = people;
}

/* Somebody whom the first lecture does not expect, and who was not there yet: a new row. */
static void scan(struct station *station)
{
    struct err err = {0};
    struct outcome outcome;
    struct bulk_person person;
    uint32_t first = station->people / BULK_UNITS * BULK_UNITS_A_LECTURE, rest = station->people - first;
    bulk_person(first + (uint32_t)((uint64_t)station->next++ * 977 % rest), station->people, &person);
    struct check_in_request request = {.raw = person.badge,
                                       .method = METHOD_READER,
                                       .at_ms = clock_wall_ms(&station->clock),
                                       .pinned_lecture = "",
                                       .decided = note_decided,
                                       .decided_context = station};
    double begin = now_ms();
    must(check_in_run(&station->check_in, station->store, &station->clock, &request, &outcome, &err), &err);
    station->to_decision[station->scans] = station->decided_ms - begin;
    station->to_commit[station->scans] = now_ms() - begin;
    station->scans += station->scans + 1 < SCANS_MAX;
    if (outcome.kind != OUTCOME_WALK_IN) {
        fprintf(stderr, "bulk_inside: a scan came out as %s\n", outcome_word(outcome.kind));
        exit(EXIT_FAILURE);
    }
}

static void close_station(struct station *station)
{
    check_in_finish(&station->check_in);
    store_close(station->store);
}

/* --- scans --- */

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void tell(const char *what, double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    printf("%s-median %.4f\n%s-p99 %.4f\n", what, values[count / 2], what, values[count * 99 / 100]);
}

static void scan_both(char **words)
{
    static struct station few, many;
    open_station(&few, words[1], (uint32_t)strtoul(words[0], NULL, 10));
    open_station(&many, words[3], (uint32_t)strtoul(words[2], NULL, 10));
    for (int i = 0; i < SCANS; i++) {
        scan(&few);
        store_tidy(few.store); /* as the kiosk does when nobody waits */
        scan(&many);
        store_tidy(many.store);
        if (i + 1 == WARM_UP) {
            few.scans = many.scans = 0;
        }
    }
    tell("few-decided", few.to_decision, few.scans);
    tell("many-decided", many.to_decision, many.scans);
    tell("few-committed", few.to_commit, few.scans);
    tell("many-committed", many.to_commit, many.scans);
    close_station(&few);
    close_station(&many);
}

/* --- an import beside scans --- */

static double longest_ms;
static const char *longest_what = "";

/* What the store thread just did took so long. */
static void took(const char *what, double begin_ms)
{
    double ms = now_ms() - begin_ms;
    if (ms > longest_ms) {
        longest_ms = ms;
        longest_what = what;
    }
}

static void import_beside(const char *path, const char *pack_path)
{
    static struct station station;
    struct err err = {0};
    struct pack pack;
    struct faults faults;
    struct pack_digest digest;
    struct pack_put *put;
    int kept, steps = 0;
    must(import_read(pack_path, NULL, &pack, &faults, &err), &err);
    must(pack_digest_init(&digest, &pack, &err), &err);
    open_station(&station, path, (uint32_t)pack.people_count);
    double begin = now_ms(), at = begin;
    must(pack_put_begin(&put, station.store, &pack, &digest, PACK_PUT_SHARED, &err), &err);
    took("begin", at);
    for (bool more = true; more; steps++) {
        at = now_ms();
        must(pack_put_step(put, &more, &err), &err);
        took("step", at);
        if (steps % 4 == 0) {
            scan(&station);
        }
    }
    at = now_ms();
    must(staff_import(&station.check_in, station.store, &station.clock, "", put, &kept, &err), &err);
    pack_put_destroy(put);
    took("switch", at);
    scan(&station);
    for (bool more = true; more; steps++) {
        at = now_ms();
        must(pack_table_clear_some(station.store, &more, &err), &err);
        took("clear", at);
    }
    scan(&station);
    at = now_ms();
    store_tidy(station.store);
    took("tidy", at);
    printf("import %.1f\nlongest-step %.2f %s\nsteps %d\n", now_ms() - begin, longest_ms, longest_what,
           steps);
    tell("scan-beside", station.to_commit, station.scans);
    pack_digest_finish(&digest);
    pack_finish(&pack);
    faults_finish(&faults);
    close_station(&station);
}

/* --- lists --- */

static void load_lists(const char *path, const char *lecture)
{
    struct err err = {0};
    struct store *store;
    struct sheet sheet = {0};
    struct board board = {0};
    uint32_t *found;
    must(store_open(&store, path, STORE_READ, &err), &err);
    double begin = now_ms();
    must(sheet_load(&sheet, store, lecture, &err), &err);
    printf("sheet %.2f\nsheet-rows %zu\n", now_ms() - begin, sheet.row_count);
    found = calloc(sheet.row_count + 1, sizeof *found);
    begin = now_ms();
    size_t count =
        found ? sheet_select(&sheet, &(struct sheet_query){.text = "ZW", .sort = SHEET_BY_NAME}, found) : 0;
    printf("search %.2f\nsearch-rows %zu\n", now_ms() - begin, count);
    begin = now_ms();
    must(board_load(&board, store, &err), &err);
    printf("board %.3f\n", now_ms() - begin);
    free(found);
    sheet_finish(&sheet);
    board_finish(&board);
    store_close(store);
}

int main(int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[1], "scan") == 0) {
        scan_both(argv + 2);
    } else if (argc == 4 && strcmp(argv[1], "import") == 0) {
        import_beside(argv[2], argv[3]);
    } else if (argc == 4 && strcmp(argv[1], "lists") == 0) {
        load_lists(argv[2], argv[3]);
    } else {
        fputs("usage: bulk_inside scan PEOPLE STORE PEOPLE STORE | import STORE PACK | lists STORE LECTURE\n",
              stderr);
        return 2;
    }
    return EXIT_SUCCESS;
}
