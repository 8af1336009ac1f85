#include "slide/split.h"

#include "base/utf8.h"
#include "text/breaks.h"

#include <stdlib.h>
#include <string.h>

/* --- texts --- */

static bool is_text(const struct block *block)
{
    return block->kind != BLOCK_TABLE && block->kind != BLOCK_IMAGE && block->kind != BLOCK_CHOICE &&
           block->kind != BLOCK_CALL;
}

/* Part [from, to) of a rich text; its words are a copy unless it goes up to the end. */
static bool slice(const struct rich_text *rich, size_t from, size_t to, struct arena *arena,
                  struct rich_text *out)
{
    bool to_end = rich->text[to] == '\0';
    const char *text = to_end ? rich->text + from : arena_strndup(arena, rich->text + from, to - from);
    struct span *spans = arena_alloc(arena, (rich->span_count + 1) * sizeof *spans);
    size_t count = 0;
    if (!text || !spans) {
        return false;
    }
    for (size_t i = 0; i < rich->span_count; i++) {
        const struct span *span = &rich->spans[i];
        size_t start = span->start > from ? span->start : from;
        size_t end = span->start + span->len < to ? span->start + span->len : to;
        if (start < end) {
            spans[count++] = (struct span){.kind = span->kind, .start = start - from, .len = end - start};
        }
    }
    *out = (struct rich_text){.text = text, .spans = spans, .span_count = count};
    return true;
}

/* The block's text parted at byte `at`; blanks there fall out. */
static bool part_text(const struct block *block, size_t at, struct arena *arena, struct block *head,
                      struct block *tail)
{
    const char *text = block->content.text;
    size_t end = at, begin = at;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) {
        end--;
    }
    while (text[begin] == ' ' || text[begin] == '\n') {
        begin++;
    }
    struct block first = *block, rest = *block;
    rest.continued = true;
    if (end == 0 || !text[begin] || !slice(&block->content, 0, end, arena, &first.content) ||
        !slice(&block->content, begin, strlen(text), arena, &rest.content)) {
        return false;
    }
    *head = first;
    *tail = rest;
    return true;
}

/* Code between its lines, other text wherever a line may end. */
static bool find_places(const struct block *block, size_t len, char *places)
{
    if (block->kind != BLOCK_CODE) {
        return text_find_breaks(block->content.text, len, places);
    }
    for (size_t i = 0; i < len; i++) {
        places[i] = i > 0 && block->content.text[i - 1] == '\n' ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
    }
    return true;
}

enum ending { ENDS_NOTHING, ENDS_PHRASE, ENDS_SENTENCE };

static enum ending ending_at(const char *text, size_t at)
{
    static const char *const sentences[] = {"。", "！", "？", "；", "。”", "？”", "！”", "」", ".", "!", "?"};
    while (at > 0 && text[at - 1] == ' ') {
        at--;
    }
    if (at > 0 && text[at - 1] == '\n') {
        return ENDS_SENTENCE;
    }
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        size_t len = strlen(sentences[i]);
        if (at >= len && memcmp(text + at - len, sentences[i], len) == 0) {
            return ENDS_SENTENCE;
        }
    }
    size_t last = at > 0 ? utf8_floor(text, at - 1) : 0;
    return at > 0 && text_is_punctuation(utf8_next(text, at, &last)) ? ENDS_PHRASE : ENDS_NOTHING;
}

/* At `most` or somewhat before it: the end of a sentence is worth a third of the room, that of a phrase a
 * sixth. */
static size_t nicest_place(const struct block *block, const char *places, size_t most)
{
    size_t phrase = 0;
    for (size_t at = most; at > most * 2 / 3 && block->kind != BLOCK_CODE; at--) {
        if (places[at] == TEXT_BREAK_NO) {
            continue;
        }
        enum ending ending = ending_at(block->content.text, at);
        if (ending == ENDS_SENTENCE) {
            return at;
        }
        phrase = ending == ENDS_PHRASE && !phrase && at > most * 5 / 6 ? at : phrase;
    }
    return phrase ? phrase : most;
}

/* A beginning of the block in memory of its own, whose end moves. */
struct draft {
    struct block block;
    char *text;
    struct span *spans;
};

static bool draft_init(struct draft *draft, const struct block *block)
{
    size_t len = strlen(block->content.text), count = block->content.span_count;
    *draft = (struct draft){
        .block = *block, .text = malloc(len + 1), .spans = malloc((count + 1) * sizeof *draft->spans)};
    if (draft->text) {
        memcpy(draft->text, block->content.text, len + 1);
    }
    draft->block.content.text = draft->text;
    draft->block.content.spans = draft->spans;
    return draft->text && draft->spans;
}

static void draft_finish(struct draft *draft)
{
    free(draft->text);
    free(draft->spans);
}

