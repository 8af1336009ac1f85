#!/bin/sh
# Measures start, scan, memory and idling of a build against a bare SDL program, in turns in one run, on an X screen
# of its own. Prints figures; whether they hold is for the reader (DESIGN: budgets are never asserted in a test).
# Usage: bench.sh BUILD [--quick]
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:?usage: bench.sh BUILD [--quick]}" && pwd) || exit 1
starts=15 scans=60 rounds=3 idle_s=60
if [ "${2-}" = --quick ]; then
    starts=9 scans=60 rounds=3 idle_s=20
elif [ -n "${2-}" ]; then
    echo "usage: bench.sh BUILD [--quick]" >&2
    exit 2
fi
lectern=$build/lectern floor=$build/tests/bench/bench_floor probe=$build/tests/bench/bench_probe
for program in "$lectern" "$floor" "$probe"; do
    [ -x "$program" ] || { echo "bench: $program is missing; cmake builds it where libxtst-dev is installed" >&2; exit 1; }
done

work=$(mktemp -d) || exit 1
servers=
# shellcheck disable=SC2086 # a list of process ids
finish() {
    trap - EXIT INT TERM
    [ -z "$servers" ] || kill $servers 2>/dev/null
    wait
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
unset WAYLAND_DISPLAY XMODIFIERS
export SDL_VIDEODRIVER=x11

# start_screen WxH: a server on a free display, named in DISPLAY
start_screen() {
    number=90
    while [ -e "/tmp/.X$number-lock" ] || [ -e "/tmp/.X11-unix/X$number" ]; do
        number=$((number + 1))
    done
    Xvfb ":$number" -screen 0 "$1x24" -nolisten tcp -noreset >"$work/xvfb.log" 2>&1 &
    servers="$servers $!"
    export DISPLAY=":$number"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        xdpyinfo >/dev/null 2>&1 && return
        sleep 0.3
    done
    echo "bench: Xvfb did not start:" >&2
    cat "$work/xvfb.log" >&2
    exit 1
}

store=$work/store.db
at='2026-11-22 08:52' # sign-in to the first lecture of the demo pack is open
ours() { "$probe" "$@" -- "$lectern" run --db "$store" --at "$at"; }
bare() { "$probe" "$@" -- "$floor" "$work/floor.db"; }
pieces_ours='60,52,420x8 110,278,600x8 1430,446,300x8 1360,780,140x16 1588,1030,180x8'
pieces_bare='10,26,500x8 580,30,700x8 10,1010,500x8 580,1010,700x8 1370,1010,500x8'
card='740,490,520x36' # the line with the name, and all corners of what is new over home
new_card="$card 740,380,300x16 400,760,100x4 1400,760,100x4"
box='900,500,100x36'
whole_box="$box 670,450,300x16 670,630,100x4 1150,630,100x4" # as many looks as the card takes

# figure FILE PART: the value that PART (0..1) of the lines do not exceed
figure() {
    sort -g "$1" | awk -v part="$2" '{ v[NR] = $1 } END { i = int(NR * part + 0.9999); print v[i < 1 ? 1 : i] }'
}
median() { figure "$1" 0.5; }

row() { printf '%-46s %10s %10s %10s %7s  %-24s %s\n' "$@"; }
# verdict VALUE LIMIT
verdict() { awk -v v="$1" -v l="$2" 'BEGIN { print v <= l ? "ok" : "over" }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# compare WHAT NAME TARGET: a row out of NAME.ours and NAME.bare
compare() {
    [ -s "$work/$2.ours" ] && [ -s "$work/$2.bare" ] || { echo "bench: nothing measured for: $1" >&2; exit 1; }
    o=$(median "$work/$2.ours") b=$(median "$work/$2.bare")
    r=$(ratio "$o" "$b")
    row "$1" "$b" "$o" "$(figure "$work/$2.ours" 0.99)" "$r" "<= $3 x floor" "$(verdict "$r" "$3")"
}

say() { echo "bench: $*" >&2; }
must() { "$@" || { say "failed: $*"; exit 1; }; }

must "$lectern" import "$here/../../assets/demo" --db "$store" >/dev/null
cp "$store" "$work/second.db"
awk -F, 'NR > 1 { print substr($2, 1, 10) }' "$here/../../assets/demo/people.csv" | grep -x '[0-9]\{10\}' >"$work/badges"
start_screen 1920x1080

say "starts, $starts each, warm"
must ours learn "$work/places.ours" "$pieces_ours"
must bare learn "$work/places.bare" "$pieces_bare"
for _ in $(seq "$starts"); do
    must bare start "$work/places.bare" >>"$work/warm.bare"
    must ours start "$work/places.ours" >>"$work/warm.ours"
done
cold=
if [ "$(id -u)" = 0 ] && sh -c 'echo 3 >/proc/sys/vm/drop_caches' 2>/dev/null; then
    say "starts, $starts each, with a cold cache"
    for _ in $(seq "$starts"); do
        sync; echo 3 >/proc/sys/vm/drop_caches
        must bare start "$work/places.bare" >>"$work/cold.bare"
        sync; echo 3 >/proc/sys/vm/drop_caches
        must ours start "$work/places.ours" >>"$work/cold.ours"
    done
    cold=yes
fi

# Two stores, so that each badge is new both times: the card replaces a card, and the card comes over the home screen.
say "scans, $((scans * rounds)) each, in $rounds turns"
for turn in $(seq 0 $((rounds - 1))); do
    must bare scan "$work/badges" $((turn * scans)) "$scans" "$box" >>"$work/queue.bare"
    must ours scan "$work/badges" $((turn * scans)) "$scans" "$card" >"$work/turn"
    head -n 1 "$work/turn" >>"$work/first.ours"
    tail -n +2 "$work/turn" >>"$work/queue.ours" # the first comes over home
    store=$work/second.db
    must ours scan-cleared "$work/badges" $((turn * scans)) "$scans" "$new_card" >>"$work/home.ours"
    store=$work/store.db
    must bare scan-cleared "$work/badges" $((turn * scans)) "$scans" "$whole_box" >>"$work/home.bare" # the same rhythm
done
rows=
for file in "$work/store.db" "$work/second.db"; do
    rows="$rows $(sqlite3 "$file" 'SELECT count(*) FROM attendance')"
done
want=$((scans * rounds))
bare_rows=$(sqlite3 "$work/floor.db" 'SELECT count(*) FROM scan')

# A talk that is on record as open is what the program begins with.
pages=15
say "pages, 2 x $pages each"
for i in $(seq 0 $pages); do
    printf '第 %s 页：学用结合\n先学一步、学深一层\n把学习与岗位生产结合起来\n\n' "$i"
done >"$work/slides.txt"
cp "$work/second.db" "$work/talk.db"
store=$work/talk.db
open_talk() { # open_talk FADE: pages fade (on) or are there at once (off)
    sqlite3 "$store" "DELETE FROM talk; INSERT INTO talk(id, lecture, deck, source, part, step,
        started_ms, paused_at_ms, paused_ms, added_min) VALUES (1, '20261122-1', 'laomo', 0, 0, 0, 0, 0, 0, 0);
        INSERT OR REPLACE INTO setting VALUES ('talk.fade', '$1')"
}
for turn in 1 2; do
    open_talk on
    must ours keys Next $pages '150,250,800x250 1565,1000,70x40' >>"$work/fade.ours"
    open_talk off
    must ours keys Next $pages '150,250,800x250 1565,1000,70x40' >"$work/turn"
    head -n 1 "$work/turn" >>"$work/page1.ours"
    cat "$work/turn" >>"$work/page.ours"
    must bare keys Next $pages '150,250,800x100 219,740,800x80' >"$work/turn"
    head -n 1 "$work/turn" >>"$work/page1.bare"
    cat "$work/turn" >>"$work/page.bare"
    if command -v sent >/dev/null; then
        must "$probe" keys Next $pages '100,200,1700x680' -- sent "$work/slides.txt" >>"$work/page.sent"
    fi
done

# The same with a photo of 12 megapixels on every page, each its own file: the number in the foot has to come at once.
say "pages with photos, $pages"
cp -R "$here/../../assets/demo" "$work/photos"
must convert -size 400x300 -seed 7 plasma:fractal -resize 4000x3000! -quality 90 "$work/photo.jpg"
for i in $(seq 0 $pages); do
    printf '## 第 %s 页\n\n![照片](%s.jpg)\n\n---\n\n' "$i" "$i" >>"$work/photos/talks/photos.md"
    cp "$work/photo.jpg" "$work/photos/talks/$i.jpg"
done
store=$work/photos.db
must "$lectern" import "$work/photos" --db "$store" >/dev/null
sqlite3 "$store" "INSERT INTO talk(id, lecture, deck, source, part, step, started_ms, paused_at_ms, paused_ms, added_min)
        VALUES (1, '20261122-1', 'photos', 0, 0, 0, 0, 0, 0, 0);
    INSERT OR REPLACE INTO setting VALUES ('talk.fade', 'off')"
must ours keys Next $pages '1565,1000,70x40' >>"$work/photo.ours"
store=$work/store.db

say "idling and memory, 2 x $idle_s s"
bare_idle=$(bare idle "$idle_s") || exit 1
ours_idle=$(ours idle "$idle_s") || exit 1
start_screen 3840x2160
ours_4k=$(ours idle 1) || exit 1
bare_4k=$(bare idle 1) || exit 1

field() { echo "$1" | cut -d ' ' -f "$2"; }
mib() { awk -v k="$1" 'BEGIN { printf "%.1f", k / 1024 }'; }

row what floor ours 'ours p99' ratio target ''
compare 'exec to home screen, warm, ms' warm 1.5
[ -z "$cold" ] || compare 'exec to home screen, cold cache, ms' cold 1.5
[ -n "$cold" ] || echo 'exec to home screen, cold cache: left out, only root can drop the caches'
compare 'Enter to the card over a card, ms' queue 2
row '  p99' "$(figure "$work/queue.bare" 0.99)" "" "$(figure "$work/queue.ours" 0.99)" "" '<= 10 ms' \
    "$(verdict "$(figure "$work/queue.ours" 0.99)" 10)"
compare 'Enter to the card over home, ms' home 2
row '  p99' "$(figure "$work/home.bare" 0.99)" "" "$(figure "$work/home.ours" 0.99)" "" '<= 10 ms' \
    "$(verdict "$(figure "$work/home.ours" 0.99)" 10)"
row '  the first after a start' "" "$(median "$work/first.ours")" "$(figure "$work/first.ours" 1)" "" "" ""
row '  rows in the store' "$bare_rows" "$(echo "$rows" | tr -s ' ' '+' | cut -c 2-)" "" "" "$want each, twice" \
    "$([ "$bare_rows" = "$((2 * want))" ] && [ "$rows" = " $want $want" ] && echo ok || echo MISSING)"
compare 'key to the next page of a talk, ms' page 1
row '  worst' "$(figure "$work/page.bare" 1)" "$(figure "$work/page.ours" 1)" "" "" "" ""
row '  the first after a start' "$(median "$work/page1.bare")" "$(median "$work/page1.ours")" "" "" "" ""
row '  with a photo of 12 megapixels on each' "" "$(median "$work/photo.ours")" "$(figure "$work/photo.ours" 1)" "" "" ""
row '  to the first step of it where pages fade' "" "$(median "$work/fade.ours")" "$(figure "$work/fade.ours" 1)" "" "" ""
if [ -s "$work/page.sent" ]; then
    row '  sent (suckless), median and worst' "$(median "$work/page.sent")" "$(figure "$work/page.sent" 1)" "" "" "" ""
else
    echo '  sent: left out, it is not installed'
fi
b=$(field "$bare_idle" 1) o=$(field "$ours_idle" 1) r=$(ratio "$o" "$b")
row 'memory on home, PSS MiB' "$(mib "$b")" "$(mib "$o")" "" "$r" '<= 1.5 x floor' "$(verdict "$r" 1.5)"
b=$(field "$bare_4k" 1) o=$(field "$ours_4k" 1)
row 'memory on home at 3840x2160, PSS MiB' "$(mib "$b")" "$(mib "$o")" "" "$(ratio "$o" "$b")" '<= 60 MiB' \
    "$(verdict "$o" $((60 * 1024)))"
row "CPU when idle over $idle_s s, ms/s" "$(field "$bare_idle" 2)" "$(field "$ours_idle" 2)" "" "" '<= 0.05' \
    "$(verdict "$(field "$ours_idle" 2)" 0.05)"
changes=$(field "$ours_idle" 4)
row "wake-ups over $idle_s s ($changes shown changes)" "$(field "$bare_idle" 3)" "$(field "$ours_idle" 3)" "" "" \
    '<= 1 a change' "$(verdict "$(field "$ours_idle" 3)" "$changes")"
