"""Checks while writing: what could be clearer, where, why, and what to press. Advice: nothing here stops a publication.

A finding's `column` is the table's column or None for the dataset; its `place` is the field: title, description, display, values...
The remedy "replace" carries field, column, from, to and at (where `from` begins in the field's text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ctcompanion import reference
from ctcompanion.metadata import acronyms, wording
from ctcompanion.metadata.match import plain as letters
from ctcompanion.metadata.readability import grade, long_sentences
from ctcompanion.metadata.schema import field
from ctcompanion.metadata.text import plain, tokens
from ctcompanion.metadata.title import title_findings
from ctcompanion.metadata.value_words import DISTINCT_VALUES
from ctcompanion.model import CleanTable, DataType, Finding, Level, Remedy
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

CHECKED = ("title", "description", "row_label", "tags", "attribution")
WORDS = re.compile(r"[^\W_]+(?:'s\b)?")
TAGS = re.compile(r"</?[A-Za-z][^<>]{0,300}>|&(?:[a-z]{2,8}|#\d{2,6});")


def check(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable | None) -> tuple[Finding, ...]:
    """Everything worth a second look in the dataset's texts, the columns' texts and the category values."""
    known = acronyms.explained(metadata.description)
    return (*_dataset(metadata), *_columns(columns, known), *(_values(table, columns) if table else ()))


def _dataset(metadata: DatasetMetadata) -> Iterator[Finding]:
    yield from title_findings(metadata)
    known = acronyms.explained(metadata.description)
    for key in CHECKED:
        value = getattr(metadata, key)
        for text in value if isinstance(value, tuple) else (value,):
            yield from pasted(text, key)
            yield from words_in(text, key)
            if key != "title":
                yield from acronyms_in(text, key, known=known)
    yield from description_findings(metadata.description)


def _columns(columns: tuple[ColumnMetadata, ...], known: frozenset[str]) -> Iterator[Finding]:
    said = set(known)
    for column in columns:
        said |= acronyms.explained(column.description)
        for key in ("display", "description"):
            text = getattr(column, key)
            yield from pasted(text, key, column.name)
            yield from words_in(text, key, column.name)
            yield from acronyms_in(text, key, column.name, frozenset(said))
            said |= {token.text for token, _ in acronyms.unexplained(text, frozenset(said))}  # one word about each is enough
        yield from _long(column.description, "description", column.name)
        yield from repeats_name(column)


def repeats_name(column: ColumnMetadata) -> Iterator[Finding]:
    """A description that only says the column's name again, or nothing at all (N/A, a dash), is refused (STOP)."""
    if not column.description.strip():
        return
    written, said = letters(plain(column.description)), _core(column.description)
    names = (column.display, column.name, column.field_name)
    if (written and written in map(letters, names)) or (said and said in map(_core, names)):
        message = "The description only repeats the column's name."
    elif not said or written in _rules()["placeholders"]:
        message = "The description says nothing about the column yet."
    else:
        return
    yield Finding(
        "description-is-name", Level.STOP, message, column.name,
        "Say what the column measures and in what unit; the name alone is already there.", "description",
    )  # fmt: skip


def _core(text: str) -> str:
    """What a text says beside filling words, in any script: each word once, plurals made singular; empty when it says nothing."""
    words = [word.removesuffix("'s") for word in WORDS.findall(plain(text).replace("_", " ").replace("’", "'").casefold())]
    told = {word[:-1] if len(word) > 3 and word.endswith("s") else word: word for word in words}
    return " ".join(one for one, word in told.items() if not {one, word} & set(_rules()["fillers"]))


def _rules() -> dict[str, Any]:
    return dict(reference.document("description_template.json")["column"])


def pasted(text: str, key: str, column: str | None = None) -> Iterator[Finding]:
    """Marks of a web page that came along with pasted text: the portal would show them as they stand."""
    if TAGS.search(text):
        remedy = Remedy("replace", "Take the marks off", "", {"field": key, "column": column, "from": text, "to": plain(text), "at": 0})
        yield Finding(
            "pasted-html", Level.REVIEW, "Marks of a web page came along with this text.", column,
            "The portal shows text as it stands, so people would read the marks.", key, (remedy,),
        )  # fmt: skip


def words_in(text: str, key: str, column: str | None = None) -> Iterator[Finding]:
    """Plain-language and person-first findings of one text."""
    for hit in wording.find(text, heading=key == "display"):
        instead = " or ".join(f"“{option}”" for option in hit.phrase.prefer[:3] if option != wording.LEAVE_OUT)
        advice = f"say {instead}" if hit.proposal is None else (f"write {instead}" if instead else "leave it out")
        message = f"“{hit.found}”: {advice}."
        yield Finding(
            hit.phrase.rule, Level.NOTE, message, column, hit.phrase.reason, key, _replace(key, column, hit.found, hit.proposal, hit.start)
        )


