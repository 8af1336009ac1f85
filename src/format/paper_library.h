/* Pango and Cairo, loaded when the first page is wanted: with all they bring along they would cost every
 * start of the kiosk a quarter of its time and half as much memory again, and most starts never see paper. */
#ifndef LECTERN_FORMAT_PAPER_LIBRARY_H
#define LECTERN_FORMAT_PAPER_LIBRARY_H

#include "base/err.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#define PAPER_LIBRARY_FUNCTIONS(X)                                                                           \
    X(cairo_append_path)                                                                                     \
    X(cairo_copy_path)                                                                                       \
    X(cairo_create)                                                                                          \
    X(cairo_destroy)                                                                                         \
    X(cairo_fill)                                                                                            \
    X(cairo_font_face_destroy)                                                                               \
    X(cairo_font_face_get_user_data)                                                                         \
    X(cairo_font_face_reference)                                                                             \
    X(cairo_font_face_set_user_data)                                                                         \
    X(cairo_font_options_create)                                                                             \
    X(cairo_font_options_destroy)                                                                            \
    X(cairo_font_options_set_hint_metrics)                                                                   \
    X(cairo_font_options_set_hint_style)                                                                     \
    X(cairo_glyph_extents)                                                                                   \
    X(cairo_glyph_path)                                                                                      \
    X(cairo_image_surface_create)                                                                            \
    X(cairo_line_to)                                                                                         \
    X(cairo_move_to)                                                                                         \
    X(cairo_new_path)                                                                                        \
    X(cairo_path_destroy)                                                                                    \
    X(cairo_pdf_surface_create)                                                                              \
    X(cairo_pdf_surface_set_metadata)                                                                        \
    X(cairo_rectangle)                                                                                       \
    X(cairo_scale)                                                                                           \
    X(cairo_scaled_font_get_font_face)                                                                       \
    X(cairo_set_font_face)                                                                                   \
    X(cairo_set_font_options)                                                                                \
    X(cairo_set_font_size)                                                                                   \
    X(cairo_set_line_width)                                                                                  \
    X(cairo_set_source_rgb)                                                                                  \
    X(cairo_show_page)                                                                                       \
    X(cairo_show_text_glyphs)                                                                                \
    X(cairo_status)                                                                                          \
    X(cairo_status_to_string)                                                                                \
    X(cairo_stroke)                                                                                          \
    X(cairo_surface_destroy)                                                                                 \
    X(cairo_surface_finish)                                                                                  \
    X(cairo_surface_status)                                                                                  \
    X(cairo_user_font_face_create)                                                                           \
    X(cairo_user_font_face_set_render_glyph_func)                                                            \
    X(g_free)                                                                                                \
    X(g_object_unref)                                                                                        \
    X(pango_cairo_context_set_resolution)                                                                    \
    X(pango_cairo_create_layout)                                                                             \
    X(pango_cairo_font_get_scaled_font)                                                                      \
    X(pango_cairo_font_map_get_default)                                                                      \
    X(pango_cairo_show_glyph_item)                                                                           \
    X(pango_context_set_round_glyph_positions)                                                               \
    X(pango_font_describe)                                                                                   \
    X(pango_font_description_free)                                                                           \
    X(pango_font_description_from_string)                                                                    \
    X(pango_font_description_get_size)                                                                       \
    X(pango_font_description_set_size)                                                                       \
    X(pango_font_description_set_weight)                                                                     \
    X(pango_font_face_get_family)                                                                            \
    X(pango_font_family_get_name)                                                                            \
    X(pango_font_get_face)                                                                                   \
    X(pango_font_map_list_families)                                                                          \
    X(pango_glyph_item_iter_init_start)                                                                      \
    X(pango_glyph_item_iter_next_cluster)                                                                    \
    X(pango_layout_context_changed)                                                                          \
    X(pango_layout_get_context)                                                                              \
    X(pango_layout_get_iter)                                                                                 \
    X(pango_layout_get_line_count)                                                                           \
    X(pango_layout_get_size)                                                                                 \
    X(pango_layout_get_text)                                                                                 \
    X(pango_layout_iter_free)                                                                                \
    X(pango_layout_iter_get_baseline)                                                                        \
    X(pango_layout_iter_get_run_extents)                                                                     \
    X(pango_layout_iter_get_run_readonly)                                                                    \
    X(pango_layout_iter_next_run)                                                                            \
    X(pango_layout_set_alignment)                                                                            \
    X(pango_layout_set_ellipsize)                                                                            \
    X(pango_layout_set_font_description)                                                                     \
    X(pango_layout_set_height)                                                                               \
    X(pango_layout_set_line_spacing)                                                                         \
    X(pango_layout_set_text)                                                                                 \
    X(pango_layout_set_width)                                                                                \
    X(pango_layout_set_wrap)

/* Named as in the libraries, of the types that their headers give. */
struct paper_library {
#define PAPER_LIBRARY_MEMBER(name) __typeof__(name) *name;
    PAPER_LIBRARY_FUNCTIONS(PAPER_LIBRARY_MEMBER)
#undef PAPER_LIBRARY_MEMBER
};

/* The same table every time, any thread; it stays loaded, as GLib cannot be unloaded. NULL: err names the
 * package that is missing. */
const struct paper_library *paper_library_load(struct err *err);

#endif
