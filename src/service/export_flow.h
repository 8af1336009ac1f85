/* The pages of a report as they fill: sections one below the other, a new page where one does not fit.
 * Lengths as in paper.h. */
#ifndef LECTERN_SERVICE_EXPORT_FLOW_H
#define LECTERN_SERVICE_EXPORT_FLOW_H

#include "base/strings.h"
#include "format/paper.h"

#include <stddef.h>

#define FLOW_WIDTH  (PAPER_W - 2 * PAPER_MARGIN)
#define FLOW_BOTTOM (PAPER_H - 16.0)
#define FLOW_ROW_H  7.0
#define FLOW_RED    0xB2161C
#define FLOW_GREY   0xE9E4DC

struct flow {
    struct paper *paper; /* not owned */
    enum lang lang;
    double y; /* where the next thing stands */
    int page; /* ended so far */
};

const char *flow_word(const struct flow *flow, enum str_id id);
struct paper_style flow_plain(double size_pt, enum paper_align align);

/* Its number at the foot of the page; the paper's page is ended by whoever goes on. */
void flow_end_page(struct flow *flow);

/* A new page where less than h is left. */
void flow_need(struct flow *flow, double h);

/* Before a row of h, left of them with itself: the last two stay on one page, with the tail below them. */
void flow_need_row(struct flow *flow, double h, size_t left, double tail);

/* A heading, on the same page as the first h of what stands below it. */
void flow_section(struct flow *flow, enum str_id title, double h);

/* A label and a value. The left half of a row, then the right one, which ends it. */
enum flow_place { FLOW_WHOLE, FLOW_LEFT_HALF, FLOW_RIGHT_HALF };
void flow_fact(struct flow *flow, enum flow_place place, enum str_id label, const char *value);

/* A row of a table with frames: widths of all columns; the first left ones are words, the others are centred.
 */
struct flow_table {
    const double *widths;
    size_t count, left;
};
void flow_row(struct flow *flow, const struct flow_table *table, const char *const texts[], bool head);

/* That a list goes on, and by how much. */
void flow_more(struct flow *flow, double x, double h, enum str_id sentence, size_t count);

#endif
