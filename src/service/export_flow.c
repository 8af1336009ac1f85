#include "service/export_flow.h"

#include <stdio.h>

#define HEADING_H 10.0

const char *flow_word(const struct flow *flow, enum str_id id)
{
    return str_in(flow->lang, id);
}

struct paper_style flow_plain(double size_pt, enum paper_align align)
{
    return (struct paper_style){size_pt, false, align, 1, 0};
}

void flow_end_page(struct flow *flow)
{
    char text[32];
    snprintf(text, sizeof text, "%d", ++flow->page);
    paper_text(flow->paper, PAPER_MARGIN, PAPER_H - 12, FLOW_WIDTH, 6, flow_plain(10.5, PAPER_CENTRE), text);
}

void flow_need(struct flow *flow, double h)
{
    if (flow->y + h > FLOW_BOTTOM) {
        flow_end_page(flow);
        paper_end_page(flow->paper);
        flow->y = PAPER_MARGIN;
    }
}

void flow_need_row(struct flow *flow, double h, size_t left, double tail)
{
    flow_need(flow, left <= 2 ? (double)left * h + tail : h);
}

void flow_section(struct flow *flow, enum str_id title, double h)
{
    flow_need(flow, HEADING_H + h);
    paper_fill(flow->paper, PAPER_MARGIN, flow->y + 3, 1.6, 6, FLOW_RED);
    paper_text(flow->paper, PAPER_MARGIN + 4, flow->y + 2, FLOW_WIDTH, 8,
               (struct paper_style){15, true, PAPER_LEFT, 1, 0}, flow_word(flow, title));
    flow->y += HEADING_H;
}

void flow_fact(struct flow *flow, enum flow_place place, enum str_id label, const char *value)
{
    const double x = PAPER_MARGIN + (place == FLOW_RIGHT_HALF ? FLOW_WIDTH / 2 : 0),
                 w = place == FLOW_WHOLE ? FLOW_WIDTH : FLOW_WIDTH / 2;
    paper_text(flow->paper, x + 2, flow->y, 24, FLOW_ROW_H,
               (struct paper_style){12.5, true, PAPER_LEFT, 1, 0x444444}, flow_word(flow, label));
    struct paper_style style = flow_plain(12.5, PAPER_LEFT);
    style.most_lines = 2;
    paper_text(flow->paper, x + 27, flow->y, w - 28, FLOW_ROW_H, style, value);
    flow->y += place == FLOW_LEFT_HALF ? 0 : FLOW_ROW_H;
}

void flow_row(struct flow *flow, const struct flow_table *table, const char *const texts[], bool head)
{
    double x = PAPER_MARGIN;
    if (head) {
        paper_fill(flow->paper, x, flow->y, FLOW_WIDTH, FLOW_ROW_H, 0xEFEFEF);
    }
    for (size_t i = 0; i < table->count; i++) {
        struct paper_style style = {11, head, i < table->left && !head ? PAPER_LEFT : PAPER_CENTRE, 2, 0};
        paper_frame(flow->paper, x, flow->y, table->widths[i], FLOW_ROW_H, 0.2);
        paper_text(flow->paper, x + 1, flow->y, table->widths[i] - 2, FLOW_ROW_H, style, texts[i]);
        x += table->widths[i];
    }
    flow->y += FLOW_ROW_H;
}

void flow_more(struct flow *flow, double x, double h, enum str_id sentence, size_t count)
{
    char more[96];
    flow_need(flow, h);
    snprintf(more, sizeof more, flow_word(flow, sentence), (int)count);
    paper_text(flow->paper, x, flow->y, PAPER_MARGIN + FLOW_WIDTH - x, h, flow_plain(11.5, PAPER_LEFT), more);
    flow->y += h;
}
