#include "domain/reader_detect.h"

#include <string.h>

enum { PAD_MAX = 20, PROBES = 24, SUPPOSED_MAX = 64 };

struct body {
    char text[READER_RAW_SIZE]; /* without its terminator */
    size_t len;
};

struct doctor {
    struct body bodies[READER_READS_MAX];
    size_t count, shortest, longest;
    size_t prefix, suffix; /* bytes that all have in common, at most an affix */
    enum badge_end end;
    reader_known *known;
    void *context;
    struct badge_profile supposed[SUPPOSED_MAX];
    size_t supposed_count;
};

/* --- what all reads have in common --- */

static enum badge_end cut_end(const char *raw, size_t *len)
{
    size_t at = *len;
    /* ETX after the line's end is the frame of some serial modules; the next read begins without it */
    if (at >= 2 && raw[at - 1] == '\x03' && (raw[at - 2] == '\n' || raw[at - 2] == '\r')) {
        at--;
    }
    char last = at > 0 ? raw[at - 1] : '\0';
    bool crlf = last == '\n' && at > 1 && raw[at - 2] == '\r';
    *len = crlf ? at - 2 : last == '\r' || last == '\n' || last == '\t' ? at - 1 : *len;
    return crlf           ? BADGE_END_CRLF
           : last == '\r' ? BADGE_END_CR
           : last == '\n' ? BADGE_END_LF
           : last == '\t' ? BADGE_END_TAB
                          : BADGE_END_PAUSE;
}

static void find_affixes(struct doctor *doctor)
{
    const struct body *first = &doctor->bodies[0];
    doctor->prefix = doctor->suffix = BADGE_AFFIX_SIZE;
    for (size_t i = 0; i < doctor->count; i++) {
        const struct body *other = &doctor->bodies[i];
        size_t prefix = 0, suffix = 0;
        while (prefix < doctor->prefix && prefix + 1 < doctor->shortest &&
               first->text[prefix] == other->text[prefix]) {
            prefix++;
        }
        while (suffix < doctor->suffix && suffix + 1 < doctor->shortest &&
               first->text[first->len - 1 - suffix] == other->text[other->len - 1 - suffix]) {
            suffix++;
        }
        doctor->prefix = prefix;
        doctor->suffix = suffix;
    }
}

/* False where a read is empty or longer than any reader's. */
static bool take_reads(struct doctor *doctor, const char *const *raws, size_t count)
{
    doctor->count = count < READER_READS_MAX ? count : READER_READS_MAX;
    doctor->shortest = READER_RAW_SIZE;
    for (size_t i = 0; i < doctor->count; i++) {
        struct body *body = &doctor->bodies[i];
        size_t len = strlen(raws[i]);
        enum badge_end end = cut_end(raws[i], &len);
        if (len == 0 || len >= sizeof body->text) {
            return false;
        }
        memcpy(body->text, raws[i], len);
        body->len = len;
        doctor->end = i == 0 || end == doctor->end ? end : BADGE_END_PAUSE;
        doctor->shortest = len < doctor->shortest ? len : doctor->shortest;
        doctor->longest = len > doctor->longest ? len : doctor->longest;
    }
    if (doctor->count > 0) {
        find_affixes(doctor);
    }
    return doctor->count > 0;
}

/* --- which profiles explain them --- */

static bool explains(const struct doctor *doctor, const struct badge_profile *profile)
{
    char badges[READER_READS_MAX][BADGE_TEXT_SIZE];
    for (size_t i = 0; i < doctor->count; i++) {
        const struct body *body = &doctor->bodies[i];
        if (!badge_parse(profile, body->text, badges[i])) {
            return false;
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(badges[i], badges[k]) == 0 && strcmp(body->text, doctor->bodies[k].text) != 0) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < doctor->count; i++) {
        if (!doctor->known(doctor->context, badges[i])) {
            return false;
        }
    }
    return true;
}

static void suppose(struct doctor *doctor, const struct badge_profile *profile)
{
    if (doctor->supposed_count < SUPPOSED_MAX && explains(doctor, profile)) {
        doctor->supposed[doctor->supposed_count++] = *profile;
    }
}

/* --- zeros that one of the two has lost --- */

/* What is supposed about zeros, the plainest first. */
enum zeros { ZEROS_KEPT, ZEROS_LOST_BY_ROSTER, ZEROS_LOST_BY_READER, ZEROS_LOST_BY_BOTH, ZEROS_COUNT };

static bool is_decimal(enum card_form form)
{
    return form == CARD_10D || form == CARD_8D;
}

