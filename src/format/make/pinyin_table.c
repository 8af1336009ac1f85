/* Runs while building: asks ICU for the reading of every ideograph and writes the initials as a C table.
 *
 * Not asked while running, because that costs: opening "Han-Latin/Names" takes 200 ms (it compiles CLDR's
 * rules), loading ICU's libraries 3 ms of every start. Usage: pinyin_table OUT */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { FIRST = 0x3000, END = 0x33000, PAGE = 256, PAGES = END / PAGE, TEXT_MAX = 64 };

static char general[END], surname[END];

/* The first letter of a syllable, without its tone mark, as a capital; 0 = not a syllable. */
static char letter_of(const UNormalizer2 *nfd, const UChar *syllable, int32_t len, UErrorCode *error)
{
    UChar plain[TEXT_MAX];
    if (len == 0 || unorm2_normalize(nfd, syllable, len, plain, TEXT_MAX, error) < 1 || U_FAILURE(*error)) {
        return 0;
    }
    return plain[0] >= 'a' && plain[0] <= 'z' ? (char)(plain[0] - 'a' + 'A') : 0;
}

/* The initial of code_point behind the text before, which is read as one syllable or empty. */
static char read_one(UTransliterator *names, const UNormalizer2 *nfd, const char *before, UChar32 code_point,
                     UErrorCode *error)
{
    UChar text[TEXT_MAX];
    int32_t len = 0, from = 0;
    u_strFromUTF8(text, TEXT_MAX, &len, before, -1, error);
    UBool full = false;
    U16_APPEND(text, len, TEXT_MAX, code_point, full);
    int32_t limit = len;
    utrans_transUChars(names, text, &len, TEXT_MAX, 0, &limit, error);
    if (U_FAILURE(*error) || full) {
        return 0;
    }
    if (*before) {
        const UChar *blank = u_memchr(text, ' ', len);
        from = blank ? (int32_t)(blank - text) + 1 : len;
    }
    return letter_of(nfd, text + from, len - from, error);
}

static bool read_all(UErrorCode *error)
{
    static const UChar id[] = u"Han-Latin/Names";
    UTransliterator *names = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, error);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(error);
    for (UChar32 c = FIRST; U_SUCCESS(*error) && c < END; c++) {
        if (uscript_getScript(c, error) == USCRIPT_HAN) {
            surname[c] = read_one(names, nfd, "", c, error);
            general[c] = surname[c] ? read_one(names, nfd, "一", c, error) : 0;
        }
    }
    utrans_close(names);
    return U_SUCCESS(*error);
}

static bool has_letters(int page)
{
    for (int i = 0; i < PAGE; i++) {
        if (general[page * PAGE + i]) {
            return true;
        }
    }
    return false;
}

/* Page 0 of the letters is the empty one; most of the planes' pages share it. */
static void write_pages(FILE *out)
{
    int used = 1;
    fprintf(out, "static const uint16_t pinyin_pages[%d] = {", (int)PAGES);
    for (int page = 0; page < PAGES; page++) {
        fprintf(out, "%s%d,", page % 16 ? " " : "\n    ", has_letters(page) ? used++ : 0);
    }
    fprintf(out, "\n};\n\nstatic const char pinyin_letters[%d][%d] = {\n    {0},\n", used, (int)PAGE);
    for (int page = 0; page < PAGES; page++) {
        if (!has_letters(page)) {
            continue;
        }
        fprintf(out, "    {");
        for (int i = 0; i < PAGE; i++) {
            int letter = general[page * PAGE + i];
            fprintf(out, letter ? "'%c'," : "0,", letter);
        }
        fprintf(out, "},\n");
    }
    fprintf(out, "};\n");
}

static void write_surnames(FILE *out)
{
    fprintf(out,
            "\nstatic const struct {\n    uint32_t code_point;\n    char letter;\n} pinyin_surnames[] = {\n");
    for (UChar32 c = FIRST; c < END; c++) {
        if (surname[c] != general[c]) {
            fprintf(out, "    {0x%X, '%c'},\n", (unsigned)c, surname[c]);
        }
    }
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    UErrorCode error = U_ZERO_ERROR;
    if (argc != 2) {
        fprintf(stderr, "usage: pinyin_table OUT\n");
        return 2;
    }
    if (!read_all(&error)) {
        fprintf(stderr, "pinyin_table: ICU: %s\n", u_errorName(error));
        return 1;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    write_pages(out);
    write_surnames(out);
    bool written = !ferror(out);
    if (fclose(out) != 0 || !written) {
        perror(argv[1]);
        remove(argv[1]);
        return 1;
    }
    return 0;
}
