"""A new dataset: made as a private draft, filled, read back, and only then published (still private)."""

from __future__ import annotations

from ctcompanion.model import Check, Receipt
from ctcompanion.publishing.describe import described, differences
from ctcompanion.publishing.finish import Numbers, finish
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.plan_new import NewPlan, plan_new
from ctcompanion.publishing.portal import PRIVATE, View
from ctcompanion.publishing.refusals import Outcome, PortalError
from ctcompanion.publishing.send import send_keyed, send_whole
from ctcompanion.publishing.update_stamp import compared
from ctcompanion.publishing.verify import verify_new
from ctcompanion.publishing.work import Work

DRAFT_MARK = " (draft {})"
"""While it is filled the dataset's title carries this, so that a retry after a lost answer finds its own draft and no other."""


def create(work: Work) -> Receipt:
    """Each step looks at the journal first, so that the same call goes on after a crash."""
    harmless = not (work.journal.facts.get("creating") or work.journal.facts.get("dataset_id"))
    work.tell("Preparing your rows", may_cancel=harmless)
    plan = plan_new(work.publication)
    work.tell("Prepared your rows", 0, plan.count, may_cancel=harmless)  # the last moment: from here on something is written
    dataset_id = _draft(work, plan)
    if work.journal.state is not State.VERIFIED:
        _fill(work, plan, dataset_id)
        checks = verify_new(work, dataset_id, compared(plan.rows, plan.stamps), compared(plan.kinds, plan.stamps))
        work.journal.write(State.VERIFIED, rows_now=plan.count, checks=[check.sentence for check in checks])
    view = _publish(work, plan, dataset_id)
    checks = (*_kept_checks(work), *_view_checks(plan, view))
    return finish(work, view, checks, Numbers(sent=plan.count, before=0, after=plan.count, already=0), plan.fields)


def draft_title(work: Work) -> str:
    """The title while it is a draft: no other dataset has it."""
    return work.publication.title + DRAFT_MARK.format(work.publication.id[:8])


def _draft(work: Work, plan: NewPlan) -> str:
    """The id of our draft: known from the journal, found again, or made now."""
    known = str(work.journal.facts.get("dataset_id") or "")
    if known and _exists(work, known):
        return known
    if known:  # somebody deleted our draft: nothing of it was ever seen
        work.journal.write(State.LOCKED, dataset_id="", creating=False, pieces_sent=0, rows_sent=0, sending_whole=False)
    work.tell("Making a private draft on the portal", 0, plan.count)
    found = _find_own(work) if work.journal.facts.get("creating") else None
    dataset_id = found or _make(work, plan)
    work.journal.write(State.CREATED, dataset_id=dataset_id)
    return dataset_id


def _exists(work: Work, dataset_id: str) -> bool:
    try:
        work.patience.repeat(lambda: work.portal.view(dataset_id))
    except PortalError as error:
        if error.code != "dataset-missing":
            raise
        return False
    return True


def _make(work: Work, plan: NewPlan) -> str:
    body = {**plan.body, "name": draft_title(work)}
    work.journal.write(State.LOCKED, creating=True, draft_title=body["name"])
    for attempt in range(1, work.patience.attempts + 1):
        try:
            return work.patience.unless_unclear(lambda: work.portal.create(body)).id
        except PortalError as error:
            if error.outcome is not Outcome.UNCLEAR or attempt == work.patience.attempts:
                raise
            found = _find_own(work)
            if found is not None:
                return found
            work.patience.sleep(work.patience.wait(attempt))
    raise AssertionError("unreachable")


def _find_own(work: Work) -> str | None:
    """Our own draft by its unique title. The catalogue lags on the real portal: look for a while."""
    found: list[str] = []

    def look() -> bool:
        results = work.patience.repeat(lambda: work.portal.search(names=[draft_title(work)], published="false", limit=10))
        found.extend(result.id for result in results if result.title == draft_title(work))
        return bool(found)

    work.patience.until(look, work.patience.find)
    return found[0] if found else None


def _fill(work: Work, plan: NewPlan, dataset_id: str) -> None:
    if plan.key:
        send_keyed(work, dataset_id, plan.rows, plan.kinds, int(work.journal.facts.get("pieces_sent", 0)))
    elif work.journal.facts.get("rows_sent") != plan.count:
        send_whole(work, dataset_id, plan.rows, plan.kinds, plan.stamps)


def _publish(work: Work, plan: NewPlan, dataset_id: str) -> View:
    """Its true title, then published, then looked at: a lost answer is no reason to publish twice."""
    work.tell("Publishing for your team only", plan.count, plan.count)
    view = work.patience.repeat(lambda: work.portal.view(dataset_id))
    if view.name != plan.body["name"]:
        work.patience.repeat(lambda: work.portal.update(dataset_id, {"name": plan.body["name"]}))
    for tried in range(work.patience.attempts):
        view = work.patience.repeat(lambda: work.portal.view(dataset_id))
        if view.is_published:
            break
        if tried:
            work.patience.sleep(work.patience.wait(tried))  # published, and not seen yet
        try:
            work.patience.repeat(lambda: work.portal.publish(dataset_id))
        except PortalError as error:
            if error.code != "wrong-stage":
                raise
    if view.audience != PRIVATE:
        work.patience.repeat(lambda: work.portal.set_audience(dataset_id, PRIVATE))
        view = work.patience.repeat(lambda: work.portal.view(dataset_id))
    return view


def _kept_checks(work: Work) -> tuple[Check, ...]:
    """The checks of the rows, also when they were made before a crash."""
    names = ("count", "checksum")
    sentences: list[str] = list(work.journal.facts.get("checks", ()))
    return tuple(Check(name, True, sentence) for name, sentence in zip(names, sentences, strict=False))


def _view_checks(plan: NewPlan, view: View) -> tuple[Check, ...]:
    """What the portal says of the dataset now. A check that fails says what it found, not what was hoped for."""
    there = {column.field: column.type for column in view.columns if not column.is_system}
    odd = sorted(field for field in {*there, *plan.kinds} if there.get(field) != plan.kinds.get(field))
    columns = f"Not as they were sent: {', '.join(odd)}." if odd else f"All {len(plan.kinds)} columns are there with their types."
    private = "Only people you share it with can see it." if view.audience == PRIVATE else f"It is not private: it is {view.audience}."
    return (
        Check("published", view.is_published, "The dataset is published." if view.is_published else "The dataset is still a draft."),
        Check("columns", not odd, columns),
        described(differences(view, plan.body)),
        Check("identifier", view.row_identifier == plan.key, _identifier_sentence(plan.key, view.row_identifier)),
        Check("audience", view.audience == PRIVATE, private),
    )


def _identifier_sentence(wanted: str, there: str) -> str:
    if wanted != there:
        return (
            f'The portal should tell the rows apart by "{wanted}", and has "{there}" for it.'
            if there
            else "The portal took no row identifier."
        )
    return f'Rows are told apart by "{wanted}", so updates are exact.' if wanted else "No column tells the rows apart."
