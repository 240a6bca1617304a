"""The end of a publication: the receipt is kept, the journal says DONE, the recipe is filed, and nothing else stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from ctcompanion.errors import AccessError, StoreError
from ctcompanion.model import Check, Receipt
from ctcompanion.publishing import clock, outbox
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.newest import newest_period
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.work import Work


@dataclass(frozen=True)
class Numbers:
    """Rows: those sent, those on the portal before and after, and those of the file that were there already."""

    sent: int
    before: int
    after: int
    already: int


def finish(work: Work, view: View, checks: tuple[Check, ...], rows: Numbers, fields: Mapping[str, tuple[str, str]]) -> Receipt:
    """The receipt. Kept before DONE is written: a crash between the two only writes it again.

    `fields`: table column -> (field name, type on the portal), for the columns that went there.
    """
    publication = work.publication
    receipt = Receipt(
        publication_id=publication.id,
        dataset_id=view.id,
        title=view.name,
        domain=work.portal.domain,
        url=work.portal.link(view.id),
        mode="create" if publication.is_new else "append",
        rows_sent=rows.sent,
        rows_before=rows.before,
        rows_after=rows.after,
        rows_already_there=rows.already,
        checks=(*checks, *clock.clock_checks(work.portal)),
        when=clock.now(work.portal).isoformat(timespec="seconds"),
        audience=view.audience,
        fingerprint=publication.table.fingerprint,
        request_ids=tuple(work.portal.requests)[-20:],
        links=_links(work, view.id, fields),
        agency=publication.agency,
        exceptions=publication.exceptions,
    )
    work.store.receipts.keep(receipt, publication.owner)
    facts: dict[str, Any] = {
        "publication": publication.id,
        "dataset": view.id,
        "rows": rows.sent,
        "hash": publication.table.fingerprint,
        "mode": receipt.mode,
    }
    if receipt.exceptions:
        facts["exceptions"] = [asdict(one) for one in receipt.exceptions]
    work.store.audit.append(publication.owner, "published", {**facts, "requests": list(receipt.request_ids)})
    _file(work, receipt)
    work.journal.write(State.DONE, dataset_id=view.id, rows_now=rows.after)
    outbox.clear(work.store, publication.id)
    work.tell("Done", rows.sent, rows.sent)
    return receipt


def _file(work: Work, receipt: Receipt) -> None:
    """What is kept beside the receipt for the next time. It stands on the portal already: that nothing could be filed must not undo it."""
    try:
        work.file(work.publication, receipt)
    except (AccessError, StoreError) as error:
        work.journal.note(not_filed=error.code)


def _links(work: Work, dataset_id: str, fields: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The dataset's addresses, and one that shows the rows of the newest period alone."""
    links = dict(work.portal.links(dataset_id))
    newest = newest_period(work.publication.table, fields)
    if newest is None:
        return links
    return {**links, "newest": f"{links['json']}?$where={quote(newest[1])}", "newest_is": newest[0], "newest_where": newest[1]}
