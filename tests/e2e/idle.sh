#!/bin/sh
# Nobody is there: the home screen neither draws nor wakes up until the minute that it shows is over.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
import_demo "$db"
start_display 1920x1080
start_kiosk "$db" --at "$DAY 09:40:38"
sleep 2 # the check of the store in the background is over

# How often its threads went to sleep by themselves so far.
naps() {
    cat /proc/"$kiosk_pid"/task/*/status | awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum }'
}

# part WxH+X+Y FILE: what that part of the picture looks like, as a number
part() {
    convert "xwd:$2" -crop "$1" +repage -format '%#' info:
}

picture "$tmp/before.xwd"
naps_before=$(naps)
sleep 15
naps_after=$(naps)
picture "$tmp/after.xwd"
check "the picture stays as it is for 15 s" cmp "$tmp/before.xwd" "$tmp/after.xwd"
check "fewer than 5 wake-ups in 15 s, found $((naps_after - naps_before))" test $((naps_after - naps_before)) -lt 5

changed() {
    ! cmp -s "$tmp/before.xwd" "$tmp/fb/Xvfb_screen0"
}
check_not "the minute is not over yet" changed
check "the next minute is shown" wait_for 10 changed
sleep 0.3
picture "$tmp/minute.xwd"
clock=420x100+1500+0 rest=1900x104+0+976
check_not "the clock has changed" test "$(part $clock "$tmp/before.xwd")" = "$(part $clock "$tmp/minute.xwd")"
check_same "the navigation bar has not" "$(part $rest "$tmp/before.xwd")" "$(part $rest "$tmp/minute.xwd")"
naps_before=$(naps)
sleep 5
check "after it all is quiet again" cmp "$tmp/minute.xwd" "$tmp/fb/Xvfb_screen0"
check "and asleep" test $(($(naps) - naps_before)) -lt 5
stop_kiosk
check_same "exit code" 0 "$code"
finish
