"""After signing in a reader is led back, and to our own addresses only."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rotative.accounts.redirects import is_our_address
from tests.accounts.readers import ask_for_code, at, code_in_last_mail, make_reader, sign_in, signed_in_reader
from tests.factories import Newspaper

OURS = [
    "/",
    "/politique/un-article/",
    "/politique/?avant=12-34",
    "/en/account/",
    "/recherche/?q=https://evil.example",
    "/a//b/",
    "/%5Cevil.example",
    "/%2F/evil.example",
    "/été/",
]
NOT_OURS = [
    "",
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example/",
    "https:///evil.example",
    "http:evil.example",
    "HTTPS://evil.example",
    "http://localhost:8000@evil.example/",
    "http://testserver.evil.example/",
    "http://testserver/politique/",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/\u202e/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "%2F%2Fevil.example",
    "%68ttps://evil.example",
    "evil.example",
    "../politique/",
    "@evil.example",
    "mailto:awa@example.org",
]


@pytest.mark.parametrize("url", OURS)
def test_paths_of_ours_are_ours(url: str) -> None:
    assert is_our_address(url)


@pytest.mark.parametrize("url", NOT_OURS)
def test_nothing_else_is(url: str) -> None:
    assert not is_our_address(url)


@given(st.text(alphabet=st.sampled_from(list("/\\:@.#?%\t\n\r ahtpsev")), max_size=14))
def test_what_is_ours_leads_nowhere_else_as_browsers_read_it(url: str) -> None:
    if not is_our_address(url):
        return

    read = "".join(character for character in url if character not in "\t\n\r").replace("\\", "/")
    found = urlsplit(urljoin("http://ours.example/compte/", read))

    assert (found.scheme, found.netloc) == ("http", "ours.example")


@pytest.mark.django_db
@pytest.mark.parametrize("url", NOT_OURS)
def test_a_reader_who_signs_in_is_never_led_elsewhere(newspaper: Newspaper, url: str) -> None:
    make_reader()

    done = sign_in(Client(), next=url)

    assert done.headers["Location"] == at("account_home")


@pytest.mark.django_db
@pytest.mark.parametrize("url", OURS[:3])
def test_every_way_in_leads_back(newspaper: Newspaper, url: str) -> None:
    make_reader()
    by_code = Client()

    done = sign_in(Client(), next=url)
    page = ask_for_code(by_code, next=url)
    entered = by_code.post(page.request["PATH_INFO"], {"code": code_in_last_mail(), "next": url})

    assert done.headers["Location"] == url
    assert entered.headers["Location"] == url
    assert f'name="next" value="{url}"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]
)
def test_other_pages_lead_nowhere_else_either(newspaper: Newspaper, url: str) -> None:
    by_code, out, again = Client(), signed_in_reader(), signed_in_reader(make_reader("issa@example.org"))
    ask_for_code(by_code, next=url)

    entered = by_code.post(at("account_confirm_login_code"), {"code": code_in_last_mail(), "next": url})
    left = out.post(at("account_logout"), {"next": url})
    already = again.get(at("account_login"), {"next": url})
    confirmed = again.post(at("account_reauthenticate"), {"password": "un-bac-sur-le-fleuve", "next": url})

    assert [response.headers["Location"] for response in (entered, left, already, confirmed)] == [
        at("account_home"),
        "/",
        at("account_home"),
        at("account_home"),
    ]
