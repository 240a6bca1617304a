"""What every step of a publication shares, and how a person follows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ctcompanion.errors import PublishingError
from ctcompanion.model import Receipt
from ctcompanion.publishing.journal import Journal, State
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.publication import Publication
from ctcompanion.store import Store


@dataclass(frozen=True)
class Progress:
    """Where a publication stands: `sent` of `total` rows; `may_cancel`: stopping now changes nothing on the portal."""

    state: State
    sentence: str
    sent: int = 0
    total: int = 0
    may_cancel: bool = False


def ignore(_progress: Progress) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody cancels."""
    return False


def unfiled(_publication: Publication, _receipt: Receipt) -> None:
    """Nothing is filed beside the receipt."""


@dataclass(frozen=True, eq=False)
class Work:
    """One run of one publication."""

    publication: Publication
    portal: Portal
    store: Store
    journal: Journal
    patience: Patience
    on_progress: Callable[[Progress], None] = ignore
    cancelled: Callable[[], bool] = never
    file: Callable[[Publication, Receipt], None] = unfiled

    def tell(self, sentence: str, sent: int = 0, total: int = 0, *, may_cancel: bool = False) -> None:
        """Say where we are; where it is harmless, hear whether to stop."""
        self.on_progress(Progress(self.journal.state, sentence, sent, total, may_cancel))
        if may_cancel and self.cancelled():
            self.journal.write(State.ABANDONED, why="cancelled by its author")
            raise PublishingError("cancelled", "You stopped the publication.", "Your draft is kept. Publish whenever you are ready.").about(
                happened="Nothing was published."
            )

    def needs_a_person(self, message: str, **numbers: int | str) -> PublishingError:
        """The program may not decide alone: keep the exact numbers, send nothing more."""
        number = self.portal.requests[-1] if self.portal.requests else None
        self.journal.write(State.NEEDS_A_PERSON, why=message, request_id=number, **numbers)
        return PublishingError(
            "needs-a-person",
            message,
            "Nothing more was sent. Look at the dataset on the portal with these numbers, or write to dapa@ct.gov with them.",
        ).about(happened=message, request_id=number, unclear=True)
