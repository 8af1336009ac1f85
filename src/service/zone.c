#include "service/zone.h"

#include "base/civil.h"

#include <stdlib.h>
#include <string.h>

bool zone_follow(const char *iana_name, struct err *err)
{
    const char *now = getenv("TZ");
    return !*iana_name || (now && strcmp(now, iana_name) == 0) || civil_use_zone(iana_name, err);
}
