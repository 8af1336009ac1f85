/* The reader doctor through the desk: whose cards they are, what is in the way, what staff may adopt. */
#include "service/desk.h"

#include "domain/badge_profile.h"
#include "service/reader_profile.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "support/event_pack.h"

struct place {
    char folder[64], path[128];
    struct clock clock;
    struct desk *desk;
    struct err err;
};

/* The six people of event_pack, whose badges become these; "" = none. */
static void start(struct place *place, const char *const badges[6], bool threaded)
{
    struct store *store = NULL;
    struct pack pack;
    folder_make(place->folder);
    snprintf(place->path, sizeof place->path, "%s/store.db", place->folder);
    assert_true(store_open(&store, place->path, STORE_WRITE, &place->err));
    pack_make(&pack);
    for (size_t i = 0; i < 6; i++) {
        pack.people[i].badges = list_of(&pack.arena, badges[i]);
    }
    assert_true(pack_table_put(store, &pack, NULL, &place->err));
    pack_finish(&pack);
    clock_hold_at(&place->clock, day_at(8, 45));
    struct desk_config config = {.store = store, .clock = &place->clock, .threaded = threaded};
    assert_true(desk_create(&place->desk, &config, &place->err));
}

static void finish(struct place *place)
{
    desk_destroy(place->desk);
    folder_remove(place->folder);
}

static struct reader_diagnosis diagnose(struct place *place, const char *const *raws, size_t count)
{
    struct desk_event event;
    uint32_t ticket = desk_diagnose(place->desk, raws, count);
    desk_settle(place->desk);
    assert_true(desk_poll(place->desk, &event));
    assert_int_equal(event.type, DESK_DIAGNOSIS);
    assert_int_equal(event.ticket, ticket);
    assert_non_null(event.diagnosis);
    struct reader_diagnosis diagnosis = *event.diagnosis;
    desk_event_drop(&event);
    return diagnosis;
}

static const char *const cards[6] = {"0040856634", "0011211469", "0000000005", "0000000007", "", ""};

static void test_found_with_the_names(void **state)
{
    (void)state;
    static const char *const raws[] = {"026F6C3A\r", "00AB12CD\r"};
    for (int threaded = 0; threaded < 2; threaded++) {
        struct place place = {0};
        start(&place, cards, threaded);
        struct reader_diagnosis diagnosis = diagnose(&place, raws, 2);
        assert_int_equal(diagnosis.finding.verdict, READER_FOUND);
        assert_int_equal(diagnosis.count, 2);
        assert_string_equal(diagnosis.cards[0].badge, "0040856634");
        assert_string_equal(diagnosis.cards[0].name, "李明");
        assert_string_equal(diagnosis.cards[0].worker_no, "W001");
        assert_string_equal(diagnosis.cards[1].name, "王大明");
        assert_string_equal(diagnosis.refusal, "");
        finish(&place);
    }
}

static void test_the_stranger_is_pointed_at(void **state)
{
    (void)state;
    static const char *const raws[] = {"026F6C3A", "7E57CA4D", "00AB12CD"}, *const all[] = {"ab", "cd", "ef"},
                             *const alone[] = {"zz"};
    struct place place = {0};
    start(&place, cards, false);
    struct reader_diagnosis diagnosis = diagnose(&place, raws, 3);
    assert_int_equal(diagnosis.finding.verdict, READER_NONE);
    assert_int_equal(diagnosis.stranger, 1);
    diagnosis = diagnose(&place, all, 3);
    assert_int_equal(diagnosis.finding.verdict, READER_NONE);
    assert_int_equal(diagnosis.stranger, -1);
    assert_int_equal(diagnose(&place, alone, 1).stranger, 0);
    assert_int_equal(diagnose(&place, alone, 0).finding.verdict, READER_NONE);
    finish(&place);
}

