"""Drafts: every decision of a person, saved at each step. Only its owner sees a draft; for others it does not exist."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from ctcompanion.errors import StoreError
from ctcompanion.people import Action, Told
from ctcompanion.store import schema
from ctcompanion.store.database import Database, once_more
from ctcompanion.store.sealed import SealedPieces

table = schema.drafts


@dataclass(frozen=True)
class SavedDraft:
    """A draft as kept. `recipe` is the recipe's JSON, `source` facts about the file (name, hash, sheet), `saves` counts the saves."""

    id: str
    owner: str
    name: str
    recipe: str
    source: Mapping[str, Any]
    saved_at: str
    saves: int


class Drafts:
    """Save, load, list, rename, delete; and the sealed source file of each."""

    def __init__(self, database: Database, sealed: SealedPieces, people: Told) -> None:
        self._database = database
        self._people = people
        self._sealed = sealed

    @once_more
    def save(self, id: str, name: str, recipe: str, source: Mapping[str, Any], owner: str, *, seen: int | None = None) -> SavedDraft:  # noqa: A002, PLR0913
        """Keep a draft as it is now. `seen`: the `saves` of the copy that was edited; StoreError `draft-changed` if another tab saved it
        since, `draft-gone` if another tab deleted it.

        AccessError when this person may not prepare datasets.
        """
        self._people().require_anywhere(owner, Action.PREPARE)
        values = {"name": name, "recipe": recipe, "source": json.dumps(dict(source)), "saved_at": self._database.now()}
        with self._database.writing() as connection:
            found = connection.execute(select(table.c.owner, table.c.saves).where(table.c.id == id).with_for_update()).first()
            if found is not None and found.owner != owner:
                raise _no_such_draft()
            if found is None and seen is not None:
                raise _gone()
            if found is not None and seen is not None and found.saves != seen:
                raise _changed_elsewhere()
            saves = found.saves + 1 if found is not None else 1
            statement = insert(table).values(id=id, owner=owner) if found is None else update(table).where(table.c.id == id)
            connection.execute(statement.values(saves=saves, **values))
        return SavedDraft(id, owner, name, recipe, source, values["saved_at"], saves)

    def load(self, id: str, owner: str) -> SavedDraft:  # noqa: A002
        """The draft; StoreError `no-such-draft` when there is none, or it is somebody else's."""
        with self._database.reading() as connection:
            found = connection.execute(select(table).where(table.c.id == id, table.c.owner == owner)).first()
        if found is None:
            raise _no_such_draft()
        return _saved(found)

    def mine(self, owner: str) -> tuple[SavedDraft, ...]:
        """All drafts of one person, the last saved first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(table).where(table.c.owner == owner).order_by(table.c.saved_at.desc())).all()
        return tuple(_saved(row) for row in rows)

    def rename(self, id: str, name: str, owner: str) -> None:  # noqa: A002
        """Give the draft another name; it counts as a save."""
        with self._database.writing() as connection:
            mine = update(table).where(table.c.id == id, table.c.owner == owner)
            if not connection.execute(mine.values(name=name, saved_at=self._database.now(), saves=table.c.saves + 1)).rowcount:
                raise _no_such_draft()

    def delete(self, id: str, owner: str) -> None:  # noqa: A002
        """The draft and all data kept for it, now."""
        with self._database.writing() as connection:
            if not connection.execute(delete(table).where(table.c.id == id, table.c.owner == owner)).rowcount:
                raise _no_such_draft()
        self._sealed.forget(f"draft:{id}")

    def keep(self, id: str, owner: str, content: bytes, name: str = "source") -> None:  # noqa: A002
        """Keep bytes of this draft: the file as uploaded (`source`), or what a stage made of it."""
        self.load(id, owner)
        self._sealed.keep(f"draft:{id}", name, content)

    def kept(self, id: str, owner: str, name: str = "source") -> bytes | None:  # noqa: A002
        """Those bytes; None when they were never kept, were purged, or only stood in the memory of a process that ended."""
        self.load(id, owner)
        return self._sealed.kept(f"draft:{id}", name)

    def keep_files(self, id: str, owner: str, contents: Sequence[bytes]) -> None:  # noqa: A002
        """Keep the files of this draft in their order, in place of those that it had."""
        self.load(id, owner)
        names = [_file_name(at) for at in range(len(contents))]
        for name, content in zip(names, contents, strict=True):
            self._sealed.keep(f"draft:{id}", name, content)
        for name in self._sealed.names(f"draft:{id}"):
            if name.startswith(_file_name(0)) and name not in names:
                self._sealed.forget(f"draft:{id}", name)

    def kept_files(self, id: str, owner: str, count: int) -> tuple[bytes, ...] | None:  # noqa: A002
        """That many files, in their order; None when one of them is not there any more."""
        found = [self.kept(id, owner, _file_name(at)) for at in range(count)]
        whole = tuple(content for content in found if content is not None)
        return whole if len(whole) == count else None


def _file_name(at: int) -> str:
    return "source" if at == 0 else f"source-{at + 1}"


def _saved(row: Row[Any]) -> SavedDraft:
    return SavedDraft(row.id, row.owner, row.name, row.recipe, json.loads(row.source), row.saved_at, row.saves)


def _no_such_draft() -> StoreError:
    return StoreError("no-such-draft", "There is no draft of yours at this address.", "Choose one from your drafts on the start page.")


def _changed_elsewhere() -> StoreError:
    return StoreError(
        "draft-changed",
        "This draft was changed in another tab or on another computer since you opened it here.",
        "Reload this page to go on from the newer one. Nothing was overwritten.",
    )


def _gone() -> StoreError:
    return StoreError(
        "draft-gone",
        "This draft was deleted in another tab or on another computer.",
        "Choose another one on the start page, or begin anew.",
    )
