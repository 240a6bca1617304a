"""The recipe of each dataset, every version of it, and when its next update is due."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select

from ctcompanion.errors import StoreError
from ctcompanion.people import Action, Told
from ctcompanion.store import schema
from ctcompanion.store.audit import Audit
from ctcompanion.store.database import Database, once_more
from ctcompanion.store.seen import seen

table = schema.recipes


@dataclass(frozen=True)
class SavedRecipe:
    """One version of a dataset's recipe. `recipe` is its JSON; `next_due` None where no update is planned."""

    domain: str
    dataset_id: str
    version: int
    owner: str
    title: str
    recipe: str
    saved_at: str
    next_due: date | None
    agency: str = ""


class Recipes:
    """Save a new version, load one, list mine by due date, roll back."""

    def __init__(self, database: Database, audit: Audit, people: Told) -> None:
        self._database = database
        self._audit = audit
        self._people = people

    @once_more
    def save(  # noqa: PLR0913
        self, domain: str, dataset_id: str, recipe: str, *, owner: str, title: str, next_due: date | None = None, agency: str = ""
    ) -> SavedRecipe:
        """Keep a recipe as the dataset's newest version; older ones stay. The same text again makes no new version, only a new due date.

        AccessError for who may not prepare datasets of its agency; StoreError `no-such-recipe` where another person's stands there.
        """
        with self._database.writing() as connection:
            here = and_(table.c.domain == domain, table.c.dataset_id == dataset_id)
            last = connection.execute(select(table).where(here).order_by(table.c.version.desc()).limit(1)).first()
            self._check(last, owner, agency)
            now, due = self._database.now(), next_due.isoformat() if next_due else None
            if last is not None and last.recipe == recipe:
                connection.execute(
                    table.update().where(here, table.c.version == last.version).values(next_due=due, title=title, agency=agency)
                )
                return SavedRecipe(domain, dataset_id, last.version, owner, title, recipe, last.saved_at, next_due, agency)
            version = last.version + 1 if last is not None else 1
            values = {"domain": domain, "dataset_id": dataset_id, "version": version, "owner": owner, "title": title}
            connection.execute(insert(table).values(**values, agency=agency, recipe=recipe, saved_at=now, next_due=due))
        kept = {"domain": domain, "dataset": dataset_id, "version": version, "recipe": hashlib.sha256(recipe.encode()).hexdigest()}
        self._audit.append(owner, "kept a recipe", kept)
        return SavedRecipe(domain, dataset_id, version, owner, title, recipe, now, next_due, agency)

    def load(self, domain: str, dataset_id: str, owner: str, version: int | None = None) -> SavedRecipe:
        """One version, or the newest; StoreError `no-such-recipe`."""
        query = select(table).where(table.c.domain == domain, table.c.dataset_id == dataset_id, self._mine(owner))
        if version is not None:
            query = query.where(table.c.version == version)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(table.c.version.desc()).limit(1)).first()
        if found is None:
            raise _no_such_recipe()
        return _saved(found)

    def versions(self, domain: str, dataset_id: str, owner: str) -> tuple[SavedRecipe, ...]:
        """All versions, the newest first."""
        query = select(table).where(table.c.domain == domain, table.c.dataset_id == dataset_id, self._mine(owner))
        with self._database.reading() as connection:
            return tuple(_saved(row) for row in connection.execute(query.order_by(table.c.version.desc())))

    def mine(self, owner: str) -> tuple[SavedRecipe, ...]:
        """The newest version of each dataset of mine and of my agencies, what is due first on top; without a due date last."""
        newest = select(table.c.domain, table.c.dataset_id, func.max(table.c.version).label("version")).group_by(
            table.c.domain, table.c.dataset_id
        )
        last = newest.subquery()
        same = and_(table.c.domain == last.c.domain, table.c.dataset_id == last.c.dataset_id, table.c.version == last.c.version)
        query = select(table).join(last, same).where(self._mine(owner))
        with self._database.reading() as connection:
            found = [_saved(row) for row in connection.execute(query)]
        return tuple(sorted(found, key=lambda recipe: (recipe.next_due or date.max, recipe.title)))

    def roll_back(self, domain: str, dataset_id: str, owner: str, version: int) -> SavedRecipe:
        """Make an older version the newest one again; nothing is lost."""
        old = self.load(domain, dataset_id, owner, version)
        made = self.save(domain, dataset_id, old.recipe, owner=owner, title=old.title, next_due=old.next_due, agency=old.agency)
        self._audit.append(
            owner, "went back to a recipe", {"domain": domain, "dataset": dataset_id, "to": version, "version": made.version}
        )
        return made

    def _check(self, last: Row[Any] | None, owner: str, agency: str) -> None:
        people, before = self._people(), last.agency if last is not None else ""
        if last is not None and last.owner != owner and not (before and people.may(owner, Action.PREPARE, before)):
            raise _no_such_recipe()
        people.require_anywhere(owner, Action.PREPARE)
        for named in {agency, before} - {""}:
            people.require(owner, Action.PREPARE, named)

    def _mine(self, owner: str) -> ColumnElement[bool]:
        """A recipe is for those who may prepare datasets of its agency."""
        return seen(table, self._people(), owner, Action.PREPARE)


def _saved(row: Row[Any]) -> SavedRecipe:
    due = date.fromisoformat(row.next_due) if row.next_due else None
    return SavedRecipe(row.domain, row.dataset_id, row.version, row.owner, row.title, row.recipe, row.saved_at, due, row.agency)


def _no_such_recipe() -> StoreError:
    return StoreError(
        "no-such-recipe", "There is no recipe of yours for this dataset.", "Publish the dataset once from here, or open its recipe file."
    )
