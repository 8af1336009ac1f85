#!/bin/sh
# Holds the tree to tests/layers.txt: no upward include, SDL only in sdl/ and the kiosk, sqlite3 only in store/, no
# banned function, own header first. Usage: check_layers.sh ROOT
root=${1:-.}
cd "$root" || exit 2
faults=$(mktemp) || exit 2
trap 'rm -f "$faults"' EXIT

allowed() { sed -n "s/^$1: *//p" tests/layers.txt; }

for file in $(find src -name '*.c' -o -name '*.h' | sort); do
    part=${file#src/}
    case $part in
    */*) layer=${part%%/*} ;;
    app*.c | app*.h) layer=app ;;
    kiosk*.c | kiosk*.h) layer=kiosk ;;
    *) layer=edge ;; # main, cli and commands: the outermost ring
    esac
    grep -n '^#include "' "$file" | sed 's/^\([0-9]*\):#include "\([^"]*\)".*/\1 \2/' |
        while read -r line header; do
            case $header in
            */*) target=${header%%/*} ;;
            app*.h) target=app ;;
            kiosk*.h) target=kiosk ;;
            *) target=edge ;;
            esac
            [ "$target" = "$layer" ] && continue
            [ "$layer" = edge ] && continue
            case " $(allowed "$layer") " in
            *" $target "*) ;;
            *) echo "$file:$line: $layer must not include $header" >>"$faults" ;;
            esac
        done
    if [ "$layer" != sdl ] && [ "$layer" != kiosk ] && grep -n '#include <SDL' "$file" /dev/null; then
        echo "$file: SDL is for sdl/ and the kiosk alone" >>"$faults"
    fi
    if [ "$layer" != store ] && grep -n '#include <sqlite3' "$file" /dev/null; then
        echo "$file: sqlite3 is for store/ alone" >>"$faults"
    fi
    grep -nE '(^|[^_a-zA-Z0-9])(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|alloca)[ ]*\(' "$file" |
        sed "s|^|$file: banned: |" >>"$faults"
    case $part in
    *.c)
        own=${part%.c}.h
        first=$(sed -n 's/^#include ["<]\([^">]*\)[">].*/\1/p' "$file" | head -n 1)
        if [ -f "src/$own" ] && [ "$first" != "$own" ]; then
            echo "$file: its own header comes first" >>"$faults"
        fi
        ;;
    esac
done

if [ -s "$faults" ]; then
    cat "$faults" >&2
    exit 1
fi
echo "layers hold"
