/* Reader profiles against a roster: what is stored, what is refused, what the doctor finds. */
#include "service/reader_profile.h"

#include "domain/badge_profile.h"
#include "store/pack_table.h"
#include "store/settings.h"
#include "store/store.h"
#include "support/event_pack.h"

struct place {
    char folder[64];
    struct store *store;
    struct err err;
};

/* The six people of event_pack, whose badges become these; "" = none. */
static void start(struct place *place, const char *const badges[6])
{
    char path[128];
    struct pack pack;
    folder_make(place->folder);
    snprintf(path, sizeof path, "%s/store.db", place->folder);
    assert_true(store_open(&place->store, path, STORE_WRITE, &place->err));
    pack_make(&pack);
    for (size_t i = 0; i < 6; i++) {
        pack.people[i].badges = list_of(&pack.arena, badges[i]);
    }
    assert_true(pack_table_put(place->store, &pack, NULL, &place->err));
    pack_finish(&pack);
}

static void finish(struct place *place)
{
    store_close(place->store);
    folder_remove(place->folder);
}

static const char *stored(struct place *place)
{
    static char line[BADGE_PROFILE_SIZE];
    struct badge_profile profile;
    assert_true(reader_profile_load(place->store, &profile, &place->err));
    return badge_profile_write(&profile, line);
}

static void test_stored_and_loaded(void **state)
{
    (void)state;
    static const char *const badges[6] = {"0040856634", "0011211469", "0000000003、0000000004", "5", "6", ""};
    struct place place = {0};
    struct reader_settings settings;
    start(&place, badges);
    assert_true(reader_settings_load(place.store, &settings, &place.err));
    assert_string_equal(settings.source, "auto");
    assert_string_equal(settings.device, "");
    assert_int_equal(settings.baud, 9600);
    assert_string_equal(stored(&place), "form=as-is");
    assert_true(reader_profile_set(place.store, "prefix=;  form=8H->10D", &place.err));
    assert_string_equal(stored(&place), "form=8H->10D prefix=;");
    assert_false(reader_profile_set(place.store, "form=nonsense", &place.err));
    assert_non_null(strstr(place.err.text, "form=nonsense"));
    assert_false(settings_set(place.store, "reader.profile", "form=nonsense", &place.err));
    assert_false(settings_set(place.store, "reader.source", "telepathy", &place.err));
    assert_non_null(strstr(place.err.text, "serial"));
    assert_false(settings_set(place.store, "reader.baud", "9601", &place.err));
    assert_true(settings_set(place.store, "reader.device", "/dev/ttyUSB0", &place.err));
    assert_string_equal(stored(&place), "form=8H->10D prefix=;");
    finish(&place);
}

static void test_collisions_are_refused_with_their_people(void **state)
{
    (void)state;
    static const struct {
        const char *badges[6], *line;
        const char *names[2]; /* NULL = fine */
    } rows[] = {
        {{"0040856634", "026F6C3A", "3", "4", "5", ""}, "form=8H->10D", {"李明", "王大明"}},
        {{"0040856634", "026F6C3A", "3", "4", "5", ""}, "", {NULL}},
        {{"01026F6C3A", "02026F6C3A", "3", "4", "5", ""}, "form=10H->10D", {"李明", "王大明"}},
        {{"01026F6C3A", "02026F6C3A", "3", "4", "5", ""}, "form=10H", {NULL}},
        {{"1", "2", "0040856634", "0007302202", "5", ""}, "form=2H+4H->10D", {"欧阳小红", "赵强"}},
        {{"1", "2", "0040856634", "0007302202", "5", ""}, "form=8H->10D", {NULL}},
        {{"12", "2", "3", "4", "0012", ""}, "drop=yes", {"李明", "孙丽"}},
        {{"12", "2", "3", "4", "0012", ""}, "pad=4", {"李明", "孙丽"}},
        {{"12", "2", "3、0003", "4", "5", ""}, "pad=4", {NULL}}, /* one person's two badges */
        {{"1", "2", "3", "4", ";W006", ""}, "prefix=;", {"孙丽", "周游"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct place place = {0};
        start(&place, rows[i].badges);
        bool fine = rows[i].names[0] == NULL;
        assert_int_equal(reader_profile_set(place.store, rows[i].line, &place.err), fine);
        for (int k = 0; !fine && k < 2; k++) {
            assert_non_null(strstr(place.err.text, rows[i].names[k]));
        }
        assert_true(fine || strcmp(stored(&place), "form=as-is") == 0);
        finish(&place);
    }
}

static void test_doctor_asks_the_roster(void **state)
{
    (void)state;
    static const char *const badges[6] = {"0040856634", "0011211469", "0000000005", "0000000007", "", ""};
    static const char *const raws[] = {"026F6C3A\r", "00AB12CD\r"}, *const vague[] = {"00000005", "00000007"},
                             *const worker_nos[] = {"w005", "w006"}, *const carded[] = {"w001", "w002"};
    struct place place = {0};
    struct reader_finding finding;
    char line[BADGE_PROFILE_SIZE];
    start(&place, badges);
    assert_true(reader_profile_detect(place.store, raws, 2, &finding, &place.err));
    assert_int_equal(finding.verdict, READER_FOUND);
    assert_string_equal(badge_profile_write(&finding.candidates[0], line), "form=8H->10D end=cr");
    assert_true(reader_profile_detect(place.store, vague, 2, &finding, &place.err));
    assert_int_equal(finding.verdict, READER_UNDECIDED);
    /* a worker number is a badge of those who have none */
    assert_true(reader_profile_detect(place.store, worker_nos, 2, &finding, &place.err));
    assert_int_equal(finding.verdict, READER_FOUND);
    assert_true(reader_profile_detect(place.store, carded, 2, &finding, &place.err));
    assert_int_equal(finding.verdict, READER_NONE);
    finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stored_and_loaded),
                                       cmocka_unit_test(test_collisions_are_refused_with_their_people),
                                       cmocka_unit_test(test_doctor_asks_the_roster)};
    return cmocka_run_group_tests_name("reader profile", tests, NULL, NULL);
}
