/* What a slide says of itself in a comment: <!-- 版式: 图片; 自动翻页: 10 -->. */
#ifndef LECTERN_FORMAT_MARKDOWN_OPTIONS_H
#define LECTERN_FORMAT_MARKDOWN_OPTIONS_H

#include "base/err.h"
#include "domain/deck.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads the comments of a slide's text into setting, auto_s and, where it has choices, vote. Comments about
 * something else are people's own. False: a value that means nothing, or a vote without choices; *line_offset
 * lines below the text's first. */
bool markdown_read_options(const char *text, size_t len, struct slide *slide, size_t *line_offset,
                           struct err *err);

#endif
