"""The process that parses one file: held to its limits by the operating system, it writes the sheets or a refusal and ends.

python -m ctcompanion.reading.child     one job on standard input, the answer on standard output
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from ctcompanion.errors import ReadingError
from ctcompanion.reading.parse import parse
from ctcompanion.reading.parts import Bounds, Task
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.wire import write_parts, write_refusal


def hold(memory: int, cpu_seconds: int) -> None:
    """Limits of this process: address space, processor time, no core file. Where the system has none, the parent's clock remains."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, soft in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (soft, soft + 1 if what == resource.RLIMIT_CPU else soft))
        except (ValueError, OSError):  # macOS has no limit of address space
            continue


class NoPandas:
    """Answers the search for pandas with "not installed"."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        """Called by Python's import for every module not yet loaded."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def without_pandas() -> None:
    """Arrow looks for pandas on its first array and would load it in every child; nothing here needs it."""
    sys.meta_path.insert(0, NoPandas)


def work(job: dict[str, Any], data: bytes, target: BinaryIO, progress: Callable[[str], None]) -> None:
    """Parses `data` as the job says and writes the answer; every way it can fail becomes a refusal."""
    try:
        write_parts(parse(data, Task(job["name"], Bounds(**job["bounds"]), progress, job["styles"])), target)
        return
    except ReadingError as error:
        failed = error
    except MemoryError:
        failed = refusal("too-large", what="unpacked, it needs more memory than one file may take")
    except BaseException:  # noqa: BLE001 (the border: parsers panic and fail in every way on damaged files)
        failed = refusal("damaged", what="its parts do not fit together")
    target.seek(0)
    target.truncate()
    write_refusal(failed, target)


def main() -> int:
    """One job for systems on which a warm process cannot be copied."""
    import io

    without_pandas()
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may mix with the answer
    job = json.loads(source.readline())
    hold(job["memory"], job["cpu_seconds"])
    data = source.read()
    answer = io.BytesIO()
    work(job, data, answer, lambda _: None)
    target.write(answer.getbuffer())
    target.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
