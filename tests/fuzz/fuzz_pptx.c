/* Whatever the bytes: no crash, no endless reading; what was read is clean UTF-8 within its limits. The input
 * is a presentation, or one of its parts as it stands unpacked. */
#include "stored.h"
#include "target.h"

#include "base/utf8.h"
#include "format/pptx.h"

#include <string.h>

static void read_deck(const void *data, size_t size)
{
    struct arena arena = {0};
    struct pptx deck;
    struct err err = {0};
    if (!pptx_read(data, size, &arena, &deck, &err)) {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0] && deck.count == 0);
    }
    FUZZ_CHECK(deck.count <= PPTX_MAX_SLIDES);
    for (size_t i = 0; i < deck.count; i++) {
        const struct pptx_slide *slide = &deck.slides[i];
        size_t title = strlen(slide->title), notes = strlen(slide->notes);
        FUZZ_CHECK(title <= PPTX_TITLE_MAX && utf8_valid(slide->title, title) && !strchr(slide->title, '\n'));
        FUZZ_CHECK(notes <= PPTX_NOTES_MAX && utf8_valid(slide->notes, notes));
    }
    arena_finish(&arena);
}

/* The input as the list of slides, then as a slide and its notes: each takes what it knows. */
static void read_parts(const uint8_t *data, size_t size)
{
    static const char top[] = "<r><Relationship Id='a' Type='/officeDocument' Target='p.xml'/></r>",
                      links[] = "<r><Relationship Id='s' Type='/slide' Target='s.xml'/></r>",
                      notes[] = "<r><Relationship Id='n' Type='/notesSlide' Target='n.xml'/></r>";
    static struct stored out;
    for (int as_list = 0; as_list < 2; as_list++) {
        out = (struct stored){0};
        STORED_TEXT(&out, "_rels/.rels", top);
        STORED_TEXT(&out, "_rels/p.xml.rels", links);
        STORED_TEXT(&out, "_rels/s.xml.rels", notes);
        if (as_list) {
            stored_part(&out, "p.xml", data, size);
            STORED_TEXT(&out, "s.xml", "<sld/>");
        } else {
            STORED_TEXT(&out, "p.xml", "<p><sldId id='1' r:id='s'/></p>");
            stored_part(&out, "s.xml", data, size);
            stored_part(&out, "n.xml", data, size);
        }
        stored_close(&out);
        read_deck(out.bytes, out.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        read_deck(data, size);
    } else if (size < 16 * 1024) {
        read_parts(data, size);
    }
    return 0;
}
