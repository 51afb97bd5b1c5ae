"""Text messages over the gateway, and the telephone number that is confirmed by one."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from rotative.accounts.models import User
from rotative.accounts.texting import ATTEMPTS, ConsoleTexts, HttpTexts, NotTexted, gateway, why_wrong
from tests.accounts.readers import at, make_reader, signed_in_reader
from tests.factories import Newspaper
from tests.providers.service import Asked, Reply, Service, Trouble

HTTP = "rotative.accounts.texting.HttpTexts"
NUMBER = "+22376123456"


class SmsService(Service):
    """A gateway as docs/operator.md describes it: it sends each key once."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, tuple[str, str]] = {}
        self.status = 200

    def answer(self, asked: Asked) -> Reply:
        """Take a text."""
        if asked.headers.get("Authorization") != "Bearer sms-canary-secret":
            return Reply(401)
        about = asked.json
        assert about["key"] == asked.headers["Idempotency-Key"]
        if self.status == 200:
            self.texts.setdefault(about["key"], (about["to"], about["text"]))
        return Reply(self.status)


@pytest.fixture
def sms(settings: Any) -> Iterator[SmsService]:
    with SmsService() as service:
        settings.SMS_BACKEND, settings.SMS_URL = HTTP, f"{service.address}/send"
        settings.SMS_SECRET = "sms-canary-secret"
        yield service


@pytest.fixture
def awa(newspaper: Newspaper) -> Client:
    cache.clear()
    return signed_in_reader(make_reader(phone=NUMBER))


def code_sent(sms: SmsService) -> str:
    """The code in the last text."""
    (_number, text) = list(sms.texts.values())[-1]
    return re.findall(r"\d{6}", text)[0]


def confirmed() -> str:
    return User.objects.get(phone=NUMBER).phone_for_texts


def test_a_text_is_posted_with_the_secret_and_its_key(sms: SmsService) -> None:
    HttpTexts().send(NUMBER, "Bonjour", key="k-1")

    assert sms.texts == {"k-1": (NUMBER, "Bonjour")}
    assert sms.asked[0].path == "/send"


@pytest.mark.parametrize("trouble", [Trouble.ERROR, Trouble.BUSY, Trouble.HANGS_UP, Trouble.GATEWAY_PAGE])
def test_what_was_not_answered_is_posted_again_under_the_same_key(sms: SmsService, trouble: Trouble) -> None:
    sms.trouble(trouble, trouble)

    HttpTexts().send(NUMBER, "Bonjour", key="k-1")

    assert len(sms.asked) == ATTEMPTS
    assert sms.texts == {"k-1": (NUMBER, "Bonjour")}


@pytest.mark.parametrize(("status", "times"), [(400, 1), (401, 1), (302, 1), (503, ATTEMPTS)])
def test_a_text_that_is_refused_is_told_without_the_secret(sms: SmsService, status: int, times: int) -> None:
    sms.status = status

    with pytest.raises(NotTexted) as refused:
        HttpTexts().send(NUMBER, "Bonjour", key="k-1")

    assert len(sms.asked) == times
    assert "canary" not in repr(refused.value)
    assert str(status) in str(refused.value)


