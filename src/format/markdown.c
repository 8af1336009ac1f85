#include "format/markdown.h"

#include "base/buf.h"
#include "base/strings.h"
#include "base/text_trim.h"
#include "domain/vote.h"
#include "format/encoding.h"
#include "format/markdown_blocks.h"
#include "format/markdown_lines.h"
#include "format/markdown_options.h"
#include "format/markdown_vote.h"
#include "format/nfc.h"

#include <string.h>

enum { MAX_SLIDES = 500, MAX_SLIDE_BLOCKS = 200 };

/* The file as UTF-8 in NFC, with \n line ends; valid as long as decoded and arena. */
static bool read_text(const char *data, size_t len, struct arena *arena, struct encoding_text *decoded,
                      const char **text, size_t *text_len, size_t *line, struct err *err)
{
    if (!encoding_decode(data, len, decoded, line, err)) {
        return false;
    }
    *text = decoded->text;
    *text_len = decoded->len;
    if (nfc_may_change(*text, *text_len)) {
        *text = nfc_copy(arena, *text, *text_len);
        if (!*text) {
            encoding_text_finish(decoded);
            return err_memory(err);
        }
        *text_len = strlen(*text);
    }
    return true;
}

static const struct block *first_heading(const struct markdown_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].kind == BLOCK_HEADING) {
            return &blocks->items[i];
        }
    }
    return NULL;
}

/* Blocks[from, to) without the title become the slide's. */
static bool fill_slide(struct slide *slide, const struct block *from, const struct block *to,
                       const struct block *title, struct arena *arena, struct err *err)
{
    size_t count = (size_t)(to - from) - (title != NULL);
    if (count > MAX_SLIDE_BLOCKS) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_SLIDE_TOO_FULL), (int)MAX_SLIDE_BLOCKS);
    }
    *slide = (struct slide){.title = title ? title->content.text : "", .notes = ""};
    slide->blocks = arena_alloc(arena, (count + 1) * sizeof *slide->blocks);
    if (!slide->blocks) {
        return err_memory(err);
    }
    for (; from < to; from++) {
        if (from != title) {
            struct block *block = &slide->blocks[slide->block_count++];
            *block = *from;
            if (block->kind == BLOCK_HEADING && block->level < 2) {
                block->level = 2;
            }
        }
    }
    return true;
}

/* The speaker notes are shown as they are written. */
static bool take_notes(struct slide *slide, const struct markdown_piece *piece, struct arena *arena,
                       struct err *err)
{
    size_t len = piece->notes_len;
    const char *notes = text_trim(piece->notes, &len);
    char *copy = arena_strndup(arena, notes, len);
    if (!copy) {
        return err_memory(err);
    }
    char *to = copy; /* CRLF to LF */
    for (const char *at = copy; *at; at++) {
        if (*at != '\r') {
            *to++ = *at;
        } else if (at[1] != '\n') {
            *to++ = '\n';
        }
    }
    *to = '\0';
    slide->notes = copy;
    return true;
}

static bool read_column(const char *text, size_t len, const char *image_folder, struct arena *arena,
                        int *steps, struct markdown_blocks *out, struct err *err)
{
    struct buf marked = {0};
    markdown_mark_choices(text, len, &marked);
    bool done = (buf_ok(&marked) || err_memory(err)) &&
                markdown_read_blocks(buf_text(&marked), marked.len, image_folder, arena, steps, out, err);
    buf_finish(&marked);
    return done;
}

/* The blocks of both columns, one behind the other; *left_count = those of the first. */
static bool read_columns(const struct markdown_piece *piece, const char *image_folder, struct arena *arena,
                         struct markdown_blocks *blocks, size_t *left_count, struct err *err)
{
    struct markdown_blocks right = {0};
    int steps = 0;
    if (!read_column(piece->text, piece->len, image_folder, arena, &steps, blocks, err)) {
        return false;
    }
    *left_count = blocks->count;
    if (piece->right_len == 0) {
        return true;
    }
    if (!read_column(piece->right, piece->right_len, image_folder, arena, &steps, &right, err)) {
        return false;
    }
    struct block *items = arena_alloc(arena, (blocks->count + right.count + 1) * sizeof *items);
    if (!items) {
        return err_memory(err);
    }
    memcpy(items, blocks->items, blocks->count * sizeof *items);
    memcpy(items + blocks->count, right.items, right.count * sizeof *items);
    *blocks = (struct markdown_blocks){.items = items, .count = blocks->count + right.count};
    return true;
}

/* *line becomes that of an error. */
static bool add_slide(struct deck *deck, const struct markdown_piece *piece, const char *image_folder,
                      struct arena *arena, size_t *line, struct err *err)
{
    struct markdown_blocks blocks = {0};
    struct slide_vote vote;
    size_t left, offset;
    *line = piece->line;
    if (!read_columns(piece, image_folder, arena, &blocks, &left, err) ||
        !markdown_take_choices(&blocks, &left, arena, &vote, err)) {
        return false;
    }
    const struct block *title = first_heading(&blocks);
    bool in_left = title && (size_t)(title - blocks.items) < left;
    struct slide slide;
    if (!fill_slide(&slide, blocks.items, blocks.items + blocks.count, title, arena, err) ||
        !take_notes(&slide, piece, arena, err)) {
        return false;
    }
    slide.line = piece->line;
    slide.source = deck->slide_count;
    slide.column_break = left < blocks.count ? left - in_left : 0;
    slide.steps = slide.block_count > 0 ? slide.blocks[slide.block_count - 1].step : 0;
    slide.vote = vote;
    if (!markdown_read_options(piece->text, piece->len, &slide, &offset, err)) {
        *line = piece->line + offset;
        return false;
    }
    if (slide.vote.choices > 0 && slide.vote.privacy == VOTE_SECRET && slide.vote.live) {
        return err_set(err, ERR_INPUT, "%s", str(STR_MARKDOWN_SECRET_LIVE));
    }
    slide.steps += vote_steps(&slide.vote);
    if (!slide.title[0] && slide.block_count == 0 && !slide.notes[0]) {
        return true; /* two --- in a row, or one at an end of the file */
    }
    if (deck->slide_count == MAX_SLIDES) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_TOO_MANY_SLIDES), (int)MAX_SLIDES);
    }
    deck->slides[deck->slide_count++] = slide;
    if (!deck->title[0]) {
        deck->title = slide.title;
    }
    return true;
}

