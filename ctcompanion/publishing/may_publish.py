"""Whether this may be published: by its owner, for its agency, and with a second person's word where one is asked for.

Asked here, where rows are sent, and not only on a page. The agency on a draft is what its author typed; whose a dataset is that
stands already, its last receipt and the portal say.
"""

from __future__ import annotations

from ctcompanion.people import Action
from ctcompanion.publishing.describe import differences
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.publication import Publication
from ctcompanion.store import Store


def may_publish(publication: Publication, store: Store) -> None:
    """AccessError unless its owner has the role for its agency (and for the one that the dataset was published for last), and where
    a second person is asked for, one agreed to exactly this."""
    target = publication.target
    last = store.receipts.of_dataset(target.domain, target.dataset_id)[:1] if target.dataset_id else ()
    for agency in dict.fromkeys((publication.agency, *(receipt.agency for receipt in last if receipt.agency))):
        _require(publication, store, agency)


def may_add_to(publication: Publication, view: View, store: Store) -> None:
    """The same for the agency that the portal names for this dataset, where that is another one."""
    known = store.people().known
    for found in differences(view, publication.view):
        if found.key.startswith("custom:") and found.here == publication.agency and found.there in known:
            _require(publication, store, str(found.there))


def _require(publication: Publication, store: Store, agency: str) -> None:
    store.people().require(publication.owner, Action.PUBLISH, agency)
    store.approvals.require(publication.approval_hash, agency, publication.owner)