def test_without_a_gateway_there_is_none_and_to_try_out_there_are_two(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert gateway() is None
    settings.SMS_BACKEND, settings.ROTATIVE_HOME = "rotative.accounts.texting.FileTexts", tmp_path
    texts = gateway()
    assert texts is not None

    texts.send(NUMBER, "Bonjour", key="k-1")
    with caplog.at_level("INFO", logger="rotative.accounts.texting"):
        ConsoleTexts().send(NUMBER, "Bonjour", key="k-1")

    (file,) = (tmp_path / "texts").iterdir()
    assert file.read_text(encoding="utf-8") == f"{NUMBER}\nk-1\nBonjour\n"
    assert caplog.messages == [f"SMS {NUMBER} [k-1] Bonjour"]


@pytest.mark.parametrize(
    ("backend", "url", "secret", "named"),
    [
        (HTTP, "https://sms.example/", "x", ""),
        (HTTP, "http://127.0.0.1:9/", "x", ""),
        (HTTP, "http://sms.example/", "x", "SMS_URL"),
        (HTTP, "", "x", "SMS_URL"),
        (HTTP, "https://sms.example/", "", "SMS_SECRET"),
        ("pigeons.Texts", "", "", ""),
        ("pigeons", "", "", "SMS_BACKEND"),
        ("rotative.accounts.texting.Pigeons", "", "", "SMS_BACKEND"),
    ],
)
def test_a_gateway_that_cannot_be_right_is_named(backend: str, url: str, secret: str, named: str) -> None:
    assert why_wrong(backend, url, secret).partition(":")[0] == named


@pytest.mark.django_db
def test_without_a_gateway_nobody_is_offered_a_code(awa: Client) -> None:
    assert awa.get(at("account_phone")).status_code == 404
    assert at("account_phone") not in awa.get(at("account_details")).content.decode()


@pytest.mark.django_db
def test_a_number_is_confirmed_by_the_code_that_was_sent_to_it(awa: Client, sms: SmsService) -> None:
    assert at("account_phone") in awa.get(at("account_details")).content.decode()
    awa.post(at("account_phone"), {"act": "send"})
    code = code_sent(sms)
    page = awa.get(at("account_phone")).content.decode()
    assert 'name="code"' in page
    assert code not in page

    awa.post(at("account_phone"), {"act": "confirm", "code": f"{code[:3]} {code[3:]}"})

    assert confirmed() == NUMBER
    assert at("account_phone") not in awa.get(at("account_details")).content.decode()
    awa.post(at("account_phone"), {"act": "send"})
    assert len(sms.texts) == 1


@pytest.mark.django_db
def test_another_number_is_not_confirmed_by_it(awa: Client, sms: SmsService) -> None:
    awa.post(at("account_phone"), {"act": "send"})
    code = code_sent(sms)

    awa.post(at("account_details"), {"phone": "+22376999999"})
    awa.post(at("account_phone"), {"act": "confirm", "code": code})
    assert User.objects.get(phone="+22376999999").phone_for_texts == ""
    awa.post(at("account_details"), {"phone": NUMBER})
    awa.post(at("account_phone"), {"act": "confirm", "code": code})

    assert confirmed() == NUMBER
    awa.post(at("account_details"), {"phone": "+22376999999"})
    assert User.objects.get(phone="+22376999999").phone_for_texts == ""


@pytest.mark.django_db
def test_a_code_is_good_for_ten_minutes_and_for_its_own_browser(
    awa: Client, sms: SmsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    awa.post(at("account_phone"), {"act": "send"})
    code, later = code_sent(sms), timezone.now() + timedelta(minutes=11)
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(phone=NUMBER))

    elsewhere.post(at("account_phone"), {"act": "confirm", "code": code})
    monkeypatch.setattr(timezone, "now", lambda: later)
    awa.post(at("account_phone"), {"act": "confirm", "code": code})

    assert confirmed() == ""


@pytest.mark.django_db
def test_guessing_and_sending_come_to_an_end(awa: Client, sms: SmsService) -> None:
    for _time in range(9):
        awa.post(at("account_phone"), {"act": "send"})
    code = code_sent(sms)
    wrong = str((int(code) + 1) % 10**6).rjust(6, "0")
    for _time in range(9):
        awa.post(at("account_phone"), {"act": "confirm", "code": wrong})

    awa.post(at("account_phone"), {"act": "confirm", "code": code})

    assert len(sms.texts) == 4
    assert confirmed() == ""


@pytest.mark.django_db
def test_a_gateway_that_is_away_is_said_and_no_code_is_waited_for(awa: Client, sms: SmsService) -> None:
    sms.status = 503

    page = awa.post(at("account_phone"), {"act": "send"}, follow=True).content.decode()

    assert 'role="alert"' in page
    assert 'name="code"' not in page
