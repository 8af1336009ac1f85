#include "format/ical_zone.h"

#include <string.h>
#include <strings.h>

/* As Windows, Outlook and Exchange write them (CLDR, windowsZones, territory 001). */
static const struct {
    const char *windows, *iana;
} windows_names[] = {
    {"China Standard Time", "Asia/Shanghai"},
    {"Taipei Standard Time", "Asia/Taipei"},
    {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Korea Standard Time", "Asia/Seoul"},
    {"Singapore Standard Time", "Asia/Singapore"},
    {"Ulaanbaatar Standard Time", "Asia/Ulaanbaatar"},
    {"North Asia Standard Time", "Asia/Krasnoyarsk"},
    {"North Asia East Standard Time", "Asia/Irkutsk"},
    {"SE Asia Standard Time", "Asia/Bangkok"},
    {"India Standard Time", "Asia/Kolkata"},
    {"Central Asia Standard Time", "Asia/Almaty"},
    {"West Asia Standard Time", "Asia/Tashkent"},
    {"Arabian Standard Time", "Asia/Dubai"},
    {"Arab Standard Time", "Asia/Riyadh"},
    {"Israel Standard Time", "Asia/Jerusalem"},
    {"Russian Standard Time", "Europe/Moscow"},
    {"Turkey Standard Time", "Europe/Istanbul"},
    {"GTB Standard Time", "Europe/Bucharest"},
    {"FLE Standard Time", "Europe/Kiev"},
    {"E. Europe Standard Time", "Europe/Chisinau"},
    {"W. Europe Standard Time", "Europe/Berlin"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Romance Standard Time", "Europe/Paris"},
    {"GMT Standard Time", "Europe/London"},
    {"Greenwich Standard Time", "Atlantic/Reykjavik"},
    {"South Africa Standard Time", "Africa/Johannesburg"},
    {"Egypt Standard Time", "Africa/Cairo"},
    {"E. South America Standard Time", "America/Sao_Paulo"},
    {"Atlantic Standard Time", "America/Halifax"},
    {"Eastern Standard Time", "America/New_York"},
    {"Central Standard Time", "America/Chicago"},
    {"Mountain Standard Time", "America/Denver"},
    {"US Mountain Standard Time", "America/Phoenix"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Alaskan Standard Time", "America/Anchorage"},
    {"Hawaiian Standard Time", "Pacific/Honolulu"},
    {"AUS Eastern Standard Time", "Australia/Sydney"},
    {"W. Australia Standard Time", "Australia/Perth"},
    {"New Zealand Standard Time", "Pacific/Auckland"},
    {"Customized Time Zone", ""}, /* Outlook's own; its VTIMEZONE says it */
};

static bool open_zone(struct ical_zones *zones, struct zone_file *out, const char *name)
{
    struct err err = {0};
    bool done = zone_file_open(out, name, &err);
    zones->failed |= err.code == ERR_MEMORY;
    return done;
}

static bool open_behind_prefix(struct ical_zones *zones, struct zone_file *out, const char *tzid)
{
    for (const char *slash = *tzid == '/' ? tzid : NULL; slash; slash = strchr(slash + 1, '/')) {
        if (open_zone(zones, out, slash + 1)) {
            return true;
        }
    }
    return false;
}

static bool open_windows(struct ical_zones *zones, struct zone_file *out, const char *tzid)
{
    for (size_t i = 0; i < sizeof windows_names / sizeof *windows_names; i++) {
        if (strcasecmp(windows_names[i].windows, tzid) == 0) {
            return open_zone(zones, out, windows_names[i].iana);
        }
    }
    return false;
}

static bool open_given(struct ical_zones *zones, struct zone_file *out, const char *tzid)
{
    for (size_t i = 0; i < zones->given_count; i++) {
        const struct ical_vtimezone *given = &zones->given[i];
        if (strcmp(given->tzid, tzid) != 0) {
            continue;
        }
        if (*given->location && open_zone(zones, out, given->location)) {
            return true;
        }
        if (given->fixed && !given->several) {
            zone_file_fix(out, given->offset_s);
            return true;
        }
    }
    return false;
}

const struct zone_file *ical_zones_find(struct ical_zones *zones, const char *tzid)
{
    for (size_t i = 0; i < zones->count; i++) {
        if (strcmp(zones->items[i].tzid, tzid) == 0) {
            return zones->items[i].known ? &zones->items[i].file : NULL;
        }
    }
    if (zones->count == ICAL_MAX_ZONES) {
        return NULL;
    }
    struct ical_zone *zone = &zones->items[zones->count];
    *zone = (struct ical_zone){.tzid = arena_strdup(zones->arena, tzid)};
    if (!zone->tzid) {
        zones->failed = true;
        return NULL;
    }
    zones->count++;
    zone->known = open_zone(zones, &zone->file, tzid) || open_behind_prefix(zones, &zone->file, tzid) ||
                  open_windows(zones, &zone->file, tzid) || open_given(zones, &zone->file, tzid);
    return zone->known ? &zone->file : NULL;
}

void ical_zones_finish(struct ical_zones *zones)
{
    for (size_t i = 0; i < zones->count; i++) {
        zone_file_close(&zones->items[i].file);
    }
    zones->count = 0;
}