/* A spreadsheet takes the zeros from decimals; a decimal that is also the read itself is a text here. */
static bool roster_may_lose(const struct badge_profile *profile)
{
    return profile->from == CARD_AS_IS ||
           (is_decimal(profile->to) && (!is_decimal(profile->from) || profile->swapped));
}

/* A reader that drops zeros sends no number that begins with one and is shorter than it could be. */
static bool drops_zeros(const struct doctor *doctor, const struct badge_profile *profile, size_t width)
{
    size_t affixes = strnlen(profile->prefix, BADGE_AFFIX_SIZE) + strnlen(profile->suffix, BADGE_AFFIX_SIZE);
    bool shorter = false;
    for (size_t i = 0; i < doctor->count; i++) {
        const struct body *body = &doctor->bodies[i];
        size_t len = body->len - affixes;
        if (len > width ||
            (len < width && len > 1 && body->text[strnlen(profile->prefix, BADGE_AFFIX_SIZE)] == '0')) {
            return false;
        }
        shorter |= len < width;
    }
    return shorter;
}

static void suppose_padded(struct doctor *doctor, struct badge_profile profile)
{
    size_t width = card_form_chars(profile.from);
    for (unsigned char pad = 2; pad <= PAD_MAX; pad++) {
        profile.pad = pad;
        if ((width == 0 || width == pad) && drops_zeros(doctor, &profile, pad)) {
            suppose(doctor, &profile);
        }
    }
}

static void suppose_zeros(struct doctor *doctor, struct badge_profile profile, enum zeros zeros)
{
    profile.bare = zeros == ZEROS_LOST_BY_ROSTER || zeros == ZEROS_LOST_BY_BOTH;
    if (profile.bare && !roster_may_lose(&profile)) {
        return;
    }
    if (zeros == ZEROS_KEPT || zeros == ZEROS_LOST_BY_ROSTER) {
        suppose(doctor, &profile);
    } else if (profile.from != CARD_2H4H && (profile.from != CARD_AS_IS || !profile.bare)) {
        suppose_padded(doctor, profile);
    }
}

static void suppose_forms(struct doctor *doctor, struct badge_profile profile, enum zeros zeros)
{
    suppose_zeros(doctor, profile, zeros);
    for (int from = CARD_AS_IS + 1; from < CARD_FORM_COUNT; from++) {
        profile.from = (enum card_form)from;
        /* nobody could tell the fifth byte of a 10H from anything less: it is never the roster's form here */
        for (int to = CARD_8H; to < CARD_FORM_COUNT; to++) {
            profile.to = (enum card_form)to;
            profile.swapped = false;
            if (to != from) {
                suppose_zeros(doctor, profile, zeros);
            }
            if (card_form_bytes(profile.from) == 4) {
                profile.swapped = true;
                suppose_zeros(doctor, profile, zeros);
            }
        }
    }
}

static void suppose_affixes(struct doctor *doctor, enum zeros zeros)
{
    const struct body *first = &doctor->bodies[0];
    for (size_t prefix = 0; prefix <= doctor->prefix; prefix++) {
        for (size_t suffix = 0; suffix <= doctor->suffix && prefix + suffix < doctor->shortest; suffix++) {
            struct badge_profile profile = {.end = doctor->end};
            memcpy(profile.prefix, first->text, prefix);
            memcpy(profile.suffix, first->text + first->len - suffix, suffix);
            suppose_forms(doctor, profile, zeros);
        }
    }
}

/* Lost zeros are supposed only where nothing plainer explains the reads. */
static void suppose_all(struct doctor *doctor)
{
    for (int zeros = ZEROS_KEPT; zeros < ZEROS_COUNT && doctor->supposed_count == 0; zeros++) {
        suppose_affixes(doctor, (enum zeros)zeros);
    }
}

/* --- which of them come to the same --- */

/* What a reader of this profile may send for other cards: numbers from an arbitrary fixed sequence. */
static void make_probe(const struct doctor *doctor, const struct badge_profile *profile, size_t index,
                       char out[READER_RAW_SIZE])
{
    const struct body *body = &doctor->bodies[index % doctor->count];
    size_t prefix = strnlen(profile->prefix, BADGE_AFFIX_SIZE);
    size_t suffix = strnlen(profile->suffix, BADGE_AFFIX_SIZE);
    uint64_t number = (index + 1) * UINT64_C(0x9E3779B97F4A7C15) >> (24 + index % 5 * 8);
    memcpy(out, body->text, body->len + 1);
    if (profile->from == CARD_AS_IS) {
        /* the same kind of text with other digits; every third begins with a zero */
        for (size_t i = prefix; i < body->len - suffix; i++, number = number * 31 + 7) {
            bool digit = out[i] >= '0' && out[i] <= '9';
            out[i] = digit ? (char)('0' + (index % 3 == 0 && i == prefix ? 0 : number % 10)) : out[i];
        }
        return;
    }
    char written[CARD_TEXT_SIZE];
    card_write(profile->from, number, written);
    const char *sent = written + (profile->pad ? strspn(written, "0") : 0);
    size_t len = strlen(sent);
    memcpy(out + prefix, sent, len);
    memcpy(out + prefix + len, profile->suffix, suffix);
    out[prefix + len + suffix] = '\0';
}

