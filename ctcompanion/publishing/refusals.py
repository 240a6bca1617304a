"""Every way a portal does not do what was asked, as one table: what it means for people, and whether the call may be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ctcompanion.errors import PublishingError


class Outcome(StrEnum):
    """What a failed call says about the portal's state."""

    UNSENT = "unsent"
    """The request did not leave: nothing happened, it may be sent again."""
    WAIT = "wait"
    """The portal refused for the moment: nothing happened, it may be sent again later."""
    UNCLEAR = "unclear"
    """It may or may not have happened: look before sending again."""
    FINAL = "final"
    """The portal refused: nothing happened, and the same request would be refused again."""


@dataclass(frozen=True)
class Refusal:
    """What a code stands for."""

    outcome: Outcome
    message: str
    hint: str


ASK_DAPA = "If it stays, write to dapa@ct.gov with the request number."

REFUSALS: Mapping[str, Refusal] = {
    "portal-unreachable": Refusal(
        Outcome.UNSENT,
        "The portal could not be reached.",
        "Check your network (VPN, proxy), then press the button again. Your draft is kept.",
    ),
    "not-secure": Refusal(
        Outcome.UNSENT,
        "The portal could not prove who it is, so nothing was sent to it.",
        "Check this computer's clock and the portal's address. Then ask your IT staff: something between you and the portal may open the connection.",
    ),
    "no-answer": Refusal(
        Outcome.UNCLEAR,
        "The connection broke before the portal answered.",
        "Press Publish again: we look at the portal first, then go on. " + ASK_DAPA,
    ),
    "answer-damaged": Refusal(
        Outcome.UNCLEAR, "The portal's answer arrived damaged.", "Press Publish again: we look at the portal first, then go on. " + ASK_DAPA
    ),
    "portal-trouble": Refusal(
        Outcome.UNCLEAR, "The portal has trouble of its own right now.", "Wait a few minutes, then press Publish again. " + ASK_DAPA
    ),
    "still-working": Refusal(
        Outcome.UNCLEAR,
        "The portal is still working on it and did not say when it will be done.",
        "Wait a few minutes, then press Publish again. " + ASK_DAPA,
    ),
    "not-the-portal": Refusal(
        Outcome.UNCLEAR,
        "Something other than the portal answered: a web page instead of data.",
        "You may have to sign in to your network first, or the portal's address is wrong. Then press Publish again.",
    ),
    "redirected": Refusal(
        Outcome.FINAL,
        "The portal's address sends us elsewhere; we do not follow with your key.",
        "Check the portal's address in the settings: it is the name alone, such as data.ct.gov.",
    ),
    "too-many-requests": Refusal(
        Outcome.WAIT,
        "The portal asks us to slow down.",
        "Wait a few minutes, then press Publish again. An app token in the settings helps.",
    ),
    "portal-busy": Refusal(
        Outcome.WAIT,
        "The portal is writing to this dataset for somebody else.",
        "Wait until they are done, then press Publish again. Ask your colleagues who it may be.",
    ),
    "key-refused": Refusal(
        Outcome.FINAL,
        "The portal does not accept your key: it is wrong, or it has expired.",
        "Make a new API key in your portal profile (Developer settings) and enter both parts again.",
    ),
    "not-allowed": Refusal(
        Outcome.FINAL,
        "Your account may not do this on the portal.",
        "Ask the dataset's owner to share it with you, or dapa@ct.gov for the Publisher role. You can also hand over a package instead.",
    ),
    "mirror-copy": Refusal(
        Outcome.FINAL,
        "This dataset is a copy that another dataset keeps up to date; it takes no rows itself.",
        "Open the original dataset on the portal and use the id at the end of its address.",
    ),
    "not-a-dataset": Refusal(
        Outcome.FINAL,
        "This is not a dataset but something made from one (a filtered view, a chart, a map or a file); it takes no rows itself.",
        "Open it on the portal, follow its link to the dataset it is based on, and use the id at the end of that address.",
    ),
    "dataset-missing": Refusal(
        Outcome.FINAL,
        "The dataset is not on the portal: it was deleted, or its id is wrong.",
        "Check the id at the end of the dataset's address, or publish as a new dataset.",
    ),
    "dataset-locked": Refusal(
        Outcome.FINAL, "The dataset is locked on the portal.", "Ask its owner or dapa@ct.gov to unlock it, then press the button again."
    ),
    "dataset-changed": Refusal(
        Outcome.FINAL, "Somebody changed the dataset while you were at it.", "Look at the comparison again, then press the button again."
    ),
    "not-a-draft": Refusal(
        Outcome.FINAL,
        "This is not a draft that was made here just now, so it was left alone.",
        "Look at it on the portal. Nothing is removed from there by us but a test draft of our own.",
    ),
    "wrong-stage": Refusal(
        Outcome.FINAL,
        "The dataset is not in the stage for this: it is a draft, or has one.",
        "Open it on the portal, publish or discard the draft, then come back.",
    ),
    "column-missing": Refusal(
        Outcome.FINAL,
        "The portal does not have one of the columns we sent.",
        "Its columns changed since you compared them. Compare again and decide.",
    ),
    "value-refused": Refusal(
        Outcome.FINAL,
        "The portal refused a value: it does not fit the column's type.",
        "Go back to the clean step and look at that column's type.",
    ),
    "rows-refused": Refusal(
        Outcome.UNCLEAR,
        "The portal took some rows and refused others.",
        "Press Publish again: we look at what is there first, then go on. " + ASK_DAPA,
    ),
    "too-large": Refusal(
        Outcome.FINAL,
        "The portal says that this is too large for one request.",
        "Publish fewer columns, or hand over a package to dapa@ct.gov.",
    ),
    "request-refused": Refusal(
        Outcome.FINAL, "The portal did not accept the request.", "Check the title and the description's fields. " + ASK_DAPA
    ),
    "only-metadata-failed": Refusal(
        Outcome.FINAL,
        "The portal stored the rows but could not finish its own description of them.",
        "Do not send the rows again. Write to dapa@ct.gov.",
    ),
}


class PortalError(PublishingError):
    """A refusal of the portal. `after`: seconds that it asked us to wait."""

    after: float = 0.0

    @property
    def outcome(self) -> Outcome:
        return REFUSALS[self.code].outcome


def refusal(code: str, *, request_id: str | None = None, place: str | None = None, after: float = 0.0) -> PortalError:
    """The error of that code. `place` may name a column, never a value."""
    told = REFUSALS[code]
    error = PortalError(code, told.message, told.hint, place)
    error.about(request_id=request_id, unclear=told.outcome is Outcome.UNCLEAR)
    error.after = after
    return error
