/* A pack of three CSV tables, and the faults that reading it finds, each at its place. */
#ifndef LECTERN_TESTS_PACK_TABLES_H
#define LECTERN_TESTS_PACK_TABLES_H

#include "support/pack_folder.h"

__attribute__((unused)) static void start(struct fixture *f)
{
    make_folder(f);
    put(f, "event.csv", EVENT);
    put(f, "programme.csv", PROGRAMME);
    put(f, "people.csv", PEOPLE);
}

__attribute__((unused)) static void read_with(struct fixture *f, const struct import_options *options)
{
    f->right = import_read(f->folder, options, &f->pack, &f->faults, &f->err);
}

struct place {
    const char *file;
    size_t row, column;
    bool warning;
};

/* The faults are exactly these, in this order. */
__attribute__((unused)) static void assert_faults(const struct fixture *f, const struct place *places,
                                                  size_t count)
{
    char line[4096];
    for (size_t i = 0; i < f->faults.count && f->faults.count != count; i++) {
        print_message("%s\n", fault_format(&f->faults.items[i], line, sizeof line));
    }
    assert_int_equal(f->faults.count, count);
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) {
        const struct fault *fault = &f->faults.items[i];
        char file[256];
        snprintf(file, sizeof file, "%s/%s", f->folder, places[i].file);
        if (fault->row != places[i].row || fault->column != places[i].column ||
            fault->warning != places[i].warning) {
            print_message("wanted %s:%zu:%zu, got %s\n", file, places[i].row, places[i].column,
                          fault_format(fault, line, sizeof line));
        }
        assert_string_equal(fault->file, file);
        assert_int_equal(fault->row, places[i].row);
        assert_int_equal(fault->column, places[i].column);
        assert_int_equal(fault->warning, places[i].warning);
        assert_true(strlen(fault->message) > 6);
        errors += !fault->warning;
    }
    assert_int_equal(f->faults.errors, errors);
    assert_int_equal(f->right, errors == 0);
}

/* Puts text into the file and expects the faults. */
__attribute__((unused)) static void expect(const char *name, const char *text, const struct place *places,
                                           size_t count)
{
    struct fixture f;
    start(&f);
    put(&f, name, text);
    read_with(&f, NULL);
    assert_faults(&f, places, count);
    finish(&f);
}

#define EXPECT(name, text, ...)                                                                              \
    do {                                                                                                     \
        const struct place places[] = {__VA_ARGS__};                                                         \
        expect(name, text, places, sizeof places / sizeof *places);                                          \
    } while (0)

#endif
