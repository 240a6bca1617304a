from datetime import date

from ctcompanion.metadata import citation, with_citation
from ctcompanion.recipe import DatasetMetadata

PERMITS = DatasetMetadata(title="Housing Permits by Town", attribution="Connecticut Department of Housing")


def test_a_citation_names_who_when_what_and_where():
    assert citation(PERMITS, 2018, "data.ct.gov", "abcd-1234", date(2026, 3, 5)) == (
        "Connecticut Department of Housing. (2018). Housing Permits by Town [Data set]. Connecticut Open Data Portal. "
        "https://data.ct.gov/d/abcd-1234. Accessed March 5, 2026."
    )


def test_what_is_not_known_is_left_out():
    assert citation(DatasetMetadata(title="Permits"), 2018) == "(2018). Permits [Data set]. Connecticut Open Data Portal."


def test_it_becomes_the_last_section_and_replaces_an_older_one():
    once = with_citation("What it is.", "First.")
    assert once == "What it is.\n\nCite this data\nFirst."
    assert with_citation(once, "Second.") == "What it is.\n\nCite this data\nSecond."


def test_what_somebody_wrote_after_an_older_citation_stays():
    written = "What it is.\n\nCite this data\nFirst.\n\nNotes\nThe form changed."
    assert with_citation(written, "Second.") == "What it is.\n\nCite this data\nSecond.\n\nNotes\nThe form changed."
    assert with_citation("Cite this data\nFirst.\n\nNotes\nOne.", "Second.") == "Cite this data\nSecond.\n\nNotes\nOne."
