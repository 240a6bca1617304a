"""The whole catalogue, page by page, from a practice portal."""

from __future__ import annotations

from ctcompanion.publishing import listed
from tests.publishing.desk import QUICK, Desk, permits


def test_every_public_dataset_is_listed_however_many_pages_there_are(desk: Desk) -> None:
    for name in ("Permits", "Rents", "Evictions"):
        done = desk.publish(desk.new(permits(range(2018, 2019)), view={"name": name, "attribution": "Department of Housing"}))
        desk.portal.set_audience(done.dataset_id, "public")
    desk.publish(desk.new(permits(range(2018, 2019)), view={"name": "Seen by us alone"}))
    desk.portal.create({"name": "A draft", "columns": [{"name": "town", "fieldName": "town"}]})
    found = listed(desk.portal, QUICK, size=2)
    assert {each.title for each in found} == {"Permits", "Rents", "Evictions"}
    assert {each.body["resource"]["attribution"] for each in found} == {"Department of Housing"}
