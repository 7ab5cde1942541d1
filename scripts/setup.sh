#!/bin/sh
# Make the virtual environment from nothing but python3, and say in one sentence what is missing.
set -eu
venv=${1:-.venv}
group="-e . --group test --group lint"

python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
    echo "ossbuy needs Python 3.11 or newer: install python3 and run make again." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "ossbuy needs Python 3.11 or newer, this is $("$python" -V 2>&1): set PYTHON=python3.12, say, and run make again." >&2
    exit 1
fi

if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --allow-existing --python "$python" "$venv"
    # shellcheck disable=SC2086
    VIRTUAL_ENV=$venv uv pip install --quiet $group
    exit 0
fi

if [ ! -x "$venv/bin/python" ]; then
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        # Debian ships venv without ensurepip: build the environment without pip and lend it one.
        rm -rf "$venv"
        if ! "$python" -m venv --without-pip "$venv" >/dev/null 2>&1; then
            echo "Python cannot make a virtual environment here: apt-get install python3-venv and run make again." >&2
            exit 1
        fi
        if ! "$python" -m pip --version >/dev/null 2>&1; then
            rm -rf "$venv"
            echo "Python has neither ensurepip nor pip: apt-get install python3-venv (or install uv) and run make again." >&2
            exit 1
        fi
        "$python" -m pip --quiet --python "$venv/bin/python" install pip
    fi
fi
echo "Setting up ossbuy in $venv (once, a minute or two) …" >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
# shellcheck disable=SC2086
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check $group
