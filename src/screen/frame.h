/* The frame around the public screens: header bar and navigation bar. */
#ifndef LECTERN_SCREEN_FRAME_H
#define LECTERN_SCREEN_FRAME_H

#include "screen/screen.h"

/* Targets of the frame lie above those of screens. */
enum { FRAME_TARGET_NAV = 1000, FRAME_TARGET_CLOCK = 1001 };

/* Fills the background, draws both bars with `current` lit, and returns what is left between them, margins
 * taken off. */
struct rect frame_draw(struct draw_list *list, const struct screen_view *view, enum screen_id current);

/* The background and the header alone, for screens with a frame of their own. */
void frame_draw_header(struct draw_list *list, const struct screen_view *view);

/* The same place without drawing. */
struct rect frame_main(const struct screen_view *view);

/* "11月22日 星期日" and "11月22日 周日" in the current language. */
#define FRAME_DATE_SIZE 64
const char *frame_date(int64_t ms, bool short_weekday, char out[FRAME_DATE_SIZE]);

/* "09:00–10:30" */
#define FRAME_SPAN_SIZE 40
const char *frame_span(const struct lecture *lecture, char out[FRAME_SPAN_SIZE]);

/* "原 09:00，延至 09:10" where staff moved the lecture, else "". */
#define FRAME_MOVED_SIZE 96
const char *frame_moved(const struct lecture *lecture, char out[FRAME_MOVED_SIZE]);

/* "全国劳动模范 · 王师傅", the name alone where there is no title. */
#define FRAME_SPEAKER_SIZE 640
const char *frame_speaker(const struct lecture *lecture, char out[FRAME_SPEAKER_SIZE]);

/* "一车间、二车间"; cut at a character where it does not fit. */
#define FRAME_AUDIENCE_SIZE 640
const char *frame_audience(const struct lecture *lecture, char out[FRAME_AUDIENCE_SIZE]);

#endif
