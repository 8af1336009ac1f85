#!/bin/sh
# The window may take any size while it runs: the frame always fills it.
. "$(dirname "$0")/lib.sh"

db=$tmp/store.db
import_demo "$db"
start_display 1920x1400

# a window stands in the middle, not in the corner
kiosk_shows() {
    ! pixel_is 960 700 000000 && ! pixel_is 960 700 ""
}

window() {
    xdotool search --onlyvisible --name '宣讲台|Lectern' 2>/dev/null | tail -n 1
}

# A pixel of the window.
at() {
    pixel $((left + $1)) $((top + $2))
}

fills() {
    header=$(at 3 3) header_right=$(at $((w - 4)) 3) nav=$(at 3 $((h - 4))) nav_right=$(at $((w - 4)) $((h - 4)))
    [ "$nav" = ffffff ] && [ "$nav_right" = ffffff ] && [ "$header" != 000000 ] && [ "$header" != ffffff ] &&
        [ "$header" = "$header_right" ]
}

start_kiosk "$db" --at "$DAY 08:40:02" --window 1366x768
id=$(window)
must test -n "$id"
xdotool windowmove "$id" 0 0
for size in 1366x768 1024x768 800x1280 1920x1200 1366x768; do
    w=${size%x*} h=${size#*x}
    xdotool windowsize "$id" "$w" "$h"
    left=0 top=0
    check "the frame fills $size" wait_for 5 fills
done
# and it still takes a badge
scan 1797254255
check "a badge is taken" wait_for 5 sh -c "[ \"\$(sqlite3 -readonly '$db' 'SELECT count(*) FROM log')\" = 1 ]"
stop_kiosk
check_same "it ends in order" 0 "$code"
finish
