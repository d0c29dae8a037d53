#!/usr/bin/env bash
# Make .venv with a Python that Reparto runs on, and install one requirements file into it.
#
#     tools/setup_python.sh requirements.txt
#     tools/setup_python.sh --find    only say which Python would be used
#
# Safe to repeat, and after an interruption: a half-made environment is made again.
set -euo pipefail
cd "$(dirname "$0")/.."

requirements="${1:-requirements.txt}"
venv="${VENV:-.venv}"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

is_recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3.12 python3.11 python3.13 python3 python}; do
        if is_recent_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

if [ "$requirements" = --find ]; then
    find_python
    exit
fi

# Half made, an environment may still answer as the Python it was made from, and install into that.
is_usable() {
    is_recent_enough "$venv/bin/python" &&
        "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null
}

if ! is_usable; then
    python="$(find_python)" ||
        fail "Reparto needs Python 3.11 or newer and found none:" \
            "install one, or name it with make PYTHON=/path/to/python."
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "$python cannot make an environment of its own:" \
            "install its venv module (on Debian and Ubuntu: apt-get install python3-venv)."
    say "Making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
fi

say "Installing $requirements into $venv (a minute or two the first time)"
"$venv/bin/python" -m pip install \
    --quiet --quiet --disable-pip-version-check --no-input --requirement "$requirements" ||
    fail "Installing $requirements did not succeed; the lines above say why." \
        "Run the same command again once that is mended."
