"""Debian's Chromium without windows, which shows pages as the one with windows does, for a third less of the processor's time."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

PROGRAMS = ("chromium-headless-shell", "chromium")


def launched(playwright: Playwright) -> Browser:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, f"this needs the program '{PROGRAMS[0]}' (or '{PROGRAMS[1]}'); `make test` installs it or says how"
    return playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-background-networking"])
