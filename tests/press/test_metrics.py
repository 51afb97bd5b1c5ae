"""What Prometheus reads at /metrics, and that nobody else does."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.press.flushing import flush_tallies
from rotative.press.models import PrintedPage
from rotative.press.tallying import take_tallies, tally, tally_duration
from tests.factories import Newspaper
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

TOKEN = "un-jeton-assez-long"
SAMPLE = re.compile(r'([a-z_]+)(?:\{([a-z]+)="([^"\\\n]*)"\})? (-?\d+(?:\.\d+)?)\Z')


@pytest.fixture(autouse=True)
def nothing_tallied() -> Iterator[None]:
    take_tallies()
    yield
    take_tallies()


@pytest.fixture
def token(settings: Any, newspaper: Newspaper) -> str:
    settings.METRICS_TOKEN = TOKEN
    return f"Bearer {TOKEN}"


def scraped(client: Client, token: str) -> dict[str, float]:
    """The samples as Prometheus reads them; every line of the answer is understood."""
    answer = client.get("/metrics", headers={"authorization": token})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    found: dict[str, float] = {}
    declared = set()
    for line in answer.content.decode().splitlines():
        if line.startswith("# TYPE "):
            declared.add(line.split()[2])
        elif not line.startswith("# HELP "):
            parts = SAMPLE.match(line)
            assert parts, line
            name = parts[1]
            assert name in declared or re.sub(r"_(bucket|sum|count)\Z", "", name) in declared
            key = f"{name}[{parts[3]}]" if parts[2] else name
            assert key not in found
            found[key] = float(parts[4])
    return found


@pytest.mark.parametrize(
    "sent", ["", TOKEN, "Basic un-jeton-assez-long", "Bearer un-jeton", "Bearer ", "Bearer é"]
)
def test_without_the_token_nothing_is_told(sent: str, token: str, client: Client) -> None:
    answer = client.get("/metrics", headers={"authorization": sent} if sent else {})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.content == b""


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer x"])
def test_where_no_token_is_set_there_is_no_such_address(
    sent: str, newspaper: Newspaper, client: Client
) -> None:
    assert client.get("/metrics", headers={"authorization": sent}).status_code == 404


def test_metrics_are_never_printed_and_kept_by_nobody(press: Press, token: str, client: Client) -> None:
    answer = client.get("/metrics", headers={"authorization": token})

    assert answer["Cache-Control"] == "no-store"
    assert press.text("/metrics/") is None
    assert not PrintedPage.objects.filter(address__contains="metrics").exists()


def test_an_idle_press_has_all_its_metrics(token: str, client: Client) -> None:
    found = scraped(client, token)

    assert found["rotative_press_queue_pages"] == 0
    assert found["rotative_press_oldest_stale_seconds"] == 0
    assert found["rotative_press_fresh_at_once_seconds_count"] == 0
    assert found["rotative_press_fresh_seconds_bucket[+Inf]"] == 0


def test_the_queue_and_the_store_are_told(token: str, client: Client) -> None:
    now = timezone.now()
    for number in range(4):
        PrintedPage.objects.create(address=f"/{number}/", printed_at=now)
    PrintedPage.objects.create(address="/0/", audience="subscribers", printed_at=now)
    PrintedPage.objects.filter(address="/1/").update(stale_since=now - timedelta(seconds=40))
    PrintedPage.objects.filter(address="/2/").update(stale_since=now - timedelta(seconds=90), failures=3)

    found = scraped(client, token)

    assert found["rotative_press_pages[public]"] == 4
    assert found["rotative_press_pages[subscribers]"] == 1
    assert found["rotative_press_queue_pages"] == 1
    assert 40 <= found["rotative_press_oldest_stale_seconds"] < 80
    assert found["rotative_press_failing_pages"] == 1


def test_what_all_processes_count_is_told(token: str, client: Client) -> None:
    tally("printings", "printed", 5)
    tally("printings", "failed", 2)
    tally("answers", "memory", 900)
    tally("reads", count=880)
    flush_tallies(timezone.now())
    tally("printings", "printed")  # of a process that has not handed over yet

    found = scraped(client, token)

    assert found["rotative_press_printings_total[printed]"] == 5
    assert found["rotative_press_printings_total[failed]"] == 2
    assert found["rotative_edge_answers_total[memory]"] == 900
    assert found["rotative_edge_reads_total"] == 880


def test_a_histogram_counts_upwards(token: str, client: Client) -> None:
    for seconds in (0.04, 0.3, 0.4, 9000):
        tally_duration("fresh at once", seconds)
    flush_tallies(timezone.now())

    found = scraped(client, token)
    name = "rotative_press_fresh_at_once_seconds"

    assert [found[f"{name}_bucket[{most}]"] for most in ("0.05", "0.25", "0.5", "1800", "+Inf")] == [
        1,
        1,
        3,
        3,
        4,
    ]
    assert found[f"{name}_count"] == 4
    assert found[f"{name}_sum"] == pytest.approx(9000.74)


def test_only_reading_is_possible(token: str, client: Client) -> None:
    assert client.post("/metrics", headers={"authorization": token}).status_code == 405
