/* Where a text may be broken: UAX #14 through libunistring, and what engineers' texts want besides. */
#ifndef LECTERN_TEXT_BREAKS_H
#define LECTERN_TEXT_BREAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_break { TEXT_BREAK_NO, TEXT_BREAK_MAY, TEXT_BREAK_MUST };

/* breaks[i] tells whether a line may begin at byte i. Returns false when out of memory. breaks has len bytes.
 */
bool text_find_breaks(const char *text, size_t len, char *breaks);

/* Marks of both scripts: they are no letters, and a line is better broken behind them than elsewhere. */
bool text_is_punctuation(uint32_t c);

/* Those that come before what they belong to. */
bool text_is_opening(uint32_t c);

#endif
