"""What the command line prints holds counts of cells, no counts of people."""

import json

import pandas as pd

from ctcompanion.privacy.suppression import suppress_file
from tests.privacy.suppression.count_tables import people, with_totals


def test_text_cells_as_a_csv_has_them_are_understood() -> None:
    table = with_totals(people(12, 4, 900))
    published, summary = suppress_file(table.astype(str), ["town", "group"], "count")
    shown = published["count"].notna()
    assert (published["count"][shown] == table["count"][shown]).all()
    assert summary["primary"] + summary["complementary"] == int((~shown).sum())
    assert (summary["recoverable"], summary["narrow"]) == (0, 0)
    assert json.loads(json.dumps(summary)) == summary


def test_a_blank_leaves_the_file_as_a_blank() -> None:
    table = with_totals(people(12, 4, 900))
    published, _ = suppress_file(table, ["town", "group"], "count")
    text = published.to_csv(index=False)
    assert "nan" not in text.casefold()
    assert "<na>" not in text.casefold()
    assert pd.api.types.is_integer_dtype(published["count"].dtype)
