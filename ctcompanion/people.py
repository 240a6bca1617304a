"""Who may do what, for which agency. Read from one file; what it does not grant is denied.

Sign-in is off for one person on one machine: then that person may do everything (`ALONE`).
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ctcompanion.errors import AccessError, SettingsError

EVERY = "*"
"""In the file: every agency."""


class Role(StrEnum):
    """What somebody is for an agency; one person may have several."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What is asked for, in the words of the refusal."""

    SEE = "see what was published"
    PREPARE = "prepare a dataset"
    PUBLISH = "publish"
    MAKE_PUBLIC = "make a dataset public"
    MAKE_PRIVATE = "make a dataset private"
    APPROVE = "approve a publication"
    READ_RECORD = "read the record"


MATRIX: Mapping[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.SEE}),
    Role.EDITOR: frozenset({Action.SEE, Action.PREPARE, Action.PUBLISH, Action.MAKE_PUBLIC, Action.MAKE_PRIVATE}),
    Role.APPROVER: frozenset({Action.SEE, Action.APPROVE, Action.MAKE_PRIVATE}),
    Role.ADMINISTRATOR: frozenset(Action),
}
"""What each role is for. An approver takes back, but does not publish: for that the person has to be an editor too."""


@dataclass(frozen=True)
class People:
    """`roles`: mail address in small letters -> agency or "*" -> roles. `approval`: agencies whose publications a second person approves.

    `alone`: sign-in is off, and the one person here may do everything.
    """

    roles: Mapping[str, Mapping[str, frozenset[Role]]] = field(default_factory=dict)
    approval: frozenset[str] = frozenset()
    alone: bool = False

    def may(self, who: str, action: Action, agency: str) -> bool:
        """Whether this person may do it for this agency; an agency that is not said is covered by "*" only."""
        return self.alone or any(action in MATRIX[role] for role in self._roles(who, agency))

    def may_anywhere(self, who: str, action: Action) -> bool:
        """Whether there is an agency for which this person may do it."""
        given = self.roles.get(who.lower(), {})
        return self.alone or any(action in MATRIX[role] for roles in given.values() for role in roles)

    def require(self, who: str, action: Action, agency: str) -> None:
        """AccessError `not-allowed` unless the person may."""
        if not self.may(who, action, agency):
            raise _not_allowed(action, agency)

    def require_anywhere(self, who: str, action: Action) -> None:
        """AccessError `not-allowed` unless there is an agency for which the person may."""
        if not self.may_anywhere(who, action):
            raise _not_allowed(action, "")

    def agencies(self, who: str, action: Action) -> frozenset[str]:
        """The agencies for which this person may do it; with "*" in it: every agency."""
        given = self.roles.get(who.lower(), {})
        return frozenset(agency for agency, roles in given.items() if any(action in MATRIX[role] for role in roles))

    def needs_approval(self, agency: str) -> bool:
        """Whether a publication of this agency waits for a second person. Where approvals are asked at all, no agency named means yes."""
        if not self.approval:
            return False
        return EVERY in self.approval or agency in self.approval or not agency

    def _roles(self, who: str, agency: str) -> frozenset[Role]:
        given = self.roles.get(who.lower(), {})
        return given.get(EVERY, frozenset()) | (given.get(agency, frozenset()) if agency else frozenset())


ALONE = People(alone=True)
"""One person on one machine."""
Told = Callable[[], People]
"""Asked at every step, so that a change of the file holds at once."""


def _not_allowed(action: Action, agency: str) -> AccessError:
    where = f" for {agency}" if agency else ""
    return AccessError(
        "not-allowed", f"You may not {action.value}{where}.", "Ask your administrator for the role that this needs. Your draft is kept."
    )


def people_in(file: Path, agencies: frozenset[str] = frozenset()) -> Told:
    """The file's people, read again when it changes. `agencies`: known names, to find typing errors; empty: not compared."""
    held: list[tuple[tuple[int, int], People]] = []

    def told() -> People:
        try:
            state = file.stat()
        except OSError:
            raise _wrong(file, "cannot be read", "Put the file where CTCOMPANION_PEOPLE_FILE says.") from None
        stamp = (state.st_mtime_ns, state.st_size)
        if not held or held[0][0] != stamp:
            held[:] = [(stamp, read_people(file, agencies))]
        return held[0][1]

    return told


def read_people(file: Path, agencies: frozenset[str] = frozenset()) -> People:
    """The people of a file; SettingsError says which line is wrong. Nothing is granted by a file with an error in it."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise _wrong(file, "cannot be read", "Put the file where CTCOMPANION_PEOPLE_FILE says, as plain text (UTF-8).") from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(file, f"cannot be read: {error}", "Correct the line that is named.") from None
    approval = said.pop("approval", [])
    if not isinstance(approval, list) or not all(isinstance(one, str) for one in approval):
        raise _wrong(file, "has no list of agencies under “approval”", 'Write it as: approval = ["Department of Education"]')
    for agency in approval:
        _known(file, agency, agencies)
    roles: dict[str, Mapping[str, frozenset[Role]]] = {}
    for who, given in said.items():
        roles[_address(file, who, roles)] = _given(file, who, given, agencies)
    return People(roles, frozenset(approval))


def _address(file: Path, who: str, taken: Mapping[str, Any]) -> str:
    address = who.lower()
    if "@" not in address:
        raise _wrong(file, f"names “{who}”, which is not a mail address", 'Begin each person with ["name@ct.gov"].')
    if address in taken:
        raise _wrong(file, f"names {address} twice", "Keep one of the two.")
    return address


def _given(file: Path, who: str, given: object, agencies: frozenset[str]) -> Mapping[str, frozenset[Role]]:
    if not isinstance(given, dict):
        raise _wrong(file, f"says nothing under “{who}”", 'Name an agency with its roles, as: "Department of Education" = ["editor"]')
    found = {}
    for agency, names in given.items():
        _known(file, agency, agencies)
        found[agency] = frozenset(_role(file, who, name) for name in (names if isinstance(names, list) else [names]))
    return found


def _known(file: Path, agency: str, agencies: frozenset[str]) -> None:
    if agency == EVERY or not agencies or agency in agencies:
        return
    near = difflib.get_close_matches(agency, agencies, 1)
    hint = f"Did you mean “{near[0]}”?" if near else "Write it as in the list of agencies on the metadata page."
    raise _wrong(file, f"names the agency “{agency}”, which is not known", hint)


def _role(file: Path, who: str, name: object) -> Role:
    try:
        return Role(str(name).lower())
    except ValueError:
        near = difflib.get_close_matches(str(name), list(Role), 1)
        hint = f"Did you mean “{near[0]}”?" if near else f"The roles are {', '.join(Role)}."
        raise _wrong(file, f"gives {who} the role “{name}”, which is none", hint) from None


def _wrong(file: Path, what: str, hint: str) -> SettingsError:
    return SettingsError(
        "bad-people-file", f"The file of people and roles ({file.name}) {what}. Until it is right nobody may do anything.", hint
    )
