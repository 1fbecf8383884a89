"""How the installed command ends: its status is that of the command, whatever became of its output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from talanoa.cli import main, run


@pytest.mark.parametrize(
    "ending, status", [(SystemExit(), 0), (SystemExit(3), 3), (SystemExit(True), 1), (OSError(), 1)]
)
def test_a_process_ends_with_the_status_of_its_command_even_if_its_output_is_closed(
    monkeypatch: pytest.MonkeyPatch, ending: BaseException, status: int
) -> None:
    last: list[Callable[[], None]] = []
    ended: list[int] = []

    def main() -> None:
        raise ending

    with monkeypatch.context() as patched:
        patched.setattr("atexit.register", last.append)
        patched.setattr("gc.disable", lambda: None)
        patched.setattr("os._exit", ended.append)
        patched.setattr("talanoa.cli.main", main)
        with pytest.raises(type(ending)):
            run()
        patched.setattr(sys, "stdout", None)  # as Python has it for `>&-`
        last[0]()
    assert ended == [status]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no folder that someone is in")
def test_a_folder_that_was_deleted_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 2 and "the folder that you are in was deleted" in done.output
