"""Does the test of a duty fail when the duty's behavior is removed? Each mutation in a copy of the project, one after the other.

python -m benchmarks.duty_mutations [S22 S54 ...]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTED = Path(__file__).with_suffix(".toml")
COPIED = ("app.py", "pages", "ctcompanion", "tests", "tools", "docs", "benchmarks", "pyproject.toml", ".streamlit")
SECONDS = 180


@dataclass(frozen=True)
class Mutation:
    """In `file` the `text`, which stands there once, becomes `instead`; then `test` must fail."""

    duty: str
    file: str
    text: str
    instead: str
    test: str


def mutations() -> tuple[Mutation, ...]:
    """All of the list."""
    return tuple(Mutation(**entry) for entry in tomllib.loads(LISTED.read_text(encoding="utf-8"))["mutation"])


def stands_once(mutation: Mutation, root: Path = ROOT) -> bool:
    """Whether there is exactly one place to change."""
    return (root / mutation.file).read_text(encoding="utf-8").count(mutation.text) == 1


def passes(tests: list[str], folder: Path) -> bool:
    """Whether these tests pass there."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS * len(tests), check=False).returncode == 0


def survives(mutation: Mutation, folder: Path) -> bool:
    """Change the copy, ask the test, and change it back."""
    file = folder / mutation.file
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(mutation.text, mutation.instead), encoding="utf-8")
    try:
        return passes([mutation.test], folder)
    finally:
        file.write_text(before, encoding="utf-8")


def copied(folder: Path) -> None:
    """The project without its environment, history and data."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, folder / name)


def main(wanted: list[str]) -> int:
    chosen = [mutation for mutation in mutations() if not wanted or mutation.duty in wanted]
    lost = [mutation for mutation in chosen if not stands_once(mutation)]
    for mutation in lost:
        print(f"{mutation.duty}: its text is not in {mutation.file} (once)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(folder)
        if not passes(sorted({mutation.test for mutation in chosen}), folder):
            print("The tests fail without any mutation.")
            return 1
        killed = 0
        for mutation in (each for each in chosen if each not in lost):
            alive = survives(mutation, folder)
            killed += not alive
            print(f"{mutation.duty:5} {'SURVIVED' if alive else 'killed'}  {mutation.test}", flush=True)
    print(f"{killed} of {len(chosen)} killed")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
