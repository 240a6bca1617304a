"""Rows to a dataset that exists, each exactly once (contract, section 11). Never a replace, never a delete."""

from __future__ import annotations

from datetime import datetime

from ctcompanion.errors import PersonNeeded
from ctcompanion.model import Check, Receipt
from ctcompanion.publishing.add_columns import add_columns
from ctcompanion.publishing.describe import COLUMN, chosen_of, described, update_description
from ctcompanion.publishing.describe_columns import describe_columns
from ctcompanion.publishing.finish import Numbers, finish
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.listing import mark_gone, unseen_gone
from ctcompanion.publishing.may_publish import may_add_to
from ctcompanion.publishing.plan_append import AppendPlan, plan_append
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.publication import SEND
from ctcompanion.publishing.read_back import read_rows, since
from ctcompanion.publishing.rows import Columns
from ctcompanion.publishing.send import counted, send_keyed, send_whole
from ctcompanion.publishing.update_stamp import compared
from ctcompanion.publishing.verify import verify_keyed, verify_whole
from ctcompanion.publishing.work import Work


def append(work: Work) -> Receipt:
    """Each step looks at the journal first, so that the same call goes on after a crash."""
    harmless = not {"rows_before", "copying"} & {*work.journal.facts}
    work.tell("Comparing your table with the dataset", may_cancel=harmless)
    plan = plan_append(work.publication, work.portal, work.patience)
    may_add_to(work.publication, plan.view, work.store)
    _check_seen(work, plan)
    work.tell("Compared your table with the dataset", may_cancel=harmless)  # the last moment: from here on something is written
    if plan.placement.added:
        add_columns(work, plan.view, plan.placement.added)
        plan = plan_append(work.publication, work.portal, work.patience)
    checks = (*(_with_key(work, plan) if plan.key else _whole(work, plan)), *mark_gone(work, plan))
    now = work.patience.repeat(lambda: work.portal.view(plan.view.id))  # as it stands after all this: a new column may have new ids
    view, told = describe_columns(work, update_description(work, now))
    told = (*_described(work, view), *told)
    after = counted(work, view.id)
    work.journal.note(left_with=[after.rows, after.newest])
    facts = work.journal.facts
    before, sent = int(facts.get("rows_before", after.rows)), int(facts.get("rows_to_send", 0))
    numbers = Numbers(sent=sent, before=before, after=after.rows, already=int(facts.get("rows_already", 0)))
    return finish(work, view, (*checks, *told), numbers, plan.placement.fields)


def _with_key(work: Work, plan: AppendPlan) -> tuple[Check, ...]:
    corrections = work.publication.corrections
    if plan.changes.changed and not corrections:
        raise _undecided(plan)
    rows = plan.to_send(corrections)
    is_first = "rows_before" not in work.journal.facts
    if is_first:
        _note_plan(work, plan, rows)
    known = send_keyed(work, plan.view.id, rows, plan.kinds) if rows[plan.key] else 0
    standing = rows if is_first else plan.to_stand(corrections)
    checks = (
        verify_keyed(work, plan.view.id, compared(standing, plan.stamps), compared(plan.kinds, plan.stamps), plan.key)
        if standing[plan.key]
        else ()
    )
    work.journal.write(State.VERIFIED, rows_to_send=work.journal.facts["rows_planned"])
    return (*checks, *(_met(known, len(rows[plan.key]) - len(plan.changes.added)) if is_first else ()), *_already(work))


def _met(known: int | None, expected: int) -> tuple[Check, ...]:
    """Whether rows that were to be new had come from somebody else in the same moment (contract A7). `expected`: rows meant as corrections."""
    met = (known or 0) - expected
    if met <= 0:
        return ()
    said = "row was" if met == 1 else "rows were"
    sentence = f"{met:,} new {said} added by somebody else in the same moment; what stands there now is what your file says. Tell them."
    return (Check("met", False, sentence),)


