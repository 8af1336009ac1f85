#include "domain/outcome.h"

int tally_present(const struct tally *tally)
{
    return tally->on_time + tally->late;
}

int tally_signed_in(const struct tally *tally)
{
    return tally_present(tally) + tally->walk_in;
}

int tally_absent(const struct tally *tally)
{
    /* people who signed in and then left the roster are present, but no longer expected */
    int absent = tally->expected - tally_present(tally);
    return absent > 0 ? absent : 0;
}
