#!/bin/sh
# cmake --install gives a tree that runs from any prefix, and from its own files.
. "$(dirname "$0")/lib.sh"

must cmake --install "$(dirname "$lectern")" --prefix "$tmp/first" >"$tmp/install.out"
must mv "$tmp/first" "$tmp/moved"
installed=$tmp/moved/bin/lectern
check "the unit is there" test -f "$tmp/moved/lib/systemd/system/lectern.service"
check "the manual page is there" test -f "$tmp/moved/share/man/man1/lectern.1"

# what the program shows has to come from the moved tree, not from the one it was built in
sed -i 's/车间宣讲活动/搬家后的活动/' "$tmp/moved/share/lectern/demo/event.csv"
cd / || finish
try "$installed" demo --headless "$tmp/demo"
check_same "the demo runs" 0 "$status"
check_has "from its own pack" 搬家后的活动 "$(cat "$tmp/demo/attendance.csv")"
try "$installed" shot home --db "$tmp/demo/demo.db" --at "$DAY 09:52" --out "$tmp/home.png"
check_same "shot runs" 0 "$status"
check "and draws" test -s "$tmp/home.png"

sed -i '/^required/s|/usr/share/fonts|/nowhere|' "$tmp/moved/share/lectern/fonts/faces.txt"
try "$installed" shot home --db "$tmp/demo/demo.db" --out "$tmp/none.png"
check_same "without its font it says so" 1 "$status"
check_has "which file" /nowhere/ "$err"
check_has "which package" fonts-noto-cjk "$err"
check_not "and draws no boxes" test -e "$tmp/none.png"
finish
