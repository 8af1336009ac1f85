#include "service/export_json.h"

#include "format/json_write.h"
#include "service/export_json_talks.h"
#include "service/export_rows.h"
#include "store/store.h"

enum { PIECE_BYTES = 64 * 1024 };

struct export_json {
    struct export_rows rows;
    export_write *write;
    void *context;
    struct buf out;
    bool in_lecture, first_lecture, first_row;
};

static bool flush(struct export_json *json, size_t at_least, struct err *err)
{
    if (!buf_ok(&json->out)) {
        return err_memory(err);
    }
    if (json->out.len < at_least || json->out.len == 0) {
        return true;
    }
    bool done = json->write(json->context, json->out.data, json->out.len, err);
    buf_clear(&json->out);
    return done;
}

static void end_lecture(struct export_json *json)
{
    if (json->in_lecture) {
        buf_puts(&json->out, "\n]}");
    }
    json->in_lecture = false;
}

static bool begin_lecture(void *context, const struct lecture *lecture, struct err *err)
{
    static const struct lecture none = {
        .id = "", .title = "", .kind = "", .venue = "", .speaker = "", .speaker_title = "", .deck = ""};
    struct export_json *json = context;
    const struct lecture *shown = lecture ? lecture : &none;
    struct tally tally = {.expected = shown->expected};
    struct buf *out = &json->out;
    if (!attendance_tally(json->rows.store, shown->id, &tally, err)) {
        return false;
    }
    end_lecture(json);
    buf_puts(out, json->first_lecture ? "\n{" : ",\n{");
    json_member(out, true, "id", shown->id);
    json_member(out, false, "title", shown->title);
    json_member(out, false, "kind", shown->kind);
    json_member(out, false, "venue", shown->venue);
    json_member(out, false, "speaker", shown->speaker);
    json_time(out, "start", shown->start_ms);
    json_time(out, "end", shown->end_ms);
    buf_printf(out, ",\"expected\":%d,\"present\":%d,\"late\":%d,\"absent\":%d,\"walk_in\":%d,\"unknown\":%d",
               tally.expected, tally_present(&tally), tally.late, tally_absent(&tally), tally.walk_in,
               tally.unknown);
    buf_puts(out, ",\"rows\":[");
    json->in_lecture = json->first_row = true;
    json->first_lecture = false;
    return flush(json, PIECE_BYTES, err);
}

static bool put_row(void *context, const struct export_row *row, struct err *err)
{
    struct export_json *json = context;
    struct buf *out = &json->out;
    const struct roster *roster = &json->rows.roster;
    const struct roster_person *person = row->person;
    buf_puts(out, json->first_row ? "\n{" : ",\n{");
    json->first_row = false;
    json_member(out, true, "worker_no", row->words.worker_no);
    json_member(out, false, "badge", *row->badge ? row->badge : row->words.badge);
    json_member(out, false, "name", row->words.name);
    json_member(out, false, "unit", person ? roster_unit(roster, person) : "");
    json_member(out, false, "team", person ? roster_team(roster, person) : "");
    json_member(out, false, "status", export_row_status(row));
    json_time(out, "signed_in_at", row->line ? row->line->at_ms : 0);
    json_time(out, "signed_out_at", row->line ? row->line->out_ms : 0);
    json_member(out, false, "method", row->line ? row->line->method : "");
    buf_putc(out, '}');
    return flush(json, PIECE_BYTES, err);
}

static bool flush_piece(void *context, struct err *err)
{
    return flush(context, PIECE_BYTES, err);
}

static bool make(struct export_json *json, const char *lecture_id, struct err *err)
{
    const struct export_visitor visitor = {json, begin_lecture, put_row};
    const struct lecture *lecture = NULL;
    if (!export_rows_open(&json->rows, err) || !export_rows_lecture(&json->rows, lecture_id, &lecture, err)) {
        return false;
    }
    const struct event *event = &json->rows.event;
    buf_puts(&json->out, "{\"event\":{");
    json_member(&json->out, true, "title", event->title ? event->title : "");
    json_member(&json->out, false, "organiser", event->organiser ? event->organiser : "");
    buf_puts(&json->out, "},\n\"lectures\":[");
    json->first_lecture = true;
    if (!export_rows_each(&json->rows, lecture, &visitor, err)) {
        return false;
    }
    end_lecture(json);
    buf_puts(&json->out, "\n]");
    if (!export_json_talks(&json->rows, lecture, &json->out, flush_piece, json, err)) {
        return false;
    }
    buf_puts(&json->out, "}\n");
    return flush(json, 0, err);
}

bool export_json(struct store *store, const char *lecture_id, struct progress *progress, export_write *write,
                 void *context, struct err *err)
{
    struct export_json json = {
        .rows = {.store = store, .progress = progress}, .write = write, .context = context};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = make(&json, lecture_id, err);
    store_snapshot_end(store);
    export_rows_finish(&json.rows);
    buf_finish(&json.out);
    return done;
}
