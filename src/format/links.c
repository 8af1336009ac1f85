#include "format/links.h"

#include "format/xml_part.h"

#include <stdio.h>
#include <string.h>

struct links_reader {
    struct xml_part xml;
    struct arena *arena;
    struct links *links;
};

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static void on_link(struct xml_part *part, const char *name, const char **attributes)
{
    struct links_reader *reader = (struct links_reader *)part;
    struct links *links = reader->links;
    const char *id = xml_part_attribute(attributes, "Id"), *type = xml_part_attribute(attributes, "Type"),
               *target = xml_part_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target || links->count == ARCHIVE_MAX_PARTS) {
        return;
    }
    links->items =
        arena_grow(reader->arena, links->items, links->count, &links->capacity, sizeof *links->items);
    struct link link = {.id = arena_strdup(reader->arena, id),
                        .type = arena_strdup(reader->arena, type),
                        .target = arena_strdup(reader->arena, target)};
    if (!links->items || !link.id || !link.type || !link.target) {
        err_memory(part->err);
        xml_part_fail(part);
        return;
    }
    links->items[links->count++] = link;
}

bool links_read(struct archive *archive, const char *part, struct arena *arena, struct links *out,
                struct err *err)
{
    struct links_reader reader = {.xml = {.start = on_link}, .arena = arena, .links = out};
    char path[LINKS_PATH_SIZE];
    const char *slash = strrchr(part, '/');
    int folder_len = slash ? (int)(slash - part + 1) : 0;
    *out = (struct links){0};
    if (snprintf(path, sizeof path, "%.*s_rels/%s.rels", folder_len, part, part + folder_len) >=
        (int)sizeof path) {
        return true;
    }
    const struct archive_part *links = archive_find(archive, path);
    return !links || xml_part_read(&reader.xml, archive, links, err);
}

const struct link *links_find(const struct links *links, const char *id)
{
    for (size_t i = 0; i < links->count; i++) {
        if (strcmp(links->items[i].id, id) == 0) {
            return &links->items[i];
        }
    }
    return NULL;
}

bool link_is(const struct link *link, const char *type)
{
    return ends_with(link->type, type);
}

/* "/xl/x.xml" is meant from the top, "x.xml" and "../x.xml" from the folder of the part that names it. */
const struct archive_part *links_target(const struct archive *archive, const char *folder, const char *target)
{
    char path[LINKS_PATH_SIZE];
    size_t len = *target == '/' ? 0 : strlen(folder);
    if (len + strlen(target) + 2 > sizeof path) {
        return NULL;
    }
    memcpy(path, folder, len);
    target += *target == '/';
    while (strncmp(target, "../", 3) == 0 || strncmp(target, "./", 2) == 0) {
        if (target[1] == '.') {
            while (len > 0 && path[--len] != '/') {
            }
        }
        target = strchr(target, '/') + 1;
    }
    if (len > 0) {
        path[len++] = '/';
    }
    memcpy(path + len, target, strlen(target) + 1);
    return archive_find(archive, path);
}

const struct archive_part *links_part(const struct archive *archive, const struct links *links,
                                      const char *folder, const char *type)
{
    for (size_t i = 0; i < links->count; i++) {
        if (link_is(&links->items[i], type)) {
            return links_target(archive, folder, links->items[i].target);
        }
    }
    return NULL;
}

bool links_main_part(struct archive *archive, struct arena *arena, const struct archive_part **out,
                     struct err *err)
{
    struct links top;
    *out = NULL;
    if (!links_read(archive, "", arena, &top, err)) {
        return false;
    }
    const struct archive_part *part = links_part(archive, &top, "", "/officeDocument");
    *out = part && ends_with(part->name, ".xml") ? part : NULL;
    return true;
}

bool links_folder(const char *path, char out[LINKS_PATH_SIZE])
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    if (len >= LINKS_PATH_SIZE) {
        return false;
    }
    memcpy(out, path, len);
    out[len] = '\0';
    return true;
}
