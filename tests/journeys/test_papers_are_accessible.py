"""The privacy record and the review pack in a real browser: no barrier that axe finds, in light and in dark, on a narrow screen too."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from ctcompanion.metadata import review_pack_html
from ctcompanion.privacy import apply, record_html, review
from ctcompanion.privacy.record import record_of
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata, FindingDecision, PrivacyDecisions, Recipe, RemedyStep
from tests.privacy.tables import clean_table

pytestmark = pytest.mark.xdist_group("journeys")
STEP = RemedyStep(operation="drop-column", column="Client_Name", sentence="Remove the column: Client Name")
DECISIONS = PrivacyDecisions(
    row_meaning="person",
    classes={"Age": "quasi"},
    decisions=(
        FindingDecision(finding="person-name:Client_Name", decision="remove", by="Jo Clerk", when="2026-03-01"),
        FindingDecision(finding="age:Age", decision="statute", legal_basis="C.G.S. 54-1m", by="Jo Clerk", when="2026-03-01"),
    ),
    remedies=(STEP,),
    weighed="needed",
    weighed_reason="It is used to plan schools.",
    by="Jo Clerk",
)  # fmt: skip


def papers() -> dict[str, str]:
    table = clean_table(Client_Name=["Ann Lee", "Bob Diaz", "Carla Jones"], Age=[20, 30, 40], Town=["Avon", "Avon", "Essex"])
    safe = apply(table, (STEP,))
    report = review(safe, DECISIONS)
    metadata = DatasetMetadata(title="Clients by Age")
    recipe = Recipe(privacy=DECISIONS, metadata=metadata)
    columns = (ColumnMetadata(name="Age", display="Age"), ColumnMetadata(name="Town", display="Town"))
    pack = review_pack_html(metadata, columns, safe, record_of(report, DECISIONS), recipe)
    return {"record": record_html(report, DECISIONS, "Clients by Age"), "pack": pack}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("paper", ["record", "pack"])
def test_nothing_keeps_anybody_from_reading_it(browser: Browser, paper: str, scheme: str) -> None:
    window = browser.new_page(color_scheme=scheme, viewport={"width": 420, "height": 900})  # type: ignore[arg-type]
    window.set_content(papers()[paper])
    found = Axe().run(window)
    window.close()
    assert found.violations_count == 0, found.generate_report()
