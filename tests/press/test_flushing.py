"""What processes count reaches the database, all of it and once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotative.press import flushing, middleware
from rotative.press.edge.reads import Reads
from rotative.press.flushing import Flusher, flush_tallies
from rotative.press.models import HourlyReads, Tally
from rotative.press.tallying import take_tallies, tally, tally_duration
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)
HOUR = datetime(2026, 11, 25, 13, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_tallied() -> Iterator[None]:
    """What other tests have counted in this process is forgotten."""
    take_tallies()
    yield
    take_tallies()


def kept() -> dict[tuple[str, datetime], int]:
    return {(row.address, row.hour): row.reads for row in HourlyReads.objects.all()}


def tallies(minute: bool = False) -> dict[tuple[str, str], int]:
    rows = Tally.objects.filter(minute__gt=0) if minute else Tally.objects.filter(minute=0)
    return {(row.name, row.label): row.count for row in rows}


def read(reads: Reads, **times: int) -> None:
    for name, count in times.items():
        for _time in range(count):
            reads.count(f"/{name}/")


class Outage:
    """A database that is away for as long as the test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ours = flushing.add_up
        self._monkeypatch = monkeypatch

    def begin(self) -> None:
        def away(*_arguments: Any) -> None:
            raise OperationalError("the server closed the connection")

        self._monkeypatch.setattr(flushing, "add_up", away)

    def end(self) -> None:
        self._monkeypatch.setattr(flushing, "add_up", self._ours)


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Outage:
    return Outage(monkeypatch)


def test_batches_of_several_processes_add_up() -> None:
    one, other = Reads(), Reads()
    flushers = [Flusher(one), Flusher(other)]

    for _batch in range(2):
        read(one, culture=2, politique=1)
        read(other, culture=5)
        assert all(flusher.flush(NOW) for flusher in flushers)

    assert kept() == {("/culture/", HOUR): 14, ("/politique/", HOUR): 2}


def test_each_hour_is_counted_by_itself() -> None:
    reads = Reads()
    flusher = Flusher(reads)

    for minutes in (0, 15, 30):
        read(reads, culture=1)
        flusher.flush(NOW + timedelta(minutes=minutes))

    assert kept() == {("/culture/", HOUR): 2, ("/culture/", HOUR + timedelta(hours=1)): 1}


def test_many_addresses_are_one_batch() -> None:
    reads = Reads()
    for number in range(1500):
        reads.count(f"/page-{number}/?avant=1-{number}")
        reads.count("/100%/")

    Flusher(reads).flush(NOW)

    assert len(kept()) == 1501
    assert kept()["/100%/", HOUR] == 1500


def test_reads_wait_while_the_database_is_away(outage: Outage) -> None:
    reads = Reads()
    flusher = Flusher(reads)

    outage.begin()
    read(reads, culture=3)
    assert not flusher.flush(NOW)
    read(reads, culture=1, politique=1)
    assert not flusher.flush(NOW + timedelta(hours=1))
    assert kept() == {}
    outage.end()
    assert flusher.flush(NOW + timedelta(hours=2))
    assert flusher.flush(NOW + timedelta(hours=2))

    later = HOUR + timedelta(hours=1)
    assert kept() == {("/culture/", HOUR): 3, ("/culture/", later): 1, ("/politique/", later): 1}
    assert tallies()["reads", ""] == 5


def test_what_waits_takes_a_bounded_piece_of_memory(outage: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flushing, "MOST", 3)
    reads = Reads()
    flusher = Flusher(reads)

    outage.begin()
    for number in range(10):
        read(reads, **{f"page-{number}": 1, "culture": 5})
        flusher.flush(NOW)
    outage.end()
    flusher.flush(NOW)

    assert len(kept()) == 3
    assert kept()["/culture/", HOUR] == 50


def test_an_idle_process_asks_nothing_of_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Flusher(Reads()).flush(NOW)


def test_what_is_kept_says_nothing_of_readers() -> None:
    assert {field.name for field in HourlyReads._meta.get_fields()} == {"id", "address", "hour", "reads"}


def test_reads_through_django_count_like_those_of_the_edge(
    press: Press, newspaper: Newspaper, client: Client
) -> None:
    make_article(newspaper.culture, "Le bac repart")
    flusher = Flusher(Reads(), lambda: middleware.edge().reads)

    client.get("/culture/le-bac-repart/")  # its first reader has it printed
    client.get("/culture/le-bac-repart/", {"fbclid": "x"})
    client.head("/culture/le-bac-repart/")
    client.get("/recherche/")
    flusher.flush(NOW)

    assert kept() == {("/culture/le-bac-repart/", HOUR): 2}


def test_tallies_are_kept_of_all_time_and_by_the_minute() -> None:
    tally("printings", "printed", 3)
    flush_tallies(NOW)
    tally("printings", "printed")
    tally("printings", "failed")
    flush_tallies(NOW + timedelta(minutes=1))

    assert tallies() == {("printings", "printed"): 4, ("printings", "failed"): 1}
    assert sorted(Tally.objects.filter(label="printed", minute__gt=0).values_list("count", flat=True)) == [
        1,
        3,
    ]


def test_tallies_wait_while_the_database_is_away(outage: Outage) -> None:
    tally("printings", "printed")
    outage.begin()
    with pytest.raises(OperationalError):
        flush_tallies(NOW)
    outage.end()
    flush_tallies(NOW)

    assert tallies() == {("printings", "printed"): 1}


def test_a_duration_falls_into_the_smallest_bucket_that_holds_it() -> None:
    for seconds in (0.05, 0.06, 0.3, 1e6):
        tally_duration("fresh", seconds)

    assert take_tallies() == {
        ("fresh", "0.05"): 1,
        ("fresh", "0.1"): 1,
        ("fresh", "0.5"): 1,
        ("fresh", "+Inf"): 1,
        ("fresh", "sum"): 1_000_000_410,
    }


@given(
    batches=st.lists(
        st.tuples(st.booleans(), st.dictionaries(st.sampled_from("abc"), st.integers(1, 5), max_size=3)),
        max_size=8,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_every_read_is_kept_once(
    outage: Outage, batches: list[tuple[bool, dict[str, int]]]
) -> None:
    HourlyReads.objects.all().delete()
    reads = Reads()
    flusher = Flusher(reads)
    total = 0

    for is_away, counts in batches:
        outage.begin() if is_away else outage.end()
        read(reads, **counts)
        total += sum(counts.values())
        flusher.flush(NOW)
    outage.end()
    flusher.flush(NOW)

    assert sum(kept().values()) == total


def test_the_statement_is_one_that_the_database_adds_up_itself() -> None:
    """Read and written back in Python, two processes would lose each other's counts."""
    reads = Reads()
    read(reads, culture=1)
    Flusher(reads).flush(NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE press_hourlyreads SET reads = 100")
    read(reads, culture=1)
    Flusher(reads).flush(NOW)

    assert kept() == {("/culture/", HOUR): 101}
