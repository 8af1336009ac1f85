#include "ui/damage.h"

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

static struct cell_range meet(struct cell_range a, struct cell_range b)
{
    return (struct cell_range){.left = a.left > b.left ? a.left : b.left,
                               .top = a.top > b.top ? a.top : b.top,
                               .right = a.right < b.right ? a.right : b.right,
                               .bottom = a.bottom < b.bottom ? a.bottom : b.bottom};
}

static void hash_cells(const struct draw_list *list, int columns, int rows,
                       uint64_t cells[DAMAGE_ROWS_MAX][DAMAGE_COLUMNS_MAX])
{
    const struct cell_range whole = {0, 0, columns, rows};
    struct cell_range clip = whole;
    uint64_t clip_hash = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_command *command = &list->commands[i];
        uint64_t hash = hash_command(list, command);
        if (command->op == DRAW_CLIP) {
            /* draws nothing itself: it belongs to the commands it cuts */
            bool ends = rect_is_empty(command->rect);
            clip = ends ? whole : cells_of(command->rect, columns, rows);
            clip_hash = ends ? 0 : hash;
            continue;
        }
        hash ^= clip_hash;
        struct cell_range range = meet(cells_of(command->rect, columns, rows), clip);
        for (int y = range.top; y < range.bottom; y++) {
            for (int x = range.left; x < range.right; x++) {
                cells[y][x] = (cells[y][x] ^ hash) * 0x9E3779B97F4A7C15u + 1;
            }
        }
    }
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

void damage_update(struct damage *damage, struct canvas canvas, const struct draw_list *list)
{
    uint64_t fresh[DAMAGE_ROWS_MAX][DAMAGE_COLUMNS_MAX];
    int columns = clamp((canvas.w + DAMAGE_CELL - 1) / DAMAGE_CELL, 1, DAMAGE_COLUMNS_MAX);
    int rows = clamp((canvas.h + DAMAGE_CELL - 1) / DAMAGE_CELL, 1, DAMAGE_ROWS_MAX);
    memset(fresh, 0, sizeof fresh);
    hash_cells(list, columns, rows, fresh);
    bool beyond = canvas.w > DAMAGE_COLUMNS_MAX * DAMAGE_CELL || canvas.h > DAMAGE_ROWS_MAX * DAMAGE_CELL;
    bool all = beyond || !damage->valid || damage->canvas.w != canvas.w || damage->canvas.h != canvas.h;
    damage->canvas = canvas;
    damage->rect_count = 0;
    if (all) {
        damage->rects[damage->rect_count++] = (struct rect){0, 0, canvas.w, canvas.h};
    }
    for (int y = 0; y < rows && !all; y++) {
        for (int x = 0; x < columns; x++) {
            int first = x;
            while (x < columns && fresh[y][x] != damage->cells[y][x]) {
                x++;
            }
            if (x > first) {
                add_rect(damage, (struct rect){first * DAMAGE_CELL, y * DAMAGE_CELL,
                                               (x - first) * DAMAGE_CELL, DAMAGE_CELL});
            }
        }
    }
    memcpy(damage->cells, fresh, sizeof fresh);
    damage->valid = true;
}

void damage_forget(struct damage *damage)
{
    damage->valid = false;
}
