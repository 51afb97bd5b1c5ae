"""The stylesheet goes into each page whole, and the policy lets exactly it through."""

import base64
import hashlib
import re
from typing import Any

import pytest
from django.test import Client

from rotative.paper.stylesheet import ACCOUNT, ASSETS, COMPONENTS, DISCUSSION, stylesheet, stylesheet_hash


def test_every_file_of_the_stylesheet_is_in_it() -> None:
    assert {path.stem for path in ASSETS.glob("*.css")} == {*COMPONENTS, ACCOUNT, DISCUSSION}


def test_nothing_in_it_asks_for_another_file() -> None:
    assert re.findall(r"@import|url\(", stylesheet(ACCOUNT)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "more"), [("/", ()), ("/compte/connexion/", (ACCOUNT,))])
def test_the_policy_of_a_page_lets_through_the_stylesheet_in_it(
    newspaper: Any, client: Client, address: str, more: tuple[str, ...]
) -> None:
    response = client.get(address)

    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" == stylesheet_hash(*more)
    allowed = re.search(r"style-src ([^;]*)", response["Content-Security-Policy"])
    assert allowed is not None
    assert f"'sha256-{digest}'" in allowed[1].split()
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    # In one order in every process: a page that another process prints again is the same page.
    directives = response["Content-Security-Policy"].split("; ")
    assert directives == sorted(directives)
    # The page says it too: nginx, which serves it as a file, does not know the hash of this release's stylesheet.
    meta = f'<meta http-equiv="Content-Security-Policy" content="style-src {stylesheet_hash(*more)}"><style>'
    assert meta in response.content.decode()
