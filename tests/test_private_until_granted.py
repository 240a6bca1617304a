"""What is not granted stays private: on the draft, on an append to a dataset that others see, and on the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ctcompanion import practice, replay
from ctcompanion.cleaning import table_of
from ctcompanion.draft import Draft
from ctcompanion.errors import PublishingError
from ctcompanion.going_public import go_public, held_back
from ctcompanion.metadata import suggest_columns
from ctcompanion.model import Provenance, Receipt
from ctcompanion.privacy.exceptions import Question, asked
from ctcompanion.privacy.stops import open_stops
from ctcompanion.publishable import file_answer, filed, private_only, publication_of
from ctcompanion.publishing import append, connect, make_public, publish_new
from ctcompanion.recipe import DatasetMetadata, PrivacyDecisions, Recipe, from_json
from ctcompanion.settings import PortalSettings, Settings
from ctcompanion.store import Store, open_store

NAMES = ["Ann Lee", "Bob Diaz", "Carla Jones", "Dan Smith"]
SETTINGS = PortalSettings()
GRANTED = {"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of May 3", "valid_until": ""}
DESCRIBED = DatasetMetadata(
    title="State Licenses",
    description="Licenses of Connecticut. " * 12,
    category="Business",
    tags=("licenses",),
    agency="Department of Consumer Protection",
    attribution="Department of Consumer Protection",
    contact_email="dcp.data@ct.gov",
    license="PUBLIC_DOMAIN",
    update_frequency="Monthly",
    geographic_unit="Municipality",
    row_label="License",
    temporal_coverage="2026",
)  # fmt: skip


def drafted(recipe: Recipe | None = None, count: int = 3) -> Draft:
    """A register with names of people, its description filled; decided as the recipe says."""
    table = table_of(pd.DataFrame({"Licensee": NAMES[:count], "License Number": range(count)}), Provenance("made.csv", ""))
    begin = recipe or Recipe(metadata=DESCRIBED, privacy=PrivacyDecisions(row_meaning="person"))
    draft = replay.reviewed(Draft("d", recipe=begin).with_table(table))
    assert draft.safe
    return draft.with_metadata(draft.recipe.metadata, suggest_columns(draft.safe, draft.recipe.columns))


def with_question(draft: Draft, standing: bool = True) -> Draft:
    assert draft.report
    stops = open_stops(draft.report, draft.recipe.privacy)
    question = Question("Residents check licenses", "C.G.S. 20-1", "Jo Clerk", standing)
    return replay.reviewed(draft.with_privacy(asked(stops, question, draft.report, draft.recipe.privacy)))


def sendable(draft: Draft, domain: str) -> Any:
    return publication_of(draft, SETTINGS, "ana", domain=domain)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Settings(data_folder=tmp_path / "var"))


def published(draft: Draft, domain: str, store: Store) -> tuple[Recipe, Receipt]:
    portal = connect(PortalSettings(domain=domain))
    publication = sendable(draft, portal.domain)
    receipt = (publish_new if publication.is_new else append)(publication, portal, store)
    return filed(draft.recipe, publication, receipt, store), receipt


def test_a_stop_without_a_question_to_opm_is_not_published_at_all() -> None:
    with pytest.raises(PublishingError) as caught:
        sendable(drafted(), "practice")
    assert caught.value.code == "stop-undecided"


def test_until_opm_has_answered_it_is_private_and_what_was_asked_is_filed(tmp_path: Path, store: Store) -> None:
    with practice.running(tmp_path / "portal") as portal:
        recipe, receipt = published(with_question(drafted()), portal.domain, store)
        assert receipt.audience == "private"
        (one,) = receipt.exceptions
        assert (one.asked_by, one.answer, one.standing) == ("Jo Clerk", "", True)
        assert [d.finding for d in private_only(recipe, [receipt])] == [one.finding]
        assert [line.action for line in store.audit.lines() if '"asked_by": "Jo Clerk"' in line.facts] == ["published"]
        file_answer(store, receipt, recipe, private_only(recipe, [receipt])[0], GRANTED, "ana")
        (now,) = store.receipts.of_dataset(receipt.domain, receipt.dataset_id)
        assert (now.exceptions[0].answer, now.exceptions[0].answered_by, now.exceptions[0].reference) == ("granted", "OPM", "mail of May 3")
        last = list(store.audit.lines())[-1]
        assert (last.action, '"answered_by": "OPM"' in last.facts) == ("recorded OPM's answer", True)
        assert not any(name in line.facts for name in NAMES for line in store.audit.lines())


def test_no_rows_go_to_a_dataset_that_others_see_before_opm_has_granted_it(tmp_path: Path, store: Store) -> None:
    with practice.running(tmp_path / "portal") as portal:
        recipe, receipt = published(with_question(drafted()), portal.domain, store)
        make_public(connect(PortalSettings(domain=portal.domain)), store, receipt, "ana", typed=portal.domain)
        with pytest.raises(PublishingError) as caught:
            published(drafted(recipe, count=4), portal.domain, store)
        assert caught.value.code == "exception-not-granted"


def test_a_standing_exception_lets_next_months_rows_through_and_one_for_a_single_file_asks_again(tmp_path: Path, store: Store) -> None:
    with practice.running(tmp_path / "portal") as portal:
        for standing, codes in ((True, None), (False, "stop-undecided")):
            title = f"Licenses {standing}"
            draft = with_question(drafted(), standing)
            draft = draft.with_metadata(DESCRIBED.model_copy(update={"title": title}), draft.recipe.columns)
            recipe, receipt = published(draft, portal.domain, store)
            file_answer(store, receipt, recipe, private_only(recipe, [receipt])[0], GRANTED, "ana")
            newest = from_json(store.recipes.load(receipt.domain, receipt.dataset_id, "ana").recipe)
            following = drafted(replay.updating(newest, "next").recipe, count=4)
            if codes:
                with pytest.raises(PublishingError) as caught:
                    published(following, portal.domain, store)
                assert caught.value.code == codes
            else:
                again, more = published(following, portal.domain, store)
                assert (more.rows_sent, more.exceptions[0].answer) == (1, "granted")
                assert private_only(again, store.receipts.of_dataset(more.domain, more.dataset_id)) == ()


def test_rows_sent_under_an_open_question_stay_private_whatever_is_decided_later(tmp_path: Path, store: Store) -> None:
    with practice.running(tmp_path / "portal") as portal:
        recipe, receipt = published(with_question(drafted()), portal.domain, store)
        later = recipe.changed(privacy=recipe.privacy.model_copy(update={"decisions": ()}))
        assert private_only(later, [receipt])
        assert not private_only(later, [])


def test_the_press_make_public_is_refused_until_opm_has_granted_it_whoever_asks(tmp_path: Path, store: Store) -> None:
    with practice.running(tmp_path / "portal") as serving:
        recipe, receipt = published(with_question(drafted()), serving.domain, store)
        portal = connect(PortalSettings(domain=serving.domain))
        with pytest.raises(PublishingError) as caught:
            go_public(portal, store, receipt, "ana", typed=serving.domain)
        assert (caught.value.code, caught.value.happened) == ("kept-private", "Nothing was changed. The dataset is still private.")
        assert portal.view(receipt.dataset_id).audience == "private"
        file_answer(store, receipt, recipe, held_back(receipt, store, "ana").exceptions[0], GRANTED, "ana")
        assert go_public(portal, store, receipt, "ana", typed=serving.domain).audience == "public"
