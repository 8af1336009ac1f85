#include "ui/damage.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_bytes(uint64_t hash, const void *data, size_t len)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ bytes[i]) * 1099511628211u; /* FNV-1a */
    }
    return hash;
}

static uint64_t hash_command(const struct draw_list *list, const struct draw_command *command)
{
    uint64_t hash = hash_bytes(14695981039346656037u, &command->op, sizeof command->op);
    hash = hash_bytes(hash, &command->rect, sizeof command->rect);
    switch (command->op) {
    case DRAW_TEXT:
        hash = hash_bytes(hash, &command->u.text.style.size, sizeof(int));
        hash = hash_bytes(hash, &command->u.text.style.bold, sizeof(bool));
        hash = hash_bytes(hash, &command->u.text.style.colour, sizeof(uint32_t));
        hash = hash_bytes(hash, &command->u.text.x, sizeof(int));
        return hash_bytes(hash, list->text + command->u.text.start, command->u.text.len);
    case DRAW_QR:
        hash = hash_bytes(hash, &command->u.qr.quiet, sizeof(int));
        return hash_bytes(hash, list->text + command->u.qr.start,
                          ((size_t)command->u.qr.modules * (size_t)command->u.qr.modules + 7) / 8);
    case DRAW_IMAGE:
        return hash_bytes(hash, &command->u.image.serial, sizeof command->u.image.serial);
    default:
        /* append() zeroed the command, padding and all */
        return hash_bytes(hash, &command->u, sizeof command->u);
    }
}

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

struct cell_range {
    int left, top, right, bottom; /* right and bottom excluded */
};

static struct cell_range cells_of(struct rect rect, int columns, int rows)
{
    struct cell_range range = {
        .left = clamp(rect.x / DAMAGE_CELL, 0, columns),
        .top = clamp(rect.y / DAMAGE_CELL, 0, rows),
        .right = clamp((rect.x + rect.w + DAMAGE_CELL - 1) / DAMAGE_CELL, 0, columns),
        .bottom = clamp((rect.y + rect.h + DAMAGE_CELL - 1) / DAMAGE_CELL, 0, rows),
    };
    return range;
}

/* The list's commands as the next frame has to know them; a clip draws nothing and belongs to what it cuts.
 */
static bool note_commands(struct damage *damage, struct canvas canvas, const struct draw_list *list)
{
    if (list->count > damage->capacity) {
        struct damage_command *commands = realloc(damage->commands, list->count * sizeof *commands);
        if (!commands) {
            return false;
        }
        damage->commands = commands;
        damage->capacity = list->count;
    }
    const struct rect whole = {0, 0, canvas.w, canvas.h};
    struct rect clip = whole;
    uint64_t clip_hash = 0;
    damage->count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_command *command = &list->commands[i];
        uint64_t hash = hash_command(list, command);
        if (command->op == DRAW_CLIP) {
            bool ends = rect_is_empty(command->rect);
            clip = ends ? whole : command->rect;
            clip_hash = ends ? 0 : hash;
            continue;
        }
        damage->commands[damage->count++] = (struct damage_command){
            .hash = hash ^ clip_hash, .rect = rect_meet(command->rect, clip), .index = i};
    }
    return true;
}

static void hash_cells(const struct damage *damage, int columns, int rows,
                       uint64_t cells[DAMAGE_ROWS_MAX][DAMAGE_COLUMNS_MAX])
{
    for (size_t i = 0; i < damage->count; i++) {
        const struct damage_command *command = &damage->commands[i];
        struct cell_range range = cells_of(command->rect, columns, rows);
        for (int y = range.top; y < range.bottom; y++) {
            for (int x = range.left; x < range.right; x++) {
                cells[y][x] = (cells[y][x] ^ command->hash) * 0x9E3779B97F4A7C15u + 1;
            }
        }
    }
}

static struct rect join_all(const struct damage_command *commands, size_t first, size_t end)
{
    struct rect joined = {0};
    for (size_t i = first; i < end; i++) {
        joined = rect_join(joined, commands[i].rect);
    }
    return joined;
}

/* No pixel outside changed: the bounds of what differs behind the frames' common beginning and before their
 * common end. */
