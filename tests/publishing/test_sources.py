"""An append computes its row identifiers as the dataset's were computed, whatever the columns are called now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctcompanion.errors import PersonNeeded
from ctcompanion.model import CleanTable, Receipt
from ctcompanion.publishing import plan_append
from ctcompanion.recipe import Target
from tests.publishing.desk import QUICK, Desk, permits


@pytest.fixture
def first(desk: Desk) -> Receipt:
    """Three towns, 2018 to 2020; their identifier comes from town and year."""
    return desk.publish(desk.new(permits(range(2018, 2021))))


def renamed(table: CleanTable, old: str, new: str, display: str) -> CleanTable:
    columns = tuple(replace(column, name=new, display=display) if column.name == old else column for column in table.columns)
    return replace(table, rows=table.rows.rename(columns={old: new}), columns=columns)


def test_a_column_of_the_identifier_may_go_by_another_name_in_the_file(desk: Desk, first: Receipt) -> None:
    table = renamed(permits(range(2018, 2022)), "town", "towns", "Towns")
    with pytest.raises(PersonNeeded) as caught:
        desk.publish(desk.more(table, first.dataset_id))
    assert caught.value.place == "towns"  # the one question is about the name, and it can be answered
    receipt = desk.publish(desk.more(table, first.dataset_id, {"towns": "rename:town"}))
    assert (receipt.rows_sent, receipt.rows_already_there, receipt.rows_after) == (3, 9, 12)


def test_a_recipe_that_says_otherwise_is_outweighed_by_the_identifiers_that_stand_there(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2018, 2022)), first.dataset_id)
    target = publication.target.model_copy(update={"record_id_from": ("town", "permits")})
    receipt = desk.publish(replace(publication, target=target))
    assert (receipt.rows_sent, receipt.rows_after) == (3, 12)


def test_where_the_description_was_rewritten_the_recipe_knows(desk: Desk, first: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    look = desk.portal.view

    def reworded(dataset_id: str) -> object:
        view = look(dataset_id)
        return replace(view, columns=tuple(replace(column, description="An id.") for column in view.columns))

    monkeypatch.setattr(desk.portal, "view", reworded)
    table = permits(range(2018, 2022))
    target = Target(domain=desk.portal.domain, dataset_id=first.dataset_id, record_id_from=("town", "year"))
    plan = plan_append(replace(desk.more(table, first.dataset_id), target=target), desk.portal, QUICK)
    assert (len(plan.changes.added), len(plan.changes.same), plan.told_apart_by) == (3, 9, ("town", "year"))
    wrong = target.model_copy(update={"record_id_from": ("town", "permits")})
    with pytest.raises(PersonNeeded) as caught:
        plan_append(replace(desk.more(table, first.dataset_id), target=wrong), desk.portal, QUICK)
    assert caught.value.code == "identifier-unknown"
