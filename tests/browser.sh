#!/bin/sh
# The browser tests drive Debian's Chromium. Installs it where that is possible, says what to do where it isn't.
set -e
if command -v chromium-headless-shell >/dev/null 2>&1; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null
elif ! command -v chromium >/dev/null 2>&1; then
    echo "The browser tests need Chromium (Debian: sudo apt install chromium-headless-shell; elsewhere the program 'chromium')."
    exit 1
fi
