#include "domain/preview.h"

void preview_finish(struct preview *preview)
{
    faults_finish(&preview->faults);
    arena_finish(&preview->arena);
    *preview = (struct preview){0};
}
