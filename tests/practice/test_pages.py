"""What a resident sees: catalogue, landing page, API page. Nothing a publisher writes can act on these pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
import requests
from sodapy import Socrata

NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 70707*70707 }}{% raw %}",
    "'; DROP TABLE view; --",
    "\u202etest\u202c \ufeff \u200b",
    "Ω≈ç√∫˜µ≤≥÷ 田中さん 👩‍👩‍👧 ﷽",
    "</title></style></svg><svg onload=alert(1)>",
    "&lt;b&gt; &amp;",
    "\x01\x02\t\x0b",
]


class Seen(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def page(place: Any, path: str) -> requests.Response:
    return requests.get(place.url + path, timeout=30)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.fixture
def public(client: Socrata, create: Callable[..., str]) -> str:
    view_id = create(
        description="Permits that towns issued.", category="Housing and Development", licenseId="PUBLIC_DOMAIN", attribution="DECD"
    )
    client.upsert(
        view_id, [{"town": f"Town {number:03}", "permits": number * 1000, "day": "2026-07-04", "final": True} for number in range(60)]
    )
    client.set_permission(view_id, "public")
    return view_id


def test_the_landing_page_shows_what_a_resident_asks_for(place: Any, public: str) -> None:
    html = page(place, f"/d/{public}").text
    for said in (
        "Permits by town",
        "Permits that towns issued.",
        "DECD",
        "Public Domain",
        "Housing and Development",
        "nothing here is real or public",
    ):
        assert said in words(html)
    assert re.search(r'id="row-count">\s*60\s*<', html)
    assert f"/api/views/{public}/rows.csv" in html
    assert f"/d/{public}/api" in html
    assert html.count("<h1") == 1
    assert html.count("<caption") == html.count("<table")
    assert "59,000" not in html
    assert "59,000" in page(place, f"/d/{public}?page=3").text


def test_the_csv_link_brings_every_row_under_display_names(place: Any, public: str) -> None:
    answer = page(place, f"/api/views/{public}/rows.csv?accessType=DOWNLOAD")
    lines = answer.text.splitlines()
    assert lines[0] == '"Town","Permits","Day","Final"'
    assert len(lines) == 61
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_catalogue_finds_by_words_and_category(place: Any, public: str) -> None:
    assert "Permits by town" in page(place, "/?q=permits").text
    assert "Nothing fits" in page(place, "/?q=restaurants").text
    assert "Permits by town" in page(place, "/?category=Housing+and+Development").text
    assert "Nothing fits" in page(place, "/?category=Business").text


def test_one_row_is_called_one(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    client.set_permission(view_id, "public")
    assert "· 1 row ·" in words(page(place, "/").text)


def test_the_api_page_shows_ready_questions_that_work(place: Any, public: str) -> None:
    html = page(place, f"/d/{public}/api").text
    links = [unescape(link) for link in re.findall(r'<li>[^<]*<a href="([^"]+)"', html)]
    assert len(links) == 3
    base = place.url[: -len(place.url.split("/")[-1]) - 1]
    assert all(requests.get(base + link, timeout=30).status_code == 200 for link in links)


def test_a_private_dataset_tells_its_title_alone_but_to_the_holder_of_its_link(
    client: Socrata, place: Any, create: Callable[..., str]
) -> None:
    view_id = create(description="Not for you yet")
    client.upsert(view_id, [{"town": "Avon"}])
    closed = page(place, f"/d/{view_id}")
    assert closed.status_code == 403
    assert "This dataset is private" in closed.text
    assert "Not for you yet" not in closed.text
    link = place.call("GET", f"/practice-control/preview/{view_id}").json()["link"]
    opened = requests.get(link, timeout=30)
    assert "Avon" in opened.text
    token = link.partition("?")[2]
    assert requests.get(f"{place.url}/resource/{view_id}.json?{token}", timeout=30).json() == [{"town": "Avon"}]
    other = create()
    assert page(place, f"/d/{other}?{token}").status_code == 403
    assert page(place, f"/d/{view_id}?{token[:-3]}xyz").status_code == 403
    assert "Permits by town" not in page(place, "/").text
    assert place.call("GET", f"/practice-control/preview/{view_id}", key="viewer").status_code == 403


def test_nothing_a_publisher_writes_can_act_on_a_page(client: Socrata, place: Any) -> None:
    for text in NAUGHTY:
        columns = [{"name": text, "fieldName": "a", "description": text}, {"name": "Link", "fieldName": "link", "dataTypeName": "url"}]
        extras = {"attribution": text, "attributionLink": text, "tags": [text], "category": text}
        metadata = {"custom_fields": {text: {text: text}}, "rowLabel": text}
        made = client.create(text, columns=columns, description=text, metadata=metadata, **extras)["id"]
        client.upsert(made, [{"a": text, "link": {"url": text, "description": text}}] * 3)
        client.publish(made)
        client.set_permission(made, "public")
        for path in (f"/d/{made}", f"/d/{made}/api", f"/?q={text}", f"/?category={text}"):
            answer = page(place, path)
            assert answer.status_code == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            seen = Seen()
            seen.feed(answer.text)
            assert not {"script", "img", "iframe", "object", "style", "b"} & seen.tags
            assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
            links = [str(value).strip().lower() for name, value in seen.attributes if name in {"href", "src", "action"}]
            assert all(link.startswith(("/", "?", "#", "http://", "https://")) for link in links)
            assert str(70707 * 70707) not in answer.text


def test_pages_ask_nothing_of_other_machines(place: Any, public: str) -> None:
    for path in ("/", f"/d/{public}", f"/d/{public}/api", "/static/portal.css"):
        text = page(place, path).text
        assert not re.search(r"(?:src|action)=\"(?:https?:)?//|url\(|@import|<link[^>]+href=\"(?:https?:)?//", text)


def test_what_is_not_there_is_said_in_a_page(place: Any) -> None:
    for path in ("/d/aaaa-bbbb", "/d/nonsense", "/d/%3Cscript%3E"):
        answer = page(place, path)
        assert answer.status_code == 404
        assert "<h1>There is no such dataset</h1>" in answer.text


def test_visits_are_counted(client: Socrata, place: Any, public: str) -> None:
    before = client.get_metadata(public)["viewCount"]
    for _ in range(3):
        page(place, f"/d/{public}")
    assert client.get_metadata(public)["viewCount"] == before + 3


def test_a_chart_sums_a_measure_by_year_and_says_so(client: Socrata, place: Any) -> None:
    columns = [
        {"name": "Year", "fieldName": "year", "dataTypeName": "number"},
        {"name": "Permits", "fieldName": "permits", "dataTypeName": "number"},
    ]
    made = client.create("Permits by year", columns=columns)["id"]
    client.upsert(made, [{"year": year, "permits": year - 2000} for year in (2024, 2025, 2026) for _ in range(20)])
    client.publish(made)
    client.set_permission(made, "public")
    html = page(place, f"/d/{made}").text
    assert "Total of Permits by Year" in html
    assert html.count("<rect") == 3
    assert "520" in html


@pytest.mark.parametrize("gone", [(), ("Town 003", "Town 041")])
def test_every_page_of_the_table_follows_the_one_before(client: Socrata, place: Any, public: str, gone: tuple[str, ...]) -> None:
    for town in gone:
        client.delete(public, row_id=town)
    seen = [town for number in (1, 2, 3) for town in re.findall(r"<td>(Town \d+)", page(place, f"/d/{public}?page={number}").text)]
    assert seen == [f"Town {number:03}" for number in range(60) if f"Town {number:03}" not in gone]


def test_numbers_too_large_to_add_up_leave_a_page_without_a_chart(client: Socrata, place: Any) -> None:
    columns = [{"name": "Year", "dataTypeName": "number"}, {"name": "Cents", "dataTypeName": "number"}]
    made = client.create("Large", columns=columns)["id"]
    client.upsert(made, [{"year": 2024 + number % 2, "cents": 9_000_000_000_000_000_000} for number in range(20)])
    client.publish(made)
    client.set_permission(made, "public")
    answer = page(place, f"/d/{made}")
    assert answer.status_code == 200
    assert "<rect" not in answer.text
