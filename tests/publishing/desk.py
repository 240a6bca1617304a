"""Small tables, and one person's place: a seat of a real practice portal, a real store, and a way to publish in a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import requests

from ctcompanion.model import CleanTable, Column, DataType, PrivacyReport, Provenance, Receipt
from ctcompanion.publishing import Identifier, Manner, Patience, Publication, append, publish_new
from ctcompanion.publishing.socrata import Credentials, SocrataPortal
from ctcompanion.publishing.transport import Timing
from ctcompanion.recipe import Target
from ctcompanion.store import Store

QUICK = Patience(attempts=5, first_wait=0.01, longest_wait=0.05, settle=1.0, grace=0.1, find=0.3, poll=0.02)
"""As patient as with a real portal in attempts, and in a hurry between them."""
TIMING = Timing(connect=5, read=15, whole=30, ticket=0.01)
TOWN_YEAR = Identifier(("town", "year"), True, "")
COLUMNS = (
    Column("town", DataType.TEXT, "Town"),
    Column("year", DataType.NUMBER, "Year", places=0, grouping=False),
    Column("permits", DataType.NUMBER, "Permits", places=0),
    Column("rate", DataType.NUMBER, "Rate per 1,000"),
    Column("counted", DataType.DATE, "Counted on"),
    Column("final", DataType.CHECKBOX, "Final"),
)
TYPES = {"town": "str", "year": "Int64", "permits": "Int64", "rate": "float64", "counted": "datetime64[s]", "final": "boolean"}


def permits(years: range, towns: tuple[str, ...] = ("Andover", "Beacon Falls", 'O\'Brien "Ý" Ünion'), offset: int = 0) -> CleanTable:
    """One row per town and year, with blanks and letters beyond ASCII."""
    rows = [
        (town, year, 10 * place + year % 7 + offset, None if place == 1 else place + 0.25, f"{year}-07-01", year % 2 == 0)
        for year in years
        for place, town in enumerate(towns)
    ]
    frame = pd.DataFrame(rows, columns=list(TYPES))
    frame["counted"] = pd.to_datetime(frame["counted"])
    return CleanTable(frame.astype(TYPES), COLUMNS, Provenance("permits.xlsx", "0" * 64))


def reviewed(table: CleanTable) -> PrivacyReport:
    """A review of exactly this table that found nothing."""
    return PrivacyReport(table.fingerprint, "count", (), ())


@dataclass(frozen=True)
class Desk:
    """One person's place: a portal with a seat of its own, a store, and a way to publish in a line."""

    portal: SocrataPortal
    store: Store
    address: str

    def new(self, table: CleanTable, **parts: Any) -> Publication:
        settings: dict[str, Any] = {
            "view": {"name": "Housing permits by town", "description": "Permits."},
            "owner": "ana",
            "identifier": TOWN_YEAR,
        }
        return Publication(table=table, report=reviewed(table), target=Target(domain=self.portal.domain), **{**settings, **parts})

    def more(self, table: CleanTable, dataset_id: str, decisions: dict[str, str] | None = None, **parts: Any) -> Publication:
        target = Target(domain=self.portal.domain, dataset_id=dataset_id, decisions=decisions or {})
        settings: dict[str, Any] = {"view": {"name": "Housing permits by town"}, "owner": "ana"}
        return Publication(table=table, report=reviewed(table), target=target, **{**settings, **parts})

    def publish(self, publication: Publication, patience: Patience = QUICK) -> Receipt:
        do = publish_new if publication.is_new else append
        return do(publication, self.portal, self.store, manner=Manner(patience))

    def rows(self, dataset_id: str) -> list[dict[str, Any]]:
        """What stands on the portal, read without faults."""
        return self.portal.read(dataset_id, order=":id", limit=50_000)

    def control(self, what: str, sent: dict[str, Any]) -> None:
        """Tell the practice portal to misbehave, or to behave again."""
        requests.post(f"{self.address}/practice-control/{what}", json=sent, auth=("practice", "practice"), timeout=60).raise_for_status()

    def faults(self, *rules: dict[str, Any]) -> None:
        self.control("faults", {"rules": list(rules)})

    def calls(self) -> list[dict[str, Any]]:
        """What the portal was asked, the newest last, without what tests ask it."""
        said = requests.get(f"{self.address}/practice-control/calls", auth=("practice", "practice"), timeout=5).json()
        return [call for call in said if call["call"] != "control"]

    def with_key(self, key: str) -> Desk:
        return replace(self, portal=portal_at(self.address, key))


def portal_at(address: str, key: str = "practice", timing: Timing = TIMING) -> SocrataPortal:
    return SocrataPortal(
        address.removeprefix("http://"), Credentials(key, key) if key else Credentials(), scheme="http", timing=timing, name="practice"
    )
