"""The plain language checklist: fourteen points, those that a program can see answered from the texts, the others for a person to read by."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ctcompanion import reference
from ctcompanion.metadata import wording
from ctcompanion.metadata.readability import grade, long_sentences
from ctcompanion.metadata.text import sentences, tokens

BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


@dataclass(frozen=True)
class Point:
    """One point; `met` is True, False, or None where only a person can tell. `seen` says what was counted."""

    text: str
    met: bool | None
    seen: str = ""


def checklist(description: str) -> tuple[Point, ...]:
    """The fourteen points for a description."""
    rules = reference.document("description_template.json")
    listed = [part for _, part in sentences(description)]
    words = len(tokens(description))
    found = grade(description)
    long = len(long_sentences(description, rules["long_sentence"]))
    heads = [s["head"] for s in rules["sections"] if s["head"].casefold() in description.casefold()]
    hits = [hit for hit in wording.find(description) if hit.phrase.rule == "plain-language"]
    shall = sum(token.key == "shall" for token in tokens(description))
    paragraphs = [len(tokens(part)) for part in description.split("\n")]
    return (
        Point("Written for the average reader", found <= rules["reading_grade"] if words else False, f"reading grade {max(found, 0):.0f}"),
        Point("Organized to serve the reader", len(heads) >= 2 or words < 120, f"{len(heads)} of the template's sections have a heading"),
        Point("Useful headings", bool(heads) or words < 120, ", ".join(heads)),
        Point("Speaks to the reader as “you” where it fits", None),
        Point("Active voice", _passive_share(listed) <= 0.4, f"{_passive_share(listed):.0%} of the sentences look passive"),
        Point("Short sections and sentences", long == 0 and max(paragraphs, default=0) <= 150, f"{long} long sentences"),
        Point("The simplest tense: present where possible", None),
        Point("Base verbs, not hidden verbs", not [hit for hit in hits if "verb alone" in hit.phrase.reason]),
        Point("No excess words", not [hit for hit in hits if hit.proposal == ""]),
        Point("Concrete, familiar words", not hits, f"{len(hits)} words could be plainer"),
        Point("“Must” for duties, not “shall”", shall == 0, f"“shall” {shall} times"),
        Point("Words stand where they belong", None),
        Point("Lists or tables for complex matter", words < 200 or "\n- " in description or "\n• " in description or None),
        Point("No more than two or three levels", None),
    )


def _passive_share(listed: list[str]) -> float:
    passive = sum(_passive([token.key for token in tokens(part)]) for part in listed)
    return passive / len(listed) if listed else 0.0


def _passive(words: list[str]) -> bool:
    return any(first in BE and second.endswith(("ed", "en", "wn")) for first, second in pairwise(words))
