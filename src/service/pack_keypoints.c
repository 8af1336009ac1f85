#include "service/pack_keypoints.h"

#include "service/pack_columns.h"

#include <string.h>

enum column { TITLE, CONTENT, COLUMNS };

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct pack_column_names columns[COLUMNS] = {
    [TITLE] = {.names = NAMES("标题", "title", "要点", "学习要点", "题目", "heading"), .required = true},
    [CONTENT] = {.names = NAMES("内容", "content", "具体内容", "要点内容", "text"), .required = true},
};

static void end_line(struct pack_keypoints *out, size_t row)
{
    buf_putc(&out->markdown, '\n');
    buf_append(&out->rows, &row, sizeof row);
}

/* A cell means what it says: nothing in it is Markdown. */
static void put_plain(struct pack_keypoints *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (strchr("\\`*_{}[]<>()#+-.!|~&", text[i])) {
            buf_putc(&out->markdown, '\\');
        }
        buf_putc(&out->markdown, text[i]);
    }
}

/* People put their own bullets into cells. */
static const char *skip_bullet(const char *text)
{
    static const char *const bullets[] = {"- ", "* ", "•", "·", "●", "◆", "■", "－"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        if (strncmp(text, bullets[i], strlen(bullets[i])) == 0) {
            text += strlen(bullets[i]);
            break;
        }
    }
    return text + strspn(text, " \t");
}

static void put_heading(struct pack_keypoints *out, const char *title, size_t row)
{
    if (out->markdown.len > 0) {
        end_line(out, row);
    }
    buf_puts(&out->markdown, "# ");
    for (;;) {
        size_t len = strcspn(title, "\r\n");
        put_plain(out, title, len);
        title += len + strspn(title + len, "\r\n");
        if (!*title) {
            break;
        }
        buf_putc(&out->markdown, ' ');
    }
    end_line(out, row);
    end_line(out, row);
}

static void put_bullets(struct pack_keypoints *out, const char *content, size_t row)
{
    while (*content) {
        size_t len = strcspn(content, "\r\n");
        const char *text = skip_bullet(content);
        if (text < content + len) {
            buf_puts(&out->markdown, "- ");
            put_plain(out, text, len - (size_t)(text - content));
            end_line(out, row);
        }
        content += len;
        content += strspn(content, "\r\n");
    }
}

static void take_row(struct pack_read *read, const struct pack_columns *table, const struct table_row *row,
                     struct pack_keypoints *out)
{
    const char *title = pack_columns_cell(table, row, TITLE),
               *content = pack_columns_cell(table, row, CONTENT);
    size_t field = pack_columns_field(table, TITLE);
    pack_columns_check_width(read, table, row);
    if (title[0]) {
        pack_check_glyphs(read, &table->place, row->line, field, title);
        pack_check_example(read, &table->place, row->line, field, title);
        put_heading(out, title, row->line);
    } else if (out->markdown.len == 0) {
        pack_error(read, &table->place, row->line, field, STR_PACK_EMPTY_CELL, columns[TITLE].names[0]);
        return;
    }
    pack_check_glyphs(read, &table->place, row->line, pack_columns_field(table, CONTENT), content);
    put_bullets(out, content, row->line);
}

void pack_keypoints_read(struct pack_read *read, size_t order, struct pack_keypoints *out)
{
    *out = (struct pack_keypoints){.place = {.order = order}};
    struct pack_columns table = {.place = out->place};
    if (!read->whole || !pack_workbook_has(read->whole, PACK_KEYPOINTS) ||
        !pack_workbook_read(read, read->whole, PACK_KEYPOINTS, NULL, true, &table.place, &table.sheet)) {
        return;
    }
    out->place = table.place;
    if (table.sheet.count == 0 || !pack_columns_find(read, &table, columns, COLUMNS)) {
        return;
    }
    for (size_t i = table.header + 1; i < table.sheet.count && !read->failed; i++) {
        take_row(read, &table, &table.sheet.rows[i], out);
    }
    read->failed |= !buf_ok(&out->markdown) || !buf_ok(&out->rows);
}

void pack_keypoints_finish(struct pack_keypoints *keypoints)
{
    buf_finish(&keypoints->markdown);
    buf_finish(&keypoints->rows);
    *keypoints = (struct pack_keypoints){0};
}

size_t pack_keypoints_row(const struct pack_keypoints *keypoints, size_t line)
{
    size_t row = 0;
    if (line > 0 && line * sizeof row <= keypoints->rows.len) {
        memcpy(&row, keypoints->rows.data + (line - 1) * sizeof row, sizeof row);
    }
    return row;
}
