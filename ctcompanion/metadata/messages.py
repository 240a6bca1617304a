"""Messages that a person sends from their own mail program: to reviewers, to OPM, and what is said when a dataset is taken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ctcompanion.metadata.evaluation import CONTACT
from ctcompanion.recipe import DatasetMetadata

NOTICE_DAYS = 30
"""The handbook's notice before a dataset is archived."""


@dataclass(frozen=True)
class Message:
    """A draft: to whom (may be empty), subject and text. Holds no row of the data."""

    to: str
    subject: str
    text: str


def reviewers_message(metadata: DatasetMetadata, *, link: str = "", columns: int = 0, rows: int = 0) -> Message:
    """Ask colleagues and the open data coordinator to look at a private draft before it becomes public."""
    where = f"You find it here: {link}" if link else "The review pack is attached."
    size = f"It has {rows:,} rows and {columns:,} columns." if rows else ""
    text = (
        f"Hello,\n\nplease review the dataset “{_title(metadata)}” before we make it public. {size}\n{where}\n\n"
        "Please look at:\n"
        "- Is the title clear to somebody who does not know the program?\n"
        "- Does the description say what the data is, where it comes from and what its limits are?\n"
        "- Is every column explained?\n"
        "- Could anybody be recognized in it?\n"
        "- May we publish it under the license it names?\n\n"
        "It stays private until you answer. Thank you.\n"
    )
    return Message("", f"Please review: {_title(metadata)}", text)


REASONS = {
    "evaluation": (
        "A question before publishing",
        "We are not sure whether this data may be published. What we could not answer: {detail}",
    ),
    "shared": ("Data from several agencies", "Several agencies contribute to this data. Who should publish it? {detail}"),
    "exception": (
        "Request for an exception",
        "This dataset keeps columns that identify people, and we think it qualifies for an exception. {detail}",
    ),
    "privacy": ("A question about privacy", "We need advice on how to change the data so that people stay protected. {detail}"),
    "licence": ("A question about the license", "The law does not let us choose Public Domain or Creative Commons. {detail}"),
    "account": ("An account to publish", "We need an account with publishing rights for our agency. {detail}"),
    "automation": ("Help with automatic updates", "We would like to update this dataset automatically. {detail}"),
    "private": ("A public dataset was made private", "We made this dataset private again. {detail}"),
    "retire": ("A dataset to retire", "We would like to retire this dataset under the Data Retirement Policy. {detail}"),
}


def opm_message(reason: str, metadata: DatasetMetadata, detail: str = "", link: str = "") -> Message:
    """A message to the portal's administrators at OPM. `reason` is a key of REASONS; `detail` the person's own words."""
    subject, said = REASONS[reason]
    about = [("Dataset", _title(metadata)), ("Agency", metadata.agency), ("Contact", metadata.contact_email), ("Link", link)]
    facts = "\n".join(f"{label}: {value}" for label, value in about if value)
    text = f"Hello,\n\n{said.format(detail=detail).strip()}\n\n{facts}\n\nThank you.\n"
    return Message(CONTACT, f"{subject}: {_title(metadata)}", text)


def retirement_text(metadata: DatasetMetadata, today: date) -> tuple[str, str, tuple[str, ...]]:
    """(new title, sentence for the top of the description, steps). Nothing is deleted: the dataset is marked, announced, then archived."""
    end = today + timedelta(days=NOTICE_DAYS)
    day = f"{end:%B} {end.day}, {end.year}"
    title = metadata.title if metadata.title.startswith("ARCHIVE") else f"ARCHIVE - {_title(metadata)}"
    said = f"This dataset is no longer updated. It will be archived on {day}. Questions: use “Contact Dataset Owner”."
    steps = (
        f"Write to {CONTACT} and name the dataset and the reason. Wait for the answer.",
        "Put the new title and the sentence on the dataset's page.",
        "Set the update frequency to “Not updated (historical only)”.",
        f"Keep it public for {NOTICE_DAYS} days, until {day}.",
        "OPM archives it. Keep the source in your agency: the duty to keep records stays with you.",
    )
    return title, said, steps


def _title(metadata: DatasetMetadata) -> str:
    return metadata.title or "Untitled dataset"
