/* The file that an image's address in Markdown means. */
#ifndef LECTERN_FORMAT_MARKDOWN_IMAGE_H
#define LECTERN_FORMAT_MARKDOWN_IMAGE_H

#include "base/arena.h"

#include <md4c.h>

/* image_folder + the address, with %20 and the like decoded, "./" dropped and Windows' backslashes turned; in
 * the arena, NULL when out of memory. Says nothing about where it leads: import looks at that. */
char *markdown_image_path(struct arena *arena, const char *image_folder, const MD_ATTRIBUTE *source);

/* How much of its room a picture takes, as its title says: ![words](photo.jpg "60%"). 10 to 100; 0 = not
 * said. */
int markdown_image_percent(const MD_ATTRIBUTE *title);

#endif
