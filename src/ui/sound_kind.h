/* What is heard after a scan: three sounds told apart without looking up. */
#ifndef LECTERN_UI_SOUND_KIND_H
#define LECTERN_UI_SOUND_KIND_H

enum sound_kind {
    SOUND_ACCEPTED, /* two short tones, rising */
    SOUND_ALREADY,  /* one middle tone, twice: nothing new, nothing wrong */
    SOUND_REFUSED,  /* low and longer */
    SOUND_KIND_COUNT
};

#endif