static struct rect changed_bounds(const struct damage_command *old, size_t old_count,
                                  const struct damage_command *fresh, size_t count)
{
    size_t first = 0, least = old_count < count ? old_count : count, tail = 0;
    while (first < least && old[first].hash == fresh[first].hash) {
        first++;
    }
    while (tail < least - first && old[old_count - 1 - tail].hash == fresh[count - 1 - tail].hash) {
        tail++;
    }
    return rect_join(join_all(old, first, old_count - tail), join_all(fresh, first, count - tail));
}

static void add_rect(struct damage *damage, struct rect rect)
{
    for (size_t i = 0; i < damage->rect_count; i++) {
        struct rect *other = &damage->rects[i];
        if (other->x == rect.x && other->w == rect.w && other->y + other->h == rect.y) {
            other->h += rect.h;
            return;
        }
    }
    if (damage->rect_count == DAMAGE_RECTS_MAX) {
        damage->rect_count = 1;
        damage->rects[0] = (struct rect){0, 0, damage->canvas.w, damage->canvas.h};
        return;
    }
    damage->rects[damage->rect_count++] = rect;
}

/* Where the new list goes on behind the whole old one; 0 = it does not. */
static size_t appended_from(const struct damage_command *old, size_t old_count,
                            const struct damage_command *fresh, size_t count)
{
    if (old_count == 0 || old_count >= count) {
        return 0;
    }
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].hash != fresh[i].hash) {
            return 0;
        }
    }
    return fresh[old_count - 1].index + 1;
}

void damage_update(struct damage *damage, struct canvas canvas, const struct draw_list *list)
{
    uint64_t fresh[DAMAGE_ROWS_MAX][DAMAGE_COLUMNS_MAX];
    int columns = clamp((canvas.w + DAMAGE_CELL - 1) / DAMAGE_CELL, 1, DAMAGE_COLUMNS_MAX);
    int rows = clamp((canvas.h + DAMAGE_CELL - 1) / DAMAGE_CELL, 1, DAMAGE_ROWS_MAX);
    struct damage old = *damage;
    bool beyond = canvas.w > DAMAGE_COLUMNS_MAX * DAMAGE_CELL || canvas.h > DAMAGE_ROWS_MAX * DAMAGE_CELL;
    bool all = beyond || !damage->valid || damage->canvas.w != canvas.w || damage->canvas.h != canvas.h;
    damage->commands = damage->spare;
    damage->capacity = damage->spare_capacity;
    damage->spare = old.commands;
    damage->spare_capacity = old.capacity;
    damage->canvas = canvas;
    damage->rect_count = 0;
    damage->first_command = 0;
    damage->valid = note_commands(damage, canvas, list);
    if (all || !damage->valid) {
        damage->rects[damage->rect_count++] = (struct rect){0, 0, canvas.w, canvas.h};
    }
    memset(fresh, 0, sizeof fresh);
    hash_cells(damage, columns, rows, fresh);
    struct rect bounds = damage->rect_count
                             ? (struct rect){0}
                             : changed_bounds(old.commands, old.count, damage->commands, damage->count);
    if (!rect_is_empty(bounds)) {
        damage->first_command = appended_from(old.commands, old.count, damage->commands, damage->count);
    }
    if (damage->first_command) {
        /* nothing under it is drawn again, so its bounds do as well as its cells */
        damage->rects[damage->rect_count++] = bounds;
        bounds = (struct rect){0};
    }
    for (int y = 0; y < rows && !rect_is_empty(bounds); y++) {
        for (int x = 0; x < columns; x++) {
            int first = x;
            while (x < columns && fresh[y][x] != damage->cells[y][x]) {
                x++;
            }
            struct rect cells = {first * DAMAGE_CELL, y * DAMAGE_CELL, (x - first) * DAMAGE_CELL,
                                 DAMAGE_CELL};
            cells = rect_meet(cells, bounds);
            if (!rect_is_empty(cells)) {
                add_rect(damage, cells);
            }
        }
    }
    memcpy(damage->cells, fresh, sizeof fresh);
}

void damage_finish(struct damage *damage)
{
    free(damage->commands);
    free(damage->spare);
    damage->commands = damage->spare = NULL;
    damage->count = damage->capacity = damage->spare_capacity = 0;
    damage->valid = false;
}

void damage_forget(struct damage *damage)
{
    damage->valid = false;
}
