#include "format/paper.h"

#include "base/strings.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* The family of fonts/faces.txt's first face: Simplified forms. */
static const char font_family[] = "Noto Sans CJK SC";

#define POINTS_PER_MM (72.0 / 25.4)
#define LEAST_SHRINK  0.7
#define LINE_SPACING  0.86F /* of the font's own, which is generous for Chinese */

struct paper {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
    PangoFontDescription *font;
    char *path;
    bool drawn; /* something on the page at hand */
};

static double points(double mm)
{
    return mm * POINTS_PER_MM;
}

/* Pango would draw boxes of another font without a word. */
static bool has_font(void)
{
    PangoFontFamily **families = NULL;
    int count = 0;
    bool found = false;
    PangoFontMap *map = pango_cairo_font_map_get_default();
    pango_font_map_list_families(map, &families, &count);
    for (int i = 0; i < count && !found; i++) {
        found = strcmp(pango_font_family_get_name(families[i]), font_family) == 0;
    }
    g_free(families);
    return found;
}

bool paper_create(struct paper **out, const char *path, const char *title, struct err *err)
{
    if (!has_font()) {
        return err_set(err, ERR_UNSUPPORTED, str(STR_ERR_FACE_MISSING), font_family, "fonts-noto-cjk");
    }
    struct paper *paper = calloc(1, sizeof *paper);
    if (!paper) {
        return err_memory(err);
    }
    paper->path = strdup(path);
    paper->surface = cairo_pdf_surface_create(path, points(PAPER_W), points(PAPER_H));
    paper->cairo = cairo_create(paper->surface);
    cairo_status_t status = cairo_status(paper->cairo);
    if (!paper->path || status != CAIRO_STATUS_SUCCESS) {
        paper_discard(paper);
        return status == CAIRO_STATUS_NO_MEMORY
                   ? err_memory(err)
                   : err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, cairo_status_to_string(status));
    }
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATOR, "Lectern");
    paper->layout = pango_cairo_create_layout(paper->cairo);
    /* a point is a point: Pango takes 96 of a screen for an inch otherwise */
    pango_cairo_context_set_resolution(pango_layout_get_context(paper->layout), 72);
    pango_layout_context_changed(paper->layout);
    pango_layout_set_line_spacing(paper->layout, LINE_SPACING);
    paper->font = pango_font_description_from_string(font_family);
    pango_layout_set_wrap(paper->layout, PANGO_WRAP_WORD_CHAR);
    *out = paper;
    return true;
}

void paper_end_page(struct paper *paper)
{
    cairo_show_page(paper->cairo);
    paper->drawn = false;
}

static void set_colour(struct paper *paper, uint32_t colour)
{
    cairo_set_source_rgb(paper->cairo, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

static void set_size(struct paper *paper, double size_pt, bool bold)
{
    pango_font_description_set_size(paper->font, (int)(size_pt * PANGO_SCALE));
    pango_font_description_set_weight(paper->font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(paper->layout, paper->font);
}

/* Fewest lines first, then the largest size: a smaller letter is better than a name on two lines, and two
 * lines are better than a name that is cut. */
static void fit(struct paper *paper, const struct paper_style *style, int lines, double h)
{
    int width, height;
    pango_layout_set_height(paper->layout, -1);
    for (int most = 1; most <= lines; most++) {
        for (double share = 1; share >= LEAST_SHRINK - 0.001; share -= 0.05) {
            set_size(paper, style->size_pt * share, style->bold);
            pango_layout_get_size(paper->layout, &width, &height);
            bool tall = h > 0 && height > points(h) * PANGO_SCALE;
            if (pango_layout_get_line_count(paper->layout) <= most && (!tall || most == 1)) {
                return;
            }
        }
    }
    pango_layout_set_height(paper->layout, -lines);
    pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_END);
}

double paper_text(struct paper *paper, double x, double y, double w, double h, struct paper_style style,
                  const char *text)
{
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    int width, height;
    paper->drawn = true;
    pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_width(paper->layout, (int)(points(w) * PANGO_SCALE));
    pango_layout_set_alignment(paper->layout, aligns[style.align]);
    pango_layout_set_text(paper->layout, text, -1);
    fit(paper, &style, style.most_lines > 0 ? style.most_lines : 1, h);
    pango_layout_get_size(paper->layout, &width, &height);
    double tall = (double)height / PANGO_SCALE / POINTS_PER_MM;
    set_colour(paper, style.colour);
    cairo_move_to(paper->cairo, points(x), points(h > 0 ? y + (h - tall) / 2 : y));
    pango_cairo_show_layout(paper->cairo, paper->layout);
    return tall;
}

void paper_line(struct paper *paper, double x1, double y1, double x2, double y2, double width)
{
    paper->drawn = true;
    set_colour(paper, 0);
    cairo_set_line_width(paper->cairo, points(width));
    cairo_move_to(paper->cairo, points(x1), points(y1));
    cairo_line_to(paper->cairo, points(x2), points(y2));
    cairo_stroke(paper->cairo);
}

void paper_fill(struct paper *paper, double x, double y, double w, double h, uint32_t colour)
{
    paper->drawn = true;
    set_colour(paper, colour);
    cairo_rectangle(paper->cairo, points(x), points(y), points(w), points(h));
    cairo_fill(paper->cairo);
}

void paper_frame(struct paper *paper, double x, double y, double w, double h, double width)
{
    paper->drawn = true;
    set_colour(paper, 0);
    cairo_set_line_width(paper->cairo, points(width));
    cairo_rectangle(paper->cairo, points(x), points(y), points(w), points(h));
    cairo_stroke(paper->cairo);
}

bool paper_close(struct paper *paper, struct err *err)
{
    if (paper->drawn) {
        cairo_show_page(paper->cairo);
    }
    cairo_surface_finish(paper->surface);
    cairo_status_t status = cairo_surface_status(paper->surface);
    bool done = status == CAIRO_STATUS_SUCCESS ||
                err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), paper->path, cairo_status_to_string(status));
    paper_discard(paper);
    return done;
}

void paper_discard(struct paper *paper)
{
    if (!paper) {
        return;
    }
    if (paper->layout) {
        g_object_unref(paper->layout);
    }
    pango_font_description_free(paper->font);
    cairo_destroy(paper->cairo);
    cairo_surface_destroy(paper->surface);
    free(paper->path);
    free(paper);
}
