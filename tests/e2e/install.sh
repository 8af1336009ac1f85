#!/bin/sh
# cmake --install gives a tree that runs wherever it lies, by what it brought itself: the tree it was built from is
# not asked.
. "$(dirname "$0")/lib.sh"

build=$(dirname "$lectern")
must cmake --install "$build" --prefix "$tmp/first" >"$tmp/install.log"
prefix="$tmp/another place"
mv "$tmp/first" "$prefix"
installed=$prefix/bin/lectern
share=$prefix/share/lectern
for file in bin/lectern share/lectern/demo/event.csv share/lectern/demo/people.csv share/lectern/fonts/faces.txt \
    lib/systemd/system/lectern.service share/man/man1/lectern.1; do
    check "installed: $file" test -s "$prefix/$file"
done
check "the installed demo pack is whole" diff -r "$demo" "$share/demo"
cd / || exit 1

# a title of its own shows which pack is read
sed 's/^活动名称,.*/活动名称,只在安装处的活动/' "$demo/event.csv" >"$share/demo/event.csv"
try "$installed" demo --headless "$tmp/morning"
check_same "demo from the prefix: exit code" 0 "$status"
check_has "demo from the prefix: its own pack" "只在安装处的活动" "$(cat "$tmp/morning/attendance.csv")"
try "$installed" shot home --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/home.png"
check_same "shot from the prefix: exit code" 0 "$status"
must "$lectern" shot home --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/built.png"
check "it draws what the built program draws" cmp "$tmp/home.png" "$tmp/built.png"

# through a link, as a package's alternatives or a person's ~/bin have it
mkdir "$tmp/bin"
ln -s "$installed" "$tmp/bin/lectern"
check "through a link" "$tmp/bin/lectern" shot home --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/linked.png"
check "through a link it draws the same" cmp "$tmp/home.png" "$tmp/linked.png"

# a list of fonts of its own, too: without a face in it there is a sentence that names it
cp "$share/fonts/faces.txt" "$tmp/faces.txt"
echo '# none' >"$share/fonts/faces.txt"
try "$installed" shot home --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/none.png"
check_same "no faces: exit code" 1 "$status"
check_has "no faces: the list is named" "share/lectern/fonts/faces.txt" "$err"
sed '/^required/s|/usr/share/fonts|/nowhere|' "$tmp/faces.txt" >"$share/fonts/faces.txt"
try "$installed" shot home --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/none.png"
check_same "a face that is not there: exit code" 1 "$status"
check_has "a face that is not there: its file" /nowhere/ "$err"
check_has "a face that is not there: its package" fonts-noto-cjk "$err"
check_not "a face that is not there: no boxes instead" test -e "$tmp/none.png"
cp "$tmp/faces.txt" "$share/fonts/faces.txt"

if command -v strace >/dev/null && strace -f -o "$tmp/trace" -e trace=%file "$installed" shot home \
    --db "$tmp/morning/demo.db" --at "$DAY 09:52" --out "$tmp/traced.png" 2>/dev/null; then
    check_not "the source tree is not looked at" grep -qF "\"$root/" "$tmp/trace"
else
    skip "looking over its shoulder (no strace)"
fi
finish
