"""The hand-over package: one zip with everything that a colleague or a reviewer needs to look, comment, send back or publish.

For people: data.csv, the data dictionary, the privacy record, CLICK-PATH.txt. For the app: table.arrow (the same rows with their
types), metadata.json, review.json, recipe.json, thread.json. MANIFEST.json holds a hash of each; it is checked on opening,
and so is that data.csv and table.arrow say the same.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ctcompanion.errors import MetadataError, StoreError
from ctcompanion.model import CleanTable, Finding, PrivacyReport
from ctcompanion.publishing.click_path import click_path
from ctcompanion.publishing.csv_file import csv_bytes
from ctcompanion.recipe import Comment, Recipe, from_json
from ctcompanion.store.tables import from_bytes, to_bytes
from ctcompanion.store.values import from_json as value_from_json
from ctcompanion.store.values import to_json

FORMAT = 1
LARGEST_FILE = 1024**3
LARGEST_RATIO = 200
"""Text of repeated words packs 1:100; a bomb packs 1:1000."""
MANIFEST, TABLE, DATA, VIEW, REVIEW, RECIPE, THREAD = (
    "MANIFEST.json",
    "table.arrow",
    "data.csv",
    "metadata.json",
    "review.json",
    "recipe.json",
    "thread.json",
)
PRIVACY, CLICKS = "privacy-record.html", "CLICK-PATH.txt"
DICTIONARIES = ("data-dictionary.html", "data-dictionary.csv", "data-dictionary.xlsx", "data-dictionary.md", "data-dictionary.docx")
NEEDED = frozenset({MANIFEST, TABLE, DATA, VIEW, REVIEW, RECIPE, THREAD, CLICKS})
KNOWN = NEEDED | {PRIVACY, *DICTIONARIES}


@dataclass(frozen=True, eq=False)
class Package:
    """What is handed over. `dictionary`: (file name, content), one of DICTIONARIES; `open_findings`: what waits for the reader's decision.

    `origin`: the draft that its author made it from; `sent_back`: it goes back to its author, with comments.
    """

    table: CleanTable
    report: PrivacyReport
    view: Mapping[str, Any]
    recipe: Recipe
    author: str = ""
    made: str = ""
    dictionary: tuple[str, bytes] | None = None
    privacy_record: str = ""
    thread: tuple[Comment, ...] = ()
    open_findings: tuple[Finding, ...] = field(default=())
    origin: str = ""
    sent_back: bool = False


def write_package(package: Package, portal: str = "data.ct.gov") -> bytes:
    """The zip. `portal` is named in the click path."""
    files: dict[str, bytes] = {
        DATA: csv_bytes(package.table),
        TABLE: to_bytes(package.table),
        VIEW: _json(dict(package.view)),
        REVIEW: to_json(package.report).encode(),
        RECIPE: package.recipe.to_json().encode(),
        THREAD: to_json(package.thread, tuple[Comment, ...]).encode(),
        CLICKS: click_path(package.table, package.view, package.recipe.target, portal).encode(),
    }
    if package.privacy_record:
        files[PRIVACY] = package.privacy_record.encode()
    if package.dictionary is not None:
        if package.dictionary[0] not in DICTIONARIES:
            raise ValueError(f"a data dictionary is called one of {DICTIONARIES}")
        files[package.dictionary[0]] = package.dictionary[1]
    files[MANIFEST] = _json(_manifest(package, files))
    made, too_tight = _zipped(files, frozenset())
    return _zipped(files, too_tight)[0] if too_tight else made


def _zipped(files: Mapping[str, bytes], as_they_are: frozenset[str]) -> tuple[bytes, frozenset[str]]:
    """The zip, and which of its files pack so well (ten thousand equal rows) that they would be refused as a bomb."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name in as_they_are else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, kind)
        too_tight = frozenset(entry.filename for entry in archive.infolist() if _is_too_tight(entry))
    return out.getvalue(), too_tight


def _is_too_tight(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LARGEST_RATIO * max(entry.compress_size, 4096)


def open_package(content: bytes) -> Package:
    """The package again, checked: MetadataError (not-a-package, package-damaged, package-too-new, package-too-large), RecipeError."""
    files = _files(content)
    manifest = _manifest_of(files)
    try:
        table, report = from_bytes(files[TABLE]), value_from_json(PrivacyReport, files[REVIEW])
        thread = value_from_json(tuple[Comment, ...], files[THREAD])
        findings = value_from_json(tuple[Finding, ...], json.dumps(manifest.get("open_findings", [])))
        view = json.loads(files[VIEW])
    except (StoreError, ValidationError, ValueError, KeyError):
        raise _damaged() from None
    if not isinstance(view, dict) or table.fingerprint != report.fingerprint or csv_bytes(table) != files[DATA]:
        raise _damaged()
    dictionary = next(((name, files[name]) for name in DICTIONARIES if name in files), None)
    return Package(
        table=table,
        report=report,
        view=view,
        recipe=from_json(files[RECIPE]),
        author=str(manifest.get("author", "")),
        made=str(manifest.get("made", "")),
        dictionary=dictionary,
        privacy_record=files.get(PRIVACY, b"").decode("utf-8", "replace"),
        thread=thread,
        open_findings=findings,
        origin=str(manifest.get("origin", "")),
        sent_back=manifest.get("sent_back") is True,
    )


def _manifest(package: Package, files: Mapping[str, bytes]) -> dict[str, Any]:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    findings = json.loads(to_json(package.open_findings, tuple[Finding, ...]))
    about = {"author": package.author, "made": package.made, "origin": package.origin, "sent_back": package.sent_back}
    return {"format": FORMAT, **about, "open_findings": findings, "sha256": hashes}


def _files(content: bytes) -> dict[str, bytes]:
    """The known files of the zip, read in memory: nothing is ever written under a name that the zip gives."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            return {entry.filename: archive.read(entry) for entry in entries if entry.filename in KNOWN}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _no_package() from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if not set(names) >= NEEDED:
        raise _no_package()
    if len(names) != len(set(names)) or not set(names) <= KNOWN:
        raise _damaged()
    for entry in entries:
        if entry.file_size > LARGEST_FILE or _is_too_tight(entry):
            raise MetadataError(
                "package-too-large",
                f"{entry.filename} in this package unpacks to more than we accept.",
                "Ask its author to make the package again; if the data is that large, publish it from the author's own account.",
            )


def _manifest_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest, once every hash in it is right and no file goes without one."""
    try:
        manifest = json.loads(files[MANIFEST])
        made_by, hashes = manifest["format"], manifest["sha256"]
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None
    if not isinstance(made_by, int) or made_by > FORMAT:
        raise MetadataError(
            "package-too-new", "This package was made by a newer version of CT Companion.", "Update CT Companion, then open it again."
        )
    told = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != MANIFEST}
    if not isinstance(hashes, dict) or told != hashes:
        raise _damaged()
    return dict(manifest)


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def _no_package() -> MetadataError:
    return MetadataError(
        "not-a-package",
        "This file is not a package of CT Companion.",
        "Choose the .zip file that was made with Hand over on the publish page.",
    )


def _damaged() -> MetadataError:
    return MetadataError(
        "package-damaged",
        "This package was changed or damaged after it was made.",
        "Ask its author to hand it over again. To change something, comment on it in the app instead of editing the files.",
    )
