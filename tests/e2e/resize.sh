#!/bin/sh
# A window that changes its size: the frame fills it each time, and a badge still signs in.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
import_demo "$db"
start_display 1600x1400
kiosk_at="800 330" # the window stands in the middle
start_kiosk "$db" --at "$DAY 08:40" --window 1366x768
window=$(xdotool search --onlyvisible --class lectern | head -n 1)
must test -n "$window"
xdotool windowmove "$window" 20 20 # room to grow

place() {
    eval "$(xdotool getwindowgeometry --shell "$window" 2>/dev/null)"
}

# The corners of the header bar are red, those of the navigation bar white, the edges between them paper.
filled() {
    place
    [ "$WIDTH" = "$width" ] && [ "$HEIGHT" = "$height" ] || return 1
    left=$((X + 1)) right=$((X + WIDTH - 1)) low=$((Y + HEIGHT - 1)) middle=$((Y + HEIGHT / 2))
    red "$(pixel $left $((Y + 1)))" && red "$(pixel $right $((Y + 1)))" &&
        pixel_is $left $low ffffff && pixel_is $right $low ffffff &&
        pixel_is $left $middle f6f1e8 && pixel_is $right $middle f6f1e8
}

red() {
    case $1 in
    8[0-9a-f][01]???? | [9ab]?[01]?[01]? | 8?0?1? | 8?[01]?[01]?) ;;
    *) return 1 ;;
    esac
}

# edge GEOMETRY: its darkest channel, 0 = black
edge() {
    convert "$tmp/window.png" -crop "$1" +repage -colorspace Gray -format '%[fx:minima>0.02]' info:
}

line=6 # whoever is to speak gets a card that stays longer: line 5
for size in 1366x768 1024x768 800x1280 1280x1024 1366x768; do
    width=${size%x*} height=${size#*x}
    [ $line = 6 ] || xdotool windowsize "$window" "$width" "$height"
    check "the frame fills $size" wait_for 5 filled
    sleep 0.3
    place
    picture "$tmp/screen.xwd"
    convert "xwd:$tmp/screen.xwd" -crop "${WIDTH}x$HEIGHT+$X+$Y" +repage "$tmp/window.png"
    for side in "1x$HEIGHT+0+0" "1x$HEIGHT+$((WIDTH - 1))+0" "${WIDTH}x1+0+0" "${WIDTH}x1+0+$((HEIGHT - 1))"; do
        check_same "no black at the edge $side of $size" 1 "$(edge "$side")"
    done
    "$lectern" shot home --db "$db" --at "$DAY 08:40" --size "$size" --out "$tmp/shot.png"
    check_same "the code of home at $size" "$(zbarimg --quiet --raw --nodbus "$tmp/shot.png" 2>/dev/null)" \
        "$(zbarimg --quiet --raw --nodbus "$tmp/window.png" 2>/dev/null)"
    scan "$(sed -n "${line}p" "$demo/people.csv" | cut -d, -f2 | sed 's,、.*,,')"
    line=$((line + 1))
    recorded() {
        [ "$(records "$db")" = $((line - 6)) ]
    }
    check "a badge at $size" wait_for 5 recorded
    sleep 2.7 # the card goes
    check "the frame fills $size after the card" wait_for 5 filled
done
stop_kiosk
check_same "exit code" 0 "$code"
finish
