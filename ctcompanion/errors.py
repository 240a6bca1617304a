"""What can stop the work: every such case carries a code, a message, a hint and, where there is one, a place.

    CompanionError
    |-- ReadingError      the file cannot be read as a table
    |-- CleaningError     a cleanup step cannot be applied
    |-- PrivacyError      the privacy step cannot go on
    |-- MetadataError     an imported description or package cannot be used
    |-- RecipeError       the recipe is damaged, too new, or made for something else
    |-- PublishingError   the portal did not do what was asked
    |-- StoreError        a draft, recipe or receipt cannot be kept or found
    |-- AccessError       this person may not do that
    |-- SettingsError     the configuration is wrong
    |-- PersonNeeded      the program may not decide this alone
    `-- Unforeseen        nobody foresaw it: a number and a place in the program

Findings about data are not exceptions (see `model.Finding`). No message, hint or place ever holds a cell value.
"""

from __future__ import annotations

import secrets
import traceback
from typing import Any


class CompanionError(Exception):
    """The work cannot go on. `message` says what happened, `hint` what to do, `place` where in Excel's words (Sheet1!C7)."""

    exit_status = 1
    letter = ""
    """Where a letter about it to the data steward lies, when one was written."""

    def __init__(self, code: str, message: str, hint: str, place: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, as the command line prints it."""
        told = {"code": self.code, "message": self.message, "hint": self.hint, "place": self.place}
        return {**told, "letter": self.letter} if self.letter else told

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message, self.hint, self.place)


class ReadingError(CompanionError):
    """The file cannot be read as a table."""


class CleaningError(CompanionError):
    """A cleanup step cannot be applied to this sheet. `step`: which one, where it is known."""

    step = ""


class PrivacyError(CompanionError):
    """The privacy step cannot go on."""


class MetadataError(CompanionError):
    """An imported description, codebook or package cannot be used."""


class RecipeError(CompanionError):
    """The recipe is damaged, too new, or made for something else."""


class PublishingError(CompanionError):
    """The portal did not do what was asked. `happened` says what did and did not take place on the portal."""

    happened = ""
    request_id: str | None = None
    unclear = False

    def about(self, *, happened: str = "", request_id: str | None = None, unclear: bool = False) -> PublishingError:
        """The same error with what is known of the portal: what happened there, its request number, and whether that is unclear."""
        self.happened, self.request_id, self.unclear = happened, request_id, unclear
        return self

    def as_json(self) -> dict[str, Any]:
        """As `CompanionError.as_json`, with what happened on the portal and the portal's request number for support."""
        return {**super().as_json(), "happened": self.happened, "request_id": self.request_id}


class StoreError(CompanionError):
    """A draft, recipe or receipt cannot be kept or found."""


class AccessError(CompanionError):
    """This person may not do that: the role is missing, or a second person's approval."""


class SettingsError(CompanionError):
    """The configuration is wrong."""


class PersonNeeded(CompanionError):  # noqa: N818 (it is not an error)
    """The program may not decide this alone: `message` is the question, `hint` who answers it and where."""

    exit_status = 3


class Unforeseen(CompanionError):  # noqa: N818 (as PersonNeeded)
    """Something that nobody foresaw. `number` names it, `place` is where in the program; what it says itself may hold a value and is left out."""

    number = ""


def unforeseen(error: Exception) -> Unforeseen:
    """A foreign exception as one that can be shown: its class and its place, never its message."""
    number, last = secrets.token_hex(3), traceback.extract_tb(error.__traceback__)[-1]
    found = Unforeseen(
        "unexpected",
        f"Something went wrong on our side ({number}).",
        f"Try it again; if it happens again, write to dapa@ct.gov and name the number {number}.",
        f"{type(error).__name__} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno}",
    )
    found.number = number
    return found
