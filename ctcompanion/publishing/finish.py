"""The end of a publication: the receipt is kept, the journal says DONE, the recipe is filed, and nothing else stays."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from ctcompanion.errors import AccessError, StoreError
from ctcompanion.model import Check, Receipt
from ctcompanion.publishing import clock, outbox
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.newest import newest_period
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.work import Work


def finish(work: Work, view: View, checks: tuple[Check, ...], *, sent: int, before: int, after: int, already: int) -> Receipt:  # noqa: PLR0913
    """The receipt. Kept before DONE is written: a crash between the two only writes it again."""
    publication = work.publication
    receipt = Receipt(
        publication_id=publication.id,
        dataset_id=view.id,
        title=view.name,
        domain=work.portal.domain,
        url=work.portal.link(view.id),
        mode="create" if publication.is_new else "append",
        rows_sent=sent,
        rows_before=before,
        rows_after=after,
        rows_already_there=already,
        checks=(*checks, *clock.clock_checks(work.portal)),
        when=clock.now(work.portal).isoformat(timespec="seconds"),
        audience=view.audience,
        fingerprint=publication.table.fingerprint,
        request_ids=tuple(work.portal.requests)[-20:],
        links=_links(work, view.id),
        agency=publication.agency,
        exceptions=publication.exceptions,
    )
    work.store.receipts.keep(receipt, publication.owner)
    facts: dict[str, Any] = {
        "publication": publication.id,
        "dataset": view.id,
        "rows": sent,
        "hash": publication.table.fingerprint,
        "mode": receipt.mode,
    }
    if receipt.exceptions:
        facts["exceptions"] = [asdict(one) for one in receipt.exceptions]
    work.store.audit.append(publication.owner, "published", {**facts, "requests": list(receipt.request_ids)})
    _file(work, receipt)
    work.journal.write(State.DONE, dataset_id=view.id, rows_now=after)
    outbox.clear(work.store, publication.id)
    work.tell("Done", sent, sent)
    return receipt


def _file(work: Work, receipt: Receipt) -> None:
    """What is kept beside the receipt for the next time. It stands on the portal already: that nothing could be filed must not undo it."""
    try:
        work.file(work.publication, receipt)
    except (AccessError, StoreError) as error:
        work.journal.note(not_filed=error.code)


def _links(work: Work, dataset_id: str) -> dict[str, str]:
    """The dataset's addresses, and one that shows the rows of the newest period alone."""
    links = dict(work.portal.links(dataset_id))
    newest = newest_period(work.publication.table, work.publication.fields)
    if newest is None:
        return links
    return {**links, "newest": f"{links['json']}?$where={quote(newest[1])}", "newest_is": newest[0], "newest_where": newest[1]}
