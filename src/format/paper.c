#include "format/paper.h"

#include "base/strings.h"
#include "format/paper_glyphs.h"
#include "format/paper_library.h"

#include <stdlib.h>
#include <string.h>

/* The family of fonts/faces.txt's first face: Simplified forms. */
static const char font_family[] = "Noto Sans CJK SC";

#define POINTS_PER_MM (72.0 / 25.4)
#define LEAST_SHRINK  0.7
#define LEAST_OF_MANY 0.5   /* on three lines and more */
#define LINE_SPACING  0.86F /* of the font's own, which is generous for Chinese */

/* Loaded by the first paper; the same for all of them. */
static const struct paper_library *pdf;

struct paper {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
    PangoFontDescription *font;
    struct paper_glyphs glyphs;
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
    PangoFontMap *map = pdf->pango_cairo_font_map_get_default();
    pdf->pango_font_map_list_families(map, &families, &count);
    for (int i = 0; i < count && !found; i++) {
        found = strcmp(pdf->pango_font_family_get_name(families[i]), font_family) == 0;
    }
    pdf->g_free(families);
    return found;
}

bool paper_create(struct paper **out, const char *path, const char *title, struct err *err)
{
    pdf = paper_library_load(err);
    if (!pdf) {
        return false;
    }
    if (!has_font()) {
        return err_set(err, ERR_UNSUPPORTED, str(STR_ERR_FACE_MISSING), font_family, "fonts-noto-cjk");
    }
    struct paper *paper = calloc(1, sizeof *paper);
    if (!paper) {
        return err_memory(err);
    }
    paper->path = strdup(path);
    paper->surface = pdf->cairo_pdf_surface_create(path, points(PAPER_W), points(PAPER_H));
    paper->cairo = pdf->cairo_create(paper->surface);
    cairo_status_t status = pdf->cairo_status(paper->cairo);
    bool ready = paper_glyphs_begin(&paper->glyphs, pdf, font_family) && paper->path;
    if (!ready || status != CAIRO_STATUS_SUCCESS) {
        paper_discard(paper);
        return status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_NO_MEMORY
                   ? err_memory(err)
                   : err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, pdf->cairo_status_to_string(status));
    }
    pdf->cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title);
    pdf->cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATOR, "Lectern");
    paper->layout = pdf->pango_cairo_create_layout(paper->cairo);
    /* a point is a point: Pango takes 96 of a screen for an inch otherwise */
    PangoContext *context = pdf->pango_layout_get_context(paper->layout);
    pdf->pango_cairo_context_set_resolution(context, 72);
    pdf->pango_context_set_round_glyph_positions(context, FALSE); /* a page has no pixels */
    pdf->pango_layout_context_changed(paper->layout);
    pdf->pango_layout_set_line_spacing(paper->layout, LINE_SPACING);
    paper->font = pdf->pango_font_description_from_string(font_family);
    pdf->pango_layout_set_wrap(paper->layout, PANGO_WRAP_WORD_CHAR);
    *out = paper;
    return true;
}

void paper_end_page(struct paper *paper)
{
    pdf->cairo_show_page(paper->cairo);
    paper->drawn = false;
}

static void set_colour(struct paper *paper, uint32_t colour)
{
    pdf->cairo_set_source_rgb(paper->cairo, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                              (colour & 0xFF) / 255.0);
}

static void set_size(struct paper *paper, double size_pt, bool bold)
{
    pdf->pango_font_description_set_size(paper->font, (int)(size_pt * PANGO_SCALE));
    pdf->pango_font_description_set_weight(paper->font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pdf->pango_layout_set_font_description(paper->layout, paper->font);
}

/* Fewest lines first, then the largest size: a smaller letter is better than a name on two lines, and small
 * print is better than a name that is cut. */
static void fit(struct paper *paper, const struct paper_style *style, int lines, double h)
{
    int width, height;
    pdf->pango_layout_set_height(paper->layout, -1);
    for (int most = 1; most <= lines; most++) {
        double least = (most < 3 ? LEAST_SHRINK : LEAST_OF_MANY) - 0.001;
        for (double share = 1; share >= least; share -= 0.05) {
            set_size(paper, style->size_pt * share, style->bold);
            pdf->pango_layout_get_size(paper->layout, &width, &height);
            bool tall = h > 0 && height > points(h) * PANGO_SCALE;
            if (pdf->pango_layout_get_line_count(paper->layout) <= most && (!tall || most == 1)) {
                return;
            }
        }
    }
    pdf->pango_layout_set_height(paper->layout, -lines);
    pdf->pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_END);
}

double paper_text(struct paper *paper, double x, double y, double w, double h, struct paper_style style,
                  const char *text)
{
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    int width, height;
    paper->drawn = true;
    pdf->pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_NONE);
    pdf->pango_layout_set_width(paper->layout, (int)(points(w) * PANGO_SCALE));
    pdf->pango_layout_set_alignment(paper->layout, aligns[style.align]);
    pdf->pango_layout_set_text(paper->layout, text, -1);
    fit(paper, &style, style.most_lines > 0 ? style.most_lines : 1, h);
    pdf->pango_layout_get_size(paper->layout, &width, &height);
    double tall = (double)height / PANGO_SCALE / POINTS_PER_MM;
    set_colour(paper, style.colour);
    paper_glyphs_show(&paper->glyphs, paper->cairo, paper->layout, points(x),
                      points(h > 0 ? y + (h - tall) / 2 : y));
    return tall;
}

void paper_line(struct paper *paper, double x1, double y1, double x2, double y2, double width)
{
    paper->drawn = true;
    set_colour(paper, 0);
    pdf->cairo_set_line_width(paper->cairo, points(width));
    pdf->cairo_move_to(paper->cairo, points(x1), points(y1));
    pdf->cairo_line_to(paper->cairo, points(x2), points(y2));
    pdf->cairo_stroke(paper->cairo);
}

void paper_fill(struct paper *paper, double x, double y, double w, double h, uint32_t colour)
{
    paper->drawn = true;
    set_colour(paper, colour);
    pdf->cairo_rectangle(paper->cairo, points(x), points(y), points(w), points(h));
    pdf->cairo_fill(paper->cairo);
}

void paper_frame(struct paper *paper, double x, double y, double w, double h, double width)
{
    paper->drawn = true;
    set_colour(paper, 0);
    pdf->cairo_set_line_width(paper->cairo, points(width));
    pdf->cairo_rectangle(paper->cairo, points(x), points(y), points(w), points(h));
    pdf->cairo_stroke(paper->cairo);
}

bool paper_close(struct paper *paper, struct err *err)
{
    if (paper->drawn) {
        pdf->cairo_show_page(paper->cairo);
    }
    pdf->cairo_surface_finish(paper->surface);
    cairo_status_t status = pdf->cairo_surface_status(paper->surface);
    bool done = status == CAIRO_STATUS_SUCCESS || err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), paper->path,
                                                          pdf->cairo_status_to_string(status));
    paper_discard(paper);
    return done;
}

void paper_discard(struct paper *paper)
{
    if (!paper) {
        return;
    }
    if (paper->layout) {
        pdf->g_object_unref(paper->layout);
    }
    pdf->pango_font_description_free(paper->font);
    pdf->cairo_destroy(paper->cairo);
    pdf->cairo_surface_destroy(paper->surface);
    paper_glyphs_finish(&paper->glyphs);
    free(paper->path);
    free(paper);
}
