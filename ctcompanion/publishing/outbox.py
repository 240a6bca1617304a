"""A publication on its way is kept, sealed, until it is done: after a crash it goes on from the store alone."""

from __future__ import annotations

import json
from typing import Any

from ctcompanion.model import ExceptionOnFile, PrivacyReport
from ctcompanion.publishing.identifier import Identifier
from ctcompanion.publishing.publication import Publication
from ctcompanion.recipe import Target
from ctcompanion.store import Store
from ctcompanion.store.tables import from_bytes, to_bytes
from ctcompanion.store.values import from_json, to_json


def put(store: Store, publication: Publication) -> None:
    """Keep what a resume needs. In memory only where the settings keep raw data off the disk."""
    about = f"publication:{publication.id}"
    store.sealed.keep(about, "rows", to_bytes(publication.table))
    store.sealed.keep(about, "order", json.dumps(_order(publication)).encode())


def take(store: Store, publication_id: str) -> Publication | None:
    """The publication again, checked again; None when it was never kept or was purged."""
    about = f"publication:{publication_id}"
    rows, order = store.sealed.kept(about, "rows"), store.sealed.kept(about, "order")
    if rows is None or order is None:
        return None
    said: dict[str, Any] = json.loads(order)
    return Publication(
        table=from_bytes(rows),
        report=from_json(PrivacyReport, said["report"]),
        view=said["view"],
        target=Target.model_validate_json(said["target"]),
        owner=said["owner"],
        identifier=from_json(Identifier, said["identifier"]) if said["identifier"] else None,
        fields=said["fields"],
        corrections=said["corrections"],
        seen=said.get("seen", ""),  # kept by an earlier version
        describe=tuple(said["describe"]),
        mark_gone=said["mark_gone"],
        agency=said.get("agency", ""),
        recipe=said["recipe"],
        private_only=said.get("private_only", False),
        exceptions=from_json(tuple[ExceptionOnFile, ...], said.get("exceptions", "[]")),
    )


def clear(store: Store, publication_id: str) -> None:
    """The publication is over: nothing of it stays but the receipt."""
    store.sealed.forget(f"publication:{publication_id}")


def _order(publication: Publication) -> dict[str, Any]:
    return {
        "report": to_json(publication.report),
        "view": dict(publication.view),
        "target": publication.target.model_dump_json(),
        "owner": publication.owner,
        "identifier": to_json(publication.identifier) if publication.identifier is not None else None,
        "fields": dict(publication.fields),
        "corrections": publication.corrections,
        "seen": publication.seen,
        "describe": list(publication.describe),
        "mark_gone": publication.mark_gone,
        "agency": publication.agency,
        "recipe": publication.recipe,
        "private_only": publication.private_only,
        "exceptions": to_json(publication.exceptions, tuple[ExceptionOnFile, ...]),
    }
