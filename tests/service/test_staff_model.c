/* Ten thousand random scans, corrections by staff, clock jumps and restarts against a simple model: a list of
 * what happened, asked anew from the first line every time. What the store derives must be the same after
 * every step. */
#include "domain/scan.h"
#include "service/check_in.h"
#include "service/sheet_load.h"
#include "service/staff.h"
#include "service/verify.h"

#include "store/db.h"
#include "store/derived.h"
#include "store/pack_table.h"
#include "store/store.h"
#include "support/event_pack.h"

enum { STEPS = 10000, RECORDS_MAX = 16000, OPS_MAX = 12000, LECTURES = 3, PEOPLE_MAX = 10, BADGES = 13 };

static const char *const lecture_ids[LECTURES] = {"L1", "L2", "L3"};
static const char *const badges[BADGES] = {"1001", "1002", "1003", "0001003", "1004", "1005", "W006",
                                           "9001", "9002", "9003", "9004",    "9005", "9006"};
static const int roster_owner[BADGES] = {0, 1, 2, 2, 3, 4, 5, -1, -1, -1, -1, -1, -1};

/* --- the model --- */

struct model_record {
    char kind;                      /* i in, o out, u unknown */
    int person, lecture, badge, op; /* -1 = none */
    int64_t at_ms, boot_ms;
    int boot;
    enum sheet_status status;
    bool early;
    int last_effect; /* index + 1; 0 = none; as are the next two */
    int before_of_line, before_of_badge;
};

enum op_kind { OP_SUPPLEMENT, OP_VOID, OP_LINK, OP_REPLACE, OP_GATE, OP_MOVE, OP_PIN, OP_ANCHOR };

struct model_op {
    enum op_kind kind;
    bool undone;
    int person, badge; /* LINK, REPLACE */
    int lecture;
    int64_t value;
    int boot;
    int64_t boot_ms;
};

/* Rows that one op took back, or whose time it set. */
struct model_effect {
    int op, record;
    bool retimes;
    int64_t value;
    enum sheet_status status;
    bool early;
    int before; /* the one before it on the same record, index + 1 */
};

/* A badge changes hands. */
struct model_hand {
    int op, badge, person;
};

struct model {
    struct model_record records[RECORDS_MAX];
    int record_count;
    int last_of_line[PEOPLE_MAX][LECTURES], last_of_badge[BADGES]; /* chains of records, newest first */
    struct model_op ops[OPS_MAX];
    int op_count;
    struct model_effect effects[RECORDS_MAX * 2];
    int effect_count;
    struct model_hand hands[OPS_MAX];
    int hand_count;
    int64_t planned[LECTURES];
    struct person_of_model {
        bool known;
        const char *unit, *code;
        bool guest;
    } people[PEOPLE_MAX];
    int people_count;
    /* clock: the last row, and jumps seen */
    bool has_row;
    int row_boot;
    int64_t row_wall, row_boot_ms;
    struct {
        int boot;
        int64_t boot_ms;
    } jumps[OPS_MAX];
    int jump_count;
};

static struct model model;

static bool op_holds(int op)
{
    return op < 0 || !model.ops[op].undone;
}

static bool record_holds(int record)
{
    if (!op_holds(model.records[record].op)) {
        return false;
    }
    for (int i = model.records[record].last_effect; i > 0; i = model.effects[i - 1].before) {
        const struct model_effect *effect = &model.effects[i - 1];
        if (!effect->retimes && op_holds(effect->op)) {
            return false;
        }
    }
    return true;
}

static const struct model_effect *retime_of(int record)
{
    for (int i = model.records[record].last_effect; i > 0; i = model.effects[i - 1].before) {
        const struct model_effect *effect = &model.effects[i - 1];
        if (effect->retimes && op_holds(effect->op)) {
            return effect;
        }
    }
    return NULL;
}

