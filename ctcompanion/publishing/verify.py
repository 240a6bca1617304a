"""Reading back what was sent: the count, and a checksum over the very rows."""

from __future__ import annotations

from collections.abc import Mapping

from ctcompanion.model import Check
from ctcompanion.publishing.checksum import MODULUS, checksum
from ctcompanion.publishing.read_back import read_rows, since
from ctcompanion.publishing.rows import Columns, pick
from ctcompanion.publishing.send import counted
from ctcompanion.publishing.work import Work

READING_BACK = "Waiting until the portal shows the rows, then reading them back"


def verify_new(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str]) -> tuple[Check, ...]:
    """A new dataset holds exactly the rows sent; otherwise a person is needed, with the numbers."""
    total = len(next(iter(rows.values())))
    work.tell(READING_BACK, total, total)
    now = counted(work, dataset_id, total).rows
    if now != total:
        raise work.needs_a_person(f"{total:,} rows were sent and {now:,} are in the draft.", rows_to_send=total, rows_now=now)
    live = read_rows(work.portal, work.patience, dataset_id, kinds)
    return _checked(work, total, now, checksum(live) == checksum(rows))


def verify_keyed(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str], key: str) -> tuple[Check, ...]:
    """Each of these rows stands there once, with these values. Rows that others wrote meanwhile do not disturb."""
    total = len(rows[key])
    work.tell(READING_BACK, total, total)
    expected = int(work.journal.facts["rows_before"]) + int(work.journal.facts["rows_new"])
    now = counted(work, dataset_id, expected).rows
    live = _ours(read_rows(work.portal, work.patience, dataset_id, kinds, since(work.journal.facts.get("newest_before", ""))), rows, key)
    if len(live[key]) != total:
        live = _ours(read_rows(work.portal, work.patience, dataset_id, kinds), rows, key)
    if len(live[key]) != total:
        raise work.needs_a_person(f"Of {total:,} rows of your file {len(live[key]):,} are there.", rows_to_send=total, rows_now=now)
    others = "" if now == expected else f" ({now - expected:+,} by somebody else meanwhile)"
    return _checked(work, total, total, checksum(live) == checksum(rows), f"The dataset now has {now:,} rows{others}.")


def verify_whole(work: Work, dataset_id: str, kinds: Mapping[str, str]) -> tuple[Check, ...]:
    """Without a row identifier: the dataset grew by the rows sent, and the new rows are they."""
    facts = work.journal.facts
    total, before, sent = int(facts["rows_to_send"]), int(facts["rows_before"]), int(facts["checksum_sent"])
    work.tell(READING_BACK, total, total)
    now = counted(work, dataset_id, before + total).rows
    if now != before + total:
        message = f"The dataset had {before:,} rows, {total:,} were sent, and now it has {now:,}: that does not add up."
        raise work.needs_a_person(message, rows_before=before, rows_now=now)
    same = sent == checksum(read_rows(work.portal, work.patience, dataset_id, kinds, since(facts.get("newest_before", ""))))
    if not same:
        everything = checksum(read_rows(work.portal, work.patience, dataset_id, kinds))
        same = everything == (int(facts["checksum_before"]) + sent) % MODULUS
    return _checked(work, total, total, same, f"The dataset now has {now:,} rows.")


def _ours(live: Columns, rows: Columns, key: str) -> dict[str, list[str | None]]:
    keys = set(rows[key])
    return pick(live, [position for position, value in enumerate(live[key]) if value in keys])


def _checked(work: Work, sent: int, found: int, same: bool, more: str = "") -> tuple[Check, ...]:
    if not same:
        raise work.needs_a_person("All rows are there, but some do not read back as they were sent.", rows_to_send=sent, rows_now=found)
    return (
        Check("count", True, f"{sent:,} row{'' if sent == 1 else 's'} sent, {found:,} read back. {more}".strip()),
        Check("checksum", True, "Read back, each row is exactly as it was sent."),
    )
