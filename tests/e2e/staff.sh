#!/bin/sh
# Staff mode under a display of its own: the PIN, one person supplemented by keyboard, the same sign-in voided by
# touch, an unknown badge linked by keyboard; what stands in the store after each. The list is asked by command.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
lecture=20261122-1
import_demo "$db"
start_display 1920x1080
start_kiosk "$db" --at "$DAY 09:20"

# status_of WORKER_NO: as the list has it
status_of() {
    "$lectern" list --db "$db" --lecture $lecture | awk -F '\t' -v who="$1" '$1 == who { print $3 }'
}

has_status() {
    [ "$(status_of "$1")" = "$2" ]
}

rows_of_kind() {
    sql "$db" "SELECT count(*) FROM log WHERE kind = '$1' $2"
}

has_rows() {
    [ "$(rows_of_kind "$1" "${3-}")" = "$2" ]
}

by_hand() {
    xdotool type --delay 160 "$1"
    sleep 0.4
}

key() {
    xdotool key "$1"
    sleep 0.3
}

touch_at() {
    xdotool mousemove "$1" "$2" mousedown 1 sleep 0.08 mouseup 1
    sleep 0.4
}

# three seconds on the clock open the PIN pad; the first PIN is typed twice
xdotool mousemove 1830 55 mousedown 1
sleep 3.3
xdotool mouseup 1
sleep 0.3
by_hand 246802
key Return
check_same 'one PIN is not enough' 0 "$(rows_of_kind staff)"
by_hand 246802
key Return
check 'the PIN is on record' wait_for 5 has_rows staff 1 "AND status = 'set'"
sleep 0.5

# a scan is a scan in staff mode, too
badge=$(sed -n 9p "$demo/people.csv" | cut -d, -f2 | sed 's,、.*,,')
scan "$badge"
check 'a scan in staff mode is recorded' wait_for 5 has_rows sign_in 1
sleep 3

# supplement by keyboard: list, number, open the row, confirm
who=100002
check_same 'absent before' absent "$(status_of $who)"
key F2
by_hand $who
key Return
key Return
check 'supplemented by keyboard' wait_for 5 has_status $who on_time
check_same 'with operator and reason' 1 "$(rows_of_kind supplement 'AND operator IS NOT NULL AND reason IS NOT NULL')"

# void by touch: the row stands in the list already
sleep 0.5
key Escape
key F1
key F2
touch_at 796 492 # the second of the roster
touch_at 1556 964
check 'voided by touch' wait_for 5 has_status $who absent
check_same 'nothing was overwritten' 1 "$(rows_of_kind supplement)"

# an unknown badge, linked by keyboard from the page of corrections
scan 9999999317
check 'the unknown badge is recorded' wait_for 5 has_rows unknown 1
"$lectern" link --db "$db" --badge 9999999317 --person 100003 --by 测试员 >"$tmp/out" 2>"$tmp/err"
check_same 'a second writer is refused while the kiosk runs' 1 $?

stop_kiosk
check_same 'it ends in order' 0 "$code"

try "$lectern" link --db "$db" --badge 9999999317 --person 100003 --by 测试员 --reason 换了新卡 --at "$DAY 09:40"
check_same 'linked by command' 0 $status
check_same 'its earlier record counts' late "$(status_of 100003)"
try "$lectern" undo --db "$db" --by 测试员 --at "$DAY 09:41"
check_same 'undone' absent "$(status_of 100003)"
try "$lectern" verify --db "$db"
check_same 'the store is whole' 0 $status
finish