/* How two profiles go together, over what a reader of either may send. */
struct comparison {
    bool differ;                /* both make a badge of one read, and not the same */
    bool left_more, right_more; /* it alone makes something of a read */
};

static void compare_on(const struct badge_profile *left, const struct badge_profile *right, const char *raw,
                       struct comparison *out)
{
    char left_badge[BADGE_TEXT_SIZE], right_badge[BADGE_TEXT_SIZE];
    bool left_reads = badge_parse(left, raw, left_badge), right_reads = badge_parse(right, raw, right_badge);
    out->differ |= left_reads && right_reads && strcmp(left_badge, right_badge) != 0;
    out->left_more |= left_reads && !right_reads;
    out->right_more |= right_reads && !left_reads;
}

static struct comparison compare(const struct doctor *doctor, const struct badge_profile *left,
                                 const struct badge_profile *right)
{
    struct comparison result = {0};
    for (size_t i = 0; i < PROBES; i++) {
        char raw[READER_RAW_SIZE];
        make_probe(doctor, left, i, raw);
        compare_on(left, right, raw, &result);
        make_probe(doctor, right, i, raw);
        compare_on(left, right, raw, &result);
    }
    return result;
}

/* A profile that another one comes to the same as, and reads no more than it, adds nothing. */
static void keep_different(struct doctor *doctor)
{
    bool gone[SUPPOSED_MAX] = {false};
    for (size_t i = 0; i < doctor->supposed_count; i++) {
        for (size_t k = i + 1; k < doctor->supposed_count && !gone[i]; k++) {
            struct comparison two = compare(doctor, &doctor->supposed[i], &doctor->supposed[k]);
            if (!gone[k] && !two.differ) {
                gone[k] = !two.right_more;
                gone[i] = two.right_more && !two.left_more;
            }
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < doctor->supposed_count; i++) {
        if (!gone[i]) {
            doctor->supposed[kept++] = doctor->supposed[i];
        }
    }
    doctor->supposed_count = kept;
}

/* --- the finding --- */

static bool is_10h(const struct body *body, const struct badge_profile *profile)
{
    char badge[BADGE_TEXT_SIZE];
    uint64_t number;
    return badge_parse(profile, body->text, badge) && card_read(CARD_10H, badge, &number) &&
           badge[strspn(badge, "0123456789")] != '\0';
}

/* Whole card numbers in hexadecimal are worth to be told from any other text: a cut read is refused. */
static void name_10h(const struct doctor *doctor, struct badge_profile *profile)
{
    bool all = profile->from == CARD_AS_IS && !profile->pad && !profile->bare;
    for (size_t i = 0; i < doctor->count && all; i++) {
        all = is_10h(&doctor->bodies[i], profile);
    }
    if (all) {
        profile->from = profile->to = CARD_10H;
    }
}

static bool has_lower_case_alone(const struct doctor *doctor)
{
    bool lower = false, upper = false;
    for (size_t i = 0; i < doctor->count; i++) {
        for (const char *c = doctor->bodies[i].text; *c; c++) {
            lower |= *c >= 'a' && *c <= 'z';
            upper |= *c >= 'A' && *c <= 'Z';
        }
    }
    return lower && !upper;
}

void reader_detect(const char *const *raws, size_t count, reader_known *known, void *context,
                   struct reader_finding *out)
{
    struct doctor doctor = {.known = known, .context = context};
    *out = (struct reader_finding){.verdict = READER_NONE};
    if (!take_reads(&doctor, raws, count)) {
        return;
    }
    suppose_all(&doctor);
    keep_different(&doctor);
    out->verdict = doctor.supposed_count == 0   ? READER_NONE
                   : doctor.supposed_count == 1 ? READER_FOUND
                                                : READER_UNDECIDED;
    for (size_t i = 0; i < doctor.supposed_count && i < READER_CANDIDATES_MAX; i++) {
        out->candidates[out->count++] = doctor.supposed[i];
    }
    if (out->verdict == READER_FOUND) {
        name_10h(&doctor, &out->candidates[0]);
    }
    out->lower_case = has_lower_case_alone(&doctor);
}
