"""The hand-over package: whole, readable by people, and refused when a byte of it was changed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import pytest

from ctcompanion.errors import CompanionError
from ctcompanion.model import Finding, Level
from ctcompanion.publishing import Package, open_package, write_package
from ctcompanion.recipe import Comment, DatasetMetadata, Recipe, Target
from tests.publishing.desk import Desk, permits, reviewed

TABLE = permits(range(2018, 2020))
VIEW = {
    "name": "Permits by town",
    "description": "What was permitted.",
    "category": "Housing and Development",
    "metadata": {"custom_fields": {"Agency": {"Agency": "Department of Housing"}}, "rowLabel": "Town and year"},
    "columns": [{"name": "Rate per 1,000", "fieldName": "rate_per_1000", "description": "Permits per 1,000 people."}],
}
PACKAGE = Package(
    TABLE,
    reviewed(TABLE),
    VIEW,
    Recipe(metadata=DatasetMetadata(title="Permits by town")),
    author="ana",
    made="2026-03-03T10:42:00-05:00",
    origin="d1",
    sent_back=True,
    dictionary=("data-dictionary.html", b"<h1>Dictionary</h1>"),
    privacy_record="<h1>Privacy</h1>",
    thread=(Comment(about="category", text="Is this right?", by="ana", when="2026-03-03"),),
    open_findings=(Finding("k", Level.REVIEW, "Few rows per town.", "town"),),
)


def changed(change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """The package with its files changed behind its back."""
    with zipfile.ZipFile(io.BytesIO(write_package(PACKAGE))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(files).items():
            archive.writestr(name, content)
    return out.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(CompanionError) as caught:
        open_package(content)
    return caught.value.code


def test_everything_comes_out_as_it_went_in() -> None:
    again = open_package(write_package(PACKAGE))
    assert again.table.fingerprint == TABLE.fingerprint
    assert (again.origin, again.sent_back) == (PACKAGE.origin, PACKAGE.sent_back) == ("d1", True)
    for part in ("report", "view", "recipe", "author", "made", "dictionary", "privacy_record", "thread", "open_findings"):
        assert getattr(again, part) == getattr(PACKAGE, part)


def test_very_many_equal_rows_are_no_bomb() -> None:
    table = TABLE.with_rows(pd.concat([TABLE.rows.head(1)] * 20_000, ignore_index=True))
    package = replace(PACKAGE, table=table, report=reviewed(table))
    assert open_package(write_package(package)).table.fingerprint == table.fingerprint


def test_the_same_package_is_the_same_file() -> None:
    assert write_package(PACKAGE) == write_package(PACKAGE)


def test_what_a_person_sees_is_what_is_published() -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(PACKAGE))) as archive:
        lines = archive.read("data.csv").decode().splitlines()
    assert lines[0] == 'Town,Year,Permits,"Rate per 1,000",Counted on,Final'
    assert lines[1] == "Andover,2018,2,0.25,2018-07-01T00:00:00.000,true"
    assert lines[3].startswith('"O\'Brien ""Ý"" Ünion",2018,')
    assert len(lines) == 7


def test_the_click_path_holds_the_very_values_to_enter() -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(PACKAGE, "data.ct.gov"))) as archive:
        text = archive.read("CLICK-PATH.txt").decode()
    for part in (
        "https://data.ct.gov",
        '"Permits by town"',
        "API field name rate_per_1000",
        "Agency: Department of Housing",
        "6 rows",
        "Private",
    ):
        assert part in text


def test_an_append_by_hand_never_says_replace_without_never() -> None:
    update = Package(TABLE, reviewed(TABLE), VIEW, Recipe(target=Target(dataset_id="abcd-1234")))
    with zipfile.ZipFile(io.BytesIO(write_package(update))) as archive:
        text = archive.read("CLICK-PATH.txt").decode()
    assert "https://data.ct.gov/d/abcd-1234" in text
    assert "Never choose Replace" in text


@pytest.mark.parametrize(
    "name", ["data.csv", "table.arrow", "metadata.json", "review.json", "recipe.json", "thread.json", "CLICK-PATH.txt"]
)
def test_every_changed_file_is_noticed(name: str) -> None:
    assert code_of(changed(lambda files: {**files, name: files[name].replace(b"a", b"b", 1)})) == "package-damaged"


def test_a_csv_changed_together_with_its_hash_is_noticed_too() -> None:
    import hashlib

    def forge(files: dict[str, bytes]) -> dict[str, bytes]:
        files["data.csv"] = files["data.csv"].replace(b"Andover,2018,2", b"Andover,2018,9")
        manifest = json.loads(files["MANIFEST.json"])
        manifest["sha256"]["data.csv"] = hashlib.sha256(files["data.csv"]).hexdigest()
        return {**files, "MANIFEST.json": json.dumps(manifest).encode()}

    assert code_of(changed(forge)) == "package-damaged"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs.txt", "data.csv/../x", "evil.exe", "C:\\x"])
def test_a_file_with_another_name_is_not_taken_out(name: str) -> None:
    assert code_of(changed(lambda files: {**files, name: b"x"})) == "package-damaged"


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    assert code_of(changed(lambda files: {**files, "data.csv": b"0" * 50_000_000})) == "package-too-large"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", write_package(PACKAGE)[:-40]])
def test_what_is_no_package_is_said_to_be_none(content: bytes) -> None:
    assert code_of(content) == "not-a-package"


def test_a_zip_of_something_else_is_no_package() -> None:
    assert code_of(changed(lambda files: {"data.csv": files["data.csv"]})) == "not-a-package"


def test_a_newer_package_asks_for_an_update() -> None:
    def newer(files: dict[str, bytes]) -> dict[str, bytes]:
        manifest = json.loads(files["MANIFEST.json"])
        return {**files, "MANIFEST.json": json.dumps({**manifest, "format": 99}).encode()}

    assert code_of(changed(newer)) == "package-too-new"


def test_a_package_is_published_from_the_other_side(desk: Desk) -> None:
    handed = open_package(write_package(PACKAGE))
    receipt = desk.publish(desk.new(handed.table, view=handed.view, owner="opm", fields={"rate": "rate_per_1000"}))
    assert receipt.rows_after == 6
    assert receipt.fingerprint == TABLE.fingerprint