static int owner_of(int badge)
{
    int owner = roster_owner[badge];
    for (int i = 0; i < model.hand_count; i++) {
        if (model.hands[i].badge == badge && op_holds(model.hands[i].op)) {
            owner = model.hands[i].person;
        }
    }
    return owner;
}

struct model_line {
    bool present, by_staff, early, doubtful;
    enum sheet_status status;
    int64_t in_ms, out_ms;
};

static bool boot_is_doubtful(int boot)
{
    for (int i = 0; i < model.jump_count; i++) {
        bool set_right = false;
        for (int k = 0; k < model.op_count && model.jumps[i].boot == boot; k++) {
            const struct model_op *op = &model.ops[k];
            set_right |= op->kind == OP_ANCHOR && !op->undone && op->boot == boot &&
                         op->boot_ms >= model.jumps[i].boot_ms;
        }
        if (model.jumps[i].boot == boot && !set_right) {
            return true;
        }
    }
    return false;
}

static struct model_line line_of(int person, int lecture)
{
    struct model_line line = {0};
    for (int i = 0; i < model.record_count; i++) {
        const struct model_record *record = &model.records[i];
        if (record->person != person || record->lecture != lecture || record->kind == 'u' ||
            !record_holds(i)) {
            continue;
        }
        const struct model_effect *retime = retime_of(i);
        int64_t at_ms = retime ? retime->value : record->at_ms;
        if (record->kind == 'i' && (!line.present || at_ms <= line.in_ms)) {
            line.present = true;
            line.in_ms = at_ms;
            line.status = retime ? retime->status : record->status;
            line.by_staff = record->op >= 0 || retime;
            line.doubtful = !line.by_staff && boot_is_doubtful(record->boot);
        }
    }
    for (int i = 0; line.present && i < model.record_count; i++) {
        const struct model_record *record = &model.records[i];
        const struct model_effect *retime = retime_of(i);
        int64_t at_ms = retime ? retime->value : record->at_ms;
        if (record->kind == 'o' && record->person == person && record->lecture == lecture &&
            record_holds(i) && at_ms >= line.in_ms && (!line.out_ms || at_ms < line.out_ms)) {
            line.out_ms = at_ms;
            line.early = retime ? retime->early : record->early;
        }
    }
    return line;
}

static bool badge_is_unknown_at(int badge, int lecture)
{
    bool there = false;
    for (int i = model.last_of_badge[badge] - 1; i >= 0; i = model.records[i].before_of_badge - 1) {
        const struct model_record *record = &model.records[i];
        bool claim = record->kind == 'i' && record->op >= 0 && model.ops[record->op].kind == OP_LINK;
        if (record->lecture != lecture || (record->kind != 'u' && !claim) || !record_holds(i)) {
            continue;
        }
        if (claim) {
            return false;
        }
        there = true;
    }
    return there;
}

static const struct model_op *last_op(enum op_kind kind, int lecture)
{
    for (int i = model.op_count; i-- > 0;) {
        const struct model_op *op = &model.ops[i];
        if (op->kind == kind && !op->undone && (lecture < 0 || op->lecture == lecture)) {
            return op;
        }
    }
    return NULL;
}

/* --- the store beside it --- */

struct run {
    char folder[64], path[128];
    struct store *store;
    struct pack pack;
    struct check_in check_in;
    struct clock clock;
    struct err err;
    int boot;
    int64_t wall_ms, boot_ms;
    uint32_t seed;
};

static uint32_t draw(struct run *run, uint32_t below)
{
    run->seed = run->seed * 1664525u + 1013904223u;
    return (run->seed >> 8) % below;
}

static void set_clock(struct run *run)
{
    /* not marked as simulated: its jumps are to be noticed */
    run->clock =
        (struct clock){.manual = true, .manual_wall_ms = run->wall_ms, .manual_mono_ms = run->boot_ms};
    run->check_in.have_boot_id = true;
    memset(run->check_in.boot_id, run->boot & 0xFF, sizeof run->check_in.boot_id);
    run->check_in.boot_id[0] = (unsigned char)(run->boot >> 8);
}

