#include "base/progress.h"

#include "base/strings.h"

bool progress_step(struct progress *progress, int64_t done, int64_t total, struct err *err)
{
    if (!progress) {
        return true;
    }
    atomic_store_explicit(&progress->done, done, memory_order_relaxed);
    atomic_store_explicit(&progress->total, total, memory_order_relaxed);
    if (atomic_load_explicit(&progress->cancelled, memory_order_relaxed)) {
        return err_set(err, ERR_CANCELLED, str(STR_ERR_CANCELLED));
    }
    return true;
}

int progress_permille(struct progress *progress)
{
    int64_t total = atomic_load_explicit(&progress->total, memory_order_relaxed);
    int64_t done = atomic_load_explicit(&progress->done, memory_order_relaxed);
    if (total <= 0 || done <= 0) {
        return 0;
    }
    return done >= total ? 1000 : (int)((double)done / (double)total * 1000);
}

void progress_cancel(struct progress *progress)
{
    atomic_store_explicit(&progress->cancelled, true, memory_order_relaxed);
}

bool progress_is_cancelled(struct progress *progress)
{
    return atomic_load_explicit(&progress->cancelled, memory_order_relaxed);
}
