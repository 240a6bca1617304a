"""What is said about a table: the form, proposals, checks while writing, score, and what is written from it.

    CleanTable -> suggest, suggest_columns -> (a person) -> missing, check, score -> to_view, dictionary, plan row, review pack

Everything is pure: values in, values out. Findings carry the field's key in `place` and the column's name in `column`.
"""

from ctcompanion.metadata import codebook, codebook_file, codes
from ctcompanion.metadata.accept import accept
from ctcompanion.metadata.carry_over import CarriedOver, carry_over, differences, forward, laid_over
from ctcompanion.metadata.check import check, label_of
from ctcompanion.metadata.checklist import checklist
from ctcompanion.metadata.citation import citation, with_citation
from ctcompanion.metadata.copy_from import Copied, copy_from, same_for_an_agency
from ctcompanion.metadata.custom_fields import custom_field_map, places
from ctcompanion.metadata.dcat import dcat
from ctcompanion.metadata.dictionary import dictionary_csv, dictionary_html
from ctcompanion.metadata.evaluation import Question, decide, held_back, unsettled
from ctcompanion.metadata.licence import licence_findings
from ctcompanion.metadata.match import by_name
from ctcompanion.metadata.messages import Message, opm_message, retirement_text, reviewers_message
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.open_data import open_data_checks
from ctcompanion.metadata.plan import of_agency, on_time, plan_csv, plan_row, plan_rows, plan_summary, published
from ctcompanion.metadata.plan_facts import plan_facts
from ctcompanion.metadata.plan_workbook import plan_workbook
from ctcompanion.metadata.review_pack import review_pack_html
from ctcompanion.metadata.schedule import calendar, next_due, should_automate
from ctcompanion.metadata.schema import COLUMN_FIELDS, FIELDS, GROUPS, Field, field, frequency_explained
from ctcompanion.metadata.score import Score, score
from ctcompanion.metadata.suggest import suggest
from ctcompanion.metadata.suggest_columns import suggest_columns
from ctcompanion.metadata.value_words import value_words
from ctcompanion.metadata.view import from_view, to_view

__all__ = [
    "COLUMN_FIELDS",
    "FIELDS",
    "GROUPS",
    "CarriedOver",
    "Copied",
    "Field",
    "Message",
    "Question",
    "Score",
    "accept",
    "by_name",
    "calendar",
    "carry_over",
    "check",
    "checklist",
    "citation",
    "codebook",
    "codebook_file",
    "codes",
    "copy_from",
    "custom_field_map",
    "dcat",
    "decide",
    "dictionary_csv",
    "dictionary_html",
    "differences",
    "field",
    "forward",
    "frequency_explained",
    "from_view",
    "held_back",
    "label_of",
    "laid_over",
    "licence_findings",
    "missing",
    "next_due",
    "of_agency",
    "on_time",
    "open_data_checks",
    "opm_message",
    "places",
    "plan_csv",
    "plan_facts",
    "plan_row",
    "plan_rows",
    "plan_summary",
    "plan_workbook",
    "published",
    "retirement_text",
    "review_pack_html",
    "reviewers_message",
    "same_for_an_agency",
    "score",
    "should_automate",
    "suggest",
    "suggest_columns",
    "to_view",
    "unsettled",
    "value_words",
    "with_citation",
]
