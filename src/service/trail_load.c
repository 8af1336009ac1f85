#include "service/sheet_load.h"

#include "base/utf8.h"
#include "store/history.h"
#include "store/meaning.h"

#include <string.h>

struct trail_loader {
    struct store *store;
    struct trail *trail;
    const char *lecture;
    size_t capacity;
};

static const struct {
    const char *kind;
    enum trail_kind trail;
} kinds[] = {
    {"sign_in", TRAIL_SIGN_IN},   {"unknown", TRAIL_UNKNOWN},   {"supplement", TRAIL_SUPPLEMENT},
    {"claim", TRAIL_CLAIM},       {"void", TRAIL_VOID},         {"undo", TRAIL_RESTORE},
    {"sign_out", TRAIL_SIGN_OUT}, {"retime", TRAIL_CORRECTED},  {"link", TRAIL_LINK},
    {"revoke", TRAIL_REPLACE},    {"register", TRAIL_REGISTER},
};

/* A token's text; "" where there is none or it was erased. */
static bool meaning(struct trail_loader *loader, const unsigned char *token, const char **out,
                    struct err *err)
{
    *out = "";
    if (token && !meaning_text(loader->store, token, &loader->trail->arena, out, err)) {
        return false;
    }
    *out = *out ? *out : "";
    return true;
}

static bool take_row(void *context, const struct log_row *row, bool stands, struct err *err)
{
    struct trail_loader *loader = context;
    struct trail *trail = loader->trail;
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].kind, row->kind) != 0) {
        kind++;
    }
    bool elsewhere = strcmp(row->kind, "unknown") == 0 && strcmp(row->lecture, loader->lecture) != 0;
    if (kind == sizeof kinds / sizeof *kinds || elsewhere) {
        return true;
    }
    struct trail_row out = {.kind = kinds[kind].trail,
                            .at_ms = row->at_ms,
                            .value_ms = row->has_value ? row->value : 0,
                            .undone = !stands,
                            .status = arena_strdup(&trail->arena, row->status),
                            .method = arena_strdup(&trail->arena, row->method)};
    struct trail_row *rows =
        arena_grow(&trail->arena, trail->rows, trail->count, &loader->capacity, sizeof *rows);
    if (!rows || !out.status || !out.method) {
        return err_memory(err);
    }
    trail->rows = rows;
    if (!meaning(loader, row->operator_token, &out.operator_name, err) ||
        !meaning(loader, row->reason, &out.reason, err)) {
        return false;
    }
    trail->rows[trail->count++] = out;
    return true;
}

bool trail_load(struct trail *trail, struct store *store, const char *lecture_id, const char *code,
                const char *badge, struct err *err)
{
    struct trail_loader loader = {.store = store, .trail = trail, .lecture = lecture_id};
    unsigned char token[TOKEN_BYTES];
    bool found, of_person = *code != '\0';
    utf8_copy(trail->code, sizeof trail->code, of_person ? code : badge);
    bool done = meaning_find(store, of_person ? MEANING_PERSON : MEANING_BADGE, of_person ? code : badge,
                             token, &found, err);
    if (done && found) {
        done = of_person ? history_of_person(store, token, lecture_id, take_row, &loader, err)
                         : history_of_badge(store, token, take_row, &loader, err);
    }
    if (!done) {
        trail_finish(trail);
    }
    return done;
}
