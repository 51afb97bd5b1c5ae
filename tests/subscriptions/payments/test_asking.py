"""The line to a provider: what it believes, what it asks again, and where it never goes."""

import pytest

from rotative.subscriptions.payments.asking import Line, address_for_the_reader, checked_base
from rotative.subscriptions.payments.interface import ProviderAway, ProviderMisconfigured
from tests.providers.service import Asked, Reply, Service, Trouble


class Echo(Service):
    """Answers with what it was asked."""

    def answer(self, asked: Asked) -> Reply:
        return Reply(200, {"method": asked.method, "path": asked.path, "query": asked.query})


@pytest.mark.parametrize("trouble", [trouble for trouble in Trouble if trouble is not Trouble.HANGS])
def test_what_is_to_be_done_is_asked_once(trouble: Trouble) -> None:
    with Echo() as echo:
        echo.trouble(trouble)

        with pytest.raises(ProviderAway):
            Line("echo", echo.address).write("POST", "/act")

        assert len(echo.asked) == 1
        assert echo.followed == []


@pytest.mark.parametrize("trouble", [trouble for trouble in Trouble if trouble is not Trouble.HANGS])
def test_a_question_is_asked_twice_at_most(trouble: Trouble) -> None:
    with Echo() as echo:
        echo.trouble(trouble)
        answer = Line("echo", echo.address).read("GET", "/ask", query={"order": "a b&c"})
        echo.trouble(trouble, trouble, trouble)
        with pytest.raises(ProviderAway):
            Line("echo", echo.address).read("GET", "/ask")

        assert answer.data == {"method": "GET", "path": "/ask", "query": {"order": "a b&c"}}
        assert len(echo.asked) == 4


def test_nobody_at_the_other_end_is_a_provider_that_is_away() -> None:
    with Echo() as echo:
        address = echo.address

    with pytest.raises(ProviderAway):
        Line("echo", address).read("GET", "/ask")


class Abyss(Service):
    """Answers with JSON deeper than anybody reads."""

    def answer(self, asked: Asked) -> Reply:
        return Reply(200, b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def test_an_answer_deeper_than_anybody_reads_is_not_believed() -> None:
    with Abyss() as abyss, pytest.raises(ProviderAway, match="not JSON"):
        Line("abyss", abyss.address).read("GET", "/ask")


@pytest.mark.parametrize(
    "base",
    ["http://api.wave.com", "ftp://api.wave.com", "api.wave.com", "https://", "http://127.0.0.1.nip.io"],
)
def test_an_api_is_reached_over_https_or_on_this_machine(base: str) -> None:
    assert checked_base("wave", "https://api.wave.com/") == "https://api.wave.com"
    assert checked_base("wave", "http://[::1]:8420") == "http://[::1]:8420"

    with pytest.raises(ProviderMisconfigured, match="https://"):
        checked_base("wave", base)


@pytest.mark.parametrize("address", ["http://pay.wave.com/c/1", "javascript:alert(1)", "/c/1", "", None, 1])
def test_a_reader_is_sent_to_https_only(address: object) -> None:
    good = "https://pay.wave.com/c/1"
    assert address_for_the_reader("wave", good, "https://api.wave.com") == good

    with pytest.raises(ProviderAway):
        address_for_the_reader("wave", address, "https://api.wave.com")
