"""socrata-py 1.2.0, unchanged, over TLS: create, update, chunked upload, errors, apply, polling, discard."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
from socrata import Socrata
from socrata.authorization import Authorization
from socrata.http import UnexpectedResponseException

from ctcompanion.practice import running
from ctcompanion.practice.revisions.source import CHUNK_BYTES

CSV = b"Town,Permits,Day\nAvon,3,2026-07-01\nBethel,4,2026-07-02\n"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with running(tmp_path_factory.mktemp("secure"), tls=True) as portal:
        yield portal


@pytest.fixture
def auth(secure: Any) -> Authorization:
    made = Authorization(f"{secure.domain}/seat-{next(_numbers)}", "key", "secret")
    made.verify = str(secure.certificate)
    return made


@pytest.fixture
def portal(auth: Authorization) -> Socrata:
    return Socrata(auth)


def read(auth: Authorization, view_id: str, query: str = "") -> Any:
    address = f"https://{auth.domain}/resource/{view_id}.json{query}"
    return requests.get(address, auth=("key", "secret"), verify=auth.verify, timeout=30).json()


def control(auth: Authorization, path: str, body: object) -> None:
    address = f"https://{auth.domain}/practice-control/{path}"
    assert requests.post(address, json=body, auth=("key", "secret"), verify=auth.verify, timeout=30).status_code == 200


def create(portal: Socrata, data: bytes = CSV, **metadata: object) -> str:
    revision, output = portal.create(name="Permits", **metadata).csv(data, filename="permits.csv")
    job = revision.apply(output_schema=output.set_row_id("town")).wait_for_finish(sleeptime=0.05)
    assert job.attributes["status"] == "successful"
    return str(revision.attributes["fourfour"])


def test_a_dataset_is_created_from_a_file_with_guessed_types(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal, description="Permits by town", tags=["housing"])
    assert read(auth, view_id) == [
        {"town": "Avon", "permits": "3", "day": "2026-07-01T00:00:00.000"},
        {"town": "Bethel", "permits": "4", "day": "2026-07-02T00:00:00.000"},
    ]
    view = portal.views.lookup(view_id).attributes
    assert (view["publicationStage"], view["description"], view["tags"]) == ("published", "Permits by town", ["housing"])
    assert [column["dataTypeName"] for column in view["columns"]] == ["text", "number", "calendar_date"]
    assert view["rowIdentifierColumnId"] == view["columns"][0]["id"]


def test_an_update_revision_upserts_by_the_row_identifier(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_update_revision()
    source = revision.create_upload("more.csv").csv(b"town,permits,day\nBethel,9,2026-07-02\nCanton,1,2026-07-03\n")
    output = source.get_latest_input_schema().get_latest_output_schema().wait_for_finish()
    assert not output.any_errors()
    revision.apply(output_schema=output).wait_for_finish(sleeptime=0.05)
    assert {row["town"]: row["permits"] for row in read(auth, view_id)} == {"Avon": "3", "Bethel": "9", "Canton": "1"}


def test_a_replace_revision_puts_new_rows_in_place_of_all(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_replace_revision(metadata={"name": "Permits again"}, permission="public")
    source = revision.create_upload("all.csv").csv(b"town,permits\nDarien,7\n")
    revision.apply(output_schema=source.get_latest_input_schema().get_latest_output_schema()).wait_for_finish(sleeptime=0.05)
    assert read(auth, view_id) == [{"town": "Darien", "permits": "7"}]
    view = portal.views.lookup(view_id).attributes
    assert (view["name"], view["grants"][0]["flags"]) == ("Permits again", ["public"])


def test_a_delete_revision_takes_rows_away(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_delete_revision()
    source = revision.create_upload("gone.csv").csv(b"town\nAvon\n")
    revision.apply(output_schema=source.get_latest_input_schema().get_latest_output_schema()).wait_for_finish(sleeptime=0.05)
    assert [row["town"] for row in read(auth, view_id)] == ["Bethel"]


def test_a_large_file_is_sent_in_chunks(portal: Socrata, auth: Authorization) -> None:
    data = b"town,note\n" + b"".join(b"Town %d,%s\n" % (number, b"x" * 4000) for number in range(600))
    assert len(data) > 2 * CHUNK_BYTES
    view_id = create(portal, data)
    assert read(auth, view_id, "?$select=count(*),min(length(note)) as shortest") == [{"count": "600", "shortest": "4000"}]


def test_chunks_that_do_not_make_up_the_file_are_refused(portal: Socrata) -> None:
    source = portal.new({"name": "A"}).create_upload("a.csv")
    source.initiate("text/csv")
    source.chunk(0, 0, b"a,b\n")
    source.chunk(0, 0, b"a,b\n")
    with pytest.raises(UnexpectedResponseException) as refused:
        source.commit(0, 5)
    assert refused.value.status == 400
    source.commit(0, 4)


def test_cells_that_cannot_be_are_counted_shown_and_left_out(portal: Socrata, auth: Authorization) -> None:
    revision, output = portal.create(name="Errors").csv(b"town,permits\nAvon,3\nBethel,n/a\n", filename="a.csv")
    output = output.change_column_transform("permits").to("to_number(`permits`)").run().wait_for_finish()
    assert output.any_errors()
    assert output.attributes["error_count"] == 1
    (error,) = output.schema_errors()
    assert "n/a" in error["permits"]["error"]["message"]
    assert [row["town"]["ok"] for row in output.rows()] == ["Avon", "Bethel"]
    assert b"n/a" in output.schema_errors_csv().content
    revision.apply(output_schema=output).wait_for_finish(sleeptime=0.05)
    assert read(auth, revision.attributes["fourfour"]) == [{"town": "Avon", "permits": "3"}, {"town": "Bethel"}]


def test_a_row_identifier_is_validated(portal: Socrata) -> None:
    _, output = portal.create(name="Keys").csv(b"town,permits\nAvon,3\nBethel,3\n", filename="a.csv")
    assert output.validate_row_id("town") is True
    assert output.validate_row_id("permits") is False


def test_other_parse_options_make_a_new_source(portal: Socrata) -> None:
    source = portal.new({"name": "A"}).create_upload("a.csv").csv(b"A title\ntown;permits\nAvon;3\n")
    again = (
        source.change_parse_option("header_count")
        .to(2)
        .change_parse_option("column_header")
        .to(2)
        .change_parse_option("column_separator")
        .to(";")
        .run()
    )
    assert again.attributes["id"] != source.attributes["id"]
    assert [column["field_name"] for column in again.get_latest_input_schema().attributes["input_columns"]] == ["town", "permits"]


def test_an_unknown_transform_is_refused_in_words(portal: Socrata) -> None:
    _, output = portal.create(name="A").csv(CSV, filename="a.csv")
    with pytest.raises(UnexpectedResponseException) as refused:
        output.change_column_transform("town").to("geocode(`town`)").run()
    assert refused.value.status == 400
    assert "geocode" in refused.value.body["message"]


def test_a_revision_is_applied_once_or_discarded(portal: Socrata) -> None:
    view_id = create(portal)
    revisions = portal.views.lookup(view_id).revisions
    (first,) = revisions.list()
    assert first.attributes["closed_at"]
    with pytest.raises(UnexpectedResponseException) as refused:
        first.apply()
    assert refused.value.status == 409
    second = revisions.create_update_revision({"description": "Never"})
    assert second.attributes["revision_seq"] == 1
    second.discard()
    assert revisions.lookup(1).attributes["closed_at"]
    with pytest.raises(UnexpectedResponseException):
        second.apply()
    assert portal.views.lookup(view_id).attributes.get("description") != "Never"


def test_metadata_alone_can_be_revised_and_the_plan_is_shown(portal: Socrata) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_update_revision()
    revision.update({"metadata": {"description": "Better"}})
    assert {"type": "publish"} in revision.plan()
    revision.apply().wait_for_finish(sleeptime=0.05)
    assert portal.views.lookup(view_id).attributes["description"] == "Better"


def test_with_the_queue_on_a_public_revision_waits_for_a_person(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    control(auth, "switches", {"approval": True})
    revision = portal.views.lookup(view_id).revisions.create_update_revision({"description": "Public now"}, permission="public")
    job = revision.apply()
    assert job.submitted_for_approval()
    assert "grants" not in portal.views.lookup(view_id).attributes
    control(auth, "approve", {"id": view_id, "outcome": "approved"})
    view = portal.views.lookup(view_id).attributes
    assert (view["description"], view["grants"][0]["flags"]) == ("Public now", ["public"])


def test_a_lost_answer_to_apply_is_found_in_the_revision(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_update_revision({"description": "Once"})
    control(auth, "faults", {"rules": [{"kind": "reset-after", "call": "apply"}]})
    with pytest.raises(requests.RequestException):
        revision.apply()
    (job,) = revision.show().attributes["task_sets"]
    assert job["status"] in {"initializing", "successful"}


def test_a_file_that_cannot_be_read_fails_in_words(portal: Socrata) -> None:
    source = portal.new({"name": "A"}).create_upload("a.xlsx").xlsx(b"PK...")
    assert source.attributes["failed_at"]
    assert "csv" in source.attributes["failure_details"]["message"]


def test_a_job_that_fails_leaves_the_dataset_untouched(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_replace_revision()
    source = revision.create_upload("a.csv").csv(b"permits\n5\n")
    job = revision.apply(output_schema=source.get_latest_input_schema().get_latest_output_schema())
    while not job.is_complete():
        job.show()
    assert job.attributes["status"] == "failure"
    assert len(read(auth, view_id)) == 2


def test_a_source_without_a_file_is_never_an_error_of_ours(portal: Socrata) -> None:
    source = portal.new({"name": "A"}).source_from_dataset()
    again = source.change_parse_option("header_count").to(2).run()
    assert again.attributes["failed_at"]


def test_columns_are_described_anew_by_a_replace_revision_on_the_datasets_own_rows(portal: Socrata, auth: Authorization) -> None:
    view_id = create(portal)
    revision = portal.views.lookup(view_id).revisions.create_replace_revision()
    output = revision.source_from_dataset().get_latest_input_schema().get_latest_output_schema()
    output = (
        output.change_column_metadata("permits", "display_name")
        .to("Building permits")
        .change_column_metadata("permits", "description")
        .to("Permits issued that day.")
        .change_column_metadata("permits", "field_name")
        .to("building_permits")
        .drop_column("day")
        .run()
    )
    job = revision.apply(output_schema=output).wait_for_finish(sleeptime=0.05)
    assert job.attributes["status"] == "successful"
    columns = portal.views.lookup(view_id).attributes["columns"]
    told = [(column["fieldName"], column["name"], column.get("description") or "", column["dataTypeName"]) for column in columns]
    assert told == [("town", "Town", "", "text"), ("building_permits", "Building permits", "Permits issued that day.", "number")]
    assert read(auth, view_id) == [{"town": "Avon", "building_permits": "3"}, {"town": "Bethel", "building_permits": "4"}]


def test_a_view_source_takes_columns_as_they_are(portal: Socrata) -> None:
    view_id = create(portal)
    output = portal.views.lookup(view_id).revisions.create_replace_revision().source_from_dataset()
    output = output.get_latest_input_schema().get_latest_output_schema()
    with pytest.raises(UnexpectedResponseException) as refused:
        output.change_column_transform("permits").to("to_text(`permits`)").run()
    assert refused.value.status == 400


def test_a_job_comes_to_an_end_whatever_happens_inside(portal: Socrata, monkeypatch: pytest.MonkeyPatch) -> None:
    view_id = create(portal)

    def broken(*_: object, **__: object) -> None:
        raise OverflowError

    revision = portal.views.lookup(view_id).revisions.create_update_revision({"description": "Never"})
    monkeypatch.setattr("ctcompanion.practice.revisions.work.save_document", broken)
    job = revision.apply()
    for _ in range(100):
        if job.is_complete():
            break
        time.sleep(0.02)
        job.show()
    assert job.attributes["status"] == "failure"


def test_an_offset_of_any_length_is_refused_in_words(portal: Socrata) -> None:
    source = portal.new({"name": "A"}).create_upload("a.csv")
    source.initiate("text/csv")
    for offset in ("9" * 5000, "-1", "x"):
        with pytest.raises(UnexpectedResponseException) as refused:
            source.chunk(0, offset, b"a")
        assert refused.value.status == 400


def test_a_deleted_dataset_leaves_nothing_that_was_uploaded(secure: Any, portal: Socrata, auth: Authorization) -> None:
    kept, gone = create(portal), create(portal)
    portal.views.lookup(gone).delete()
    seat = secure.certificate.parent / f"{auth.domain.rpartition('/')[2]}.db"
    with closing(sqlite3.connect(seat)) as connection:
        left = [document for (document,) in connection.execute("SELECT document FROM resource")]
        assert connection.execute("SELECT count(*) FROM chunk").fetchone() == (1,)
    assert not any(gone in document for document in left)
    assert any(kept in document for document in left)
