#include "store/pack_digest.h"

#include "domain/crews.h"
#include "store/pack_characters.h"
#include "store/people.h"

#include <stdlib.h>

static bool sort_codes(struct pack_digest *digest, const struct pack *pack)
{
    digest->codes = malloc((pack->people_count + 1) * sizeof *digest->codes);
    for (size_t i = 0; digest->codes && i < pack->people_count; i++) {
        char canonical[BADGE_TEXT_SIZE];
        const char *code = people_code(pack->people[i].worker_no, canonical);
        if (code == canonical && !(code = arena_strdup(&digest->arena, canonical))) {
            return false;
        }
        digest->codes[i] = (struct text_key){.text = code, .value = (uint32_t)i};
    }
    return digest->codes && text_sort(digest->codes, pack->people_count, &digest->arena);
}

static bool sort_badges(struct pack_digest *digest, const struct pack *pack)
{
    size_t total = 0, at = 0;
    for (size_t i = 0; i < pack->people_count; i++) {
        total += pack->people[i].badges.count;
    }
    digest->badges = malloc((total + 1) * sizeof *digest->badges);
    for (size_t i = 0; digest->badges && i < pack->people_count; i++) {
        for (size_t k = 0; k < pack->people[i].badges.count; k++) {
            digest->badges[at++] =
                (struct text_key){.text = pack->people[i].badges.items[k], .value = (uint32_t)i};
        }
    }
    digest->badge_count = total;
    return digest->badges && text_sort(digest->badges, total, &digest->arena);
}

static bool count_expected(struct pack_digest *digest, const struct pack *pack)
{
    struct crews crews;
    digest->expected = calloc(pack->programme.count + 1, sizeof *digest->expected);
    bool counted = digest->expected && crews_init(&crews, pack);
    if (!counted) {
        return false;
    }
    for (size_t i = 0; counted && i < pack->programme.count; i++) {
        counted = crews_expected(&crews, &pack->programme.items[i], &digest->expected[i]);
    }
    crews_finish(&crews);
    return counted;
}

static void mark_letters(const char *text, bool seen[26])
{
    for (; *text; text++) {
        char c = (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
        if (c >= 'A' && c <= 'Z') {
            seen[c - 'A'] = true;
        }
    }
}

static void find_letters(struct pack_digest *digest, const struct pack *pack)
{
    bool seen[26] = {false};
    size_t count = 0;
    for (size_t i = 0; i < pack->people_count; i++) {
        mark_letters(pack->people[i].worker_no, seen);
        for (size_t k = 0; k < pack->people[i].badges.count; k++) {
            mark_letters(pack->people[i].badges.items[k], seen);
        }
    }
    for (int i = 0; i < 26; i++) {
        if (seen[i]) {
            digest->letters[count++] = (char)('A' + i);
        }
    }
    digest->letters[count] = '\0';
}

bool pack_digest_init(struct pack_digest *digest, const struct pack *pack, struct err *err)
{
    *digest = (struct pack_digest){0};
    find_letters(digest, pack);
    pack_characters(pack, &digest->characters);
    if (!sort_codes(digest, pack) || !sort_badges(digest, pack) || !count_expected(digest, pack) ||
        !buf_ok(&digest->characters)) {
        pack_digest_finish(digest);
        return err_memory(err);
    }
    return true;
}

void pack_digest_finish(struct pack_digest *digest)
{
    free(digest->codes);
    free(digest->badges);
    free(digest->expected);
    buf_finish(&digest->characters);
    arena_finish(&digest->arena);
    *digest = (struct pack_digest){0};
}
