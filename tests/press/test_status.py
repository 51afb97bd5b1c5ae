"""`rotative press status` tells what the page in the back office tells."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from rotative.press.models import PrintedPage, Publication, Tally
from rotative.press.tallying import take_tallies
from tests.factories import Newspaper
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db


def told(*arguments: Any) -> str:
    output = StringIO()
    call_command("press", *arguments, stdout=output)
    return output.getvalue()


def test_an_idle_press_says_so(press: Press) -> None:
    assert told("status") == (
        "0 printed pages.\n0 wait to be printed again.\n0.0 pages a minute in the last 5 minutes.\n0 fail.\n"
    )


def test_what_waits_what_fails_and_what_was_published_is_told(press: Press) -> None:
    now = timezone.now()
    for number in range(3):
        PrintedPage.objects.create(address=f"/{number}/", printed_at=now)
    PrintedPage.objects.create(address="/0/", audience="subscribers", printed_at=now)
    PrintedPage.objects.filter(address="/1/").update(stale_since=now - timedelta(seconds=40))
    PrintedPage.objects.filter(address="/2/").update(
        stale_since=now, failures=3, error="ValueError: non", retry_at=now + timedelta(minutes=1)
    )
    Tally.objects.create(name="printings", label="printed", minute=int(now.timestamp()) // 60, count=25)
    Publication.objects.create(
        address="/a/", committed_at=now, fresh_at=now + timedelta(seconds=0.25), at_once=4, later=9
    )

    lines = told("status").splitlines()

    assert lines[0] == "4 printed pages (3 public, 1 subscribers)."
    assert lines[1] in [
        f"1 wait to be printed again, the oldest for {seconds} s." for seconds in (40, 41, 42)
    ]
    assert lines[2] == "5.0 pages a minute in the last 5 minutes."
    assert lines[3] == "1 fail."
    again = timezone.localtime(now + timedelta(minutes=1))
    assert lines[4] == f"  /2/: attempt 3, next at {again:%H:%M:%S}: ValueError: non"
    assert lines[5].endswith("/a/: 4 pages fresh after 0.25 s, 9 more after -")


def test_what_the_command_prints_is_counted(press: Press, newspaper: Newspaper) -> None:
    take_tallies()

    told("print", "/politique/", "/culture/")

    assert Tally.objects.get(minute=0, name="printings", label="printed").count == 2
