"""The licences a portal knows: id -> name and link. The facts stand in reference/portal_licenses.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources


def _load() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("ctcompanion").joinpath("reference", "portal_licenses.json").read_text("utf-8")
    return {entry["id"]: {key: entry[key] for key in ("name", "termsLink") if key in entry} for entry in json.loads(text)["licenses"]}


LICENSES = _load()
