/* For shell scripts that stand in for pdftoppm: a page's picture, as much of it as a look at its size takes.
 */
#ifndef LECTERN_TESTS_PAGE_PICTURE_H
#define LECTERN_TESTS_PAGE_PICTURE_H

/* Writes "$last-$i.png": a PNG's beginning, its sides of two bytes each in the shell's octal, then a line
 * that says which page it is. */
#define PAGE_PICTURE(width, height)                                                                          \
    "printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\015IHDR\\0\\0" width "\\0\\0" height                           \
    "\\010\\002\\0\\0\\0....picture %d\\n' $i >\"$last-$i.png\"\n"
enum { PAGE_PICTURE_START = 33 /* of that line */ };

#endif
