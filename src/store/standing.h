/* SQL that several files of this layer share: which rows of the log still stand, and what they say. */
#ifndef LECTERN_STORE_STANDING_H
#define LECTERN_STORE_STANDING_H

/* Whether no undo, and no void that itself was not undone, takes the row l back. An undo cannot be undone:
 * what staff want again they do again. */
#define STANDS(l)                                                                                            \
    "NOT EXISTS (SELECT 1 FROM log v WHERE v.ref_station = " l ".station AND v.ref_seq = " l ".seq AND"      \
    " (v.kind = 'undo' OR (v.kind = 'void' AND NOT EXISTS (SELECT 1 FROM log u WHERE"                        \
    " u.ref_station = v.station AND u.ref_seq = v.seq AND u.kind = 'undo'))))"

/* The last correction of row l that was not undone: one of its columns. */
#define RETIMED(l, column)                                                                                   \
    "(SELECT r." column " FROM log r WHERE r.ref_station = " l ".station AND r.ref_seq = " l ".seq AND"      \
    " r.kind = 'retime' AND " STANDS("r") " ORDER BY r.seq DESC, r.station DESC LIMIT 1)"

/* Rows of the log that say a person came, with the time and status that hold now. */
#define CANDIDATES                                                                                           \
    "SELECT l.person, l.lecture, l.station, l.seq,"                                                          \
    " coalesce(" RETIMED(                                                                                    \
        "l", "value") ", l.value, l.at_ms) AS at_ms,"                                                        \
                      " coalesce(" RETIMED(                                                                  \
                          "l",                                                                               \
                          "status") ", l.status) AS status, l.method, l.simulated, l.badge,"                 \
                                    " (l.kind <> 'sign_in' OR " RETIMED(                                     \
                                        "l",                                                                 \
                                        "value") " IS NOT NULL) AS by_staff"                                 \
                                                 " FROM log l WHERE l.kind IN ('sign_in', 'supplement', "    \
                                                 "'claim') AND l.person IS NOT NULL AND " STANDS("l")

/* When the person of row a left that lecture, and whether it was early, as corrected: always one row. A
 * sign-out from before a.at_ms belongs to a coming that was taken back. */
#define DEPARTURE(a)                                                                                         \
    "(SELECT min(ms), coalesce(early, 0) FROM (SELECT coalesce(" RETIMED(                                    \
        "s", "value") ", s.at_ms) AS ms, coalesce(" RETIMED("s",                                             \
                                                            "status") ", s.status) = 'early' AS early"       \
                                                                      " FROM log s WHERE s.person = " a      \
                                                                      ".person AND s.lecture = " a           \
                                                                      ".lecture AND s.kind = 'sign_out'"     \
                                                                      " AND " STANDS("s") ") WHERE ms >= " a \
                                                                                          ".at_ms)"

/* What the index log_by_badge holds, to be said in the same words. */
#define OF_BADGES(l) l ".kind IN ('unknown', 'claim', 'link', 'revoke')"

/* Unknown badges that still are: nobody was found to have been them. */
#define UNKNOWNS                                                                                             \
    "SELECT l.lecture, l.badge, l.station, l.seq, l.at_ms, l.method, l.simulated FROM log l"                 \
    " WHERE " OF_BADGES("l") " AND l.kind = 'unknown' AND l.badge IS NOT NULL AND " STANDS(                  \
        "l") " AND NOT EXISTS (SELECT 1 FROM log c WHERE c.badge = l.badge AND c.lecture = l.lecture"        \
             " AND " OF_BADGES("c") " AND c.kind = 'claim' AND " STANDS("c") ")"

#endif
