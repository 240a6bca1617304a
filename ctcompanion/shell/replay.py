"""`replay RECIPE FILE`: next month's file through last month's decisions, up to the append. No prompt; the receipt as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ctcompanion.errors import CompanionError, RecipeError, SettingsError
from ctcompanion.recipe import Recipe, from_json
from ctcompanion.settings import Settings, from_environment, from_mapping
from ctcompanion.shell.files import SHELL_LIMITS

SECRETS = Path(".streamlit/secrets.toml")
WATCH_SECONDS = 5.0
KINDS = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip"}


def run(options: argparse.Namespace) -> int:
    """One file, or every file that comes into a folder."""
    if not options.recipe.is_file():
        raise RecipeError("no-such-file", f"There is no recipe {options.recipe.name}.", "Check the path and the name.")
    recipe = from_json(options.recipe.read_bytes())
    if options.watch is not None:
        return watch(options.watch, lambda file: _answer(one(recipe, file, options)))
    if options.file is None:
        sys.stderr.write("replay needs a FILE, or --watch FOLDER\n")
        return 2
    _answer(one(recipe, options.file, options))
    return 0


def one(recipe: Recipe, file: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Replay one file; the receipt, or with --dry-run what it would do."""
    from ctcompanion.publishing import connect
    from ctcompanion.store import open_store
    from ctcompanion.update import Setting, planned, prepared, update

    if not file.is_file():
        raise RecipeError("no-such-file", f"There is no file {file.name}.", "Check the path and the name.")
    settings = configured(options.to, recipe)
    draft = prepared(recipe, file, file.name, SHELL_LIMITS)
    setting = Setting(connect(settings.portal), open_store(settings), settings.portal, SHELL_LIMITS)
    return planned(draft, setting) if options.dry_run else asdict(update(draft, setting))


def configured(to: str | None, recipe: Recipe) -> Settings:
    """Settings from .streamlit/secrets.toml, else the environment; `--to` and the recipe say which portal."""
    settings = from_environment()
    if SECRETS.is_file():
        found = tomllib.loads(SECRETS.read_text(encoding="utf-8")).get("ctcompanion")
        settings = from_mapping(found) if found else settings
    domain = (to or settings.portal.domain or recipe.target.domain).removeprefix("https://").removeprefix("http://").rstrip("/")
    if not domain or domain.startswith("practice/"):
        raise SettingsError(
            "no-portal", "It is not said which portal to add to.", "Name it: --to data.ct.gov, or --to the practice portal's address."
        )
    return settings.model_copy(update={"portal": settings.portal.model_copy(update={"domain": domain})})


def watch(folder: Path, work: Callable[[Path], None], *, rounds: int | None = None, pause: float = WATCH_SECONDS) -> int:
    """Replay each file that comes into the folder, once it has stopped growing; then it moves to `done` or `needs a person`."""
    sizes: dict[Path, int] = {}
    while rounds is None or rounds > 0:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() not in KINDS or file.name.startswith(("~$", ".")):
                continue
            size = file.stat().st_size
            if sizes.get(file) == size:
                _move(file, folder / _tried(file, work))
                sizes.pop(file, None)
            else:
                sizes[file] = size
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
