#include "service/votes.h"

#include "store/store.h"
#include "store/vote_table.h"

static bool settle(struct store *store, bool done, struct err *err)
{
    if (!done) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}

bool votes_cast(struct store *store, const struct vote_cast *cast, struct err *err)
{
    enum vote_result result;
    return store_begin(store, err) && settle(store, vote_table_cast(store, cast, NULL, &result, err), err);
}

bool votes_clear(struct store *store, const struct vote_topic *topic, struct err *err)
{
    return store_begin(store, err) && settle(store, vote_table_clear(store, topic, err), err);
}
