"""Every verb asks for the role, whoever calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.people import Action, People, Role
from ctcompanion.publishable import file_answer
from ctcompanion.publishing.visibility import look_again, make_private_now, make_public
from ctcompanion.recipe import FindingDecision, Recipe
from ctcompanion.store import Seal, Store
from tests.publishing.desk import QUICK, Desk
from tests.publishing.office import EVERYBODY, HOUSING, PEOPLE, wanted


def put(desk: Desk, receipt: Receipt, who: str) -> None:
    recipe = Recipe(name=f"put by {who}").to_json()
    desk.store.recipes.save(receipt.domain, receipt.dataset_id, recipe, owner=who, title=receipt.title, agency=HOUSING)


VERBS: dict[str, tuple[Action, Callable[[Desk, Receipt, str], object]]] = {
    "make public": (Action.MAKE_PUBLIC, lambda d, r, who: make_public(d.portal, d.store, r, who, patience=QUICK)),
    "make private": (Action.MAKE_PRIVATE, lambda d, r, who: make_private_now(d.portal, d.store, r, who, QUICK)),
    "look again": (Action.SEE, lambda d, r, who: look_again(d.portal, d.store, r, who, QUICK)),
    "load a receipt": (Action.SEE, lambda d, r, who: d.store.receipts.load(r.publication_id, who)),
    "load the recipe": (Action.PREPARE, lambda d, r, who: d.store.recipes.load(r.domain, r.dataset_id, who)),
    "put a recipe": (Action.PREPARE, put),
    "roll a recipe back": (Action.PREPARE, lambda d, r, who: d.store.recipes.roll_back(r.domain, r.dataset_id, who, 1)),
    "answer an exception": (Action.PREPARE, lambda d, r, who: file_answer(d.store, r, Recipe(), ASKED, GRANTED_BY_OPM, who)),
    "keep a draft": (Action.PREPARE, lambda d, r, who: d.store.drafts.save(f"draft of {who}", "Draft", "{}", {}, who)),
    "ask for approval": (Action.PUBLISH, lambda d, r, who: d.store.approvals.ask("b" * 64, "Permits", HOUSING, who)),
    "look at what waits": (Action.APPROVE, lambda d, r, who: d.store.approvals.package("a" * 64, who)),
    "answer a question": (Action.APPROVE, lambda d, r, who: d.store.approvals.answer("a" * 64, who, granted=True)),
}
ASKED = FindingDecision(finding="id.name:town", decision="exception", by="Jo Clerk", when="2026-03-03")
GRANTED_BY_OPM = {"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of May 3", "valid_until": ""}


def test_every_verb_asks_for_the_role_whoever_calls_it(shared: Desk, tmp_path: Path) -> None:
    """Viewers, strangers, colleagues of another agency, and the one who did it all and has left the agency since."""
    left, now = "left@ct.gov", [People({**PEOPLE.roles, "left@ct.gov": {HOUSING: frozenset({Role.EDITOR})}})]
    store = Store(f"sqlite:///{tmp_path / 'verbs.db'}", seal=Seal(b"k" * 32), people=lambda: now[0])
    desk = replace(shared, store=store)
    receipt = desk.publish(wanted(desk, left))
    for name in ("one", "two"):
        text = Recipe(name=name).to_json()
        store.recipes.save(receipt.domain, receipt.dataset_id, text, owner=left, title=receipt.title, agency=HOUSING)
    store.approvals.ask("a" * 64, "Permits", HOUSING, left, b"the package")
    now[0] = PEOPLE
    lines = len(list(store.audit.lines()))
    for (name, (action, verb)), who in product(VERBS.items(), (*EVERYBODY, left, "")):
        if now[0].may(who, action, HOUSING) or (name == "keep a draft" and who == "other@ct.gov"):
            continue
        with pytest.raises(CompanionError):
            pytest.fail(f"{who or 'nobody'} could {name}: {verb(desk, receipt, who)}")
    assert desk.portal.view(receipt.dataset_id).audience == "private"
    assert len(list(store.audit.lines())) == lines
    assert store.recipes.load(receipt.domain, receipt.dataset_id, "ed@ct.gov").version == 2
    for of in (store.receipts, store.recipes):
        assert of.mine(left) == ()
    for name, (action, verb) in VERBS.items():
        who = next(who for who in PEOPLE.roles if now[0].may(who, action, HOUSING))
        assert verb(desk, receipt, who) is not False, name


def test_an_answer_by_opm_leaves_the_recipe_with_its_agency(shared: Desk) -> None:
    recipes = shared.store.recipes
    recipes.save("data.ct.gov", "abcd-1234", "{}", owner="ed@ct.gov", title="Permits", agency=HOUSING)
    receipt = Receipt(**{**NO_NUMBERS, "dataset_id": "abcd-1234", "domain": "data.ct.gov", "agency": HOUSING})
    file_answer(shared.store, receipt, Recipe(), ASKED, GRANTED_BY_OPM, "both@ct.gov")
    assert recipes.load("data.ct.gov", "abcd-1234", "ed@ct.gov").version == 2


NO_NUMBERS: dict[str, Any] = {
    "publication_id": "p", "dataset_id": "", "title": "Permits", "domain": "", "url": "", "mode": "create",
    "rows_sent": 0, "rows_before": 0, "rows_after": 0, "rows_already_there": 0, "checks": (), "when": "2026-03-03T10:42:00+00:00",
}  # fmt: skip
