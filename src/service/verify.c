#include "service/verify.h"

#include "store/derived.h"
#include "store/log.h"
#include "store/store.h"
#include "store/structure.h"

bool verify_store(struct store *store, struct verify_report *report, struct err *err)
{
    *report = (struct verify_report){0};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool whole = structure_check(store, STRUCTURE_FULL, err) &&
                 log_check(store, &report->rows, &report->bad_seq, err) && derived_check(store, err);
    store_snapshot_end(store);
    return whole;
}
