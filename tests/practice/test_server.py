"""The portal served alone: where, with which certificate, and what it says when it cannot."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from ctcompanion.errors import SettingsError
from ctcompanion.practice import app, running
from ctcompanion.practice.application import split_path
from ctcompanion.practice.certificate import own_certificate


@pytest.mark.parametrize(
    ("path", "prefix", "seat", "rest"),
    [
        ("/", "", "default", "/"),
        ("/practice", "/practice", "default", "/"),
        ("/practice/", "/practice", "default", "/"),
        ("/practice/ana", "/practice/ana", "ana", "/"),
        ("/ana/api/views.json", "/ana", "ana", "/api/views.json"),
        ("/api/views.json", "", "default", "/api/views.json"),
        ("/practice/d/aaaa-bbbb", "/practice", "default", "/d/aaaa-bbbb"),
        ("/practice/practice/d/a", "/practice", "default", "/practice/d/a"),
        ("/NotASeat/api", "", "default", "/NotASeat/api"),
    ],
)
def test_a_path_names_a_seat_or_means_the_default_one(path: str, prefix: str, seat: str, rest: str) -> None:
    assert split_path(path) == (prefix, seat, rest)


def test_the_portal_is_bound_to_this_machine_and_answers_at_its_address(tmp_path: Path) -> None:
    with running(tmp_path) as portal:
        assert portal.address.startswith("http://127.0.0.1:")
        assert requests.get(portal.address, timeout=9).status_code == 200


def test_with_tls_the_certificate_is_trusted_for_localhost_and_kept(tmp_path: Path) -> None:
    first = own_certificate(tmp_path)[0].read_bytes()
    with running(tmp_path, tls=True) as portal:
        assert requests.get(portal.address, verify=str(portal.certificate), timeout=9).status_code == 200
    assert own_certificate(tmp_path)[0].read_bytes() == first
    assert (tmp_path / "practice-portal.key").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with (
        running(tmp_path) as portal,
        pytest.raises(SettingsError, match="taken"),
        running(tmp_path, port=int(portal.address.rpartition(":")[2])),
    ):
        pass


@pytest.mark.parametrize("text", ["", "[]", "{", '{"rules": [{"kind": "nonsense"}]}', '{"switches": {"colour": 1}}'])
def test_a_faults_file_that_cannot_be_used_is_said_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "faults.json"
    file.write_text(text)
    with pytest.raises(SettingsError, match="faults file"):
        app(tmp_path, faults=file)


def test_served_by_the_command_line_it_prints_its_address(tmp_path: Path) -> None:
    command = "from pathlib import Path; from ctcompanion.practice import serve; serve(0, Path('data'))"
    with subprocess.Popen([sys.executable, "-c", command], cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            for _ in range(100):
                try:
                    assert requests.get(f"{address}/api/catalog/v1", timeout=9).json()["resultSetSize"] == 0
                    break
                except requests.ConnectionError:
                    time.sleep(0.1)
            else:
                pytest.fail("the portal did not answer")
        finally:
            process.terminate()


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_rows_are_still_there_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as portal:
        made = requests.post(f"{portal.address}/api/views.json", json={"name": "Kept"}, auth=("k", "s"), timeout=9).json()["id"]
    with running(tmp_path) as portal:
        assert requests.get(f"{portal.address}/api/views/{made}.json", auth=("k", "s"), timeout=9).json()["name"] == "Kept"
