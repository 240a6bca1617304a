"""What differs between two versions of a recipe, in sentences: for whoever compares them before going back to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ctcompanion.metadata.carry_over import differences
from ctcompanion.recipe import CleaningStep, ColumnMetadata, PrivacyDecisions, Recipe, RemedyStep

Pairs = Mapping[str, str]


def changes(old: Recipe, new: Recipe) -> dict[str, tuple[str, ...]]:
    """Part of the work -> sentences; parts without a difference are left out."""
    found = {
        "The file": tuple(_file(old, new)),
        "Clean": tuple(_steps(old.cleaning, new.cleaning)),
        "Privacy": tuple(_privacy(old.privacy, new.privacy)),
        "Metadata": tuple(f"{label}: {_from_to(was, now)}" for label, was, now in differences(old.metadata, new.metadata)),
        "Columns": tuple(_columns(old.columns, new.columns)),
        "Step 2": tuple(_said(old.evaluation.answers, new.evaluation.answers)),
        "Where it goes": tuple(_target(old, new)),
    }
    return {part: said for part, said in found.items() if said}


def _from_to(was: str, now: str) -> str:
    before, after = only_here(was, now) or "empty", only_here(now, was) or "empty"
    return f"“{before}” became “{after}”" + ("" if after.endswith(".") else ".")


def only_here(text: str, other: str) -> str:
    """One line: of a text of several lines only those that the other has not."""
    known = set(other.splitlines())
    return " … ".join(line for line in text.splitlines() if line.strip() and line not in known)


def _file(old: Recipe, new: Recipe) -> Iterator[str]:
    for label, was, now in (("File", old.source.file_name, new.source.file_name), ("Sheet", old.source.sheet, new.source.sheet)):
        if was != now:
            yield f"{label}: {_from_to(was or '', now or '')}"
    before, after = old.source.columns, new.source.columns
    if before and after:
        yield from (f"The column {name} is new." for name in after if name not in before)
        yield from (f"The column {name} is gone." for name in before if name not in after)


def _steps(old: tuple[CleaningStep, ...], new: tuple[CleaningStep, ...]) -> Iterator[str]:
    before, after = {step.id: step for step in old}, {step.id: step for step in new}
    for key, step in after.items():
        was = before.get(key)
        if was is None:
            yield f"New: {step.sentence}"
        elif was.on != step.on:
            yield f"Switched {'on' if step.on else 'off'}: {step.sentence}"
        elif was.sentence != step.sentence:
            yield f"Changed: {was.sentence} Now: {step.sentence}"
        elif was.parameters != step.parameters:
            yield f"In other places of the file: {step.sentence}"
    yield from (f"Not any more: {step.sentence}" for key, step in before.items() if key not in after)


def _privacy(old: PrivacyDecisions, new: PrivacyDecisions) -> Iterator[str]:
    for label, was, now in (("What a row is", old.row_meaning, new.row_meaning), ("Rule for small counts", old.profile, new.profile)):
        if was != now:
            yield f"{label}: {_from_to(was or '', now or '')}"
    yield from _said(dict(old.classes), dict(new.classes))
    yield from _said({d.finding: d.decision for d in old.decisions}, {d.finding: d.decision for d in new.decisions})
    answers = ({d.finding: d.answer for d in privacy.decisions if d.answer} for privacy in (old, new))
    yield from (f"OPM's answer on {line}" for line in _said(*answers))
    before, after = ([_remedy(remedy) for remedy in privacy.remedies] for privacy in (old, new))
    yield from (f"New remedy: {said}" for said in after if said not in before)
    yield from (f"Remedy taken back: {said}" for said in before if said not in after)


def _remedy(remedy: RemedyStep) -> str:
    return remedy.sentence or f"{remedy.operation} {remedy.column or ''}".strip()


def _columns(old: tuple[ColumnMetadata, ...], new: tuple[ColumnMetadata, ...]) -> Iterator[str]:
    before, after = {column.name: column for column in old}, {column.name: column for column in new}
    for name, column in after.items():
        was = before.get(name)
        if was is None:
            yield f"{column.display or name} is described now."
            continue
        for label, key in (("name", "display"), ("description", "description"), ("unit", "unit"), ("field name", "field_name")):
            if (one := getattr(was, key)) != (other := getattr(column, key)):
                yield f"{column.display or name}, {label}: {_from_to(one, other)}"
        if was.codes != column.codes:
            yield f"{column.display or name}: other meanings of codes."
    yield from (f"{column.display or name} is not described any more." for name, column in before.items() if name not in after)


def _target(old: Recipe, new: Recipe) -> Iterator[str]:
    was, now = old.target, new.target
    for label, one, other in (
        ("Portal", was.domain, now.domain),
        ("Dataset", was.dataset_id, now.dataset_id),
        ("Row identifier", ", ".join(was.row_identifier or was.record_id_from), ", ".join(now.row_identifier or now.record_id_from)),
    ):
        if one != other:
            yield f"{label}: {_from_to(one, other)}"
    yield from _said(was.decisions, now.decisions)


def _said(before: Pairs, after: Pairs) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        if (was := str(before.get(key, ""))) != (now := str(after.get(key, ""))):
            yield f"{key}: {_from_to(was, now)}"
