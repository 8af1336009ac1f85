#!/bin/sh
# A talk that asks its hall, on a display of its own: numbers and badges as they come, the frame of what is chosen, a
# kill in the middle, and what the store holds of it.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
import_demo "$db"

# badge N: that of line N of the demo roster
badge() {
    sed -n "${1}p" "$demo/people.csv" | cut -d, -f2 | sed "s,、.*,,"
}

votes() {
    sql "$db" "SELECT group_concat(choice || '=' || votes, ' ') FROM (SELECT * FROM vote_count ORDER BY choice)"
}

votes_are() {
    [ "$(votes)" = "$1" ]
}

# vote LINE CHOICE: a hand at the number, then the badge
vote() {
    xdotool key "$2"
    sleep 0.3
    scan "$(badge "$1")"
}

# The talk is on record as open at its seventh slide, the question; 15:15-16:30.
sqlite3 "$db" "INSERT INTO talk(id, lecture, deck, source, part, step, started_ms, paused_at_ms, paused_ms, added_min)
    VALUES (1, '20261122-5', 'anquan', 6, 0, 0, 0, 0, 0, 0)"
start_display 1366x768
start_kiosk "$db" --at "$DAY 15:20"

# the edge of the second choice: a panel, gold while it is chosen
edge_x=300 edge_y=319
plain=$(pixel $edge_x $edge_y)
xdotool key 2
is_gold() { pixel_is $edge_x $edge_y d6a03c; }
check "the choice is framed" wait_for 3 is_gold
scan "$(badge 3)"
check "a number and a badge are a vote" wait_for 5 votes_are "2=1"
check_not "and the frame goes with it" is_gold
check_same "what it was" "$plain" "$(pixel $edge_x $edge_y)"

vote 4 1
check "the next votes" wait_for 5 votes_are "1=1 2=1"
scan "$(badge 5)" # without a number: a sign-in
vote 4 2
check "who chooses anew has one voice" wait_for 5 votes_are "1=0 2=2"
check_same "all three signed in" 3 "$(records "$db")"
scan 0000000001
vote 5 4
check "a badge that is nobody's does not count" wait_for 5 votes_are "1=0 2=2 4=1"

stop_kiosk KILL
start_kiosk "$db" --at "$DAY 15:25"
vote 6 2
check "votes outlive a kill" wait_for 5 votes_are "1=0 2=3 4=1"
check_same "named: what each chose" "1=2 2=2 3=4 4=2" \
    "$(sql "$db" "SELECT group_concat(n || '=' || choice, ' ') FROM (SELECT row_number() OVER (ORDER BY a.at_ms) AS n,
        v.choice FROM voter v JOIN attendance a ON a.person = v.person)")"

# the eleventh is secret
xdotool key 1 1 Return
sleep 0.5
vote 3 1
vote 4 3
is_counted() { [ "$(sql "$db" "SELECT sum(votes) FROM vote_count WHERE topic = 2")" = 2 ]; }
check "a secret vote is counted" wait_for 5 is_counted
check_same "and what each chose is nowhere" "2|0" \
    "$(sql "$db" "SELECT count(*), count(choice) FROM voter WHERE topic = 2")"
check "the program says the store is whole" "$lectern" verify --db "$db" >/dev/null
stop_kiosk
check_same "the end by a signal" 0 "$code"
finish
