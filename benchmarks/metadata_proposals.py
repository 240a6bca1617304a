"""How much of the description is proposed without typing, and how much of it is right, on real agency files.

    python -m benchmarks.metadata_proposals FOLDER     (one folder per dataset, raw files inside; see metadata_truth.json)

Right is judged by metadata_truth.json, written by hand from a reading of these files. For columns it names the headings that a reader
would find right, each with words of which the description must hold one; a column with another heading, or that only repeats its name,
counts as wrong. Exit 1 under the goals: 60 % proposed, 90 % of them right. What is wrong is listed by name with how often.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from ctcompanion import cleaning
from ctcompanion.errors import CompanionError
from ctcompanion.metadata import FIELDS, suggest, suggest_columns
from ctcompanion.metadata.check import repeats_name
from ctcompanion.model import CleanTable
from ctcompanion.reading import read_here
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata
from ctcompanion.settings import Limits

KEYS = tuple(field.key for field in FIELDS if field.kind not in ("auto", "files") and not field.key.startswith("steward"))


def table_of(path: Path) -> CleanTable:
    """The largest visible sheet, cleaned as proposed."""
    book = read_here(path, path.name, Limits())
    sheet = max((s for s in book.sheets if s.visible and s.role == "data"), key=lambda s: s.height * s.width)
    proposal = cleaning.propose(sheet, book.file_name)
    return cleaning.clean(sheet, proposal.steps, file_name=book.file_name, layout=proposal.layout)


def right(key: str, value: object, truth: dict[str, object]) -> bool:
    """Whether a proposed value agrees with the truth; what the truth does not name is judged by form alone."""
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    wanted = truth.get(key)
    if key in ("title", "row_label", "tags"):
        return all(word in text.casefold() for word in wanted) and not (key == "title" and re.search(r"(19|20)\d\d", text))
    if key == "attribution":
        return any(word in text.casefold() for word in wanted)
    if key == "temporal_coverage":
        return bool(re.search(str(wanted), text))
    if key == "update_frequency":
        return text == "Annually"
    if key == "description":
        return "Each row" in text or "shows" in text
    return wanted is None or text in wanted


def judged(column: ColumnMetadata, truth: dict[str, list[str]]) -> tuple[bool, bool]:
    """(the heading is one that the truth names, the description says what the truth asks of it)."""
    words = next((words for heading, words in truth.items() if re.fullmatch(heading, column.display.casefold())), None)
    said = f"{column.description} {column.unit}".casefold()
    return words is not None, words is not None and any(word in said for word in words) and not any(repeats_name(column))


def main(folder: Path) -> int:
    truths = json.loads((Path(__file__).parent / "metadata_truth.json").read_text(encoding="utf-8"))
    total: Counter[str] = Counter()
    print(f"{'dataset':44}{'files':>6}{'fields':>8}{'filled':>8}{'right':>8}   wrong")
    for name, truth in truths.items():
        count, wrong = score_folder(sorted((folder / name).glob(truth["files"])), truth)
        total.update(count)
        print(
            f"{name:44}{count['files']:>6}{count['fields']:>8}{count['filled'] / max(count['fields'], 1):>8.0%}{count['right'] / max(count['filled'], 1):>8.0%}   {dict(wrong)}"
        )
    filled, correct = total["filled"] / total["fields"], total["right"] / total["filled"]
    print(f"columns alone: {total['c_filled'] / total['c_fields']:.0%} filled, {total['c_right'] / total['c_filled']:.0%} of them right")
    print(
        f"dataset fields alone: {total['d_filled'] / total['d_fields']:.0%} filled, {total['d_right'] / total['d_filled']:.0%} of them right"
    )
    print(f"all fields: {filled:.1%} filled (goal 60 %), {correct:.1%} of them right (goal 90 %)")
    return 0 if filled >= 0.6 and correct >= 0.9 else 1


def score_folder(paths: list[Path], truth: dict[str, object]) -> tuple[Counter[str], Counter[str]]:
    count: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for path in paths:
        try:
            table = table_of(path)
        except (CompanionError, ValueError) as error:
            wrong[f"not cleaned: {type(error).__name__}"] += 1
            continue
        count["files"] += 1
        metadata = suggest(table, DatasetMetadata())
        for key in KEYS:
            value = getattr(metadata, key)
            good = bool(value) and right(key, value, truth)
            count.update(fields=1, filled=bool(value), right=good, d_fields=1, d_filled=bool(value), d_right=good)
            wrong[key] += bool(value) and not good
        for column in suggest_columns(table):
            right_name, right_words = judged(column, truth["columns"])  # type: ignore[arg-type]
            for key in ("display", "description", "field_name"):
                value = getattr(column, key)
                good = bool(value) and (right_words if key == "description" else right_name)
                count.update(fields=1, filled=bool(value), right=good, c_fields=1, c_filled=bool(value), c_right=good)
            if not right_words:
                wrong[f"column {column.display}"] += 1
    return count, +wrong


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
