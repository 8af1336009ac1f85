/* Makes what the bulk bench measures with.
 *
 *   bulk_make pack FOLDER PEOPLE LECTURES   a pack; each is expected at every fourth lecture
 *   bulk_make records STORE                 signs everybody in wherever they are expected, through the log
 */
#include "bulk_data.h"

#include "domain/programme.h"
#include "service/zone.h"
#include "store/db.h"
#include "store/lectures.h"
#include "store/log.h"
#include "store/people.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_A_TRANSACTION = 50000, MINUTE_MS = 60000 };

static int fail(const char *what)
{
    fprintf(stderr, "bulk_make: %s\n", what);
    return EXIT_FAILURE;
}

/* --- the pack --- */

static FILE *open_table(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "w");
}

static void put_programme(FILE *file, int lectures)
{
    fputs("编号,日期,开始,结束,主题,形式,地点,主讲人,面向\r\n", file);
    for (int i = 0; i < lectures; i++) {
        int month = 11 + i / 28; /* from January 2026 */
        fprintf(file, "L%03d,%d-%02d-%02d,09:00,10:30,岗位练兵第%d讲,辅导讲座,一号车间大厅,王师傅,", i + 1,
                2026 + month / 12, month % 12 + 1, i % 28 + 1, i + 1);
        for (int k = 0; k < BULK_UNITS_A_LECTURE; k++) {
            fprintf(file, "%s第%d车间", k ? "、" : "", bulk_lecture_unit(i, k) + 1);
        }
        fputs("\r\n", file);
    }
}

static void put_people(FILE *file, uint32_t people)
{
    fputs("工号,姓名,工牌号,部门,班组,角色\r\n", file);
    for (uint32_t i = 0; i < people; i++) {
        struct bulk_person person;
        bulk_person(i, people, &person);
        fprintf(file, "%s,%s,%s,%s,%s,职工\r\n", person.worker_no, person.name, person.badge, person.unit,
                person.team);
    }
}

static int make_pack(const char *folder, uint32_t people, int lectures)
{
    FILE *event = open_table(folder, "event.csv"), *programme = open_table(folder, "programme.csv"),
         *roster = open_table(folder, "people.csv");
    if (!event || !programme || !roster) {
        return fail("the pack cannot be written");
    }
    fputs("项目,值\r\n活动名称,岗位练兵月\r\n主办单位,市总工会\r\n报送邮箱,a@example.com\r\n", event);
    put_programme(programme, lectures);
    put_people(roster, people);
    bool done = fclose(event) == 0;
    done &= fclose(programme) == 0;
    done &= fclose(roster) == 0;
    return done ? EXIT_SUCCESS : fail("the pack cannot be written");
}

/* --- records --- */

struct one {
    char code[BADGE_TEXT_SIZE], badge[BADGE_TEXT_SIZE];
    uint32_t group;
};

struct maker {
    struct store *store;
    struct arena arena;
    struct event event;
    struct programme programme;
    struct one *people;
    size_t count, capacity;
    const char **units; /* one a group */
    size_t unit_count;
    int64_t rows;
};

static bool take_person(void *context, const struct people_line *line, struct err *err)
{
    struct maker *maker = context;
    if (maker->count == maker->capacity) {
        maker->capacity = maker->capacity ? maker->capacity * 2 : 1024;
        maker->people = realloc(maker->people, maker->capacity * sizeof *maker->people);
        maker->units = realloc(maker->units, maker->capacity * sizeof *maker->units);
    }
    if (!maker->people || !maker->units) {
        return err_memory(err);
    }
    if (maker->unit_count == 0 || strcmp(maker->units[maker->unit_count - 1], line->unit) != 0) {
        maker->units[maker->unit_count++] = arena_strdup(&maker->arena, line->unit);
    }
    struct one *one = &maker->people[maker->count++];
    snprintf(one->code, sizeof one->code, "%s", line->code);
    snprintf(one->badge, sizeof one->badge, "%.*s", (int)line->first_badge_len, line->first_badge);
    one->group = (uint32_t)maker->unit_count - 1;
    return true;
}

static bool append(struct maker *maker, const struct lecture *lecture, const struct one *one, int64_t at_ms,
                   struct err *err)
{
    static const unsigned char boot_id[16] = {1};
    unsigned char person[TOKEN_BYTES], badge[TOKEN_BYTES];
    if (!meaning_make(maker->store, MEANING_PERSON, one->code, person, err) ||
        !meaning_make(maker->store, MEANING_BADGE, one->badge, badge, err)) {
        return false;
    }
    struct log_row row = {.kind = "sign_in",
                          .lecture = lecture->id,
                          .person = person,
                          .badge = badge,
                          .method = "reader",
                          .status = at_ms > lecture->start_ms + 10 * MINUTE_MS ? "late" : "on_time",
                          .at_ms = at_ms,
                          .zone_offset_s = 8 * 3600,
                          .boot_id = boot_id,
                          .boot_ms = at_ms - lecture->start_ms +
                                     (int64_t)24 * 60 * MINUTE_MS * (lecture - maker->programme.items + 1)};
    if (!log_append(maker->store, &row, err)) {
        return false;
    }
    maker->rows++;
    return maker->rows % ROWS_A_TRANSACTION != 0 ||
           (store_commit(maker->store, err) && store_begin(maker->store, err));
}

/* In the order of people who come from everywhere: a step that shares no factor with their number. */
static bool sign_in_all(struct maker *maker, const struct lecture *lecture, struct err *err)
{
    size_t step = 7919, expected = (size_t)lecture->expected, came = 0;
    for (size_t i = 0; i < maker->count; i++) {
        const struct one *one = &maker->people[i * step % maker->count];
        if (!lecture_expects(lecture, maker->units[one->group], "", "")) {
            continue;
        }
        int64_t at_ms = lecture->start_ms - 29 * MINUTE_MS + (int64_t)(came++ * 42 * MINUTE_MS / expected);
        if (!append(maker, lecture, one, at_ms, err)) {
            return false;
        }
    }
    return true;
}

static bool make_all(struct maker *maker, struct err *err)
{
    int64_t generation;
    if (!store_generation(maker->store, &generation, err) ||
        !lectures_load(maker->store, generation, &maker->arena, &maker->event, &maker->programme, NULL,
                       err) ||
        !zone_follow(maker->event.zone, err) ||
        !people_each(maker->store, generation, take_person, maker, err) || !store_begin(maker->store, err)) {
        return false;
    }
    db_work_much(maker->store, true);
    db_leave_log(maker->store, true);
    bool done = true;
    for (size_t i = 0; done && i < maker->programme.count; i++) {
        done = sign_in_all(maker, &maker->programme.items[i], err);
    }
    done = done && store_commit(maker->store, err);
    db_leave_log(maker->store, false);
    db_work_much(maker->store, false);
    store_tidy(maker->store);
    return done;
}

static int make_records(const char *path)
{
    struct err err = {0};
    struct maker maker = {0};
    bool done = store_open(&maker.store, path, STORE_WRITE, &err) && make_all(&maker, &err);
    store_close(maker.store);
    free(maker.people);
    free(maker.units);
    arena_finish(&maker.arena);
    if (!done) {
        return fail(err.text);
    }
    printf("%lld\n", (long long)maker.rows);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "pack") == 0) {
        return make_pack(argv[2], (uint32_t)strtoul(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10));
    }
    if (argc == 3 && strcmp(argv[1], "records") == 0) {
        return make_records(argv[2]);
    }
    return fail("usage: bulk_make pack FOLDER PEOPLE LECTURES | records STORE");
}
