#!/bin/sh
# What feeds, calendars and pages are tried with: Chromium and other programs of Debian, and packages of npm from
# package-lock.json, which names no host. Installs what is missing where that is possible, says what to do where it isn't.
set -e
cd "$(dirname "$0")"

missing=""
wants() { # PACKAGE COMMAND…: the package is missing unless the command succeeds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
wants chromium-headless-shell sh -c 'command -v chromium-headless-shell || command -v chromium'
wants libxml2-utils command -v xmllint
wants jing command -v jing
wants default-jre-headless command -v java
wants nginx-light test -x /usr/sbin/nginx
wants caddy command -v caddy
wants rsync command -v rsync
wants nodejs command -v node
wants npm command -v npm
wants python3-gi /usr/bin/python3 -c 'import gi'
wants gir1.2-ical-3.0 /usr/bin/python3 -c 'import gi; gi.require_version("ICalGLib", "3.0")'

if [ -n "$missing" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "Installing for the tests of feeds, calendars and pages:$missing …"
        apt-get update -qq >/dev/null
        # RUNLEVEL keeps Debian from starting a web server at once; word splitting is meant.
        # shellcheck disable=SC2086
        RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "The tests of feeds, calendars and pages need these packages (Debian: sudo apt install$missing)."
        echo "In place of chromium-headless-shell the program 'chromium' will do."
        exit 1
    fi
fi

npm ci --silent --no-progress
