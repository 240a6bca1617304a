"""Imports point down only, and the core knows no screen: read from the source of app.py, pages/ and ctcompanion/."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAGES = {"reading", "cleaning", "privacy", "metadata", "preview", "publishing", "practice"}
BASE = {"reference", "model", "errors", "settings", "people", "parameters"}
ABOVE_BASE = {"recipe", "recipe_digest", "store"}
REPLAY = {
    "replay",
    "asked_columns",
    "read_back",
    "draft",
    "progress",
    "publishable",
    "going_public",
    "update",
    "handover",
    "versions",
    "recipe_changes",
    "recipe_check",
    "filled_in",
    "shape",
    "blank_keys",
    "next_workbook",
    "new_values",
    "way_out",
    "comments",
    "decisions",
}
ALLOWED = {
    **dict.fromkeys(BASE, BASE),
    "recipe_digest": BASE,
    "recipe": BASE | {"recipe_digest"},
    "store": BASE | {"recipe"},
    **dict.fromkeys(STAGES, BASE | ABOVE_BASE),
    **dict.fromkeys(REPLAY, BASE | ABOVE_BASE | STAGES | REPLAY),
    **{name: BASE | ABOVE_BASE | STAGES | REPLAY | {"__init__"} for name in ("ui", "shell", "__init__")},
    "__main__": BASE | {"shell"},
    "app": BASE | ABOVE_BASE | STAGES | REPLAY | {"ui"},
    "pages": BASE | ABOVE_BASE | STAGES | REPLAY | {"ui"},
}


def part_of(path: Path, root: Path) -> str:
    """The layer a file belongs to: `reading`, `model`, `pages`, ..."""
    parts = path.relative_to(root).with_suffix("").parts
    return parts[1] if parts[0] == "ctcompanion" else parts[0]


def imported(source: str, package: Sequence[str]) -> set[str]:
    """Every module name that a source imports, anywhere in it; relative ones resolved from its package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def violations(root: Path) -> list[str]:
    """Each arrow that points up or sideways, and each library outside its place, as a sentence."""
    found = []
    for path in sorted([root / "app.py", *root.glob("pages/*.py"), *root.glob("ctcompanion/**/*.py")]):
        if not path.exists():
            continue
        here, where = part_of(path, root), path.relative_to(root).as_posix()
        for name in imported(path.read_text(encoding="utf-8"), path.relative_to(root).parts[:-1]):
            top, *rest = name.split(".")
            if top == "ctcompanion" and rest:
                if rest[0] != here and rest[0] not in ALLOWED[here]:
                    found.append(f"{where} imports {name}")
            elif top == "streamlit" and here not in {"app", "pages", "ui"}:
                found.append(f"{where} imports streamlit")
            elif top == "sodapy" and where != "ctcompanion/publishing/socrata.py":
                found.append(f"{where} imports sodapy")
            elif top == "janitor" and here != "cleaning":
                found.append(f"{where} imports janitor")
    return found


def test_every_arrow_points_down() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("ctcompanion/cleaning/melt.py", "import streamlit as st"),
        ("ctcompanion/cleaning/melt.py", "from ctcompanion.privacy import review"),
        ("ctcompanion/cleaning/melt.py", "from ..privacy import review"),
        ("ctcompanion/model.py", "from ctcompanion.recipe import Recipe"),
        ("ctcompanion/publishing/append.py", "from sodapy import Socrata"),
        ("ctcompanion/privacy/risk.py", "import janitor"),
        ("ctcompanion/store/drafts.py", "from ctcompanion.cleaning import propose"),
        ("ctcompanion/replay.py", "from ctcompanion.ui import frame"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, file: str, line: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True)
    planted.write_text(line + "\n")
    assert len(violations(tmp_path)) == 1
