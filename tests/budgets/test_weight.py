"""What a reader's data plan and phone pay for a page: bytes, requests, scripts. Budgets, not measurements.

14 KB is what a server sends in the first round trip (RFC 6928: ten segments).
"""

import gzip
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browsing import Served
from tests.budgets.kinds import ARTICLES, KINDS, ONE_PICTURE
from tests.budgets.test_html import every_article

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
FIRST_ROUND_TRIP = 14 * 1024
ARTICLE_WITH_LEAD_PHOTO = 45 * 1024
MOST_REQUESTS = 4
SCRIPT = re.compile(r"<script\b(?![^>]*type=\"application/ld\+json\")[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE)


def test_an_articles_page_fits_into_the_first_round_trip(served: Served) -> None:
    heavy = {}
    for path in {*ARTICLES, *every_article(served)}:
        answer = served.get(path, Accept_Encoding="gzip, br")
        assert answer.headers["Content-Encoding"] in ("gzip", "br"), path
        if len(answer.body) > FIRST_ROUND_TRIP:
            heavy[path] = len(answer.body)

    assert heavy == {}


def test_what_is_compressed_is_the_page(served: Served) -> None:
    compressed = served.get(ONE_PICTURE, Accept_Encoding="gzip")

    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.body).rstrip().endswith(b"</html>")


def test_an_article_with_its_photo_is_light_on_a_phone(
    served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(**PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))

    page.goto(served.address + ONE_PICTURE)
    page.wait_for_load_state("networkidle")

    bytes_of = {asked[key]: size for key, size in sizes.items()}
    assert any("/media/" in url for url in bytes_of), "the photo was not loaded"
    assert len(asked) <= MOST_REQUESTS, bytes_of
    assert sum(bytes_of.values()) <= ARTICLE_WITH_LEAD_PHOTO, bytes_of


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_script(kind: str, served: Served) -> None:
    html = served.get(KINDS[kind]).body.decode()

    assert SCRIPT.findall(html) == []
    assert HANDLER.findall(html) == []
    assert "javascript:" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nothing_of_others_and_breaks_no_rule_of_its_policy(
    kind: str, served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    hosts: set[str] = set()
    scripts: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on(
        "request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None
    )
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    response = page.goto(served.address + KINDS[kind])
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")

    assert response is not None
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert {host for host in hosts if host} == {urlsplit(served.address).netloc}
    assert scripts == []
    # A browser reports the status of a page that is not there, and nothing else.
    assert [line for line in said if "404" not in line] == []
