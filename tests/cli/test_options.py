"""Options that all commands understand in the same way."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from talanoa.cli import main
from talanoa.cli.options import read_given


@pytest.mark.parametrize(
    ("command", "epoch", "said"),
    [
        ("check --now 0001-01-01", "", "not in the years 1800 to 2199"),
        ("build --now 9999-12-31T23:59+00:00", "", "not in the years 1800 to 2199"),
        ("digest --since 2026-01-01 --until 9999-12-31", "", "not in the years 1800 to 2199"),
        ("report desk --now yesterday", "", "is not a date such as"),
        ("report desk --now today's", "", "'today's' is not a date such as"),
        ("check", "yesterday", "SOURCE_DATE_EPOCH has to be a number of seconds"),
        ("check", "1795219200.5", "SOURCE_DATE_EPOCH has to be a number of seconds"),
        ("build", "253402300799", "SOURCE_DATE_EPOCH has to be a number of seconds"),
        ("build", "9" * 30, "SOURCE_DATE_EPOCH has to be a number of seconds"),
    ],
)
def test_a_day_that_no_calendar_has_is_wrong_usage(
    command: str, epoch: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = CliRunner().invoke(main, command.split())
    assert (done.exit_code, said in done.stderr) == (2, True), done.output


@pytest.mark.parametrize(
    ("command", "said"),
    [
        *((f"serve --port {port}", f"'{port}' is not a whole number from 1 to 65535") for port in ("0", "70000", "-1")),
        ("serve --port 80a", "'80a' is not a whole number from 1 to 65535"),
        (f"serve --port {'9' * 5_000}", "is not a whole number from 1 to 65535"),
        ("build --jobs 1.5", "'1.5' is not a whole number from 1 to 64"),
    ],
)
def test_a_number_that_cannot_be_meant_is_wrong_usage(command: str, said: str) -> None:
    done = CliRunner().invoke(main, command.split())
    assert (done.exit_code, said in done.stderr) == (2, True), done.output


def test_a_file_that_another_program_has_open_can_be_closed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel on Windows lets no one else read the sheet that it shows."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    sheet = tmp_path / "our members.xlsx"
    sheet.write_bytes(b"PK")
    assert read_given(sheet, 10) == b"PK"
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(click.UsageError, match=r"our members\.xlsx can't be read: Permission denied; if it is open"):
        read_given(sheet, 10)
