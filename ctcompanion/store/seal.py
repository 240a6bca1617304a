"""Raw data at rest is sealed with AES-256-GCM: who has the file without the key has nothing, and a changed byte is noticed."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ctcompanion.errors import SettingsError, StoreError
from ctcompanion.settings import Settings

KEY_BYTES = 32
NONCE_BYTES = 12


class Seal:
    """Closes and opens bytes with one key. `about` names what they are: bytes sealed about one thing do not open as another."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SettingsError(
                "bad-seal-key", "The seal key is not 32 bytes long.", "Set CTCOMPANION_SEAL_KEY to base64 of 32 random bytes."
            )
        self._cipher = AESGCM(key)
        self._key = key

    def __repr__(self) -> str:
        return "Seal()"

    def key_for(self, purpose: str) -> bytes:
        """Another key, made from this one, for one purpose: the audit's chain must not share the key of the data."""
        return hmac.digest(self._key, f"ctcompanion {purpose}".encode(), "sha256")

    def close(self, content: bytes | memoryview, about: str) -> bytes:
        """Sealed bytes: a fresh nonce, then what AES-GCM makes of the content."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """The content; StoreError `seal-broken` when the key is another one or a byte was changed."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError):
            raise StoreError(
                "seal-broken",
                "The data kept for this draft cannot be opened: it was sealed with another key, or was changed.",
                "Your decisions are safe. Upload the file again.",
            ) from None


def seal_from(settings: Settings) -> Seal:
    """The seal of this installation: its key from the settings, or a file in the data folder that is made on first start."""
    if settings.seal_key is None:
        return Seal(_key_file(settings.data_folder / "seal.key"))
    try:
        return Seal(base64.b64decode(settings.seal_key.get_secret_value(), validate=True))
    except binascii.Error:
        raise SettingsError(
            "bad-seal-key", "The seal key is not base64.", "Set CTCOMPANION_SEAL_KEY to base64 of 32 random bytes."
        ) from None


def _key_file(path: Path) -> bytes:
    """Two processes may start at once: whoever comes second reads what the first one wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        ready = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(ready, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
        try:
            os.link(ready, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.replace(ready, path)
            return path.read_bytes()
        ready.unlink()
    return path.read_bytes()
