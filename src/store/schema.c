#include "store/schema.h"

#include "store/db.h"

#include <stdio.h>

/* Step i leads from version i to i + 1. A step that was released is never changed: a new one is added. */
static const char *const steps[] = {
    /* --- this station --- */
    "CREATE TABLE meta("
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  station BLOB NOT NULL CHECK (length(station) = 16),"
    "  generation INTEGER NOT NULL DEFAULT 0" /* the active import, 0 = none */
    ") STRICT;"
    "INSERT INTO meta(id, station) VALUES (1, randomblob(16));"
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    /* --- what an import brought: rows of several generations, one of them active --- */
    "CREATE TABLE event("
    "  generation INTEGER PRIMARY KEY, title TEXT NOT NULL, organiser TEXT NOT NULL, report_mail TEXT NOT "
    "NULL,"
    "  report_phone TEXT NOT NULL, zone TEXT NOT NULL, opens_before_min INTEGER NOT NULL,"
    "  late_after_min INTEGER NOT NULL, walk_in INTEGER NOT NULL, keypad_letters TEXT NOT NULL,"
    "  characters TEXT NOT NULL" /* every character beyond ASCII of names and programme, once */
    ") STRICT;"
    "CREATE TABLE lecture("
    "  generation INTEGER NOT NULL REFERENCES event(generation), id TEXT NOT NULL, title TEXT NOT NULL,"
    "  kind TEXT NOT NULL, venue TEXT NOT NULL, speaker TEXT NOT NULL, speaker_title TEXT NOT NULL,"
    "  deck TEXT NOT NULL, audience TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,"
    "  opens_before_min INTEGER NOT NULL, late_after_min INTEGER NOT NULL, capacity INTEGER NOT NULL,"
    "  expected INTEGER NOT NULL,"
    "  PRIMARY KEY (generation, id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE file("
    "  generation INTEGER NOT NULL REFERENCES event(generation), name TEXT NOT NULL, data BLOB NOT NULL,"
    "  PRIMARY KEY (generation, name)"
    ") STRICT;"
    /* id = generation * 2^32 + place in the roster: a generation is one range of ids, in the roster's order.
       code = the worker number in canonical form: what a keypad types, and what names a person over imports.
     */
    "CREATE TABLE person("
    "  id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, code TEXT NOT NULL, worker_no TEXT NOT NULL,"
    "  name TEXT NOT NULL, unit TEXT NOT NULL, team TEXT NOT NULL, role TEXT NOT NULL, badges TEXT NOT NULL,"
    "  extra TEXT NOT NULL, removed INTEGER NOT NULL" /* 1 = no longer on the roster, kept for its records */
    ") STRICT;"
    "CREATE UNIQUE INDEX person_by_code ON person(generation, code);"
    "CREATE TABLE badge("
    "  generation INTEGER NOT NULL, badge TEXT NOT NULL, person INTEGER NOT NULL,"
    "  PRIMARY KEY (generation, badge)"
    ") STRICT, WITHOUT ROWID;"

    /* --- truth: the log, append-only --- */
    "CREATE TABLE log("
    "  station BLOB NOT NULL CHECK (length(station) = 16), seq INTEGER NOT NULL CHECK (seq > 0),"
    "  kind TEXT NOT NULL,"    /* log.h has the list */
    "  lecture TEXT NOT NULL," /* its id, '' = none */
    "  person BLOB CHECK (length(person) = 16), badge BLOB CHECK (length(badge) = 16),"
    "  method TEXT NOT NULL, status TEXT NOT NULL,"
    "  simulated INTEGER NOT NULL," /* 1 = the clock was not the system's */
    "  at_ms INTEGER NOT NULL, zone_offset_s INTEGER NOT NULL,"
    "  boot_id BLOB NOT NULL CHECK (length(boot_id) = 16), boot_ms INTEGER NOT NULL,"
    "  operator BLOB CHECK (length(operator) = 16), reason BLOB CHECK (length(reason) = 16),"
    "  ref_station BLOB CHECK (length(ref_station) = 16), ref_seq INTEGER,"
    "  hash BLOB NOT NULL CHECK (length(hash) = 32),"
    "  PRIMARY KEY (station, seq)"
    ") STRICT, WITHOUT ROWID;"
    /* before REPLACE resolves a conflict, whatever recursive_triggers says on the connection that tries it */
    "CREATE TRIGGER log_in_order BEFORE INSERT ON log"
    "  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log WHERE station = NEW.station)"
    "  BEGIN SELECT RAISE(ABORT, 'the log is append-only and without gaps'); END;"
    "CREATE TRIGGER log_no_update BEFORE UPDATE ON log"
    "  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"
    "CREATE TRIGGER log_no_delete BEFORE DELETE ON log"
    "  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"

    /* --- what the log's tokens mean; may be erased --- */
    "CREATE TABLE meaning("
    "  token BLOB PRIMARY KEY CHECK (length(token) = 16), kind TEXT NOT NULL, text TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX meaning_by_text ON meaning(kind, text);"

    /* --- derived from the log, kept up with it, rebuilt by derived.c --- */
    "CREATE TABLE attendance("
    "  person BLOB NOT NULL, lecture TEXT NOT NULL, station BLOB NOT NULL, seq INTEGER NOT NULL,"
    "  at_ms INTEGER NOT NULL, status TEXT NOT NULL, method TEXT NOT NULL, simulated INTEGER NOT NULL,"
    "  badge BLOB,"
    "  PRIMARY KEY (person, lecture)"
    ") STRICT, WITHOUT ROWID;"
    /* covers what a list by time shows */
    "CREATE INDEX attendance_by_time ON attendance(lecture, at_ms, seq, status, method, simulated, badge);"
    "CREATE TABLE unknown("
    "  lecture TEXT NOT NULL, badge BLOB NOT NULL, station BLOB NOT NULL, seq INTEGER NOT NULL,"
    "  at_ms INTEGER NOT NULL, method TEXT NOT NULL, simulated INTEGER NOT NULL,"
    "  PRIMARY KEY (lecture, badge)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE tally("
    "  lecture TEXT PRIMARY KEY, on_time INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,"
    "  walk_in INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0"
    ") STRICT, WITHOUT ROWID;",

    /* What staff do. value: what the row sets (a time, a gate); basis: what it was measured against. Rows
       without a value are hashed as before. */
    "ALTER TABLE log ADD COLUMN value INTEGER;"
    "ALTER TABLE log ADD COLUMN basis INTEGER;"
    "CREATE INDEX log_by_person ON log(person, lecture) WHERE person IS NOT NULL;"
    "CREATE INDEX log_by_badge ON log(badge, lecture) WHERE kind IN ('unknown', 'claim', 'link', 'revoke');"
    "CREATE INDEX log_by_ref ON log(ref_station, ref_seq) WHERE ref_seq IS NOT NULL;"
    "CREATE INDEX log_by_staff ON log(kind, lecture) WHERE method = 'staff';"
    "CREATE INDEX log_clock ON log(boot_id) WHERE kind = 'clock';"
    /* grows with whatever a loaded programme is made of beside the import */
    "ALTER TABLE meta ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE attendance ADD COLUMN by_staff INTEGER NOT NULL DEFAULT 0;" /* 1 = not as a scan left it */
    "ALTER TABLE attendance ADD COLUMN out_ms INTEGER;"                      /* NULL = not signed out */
    "ALTER TABLE attendance ADD COLUMN early INTEGER NOT NULL DEFAULT 0;"
    "DROP INDEX attendance_by_time;"
    "CREATE INDEX attendance_by_time ON attendance(lecture, at_ms, seq, status, method, simulated, badge,"
    "  by_staff, out_ms, early);"
    /* badges that staff gave to a person, or took from everybody (person NULL); above the roster */
    "CREATE TABLE badge_owner(badge BLOB PRIMARY KEY, person BLOB) STRICT, WITHOUT ROWID;"
    "CREATE TABLE lecture_change("
    "  lecture TEXT PRIMARY KEY, gate INTEGER NOT NULL," /* enum gate */
    "  start_ms INTEGER, planned_ms INTEGER"             /* NULL = not moved */
    ") STRICT, WITHOUT ROWID;"
    "ALTER TABLE event ADD COLUMN full INTEGER NOT NULL DEFAULT 0;" /* enum full_policy */
    "ALTER TABLE lecture ADD COLUMN sign_out INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE person ADD COLUMN initials TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE staff_gate(" /* wrong PINs; kept over a restart */
    "  id INTEGER PRIMARY KEY CHECK (id = 1), failures INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "INSERT INTO staff_gate(id) VALUES (1);",

    /* What an import replaced, so that it can be undone. */
    "ALTER TABLE meta ADD COLUMN previous INTEGER NOT NULL DEFAULT 0;", /* a generation, 0 = none */

    /* Where a talk stands. No part of the truth: it changes with every page. */
    "CREATE TABLE talk("
    "  id INTEGER PRIMARY KEY CHECK (id = 1), lecture TEXT NOT NULL, deck TEXT NOT NULL,"
    "  source INTEGER NOT NULL, part INTEGER NOT NULL, step INTEGER NOT NULL, started_ms INTEGER NOT NULL,"
    "  paused_at_ms INTEGER NOT NULL, paused_ms INTEGER NOT NULL, added_min INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX log_of_talks ON log(lecture) WHERE kind = 'talk';",

    /* Who has a worker number: a table of its own, so that an import can fill it in the order of its key
       while people keep the roster's. */
    "CREATE TABLE worker("
    "  generation INTEGER NOT NULL, code TEXT NOT NULL, person INTEGER NOT NULL,"
    "  PRIMARY KEY (generation, code)"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO worker SELECT generation, code, id FROM person ORDER BY generation, code;"
    "DROP INDEX person_by_code;",

    /* Votes in a talk. What was voted secretly stands in the counts alone, and voters are kept in the order
       of their random tokens, so that nothing says who came with which vote. */
    "CREATE TABLE vote_topic("
    "  id INTEGER PRIMARY KEY, lecture TEXT NOT NULL, deck TEXT NOT NULL,"
    "  words TEXT NOT NULL,"                               /* the question and the choices, a line each */
    "  privacy INTEGER NOT NULL, answer INTEGER NOT NULL," /* enum vote_privacy; 0 = no right one */
    "  UNIQUE (lecture, deck, words, privacy)"
    ") STRICT;"
    "CREATE TABLE vote_count("
    "  topic INTEGER NOT NULL REFERENCES vote_topic(id), choice INTEGER NOT NULL, votes INTEGER NOT NULL,"
    "  PRIMARY KEY (topic, choice)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE voter("
    "  topic INTEGER NOT NULL REFERENCES vote_topic(id), person BLOB NOT NULL,"
    "  choice INTEGER," /* NULL = secret */
    "  PRIMARY KEY (topic, person)"
    ") STRICT, WITHOUT ROWID;",

    /* How long the pages of the talk were shown until its last turn, in ms, blanks between, from the first
       page on: in the row that is written at every turn anyhow. */
    "ALTER TABLE talk ADD COLUMN shown_ms TEXT NOT NULL DEFAULT '';",
};

enum { STEPS = sizeof steps / sizeof *steps };

int schema_version(void)
{
    return STEPS;
}

bool schema_migrate(struct store *store, int from_version, struct err *err)
{
    for (int version = from_version; version < STEPS; version++) {
        char stamp[64];
        snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d", version + 1);
        if (!db_exec(store, "BEGIN IMMEDIATE", err)) {
            return false;
        }
        if (!db_exec(store, steps[version], err) || !db_exec(store, stamp, err) ||
            !db_exec(store, "COMMIT", err)) {
            store_rollback(store);
            return false;
        }
    }
    return true;
}
