#include "domain/pack.h"

void pack_finish(struct pack *pack)
{
    arena_finish(&pack->arena);
    *pack = (struct pack){0};
}
