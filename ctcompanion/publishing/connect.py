"""The portal that the settings name, with a person's key or the agency's."""

from __future__ import annotations

from ctcompanion.errors import SettingsError
from ctcompanion.publishing.socrata import LOOPBACK, Credentials, SocrataPortal
from ctcompanion.publishing.transport import Timing
from ctcompanion.settings import PortalSettings

PRACTICE_KEY = Credentials("practice", "practice")
"""The practice portal takes any key; nothing there is real."""


def connect(settings: PortalSettings, key: tuple[str, str] | None = None, practice: str = "") -> SocrataPortal:
    """A portal to publish to. `key`: (id, secret) typed for this session, else the agency's from the settings, else reads only.

    `practice`: the practice portal's domain such as `127.0.0.1:8501/practice/default`, used where the settings name no portal.
    """
    timing = Timing(connect=settings.connect_seconds, read=settings.read_seconds)
    domain = settings.domain.strip().removeprefix("https://").strip("/") or practice
    if not domain:
        raise SettingsError(
            "no-portal", "There is no portal to publish to.", "Set CTCOMPANION_PORTAL__DOMAIN, or start the app with its practice portal."
        )
    if is_loopback(domain):
        name = "" if settings.domain else domain.partition("/")[2]  # the app's own port may be another one tomorrow
        return SocrataPortal(domain, Credentials(*key) if key else PRACTICE_KEY, scheme="http", timing=timing, name=name)
    return SocrataPortal(domain, _credentials(settings, key), timing=timing)


def is_loopback(domain: str) -> bool:
    """Whether the portal is on this machine: only there may a key travel without encryption."""
    host = domain.partition("/")[0]
    return host.rpartition(":")[0] in LOOPBACK or host in LOOPBACK


def _credentials(settings: PortalSettings, key: tuple[str, str] | None) -> Credentials:
    token = settings.app_token.get_secret_value() if settings.app_token is not None else ""
    if key is not None:
        return Credentials(*key, token)
    if settings.key_id is not None and settings.key_secret is not None:
        return Credentials(settings.key_id.get_secret_value(), settings.key_secret.get_secret_value(), token)
    return Credentials(app_token=token)
