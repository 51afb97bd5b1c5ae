"""The addresses that providers notify: whatever is posted there, only the provider's own answer moves anything."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from rotative.subscriptions import notifications
from rotative.subscriptions.checkout import open_checkout
from rotative.subscriptions.models import LedgerEntry, OddPayment, Order, Subscription
from rotative.subscriptions.models.order import new_reference
from rotative.subscriptions.payments.interface import Started
from rotative.subscriptions.tills import _made, providers
from tests.factories import Newspaper
from tests.providers.service import Trouble
from tests.providers.stripe_checkout import SECRET_KEY
from tests.subscriptions.factories import PlanFactory, make_reader
from tests.subscriptions.payments.counters import NAMES, WEBHOOK_SECRET, Counter, checkout, opened

pytestmark = pytest.mark.django_db

KEYS = {
    "cinetpay": {
        "CINETPAY_API_KEY": "cinetpay-canary-key",
        "CINETPAY_SITE_ID": "445160",
        "CINETPAY_SECRET_KEY": WEBHOOK_SECRET,
    },
    "wave": {"WAVE_API_KEY": "wave_sn_prod_canary", "WAVE_WEBHOOK_SECRET": WEBHOOK_SECRET},
    "stripe": {"STRIPE_SECRET_KEY": SECRET_KEY, "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET},
}


@dataclass
class Till:
    """A provider of the site, and what is ordered there."""

    name: str
    counter: Counter

    def order(self) -> Order:
        """An order that is open at the provider."""
        opened = open_checkout(
            PlanFactory.create(),
            providers()[self.name],
            buyer=make_reader(),
            reference=new_reference(),
            language="fr",
            return_address="/retour/",
            cancel_address="/retour/",
            now=timezone.now(),
        )
        Order.objects.filter(pk=opened.order.pk).update(expires_at=timezone.now() + timedelta(hours=1))
        return opened.order

    def pays(self, order: Order) -> None:
        self.counter.pay(_wanted(order), _started(order))

    def posted(self, order: Order) -> tuple[dict[str, str], bytes]:
        """What the provider posts about an order as it stands there now."""
        return self.counter.posted(_wanted(order), _started(order), timezone.now())

    def notify(self, headers: dict[str, str], body: bytes) -> Any:
        kind = "application/x-www-form-urlencoded" if self.name == "cinetpay" else "application/json"
        return Client(enforce_csrf_checks=True).post(
            f"/paiements/{self.name}/", body, content_type=kind, headers=headers
        )


def _wanted(order: Order) -> Any:
    return checkout(order.price, order_id=order.reference)


def _started(order: Order) -> Started:
    return Started("", order.provider_ref)


@pytest.fixture(params=NAMES)
def till(
    request: pytest.FixtureRequest, settings: Any, newspaper: Newspaper, local_stripe: str
) -> Iterator[Till]:
    caches["counters"].clear()
    settings.SITE_URL = "https://www.ladepeche.example"  # Wave leads back to https only
    name = request.param
    with opened(name, local_stripe) as counter:
        settings.PAYMENTS = {**KEYS[name], f"{name.upper()}_API_BASE": counter.service.address}
        yield Till(name, counter)
    _made.cache_clear()


def subscribers() -> int:
    return Subscription.objects.filter(state="active").count()


@pytest.mark.parametrize("times", [1, 3])
def test_a_notification_settles_however_often_it_comes(till: Till, times: int) -> None:
    order = till.order()
    till.pays(order)
    post = till.posted(order)

    assert [till.notify(*post).status_code for _time in range(times)] == [200] * times
    assert (LedgerEntry.objects.count(), subscribers()) == (1, 1)


def test_a_notification_that_comes_late_still_counts(till: Till) -> None:
    order = till.order()
    Order.objects.update(state="expired", expires_at=timezone.now() - timedelta(days=2))
    till.pays(order)

    assert till.notify(*till.posted(order)).status_code == 200
    assert subscribers() == 1


@rules(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["old", "failed", "new"]), min_size=1, max_size=5))
def test_notifications_that_come_out_of_order_end_alike(till: Till, arriving: list[str]) -> None:
    order, before = till.order(), (LedgerEntry.objects.count(), subscribers())
    posts = {"old": till.posted(order)}
    till.counter.attempt_in_vain(_wanted(order), _started(order))
    posts["failed"] = till.posted(order)
    till.pays(order)
    posts["new"] = till.posted(order)

    for one in arriving:
        assert till.notify(*posts[one]).status_code == 200

    assert (LedgerEntry.objects.count(), subscribers()) == (before[0] + 1, before[1] + 1)


def test_a_genuine_notification_about_what_is_not_paid_gives_nothing(till: Till) -> None:
    order = till.order()

    assert till.notify(*till.posted(order)).status_code == 200
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("how", ["signature", "body", "unsigned", "of another provider", "empty"])
def test_a_forged_notification_is_turned_away_and_nobody_is_asked(till: Till, how: str) -> None:
    order = till.order()
    till.pays(order)
    (headers, body), asked = till.posted(order), len(till.counter.service.asked)
    (name, signature), *_others = headers.items()
    forged = {
        "signature": ({name: signature[:-1] + ("0" if signature[-1] != "0" else "1")}, body),
        "body": (headers, body.replace(order.reference.encode(), order.reference[::-1].encode())),
        "unsigned": ({}, body),
        "of another provider": ({"X-Signature": signature}, body),
        "empty": (headers, b""),
    }

    assert till.notify(*forged[how]).status_code == 400
    assert len(till.counter.service.asked) == asked
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("what", ["amount", "currency"])
def test_other_money_than_was_ordered_is_looked_at_by_a_person(till: Till, what: str) -> None:
    order = till.order()
    till.pays(order)
    till.counter.change(_wanted(order), _started(order), what)

    for _time in range(2):
        assert till.notify(*till.posted(order)).status_code == 200

    assert OddPayment.objects.get().kind == what
    assert not LedgerEntry.objects.exists()


def test_an_answer_about_another_order_settles_neither(till: Till) -> None:
    order = till.order()
    till.pays(order)
    post = till.posted(order)
    till.counter.change(_wanted(order), _started(order), "order")

    assert till.notify(*post).status_code == 200
    assert not LedgerEntry.objects.exists()
    assert not OddPayment.objects.exists()


def test_a_notification_about_an_order_of_another_provider_changes_nothing(till: Till) -> None:
    order = till.order()
    till.pays(order)
    post = till.posted(order)
    Order.objects.filter(pk=order.pk).update(provider="cash")

    assert till.notify(*post).status_code == 200
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("size", [notifications.LONGEST + 1, 3_000_000])
def test_a_notification_that_is_too_long_is_not_read(till: Till, size: int) -> None:
    order = till.order()
    headers, body = till.posted(order)

    answer = till.notify(headers, body + b" " * (size - len(body)))

    assert answer.status_code == 413
    assert len(till.counter.service.asked) == 1  # the opening


def test_a_provider_that_hangs_keeps_its_notification_waiting_for_a_moment_only(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = till.order()
    till.pays(order)
    post = till.posted(order)
    monkeypatch.setattr(notifications, "SECONDS", 0.1)
    till.counter.service.trouble(Trouble.HANGS, Trouble.HANGS)
    began = time.monotonic()

    answer = till.notify(*post)

    assert answer.status_code == 200
    assert time.monotonic() - began < 5  # which Wave waits
    assert not LedgerEntry.objects.exists()


def test_the_address_answers_a_get_and_other_methods_without_doing_anything(till: Till) -> None:
    till.order()
    asked = len(till.counter.service.asked)

    statuses = [
        getattr(Client(), method)(f"/paiements/{till.name}/").status_code for method in ("get", "head", "put")
    ]

    assert statuses == [200, 200, 200]
    assert len(till.counter.service.asked) == asked
    assert Client().get("/paiements/test-till/").status_code == 404