def _replace(key: str, column: str | None, found: str, proposal: str | None, at: int) -> tuple[Remedy, ...]:
    if proposal is None:
        return ()
    label = f"Write “{proposal}”" if proposal else "Leave it out"
    return (Remedy("replace", label, "", {"field": key, "column": column, "from": found, "to": proposal, "at": at}),)


def acronyms_in(text: str, key: str, column: str | None = None, known: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Acronyms of one text that stand there without their words."""
    for token, meaning in acronyms.unexplained(text, known):
        remedies = (
            _replace(key, column, token.text, f"{meaning} ({token.text})" if key == "description" else meaning, token.start)
            if meaning
            else ()
        )
        message = f"“{token.text}” stands without its words" + (f": {meaning}." if meaning else ". Write them out at first use.")
        yield Finding("acronym", Level.NOTE, message, column, "People outside your field may not know the letters.", key, remedies)


def description_findings(text: str) -> Iterator[Finding]:
    """Length, missing sections, long sentences and reading grade of the dataset's description."""
    if not text.strip():
        return
    rules = reference.document("description_template.json")
    words = len(tokens(text))
    if words < rules["fewest_words"]:
        yield Finding(
            "description-short", Level.REVIEW, f"The description has {words} words; {rules['fewest_words']} or more help people understand the data.",
            None, "One description in six on the portal was too short to tell what the data is.", "description",
        )  # fmt: skip
    yield from _missing_sections(text, rules["sections"])
    yield from _long(text, "description", None)
    found = grade(text)
    if words >= rules["reading_grade_from_words"] and found > rules["reading_grade"]:
        yield Finding(
            "reading-grade", Level.NOTE, f"The description reads at grade {found:.0f}; the goal is grade {rules['reading_grade']}.",
            None, "Shorter sentences and everyday words let more residents use the data.", "description",
        )  # fmt: skip


def _missing_sections(text: str, sections: list[dict[str, Any]]) -> Iterator[Finding]:
    folded = text.casefold()
    for section in sections:
        if section["required"] and not any(word.casefold() in folded for word in (*section["words"], section["head"])):
            yield Finding(
                "description-section", Level.NOTE, f"The description does not seem to say: {section['head'].lower()}. {section['ask']}",
                None, "The guidelines ask for context: what, how collected, limits and updates.", "description",
                (Remedy("add-section", f"Add “{section['head']}”", "", {"field": "description", "section": section["key"]}),),
            )  # fmt: skip


def _long(text: str, key: str, column: str | None) -> Iterator[Finding]:
    rules = reference.document("description_template.json")
    for _, sentence, words in long_sentences(text, rules["long_sentence"]):
        level = Level.REVIEW if words > rules["too_long_sentence"] else Level.NOTE
        start = " ".join(sentence.split()[:6])
        yield Finding(
            "long-sentence",
            level,
            f"The sentence “{start} ...” has {words} words.",
            column,
            "Two short sentences read better than one long one.",
            key,
        )


def _values(table: CleanTable, columns: tuple[ColumnMetadata, ...]) -> Iterator[Finding]:
    described = {column.name: column.description for column in columns}
    for column in table.columns:
        if column.type is not DataType.TEXT:
            continue
        values = table.rows[column.name].dropna().unique()
        if len(values) > DISTINCT_VALUES:
            continue
        said = set()
        for value in values:
            for hit in wording.find(str(value)):
                word = " ".join(hit.phrase.words)
                if hit.phrase.rule == "person-first" and word not in said and f"“{word}”" not in described.get(column.name, ""):
                    said.add(word)
                    yield _value_finding(column.name, column.display or column.name, word, hit)


def _value_finding(name: str, display: str, word: str, hit: wording.Hit) -> Finding:
    """Names the word of our list, never the cell. To change the values is the cleanup's work; to explain them is done here."""
    message = f"Some values of {display} say “{word}”: consider “{hit.phrase.prefer[0]}”."
    why = (
        hit.phrase.reason
        + " Change values only where no law or form fixes the wording; otherwise explain the word in the column's description."
    )
    explained = {"field": "description", "column": name, "said": f"Where a value says “{word}”, read: {hit.phrase.prefer[0]}."}
    remedies = [Remedy("explain", "Explain the word in the description", "", explained)]
    if hit.proposal:
        remedies.insert(0, Remedy("rewrite-values", f"Write “{hit.phrase.prefer[0]}” in the values", "", {"column": name, "word": word}))
    return Finding(hit.phrase.rule, Level.NOTE, message, name, why, "values", tuple(remedies))


def label_of(finding: Finding) -> str:
    """The field's name as the form shows it, for a link."""
    key = finding.place or ""
    if key == "values":
        return "Values"
    return field(f"column.{key}" if finding.column else key).label