/* Two people whose cards this reader cannot tell apart: said before anything is adopted. */
static void test_a_collision_is_said_with_both_names(void **state)
{
    (void)state;
    static const char *const badges[6] = {"0040856634", "0011211469", "026F6C3A", "4", "5", ""};
    static const char *const raws[] = {"026F6C3A\r", "00AB12CD\r"};
    struct place place = {0};
    start(&place, badges, false);
    struct reader_diagnosis diagnosis = diagnose(&place, raws, 2);
    assert_int_equal(diagnosis.finding.verdict, READER_FOUND);
    assert_non_null(strstr(diagnosis.refusal, "李明"));
    assert_non_null(strstr(diagnosis.refusal, "欧阳小红"));
    finish(&place);
}

static struct staff_result adopt(struct place *place, const char *line)
{
    struct staff_request request = {.verb = STAFF_SETTING, .key = "reader.profile"};
    struct staff_result result = {0};
    struct desk_event event;
    snprintf(request.value, sizeof request.value, "%s", line);
    desk_staff(place->desk, &request);
    desk_settle(place->desk);
    while (desk_poll(place->desk, &event)) {
        result = event.type == DESK_STAFF ? event.staff : result;
        desk_event_drop(&event);
    }
    return result;
}

static void assert_stored(struct place *place, const char *line)
{
    char written[BADGE_PROFILE_SIZE];
    struct badge_profile profile;
    struct store *store = NULL;
    assert_true(store_open(&store, place->path, STORE_READ, &place->err));
    assert_true(reader_profile_load(store, &profile, &place->err));
    assert_string_equal(badge_profile_write(&profile, written), line);
    store_close(store);
}

static void test_staff_adopt_what_collides_with_nobody(void **state)
{
    (void)state;
    static const char *const badges[6] = {"0040856634", "026F6C3A", "3", "4", "5", ""};
    struct place place = {0};
    start(&place, badges, true);
    struct staff_result result = adopt(&place, "form=8H->10D");
    assert_false(result.done);
    assert_non_null(strstr(result.sentence, "李明"));
    assert_non_null(strstr(result.sentence, "王大明"));
    assert_stored(&place, "form=as-is");
    result = adopt(&place, "form=nonsense");
    assert_false(result.done);
    assert_non_null(strstr(result.sentence, "form=nonsense"));
    assert_true(adopt(&place, "prefix=\\x02 end=cr").done);
    assert_stored(&place, "form=as-is prefix=\\x02 end=cr");
    finish(&place);
}

/* What makes the kiosk start its readers anew: a change of the reader, and no other. */
static void test_a_changed_reader_is_noticed(void **state)
{
    (void)state;
    struct place place = {0};
    struct store *store = NULL;
    struct reader_settings settings;
    static const struct {
        struct staff_setting setting;
        bool differs;
    } rows[] = {{{"reader.source", "auto"}, false},
                {{"reader.baud", "9600"}, false},
                {{"reader.profile", "form=as-is"}, false},
                {{"volume", "1"}, false},
                {{"reader.profile", "no profile"}, false},
                {{"reader.source", "serial"}, true},
                {{"reader.device", "/dev/ttyUSB0"}, true},
                {{"reader.baud", "19200"}, true},
                {{"reader.profile", "form=8H->10D end=cr"}, true},
                {{"reader.profile", "end=cr  form=8H->10D"}, false}};
    start(&place, cards, false);
    assert_true(store_open(&store, place.path, STORE_READ, &place.err));
    assert_true(reader_settings_load(store, &settings, &place.err));
    store_close(store);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(reader_settings_take(&settings, &rows[i].setting, 1), rows[i].differs);
    }
    assert_string_equal(settings.source, "serial");
    assert_string_equal(settings.device, "/dev/ttyUSB0");
    assert_int_equal(settings.baud, 19200);
    assert_int_equal(settings.profile.from, CARD_8H);
    finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_found_with_the_names),
                                       cmocka_unit_test(test_the_stranger_is_pointed_at),
                                       cmocka_unit_test(test_a_collision_is_said_with_both_names),
                                       cmocka_unit_test(test_staff_adopt_what_collides_with_nobody),
                                       cmocka_unit_test(test_a_changed_reader_is_noticed)};
    return cmocka_run_group_tests_name("reader doctor", tests, NULL, NULL);
}
