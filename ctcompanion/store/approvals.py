"""A second person's word on exactly one publication: its rows, columns, description and target. Another hash, another question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, insert, select, update

from ctcompanion.errors import AccessError, StoreError
from ctcompanion.people import Action, Told, same_person
from ctcompanion.store import schema
from ctcompanion.store.audit import Audit
from ctcompanion.store.database import Database, once_more
from ctcompanion.store.sealed import SealedPieces

table = schema.approvals
GRANTED, SENT_BACK = "granted", "sent back"
PACKAGE = "package"


@dataclass(frozen=True)
class Approval:
    """A question and, once it was given, its answer (granted or sent back). No cell values.

    `comment`: the word about the whole; `thread`: words about single fields, as `comments.to_text` writes them.
    """

    hash: str
    title: str
    agency: str
    asked_by: str
    asked_at: str
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    comment: str = ""
    thread: str = ""


class Approvals:
    """Ask, answer, look. What the approver looks at is the table that is to be published, never the raw file: it is kept sealed
    until the answer, also where raw files are kept in memory only, for asker and approver may meet different servers.
    """

    def __init__(self, database: Database, audit: Audit, people: Told, sealed: SealedPieces) -> None:
        self._database, self._audit, self._people, self._sealed = database, audit, people, sealed

    @once_more
    def ask(self, hash: str, title: str, agency: str, who: str, package: bytes = b"") -> Approval:  # noqa: A002
        """Ask for approval of this hash. Asked again after it was sent back, the question is open anew; a granted one stays granted.

        `package`: what the approver looks at.
        """
        self._people().require(who, Action.PUBLISH, agency)
        asked = self.find(hash)
        if package and (asked is None or asked.answer != GRANTED):
            self._sealed.keep(_about(hash), PACKAGE, package)
        now = self._database.now()
        anew = {"title": title, "agency": agency, "asked_by": who, "asked_at": now}
        with self._database.writing() as connection:
            found = connection.execute(select(table).where(table.c.hash == hash).with_for_update()).first()
            if found is not None and found.answer != SENT_BACK:
                return _approval(found)
            blank = {"answer": "", "answered_by": "", "answered_at": "", "comment": "", "thread": ""}
            statement = insert(table).values(hash=hash) if found is None else update(table).where(table.c.hash == hash)
            connection.execute(statement.values(**anew, **blank))
        self._audit.append(who, "asked for approval", {"hash": hash, "agency": agency})
        return Approval(hash, title, agency, who, now)

    def answer(self, hash: str, who: str, *, granted: bool, comment: str = "") -> Approval:  # noqa: A002
        """Grant it or send it back. AccessError for the author, and for whoever is no approver of the agency."""
        asked = self._for(hash, who)
        values = {"answer": GRANTED if granted else SENT_BACK, "answered_by": who, "answered_at": self._database.now(), "comment": comment}
        self._write(hash, values)
        self._audit.append(who, "approved" if granted else "sent back", {"hash": hash, "agency": asked.agency})
        self._sealed.forget(_about(hash))
        return replace(asked, **values)

    def keep_words(self, hash: str, who: str, thread: str) -> None:  # noqa: A002
        """Keep what the approver writes beside single fields, as it is typed. The same people may who may answer, until it is answered."""
        self._for(hash, who)
        self._write(hash, {"thread": thread})

    def find(self, hash: str) -> Approval | None:  # noqa: A002
        """The question about this hash, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(table).where(table.c.hash == hash)).first()
        return _approval(found) if found is not None else None

    def package(self, hash: str, who: str) -> bytes | None:  # noqa: A002
        """What this person may look at before the answer; None when nobody asked or it was purged. AccessError for who may not answer."""
        asked = self.find(hash)
        if asked is None:
            return None
        self._people().require(who, Action.APPROVE, asked.agency)
        return self._sealed.kept(_about(hash), PACKAGE)

    def last_answer(self, who: str, agency: str, title: str, but: str = "") -> Approval | None:
        """The newest answer to what this person asked about a dataset of that title, other than for the hash `but`; None without one."""
        about = (table.c.asked_by == who, table.c.agency == agency, table.c.title == title, table.c.hash != but, table.c.answer != "")
        with self._database.reading() as connection:
            found = connection.execute(select(table).where(*about).order_by(table.c.answered_at.desc()).limit(1)).first()
        return _approval(found) if found is not None else None

    def waiting_for(self, who: str) -> tuple[Approval, ...]:
        """Open questions that this person may answer, the oldest first."""
        query = select(table).where(table.c.answer == "").order_by(table.c.asked_at)
        with self._database.reading() as connection:
            found = [_approval(row) for row in connection.execute(query)]
        people = self._people()
        return tuple(one for one in found if people.may(who, Action.APPROVE, one.agency) and not same_person(who, one.asked_by))

    def _for(self, hash: str, who: str) -> Approval:  # noqa: A002
        asked = self.find(hash)
        if asked is None:
            raise StoreError("no-such-approval", "Nobody asked for this approval.", "Choose one from the list on the review page.")
        self._people().require(who, Action.APPROVE, asked.agency)
        if same_person(who, asked.asked_by):
            raise AccessError("own-approval", "You asked for this approval yourself.", "Another person of your agency has to answer.")
        return asked

    def _write(self, hash: str, values: Mapping[str, str]) -> None:  # noqa: A002
        open_question = (table.c.hash == hash, table.c.answer == "")
        with self._database.writing() as connection:
            if not connection.execute(update(table).where(*open_question).values(**values)).rowcount:
                raise StoreError("already-answered", "Somebody answered this meanwhile.", "Reload the page to see the answer.")

    def require(self, hash: str, agency: str, author: str) -> None:  # noqa: A002
        """AccessError `approval-missing` where this agency's publications need a second person and none agreed to this very one."""
        people = self._people()
        if not people.needs_approval(agency):
            return
        found = self.find(hash)
        if found is None or found.answer != GRANTED:
            raise _missing(found)
        if any(same_person(found.answered_by, other) for other in (author, found.asked_by)):
            raise _missing(None)
        if not people.may(found.answered_by, Action.APPROVE, agency):
            raise _missing(None)


def _about(hash: str) -> str:  # noqa: A002
    return f"approval:{hash}"


def _missing(found: Approval | None) -> AccessError:
    said = "has not been answered yet" if found is not None and not found.answer else "was not given"
    return AccessError(
        "approval-missing",
        f"The approval of a second person {said} for exactly these rows and this description.",
        "Ask for it on the publish page. After any change it has to be asked for again.",
    )


def _approval(row: Row[Any]) -> Approval:
    return Approval(**dict(row._mapping))
