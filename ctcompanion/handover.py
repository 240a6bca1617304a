"""A draft as one package for somebody else, and a package as a draft again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ctcompanion.draft import Draft
from ctcompanion.errors import MetadataError
from ctcompanion.metadata import dictionary_csv, to_view
from ctcompanion.privacy import record_html, undecided
from ctcompanion.publishable import as_described
from ctcompanion.publishing.package import Comment, Package, open_package, write_package
from ctcompanion.settings import PortalSettings


def packed(draft: Draft, settings: PortalSettings, author: str, note: str = "") -> bytes:
    """The zip: table, description, dictionary, privacy record, recipe and click path. MetadataError while there is no reviewed table."""
    if draft.safe is None or draft.report is None:
        raise MetadataError("nothing-to-hand-over", "There is no reviewed table yet.", "Finish the clean and privacy pages first.")
    recipe, table = draft.recipe, as_described(draft.safe, draft.recipe.columns)
    columns = tuple(column for column in recipe.columns if column.name in set(table.rows.columns))
    body, _ = to_view(recipe.metadata, columns, settings.custom_fields)
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    package = Package(
        table=table,
        report=draft.report,
        view=body,
        recipe=recipe,
        author=author,
        made=made,
        dictionary=("data-dictionary.csv", dictionary_csv(recipe.metadata, recipe.columns, table).encode("utf-8-sig")),
        privacy_record=record_html(draft.report, recipe.privacy, recipe.metadata.title),
        thread=(Comment("", note, author, made),) if note else (),
        open_findings=undecided(draft.report, recipe.privacy),
    )
    return write_package(package, settings.domain or "data.ct.gov")


def unpacked(content: bytes, draft_id: str) -> tuple[Draft, Package]:
    """The package and the draft it makes; MetadataError or RecipeError when it is not one."""
    package = open_package(content)
    recipe = package.recipe
    draft = Draft(
        draft_id,
        recipe.metadata.title or "Package",
        recipe,
        table=package.table,
        safe=package.table,
        report=package.report,
        handed_over=True,
        applied=len(recipe.privacy.remedies),
        confirmed=frozenset({"clean"}),
    )
    return draft, package


def reopened(draft: Draft, content: bytes) -> Draft:
    """A kept draft that came as a package, with its table again."""
    from ctcompanion.replay import reviewed

    return reviewed(replace(draft, table=open_package(content).table))
