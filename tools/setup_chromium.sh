#!/usr/bin/env bash
# Make sure that the browser tests find a Chromium; install Debian's where that is possible.
#
#     tools/setup_chromium.sh
#     tools/setup_chromium.sh --find    only say which one would be used
#
# Does not fail for the want of one: the browser tests then say that they were skipped.
set -euo pipefail

say() { printf '%s\n' "$*"; }

find_chromium() {
    command -v chromium || command -v chromium-browser ||
        command -v google-chrome || command -v google-chrome-stable
}

if [ "${1:-}" = --find ]; then
    find_chromium
    exit
fi
if find_chromium >/dev/null; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        say "No Chromium was found, and only root can install one: browser tests will be skipped."
        exit 0
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    say "No Chromium was found, and there is no apt-get to install one with: browser tests will be" \
        "skipped."
    exit 0
fi

say "Installing Chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
apt_install() {
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null
}
if ! { "${as_root[@]}" apt-get update -qq </dev/null && apt_install; }; then
    say "Chromium could not be installed: browser tests will be skipped."
fi
