"""Every file of a folder through the reader: which codes came back, how long it took, what was slowest.

python -m benchmarks.read_folder FOLDER [--here] [--each]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from ctcompanion.errors import ReadingError
from ctcompanion.reading import read, read_here
from ctcompanion.settings import Limits


def outcome(path: Path, here: bool) -> tuple[str, str, float]:
    began = time.perf_counter()
    try:
        book = (read_here if here else read)(path, path.name, Limits())
        shapes = ", ".join(f"{sheet.role} {sheet.height}x{sheet.width}" for sheet in book.sheets[:6])
        code, said = "read", f"{book.format}: {shapes}; {' '.join(book.notices)}"
    except ReadingError as error:
        code, said = error.code, error.message
        if not error.hint:
            code = "NO HINT"
    return code, said, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--here", action="store_true", help="in this process")
    parser.add_argument("--each", action="store_true", help="print every file")
    options = parser.parse_args()
    files = [options.folder] if options.folder.is_file() else sorted(path for path in options.folder.rglob("*") if path.is_file())
    codes: Counter[str] = Counter()
    times: list[tuple[float, str]] = []
    for path in files:
        code, said, seconds = outcome(path, options.here)
        codes[code] += 1
        times.append((seconds, path.name))
        if options.each:
            print(f"{code:20} {seconds:6.2f} s  {path.name}: {said}")
    for code, count in codes.most_common():
        print(f"{count:6} {code}")
    times.sort(reverse=True)
    print(f"{len(files)} files in {sum(seconds for seconds, _ in times):.1f} s; slowest:")
    for seconds, name in times[:8]:
        print(f"{seconds:8.2f} s  {name}")


if __name__ == "__main__":
    main()
