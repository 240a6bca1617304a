from datetime import date

import pytest

from ctcompanion.metadata import opm_message, retirement_text, reviewers_message
from ctcompanion.metadata.messages import REASONS
from ctcompanion.recipe import DatasetMetadata

PERMITS = DatasetMetadata(title="Housing Permits by Town", agency="Department of Housing")


def test_reviewers_are_asked_before_anything_is_public():
    found = reviewers_message(PERMITS, link="https://data.ct.gov/d/abcd-1234", rows=4732, columns=3)
    assert "before we make it public" in found.text
    assert "4,732 rows" in found.text
    assert "https://data.ct.gov/d/abcd-1234" in found.text


@pytest.mark.parametrize("reason", REASONS)
def test_every_message_to_opm_goes_to_the_portals_address_and_names_the_dataset(reason):
    found = opm_message(reason, PERMITS, "Our words.")
    assert found.to == "dapa@ct.gov"
    assert "Housing Permits by Town" in found.text
    assert "Our words." in found.text


def test_a_retired_dataset_is_marked_announced_and_never_deleted():
    title, said, steps = retirement_text(PERMITS, date(2026, 1, 2))
    assert title == "ARCHIVE - Housing Permits by Town"
    assert "February 1, 2026" in said
    assert not any("delete" in step.casefold() for step in steps)
    assert retirement_text(PERMITS.model_copy(update={"title": title}), date(2026, 1, 2))[0] == title
