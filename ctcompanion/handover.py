"""A draft as one package for somebody else, a package as a draft again, and the same package sent back with comments."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ctcompanion.comments import Side, joined, signed, written
from ctcompanion.draft import Draft
from ctcompanion.errors import MetadataError
from ctcompanion.metadata import dictionary_csv, to_view
from ctcompanion.privacy import record_html, undecided
from ctcompanion.publishable import as_described
from ctcompanion.publishing.package import Package, open_package, write_package
from ctcompanion.recipe import Comment
from ctcompanion.settings import PortalSettings


def packed(draft: Draft, settings: PortalSettings, author: str, note: str = "") -> bytes:
    """The zip: table, description, dictionary, privacy record, recipe, thread and click path; `author` signs every word not sent yet.

    From a reviewer it is the way back. MetadataError while there is no reviewed table.
    """
    if draft.safe is None or draft.report is None:
        raise MetadataError("nothing-to-hand-over", "There is no reviewed table yet.", "Finish the clean and privacy pages first.")
    table = as_described(draft.safe, draft.recipe.columns)
    columns = tuple(column for column in draft.recipe.columns if column.name in set(table.rows.columns))
    body, _ = to_view(draft.recipe.metadata, columns, settings.custom_fields)
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    recipe = draft.recipe.changed(thread=_going_out(draft, author, note, made))
    package = Package(
        table=table,
        report=draft.report,
        view=body,
        recipe=recipe,
        author=author,
        made=made,
        dictionary=("data-dictionary.csv", dictionary_csv(recipe.metadata, recipe.columns, table).encode("utf-8-sig")),
        privacy_record=record_html(draft.report, recipe.privacy, recipe.metadata.title),
        thread=recipe.thread,
        open_findings=undecided(draft.report, recipe.privacy),
        origin=draft.origin or draft.id,
        sent_back=draft.reviewing,
    )
    return write_package(package, settings.domain or "data.ct.gov")


def _going_out(draft: Draft, author: str, note: str, when: str) -> tuple[Comment, ...]:
    side: Side = "reviewer" if draft.reviewing else "author"
    thread = written(draft.recipe.thread, "", note, side) if note else draft.recipe.thread
    return signed(thread, author, when)


def unpacked(content: bytes, draft_id: str) -> tuple[Draft, Package]:
    """The package and the draft it makes; MetadataError or RecipeError when it is not one."""
    package = open_package(content)
    recipe = package.recipe.changed(thread=package.thread)
    draft = Draft(
        draft_id,
        recipe.metadata.title or "Package",
        recipe,
        table=package.table,
        safe=package.table,
        report=package.report,
        handed_over=True,
        reviewing=not package.sent_back,
        sender=package.author,
        origin=package.origin,
        applied=len(recipe.privacy.remedies),
        confirmed=frozenset({"clean"}),
    )
    return draft, package


def returned(draft: Draft, package: Package) -> Draft:
    """The author's own draft with what the reviewers wrote. Its decisions stay: what a reviewer changed is in the package."""
    return replace(draft.with_thread(joined(draft.recipe.thread, package.thread)), sender=package.author)


def changed_by_reviewer(draft: Draft, package: Package) -> tuple[tuple[str, str, str], ...]:
    """What reads otherwise in the package than in the author's own draft: (label, mine, theirs)."""
    from ctcompanion.metadata import differences

    return differences(draft.recipe.metadata, package.recipe.metadata)


def reopened(draft: Draft, content: bytes) -> Draft:
    """A kept draft that came as a package, with its table again."""
    from ctcompanion.replay import reviewed

    return reviewed(replace(draft, table=open_package(content).table))
