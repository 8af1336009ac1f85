/* Runs a fuzz target for some seconds without libFuzzer: reads the seeds, then changes them at random. The
 * sequence is a function of --random alone, so that a crash comes back. Usage: TARGET [--seconds N] [--random
 * N] SEED_DIR|FILE ... A FILE is run once as it is. With clang -fsanitize=fuzzer the targets link without
 * this file. */
#include "target.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MAX_BYTES = 16 * 1024, MAX_SEEDS = 256, RUNS_PER_LOOK = 64 };

struct seed {
    uint8_t *data;
    size_t size;
};

static struct seed seeds[MAX_SEEDS];
static size_t seed_count;
static uint64_t random_state;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13; /* xorshift64 */
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static size_t below(size_t most)
{
    return most ? (size_t)(next_random() % most) : 0;
}

static bool read_seed(const char *path, struct seed *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    out->data = malloc(MAX_BYTES);
    out->size = out->data ? fread(out->data, 1, MAX_BYTES, file) : 0;
    fclose(file);
    return out->data != NULL;
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static bool read_seeds(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, by_name); /* sorted: the order is part of the sequence */
    if (count < 0) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && seed_count < MAX_SEEDS && read_seed(path, &seeds[seed_count])) {
            seed_count++;
        }
        free(entries[i]);
    }
    free(entries);
    return true;
}

/* One small change; returns the new size. */
static size_t change(uint8_t *data, size_t size)
{
    static const char *const tokens[] = {"\"",           "\r\n",  ",",    ";",        "\t",
                                         "---\n",        "???\n", "```",  "# ",       "- ",
                                         "1. ",          "**",    "|",    "> ",       "![",
                                         "](",           "&#x",   "\0\0", "\xFF\xFE", "\xEF\xBB\xBF",
                                         "\xE4\xB8\xAD", "    ",  "<br>", "\xFF\xD8", "IHDR"};
    size_t at = below(size + 1);
    switch (below(8)) {
    case 0: /* flip a bit */
        if (at < size) {
            data[at] ^= (uint8_t)(1u << below(8));
        }
        return size;
    case 1: /* any byte */
        if (at < size) {
            data[at] = (uint8_t)next_random();
        }
        return size;
    case 2: { /* take some out */
        size_t gone = below(size - at + 1) % 64;
        memmove(data + at, data + at + gone, size - at - gone);
        return size - gone;
    }
    case 3: /* cut */
        return below(16) == 0 ? at : size;
    case 4: { /* repeat some */
        size_t len = below(size - at + 1) % 256;
        if (size + len > MAX_BYTES) {
            return size;
        }
        memmove(data + at + len, data + at, size - at);
        return size + len;
    }
    case 5: { /* a piece of another seed */
        const struct seed *other = &seeds[below(seed_count)];
        size_t from = below(other->size + 1), len = below(other->size - from + 1) % 512;
        if (size + len > MAX_BYTES) {
            return size;
        }
        memmove(data + at + len, data + at, size - at);
        memcpy(data + at, other->data + from, len);
        return size + len;
    }
    default: { /* something that means something */
        const char *token = tokens[below(sizeof tokens / sizeof *tokens)];
        size_t len = token[0] ? strlen(token) : 2;
        if (size + len > MAX_BYTES) {
            return size;
        }
        memmove(data + at + len, data + at, size - at);
        memcpy(data + at, token, len);
        return size + len;
    }
    }
}

/* The target gets memory of exactly that size, so that a sanitizer sees one byte too far. */
static bool run(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact) {
        return false;
    }
    memcpy(exact, data, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return true;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t run_for(double seconds)
{
    static uint8_t data[MAX_BYTES];
    double end = now_s() + seconds;
    uint64_t runs = 0;
    while (runs % RUNS_PER_LOOK != 0 || now_s() < end) {
        const struct seed *seed = &seeds[below(seed_count)];
        size_t size = seed->size;
        memcpy(data, seed->data, size);
        for (size_t changes = 1 + below(8); changes > 0; changes--) {
            size = change(data, size);
        }
        if (!run(data, size)) {
            break;
        }
        runs++;
    }
    return runs;
}

int main(int argc, char **argv)
{
    double seconds = 4;
    uint64_t random = 1;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
            seconds = strtod(argv[++i], NULL);
        } else if (strcmp(argv[i], "--random") == 0 && i + 1 < argc) {
            random = strtoull(argv[++i], NULL, 10);
        } else if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode) && read_seeds(argv[i])) {
            continue;
        } else if (seed_count < MAX_SEEDS && read_seed(argv[i], &seeds[seed_count])) {
            seed_count++;
            seconds = 0;
        } else {
            fprintf(stderr, "cannot read %s\n", argv[i]);
            return 2;
        }
    }
    if (seed_count == 0) {
        fprintf(stderr, "no seeds\n");
        return 2;
    }
    printf("random %" PRIu64 "\n", random);
    fflush(stdout); /* to be there after a crash */
    random_state = random * 0x9E3779B97F4A7C15u + 1;
    for (size_t i = 0; i < seed_count; i++) {
        run(seeds[i].data, seeds[i].size);
    }
    uint64_t runs = seconds > 0 ? run_for(seconds) : 0;
    printf("%" PRIu64 " runs, %zu seeds\n", runs + seed_count, seed_count);
    for (size_t i = 0; i < seed_count; i++) {
        free(seeds[i].data);
    }
    return 0;
}
