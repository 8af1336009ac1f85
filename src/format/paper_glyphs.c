#include "format/paper_glyphs.h"

#include <stdlib.h>
#include <string.h>

/* An em of the outlines: so large that nothing is rounded away. */
#define EM 1000.0

static const cairo_user_data_key_t face_key;

bool paper_glyphs_begin(struct paper_glyphs *glyphs, const struct paper_library *pdf, const char *family)
{
    *glyphs = (struct paper_glyphs){.pdf = pdf, .family = family};
    cairo_surface_t *nowhere = pdf->cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    glyphs->pen = pdf->cairo_create(nowhere);
    pdf->cairo_surface_destroy(nowhere); /* the pen holds it */
    cairo_font_options_t *options = pdf->cairo_font_options_create();
    pdf->cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pdf->cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pdf->cairo_set_font_options(glyphs->pen, options);
    pdf->cairo_font_options_destroy(options);
    return pdf->cairo_status(glyphs->pen) == CAIRO_STATUS_SUCCESS;
}

/* Cairo asks once for a glyph; its em is 1. */
static cairo_status_t draw_glyph(cairo_scaled_font_t *scaled, unsigned long glyph, cairo_t *cairo,
                                 cairo_text_extents_t *extents)
{
    const struct paper_library *pdf = paper_library_load(NULL);
    const struct paper_face *face =
        pdf->cairo_font_face_get_user_data(pdf->cairo_scaled_font_get_font_face(scaled), &face_key);
    const cairo_glyph_t one = {.index = glyph};
    cairo_text_extents_t real;
    pdf->cairo_set_font_face(face->pen, face->outlines);
    pdf->cairo_set_font_size(face->pen, EM);
    pdf->cairo_glyph_extents(face->pen, &one, 1, &real);
    extents->x_advance = real.x_advance / EM;
    pdf->cairo_new_path(face->pen);
    pdf->cairo_glyph_path(face->pen, &one, 1);
    cairo_path_t *path = pdf->cairo_copy_path(face->pen);
    pdf->cairo_scale(cairo, 1 / EM, 1 / EM);
    pdf->cairo_append_path(cairo, path);
    pdf->cairo_fill(cairo);
    pdf->cairo_path_destroy(path);
    return pdf->cairo_status(face->pen);
}

/* NULL: not of the family, or no room for another face: Cairo's own way has to do. */
static const struct paper_face *face_of(struct paper_glyphs *glyphs, PangoFont *font)
{
    const struct paper_library *pdf = glyphs->pdf;
    PangoFontFace *known_as = pdf->pango_font_get_face(font);
    for (size_t i = 0; i < glyphs->face_count; i++) {
        if (glyphs->faces[i].known_as == known_as) {
            return &glyphs->faces[i];
        }
    }
    cairo_scaled_font_t *scaled = pdf->pango_cairo_font_get_scaled_font((PangoCairoFont *)font);
    const char *family = pdf->pango_font_family_get_name(pdf->pango_font_face_get_family(known_as));
    if (glyphs->face_count == PAPER_FACES_MAX || !scaled || strcmp(family, glyphs->family) != 0) {
        return NULL;
    }
    struct paper_face *face = &glyphs->faces[glyphs->face_count];
    *face = (struct paper_face){
        .known_as = known_as,
        .outlines = pdf->cairo_font_face_reference(pdf->cairo_scaled_font_get_font_face(scaled)),
        .drawn = pdf->cairo_user_font_face_create(),
        .pen = glyphs->pen};
    pdf->cairo_user_font_face_set_render_glyph_func(face->drawn, draw_glyph);
    glyphs->face_count++;
    if (pdf->cairo_font_face_set_user_data(face->drawn, &face_key, face, NULL) != CAIRO_STATUS_SUCCESS) {
        glyphs->face_count--;
        pdf->cairo_font_face_destroy(face->outlines);
        pdf->cairo_font_face_destroy(face->drawn);
        return NULL;
    }
    return face;
}

/* From left to right, and every character has a glyph. */
static bool is_plain(const PangoGlyphItem *run)
{
    bool plain = run->item->analysis.level % 2 == 0;
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
        plain = plain && (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
    }
    return plain;
}

