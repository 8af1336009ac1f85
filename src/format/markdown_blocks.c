#include "format/markdown_blocks.h"

#include "base/buf.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "format/cjk.h"
#include "format/entity.h"
#include "format/markdown_image.h"
#include "format/markdown_lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <md4c.h>

enum { MAX_LISTS = 100 };

struct list {
    bool ordered, stepwise;
    unsigned next; /* number of the next item */
};

struct builder {
    struct arena *arena;
    const char *image_folder;
    struct err *err;

    struct block *blocks; /* malloc'ed while it grows */
    size_t count, capacity;

    /* where we are */
    struct list lists[MAX_LISTS];
    size_t list_depth;
    bool item_pending; /* the next text of this item carries its bullet */
    size_t item_block; /* index + 1 of the block of the current item, 0 = none */
    unsigned quotes, strong, emphasis, code, images;

    /* the text being collected */
    enum block_kind kind;
    int heading_level;
    struct buf text, alt;
    struct span *spans;
    size_t span_count, span_capacity;
    bool soft_break;

    int steps;          /* of the items so far that come one after the other */
    struct block table; /* the one being filled; cells NULL = none */
    size_t cells;
};

static bool out_of_memory(struct builder *b)
{
    return err_memory(b->err);
}

static bool grow(void **items, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = realloc(*items, wanted * size);
    if (!grown) {
        return false;
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

static enum span_kind current_span(const struct builder *b)
{
    if (b->code) {
        return SPAN_CODE;
    }
    if (b->strong) {
        return SPAN_STRONG;
    }
    return b->emphasis ? SPAN_EMPHASIS : SPAN_PLAIN;
}

static uint32_t last_code_point(const struct buf *text)
{
    if (text->len == 0) {
        return 0;
    }
    size_t at = utf8_floor(text->data, text->len - 1);
    return utf8_next(text->data, text->len, &at);
}

static bool append_raw(struct builder *b, const char *text, size_t len)
{
    if (len == 0) {
        return true;
    }
    struct span *last = b->span_count ? &b->spans[b->span_count - 1] : NULL;
    enum span_kind kind = current_span(b);
    if (last && last->kind == kind) {
        last->len += len;
    } else {
        void *spans = b->spans;
        if (!grow(&spans, &b->span_capacity, b->span_count, sizeof *b->spans)) {
            return out_of_memory(b);
        }
        b->spans = spans;
        b->spans[b->span_count++] = (struct span){.kind = kind, .start = b->text.len, .len = len};
    }
    buf_append(&b->text, text, len);
    return buf_ok(&b->text) || out_of_memory(b);
}

/* Tabs become blanks and other control characters fall out: they have no glyph. */
static bool append_clean(struct builder *b, const char *text, size_t len)
{
    size_t start = 0;
    for (size_t i = 0; i <= len; i++) {
        bool joiner = len - i >= CJK_JOINER_LEN && memcmp(text + i, CJK_JOINER, CJK_JOINER_LEN) == 0;
        bool control = i < len && ((unsigned char)text[i] < ' ' || text[i] == 0x7F) && text[i] != '\n';
        if (i < len && !control && !joiner) {
            continue;
        }
        if (!append_raw(b, text + start, i - start)) {
            return false;
        }
        start = i + (joiner ? CJK_JOINER_LEN : 1);
        if (i < len && text[i] == '\t' && !append_raw(b, "    ", b->kind == BLOCK_CODE ? 4 : 1)) {
            return false;
        }
    }
    return true;
}

static bool append(struct builder *b, const char *text, size_t len)
{
    if (b->images) {
        cjk_drop_joiners(text, len, &b->alt);
        return buf_ok(&b->alt) || out_of_memory(b);
    }
    if (b->soft_break && len > 0) {
        b->soft_break = false;
        size_t at = 0;
        bool chinese =
            cjk_sets_no_blank(last_code_point(&b->text)) && cjk_sets_no_blank(utf8_next(text, len, &at));
        if (b->text.len > 0 && !chinese && !append_raw(b, " ", 1)) {
            return false;
        }
    }
    while (b->text.len == 0 && len > 0 && *text == ' ' && b->kind != BLOCK_CODE) {
        text++; /* behind an image */
        len--;
    }
    return append_clean(b, text, len);
}

/* The collected text into the arena; the collector is empty afterwards. */
static bool take_text(struct builder *b, struct rich_text *out)
{
    size_t len = b->text.len;
    while (len > 0 && (b->text.data[len - 1] == '\n' || b->text.data[len - 1] == ' ')) {
        len--;
    }
    while (b->span_count > 0 && b->spans[b->span_count - 1].start >= len) {
        b->span_count--;
    }
    if (b->span_count > 0) {
        b->spans[b->span_count - 1].len = len - b->spans[b->span_count - 1].start;
    }
    out->text = arena_strndup(b->arena, buf_text(&b->text), len);
    out->spans = arena_alloc(b->arena, (b->span_count + 1) * sizeof *out->spans);
    if (!out->text || !out->spans) {
        return out_of_memory(b);
    }
    if (b->span_count > 0) {
        memcpy(out->spans, b->spans, b->span_count * sizeof *out->spans);
    }
    out->span_count = b->span_count;
    b->span_count = 0;
    b->soft_break = false;
    buf_clear(&b->text);
    return true;
}

static bool add_block(struct builder *b, const struct block *block)
{
    if (b->count == MARKDOWN_MAX_BLOCKS) {
        return err_set(b->err, ERR_INPUT, str(STR_MARKDOWN_TOO_MANY_BLOCKS), (int)MARKDOWN_MAX_BLOCKS);
    }
    void *blocks = b->blocks;
    if (!grow(&blocks, &b->capacity, b->count, sizeof *b->blocks)) {
        return out_of_memory(b);
    }
    b->blocks = blocks;
    b->blocks[b->count] = *block;
    b->blocks[b->count++].step = b->steps;
    return true;
}

/* A second paragraph of an item goes on in the item's own block. */
static bool continue_item(struct builder *b, const struct rich_text *more)
{
    struct rich_text *content = &b->blocks[b->item_block - 1].content;
    size_t have = strlen(content->text) + 1; /* + line break */
    struct span *spans = arena_alloc(b->arena, (content->span_count + more->span_count + 1) * sizeof *spans);
    char *text = arena_printf(b->arena, "%s\n%s", content->text, more->text);
    if (!spans || !text) {
        return out_of_memory(b);
    }
    size_t count = content->span_count;
    if (count > 0) {
        memcpy(spans, content->spans, count * sizeof *spans);
        spans[count - 1].len++;
    } else {
        spans[count++] = (struct span){.kind = SPAN_PLAIN, .start = 0, .len = have};
    }
    for (size_t i = 0; i < more->span_count; i++) {
        spans[count] = more->spans[i];
        spans[count++].start += have;
    }
    *content = (struct rich_text){.text = text, .spans = spans, .span_count = count};
    return true;
}

static int item_level(const struct builder *b)
{
    size_t level = b->list_depth - 1;
    return level < MARKDOWN_MAX_LEVEL ? (int)level : MARKDOWN_MAX_LEVEL;
}

/* Blanks that begin a line of code become ones that do not vanish where lines are broken. */
static bool keep_indents(struct builder *b, struct rich_text *code)
{
    static const char fixed[] = "\xC2\xA0"; /* U+00A0, no-break space */
    struct buf text = {0};
    bool at_start = true;
    for (const char *at = code->text; *at; at++) {
        at_start = at_start && *at == ' ';
        if (at_start) {
            buf_puts(&text, fixed);
        } else {
            buf_putc(&text, *at);
        }
        at_start |= *at == '\n';
    }
    code->text = buf_ok(&text) ? arena_strndup(b->arena, buf_text(&text), text.len) : NULL;
    if (code->span_count == 1) {
        code->spans[0].len = text.len;
    }
    buf_finish(&text);
    return code->text || out_of_memory(b);
}

/* Ends the paragraph, item text, heading or code that is being collected. */
static bool flush_text(struct builder *b)
{
    enum block_kind kind = b->kind;
    b->kind = BLOCK_PARAGRAPH;
    if (b->text.len == 0 && !(kind == BLOCK_PARAGRAPH && b->item_pending)) {
        return true;
    }
    struct block block = {.kind = kind};
    if (!take_text(b, &block.content)) {
        return false;
    }
    if (!block.content.text[0] && kind == BLOCK_PARAGRAPH && !b->item_pending) {
        return true; /* nothing but line breaks */
    }
    if (kind == BLOCK_CODE && !keep_indents(b, &block.content)) {
        return false;
    }
    if (kind == BLOCK_HEADING) {
        block.level = b->heading_level;
    } else if (kind == BLOCK_PARAGRAPH && b->list_depth > 0) {
        if (!b->item_pending && b->item_block > 0 && b->item_block == b->count) {
            return continue_item(b, &block.content);
        }
        block.kind = b->item_pending ? BLOCK_ITEM : BLOCK_PARAGRAPH;
        if (b->item_pending) {
            struct list *list = &b->lists[b->list_depth - 1];
            block.level = item_level(b);
            block.number = list->ordered ? (int)(list->next++ % 1000000000u) : 0;
            b->steps += list->stepwise;
            b->item_pending = false;
            b->item_block = b->count + 1;
        }
    } else if (kind == BLOCK_PARAGRAPH && b->quotes > 0) {
        block.kind = BLOCK_QUOTE;
    }
    return add_block(b, &block);
}

static bool enter_list(struct builder *b, bool ordered, bool stepwise, unsigned start)
{
    if (!flush_text(b)) {
        return false;
    }
    if (b->list_depth == MAX_LISTS) {
        return err_set(b->err, ERR_INPUT, str(STR_MARKDOWN_TOO_DEEP), (int)MAX_LISTS);
    }
    b->lists[b->list_depth++] =
        (struct list){.ordered = ordered, .stepwise = stepwise, .next = start ? start : 1};
    return true;
}

static bool enter_table(struct builder *b, const MD_BLOCK_TABLE_DETAIL *detail)
{
    size_t rows = detail->head_row_count + detail->body_row_count, columns = detail->col_count;
    if (columns > MARKDOWN_MAX_CELLS || rows > MARKDOWN_MAX_CELLS || rows * columns > MARKDOWN_MAX_CELLS) {
        return err_set(b->err, ERR_INPUT, str(STR_MARKDOWN_TABLE_TOO_LARGE), (int)MARKDOWN_MAX_CELLS);
    }
    if (!flush_text(b)) {
        return false;
    }
    b->table = (struct block){.kind = BLOCK_TABLE, .content.text = "", .rows = rows, .columns = columns};
    b->table.cells = arena_alloc(b->arena, (rows * columns + 1) * sizeof *b->table.cells);
    b->cells = 0;
    return b->table.cells != NULL || out_of_memory(b);
}

static bool leave_table(struct builder *b)
{
    for (size_t i = 0; i < b->table.rows * b->table.columns; i++) {
        if (!b->table.cells[i].content.text) {
            b->table.cells[i].content.text = "";
        }
    }
    bool added = add_block(b, &b->table);
    b->table = (struct block){0};
    return added;
}

static enum cell_align align_of(const MD_BLOCK_TD_DETAIL *detail)
{
    switch (detail->align) {
    case MD_ALIGN_LEFT:
        return CELL_LEFT;
    case MD_ALIGN_CENTER:
        return CELL_CENTRE;
    case MD_ALIGN_RIGHT:
        return CELL_RIGHT;
    case MD_ALIGN_DEFAULT:
        break;
    }
    return CELL_AUTO;
}

static bool leave_cell(struct builder *b, const MD_BLOCK_TD_DETAIL *detail)
{
    struct rich_text content;
    if (!take_text(b, &content)) {
        return false;
    }
    if (b->cells < b->table.rows * b->table.columns) {
        b->table.cells[b->cells++] = (struct table_cell){.content = content, .align = align_of(detail)};
    }
    return true;
}

static bool enter_block_checked(struct builder *b, MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        if (!flush_text(b)) {
            return false;
        }
        b->quotes++;
        return true;
    case MD_BLOCK_UL:
        return enter_list(b, false, ((MD_BLOCK_UL_DETAIL *)detail)->mark == '+', 1);
    case MD_BLOCK_OL:
        return enter_list(b, true, false, ((MD_BLOCK_OL_DETAIL *)detail)->start);
    case MD_BLOCK_LI:
        if (!flush_text(b)) {
            return false;
        }
        b->item_pending = true;
        b->item_block = 0;
        return true;
    case MD_BLOCK_H:
        if (!flush_text(b)) {
            return false;
        }
        b->kind = BLOCK_HEADING;
        b->heading_level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        return true;
    case MD_BLOCK_CODE:
        if (!flush_text(b)) {
            return false;
        }
        b->kind = BLOCK_CODE;
        return true;
    case MD_BLOCK_TABLE:
        return enter_table(b, detail);
    default:
        return true;
    }
}

static bool leave_block_checked(struct builder *b, MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        if (!flush_text(b)) {
            return false;
        }
        b->quotes--;
        return true;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        if (!flush_text(b)) {
            return false;
        }
        b->list_depth--;
        b->item_block = 0;
        return true;
    case MD_BLOCK_LI: {
        bool flushed = flush_text(b);
        b->item_pending = false;
        return flushed;
    }
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_P:
        return b->text.len == 0 && b->kind == BLOCK_PARAGRAPH ? true : flush_text(b);
    case MD_BLOCK_TABLE:
        return leave_table(b);
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return leave_cell(b, detail);
    default:
        return true;
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    return enter_block_checked(context, type, detail) ? 0 : -1;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    return leave_block_checked(context, type, detail) ? 0 : -1;
}

/* An image ends the text before it: it becomes a block of its own. In headings and tables that block comes
 * first. */
static bool enter_image(struct builder *b, const MD_SPAN_IMG_DETAIL *detail)
{
    if (b->images++ > 0) {
        return true;
    }
    if (b->kind == BLOCK_PARAGRAPH && !b->table.cells && b->text.len > 0 && !flush_text(b)) {
        return false;
    }
    struct block block = {.kind = BLOCK_IMAGE,
                          .content.text = "",
                          .image = markdown_image_path(b->arena, b->image_folder, &detail->src),
                          .image_percent = markdown_image_percent(&detail->title)};
    if (!block.image) {
        return out_of_memory(b);
    }
    if (b->list_depth > 0 && b->item_pending && !b->table.cells && b->kind == BLOCK_PARAGRAPH &&
        b->text.len == 0) {
        b->item_pending = false; /* an item that is a picture needs no bullet */
        b->lists[b->list_depth - 1].next++;
    }
    buf_clear(&b->alt);
    return add_block(b, &block);
}

static bool leave_image(struct builder *b)
{
    if (--b->images > 0) {
        return true;
    }
    struct rich_text *content = &b->blocks[b->count - 1].content;
    content->text = arena_strndup(b->arena, buf_text(&b->alt), b->alt.len);
    content->spans = arena_alloc(b->arena, sizeof *content->spans);
    if (!content->text || !content->spans) {
        return out_of_memory(b);
    }
    content->spans[0] = (struct span){.kind = SPAN_PLAIN, .start = 0, .len = b->alt.len};
    content->span_count = b->alt.len > 0;
    b->soft_break = false;
    return true;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct builder *b = context;
    b->strong += type == MD_SPAN_STRONG;
    b->emphasis += type == MD_SPAN_EM;
    b->code += type == MD_SPAN_CODE;
    return type != MD_SPAN_IMG || enter_image(b, detail) ? 0 : -1;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    struct builder *b = context;
    b->strong -= type == MD_SPAN_STRONG;
    b->emphasis -= type == MD_SPAN_EM;
    b->code -= type == MD_SPAN_CODE;
    return type != MD_SPAN_IMG || leave_image(b) ? 0 : -1;
}

static bool append_entity(struct builder *b, const char *text, size_t len)
{
    char decoded[ENTITY_TEXT_SIZE];
    size_t decoded_len = entity_decode(text, len, decoded);
    return decoded_len ? append(b, decoded, decoded_len) : append(b, text, len);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE len, void *context)
{
    struct builder *b = context;
    bool added = true;
    switch (type) {
    case MD_TEXT_SOFTBR:
        if (b->images) {
            added = append(b, " ", 1);
        } else {
            b->soft_break = true;
        }
        break;
    case MD_TEXT_BR:
        b->soft_break = false;
        added = append(b, "\n", 1);
        break;
    case MD_TEXT_NULLCHAR:
        added = append(b, "\xEF\xBF\xBD", 3);
        break;
    case MD_TEXT_ENTITY:
        added = append_entity(b, text, len);
        break;
    case MD_TEXT_HTML: /* tags and comments fall out, but the line break that tables are full of */
        added = len < 3 || strncasecmp(text, "<br", 3) != 0 || append(b, "\n", 1);
        break;
    default:
        added = append(b, text, len);
        break;
    }
    return added ? 0 : -1;
}

bool markdown_read_blocks(const char *text, size_t len, const char *image_folder, struct arena *arena,
                          int *steps, struct markdown_blocks *out, struct err *err)
{
    if (len > MARKDOWN_MAX_PIECE) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_PIECE_TOO_LONG), (int)(MARKDOWN_MAX_PIECE / 1024));
    }
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    struct err reason = {0};
    struct builder b = {.arena = arena,
                        .image_folder = image_folder,
                        .err = &reason,
                        .steps = *steps,
                        .kind = BLOCK_PARAGRAPH};
    struct buf ruled = {0}, loose = {0};
    markdown_widen_table_rules(text, len, &ruled);
    cjk_loosen_emphasis(buf_text(&ruled), ruled.len, &loose);
    bool done =
        buf_ok(&ruled) && buf_ok(&loose) && md_parse(buf_text(&loose), (MD_SIZE)loose.len, &parser, &b) == 0;
    buf_finish(&ruled);
    buf_finish(&loose);
    if (!done && reason.code == ERR_NONE) {
        err_memory(&reason);
    }
    if (done) {
        out->items = arena_alloc(arena, (b.count + 1) * sizeof *out->items);
        out->count = b.count;
        done = out->items != NULL || err_memory(&reason);
    }
    if (done && b.count > 0) {
        memcpy(out->items, b.blocks, b.count * sizeof *out->items);
    }
    *steps = b.steps;
    free(b.blocks);
    free(b.spans);
    buf_finish(&b.text);
    buf_finish(&b.alt);
    return done || err_set(err, reason.code, "%s", reason.text);
}
