"""`clean` with several files."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from ctcompanion.recipe import from_json
from tests.test_main import shell

TOWNS = ("Avon", "Bethel", "Canton", "Darien", "Essex", "Easton")


def put(folder: Path, name: str, header: str = "Town,Permits,Value", add: int = 0, turned: bool = False) -> Path:
    rows = [f"{town},{at * 7 + add},{at * 130 + 11 + add}" for at, town in enumerate(TOWNS)]
    (folder / name).write_text("\n".join([header, *(rows[::-1] if turned else rows)]) + "\n", encoding="utf-8")
    return folder / name


def test_several_files_become_one_table_with_their_year(tmp_path: Path) -> None:
    out, recipe = tmp_path / "out.csv", tmp_path / "recipe.json"
    files = [put(tmp_path, f"permits_{year}.csv", add=year - 2018) for year in (2018, 2019, 2020)]
    done = shell("clean", *files, "-o", out, "--save-recipe", recipe)
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(out)
    assert table["year"].value_counts().to_dict() == {2018: 6, 2019: 6, 2020: 6}
    assert "36 numbers came in; 36 are in your table. Nothing was lost." in done.stdout
    kept = from_json(recipe.read_bytes()).source
    assert (kept.files, kept.sheets) == (tuple(file.name for file in files),) * 2


def test_the_recipe_of_several_files_cleans_one_new_file_or_several(tmp_path: Path) -> None:
    recipe, out = tmp_path / "recipe.json", tmp_path / "out.csv"
    shell("clean", put(tmp_path, "north.csv"), put(tmp_path, "south.csv", add=1), "-o", out, "--save-recipe", recipe)
    one = shell("clean", put(tmp_path, "west.csv", add=2), "-o", out, "--recipe", recipe)
    assert (one.returncode, pd.read_csv(out)["file"].unique().tolist()) == (0, ["west"])
    two = shell("clean", put(tmp_path, "west.csv", add=2), put(tmp_path, "east.csv", add=3), "-o", out, "--recipe", recipe)
    assert (two.returncode, pd.read_csv(out)["file"].unique().tolist()) == (0, ["west", "east"])


@pytest.mark.parametrize(
    ("name", "content"),
    [("fees.csv", "Office,Fee,Limit\nA,1,2\nB,2,3\nC,3,9\n"), ("letter.csv", "%PDF-1.7")],
)
def test_a_file_that_does_not_fit_is_named_and_nothing_is_written(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    files = [put(tmp_path, "a.csv"), put(tmp_path, "b.csv", add=1), tmp_path / name]
    done = shell("clean", *files, "-o", tmp_path / "out.csv")
    told = json.loads(done.stderr)
    assert done.returncode == 1
    assert name in told["message"]
    assert told["hint"]
    assert not (tmp_path / "out.csv").exists()


def test_the_same_rows_are_taken_once_and_said(tmp_path: Path) -> None:
    files = [put(tmp_path, "a.csv"), put(tmp_path, "b.csv", add=1), put(tmp_path, "copy of a.csv", turned=True)]
    done = shell("clean", *files, "-o", tmp_path / "out.csv")
    assert done.returncode == 0
    assert "copy of a.csv is left out: it holds the same rows as a.csv." in done.stdout
    assert len(pd.read_csv(tmp_path / "out.csv")) == 12
