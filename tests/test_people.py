"""Who may do what: the whole matrix of roles, agencies and actions, and a file with a typo that grants nothing."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from ctcompanion.errors import AccessError, SettingsError
from ctcompanion.people import ALONE, Action, People, Role, people_in, read_people

AGENCIES = ("Department of Education", "Department of Housing")
GRANTED = {
    Role.VIEWER: {Action.SEE},
    Role.EDITOR: {Action.SEE, Action.PREPARE, Action.PUBLISH, Action.MAKE_PUBLIC, Action.MAKE_PRIVATE},
    Role.APPROVER: {Action.SEE, Action.APPROVE, Action.MAKE_PRIVATE},
    Role.ADMINISTRATOR: set(Action),
}
"""Written down a second time on purpose: a change of the matrix has to be meant."""
FILE = """
approval = ["Department of Education"]

["Ana@ct.gov"]
"Department of Education" = ["editor"]
"*" = ["viewer"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "people.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("role", "action", "given", "asked"), list(product(Role, Action, (*AGENCIES, "*"), (*AGENCIES, ""))))
def test_a_role_opens_its_actions_for_its_agency_and_nothing_else(role: Role, action: Action, given: str, asked: str) -> None:
    people = People({"ana@ct.gov": {given: frozenset({role})}})
    expected = action in GRANTED[role] and given in {"*", asked}
    assert people.may("ana@ct.gov", action, asked) is expected
    assert not people.may("eve@ct.gov", action, asked)


@pytest.mark.parametrize(("action", "agency"), list(product(Action, (*AGENCIES, ""))))
def test_who_is_not_named_may_nothing_and_one_person_alone_everything(action: Action, agency: str) -> None:
    assert not People().may("ana@ct.gov", action, agency)
    assert ALONE.may("anybody", action, agency)
    with pytest.raises(AccessError) as caught:
        People().require("ana@ct.gov", action, agency)
    assert caught.value.code == "not-allowed"


def test_a_file_is_read_with_addresses_in_small_letters(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, FILE), frozenset(AGENCIES))
    assert people.may("ANA@ct.gov", Action.PUBLISH, AGENCIES[0])
    assert not people.may("ana@ct.gov", Action.PUBLISH, AGENCIES[1])
    assert people.may("ana@ct.gov", Action.SEE, AGENCIES[1])
    assert people.needs_approval(AGENCIES[0])
    assert people.needs_approval("")
    assert not people.needs_approval(AGENCIES[1])


def test_a_change_of_the_file_holds_at_once(tmp_path: Path) -> None:
    told = people_in(written(tmp_path, FILE))
    assert told().may("ana@ct.gov", Action.PUBLISH, AGENCIES[0])
    written(tmp_path, FILE.replace('["editor"]', '["viewer"]   # was editor'))
    assert not told().may("ana@ct.gov", Action.PUBLISH, AGENCIES[0])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (FILE.replace("editor", "edtior"), "Did you mean “editor”?"),
        (FILE.replace('"Department of Education" = ', '"Departmant of Education" = '), "Did you mean “Department of Education”?"),
        (FILE.replace("Ana@ct.gov", "Ana"), "Begin each person"),
        (FILE.replace('= ["editor"]', '= ["editor"'), "Correct the line"),
        (FILE + '\n["ana@ct.gov"]\n"*" = ["administrator"]\n', "Keep one of the two"),
        (FILE.replace('["Department of Education"]\n\n', '"Department of Education"\n\n'), "approval ="),
        ('"ana@ct.gov" = "editor"\n', "Name an agency"),
    ],
)
def test_a_typo_is_named_and_grants_nothing(tmp_path: Path, wrong: str, said: str) -> None:
    told = people_in(written(tmp_path, wrong), frozenset(AGENCIES))
    with pytest.raises(SettingsError) as caught:
        told()
    assert said in caught.value.hint
    assert "nobody may do anything" in caught.value.message


def test_a_file_that_is_not_there_grants_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        people_in(tmp_path / "none.toml")()
