"""People of two agencies with their roles, and a dataset that one of them wants to publish."""

from __future__ import annotations

from typing import Any

from ctcompanion.people import People, Role
from ctcompanion.publishing import Publication
from ctcompanion.recipe import Recipe
from tests.publishing.desk import Desk, permits

HOUSING, EDUCATION = "Department of Housing", "Department of Education"
PEOPLE = People(
    {
        "ed@ct.gov": {HOUSING: frozenset({Role.EDITOR})},
        "ann@ct.gov": {HOUSING: frozenset({Role.APPROVER})},
        "both@ct.gov": {HOUSING: frozenset({Role.EDITOR, Role.APPROVER})},
        "adm@ct.gov": {"*": frozenset({Role.ADMINISTRATOR})},
        "view@ct.gov": {HOUSING: frozenset({Role.VIEWER})},
        "other@ct.gov": {EDUCATION: frozenset({Role.EDITOR, Role.APPROVER})},
    },
    frozenset({HOUSING}),
)
EVERYBODY = (*PEOPLE.roles, "nobody@ct.gov")
MAY_PUBLISH = {"ed@ct.gov", "both@ct.gov", "adm@ct.gov"}
MAY_APPROVE = {"ann@ct.gov", "both@ct.gov", "adm@ct.gov"}


def wanted(desk: Desk, owner: str = "ed@ct.gov", **parts: Any) -> Publication:
    given = {"owner": owner, "agency": HOUSING, "recipe": Recipe().to_json(), **parts}
    return desk.new(permits(range(2023, 2025)), **given)
