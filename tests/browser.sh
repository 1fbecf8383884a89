#!/bin/sh
# The browser tests drive Debian's Chromium. Installs it where that is possible, says what to do where it isn't.
set -e
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing chromium for the browser tests …"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    echo "The browser tests need the program 'chromium' (Debian and Ubuntu: sudo apt install chromium)."
    exit 1
fi
