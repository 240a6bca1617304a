"""The table's columns beside the live ones: every difference is a line, and nothing is decided in silence."""

from __future__ import annotations

import unicodedata

import pytest

from ctcompanion.errors import PersonNeeded
from ctcompanion.model import Column, DataType
from ctcompanion.publishing.answers import as_view
from ctcompanion.publishing.compare import Comparison, Difference, compare, mapping
from ctcompanion.publishing.portal import View


def view(*columns: tuple[str, str, str], key: str = "") -> View:
    said = [{"id": 100 + n, "fieldName": f, "name": name, "dataTypeName": kind} for n, (f, name, kind) in enumerate(columns)]
    return as_view({"id": "abcd-1234", "columns": said, "metadata": {"rowIdentifier": key or None}})


def mine(*columns: tuple[str, str, DataType]) -> tuple[Column, ...]:
    return tuple(Column(name, kind, display) for name, display, kind in columns)


def kinds(comparison: Comparison) -> list[Difference]:
    return [match.difference for match in comparison.matches]


TOWN, COUNT = ("town", "Town", DataType.TEXT), ("permits", "Permits", DataType.NUMBER)
LIVE_TOWN, LIVE_COUNT = ("town", "Town", "text"), ("permits", "Permits", "number")


def test_the_same_columns_are_the_same_in_any_order() -> None:
    found = compare(mine(TOWN, COUNT), view(LIVE_COUNT, LIVE_TOWN))
    assert found.is_same
    assert mapping(found, {}).fields == {"town": ("town", "text"), "permits": ("permits", "number")}


@pytest.mark.parametrize("spelled", ["TOWN NAME", "Town\u00a0name", "town  name ", "Town_Name", "Ｔown name"])
def test_case_and_kinds_of_spaces_do_not_matter(spelled: str) -> None:
    found = compare(mine(("town_name", "Town name", DataType.TEXT)), view(("job__", spelled, "text")))
    assert kinds(found) == [Difference.SAME]
    assert mapping(found, {}).fields == {"town_name": ("job__", "text")}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_way_an_accent_is_written_does_not_matter(form: str) -> None:
    live = view(("f", unicodedata.normalize(form, "Señal"), "text"))  # type: ignore[arg-type]
    assert compare(mine(("x", "Señal", DataType.TEXT)), live).is_same


def test_a_name_alike_is_proposed_as_renamed_and_waits_for_a_person() -> None:
    found = compare(mine(TOWN, ("total_pop", "Total Pop", DataType.NUMBER)), view(LIVE_TOWN, ("tp", "Total Population", "number")))
    assert kinds(found) == [Difference.SAME, Difference.RENAMED]
    assert found.matches[1].proposal == "rename:tp"
    with pytest.raises(PersonNeeded) as caught:
        mapping(found, {})
    assert (caught.value.code, caught.value.place) == ("columns-undecided", "total_pop")
    assert mapping(found, {"total_pop": "rename:tp"}).fields["total_pop"] == ("tp", "number")


def test_a_name_alike_of_another_type_is_not_taken_for_a_rename() -> None:
    found = compare(mine(("total_pop", "Total Pop", DataType.TEXT)), view(("tp", "Total Population", "number")))
    assert kinds(found) == [Difference.NEW, Difference.MISSING]


def test_another_type_waits_for_a_person_and_text_takes_numbers() -> None:
    found = compare(mine(TOWN, COUNT), view(LIVE_TOWN, ("permits", "Permits", "text")))
    assert kinds(found) == [Difference.SAME, Difference.TYPE]
    assert found.matches[1].proposal == "convert"
    assert mapping(found, {"permits": "convert"}).fields["permits"] == ("permits", "text")


def test_a_new_column_is_added_or_left_out_by_decision_only() -> None:
    found = compare(mine(TOWN, COUNT), view(LIVE_TOWN))
    assert found.matches[1].proposal == ""
    assert mapping(found, {"permits": "leave out"}).fields == {"town": ("town", "text")}
    added = mapping(found, {"permits": "add"})
    assert [column.name for column in added.added] == ["permits"]


def test_a_missing_column_has_to_be_confirmed_blank() -> None:
    found = compare(mine(TOWN), view(LIVE_TOWN, LIVE_COUNT))
    assert [match.key for match in found.open({})] == ["portal:permits"]
    assert mapping(found, {"portal:permits": "leave blank"}).fields == {"town": ("town", "text")}


def test_a_missing_row_identifier_cannot_be_left_blank() -> None:
    found = compare(mine(TOWN), view(LIVE_TOWN, ("pid", "Permit id", "text"), key="pid"))
    assert found.open({"portal:pid": "leave blank"})


def test_what_only_the_file_can_mend_stays_open_whatever_is_pressed() -> None:
    found = compare(mine(TOWN), view(LIVE_TOWN, ("pid", "Permit id", "text"), key="pid"))
    assert found.open({match.key: choice for match in found.matches for choice in match.choices})


@pytest.mark.parametrize("name", ["Type of housing", "housing types", "Housing Type by Town"])
def test_the_order_of_the_words_does_not_hide_a_column_under_another_name(name: str) -> None:
    found = compare(mine(TOWN, ("x", name, DataType.TEXT)), view(LIVE_TOWN, ("housing_type", "Housing type", "text")))
    assert (kinds(found)[1], found.matches[1].proposal) == (Difference.RENAMED, "rename:housing_type")


def test_an_old_decision_that_no_longer_fits_is_asked_again() -> None:
    found = compare(mine(TOWN, ("total_pop", "Total Pop", DataType.NUMBER)), view(LIVE_TOWN, ("tp", "Total Population", "number")))
    assert found.open({"total_pop": "rename:gone"})


def test_system_columns_and_computed_ones_are_no_difference() -> None:
    live = view(LIVE_TOWN, (":@computed_region_abc", "Region", "number"), ("record_id", "Record ID", "text"))
    assert compare(mine(TOWN), live, computed=("record_id",)).is_same


def test_two_live_columns_of_one_name_match_nothing_by_themselves() -> None:
    live = view(("a", "Town name", "text"), ("b", "Town name", "text"))
    assert Difference.SAME not in kinds(compare(mine(("town_name", "Town name", DataType.TEXT)), live))


def test_a_person_may_say_that_a_column_of_quite_another_name_is_the_same() -> None:
    found = compare(mine(TOWN, ("units", "Dwellings", DataType.NUMBER)), view(LIVE_TOWN, LIVE_COUNT))
    assert found.matches[1].choices == ("add", "leave out", "rename:permits")
    decided = {"units": "rename:permits"}
    assert found.open(decided) == ()
    assert mapping(found, decided).fields == {"town": ("town", "text"), "units": ("permits", "number")}
    assert mapping(found, decided).added == ()


def test_two_columns_cannot_both_be_the_same_live_one() -> None:
    found = compare(mine(("a", "One", DataType.NUMBER), ("b", "Two", DataType.NUMBER)), view(LIVE_COUNT))
    twice = {"a": "rename:permits", "b": "rename:permits"}
    assert [match.key for match in found.open(twice)] == ["b"]
    with pytest.raises(PersonNeeded):
        mapping(found, twice)


def test_a_row_identifier_of_quite_another_name_is_found_by_a_person() -> None:
    found = compare(mine(("code", "Code", DataType.TEXT)), view(("license_no", "License number", "text"), key="license_no"))
    assert found.open({"code": "rename:license_no"}) == ()
    assert not compare(mine(("code", "Code", DataType.NUMBER)), view(("license_no", "License number", "text"))).matches[0].choices[2:]
