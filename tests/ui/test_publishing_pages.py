"""What a person reads on the publish and receipts pages when the portal, the key or the dataset is not as it should be."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests
from streamlit.testing.v1 import AppTest

from ctcompanion import practice, reference
from ctcompanion.draft import Draft
from ctcompanion.model import DataType, Receipt
from ctcompanion.publishable import filing, publication_of
from ctcompanion.publishing import Manner, State, connect, publish_new
from ctcompanion.publishing.socrata import SocrataPortal
from ctcompanion.recipe import Target, from_json
from ctcompanion.settings import PortalSettings, Settings
from ctcompanion.store import Store, open_store
from tests.ready import kept, ready
from tests.ui.conftest import ROOT
from tests.ui.test_pages import go, words

FILE = reference.path("samples/town-population-2023.xlsx")


@dataclass
class There:
    """A dataset that was published from here, and a draft of the same file that adds to it."""

    portal: SocrataPortal
    store: Store
    receipt: Receipt
    draft: Draft

    def visit(self, page: str, key: str = "") -> AppTest:
        """A fresh tab with the draft at hand, and perhaps a key that was typed."""
        visit = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        visit.query_params["draft"] = self.draft.id
        if key:
            visit.session_state["companion_key"] = (key, key)
        return go(visit.run(), page)

    def control(self, what: str, **sent: object) -> None:
        address = f"{self.portal.address}/practice-control/{what}"
        requests.post(address, json=sent, auth=("practice", "practice"), timeout=5).raise_for_status()


@pytest.fixture
def there(app: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[There]:
    with practice.running(tmp_path / "portal") as running:
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", running.domain)
        portal, store = connect(PortalSettings(domain=running.domain)), open_store(Settings(data_folder=tmp_path / "var"))
        draft = ready(Draft("d1"), FILE)
        publication = publication_of(draft, PortalSettings(), "local", domain=portal.domain)
        receipt = publish_new(publication, portal, store, manner=Manner(file=filing(store)))
        draft = draft.with_target(from_json(store.recipes.load(receipt.domain, receipt.dataset_id, "local").recipe).target)
        yield There(portal, store, receipt, kept(store, draft, FILE))


def test_a_file_that_was_published_is_recognised_before_the_press(there: There) -> None:
    visit = there.visit("publish")
    assert not visit.exception
    assert "This file was published as a new dataset on" in words(visit)
    assert "no row is stored twice" in words(visit)
    assert [button.label for button in visit.button if button.key == "append"] == ["Check that everything is there"]


@pytest.mark.parametrize(
    ("key", "said"),
    [("wrong", "does not accept your key"), ("expired", "does not accept your key"), ("viewer", "Your account may not do this")],
)
def test_a_key_that_is_refused_is_told_and_can_be_changed(there: There, key: str, said: str) -> None:
    visit = there.visit("publish", key)
    assert said in words(visit)
    assert "Nothing was published." in words(visit)
    visit.button(key="another-key").click().run()
    assert said not in words(visit)


def test_a_dataset_that_was_deleted_meanwhile_is_told(there: There) -> None:
    address = f"{there.portal.address}/api/views/{there.receipt.dataset_id}"
    requests.delete(address, auth=("practice", "practice"), timeout=5).raise_for_status()
    said = words(there.visit("publish"))
    assert "it was deleted, or its id is wrong" in said
    assert "Nothing was published." in said
    assert "For support: request" in said


def test_a_locked_dataset_is_told(there: There) -> None:
    there.portal.update(there.receipt.dataset_id, {"locked": True})
    said = words(there.visit("publish"))
    assert "The dataset is locked on the portal." in said
    assert "Nothing was published." in said


def test_a_run_that_a_restart_ended_is_found_again_from_the_journal(there: There) -> None:
    publication_id = "0" * 32
    facts = {"title": "Town population", "mode": "append", "rows": 169, "pieces": 2, "rows_sent": 100, "rows_to_send": 169}
    there.store.publications.write(publication_id, "local", State.SENT, facts)
    kept(there.store, replace(there.draft, publication=publication_id), FILE)
    visit = there.visit("publish")
    assert "100 of 169 rows are surely on the portal." in words(visit)
    visit.button(key=f"close-{publication_id}").click().run()
    assert "closed. What is on the portal stays as it is." in words(visit)
    entry = there.store.publications.find(publication_id)
    assert entry is not None
    assert entry.state == State.ABANDONED


def test_make_private_now_stands_on_every_receipt_and_a_refusal_in_its_card(there: There) -> None:
    there.portal.set_audience(there.receipt.dataset_id, "public")
    visit = there.visit("receipts", "viewer")
    visit.button(key=f"private-{there.receipt.publication_id}").click().run()
    assert "The dataset is STILL PUBLIC." in words(visit)
    assert "Call or write to dapa@ct.gov at once" in words(visit)
    again = there.visit("receipts")
    again.button(key=f"private-{there.receipt.publication_id}").click().run()
    assert "is not public now. Nothing was deleted." in words(again)
    assert any("audience before: public" in str(area.value) for area in again.text_area)


def test_columns_that_do_not_tell_rows_apart_are_told_before_the_press(there: There) -> None:
    assert there.draft.safe is not None
    period = next(column.name for column in there.draft.safe.columns if column.type is DataType.NUMBER and not column.grouping)
    kept(there.store, there.draft.with_target(Target(record_id_from=(period,))), FILE)
    visit = there.visit("publish")
    visit.radio(key=next(radio.key for radio in visit.radio if str(radio.key).endswith(":destination"))).set_value("new").run()
    assert "169 rows are equal in the columns you chose and differ elsewhere." in words(visit)
    assert [button.disabled for button in visit.button if button.key == "publish-new"] == [True]


def test_what_a_colleague_changed_since_the_look_comes_back_as_a_question(there: There) -> None:
    """The press is refused, and the page then shows old and new as they are now."""
    row = there.portal.read(there.receipt.dataset_id, limit=1, order=":id")[0]
    measure = next(name for name, value in row.items() if str(value).isdigit() and name not in {"year", "record_id"})
    change = [{"record_id": row["record_id"], measure: 1}]
    there.portal.upsert(there.receipt.dataset_id, json.dumps(change).encode(), 1)
    visit = there.visit("publish")
    visit.radio(key=next(radio.key for radio in visit.radio if str(radio.key).endswith(":corrections"))).set_value("send").run()
    there.portal.upsert(there.receipt.dataset_id, json.dumps([{**change[0], measure: 2}]).encode(), 1)
    visit.button(key="append").click().run()
    for _ in range(100):
        if "after you had looked at old and new" in words(visit):
            break
        time.sleep(0.2)
        visit.run()
    assert "1 row was changed on the portal after you had looked at old and new." in words(visit)
    visit.button(key="after-error").click().run()
    assert any("2" in str(table.value) for table in visit.table)
    assert [button.label for button in visit.button if button.key == "append"] == ["Correct 1 row"]


def test_a_public_dataset_that_is_opened_for_update_can_be_hidden_there_and_then(there: There) -> None:
    key = f"private-update-{there.receipt.publication_id}"
    assert not [button for button in there.visit("publish").button if button.key == key]
    there.portal.set_audience(there.receipt.dataset_id, "public")
    visit = there.visit("publish")
    assert "what you add is public at once" in words(visit)
    visit.button(key=key).click().run()
    assert "is not public now. Nothing was deleted." in words(visit)
    assert there.portal.view(there.receipt.dataset_id).audience == "private"
    assert not [button for button in visit.button if button.key == key]