static bool draft_fits(struct draft *draft, const struct block *block, size_t len, split_fits *fits,
                       void *context)
{
    struct rich_text *content = &draft->block.content;
    content->span_count = 0;
    for (size_t i = 0; i < block->content.span_count && block->content.spans[i].start < len; i++) {
        struct span span = block->content.spans[i];
        span.len = span.start + span.len > len ? len - span.start : span.len;
        draft->spans[content->span_count++] = span;
    }
    draft->text[len] = '\0';
    bool has_room = fits(context, &draft->block);
    draft->text[len] = block->content.text[len];
    return has_room;
}

/* The last place at which the text before it fits; 0 = none. */
static size_t last_place(const struct block *block, const char *places, size_t len, split_fits *fits,
                         void *context)
{
    struct draft draft;
    size_t low = 0, high = len; /* fits up to low; not up to high */
    if (!draft_init(&draft, block)) {
        draft_finish(&draft);
        return 0;
    }
    while (true) {
        size_t at = low + (high - low) / 2;
        while (at > low && places[at] == TEXT_BREAK_NO) {
            at--;
        }
        if (at == low) { /* none in the lower half: the first of the upper one */
            at = low + (high - low) / 2 + 1;
            while (at < high && places[at] == TEXT_BREAK_NO) {
                at++;
            }
        }
        if (at >= high) {
            break;
        }
        if (draft_fits(&draft, block, at, fits, context)) {
            low = at;
        } else {
            high = at;
        }
    }
    draft_finish(&draft);
    return low;
}

static bool split_text(const struct block *block, split_fits *fits, void *context, struct arena *arena,
                       struct block *head, struct block *tail)
{
    size_t len = strlen(block->content.text);
    char *places = malloc(len + 1);
    bool parted = false;
    if (places && len > 0 && find_places(block, len, places)) {
        size_t most = last_place(block, places, len, fits, context);
        if (most == 0) { /* one endless word, or line of code: between any two characters */
            for (size_t i = 0; i < len; i++) {
                places[i] = utf8_floor(block->content.text, i) == i ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
            }
            most = last_place(block, places, len, fits, context);
        }
        parted = most > 0 && part_text(block, nicest_place(block, places, most), arena, head, tail);
    }
    free(places);
    return parted;
}

bool split_long_text(const struct block *block, size_t most, struct arena *arena, struct block *head,
                     struct block *tail)
{
    const char *text = block->content.text;
    if (!is_text(block) || strnlen(text, most + 1) <= most) {
        return false;
    }
    size_t at = utf8_floor(text, most);
    for (size_t sentence = at; sentence > most * 2 / 3; sentence--) {
        bool ends = block->kind == BLOCK_CODE ? text[sentence - 1] == '\n'
                                              : ending_at(text, sentence) == ENDS_SENTENCE;
        if (utf8_floor(text, sentence) == sentence && ends) {
            at = sentence;
            break;
        }
    }
    return part_text(block, at, arena, head, tail);
}

/* --- tables --- */

static bool split_rows(const struct block *table, split_fits *fits, void *context, struct arena *arena,
                       struct block *head, struct block *tail)
{
    struct block first = *table, rest = *table;
    size_t low = 1, high = table->rows; /* low rows fit */
    while (low + 1 < high) {
        first.rows = low + (high - low) / 2;
        if (fits(context, &first)) {
            low = first.rows;
        } else {
            high = first.rows;
        }
    }
    if (low < 2 || low >= table->rows) {
        return false;
    }
    size_t width = table->columns, kept = table->rows - low;
    rest.rows = kept + 1;
    rest.continued = true;
    rest.cells = arena_alloc(arena, rest.rows * width * sizeof *rest.cells);
    if (!rest.cells) {
        return false;
    }
    memcpy(rest.cells, table->cells, width * sizeof *rest.cells);
    memcpy(rest.cells + width, table->cells + low * width, kept * width * sizeof *rest.cells);
    first.rows = low;
    *head = first;
    *tail = rest;
    return true;
}

bool split_columns(const struct block *table, size_t from, size_t count, struct arena *arena,
                   struct block *out)
{
    size_t repeated = from > 0, width = count + repeated;
    *out = *table;
    out->columns = width;
    out->cells = arena_alloc(arena, table->rows * width * sizeof *out->cells);
    for (size_t r = 0; out->cells && r < table->rows; r++) {
        const struct table_cell *row = table->cells + r * table->columns;
        out->cells[r * width] = row[0];
        memcpy(out->cells + r * width + repeated, row + from, count * sizeof *row);
    }
    return out->cells != NULL;
}

bool split_block(const struct block *block, split_fits *fits, void *context, struct arena *arena,
                 struct block *head, struct block *tail)
{
    if (block->kind == BLOCK_TABLE) {
        return split_rows(block, fits, context, arena, head, tail);
    }
    return is_text(block) && split_text(block, fits, context, arena, head, tail);
}
