"""`replay RECIPE FILE`: next month's file through last month's decisions, up to the append. No prompt; the receipt as JSON.

Where it cannot go on, it stops, says why, and writes the steward a letter (`--outbox`; a dry run writes none).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ctcompanion.errors import CompanionError, RecipeError, SettingsError, unforeseen
from ctcompanion.recipe import Recipe
from ctcompanion.recipe_check import Brought, ask_about_hand, brought
from ctcompanion.recipe_digest import Written
from ctcompanion.settings import Settings
from ctcompanion.shell.files import SHELL_LIMITS, configured, opened
from ctcompanion.shell.outbox import put


def run(options: argparse.Namespace) -> int:
    """One file, or every file that comes into a folder."""
    if (options.file is None) == (options.watch is None):
        sys.stderr.write("replay needs either a FILE or --watch FOLDER\n")
        return 2
    if options.watch is not None and options.dry_run:
        sys.stderr.write("--dry-run looks at one FILE; --watch moves the files that it worked on\n")
        return 2
    here = _recipe(options)
    if options.watch is not None:
        return _watched(options)
    try:
        _answer(one(here, options.file, options))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 (a letter is written whatever stopped it)
        stopped = error if isinstance(error, CompanionError) else unforeseen(error)
        if not options.dry_run:
            _tell(here.recipe, options.file, stopped, options)
        raise stopped from None
    return 0


def _recipe(options: argparse.Namespace) -> Brought:
    if not options.recipe.is_file():
        raise RecipeError("no-such-file", f"There is no recipe {options.recipe.name}.", "Check the path and the name.")
    return brought(options.recipe.read_bytes())


def _watched(options: argparse.Namespace) -> int:
    """The recipe is read again for each file: after a ruling of OPM the new one is put in its place, and nobody starts anything anew."""
    from ctcompanion.shell.watch import alone, watch
    from ctcompanion.store import open_store

    if not options.watch.is_dir():
        raise SettingsError("no-such-folder", f"There is no folder {options.watch.name}.", "Make it, or check the path.")
    last = [_recipe(options)]

    def work(file: Path) -> None:
        last[0] = _recipe(options)
        _answer(one(last[0], file, options))

    with alone(open_store(configured()), options.watch):
        return watch(options.watch, work, lambda file, error: _tell(last[0].recipe, file, error, options))


def _tell(recipe: Recipe, file: Path, error: CompanionError, options: argparse.Namespace) -> None:
    """A letter to the steward; where none can be written, that is said and nothing else is lost."""
    folder = options.outbox or configured().data_folder / "outbox"
    try:
        error.letter = str(put(folder, recipe, file.name, error))
    except OSError as wrong:
        error.hint += f" No letter was written: {folder.name}: {wrong.strerror or 'not usable'}."


def one(here: Brought, file: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Replay one file; the receipt, or with --dry-run what it would do, with a word on the recipe itself."""
    from ctcompanion.going_public import recipe_filed
    from ctcompanion.publishing import connect
    from ctcompanion.update import Setting, planned, prepared, updated

    if not file.is_file():
        raise RecipeError("no-such-file", f"There is no file {file.name}.", "Check the path and the name.")
    recipe, who = here.recipe, options.who.lower()
    settings = aimed(options.to, recipe)
    store = opened(settings)
    if here.written is Written.BY_HAND:
        ask_about_hand(here, options.hand_edited, recipe_filed(recipe.target, store, who))
    draft = prepared(recipe, file, file.name, SHELL_LIMITS)
    setting = Setting(connect(settings.portal), store, settings.portal, SHELL_LIMITS, owner=who)
    told = planned(draft, setting) if options.dry_run else updated(draft, setting)
    if here.written is Written.BY_HAND and not options.dry_run:
        store.audit.append(who, "added rows by a recipe changed by hand", {"dataset": recipe.target.dataset_id, "digest": here.digest})
    return {**told, "recipe": here.written.value, "recipe_digest": here.digest}


def aimed(to: str | None, recipe: Recipe) -> Settings:
    """Settings from .streamlit/secrets.toml, else the environment; `--to` and the recipe say which portal."""
    settings = configured()
    domain = (to or settings.portal.domain or recipe.target.domain).removeprefix("https://").removeprefix("http://").rstrip("/")
    if not domain or domain.startswith("practice/"):
        raise SettingsError(
            "no-portal", "It is not said which portal to add to.", "Name it: --to data.ct.gov, or --to the practice portal's address."
        )
    return settings.model_copy(update={"portal": settings.portal.model_copy(update={"domain": domain})})


def _answer(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, default=str) + "\n")
    sys.stdout.flush()