static bool read_slides(const char *text, size_t len, const char *image_folder, struct arena *arena,
                        struct deck *out, size_t *line, struct err *err)
{
    struct markdown_splitter splitter;
    markdown_split_start(&splitter, text, len);
    struct markdown_piece piece;
    while (markdown_split_next(&splitter, &piece)) {
        if (!add_slide(out, &piece, image_folder, arena, line, err)) {
            return false;
        }
    }
    *line = 0;
    return out->slide_count > 0 || err_set(err, ERR_INPUT, "%s", str(STR_MARKDOWN_EMPTY));
}

static bool start_deck(struct deck *deck, const char *id, struct arena *arena, struct err *err)
{
    *deck = (struct deck){.id = arena_strdup(arena, id), .title = ""};
    deck->slides = arena_alloc(arena, MAX_SLIDES * sizeof *deck->slides);
    return (deck->id && deck->slides) || err_memory(err);
}

bool markdown_read_deck(const char *text, size_t len, const char *id, const char *image_folder,
                        struct arena *arena, struct deck *out, size_t *line, struct err *err)
{
    struct deck deck;
    struct encoding_text decoded;
    const char *clean;
    size_t clean_len;
    *line = 0;
    if (!start_deck(&deck, id, arena, err) ||
        !read_text(text, len, arena, &decoded, &clean, &clean_len, line, err)) {
        return false;
    }
    bool done = read_slides(clean, clean_len, image_folder, arena, &deck, line, err);
    encoding_text_finish(&decoded);
    if (done) {
        deck.title = deck.title[0] ? deck.title : deck.id;
        *out = deck;
    }
    return done;
}

static int highest_level(const struct markdown_blocks *blocks)
{
    int highest = 7;
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].kind == BLOCK_HEADING && blocks->items[i].level < highest) {
            highest = blocks->items[i].level;
        }
    }
    return highest;
}

static bool starts_point(const struct block *block, int level)
{
    return block->kind == BLOCK_HEADING && block->level == level;
}

static bool read_points(const struct markdown_blocks *blocks, struct arena *arena, struct deck *out,
                        struct err *err)
{
    int level = highest_level(blocks);
    const struct block *end = blocks->items + blocks->count;
    for (const struct block *at = blocks->items; at < end;) {
        if (!starts_point(at, level)) {
            at++; /* an introduction */
            continue;
        }
        const struct block *next = at + 1;
        while (next < end && !starts_point(next, level)) {
            next++;
        }
        if (out->slide_count == MAX_SLIDES) {
            return err_set(err, ERR_INPUT, str(STR_MARKDOWN_TOO_MANY_SLIDES), (int)MAX_SLIDES);
        }
        if (!fill_slide(&out->slides[out->slide_count++], at, next, at, arena, err)) {
            return false;
        }
        at = next;
    }
    return out->slide_count > 0 || err_set(err, ERR_INPUT, "%s", str(STR_MARKDOWN_NO_HEADING));
}

bool markdown_read_keypoints(const char *text, size_t len, struct arena *arena, struct deck *out,
                             size_t *line, struct err *err)
{
    struct deck deck;
    struct encoding_text decoded;
    const char *clean;
    size_t clean_len;
    *line = 0;
    if (!start_deck(&deck, "keypoints", arena, err) ||
        !read_text(text, len, arena, &decoded, &clean, &clean_len, line, err)) {
        return false;
    }
    struct buf unruled = {0};
    struct markdown_blocks blocks = {0};
    int steps = 0;
    markdown_drop_rules(clean, clean_len, &unruled);
    bool done = (buf_ok(&unruled) || err_memory(err)) &&
                markdown_read_blocks(buf_text(&unruled), unruled.len, "", arena, &steps, &blocks, err) &&
                read_points(&blocks, arena, &deck, err);
    buf_finish(&unruled);
    encoding_text_finish(&decoded);
    if (done) {
        deck.title = deck.slides[0].title;
        *out = deck;
    }
    return done;
}

/* The sentence alone has to say where, for callers that show nothing else. */
static bool with_line(bool done, size_t line, const struct err *reason, struct err *err)
{
    if (!done && line > 0) {
        return err_set(err, reason->code, str(STR_MARKDOWN_AT_LINE), line, reason->text);
    }
    return done || err_set(err, reason->code, "%s", reason->text);
}

bool markdown_parse_deck(const char *text, size_t len, const char *id, const char *image_folder,
                         struct arena *arena, struct deck *out, struct err *err)
{
    size_t line = 0;
    struct err reason = {0};
    bool done = markdown_read_deck(text, len, id, image_folder, arena, out, &line, &reason);
    return with_line(done, line, &reason, err);
}

bool markdown_parse_keypoints(const char *text, size_t len, struct arena *arena, struct deck *out,
                              struct err *err)
{
    size_t line = 0;
    struct err reason = {0};
    bool done = markdown_read_keypoints(text, len, arena, out, &line, &reason);
    return with_line(done, line, &reason, err);
}
