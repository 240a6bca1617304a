"""Reading through the child: the same as here, held to its limits, and the parent lives whatever happens to it."""

from __future__ import annotations

import io
import os
import resource
import threading
import time
import zipfile
from pathlib import Path

import pytest

from ctcompanion.errors import ReadingError
from ctcompanion.reading import read, read_here, supervise, warm_up
from ctcompanion.settings import Limits
from tests.reading.reading_files import LIMITS, csv_bytes, grid, saved, workbook

ROWS = [["Town", "2022", "2023"], ["Avon", "1", "2"], ["Bethel", "3", ""]]
TABLE = csv_bytes(ROWS)


def test_the_child_gives_what_reading_here_gives() -> None:
    book = workbook(Data=[["Town", 1.5, True], ["Avon", None, "#N/A"]], Blank=[])
    book["Data"].merge_cells("A1:B1")
    data = saved(book)
    there, here = read(data, "x.xlsx", LIMITS), read_here(data, "x.xlsx", LIMITS)
    assert [(s.name, s.role, s.styles, s.visible) for s in there.sheets] == [(s.name, s.role, s.styles, s.visible) for s in here.sheets]
    assert grid(there.sheets[0]) == grid(here.sheets[0])
    assert there.sheets[0].kinds == here.sheets[0].kinds
    assert (there.sha256, there.format, there.guesses) == (here.sha256, here.format, here.guesses)


def test_a_path_is_read_as_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TABLE)
    assert grid(read(path, path.name, LIMITS).sheets[0]) == [[cell or None for cell in row] for row in ROWS]


def test_a_refusal_comes_through() -> None:
    with pytest.raises(ReadingError) as caught:
        read(b"%PDF-1.7", "x.xlsx", LIMITS)
    assert caught.value.code == "not-a-table"


def test_progress_is_told() -> None:
    heard: list[str] = []
    read(saved(workbook(A=ROWS, B=ROWS)), "x.xlsx", LIMITS, on_progress=heard.append)
    assert "Reading sheet 2 of 2" in heard


def test_a_warm_reader_takes_a_file_in_no_time() -> None:
    warm_up()
    read(TABLE, "x.csv", LIMITS)
    began = time.perf_counter()
    for _ in range(5):
        read(TABLE, "x.csv", LIMITS)
    assert time.perf_counter() - began < 5


def many_rows(megabytes: int) -> bytes:
    """A workbook whose one sheet is long to unpack."""
    target = io.BytesIO()
    book = saved(workbook(Sheet=[["a", "b"]]))
    row = "<row>" + "<c><v>1.5</v></c>" * 20 + "</row>"
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if "sheet1" in name:
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                rows = row * (megabytes * 2**20 // len(row))
                new.writestr(name, f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>')
            else:
                new.writestr(name, old.read(name))
    return target.getvalue()


WITHOUT_LIMITS = set() if supervise.CAN_FORK else {"read", "too-slow"}
"""What may happen instead where the system sets no limits of memory and processor time: only the clock stops a reader there."""


def outcome(limits: Limits) -> str:
    try:
        read(many_rows(60), "x.xlsx", limits)
    except ReadingError as error:
        return error.code
    return "read"


def test_a_file_that_needs_too_much_memory_is_stopped() -> None:
    small = Limits(child_memory_bytes=400 * 2**20, archive_ratio=10_000)
    assert outcome(small) in {"too-large"} | WITHOUT_LIMITS
    assert read(TABLE, "x.csv", LIMITS).sheets[0].height == 3


def test_a_file_that_takes_too_much_processor_time_is_stopped() -> None:
    hasty = Limits(child_cpu_seconds=1, archive_ratio=10_000, child_memory_bytes=8 * 2**30)
    assert outcome(hasty) in {"too-slow"} | WITHOUT_LIMITS


def test_a_file_that_takes_too_long_is_stopped() -> None:
    hasty = Limits(child_wall_seconds=1, archive_ratio=10_000, child_memory_bytes=8 * 2**30)
    assert outcome(hasty) in {"too-slow"} | WITHOUT_LIMITS


def test_a_reader_that_was_killed_is_started_again() -> None:
    warm_up()
    process = supervise.nursery().process
    if process is not None:
        process.kill()
        process.wait()
    assert read(TABLE, "x.csv", LIMITS).sheets[0].height == 3


def test_several_readers_at_once_wait_for_their_turn() -> None:
    heard: list[str] = []
    found: list[int] = []

    def one() -> None:
        found.append(read(TABLE, "x.csv", Limits(children_at_once=1), on_progress=heard.append).sheets[0].height)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 6


def test_a_system_without_forks_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "CAN_FORK", False)
    assert grid(read(TABLE, "x.csv", LIMITS).sheets[0]) == [[cell or None for cell in row] for row in ROWS]
    with pytest.raises(ReadingError) as caught:
        read(b"%PDF-1.7", "x.xlsx", LIMITS)
    assert caught.value.code == "not-a-table"


def test_the_child_sees_no_secret_of_the_environment() -> None:
    assert not [name for name in supervise.PASSED_ON if "SECRET" in name or "PORTAL" in name]


def test_a_server_with_more_than_a_thousand_open_files_still_reads() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1500 if hard == resource.RLIM_INFINITY else min(1500, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(wanted - 300)]
    try:
        assert read(TABLE, "a.csv", LIMITS).sheets[0].height == len(ROWS)
    finally:
        for file in held:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
