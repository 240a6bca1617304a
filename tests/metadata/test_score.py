from datetime import date

from ctcompanion.metadata import score, suggest_columns
from ctcompanion.metadata.score import newest_day
from ctcompanion.recipe import DatasetMetadata


def test_nothing_described_is_worth_the_preset_license_alone(permits):
    found = score(DatasetMetadata(), (), permits)
    assert found.points == 8
    assert found.next.key == "description"


def test_the_parts_add_up_to_one_hundred(permits):
    assert sum(part.of for part in score(DatasetMetadata(), (), permits).parts) == 100


def test_every_filled_field_raises_the_score(permits, described):
    metadata, columns = described
    partial, before = DatasetMetadata(), score(DatasetMetadata(), columns, permits).points
    for key in ("title", "description", "tags", "update_frequency", "category", "contact_email"):
        partial = partial.model_copy(update={key: getattr(metadata, key)})
        now = score(partial, columns, permits).points
        assert now > before
        before = now


def test_the_next_improvement_names_a_field_and_what_it_gains(permits, described):
    metadata, columns = described
    found = score(metadata.model_copy(update={"update_frequency": ""}), columns, permits)
    assert (found.next.key, found.next.gain) == ("update_frequency", 10)


def test_a_value_the_portal_refuses_earns_nothing(permits, described):
    metadata, columns = described
    assert (
        score(metadata.model_copy(update={"category": "Weather"}), columns, permits).points == score(metadata, columns, permits).points - 5
    )


def test_an_undescribed_column_is_the_improvement_when_all_else_is_there(permits, described):
    metadata, _ = described
    full = metadata.model_copy(update={"source_link": "https://portal.ct.gov/doh", "attachments": ("notes.pdf",)})
    bare = tuple(column.model_copy(update={"description": ""}) for column in suggest_columns(permits))
    found = score(full, bare, permits)
    assert (found.next.key, found.next.column) == ("columns", "town")


def test_rows_that_are_older_than_promised_cost_points_and_history_does_not(permits, described):
    metadata, columns = described
    today = date(2026, 11, 26)

    def points(coverage: str, frequency: str) -> float:
        said = metadata.model_copy(update={"temporal_coverage": coverage, "update_frequency": frequency})
        return next(part.points for part in score(said, columns, permits, today).parts if part.key == "freshness")

    assert points("1990 to 1992", "Annually") == 0
    assert points("1990 to 2024", "Annually") == 6
    assert points("1990 to present", "Annually") == 6
    assert points("1990 to 1992", "Not updated (historical only)") == 6
    assert points("1990 to 2025", "") == 0


def test_the_newest_day_is_read_from_years_school_years_and_dates():
    assert newest_day("1990 to 2017") == date(2017, 12, 31)
    assert newest_day("2019-2020") == date(2020, 12, 31)
    assert newest_day("2020-01-01 to 2024-06-30") == date(2024, 6, 30)
    assert newest_day("since the flood") is None
