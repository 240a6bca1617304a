"""What is said about a table: the form, proposals, checks while writing, score, and what is written from it.

    CleanTable -> suggest, suggest_columns -> (a person) -> missing, check, score -> to_view, dictionary, plan row, review pack

Everything is pure: values in, values out. Findings carry the field's key in `place` and the column's name in `column`.
"""

from ctcompanion.metadata.accept import accept
from ctcompanion.metadata.check import check
from ctcompanion.metadata.citation import citation, with_citation
from ctcompanion.metadata.dictionary import dictionary_csv, dictionary_html
from ctcompanion.metadata.evaluation import decide
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.schema import COLUMN_FIELDS, FIELDS, Field
from ctcompanion.metadata.score import Score, score
from ctcompanion.metadata.suggest import suggest
from ctcompanion.metadata.suggest_columns import suggest_columns
from ctcompanion.metadata.view import custom_field_map, from_view, to_view

__all__ = [
    "COLUMN_FIELDS",
    "FIELDS",
    "Field",
    "Score",
    "accept",
    "check",
    "citation",
    "custom_field_map",
    "decide",
    "dictionary_csv",
    "dictionary_html",
    "from_view",
    "missing",
    "score",
    "suggest",
    "suggest_columns",
    "to_view",
    "with_citation",
]
