"""Title rules: clear to a stranger, no acronym, year, agency, file name or the word data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctcompanion import reference
from ctcompanion.metadata import acronyms
from ctcompanion.metadata.text import tokens
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.recipe import DatasetMetadata

FISCAL = r"\b(?:SFY|FFY|FY|CY|SY)['’]?\s?-?"
YEAR = re.compile(rf"(?<![\d$,.])(?:19|20)\d\d(?![\d,%]|\.\d)|{FISCAL}(?:(?:19|20)\d\d|\d\d)\b", re.IGNORECASE)
SHORT_PERIOD = re.compile(rf"[\s,:;(–—-]*{FISCAL}(?:(?:19|20)\d\d|\d\d)(?:\s?(?:-|–|—|to|/)\s?(?:20)?\d\d)?\b\)?", re.IGNORECASE)
PERIOD = re.compile(
    r"[\s,:;(–—-]*\b(?:(?:in|for|from|since|as of|fiscal years?|school years?|calendar years?|years?|SFY|FY|FFY|SY|CY)\s+)*"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?:\d{1,2},\s+)?)?"
    r"(?:19|20)\d\d(?:\s?(?:-|–|—|to|through|thru|/|and)\s?(?:(?:19|20)?\d\d|present|current))?\b\)?",
    re.IGNORECASE,
)
FILE_ENDING = re.compile(r"\.(?:csv|xlsx?|xlsb|ods|txt|zip)\b|\bv\d+\b|_|\b\d{8}\b", re.IGNORECASE)


def without_period(title: str) -> str:
    """The title without years and fiscal years: `Housing Permits, 1990 to 2017` -> `Housing Permits`."""
    return " ".join(PERIOD.sub(" ", SHORT_PERIOD.sub(" ", title)).split()).strip(" ,:;-–—(") if YEAR.search(title) else title


def title_findings(metadata: DatasetMetadata) -> Iterator[Finding]:
    """What the title rules say. Empty titles are the business of `missing`."""
    title = metadata.title.strip()
    if not title:
        return
    yield from _letters(title)
    yield from _series(title)
    yield from _agency(title, metadata)
    yield from _length(title)


def _letters(title: str) -> Iterator[Finding]:
    for token, meaning in acronyms.unexplained(title):
        to = _replaced(title, token.start, token.text, meaning) if meaning else None
        message = f"“{token.text}” is an acronym" + (f" for {meaning}." if meaning else ". Write its words.")
        yield _finding("title-acronym", message, title, to)
    long = [token.text for token in tokens(title) if len(token.text) > 3]
    if len(long) > 1 and all(word.isupper() for word in long):
        yield _finding("title-capitals", "The title is in capitals.", title, title_case(title))
    if FILE_ENDING.search(title):
        yield _finding("title-file-name", "The title looks like a file name.", title, _from_file_name(title))


def _series(title: str) -> Iterator[Finding]:
    rules = reference.document("title_rules.json")
    if YEAR.search(title):
        shorter = without_period(title)
        yield _finding("title-year", "The title holds a year.", title, shorter if len(shorter) >= 3 else None)
    words = [token.key for token in tokens(title)]
    for word in rules["data_words"]:
        if word in words:
            cut = " ".join(part for part in title.split() if part.strip(",:;").casefold() != word)
            yield _finding("title-data-word", f"The word “{word}” can go.", title, cut if len(cut.split()) > 1 else None)


def _agency(title: str, metadata: DatasetMetadata) -> Iterator[Finding]:
    for name in {metadata.agency, metadata.attribution} - {""}:
        if len(name) > 5 and name.casefold() in title.casefold():
            at = title.casefold().index(name.casefold())
            cut = " ".join((title[:at] + title[at + len(name) :]).split()).strip(" ,:;-–—")
            yield _finding("title-agency", "The title names the agency.", title, cut if len(cut.split()) > 1 else None)


def _length(title: str) -> Iterator[Finding]:
    rules = reference.document("title_rules.json")
    if len(title) < rules["shortest"]:
        yield _finding("title-short", f"The title has {len(title)} letters. Say what is counted, and by what: “... by Town”.", title, None)
    if len(title) > rules["longest"]:
        yield _finding("title-long", f"The title has {len(title)} letters; up to {rules['longest']} are shown whole.", title, None)


def _finding(rule: str, message: str, title: str, to: str | None) -> Finding:
    entry = reference.document("title_rules.json")["rules"][rule]
    remedies: tuple[Remedy, ...] = ()
    if to and to != title:
        remedies = (Remedy("replace", f"Write “{to[:80]}”", "", {"field": "title", "column": None, "from": title, "to": to, "at": 0}),)
    return Finding(rule, Level(entry["level"]), message, None, entry["why"], "title", remedies)


def _replaced(title: str, at: int, found: str, instead: str) -> str:
    return title[:at] + instead[:1].upper() + instead[1:] + title[at + len(found) :]


def title_case(text: str) -> str:
    """HOUSING PERMITS BY TOWN -> Housing Permits by Town; known acronyms keep their capitals."""
    small = {"of", "the", "and", "for", "on", "in", "to", "with", "a", "an", "by", "at", "from", "or", "per"}
    keep = reference.known_acronyms() | set(reference.acronyms())
    words = []
    for number, word in enumerate(text.split()):
        if word.strip("(),:;") in keep and len(word) > 1:
            words.append(word)
        elif number and word.casefold() in small:
            words.append(word.casefold())
        else:
            words.append(word[:1].upper() + word[1:].casefold())
    return " ".join(words)


def _from_file_name(title: str) -> str:
    rules = reference.document("title_rules.json")
    spaced = FILE_ENDING.sub(" ", title)
    words = [word for word in without_period(spaced).split() if word.casefold() not in rules["file_words"]]
    return title_case(" ".join(words)) if words else ""