static void pass_time(struct run *run, int64_t ms)
{
    run->wall_ms += ms;
    run->boot_ms += ms;
    set_clock(run);
}

static void open_store(struct run *run)
{
    if (!store_open(&run->store, run->path, STORE_WRITE, &run->err)) {
        fail_msg("%s", run->err.text);
    }
    assert_int_equal(sqlite3_exec(run->store->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
}

static void restart(struct run *run)
{
    check_in_finish(&run->check_in);
    store_close(run->store);
    open_store(run);
    run->check_in = (struct check_in){0};
    if (draw(run, 2)) {
        run->boot++; /* the power was off */
        run->boot_ms = 1000 + draw(run, 60000);
    }
    set_clock(run);
}

/* A row goes into the log now: has the clock jumped since the one before? */
static void model_row(struct run *run)
{
    if (model.has_row) {
        int64_t wall = run->wall_ms - model.row_wall, boot = run->boot_ms - model.row_boot_ms;
        bool jumped = model.row_boot == run->boot ? llabs(wall - boot) > 2000 : wall < 0;
        if (jumped) {
            model.jumps[model.jump_count].boot = run->boot;
            model.jumps[model.jump_count++].boot_ms = run->boot_ms;
        }
    }
    model.has_row = true;
    model.row_boot = run->boot;
    model.row_wall = run->wall_ms;
    model.row_boot_ms = run->boot_ms;
}

static int lecture_index(const char *id)
{
    for (int i = 0; i < LECTURES; i++) {
        if (strcmp(lecture_ids[i], id) == 0) {
            return i;
        }
    }
    return -1;
}

static int add_record(struct run *run, char kind, int person, int lecture, int badge, int op, int64_t at_ms)
{
    assert_true(model.record_count < RECORDS_MAX);
    model.records[model.record_count] = (struct model_record){.kind = kind,
                                                              .person = person,
                                                              .lecture = lecture,
                                                              .badge = badge,
                                                              .op = op,
                                                              .at_ms = at_ms,
                                                              .boot = run->boot,
                                                              .boot_ms = run->boot_ms};
    struct model_record *record = &model.records[model.record_count++];
    if (person >= 0 && lecture >= 0) {
        record->before_of_line = model.last_of_line[person][lecture];
        model.last_of_line[person][lecture] = model.record_count;
    }
    if (badge >= 0) {
        record->before_of_badge = model.last_of_badge[badge];
        model.last_of_badge[badge] = model.record_count;
    }
    return model.record_count - 1;
}

static int add_op(struct run *run, enum op_kind kind)
{
    assert_true(model.op_count < OPS_MAX);
    model.ops[model.op_count] = (struct model_op){
        .kind = kind, .person = -1, .badge = -1, .lecture = -1, .boot = run->boot, .boot_ms = run->boot_ms};
    return model.op_count++;
}

static void add_effect(int op, int record, bool retimes, int64_t value, enum sheet_status status)
{
    assert_true(model.effect_count < RECORDS_MAX * 2);
    model.effects[model.effect_count++] = (struct model_effect){.op = op,
                                                                .record = record,
                                                                .retimes = retimes,
                                                                .value = value,
                                                                .status = status,
                                                                .before = model.records[record].last_effect};
    model.records[record].last_effect = model.effect_count;
}

/* The programme as the model has it, for the pure decision. */
static void model_programme(struct run *run, struct lecture items[LECTURES], struct programme *programme)
{
    for (int i = 0; i < LECTURES; i++) {
        items[i] = run->pack.programme.items[i];
        int at = lecture_index(items[i].id);
        const struct model_op *move = last_op(OP_MOVE, at), *gate = last_op(OP_GATE, at);
        int64_t by_ms = move ? move->value - model.planned[at] : 0;
        items[i].start_ms += by_ms;
        items[i].end_ms += by_ms;
        items[i].gate = gate ? (enum gate)gate->value : GATE_BY_TIME;
    }
    *programme = (struct programme){items, LECTURES};
    programme_sort(programme);
}

static enum sheet_status status_at(const struct lecture *lecture, int person, int64_t at_ms)
{
    const struct person_of_model *who = &model.people[person];
    if (who->guest || !lecture_expects(lecture, who->unit, "", who->code)) {
        return SHEET_WALK_IN;
    }
    return programme_whole_second_ms(at_ms) > lecture_late_after_ms(lecture) ? SHEET_LATE : SHEET_ON_TIME;
}

/* --- steps --- */

static void step_scan(struct run *run)
{
    int badge = (int)draw(run, BADGES), person = owner_of(badge);
    struct lecture items[LECTURES];
    struct programme programme;
    model_programme(run, items, &programme);
    struct attendance_record records[LECTURES] = {{0}};
    int there[LECTURES];
    for (int i = 0; i < LECTURES; i++) {
        int at = lecture_index(items[i].id);
        there[i] = 0;
        for (int p = 0; p < model.people_count; p++) {
            there[i] += line_of(p, at).present;
        }
        if (person >= 0) {
            struct model_line line = line_of(person, at);
            records[i] = (struct attendance_record){line.present, line.in_ms, line.out_ms != 0, line.out_ms};
        }
    }
    const struct model_op *pin = last_op(OP_PIN, -1);
    const struct person_of_model *who = person >= 0 ? &model.people[person] : NULL;
    struct attendance_query query = {.now_ms = run->wall_ms,
                                     .programme = &programme,
                                     .records = who ? records : NULL,
                                     .known = who != NULL,
                                     .off_roster = who && who->guest,
                                     .unit = who ? who->unit : "",
                                     .team = "",
                                     .code = who ? who->code : "",
                                     .venue = "",
                                     .pinned_lecture =
                                         pin && pin->lecture >= 0 ? lecture_ids[pin->lecture] : "",
                                     .signed_in = there};
    struct attendance_decision decision = attendance_decide(&query);
    struct outcome out;
    struct check_in_request request = {
        .raw = badges[badge], .method = METHOD_READER, .at_ms = run->wall_ms, .pinned_lecture = ""};
    if (!check_in_run(&run->check_in, run->store, &run->clock, &request, &out, &run->err)) {
        fail_msg("%s", run->err.text);
    }
    if (out.kind != decision.kind) {
        fail_msg("badge %s of %d at %lld: %s, the model says %s (%s, %s)", badges[badge], person,
                 (long long)run->wall_ms, outcome_word(out.kind), outcome_word(decision.kind), out.lecture_id,
                 decision.lecture ? decision.lecture->id : "-");
    }
    assert_string_equal(out.lecture_id, decision.lecture ? decision.lecture->id : "");
    if (!decision.record) {
        return;
    }
    model_row(run);
    int lecture = decision.lecture ? lecture_index(decision.lecture->id) : -1;
    char kind = decision.kind == OUTCOME_UNKNOWN ? 'u' : decision.kind == OUTCOME_SIGNED_OUT ? 'o' : 'i';
    int record = add_record(run, kind, person, lecture, badge, -1, run->wall_ms);
    model.records[record].early = decision.early;
    model.records[record].status = decision.kind == OUTCOME_LATE      ? SHEET_LATE
                                   : decision.kind == OUTCOME_WALK_IN ? SHEET_WALK_IN
                                                                      : SHEET_ON_TIME;
}

/* A reader is unplugged a few characters into a badge: what came of it is no scan. */
static void step_unplug(struct run *run)
{
    struct scan scan = {0};
    int count = 1 + (int)draw(run, SCAN_MIN_CHARS - 1);
    bool again;
    for (int i = 0; i < count; i++) {
        struct scan_key key = {.type = SCAN_KEY_CHAR, .c = badges[3][i], .at_ms = run->boot_ms + 6 * i};
        assert_int_equal(scan_key(&scan, &key, &again).type, SCAN_NOTHING);
    }
    assert_int_equal(scan_tick(&scan, run->boot_ms + 1000).type, SCAN_TYPING);
}

static bool act(struct run *run, struct staff_request *request)
{
    struct staff_result result;
    snprintf(request->operator_name, sizeof request->operator_name, "值班员");
    snprintf(request->reason, sizeof request->reason, "核实");
    if (!staff_do(&run->check_in, run->store, &run->clock, request, &result, &run->err)) {
        fail_msg("%s", run->err.text);
    }
    assert_true(result.sentence[0] != '\0');
    if (result.done) {
        model_row(run);
    }
    return result.done;
}

static const struct lecture *find_in(const struct programme *programme, int lecture)
{
    return programme_find(programme, lecture_ids[lecture]);
}

static void step_supplement(struct run *run, const struct programme *programme)
{
    int person = (int)draw(run, (uint32_t)model.people_count), at = (int)draw(run, LECTURES);
    const struct lecture *lecture = find_in(programme, at);
    struct staff_request request = {.verb = STAFF_SUPPLEMENT};
    snprintf(request.lecture, sizeof request.lecture, "%s", lecture_ids[at]);
    snprintf(request.code, sizeof request.code, "%s", model.people[person].code);
    if (draw(run, 2)) {
        request.at_ms = lecture->start_ms + ((int)draw(run, 40) - 10) * (int64_t)MINUTE_MS;
    }
    int64_t came_ms = request.at_ms ? request.at_ms : lecture->start_ms;
    struct model_line line = line_of(person, at);
    bool expected = !(line.present && came_ms >= line.in_ms);
    assert_int_equal(act(run, &request), expected);
    if (expected) {
        int record = add_record(run, 'i', person, at, -1, add_op(run, OP_SUPPLEMENT), came_ms);
        model.records[record].status = status_at(lecture, person, came_ms);
    }
}

static void step_void(struct run *run)
{
    struct staff_request request = {.verb = STAFF_VOID};
    int at = (int)draw(run, LECTURES), hit = 0;
    bool of_badge = draw(run, 3) == 0;
    int who = (int)draw(run, of_badge ? BADGES : (uint32_t)model.people_count);
    snprintf(request.lecture, sizeof request.lecture, "%s", lecture_ids[at]);
    snprintf(of_badge ? request.badge : request.code, sizeof request.code, "%s",
             of_badge ? badges[who] : model.people[who].code);
    int targets[512];
    for (int i = 0; i < model.record_count && hit < 512; i++) {
        const struct model_record *record = &model.records[i];
        bool meant = of_badge ? record->kind == 'u' && record->badge == who
                              : record->kind != 'u' && record->person == who;
        if (meant && record->lecture == at && record_holds(i)) {
            targets[hit++] = i;
        }
    }
    assert_int_equal(act(run, &request), hit > 0);
    int op = hit > 0 ? add_op(run, OP_VOID) : -1;
    for (int i = 0; i < hit; i++) {
        add_effect(op, targets[i], false, 0, SHEET_ABSENT);
    }
}

/* The badge is given to the person, and is the person's at every lecture where it was unknown. */
static void model_link(struct run *run, const struct programme *programme, int op, int badge, int person)
{
    bool seen[LECTURES] = {false};
    int until = model.record_count;
    model.hands[model.hand_count++] = (struct model_hand){op, badge, person};
    for (int i = 0; i < until; i++) {
        const struct model_record record = model.records[i];
        if (record.kind != 'u' || record.badge != badge || record.lecture < 0 || !record_holds(i)) {
            continue;
        }
        bool earliest = !seen[record.lecture];
        for (int k = 0; k < until && earliest; k++) {
            const struct model_record *other = &model.records[k];
            earliest = !(other->kind == 'u' && other->badge == badge && other->lecture == record.lecture &&
                         other->at_ms < record.at_ms && record_holds(k));
        }
        if (earliest) {
            seen[record.lecture] = true;
            int claim = add_record(run, 'i', person, record.lecture, badge, op, record.at_ms);
            model.records[claim].status = status_at(find_in(programme, record.lecture), person, record.at_ms);
        }
    }
}

static void step_link(struct run *run, const struct programme *programme, bool replace)
{
    struct staff_request request = {.verb = replace ? STAFF_REPLACE : STAFF_LINK};
    int person = (int)draw(run, (uint32_t)model.people_count), badge = (int)draw(run, BADGES), owned = 0;
    bool with_badge = !replace || draw(run, 3) > 0;
    snprintf(request.code, sizeof request.code, "%s", model.people[person].code);
    snprintf(request.badge, sizeof request.badge, "%s", with_badge ? badges[badge] : "");
    if (badge == 6) {
        return; /* a worker number */
    }
    int owner = owner_of(badge);
    for (int i = 0; i < BADGES; i++) {
        owned += i != 6 && owner_of(i) == person;
    }
    bool free_badge = !with_badge || owner < 0 || owner == person;
    bool expected = free_badge && (with_badge || owned > 0);
    assert_int_equal(act(run, &request), expected);
    if (!expected) {
        return;
    }
    int op = add_op(run, replace ? OP_REPLACE : OP_LINK);
    for (int i = 0; replace && i < BADGES; i++) {
        if (i != 6 && owner_of(i) == person) {
            model.hands[model.hand_count++] = (struct model_hand){op, i, -1};
        }
    }
    if (with_badge) {
        model.ops[op].kind = OP_LINK; /* its claims count as such */
        model_link(run, programme, op, badge, person);
    }
}

static void step_register(struct run *run, const struct programme *programme)
{
    static char codes[PEOPLE_MAX][16];
    if (model.people_count == PEOPLE_MAX) {
        return;
    }
    struct staff_request request = {.verb = STAFF_REGISTER};
    int at = (int)draw(run, LECTURES), person = model.people_count;
    snprintf(request.lecture, sizeof request.lecture, "%s", lecture_ids[at]);
    assert_true(act(run, &request));
    snprintf(codes[person], sizeof codes[person], "LS%03d", person - 5);
    model.people[model.people_count++] = (struct person_of_model){true, "", codes[person], true};
    int record = add_record(run, 'i', person, at, -1, add_op(run, OP_SUPPLEMENT), run->wall_ms);
    model.records[record].status = SHEET_WALK_IN;
    (void)programme;
}

static void step_undo(struct run *run)
{
    struct staff_request request = {.verb = STAFF_UNDO};
    int last = model.op_count - 1;
    while (last >= 0 && model.ops[last].undone) {
        last--;
    }
    assert_int_equal(act(run, &request), last >= 0);
    if (last >= 0) {
        model.ops[last].undone = true;
    }
}

static void step_event(struct run *run, const struct programme *programme)
{
    int at = (int)draw(run, LECTURES), what = (int)draw(run, 3);
    struct staff_request request = {.verb = what == 0 ? STAFF_GATE : what == 1 ? STAFF_MOVE : STAFF_PIN};
    snprintf(request.lecture, sizeof request.lecture, "%s", lecture_ids[at]);
    if (what == 0) {
        request.gate = (enum gate)draw(run, 3);
        assert_true(act(run, &request));
        int op = add_op(run, OP_GATE);
        model.ops[op].lecture = at;
        model.ops[op].value = (int64_t)request.gate;
    } else if (what == 1) {
        const struct lecture *lecture = find_in(programme, at);
        int drift = (int)((lecture->start_ms - model.planned[at]) / MINUTE_MS);
        request.minutes = drift > 20 ? -drift : 1 + (int)draw(run, 15); /* never far from the plan */
        assert_true(act(run, &request));
        int op = add_op(run, OP_MOVE);
        model.ops[op].lecture = at;
        model.ops[op].value = lecture->start_ms + request.minutes * (int64_t)MINUTE_MS;
    } else {
        bool none = draw(run, 3) > 0;
        request.lecture[0] = none ? '\0' : request.lecture[0];
        assert_true(act(run, &request));
        int op = add_op(run, OP_PIN);
        model.ops[op].lecture = none ? -1 : at;
    }
}

static void step_anchor(struct run *run, const struct programme *programme)
{
    struct staff_request request = {.verb = STAFF_ANCHOR,
                                    .at_ms = run->wall_ms + ((int)draw(run, 20) - 10) * (int64_t)MINUTE_MS};
    int64_t offset = request.at_ms - run->boot_ms;
    assert_true(act(run, &request));
    int op = add_op(run, OP_ANCHOR);
    model.row_wall = request.at_ms; /* the clock is expected to go on from the time that was set */
    if (draw(run, 2)) {
        run->wall_ms = request.at_ms; /* and does, or stays wrong */
    }
    for (int i = 0; i < model.record_count; i++) {
        const struct model_record *record = &model.records[i];
        const struct model_effect *before = retime_of(i);
        int64_t true_ms = record->boot_ms + offset, was_ms = before ? before->value : record->at_ms;
        bool scan = record->kind != 'u' && record->op < 0 && record->lecture >= 0;
        if (scan && record->boot == run->boot && record_holds(i) && llabs(true_ms - was_ms) > 1000) {
            const struct lecture *lecture = find_in(programme, record->lecture);
            add_effect(op, i, true, true_ms, status_at(lecture, record->person, true_ms));
            model.effects[model.effect_count - 1].early =
                programme_whole_second_ms(true_ms) < lecture->end_ms;
        }
    }
}

/* --- comparing --- */

static const struct sheet_row *row_of(const struct sheet *sheet, const char *code)
{
    for (size_t i = 0; i < sheet->row_count; i++) {
        if (strcmp(sheet->rows[i].code, code) == 0) {
            return &sheet->rows[i];
        }
    }
    return NULL;
}

static void compare_lecture(struct run *run, int at)
{
    struct sheet sheet = {0};
    struct tally tally = {0};
    if (!sheet_load(&sheet, run->store, lecture_ids[at], &run->err)) {
        fail_msg("%s", run->err.text);
    }
    for (int person = 0; person < model.people_count; person++) {
        struct model_line line = line_of(person, at);
        const struct sheet_row *row = row_of(&sheet, model.people[person].code);
        assert_int_equal(row && row->in_ms != 0, line.present);
        if (!line.present) {
            assert_true(!row || row->status == SHEET_ABSENT);
            continue;
        }
        assert_int_equal(row->status, line.status);
        assert_true(row->in_ms == line.in_ms && row->out_ms == line.out_ms);
        assert_int_equal(row->early, line.early);
        assert_int_equal(row->by_staff, line.by_staff);
        assert_int_equal(row->clock_doubt, line.doubtful);
        tally.on_time += line.status == SHEET_ON_TIME;
        tally.late += line.status == SHEET_LATE;
        tally.walk_in += line.status == SHEET_WALK_IN;
    }
    for (int badge = 0; badge < BADGES; badge++) {
        bool shown = false;
        for (size_t i = 0; i < sheet.row_count; i++) {
            shown |= sheet.rows[i].status == SHEET_UNKNOWN && strcmp(sheet.rows[i].badge, badges[badge]) == 0;
        }
        if (shown != badge_is_unknown_at(badge, at)) {
            fail_msg("unknown badge %s at %s: shown %d", badges[badge], lecture_ids[at], shown);
        }
        tally.unknown += shown;
    }
    assert_int_equal(sheet.tally.on_time, tally.on_time);
    assert_int_equal(sheet.tally.late, tally.late);
    assert_int_equal(sheet.tally.walk_in, tally.walk_in);
    assert_int_equal(sheet.tally.unknown, tally.unknown);
    sheet_finish(&sheet);
}

static void step(struct run *run)
{
    struct lecture items[LECTURES];
    struct programme programme;
    model_programme(run, items, &programme);
    pass_time(run, 3100 + draw(run, 20000)); /* beyond the repeat of 3 s */
    switch (draw(run, 24)) {
    case 0:
    case 1:
        step_supplement(run, &programme);
        break;
    case 2:
    case 3:
        step_void(run);
        break;
    case 4:
        step_link(run, &programme, false);
        break;
    case 5:
        step_link(run, &programme, true);
        break;
    case 6:
    case 7:
        step_undo(run);
        break;
    case 8:
        step_event(run, &programme);
        break;
    case 9:
        if (draw(run, 4) == 0) {
            step_register(run, &programme);
        }
        break;
    case 10:
        if (draw(run, 8) == 0) {
            step_anchor(run, &programme);
        }
        break;
    case 11:
        if (draw(run, 4) == 0) {
            run->wall_ms += ((int)draw(run, 40) - 20) * (int64_t)MINUTE_MS; /* somebody sets the clock */
            set_clock(run);
        }
        break;
    case 12:
        if (draw(run, 8) == 0) {
            restart(run);
        }
        break;
    case 13:
        step_unplug(run);
        break;
    default:
        step_scan(run);
        break;
    }
    if (run->wall_ms > day_at(12, 40)) {
        run->wall_ms = day_at(8, 20); /* the clock went back: the next row says so */
        set_clock(run);
    }
}

static void test_ten_thousand_steps(void **state)
{
    (void)state;
    static struct run run;
    run.seed = 20261122;
    const char *seed = getenv("LECTERN_SEED");
    run.seed = seed ? (uint32_t)strtoul(seed, NULL, 10) : run.seed;
    folder_make(run.folder);
    snprintf(run.path, sizeof run.path, "%s/store.db", run.folder);
    open_store(&run);
    pack_make(&run.pack);
    for (int i = 0; i < LECTURES; i++) {
        struct lecture *lecture = &run.pack.programme.items[i];
        model.planned[lecture_index(lecture->id)] = lecture->start_ms;
        lecture->sign_out = strcmp(lecture->id, "L1") == 0;
        lecture->capacity = strcmp(lecture->id, "L3") == 0 ? 2 : 0;
    }
    for (size_t i = 0; i < run.pack.people_count; i++) {
        model.people[model.people_count++] =
            (struct person_of_model){true, run.pack.people[i].unit, run.pack.people[i].worker_no, false};
    }
    assert_true(pack_table_put(run.store, &run.pack, NULL, &run.err));
    run.wall_ms = day_at(8, 20);
    run.boot_ms = 5000;
    set_clock(&run);
    for (int i = 0; i < STEPS; i++) {
        step(&run);
        compare_lecture(&run, i % LECTURES);
        if (i % 500 == 0) {
            if (!derived_check(run.store, &run.err)) {
                fail_msg("step %d: %s", i, run.err.text);
            }
        }
    }
    struct verify_report report;
    assert_true(derived_rebuild(run.store, &run.err));
    for (int i = 0; i < LECTURES; i++) {
        compare_lecture(&run, i);
    }
    if (!verify_store(run.store, &report, &run.err)) {
        fail_msg("%s", run.err.text);
    }
    check_in_finish(&run.check_in);
    store_close(run.store);
    pack_finish(&run.pack);
    folder_remove(run.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ten_thousand_steps)};
    return cmocka_run_group_tests_name("staff_model", tests, NULL, NULL);
}
