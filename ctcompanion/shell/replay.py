"""`replay RECIPE FILE`: next month's file through last month's decisions, up to the append. No prompt; the receipt as JSON.

Where it cannot go on, it stops, says why, and writes the steward a letter (`--outbox`; a dry run writes none).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ctcompanion.errors import CompanionError, RecipeError, SettingsError
from ctcompanion.recipe import Recipe, from_json
from ctcompanion.settings import Settings
from ctcompanion.shell.files import SHELL_LIMITS, configured, opened
from ctcompanion.shell.outbox import put

WATCH_SECONDS = 5.0
KINDS = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip"}


def run(options: argparse.Namespace) -> int:
    """One file, or every file that comes into a folder."""
    if not options.recipe.is_file():
        raise RecipeError("no-such-file", f"There is no recipe {options.recipe.name}.", "Check the path and the name.")
    recipe = from_json(options.recipe.read_bytes())
    if options.watch is not None:
        if not options.watch.is_dir():
            raise SettingsError("no-such-folder", f"There is no folder {options.watch.name}.", "Make it, or check the path.")
        return watch(options.watch, lambda file: _answer(_told(recipe, file, options)))
    if options.file is None:
        sys.stderr.write("replay needs a FILE, or --watch FOLDER\n")
        return 2
    _answer(_told(recipe, options.file, options))
    return 0


def _told(recipe: Recipe, file: Path, options: argparse.Namespace) -> dict[str, Any]:
    """As `one`; whatever stops it is also told to the steward."""
    try:
        return one(recipe, file, options)
    except CompanionError as error:
        if not options.dry_run:
            folder = options.outbox or configured().data_folder / "outbox"
            error.letter = str(put(folder, recipe, file.name, error))
        raise


def one(recipe: Recipe, file: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Replay one file; the receipt, or with --dry-run what it would do."""
    from ctcompanion.publishing import connect
    from ctcompanion.update import Setting, planned, prepared, update

    if not file.is_file():
        raise RecipeError("no-such-file", f"There is no file {file.name}.", "Check the path and the name.")
    settings = aimed(options.to, recipe)
    draft = prepared(recipe, file, file.name, SHELL_LIMITS)
    setting = Setting(connect(settings.portal), opened(settings), settings.portal, SHELL_LIMITS, owner=options.who.lower())
    return planned(draft, setting) if options.dry_run else asdict(update(draft, setting))


def aimed(to: str | None, recipe: Recipe) -> Settings:
    """Settings from .streamlit/secrets.toml, else the environment; `--to` and the recipe say which portal."""
    settings = configured()
    domain = (to or settings.portal.domain or recipe.target.domain).removeprefix("https://").removeprefix("http://").rstrip("/")
    if not domain or domain.startswith("practice/"):
        raise SettingsError(
            "no-portal", "It is not said which portal to add to.", "Name it: --to data.ct.gov, or --to the practice portal's address."
        )
    return settings.model_copy(update={"portal": settings.portal.model_copy(update={"domain": domain})})


def watch(folder: Path, work: Callable[[Path], None], *, rounds: int | None = None, pause: float = WATCH_SECONDS) -> int:
    """Replay each file that comes into the folder, once it has stopped growing; then it moves to `done` or `needs a person`.

    A file that somebody took away meanwhile, or still has open, is left for the next round.
    """
    sizes: dict[Path, int] = {}
    while rounds is None or rounds > 0:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() not in KINDS or file.name.startswith(("~$", ".")):
                continue
            try:
                size = file.stat().st_size
            except FileNotFoundError:  # somebody took it away again
                continue
            if sizes.get(file) != size or not size:
                sizes[file] = size
                continue
            sizes.pop(file)
            with contextlib.suppress(FileNotFoundError, PermissionError):
                _move(file, folder / _tried(file, work))
        rounds = None if rounds is None else rounds - 1
        time.sleep(pause)
    return 0


def _tried(file: Path, work: Callable[[Path], None]) -> str:
    try:
        work(file)
    except CompanionError as error:
        sys.stderr.write(json.dumps({"file": file.name, **error.as_json()}) + "\n")
        return "needs a person"
    return "done"


def _move(file: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    place, number = target / file.name, 1
    while place.exists():
        place, number = target / f"{file.stem} {number}{file.suffix}", number + 1
    file.rename(place)


def _answer(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, default=str) + "\n")
    sys.stdout.flush()
