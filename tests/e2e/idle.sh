#!/bin/sh
# A screen that shows nothing new costs nothing: no drawing, no waking, but when the minute changes.
. "$(dirname "$0")/lib.sh"

db=$tmp/store.db
import_demo "$db"
start_display 1920x1080

# how often any of its threads has gone to sleep and been woken
wake_ups() {
    cat "/proc/$kiosk_pid"/task/*/status 2>/dev/null |
        awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum + 0 }'
}

start_kiosk "$db" --at "$DAY 08:40:02"
sleep 4 # the check of the store is over
picture "$tmp/before"
before=$(wake_ups)
sleep 15
after=$(wake_ups)
picture "$tmp/after"
check "nothing was drawn within the minute" cmp -s "$tmp/before" "$tmp/after"
check "it slept ($((after - before)) wake-ups in 15 s)" test $((after - before)) -lt 5
stop_kiosk

start_kiosk "$db" --at "$DAY 08:40:54"
picture "$tmp/before"
sleep 8
picture "$tmp/after"
check_not "the new minute was drawn" cmp -s "$tmp/before" "$tmp/after"
stop_kiosk
finish
