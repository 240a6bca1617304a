import subprocess
import sys
from pathlib import Path

import pytest

from ctcompanion import reference
from ctcompanion.errors import SettingsError

HERE = Path(reference.__file__).parent


def test_connecticut_has_169_towns_nine_planning_regions_and_eight_counties():
    assert len(reference.towns()) == 169
    assert len(reference.planning_regions()) == 9
    assert len(reference.counties()) == 8


def test_every_town_has_its_codes_and_a_region():
    for row in reference.rows("towns.csv"):
        assert row["planning_region_fips_2022"] in reference.planning_regions()
        assert row["county_fips_2020"] in reference.counties()
        assert row["town_geoid_2022"] == row["planning_region_fips_2022"] + row["cousub_fips"]


def test_villages_and_zip_codes_lie_in_towns():
    for towns in (*reference.villages().values(), *((town,) for town in reference.zip_to_town().values())):
        assert set(towns) <= set(reference.towns())


def test_values_are_those_of_the_state():
    assert (len(reference.categories()), len(reference.update_frequencies()), len(reference.geographic_units())) == (10, 12, 13)
    assert "PUBLIC_DOMAIN" in reference.licences()


def test_acronyms_have_words_or_are_known_to_all():
    assert reference.acronyms()["DSS"] == "Department of Social Services"
    assert "ZIP" in reference.known_acronyms()
    assert not set(reference.acronyms()) & {"", "ZIP"}


def test_every_table_of_the_folder_is_listed_with_its_source():
    listed = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    tables = {file.name for file in HERE.iterdir() if file.suffix in (".csv", ".json", ".toml", ".geojson")}
    assert {name for name in tables if name not in listed} == set()


def test_an_administrators_file_replaces_the_projects(tmp_path):
    (tmp_path / "agencies.csv").write_text("agency,acronym\nOffice of Tests,OOT\n", encoding="utf-8")
    program = "from ctcompanion import reference; print(reference.agencies(), len(reference.towns()))"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env={"CTCOMPANION_REFERENCE": str(tmp_path), "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "('Office of Tests',) 169"


def test_no_listed_word_stands_twice():
    for name in ("plain_language.csv", "person_first.csv", "hidden_verbs.csv"):
        words = [row["avoid"].casefold() for row in reference.rows(name)]
        assert len(words) == len(set(words)), name


def test_the_folder_of_own_lists_is_a_setting_among_the_others(tmp_path):
    from ctcompanion.settings import from_environment

    assert from_environment({"CTCOMPANION_REFERENCE": str(tmp_path)}).reference == tmp_path


def test_an_administrators_list_without_a_column_is_refused_with_its_name(tmp_path, monkeypatch):
    (tmp_path / "person_first.csv").write_text("avoid,instead\ninmate,person\n", encoding="utf-8")
    monkeypatch.setenv("CTCOMPANION_REFERENCE", str(tmp_path))
    reference.rows.cache_clear()
    try:
        with pytest.raises(SettingsError, match="no column prefer"):
            reference.rows("person_first.csv")
    finally:
        reference.rows.cache_clear()
