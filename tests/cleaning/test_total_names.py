"""A total that stays reads as a category of its column."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps

RACES = """
header | Town  | Race  | People
data   | Avon  | White | 40
data   | Avon  | Black | *
total  | Avon  | Total | 43
data   | Essex | White | 50
data   | Essex | Black | *
total  | Essex | Total | 54
total  | Total | Total | 97
"""


def test_total_under_town_and_race_is_all_towns_and_all_races() -> None:
    table = cleaned(RACES)
    assert shown(table)[-1] == ["All towns", "All races", 97]
    assert step("total-names", steps(RACES)).sentence == (
        "Totals that stay are a category of their own: “Total” in *Town* reads “All towns” and “Total” in *Race* reads “All races”."
    )
    assert table.column("race").description == "“All races” is called “Total” in the source."


def test_switched_off_the_word_stays() -> None:
    table = cleaned(RACES, off=("total-names",))
    assert shown(table)[-1] == ["Total", "Total", 97]
    assert {(found.column, found.label) for found in table.sums} == {("town", "Total"), ("race", "Total")}


def test_a_column_without_a_plain_plural_keeps_the_word() -> None:
    picture = RACES.replace("Race ", "Hue  ")
    assert shown(cleaned(picture))[-1] == ["All towns", "Total", 97]


def test_where_all_totals_go_nothing_is_renamed() -> None:
    assert not [found for found in steps(RACES.replace("*", "3").replace("54", "53").replace("97", "96")) if found.id == "total-names"]


def test_the_totals_that_stay_are_said_and_can_be_a_table_of_their_own() -> None:
    said = [finding for finding in cleaned(RACES).findings if finding.rule == "totals-stay"]
    assert [finding.column for finding in said] == ["town", "race"]
    assert [remedy.label for remedy in said[1].remedies] == ["Keep only the totals, as a table of their own", "Leave the totals out"]
    assert said[1].remedies[0].effect == "3 rows"
