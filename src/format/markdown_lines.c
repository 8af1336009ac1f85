#include "format/markdown_lines.h"

#include <string.h>

/* A code fence that is open: its character and length; length 0 = none. */
struct fence {
    char c;
    size_t len;
};

struct line {
    const char *text; /* behind up to three blanks */
    size_t len;       /* without the line end and blanks before it */
    const char *next; /* the next line */
    bool indented;    /* four blanks or a tab: code */
};

static struct line line_at(const char *at, const char *end)
{
    struct line line = {.text = at};
    while (at < end && *at != '\n' && *at != '\r') {
        at++;
    }
    line.next = at;
    if (at < end) {
        line.next += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    }
    while (at > line.text && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    size_t blanks = 0;
    while (line.text < at && *line.text == ' ') {
        line.text++;
        blanks++;
    }
    line.indented = blanks > 3 || (line.text < at && *line.text == '\t');
    line.len = (size_t)(at - line.text);
    return line;
}

static size_t run_of(const struct line *line, char c)
{
    size_t len = 0;
    while (len < line->len && line->text[len] == c) {
        len++;
    }
    return len;
}

/* How much of the line's beginning is made of these characters. */
static size_t span_of(const struct line *line, const char *set)
{
    size_t len = 0;
    while (len < line->len && strchr(set, line->text[len]) && line->text[len]) {
        len++;
    }
    return len;
}

/* Takes a line into account; true where it is (or bounds) code. */
static bool in_fence(struct fence *fence, const struct line *line)
{
    if (fence->len > 0) {
        if (!line->indented && run_of(line, fence->c) >= fence->len && run_of(line, fence->c) == line->len) {
            *fence = (struct fence){0};
        }
        return true;
    }
    if (line->indented || line->len < 3 || (line->text[0] != '`' && line->text[0] != '~')) {
        return false;
    }
    size_t len = run_of(line, line->text[0]);
    if (len < 3 || (line->text[0] == '`' && memchr(line->text + len, '`', line->len - len))) {
        return false;
    }
    *fence = (struct fence){.c = line->text[0], .len = len};
    return true;
}

static bool is_rule(const struct line *line, bool under_text)
{
    size_t len = run_of(line, '-');
    return !line->indented && len == line->len && (len == 3 || (len > 3 && !under_text));
}

void markdown_split_start(struct markdown_splitter *splitter, const char *text, size_t len)
{
    *splitter = (struct markdown_splitter){.at = text, .end = text + len, .line = 1};
}

/* A line that consists of these three characters. */
static bool is_sign(const struct line *line, const char *sign)
{
    return !line->indented && line->len == 3 && memcmp(line->text, sign, 3) == 0;
}

/* The piece ends at end: the part that is open ends there too. */
static void close_parts(struct markdown_piece *piece, const char *right, const char *notes, const char *end)
{
    if (notes) {
        piece->notes = notes;
        piece->notes_len = (size_t)(end - notes);
    } else if (right) {
        piece->right_len = (size_t)(end - right);
    } else {
        piece->len = (size_t)(end - piece->text);
    }
}

bool markdown_split_next(struct markdown_splitter *splitter, struct markdown_piece *out)
{
    if (splitter->over) {
        return false;
    }
    *out = (struct markdown_piece){.text = splitter->at, .right = "", .notes = "", .line = splitter->line};
    const char *right = NULL, *notes = NULL;
    struct fence fence = {0};
    bool under_text = false;
    const char *at = splitter->at;
    splitter->over = true;
    while (at < splitter->end) {
        struct line line = line_at(at, splitter->end);
        splitter->line++;
        bool code = in_fence(&fence, &line);
        if (!code && is_rule(&line, under_text)) {
            splitter->over = false;
            splitter->at = line.next;
            break;
        }
        if (!code && !notes && is_sign(&line, "???")) {
            close_parts(out, right, NULL, at);
            notes = line.next;
        } else if (!code && !notes && !right && is_sign(&line, "|||")) {
            close_parts(out, NULL, NULL, at);
            out->right = right = line.next;
        }
        under_text = !code && line.len > 0;
        at = line.next;
    }
    close_parts(out, right, notes, at);
    return true;
}

void markdown_drop_rules(const char *text, size_t len, struct buf *out)
{
    struct fence fence = {0};
    const char *end = text + len;
    bool under_text = false;
    while (text < end) {
        struct line line = line_at(text, end);
        bool code = in_fence(&fence, &line);
        if (!code && is_rule(&line, under_text)) {
            buf_putc(out, '\n');
        } else {
            buf_append(out, text, (size_t)(line.next - text));
        }
        under_text = !code && line.len > 0;
        text = line.next;
    }
}

/* |:-|-:| below a line that has bars too. */
static bool is_table_rule(const struct line *line, bool below_bars)
{
    return below_bars && !line->indented && memchr(line->text, '|', line->len) &&
           memchr(line->text, '-', line->len) && span_of(line, "|-: \t") == line->len;
}

static void put_table_rule(struct buf *out, const struct line *line)
{
    for (size_t i = 0; i < line->len;) {
        size_t run = 0;
        while (i + run < line->len && line->text[i + run] == '-') {
            run++;
        }
        if (run > 0) {
            buf_puts(out, "---");
            i += run;
        } else {
            buf_putc(out, line->text[i++]);
        }
    }
    buf_append(out, line->text + line->len, (size_t)(line->next - line->text) - line->len);
}

void markdown_widen_table_rules(const char *text, size_t len, struct buf *out)
{
    struct fence fence = {0};
    const char *end = text + len;
    bool below_bars = false;
    while (text < end) {
        struct line line = line_at(text, end);
        bool code = in_fence(&fence, &line);
        if (!code && is_table_rule(&line, below_bars)) {
            put_table_rule(out, &line);
        } else {
            buf_append(out, text, (size_t)(line.next - text));
        }
        below_bars = !code && line.len > 0 && memchr(line.text, '|', line.len) != NULL;
        text = line.next;
    }
}

/* The length of the sign that a choice begins with; 0 = the line is none. Chinese keyboards type the wide
 * one. */
static size_t choice_sign(const struct line *line)
{
    static const char wide[] = "？";
    size_t wide_len = sizeof wide - 1;
    if (line->indented || line->len == 0 || (run_of(line, '?') == line->len && line->len > 1)) {
        return 0;
    }
    return line->text[0] == '?'                                               ? 1
           : line->len >= wide_len && memcmp(line->text, wide, wide_len) == 0 ? wide_len
                                                                              : 0;
}

void markdown_mark_choices(const char *text, size_t len, struct buf *out)
{
    struct fence fence = {0};
    const char *end = text + len;
    while (text < end) {
        struct line line = line_at(text, end);
        size_t sign = in_fence(&fence, &line) ? 0 : choice_sign(&line);
        if (sign > 0) {
            buf_puts(out, "\n" MARKDOWN_CHOICE);
            buf_append(out, line.text + sign, line.len - sign);
            buf_puts(out, "\n\n");
        } else {
            buf_append(out, text, (size_t)(line.next - text));
        }
        text = line.next;
    }
}
