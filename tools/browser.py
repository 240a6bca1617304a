"""Find a headless Chromium for the journeys, or install one: Debian's package when root, playwright's own otherwise.

    python tools/browser.py            prints what will be used
    python tools/browser.py --install  installs it first when there is none

A browser that cannot be had is an error that says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The browser's path: $CHROMIUM, one on the PATH, or playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    if sys.platform == "linux" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=environment, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    path = find()
    if path is None and "--install" in sys.argv:
        install()
        path = find()
    if path is None:
        print(
            "The journeys need a Chromium browser and none could be installed.\n"
            "Debian or Ubuntu: sudo apt-get install chromium\n"
            "macOS or Windows: .venv/bin/python -m playwright install chromium\n"
            "Or name one you have: CHROMIUM=/path/to/chrome make test",
            file=sys.stderr,
        )
        return 1
    print(f"Browser for the journeys: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
