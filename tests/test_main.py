"""The command line as a shell sees it: real processes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctcompanion.__main__ import COMMANDS


def shell(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ctcompanion", *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


def seconds(*command: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        return time.perf_counter() - start

    return min(once() for _ in range(3))


def test_every_command_says_what_it_does() -> None:
    said = shell("--help")
    assert said.returncode == 0
    assert all(command in said.stdout for command in COMMANDS)


def test_the_help_comes_in_at_most_six_tenths_of_the_time_of_importing_pandas() -> None:
    assert seconds("-m", "ctcompanion", "--help") <= 0.6 * seconds("-c", "import pandas")


def test_wrong_usage_ends_with_2() -> None:
    assert shell("clean").returncode == 2


def test_a_refusal_is_one_json_object_on_standard_error_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    done = shell("clean", tmp_path / "empty.csv", "-o", tmp_path / "out.csv")
    told = json.loads(done.stderr)
    assert done.returncode == 1
    assert (told["code"], bool(told["hint"])) == ("empty", True)


def test_inspect_answers_every_file_and_ends_with_0(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("Town,Permits\nAndover,3\nAvon,5\nBethel,8\n")
    (tmp_path / "bad.csv").write_bytes(b"%PDF-1.7 not a table")
    done = shell("inspect", tmp_path / "good.csv", tmp_path / "bad.csv")
    good, bad = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert (good["ok"], good["header_rows"], good["lines"]) == (True, [1], ["header", "data", "data", "data"])
    assert (bad["ok"], bool(bad["code"]), bool(bad["hint"])) == (False, True, True)


@pytest.mark.parametrize("command", ["inspect", "clean", "review"])
def test_no_command_imports_streamlit(command: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Town,Permits\nAndover,3\nAvon,5\nBethel,8\n")
    rest = ["-o", str(tmp_path / "out.csv")] if command == "clean" else []
    source = (
        f"import sys; from ctcompanion.__main__ import main; main({[command, str(file), *rest]!r}); sys.exit('streamlit' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", source], capture_output=True, check=False).returncode == 0


def test_a_folder_that_is_not_there_is_refused_in_words_and_without_a_traceback(tmp_path: Path) -> None:
    source = tmp_path / "stops.csv"
    source.write_text("Stop,Riders\nMain,11\nElm,12\nOak,13\n")
    ended = shell("clean", source, "-o", tmp_path / "nowhere" / "out.csv")
    assert ended.returncode == 1
    assert json.loads(ended.stderr)["code"] == "cannot-use-file"
