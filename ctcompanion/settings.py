"""Every setting in one place, each with its reason. Read from a mapping: the shell gives the environment, the pages .streamlit/secrets.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from ctcompanion import reference
from ctcompanion.errors import SettingsError

MIB = 1024 * 1024


class Limits(BaseModel):
    """What an upload may cost. The child process that parses it is held to these by the operating system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    upload_bytes: int = 200 * MIB
    """Browser uploads; the same number stands in .streamlit/config.toml (server.maxUploadSize)."""
    rows: int = 1_000_000
    columns: int = 16_384
    """Excel's own width; the portal takes far fewer, which the clean step says."""
    cells: int = 100_000_000
    """1M rows x 100 columns."""
    unzipped_bytes: int = 1536 * MIB
    """What a zip (every xlsx is one) may unpack to."""
    archive_entries: int = 10_000
    """Parts of a zip; a workbook of a hundred sheets has a few hundred."""
    archive_ratio: int = 100
    """How many times its packed size a large part may have; real sheets reach about 20."""
    child_memory_bytes: int = 1536 * MIB
    """A legal 4.8 kB workbook with two far-apart cells makes a parser ask for all memory there is."""
    child_cpu_seconds: int = 20
    child_wall_seconds: int = 30
    children_at_once: int = 2


def _places() -> dict[str, str]:
    return {entry["key"]: entry["place"] for entry in reference.document("custom_fields.json")["fields"]}


class PortalSettings(BaseModel):
    """Where datasets go. An empty domain means the practice portal inside the app."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    domain: str = ""
    app_token: SecretStr | None = None
    key_id: SecretStr | None = None
    key_secret: SecretStr | None = None
    federated_to: tuple[str, ...] = ("data.hartford.gov",)
    """Guidelines, appendix: public assets are federated to these sites."""
    custom_fields: Mapping[str, str] = Field(default_factory=_places)
    """Field -> "field set/field" on the portal, from custom_fields.json. What published datasets show at run time goes before it."""
    read_seconds: int = 300
    connect_seconds: int = 10


class Settings(BaseModel):
    """All settings of the program."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_folder: Path = Path("var")
    store_url: str = ""
    """SQLAlchemy URL; empty: SQLite in the data folder."""
    seal_key: SecretStr | None = None
    """Base64 of 32 bytes; empty: made on first start and kept in the data folder, readable by its owner alone."""
    keep_sources: bool | None = None
    """False: raw files stay in memory only, and a draft asks for its file again after a restart. True: they are kept sealed.
    Not said: in memory only where people sign in (a shared server), sealed for one person on one machine."""
    purge_days: int = 7
    reference: Path | None = None
    """The administrator's own lists: files there stand in for those of ctcompanion/reference. Environment only (CTCOMPANION_REFERENCE):
    some lists are read as soon as the program starts."""
    people_file: Path | None = None
    """Who may do what, by agency (TOML). Needed as soon as sign-in is on: without it nobody may do anything."""
    portal: PortalSettings = PortalSettings()
    limits: Limits = Limits()

    @property
    def database_url(self) -> str:
        return self.store_url or f"sqlite:///{self.data_folder.absolute() / 'companion.db'}"


def from_mapping(values: Mapping[str, Any]) -> Settings:
    """Settings from plain data; SettingsError names the key that is wrong, never its value."""
    try:
        return Settings.model_validate(dict(values))
    except ValidationError as error:
        keys = ", ".join(sorted({".".join(map(str, problem["loc"])) for problem in error.errors()}))
        raise SettingsError(
            "bad-setting",
            f"The setting {keys} is not as expected.",
            "Correct it in .streamlit/secrets.toml or in the environment, and start again.",
        ) from None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from variables: CTCOMPANION_DATA_FOLDER, CTCOMPANION_PORTAL__DOMAIN, ... (two underscores go one level down)."""
    values: dict[str, Any] = {}
    for name, text in environment.items():
        if not name.startswith("CTCOMPANION_"):
            continue
        at = values
        *parents, last = name.removeprefix("CTCOMPANION_").lower().split("__")
        for parent in parents:
            at = at.setdefault(parent, {})
        at[last] = text
    return from_mapping(values)
