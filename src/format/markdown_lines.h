/* The lines of a talk that are ours and not Markdown's: --- between slides, ||| between two columns, ???
 * before speaker notes and ? before a choice. */
#ifndef LECTERN_FORMAT_MARKDOWN_LINES_H
#define LECTERN_FORMAT_MARKDOWN_LINES_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* One slide's part of the text. */
struct markdown_piece {
    const char *text;
    size_t len;
    const char *right; /* what stands in the second column; never NULL */
    size_t right_len;
    const char *notes; /* never NULL */
    size_t notes_len;
    size_t line; /* where it starts, from 1 */
};

struct markdown_splitter {
    const char *at, *end;
    size_t line;
    bool over;
};

void markdown_split_start(struct markdown_splitter *splitter, const char *text, size_t len);

/* False when there are no more; empty pieces come too. --- splits also directly under text, where Markdown
 * would take it for a heading; longer rules split where a blank line or nothing stands above. Not inside
 * fenced code. */
bool markdown_split_next(struct markdown_splitter *splitter, struct markdown_piece *out);

/* Appends text to out with the --- lines empty. */
void markdown_drop_rules(const char *text, size_t len, struct buf *out);

/* The text with the rule below a table's header as long as md4c wants it: people write |-|-|, too. */
void markdown_widen_table_rules(const char *text, size_t len, struct buf *out);

/* What a choice begins with on its way through Markdown: U+FDD0, which no text holds (Unicode, 23.7). */
#define MARKDOWN_CHOICE "\xEF\xB7\x90"

/* Appends text to out with every line that begins with ? as a paragraph of its own behind that sign. */
void markdown_mark_choices(const char *text, size_t len, struct buf *out);

#endif
