#include "service/pack_workbook.h"

#include "service/pack_columns.h"
#include "service/pack_folder.h"

#include <stdio.h>
#include <string.h>

enum { HEAD_ROWS = 12 };

static const char *const sheet_names[PACK_TABLES][8] = {
    [PACK_EVENT] = {"活动", "event", "活动信息", "活动表"},
    [PACK_PROGRAMME] = {"日程", "programme", "日程表", "活动日程", "场次", "program", "schedule"},
    [PACK_PEOPLE] = {"名册", "people", "人员名册", "职工名册", "花名册", "人员", "roster"},
    [PACK_KEYPOINTS] = {"要点", "keypoints", "学习要点", "key points"},
};

bool pack_workbook_open(struct pack_read *read, const char *name, const char *file, size_t order,
                        struct pack_workbook *out)
{
    *out = (struct pack_workbook){.name = name, .file = file};
    struct pack_place place = {.file = file, .order = order};
    struct err err = {0};
    if (!pack_folder_load(read, &place, PACK_WORKBOOK_MAX_BYTES, &out->bytes)) {
        buf_finish(&out->bytes);
        return false;
    }
    if (xlsx_open(&out->book, buf_text(&out->bytes), out->bytes.len, &read->pack->arena, &err)) {
        return true;
    }
    if (err.code == ERR_MEMORY) {
        read->failed = true;
    } else {
        pack_error(read, &place, 0, 0, STR_PACK_AS_IT_IS, err.text);
    }
    buf_finish(&out->bytes);
    return false;
}

void pack_workbook_close(struct pack_workbook *workbook)
{
    xlsx_close(&workbook->book);
    buf_finish(&workbook->bytes);
    *workbook = (struct pack_workbook){0};
}

/* The table that a sheet's name means; PACK_TABLES = none. */
static enum pack_table named_for(const char *name)
{
    for (size_t table = 0; table < PACK_TABLES; table++) {
        for (size_t i = 0; sheet_names[table][i]; i++) {
            if (pack_columns_header_is(name, sheet_names[table][i])) {
                return (enum pack_table)table;
            }
        }
    }
    return PACK_TABLES;
}

static size_t find_named(const struct pack_workbook *workbook, enum pack_table table)
{
    const struct xlsx *book = &workbook->book;
    size_t hidden = book->count;
    for (size_t i = 0; i < book->count; i++) {
        if (named_for(book->tabs[i].name) == table) {
            if (!book->tabs[i].hidden) {
                return i;
            }
            hidden = hidden < book->count ? hidden : i;
        }
    }
    return hidden;
}

bool pack_workbook_has(const struct pack_workbook *workbook, enum pack_table table)
{
    return find_named(workbook, table) < workbook->book.count;
}

static bool label(struct pack_read *read, const struct pack_workbook *workbook, size_t tab,
                  struct pack_place *place)
{
    char shown[PACK_SHOWN_SIZE];
    place->file = arena_printf(&read->pack->arena, "%s[%s]", workbook->file,
                               pack_shown(workbook->book.tabs[tab].name, shown));
    read->failed |= !place->file;
    return place->file != NULL;
}

static bool read_tab(struct pack_read *read, struct pack_workbook *workbook, size_t tab, size_t most_rows,
                     const struct pack_place *place, struct table *out)
{
    struct err err = {0};
    struct xlsx_place at;
    if (xlsx_read(&workbook->book, tab, most_rows, out, &at, &err)) {
        return true;
    }
    if (err.code == ERR_MEMORY) {
        read->failed = true;
    } else {
        pack_error(read, place, at.row, at.row > 0 && at.column == 0 ? 1 : at.column, STR_PACK_BAD_TABLE,
                   err.text);
    }
    return false;
}

/* The sheets that score best; what cannot be read scores nothing, and is told once it is chosen. */
struct choice {
    size_t tab, score;
    size_t others; /* as good */
    char names[PACK_SHOWN_SIZE];
};

static size_t score_of(struct pack_read *read, struct pack_workbook *workbook, size_t tab, pack_score *score)
{
    struct table head;
    struct xlsx_place at;
    struct err err = {0};
    bool done = xlsx_read(&workbook->book, tab, HEAD_ROWS, &head, &at, &err);
    read->failed |= err.code == ERR_MEMORY;
    return done && head.count > 0 ? score(&head) : 0;
}

static void name_other(struct choice *choice, const char *name)
{
    char both[2 * PACK_SHOWN_SIZE];
    snprintf(both, sizeof both, "%s%s%s", choice->names, choice->names[0] ? str(STR_PACK_LIST_JOIN) : "",
             name);
    pack_shown(both, choice->names);
    choice->others++;
}

static struct choice choose_by_header(struct pack_read *read, struct pack_workbook *workbook,
                                      enum pack_table table, pack_score *score)
{
    struct choice choice = {.tab = workbook->book.count};
    for (size_t i = 0; i < workbook->book.count && !read->failed; i++) {
        const struct xlsx_tab *tab = &workbook->book.tabs[i];
        enum pack_table named = named_for(tab->name);
        if ((tab->hidden && named != table) || (named != table && named != PACK_TABLES)) {
            continue;
        }
        size_t points = score_of(read, workbook, i, score);
        if (choice.tab == workbook->book.count || points > choice.score) {
            choice = (struct choice){.tab = i, .score = points};
        } else if (points > 0 && points == choice.score) {
            name_other(&choice, tab->name);
        }
    }
    return choice;
}

/* A workbook that is one table's alone may have its only sheet named anything. */
static size_t choose(struct pack_read *read, struct pack_workbook *workbook, enum pack_table table,
                     pack_score *score, bool whole_pack, const struct pack_place *place)
{
    size_t named = find_named(workbook, table);
    if ((whole_pack && named < workbook->book.count) || !score) {
        return named;
    }
    if (!whole_pack && workbook->book.count == 1) {
        return 0;
    }
    struct choice choice = choose_by_header(read, workbook, table, score);
    if (whole_pack && choice.score < PACK_SCORE_SURE) {
        return workbook->book.count;
    }
    struct pack_place chosen = *place;
    if (choice.others > 0 && label(read, workbook, choice.tab, &chosen)) {
        pack_warning(read, &chosen, 0, 0, STR_PACK_OTHER_SHEETS, choice.names);
    }
    return choice.tab;
}

static void check_formulas(struct pack_read *read, const struct pack_place *place, const struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        for (size_t k = 0; row->kinds && k < row->count; k++) {
            if (row->kinds[k] == TABLE_NO_VALUE) {
                pack_error(read, place, row->line, k + 1, STR_PACK_NO_VALUE);
            }
        }
    }
}

bool pack_workbook_read(struct pack_read *read, struct pack_workbook *workbook, enum pack_table table,
                        pack_score *score, bool whole_pack, struct pack_place *place, struct table *out)
{
    *out = (struct table){0};
    place->file = workbook->file;
    size_t tab = choose(read, workbook, table, score, whole_pack, place);
    if (tab >= workbook->book.count) {
        pack_error(read, place, 0, 0, STR_PACK_NO_SHEET, sheet_names[table][0], sheet_names[table][1]);
        return false;
    }
    if (!label(read, workbook, tab, place) || !read_tab(read, workbook, tab, 0, place, out)) {
        return false;
    }
    check_formulas(read, place, out);
    return true;
}