/* Where the glyphs of a run stand, and which bytes of the text each cluster of them is. */
struct placed {
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    int glyph_count, cluster_count;
};

static void place_glyphs(struct placed *placed, const PangoGlyphItem *run, double x, double y)
{
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
        if (info->glyph != PANGO_GLYPH_EMPTY) {
            placed->glyphs[placed->glyph_count++] =
                (cairo_glyph_t){.index = info->glyph,
                                .x = x + (double)info->geometry.x_offset / PANGO_SCALE,
                                .y = y + (double)info->geometry.y_offset / PANGO_SCALE};
        }
        x += (double)info->geometry.width / PANGO_SCALE;
    }
}

static void place_clusters(struct placed *placed, const struct paper_library *pdf, PangoGlyphItem *run,
                           const char *text)
{
    PangoGlyphItemIter at;
    for (gboolean more = pdf->pango_glyph_item_iter_init_start(&at, run, text); more;
         more = pdf->pango_glyph_item_iter_next_cluster(&at)) {
        int shown = 0;
        for (int i = at.start_glyph; i < at.end_glyph; i++) {
            shown += run->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
        }
        placed->clusters[placed->cluster_count++] =
            (cairo_text_cluster_t){.num_bytes = at.end_index - at.start_index, .num_glyphs = shown};
    }
}

static void show_drawn(const struct paper_glyphs *glyphs, const struct paper_face *face, cairo_t *cairo,
                       PangoGlyphItem *run, const char *text, double x, double y)
{
    const struct paper_library *pdf = glyphs->pdf;
    size_t most = (size_t)run->glyphs->num_glyphs + 1;
    struct placed placed = {.glyphs = calloc(most, sizeof *placed.glyphs),
                            .clusters = calloc(most, sizeof *placed.clusters)};
    PangoFontDescription *font = pdf->pango_font_describe(run->item->analysis.font);
    if (placed.glyphs && placed.clusters) {
        place_glyphs(&placed, run, x, y);
        place_clusters(&placed, pdf, run, text);
        pdf->cairo_set_font_face(cairo, face->drawn);
        pdf->cairo_set_font_size(cairo, (double)pdf->pango_font_description_get_size(font) / PANGO_SCALE);
        pdf->cairo_show_text_glyphs(cairo, text + run->item->offset, run->item->length, placed.glyphs,
                                    placed.glyph_count, placed.clusters, placed.cluster_count, 0);
    }
    pdf->pango_font_description_free(font);
    free(placed.glyphs);
    free(placed.clusters);
}

void paper_glyphs_show(struct paper_glyphs *glyphs, cairo_t *cairo, PangoLayout *layout, double x, double y)
{
    const struct paper_library *pdf = glyphs->pdf;
    const char *text = pdf->pango_layout_get_text(layout);
    PangoLayoutIter *at = pdf->pango_layout_get_iter(layout);
    do {
        PangoGlyphItem *run = pdf->pango_layout_iter_get_run_readonly(at);
        PangoRectangle place;
        if (!run) {
            continue; /* the end of a line */
        }
        pdf->pango_layout_iter_get_run_extents(at, NULL, &place);
        double left = x + (double)place.x / PANGO_SCALE,
               base = y + (double)pdf->pango_layout_iter_get_baseline(at) / PANGO_SCALE;
        const struct paper_face *face = is_plain(run) ? face_of(glyphs, run->item->analysis.font) : NULL;
        if (face) {
            show_drawn(glyphs, face, cairo, run, text, left, base);
        } else {
            pdf->cairo_move_to(cairo, left, base);
            pdf->pango_cairo_show_glyph_item(cairo, text, run);
        }
    } while (pdf->pango_layout_iter_next_run(at));
    pdf->pango_layout_iter_free(at);
}

void paper_glyphs_finish(struct paper_glyphs *glyphs)
{
    for (size_t i = 0; i < glyphs->face_count; i++) {
        glyphs->pdf->cairo_font_face_destroy(glyphs->faces[i].drawn);
        glyphs->pdf->cairo_font_face_destroy(glyphs->faces[i].outlines);
    }
    if (glyphs->pen) {
        glyphs->pdf->cairo_destroy(glyphs->pen);
    }
    *glyphs = (struct paper_glyphs){0};
}
