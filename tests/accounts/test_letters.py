"""The letters of the account pages: from the paper, in plain text, in the language of the page."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.accounts.languages import english
from tests.accounts.readers import AWA, at, make_reader, sign_up
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_letters_say_nothing_in_another_language(language: str) -> None:
    client = Client()
    ask = at("account_request_login_code", language)

    client.post(ask, {"email": "personne@example.org"})
    make_reader()
    Client().post(ask, {"email": AWA})
    sign_up(Client(), AWA, language=language)
    sign_up(Client(), "issa@example.org", language=language)
    Client().post(at("account_reset_password", language), {"email": AWA})

    assert len(mail.outbox) == 5
    lines = {
        line.strip() for letter in mail.outbox for line in f"{letter.subject}\n{letter.body}".splitlines()
    }
    assert (lines & english() == set()) is (language == "fr")
    assert all(letter.body.rstrip().endswith("http://localhost:8000") for letter in mail.outbox)
    assert all("&#" not in letter.body and "&amp;" not in letter.body for letter in mail.outbox)
