# What every end-to-end script begins with. Sourced: . "$(dirname "$0")/lib.sh"
# Usage of a script: sh NAME.sh PROGRAM SOURCE_DIR
# Gives $lectern, $root, $tmp (removed at the end), a display of its own, and checks that are counted.
# shellcheck shell=sh disable=SC2034,SC2086 # the scripts use what is set here

lectern=${1:?usage: $0 PROGRAM SOURCE_DIR}
root=${2:?usage: $0 PROGRAM SOURCE_DIR}
case $lectern in /*) ;; *) lectern=$PWD/$lectern ;; esac
root=$(cd "$root" && pwd)
tmp=$(mktemp -d) || exit 1
export XDG_DATA_HOME="$tmp/data" HOME="$tmp" LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
passed=0 failed=0 display_pid='' kiosk_pid=''
demo=$root/assets/demo
DAY=2026-11-22     # of the demo pack's lectures that the scripts use
LECTURE=20261122-1 # 09:00-10:30; open from 08:30, late after 09:10

clean_up() {
    [ -z "$kiosk_pid" ] || kill -9 "$kiosk_pid" 2>/dev/null
    [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null
    chmod -R u+w "$tmp" 2>/dev/null
    rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP PIPE

# --- checks ---

pass() {
    passed=$((passed + 1))
}

fail() {
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$*"
}

# check NAME COMMAND...: the command has to succeed
check() {
    name=$1
    shift
    if "$@"; then pass; else fail "$name: $*"; fi
}

check_not() {
    name=$1
    shift
    if "$@"; then fail "$name: not expected: $*"; else pass; fi
}

# check_same NAME EXPECTED FOUND
check_same() {
    if [ "$2" = "$3" ]; then pass; else fail "$1: expected '$2', found '$3'"; fi
}

# check_has NAME PART TEXT: the text holds the part
check_has() {
    case $3 in
    *"$2"*) pass ;;
    *) fail "$1: no '$2' in: $3" ;;
    esac
}

skip() {
    printf 'skipped: %s\n' "$*"
}

finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}

# A step without which nothing after it makes sense.
must() {
    "$@" || {
        fail "$*"
        finish
    }
}

# try COMMAND...: runs it; $status, $out and $err tell what came of it
try() {
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    out=$(cat "$tmp/out")
    err=$(cat "$tmp/err")
}

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
    tries=$(($1 * 20))
    shift
    while ! "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# --- store ---

import_demo() {
    must "$lectern" import "$demo" --db "$1" >"$tmp/import.out"
}

sql() {
    sqlite3 -readonly -cmd '.timeout 5000' "$1" "$2"
}

# What scans and staff put on record; that a pack came in and that a talk began is on record as well.
count_records="SELECT count(*) FROM log WHERE kind NOT IN ('import', 'talk')"

records() {
    sql "$1" "$count_records"
}

# --- display: Xvfb keeps its picture in a file, so that looking at it wakes nobody ---

start_display() {
    command -v Xvfb >/dev/null || { fail "Xvfb is missing"; finish; }
    number=$((100 + $$ % 400))
    for try in 1 2 3 4 5 6 7 8 9 10; do
        number=$((number + try))
        if [ -e "/tmp/.X$number-lock" ] || [ -e "/tmp/.X11-unix/X$number" ]; then
            continue
        fi
        mkdir -p "$tmp/fb"
        Xvfb ":$number" -screen 0 "${1}x24" -fbdir "$tmp/fb" -nolisten tcp -noreset >"$tmp/xvfb.log" 2>&1 &
        display_pid=$!
        export DISPLAY=":$number"
        if wait_for 10 display_answers; then
            frame_size=$1
            return
        fi
        stop_display
    done
    cat "$tmp/xvfb.log"
    fail "no display could be started"
    finish
}

display_answers() {
    kill -0 "$display_pid" 2>/dev/null && xdpyinfo >/dev/null 2>&1
}

stop_display() {
    kill "$display_pid" 2>/dev/null
    wait "$display_pid" 2>/dev/null
    display_pid=''
    rm -rf "$tmp/fb"
    unset DISPLAY
}

# picture FILE: the screen as an XWD file
picture() {
    cp "$tmp/fb/Xvfb_screen0" "$1"
}

# pixel X Y [XWD]: its colour as RRGGBB
pixel() {
    file=${3:-$tmp/fb/Xvfb_screen0}
    # header: 25 numbers of 4 bytes, most significant first: 0 its size, 12 bytes a line, 19 colours of 12 bytes
    # shellcheck disable=SC2046
    set -- "$1" "$2" $(od -An -v -tu1 -N 100 "$file")
    x=$1 y=$2
    shift 2
    size=$(($3 * 256 + $4))
    shift 48
    line=$(($3 * 256 + $4))
    shift 28
    colours=$(($3 * 256 + $4))
    od -An -v -tx1 -j $((size + colours * 12 + y * line + x * 4)) -N 3 "$file" |
        { read -r blue green red && printf '%s%s%s\n' "$red" "$green" "$blue"; }
}

pixel_is() {
    [ "$(pixel "$1" "$2")" = "$3" ]
}

# --- kiosk ---

# start_kiosk DB [OPTION...]: starts it and waits for its first frame
start_kiosk() {
    start_kiosk_command run --db "$@"
}

start_kiosk_command() {
    rm -f "$tmp/kiosk.pid" "$tmp/kiosk.code"
    (
        "$lectern" "$@" >"$tmp/kiosk.out" 2>&1 &
        echo $! >"$tmp/kiosk.pid.new"
        mv "$tmp/kiosk.pid.new" "$tmp/kiosk.pid"
        wait $!
        echo $? >"$tmp/kiosk.code.new"
        mv "$tmp/kiosk.code.new" "$tmp/kiosk.code"
    ) 2>/dev/null &
    wait_for 10 test -f "$tmp/kiosk.pid"
    kiosk_pid=$(cat "$tmp/kiosk.pid")
    if ! wait_for 15 kiosk_shows; then
        cat "$tmp/kiosk.out"
        fail "the kiosk shows nothing after 15 s"
        finish
    fi
    sleep 0.3 # the window system has to hand it the keys
}

kiosk_shows() {
    colour=$(pixel ${kiosk_at:-5 5}) # a place in its header bar
    [ -n "$colour" ] && [ "$colour" != 000000 ]
}

kiosk_ended() {
    test -f "$tmp/kiosk.code"
}

# stop_kiosk [SIGNAL]: ends it and waits; $code is its exit code, or "still there"
stop_kiosk() {
    kill "-${1:-TERM}" "$kiosk_pid" || cat "$tmp/kiosk.out"
    if wait_for 5 kiosk_ended; then
        code=$(cat "$tmp/kiosk.code")
    else
        code="still there"
        kill -9 "$kiosk_pid"
        wait_for 5 kiosk_ended
    fi
    kiosk_pid=''
}

# scan BADGE...: as a reader does, 8 ms a key, Return. xdotool's own way of typing a line break never reaches SDL.
scan() {
    for badge in "$@"; do
        xdotool type --args 1 --delay "${scan_ms:-8}" "$badge" key Return
    done
}

# type_slowly TEXT: as a hand does, and Return
type_slowly() {
    xdotool type --args 1 --delay 200 "$1" sleep 0.2 key Return
}

# The I-th (0..4) of the screens in the navigation bar is shown, at 1920x1080.
nav_is() {
    pixel_is $((56 + $1 * 363 + 20)) 978 b2161c
}

# go I: switches with F1..F5 and waits until the screen is there
go() {
    xdotool key "F$(($1 + 1))"
    wait_for 5 nav_is "$1"
}
