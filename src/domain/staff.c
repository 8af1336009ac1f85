#include "domain/staff.h"

int staff_wait_s(int failures)
{
    enum { FREE_TRIES = 2, FIRST_S = 30, MOST_S = 3600 };
    if (failures <= FREE_TRIES) {
        return 0;
    }
    int doublings = failures - FREE_TRIES - 1;
    return doublings > 6 ? MOST_S : FIRST_S << doublings;
}
