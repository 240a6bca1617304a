"""A message to the data steward where a person is needed: a mail file in the outbox folder, ready to be opened and sent."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from ctcompanion.errors import CompanionError, PublishingError, StoreError, Unforeseen
from ctcompanion.recipe import Recipe


def letter(recipe: Recipe, file_name: str, error: CompanionError) -> EmailMessage:
    """To the dataset's steward, or its contact address: what stopped, why, and what to do. No cell value."""
    described, mail = recipe.metadata, EmailMessage()
    title = described.title or recipe.name or "a dataset"
    if address := _address(described.steward, described.contact_email):
        mail["To"] = address
    if backup := _address(described.steward_backup):
        mail["Cc"] = backup
    # A line break in a title would begin another header.
    mail["Subject"] = " ".join(f"Please look: the update of {title} stopped".split())
    mail["X-Unsent"] = "1"
    place = f" ({error.place})" if error.place else ""
    mail.set_content(
        f"The update of “{title}” with the file {file_name} stopped.\n\n"
        f"Why: {error.message}{place}\n\nWhat to do: {error.hint}\n\n"
        f"{_stands(error)} Run it again once this is settled: rows that are there already are not doubled.\n"
    )
    return mail


def _stands(error: CompanionError) -> str:
    """What is true of the portal after this run; that nothing was changed is only said where it is certain."""
    if isinstance(error, PublishingError) and error.happened:
        return error.happened
    if isinstance(error, StoreError | Unforeseen):
        return "The receipts page of the app says what stands on the portal."
    return "Nothing on the portal was changed by this run."


def put(folder: Path, recipe: Recipe, file_name: str, error: CompanionError) -> Path:
    """Write the letter and say where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{datetime.now():%Y-%m-%d-%H%M%S}-{Path(file_name).stem}")[:80]
    place, number = folder / f"{stem}.eml", 1
    while place.exists():
        place, number = folder / f"{stem}-{number}.eml", number + 1
    place.write_bytes(bytes(letter(recipe, file_name, error)))
    return place


def _address(*said: str) -> str:
    """The first mail address among these texts."""
    return next((found.group() for text in said if (found := re.search(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text))), "")