def _described(work: Work, view: View) -> tuple[Check, ...]:
    """Whether what was chosen of the description stands, where anything was."""
    if not [key for key in work.publication.describe if not key.startswith(COLUMN)]:
        return ()
    return (described(found for found in chosen_of(work, view) if not found.key.startswith(COLUMN)),)


def _check_seen(work: Work, plan: AppendPlan) -> None:
    """What somebody wrote on the portal after the person looked is neither overwritten nor marked unseen, not even by a resume next week."""
    if count := len(unseen_gone(work, plan)):
        raise PersonNeeded(
            "rows-changed-since",
            f"{count:,} row{'s that your file does not have were' if count > 1 else ' that your file does not have was'} "
            "added or changed on the portal after you had looked.",
            "Go back to your answers on the publish page: it shows the rows as they are now. Look again, then decide.",
        )
    seen = max(work.publication.seen, str(work.journal.facts.get("newest_before") or ""))
    if not seen or work.publication.corrections != SEND or not plan.changes.changed:
        return
    found = read_rows(work.portal, work.patience, plan.view.id, {plan.key: plan.kinds[plan.key]}, since(seen))
    later, keys = set(found[plan.key]), plan.rows[plan.key]
    if count := sum(keys[row] in later for row in plan.changes.changed):
        raise PersonNeeded(
            "rows-changed-since",
            f"{count:,} row{'s were' if count > 1 else ' was'} changed on the portal after you had looked at old and new.",
            "Go back to your answers on the publish page: it shows them as they are now. Look again, then decide.",
        )


def _whole(work: Work, plan: AppendPlan) -> tuple[Check, ...]:
    """Without a row identifier. Once a request may have left, only the count speaks."""
    rows = plan.to_send("")
    if not work.journal.facts.get("sending_whole"):
        _note_plan(work, plan, rows)
    if work.journal.facts["rows_planned"]:
        send_whole(work, plan.view.id, rows, plan.kinds, plan.stamps)
        checks = verify_whole(work, plan.view.id, compared(plan.kinds, plan.stamps))
    else:
        checks = ()
    work.journal.write(State.VERIFIED)
    return (*checks, *_already(work))


def _note_plan(work: Work, plan: AppendPlan, rows: Columns) -> None:
    """What is about to happen, before anything does."""
    count = len(next(iter(rows.values())))
    numbers = {"rows_before": plan.before.rows, "rows_new": len(plan.changes.added), "rows_planned": count, "rows_to_send": count}
    sums = {"newest_before": plan.before.newest, "checksum_before": plan.checksum_before}
    work.journal.note(**numbers, **sums, rows_already=len(plan.changes.same), dataset_id=plan.view.id)


def _already(work: Work) -> tuple[Check, ...]:
    """What was there before, and since when, where the journal of this installation knows."""
    already = int(work.journal.facts.get("rows_already", 0))
    if not already:
        return ()
    target, table = work.publication.target, work.publication.table
    earlier = [
        receipt for receipt in work.store.receipts.of_dataset(target.domain, target.dataset_id) if receipt.fingerprint == table.fingerprint
    ]
    when = f" This file was already published on {spoken_date(earlier[0].when)}." if earlier else ""
    return (Check("already there", True, f"{already:,} rows of your file were there already and were not sent again.{when}"),)


def spoken_date(moment: str) -> str:
    """An ISO time as people write its day: March 3, 2026."""
    day = datetime.fromisoformat(moment)
    return f"{day:%B} {day.day}, {day.year}"


def _undecided(plan: AppendPlan) -> PersonNeeded:
    rows = len(plan.changes.changed)
    return PersonNeeded(
        "rows-changed",
        f"{rows:,} row{'s are' if rows > 1 else ' is'} on the portal with other values than in your file.",
        "Look at old and new on the publish page, then choose: correct them on the portal, or leave them as they are.",
    )
