"""Hands what a process has counted over to the database, in batches; what cannot be handed over waits in memory."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import Error, connection, transaction
from django.utils import timezone

from rotative.press.edge.reads import MOST, Reads, coldest_dropped
from rotative.press.models import HourlyReads, Tally
from rotative.press.tallying import ANSWERS, READS, put_back, take_tallies, tally

logger = logging.getLogger(__name__)

EVERY = 10.0  # seconds
_BATCH = 200  # rows of one statement
Row = tuple[object, ...]


def add_up(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows; the last column of one that is there already, found by all the others, grows by what comes in.

    In one statement, which SQLite and PostgreSQL understand alike, and in one order: several processes neither lose
    each other's counts nor wait for each other in a circle.
    """
    *key, count = columns
    rows = sorted(rows, key=str)
    ending = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {count} = {table}.{count} + EXCLUDED.{count}"
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            some = rows[start : start + _BATCH]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(some))} {ending}",  # noqa: S608
                [value for row in some for value in row],
            )


def flush_tallies(now: datetime) -> None:
    """Add what this process has tallied to what is kept. Raises the database's error; the tallies then wait."""
    _keep({}, now)


def _keep(reads: Mapping[tuple[str, datetime], int], now: datetime) -> None:
    tallies = take_tallies()
    if not reads and not tallies:
        return  # an idle process asks nothing of the database
    minute = int(now.timestamp()) // 60
    try:
        with transaction.atomic():
            hours = {hour: connection.ops.adapt_datetimefield_value(hour) for _address, hour in reads}
            add_up(
                HourlyReads._meta.db_table,
                ("hour", "address", "reads"),
                [(hours[hour], address, count) for (address, hour), count in reads.items()],
            )
            add_up(
                Tally._meta.db_table,
                ("minute", "name", "label", "count"),
                [(at, name, label, count) for (name, label), count in tallies.items() for at in (0, minute)],
            )
    except Error:
        put_back(tallies)
        raise


class Flusher:
    """Hands over what this process counts, every few seconds and when it ends, in a thread of its own.

    While the database is away the counts are kept, of at most ``MOST`` addresses; the least read go first.
    """

    def __init__(self, server: Reads, *others: Callable[[], Reads], every: float = EVERY) -> None:
        """``server`` has what the edge answered; the answers of ``others`` are known to it as Django's."""
        self._server = server
        self._others = others
        self._every = every
        self._waiting: Counter[tuple[str, datetime]] = Counter()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="press flusher", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Hand over the last batch and end."""
        self._ending.set()
        self._thread.join()

    def flush(self, now: datetime) -> bool:
        """Hand over what was counted until ``now``; return whether the database took it."""
        self._take(now)
        try:
            _keep(self._waiting, now)
        except Error as error:
            logger.warning("press: reads cannot be kept and wait: %s", error)
            return False
        self._waiting.clear()
        return True

    def _take(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        reads, answers = self._server.take()
        for others in self._others:
            for address, count in others().take()[0].items():
                reads[address] = reads.get(address, 0) + count
        for kind, count in answers.items():
            tally(ANSWERS, kind, count)
        if reads:
            tally(READS, count=sum(reads.values()))
        self._waiting.update({(address, hour): count for address, count in reads.items()})
        if len(self._waiting) > MOST:
            self._waiting = Counter(coldest_dropped(self._waiting, MOST))

    def _run(self) -> None:
        ended = False
        while not ended:
            ended = self._ending.wait(self._every)
            self.flush(timezone.now())
            # The thread would hold one open all the time for a moment's use.
            connection.close()
