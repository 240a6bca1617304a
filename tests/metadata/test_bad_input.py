"""What people paste, and what comes from old recipes: kept or refused with the reason, never lost."""

import time

import pytest

from ctcompanion.metadata import accept, check, missing, suggest, suggest_columns, to_view
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata, Recipe, from_json

HTML = "<p>Each row is <b>one town</b>.&nbsp;See <a href='https://portal.ct.gov'>the page</a>.</p>"
RIGHT_TO_LEFT = "مرحبا Hartford שלום \u202eevil\u202c"
EMOJI = "Housing 🏠 permits 👩‍👩‍👧 by town"


def test_pasted_html_is_told_and_taken_off_with_one_press():
    metadata = DatasetMetadata(description=HTML)
    finding = next(finding for finding in check(metadata, (), None) if finding.rule == "pasted-html")
    after, _ = accept(finding.remedies[0], metadata, ())
    assert metadata.description == HTML
    assert after.description == "Each row is one town . See the page ."


@pytest.mark.parametrize("text", [RIGHT_TO_LEFT, EMOJI, HTML])
def test_any_letters_are_kept_from_the_form_to_the_portal_and_in_the_recipe(text):
    metadata = DatasetMetadata(title=text, description=text, tags=(text,))
    column = ColumnMetadata(name="town", display=text, description=text, codes={"1": text})
    body, _ = to_view(metadata, (column,), {})
    assert (body["name"], body["description"], body["tags"]) == (text, text, [text])
    assert text in body["columns"][0]["description"]
    recipe = Recipe(metadata=metadata, columns=(column,))
    assert from_json(recipe.to_json()) == recipe
    check(metadata, (column,), None)


def test_a_title_of_ten_thousand_letters_is_kept_and_told_in_a_blink():
    metadata = DatasetMetadata(title="Housing permits " * 625)
    before = time.process_time()
    rules = {finding.rule for finding in check(metadata, (), None)}
    assert "title-long" in rules
    assert len(metadata.title) == 10_000
    assert time.process_time() - before < 1


def test_a_column_removed_after_it_was_described_is_kept_behind_and_not_published(permits, table_of):
    described = (*suggest_columns(permits), ColumnMetadata(name="county", description="County of the town."))
    columns = suggest_columns(permits, described)
    assert columns[-1] == described[-1]
    assert missing(suggest(permits, DatasetMetadata(contact_email="a@ct.gov")), columns, permits) == ()


def test_values_that_the_portal_does_not_know_are_refused_by_name_and_kept(permits):
    old = DatasetMetadata(category="Weather", license="HOME_MADE", update_frequency="Now and then", contact_email="a@ct.gov")
    metadata = suggest(permits, old)
    refused = {finding.place for finding in missing(metadata, suggest_columns(permits), permits) if finding.rule == "not-in-list"}
    assert refused == {"category", "license", "update_frequency"}
    assert (metadata.category, metadata.license, metadata.update_frequency) == ("Weather", "HOME_MADE", "Now and then")
