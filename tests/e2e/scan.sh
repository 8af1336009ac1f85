#!/bin/sh
# The kiosk under a display of its own: badges typed at a reader's pace and by hand, on every screen; stalls, a
# second process that reads, a kill, and the end by signals.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
import_demo "$db"
start_display 1920x1080
start_kiosk "$db" --at "$DAY 08:40"

# badge N: that of line N of the demo roster
badge() {
    sed -n "${1}p" "$demo/people.csv" | cut -d, -f2 | sed "s,、.*,,"
}

worker_no() {
    sed -n "${1}p" "$demo/people.csv" | cut -d, -f1
}

has_records() {
    [ "$(records "$db")" = "$1" ]
}

last_record() {
    sql "$db" "SELECT kind, status, method FROM log ORDER BY seq DESC LIMIT 1"
}

# grew_to NAME COUNT: so many records are there soon, and no more of them a moment later
grew_to() {
    wait_for 5 has_records "$2"
    sleep 0.3
    check_same "$1: records" "$2" "$(records "$db")"
}

open_talk() {
    go 0
    sleep 0.2
    xdotool mousemove 600 300 click 1 # the lecture that is on
    wait_for 5 nav_is 1
    sleep 0.3
    xdotool key Return
    wait_for 5 talk_is_on
}

talk_is_on() {
    ! pixel_is 5 1075 ffffff && ! nav_is 0 && ! nav_is 1
}

count=0 line=5
for screen in 0 1 2 3 4 talk; do
    if [ "$screen" = talk ]; then
        check "the talk opens" open_talk
    else
        check "screen F$((screen + 1)) shows" go "$screen"
    fi
    scan "$(badge $line)"
    count=$((count + 1))
    grew_to "a badge on screen $screen" $count
    check_same "what was recorded on screen $screen" "sign_in|on_time|reader" "$(last_record)"
    if [ "$screen" = 4 ]; then
        xdotool key F5 # sends the card away
        type_slowly "$(worker_no $((line + 1)))"
        count=$((count + 1))
        grew_to "a worker number by hand on the keypad" $count
        check_same "what the keypad recorded" "sign_in|on_time|keypad" "$(last_record)"
    else
        type_slowly "$(badge $((line + 1)))"
        grew_to "a badge by hand on screen $screen" $count
    fi
    if [ "$screen" = talk ]; then
        check "a scan does not end the talk" talk_is_on
        xdotool key Escape sleep 0.3 key Return
    fi
    line=$((line + 2))
done

# --- five badges one after the other, as fast as a reader gets ---
must go 0
set --
for i in 0 1 2 3 4; do
    set -- "$@" type --args 1 --delay 4 "$(badge $((line + i)))" key Return
done
xdotool "$@"
line=$((line + 5)) count=$((count + 5))
grew_to "five badges back to back" $count

# --- who reads does not disturb who writes ---
check "the write-ahead log is there" test -f "$db-wal"
for reader in readonly writable export verify; do
    case $reader in
    readonly) seen=$(records "$db") ;;
    # opened as anybody would: its end must not be taken for the end of the last one that uses the file
    writable) seen=$(sqlite3 "$db" "$count_records") ;;
    export) seen=$("$lectern" export --db "$db" --lecture $LECTURE --format csv --lang en --out - | grep -c ',on_time,') ;;
    verify)
        "$lectern" verify --db "$db" >/dev/null
        seen=$?
        check_same "verify while the kiosk runs" 0 "$seen"
        seen=$count
        ;;
    esac
    check_same "what $reader sees" "$count" "$seen"
    check "after $reader the write-ahead log is there still" test -f "$db-wal"
    scan "$(badge $line)"
    line=$((line + 1)) count=$((count + 1))
    grew_to "a badge after $reader" $count
done
check_same "export sees all" $count \
    "$("$lectern" export --db "$db" --lecture $LECTURE --format csv --lang en --out - | grep -c ',on_time,')"

# --- a stall: what was typed by hand meanwhile is no scan, what a reader typed is one ---
sleep 0.5
kill -STOP "$kiosk_pid"
sleep 1
type_slowly "$(badge $line)"
kill -CONT "$kiosk_pid"
sleep 0.5
grew_to "a badge by hand in a stall" $count
kill -STOP "$kiosk_pid"
sleep 0.5
scan "$(badge $line)"
sleep 1
kill -CONT "$kiosk_pid"
line=$((line + 1)) count=$((count + 1))
grew_to "a badge in a stall" $count
check_same "what was recorded after the stall" "sign_in|on_time|reader" "$(last_record)"

# --- what has been shown green survives a kill ---
sleep 3 # the last card is gone
green() {
    pixel_is 500 500 1c7a49
}
check_not "no card is up" green
scan "$(badge $line)"
check "the green card comes" wait_for 5 green
kill -9 "$kiosk_pid"
wait_for 5 kiosk_ended
kiosk_pid=''
try "$lectern" sign-in --db "$db" --badge "$(badge $line)" --at "$DAY 08:50"
check_same "signed in already after the kill" "already $LECTURE" "${out% "$DAY"*}"
line=$((line + 1)) count=$((count + 1))
check_same "records after the kill" $count "$(records "$db")"
check "the store is whole after the kill" "$lectern" verify --db "$db" >/dev/null

# --- the end ---
for signal in TERM INT; do
    start_kiosk "$db" --at "$DAY 08:55"
    before=$(date +%s%3N)
    stop_kiosk $signal
    took=$(($(date +%s%3N) - before))
    check_same "exit code after SIG$signal" 0 "$code"
    check "SIG$signal ends it within 2 s" test "$took" -lt 2000
done
check_same "records at the end" $count "$(records "$db")"
finish
