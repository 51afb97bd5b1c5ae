"""What a worker does beside its turns."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from rotative.accounts.deleting import ask
from rotative.accounts.models import Deletion, User
from rotative.server.beside import Beside, look_after_accounts, look_after_subscriptions
from rotative.subscriptions.models import Subscription
from tests.subscriptions.factories import PlanFactory, buy, make_reader


def test_it_is_never_done_twice_at_the_same_time() -> None:
    going_on, done = threading.Event(), list[int]()

    def act() -> None:
        done.append(1)
        going_on.wait(10)

    beside = Beside("test", act)
    now = timezone.now()
    beside.begin(now)
    beside.begin(now)
    going_on.set()
    beside.wait(10)
    beside.begin(now)
    beside.wait(10)

    assert len(done) == 2


def test_what_fails_is_told_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tries = list[int]()

    def act() -> None:
        tries.append(1)
        raise ValueError("no post office")

    beside = Beside("test", act)
    for _ in range(2):
        beside.begin(timezone.now())
        beside.wait(10)

    assert len(tries) == 2
    assert "no post office" in caplog.text


@pytest.mark.django_db
def test_time_is_followed_for_subscribers_and_they_are_written_to(settings: Any) -> None:
    lapsed, ending = make_reader(), make_reader()
    buy(PlanFactory.create(), lapsed, now=timezone.now() - timedelta(days=60))
    buy(PlanFactory.create(), ending, now=timezone.now() - timedelta(days=27))

    look_after_subscriptions()

    assert Subscription.objects.get(holder=lapsed).state == "expired"
    assert any(ending.email in message.to for message in mail.outbox)


@pytest.mark.django_db
def test_accounts_go_whose_day_has_passed() -> None:
    goes, stays = make_reader(), make_reader()
    for reader in (goes, stays):
        ask(reader, language="fr", now=timezone.now())
    Deletion.objects.filter(user=goes).update(due_at=timezone.now())

    look_after_accounts()

    assert list(User.objects.filter(pk__in=[goes.pk, stays.pk])) == [stays]
