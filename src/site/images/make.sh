#!/bin/sh
# Makes the pictures of the guide: data-flow.svg from data-flow.dot, and run-page.png, the top of the
# run page of `./analytix demo`. Needs dot, chromium and what the demo needs; in Debian:
#   apt-get install --no-install-recommends chromium fonts-dejavu-core graphviz
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dot -Tsvg "$here/data-flow.dot" -o "$here/data-flow.svg"

"$here/../../../analytix" demo --output="$work/demo"
set -- "$work"/demo/_runs/*.html # the first is that of the first night
# --no-sandbox: Chromium refuses to start as root with its sandbox; the page is a local file.
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1030 \
  --user-data-dir="$work/browser" --screenshot="$here/run-page.png" "file://$1" \
  2>"$work/chromium.log" || { cat "$work/chromium.log" >&2; exit 1; }
ls -l "$here"/*.svg "$here"/*.png
