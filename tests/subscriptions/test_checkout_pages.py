"""From a plan to a paid order, through a provider that runs on this machine."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from rotative.press.edge.passes import COOKIE
from rotative.subscriptions import notifications, verifying
from rotative.subscriptions.models import LedgerEntry, OddPayment, Order, Subscription
from rotative.subscriptions.reconciliation import reconcile
from rotative.subscriptions.tills import _made, providers
from rotative.subscriptions.views import checkout
from tests.factories import Newspaper
from tests.providers.wave import WaveService
from tests.subscriptions.factories import PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, hidden, links, said, signed_in, tree

pytestmark = pytest.mark.django_db

KEY, SECRET = "wave_sn_prod_canary", "wave_sn_WHS_canary"
ARTICLE = "/politique/le-bac/"


@pytest.fixture
def wave(settings: Any, newspaper: Newspaper) -> Iterator[WaveService]:
    """A paper that takes payments by Wave, and Wave itself."""
    caches["counters"].clear()
    settings.SITE_URL = "https://www.ladepeche.example"  # Wave leads back to https only
    with WaveService(api_key=KEY, webhook_secret=SECRET) as service:
        settings.PAYMENTS = {
            "WAVE_API_KEY": KEY,
            "WAVE_WEBHOOK_SECRET": SECRET,
            "WAVE_API_BASE": service.address,
        }
        yield service
    _made.cache_clear()


class Buyer:
    """A reader on her way to a subscription."""

    def __init__(self) -> None:
        self.user = make_reader()
        self.client = signed_in(self.user)
        self.plan = PlanFactory.create()
        self.checkout = at("subscription_checkout", plan_id=self.plan.pk)

    def fill_in(self, **changed: str) -> dict[str, str]:
        """What her form holds."""
        page = self.client.get(self.checkout, {"suite": ARTICLE})
        return {"way": "wave", "token": hidden(page, "token"), "suite": hidden(page, "suite"), **changed}

    def order(self) -> Order:
        """Send the form."""
        answer: Any = self.client.post(self.checkout, self.fill_in())
        assert answer.status_code == 302, said(answer)
        # The service opened it on a day of its own.
        Order.objects.filter(buyer=self.user).update(expires_at=timezone.now() + timedelta(minutes=30))
        return Order.objects.get(buyer=self.user)

    def comes_back(self, order: Order) -> Any:
        return self.client.get(at("subscription_order", reference=order.reference), {"suite": ARTICLE})

    @property
    def subscribes(self) -> bool:
        return Subscription.objects.filter(holder=self.user).exists()


@pytest.fixture
def buyer(wave: WaveService) -> Buyer:
    return Buyer()


def notify(wave: WaveService, order: Order, **changed: Any) -> Any:
    headers, body = wave.posted(order.provider_ref, timezone.now())
    return Client().post(
        "/paiements/wave/",
        data=changed.get("body", body),
        content_type="application/json",
        headers={**headers, **changed.get("headers", {})},
    )


def test_a_stranger_signs_in_first_and_comes_back_to_her_choice(wave: WaveService) -> None:
    plan = PlanFactory.create()
    wanted = f"{at('subscription_checkout', plan_id=plan.pk)}?suite=%2Fpolitique%2Fle-bac%2F"
    client = Client()

    answer = client.get(wanted)

    assert answer.headers["Location"].startswith(f"{at('account_login')}?next=")
    assert answer.headers["Cache-Control"] == "private, no-store"
    login = client.get(answer.headers["Location"])
    assert hidden(login, "next") == wanted
    assert 'role="status"' in login.content.decode()


def test_the_order_says_what_it_costs_and_how_it_can_be_paid(buyer: Buyer) -> None:
    page = buyer.client.get(buyer.checkout)

    assert "2\u202f500\u00a0F\u00a0CFA" in tree(page).xpath("string(//dl)")
    assert tree(page).xpath("//input[@type='radio']/@value") == ["wave"]
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_without_a_provider_codes_are_left(newspaper: Newspaper) -> None:
    plan = PlanFactory.create()

    page = signed_in(make_reader()).get(at("subscription_checkout", plan_id=plan.pk))

    assert tree(page).xpath("//input[@type='radio']") == []
    assert at("subscription_code") in links(page)


def test_a_currency_that_the_provider_does_not_take_is_not_offered_by_it(wave: WaveService) -> None:
    plan = PlanFactory.create(currency="EUR")

    page = signed_in(make_reader()).get(at("subscription_checkout", plan_id=plan.pk))

    assert tree(page).xpath("//input[@type='radio']") == []


@pytest.mark.parametrize("fields", [{"is_active": False}, {"price_amount": 0}])
def test_what_is_not_for_sale_has_no_order(newspaper: Newspaper, fields: dict[str, Any]) -> None:
    plan = PlanFactory.create(**fields)

    assert signed_in(make_reader()).get(at("subscription_checkout", plan_id=plan.pk)).status_code == 404


def test_from_the_choice_over_the_provider_back_to_the_article(buyer: Buyer, wave: WaveService) -> None:
    answer = buyer.client.post(buyer.checkout, buyer.fill_in())
    order = Order.objects.get()
    on_the_way = buyer.client.get(answer.headers["Location"])
    counter = wave.sessions[order.provider_ref]["wave_launch_url"]
    assert f"0;url={counter}" in tree(on_the_way).xpath("//meta[@http-equiv='refresh']/@content")
    assert counter in links(on_the_way)

    wave.pay(order.provider_ref)
    page = buyer.comes_back(order)

    assert ARTICLE in links(page)
    assert buyer.subscribes
    assert COOKIE in page.cookies
    assert Order.objects.get().state == "paid"


def test_coming_back_without_having_paid_gives_nothing(buyer: Buyer) -> None:
    order = buyer.order()

    page = buyer.comes_back(order)

    assert not buyer.subscribes
    assert ARTICLE not in links(page)
    assert tree(page).xpath("//meta[@http-equiv='refresh']/@content")[0].startswith("8;url=")
    assert f"{at('subscription_order', reference=order.reference)}?suite=%2Fpolitique%2Fle-bac%2F" in links(
        page
    )
    assert LedgerEntry.objects.count() == 0


def test_when_the_time_to_pay_is_over_the_reader_may_try_again(buyer: Buyer) -> None:
    order = buyer.order()
    Order.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    page = buyer.comes_back(order)

    assert f"{buyer.checkout}?suite=%2Fpolitique%2Fle-bac%2F" in links(page)
    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.get().state == "open"


def test_a_payment_in_another_amount_is_looked_at_by_a_person(buyer: Buyer, wave: WaveService) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)
    wave.sessions[order.provider_ref]["amount"] = "50"

    page = buyer.comes_back(order)

    assert not buyer.subscribes
    assert OddPayment.objects.get().amount == 50
    assert tree(page).xpath("//meta[@http-equiv='refresh']") == []


def test_a_form_that_is_sent_twice_opens_one_order(buyer: Buyer, wave: WaveService) -> None:
    form = buyer.fill_in()

    first, second = (buyer.client.post(buyer.checkout, form) for _time in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Order.objects.count() == 1
    assert len(wave.sessions) == 1
    assert tree(buyer.client.get(second.headers["Location"])).xpath("//meta[@http-equiv='refresh']")


def test_trying_again_is_another_order(buyer: Buyer) -> None:
    for _time in range(2):
        buyer.client.post(buyer.checkout, buyer.fill_in())

    assert Order.objects.values("reference").distinct().count() == 2


def test_the_reader_pays_the_price_that_she_was_shown_or_is_asked_again(buyer: Buyer) -> None:
    form = buyer.fill_in()
    buyer.plan.price_amount = 3000
    buyer.plan.save()

    page = buyer.client.post(buyer.checkout, form)

    assert page.status_code == 200
    assert "3\u202f000" in tree(page).xpath("string(//dl)")
    assert Order.objects.count() == 0


@pytest.mark.parametrize("changed", [{"token": "forged"}, {"token": ""}, {"way": "pigeon"}, {"way": ""}])
def test_a_form_that_was_tampered_with_opens_nothing(buyer: Buyer, changed: dict[str, str]) -> None:
    page = buyer.client.post(buyer.checkout, buyer.fill_in(**changed))

    assert page.status_code == 200
    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.count() == 0


def test_somebody_elses_form_opens_nothing(buyer: Buyer) -> None:
    form = buyer.fill_in()

    signed_in(make_reader()).post(buyer.checkout, form)

    assert Order.objects.count() == 0


def test_a_provider_that_refuses_closes_the_order_and_says_why(
    settings: Any, buyer: Buyer, wave: WaveService
) -> None:
    settings.PAYMENTS = {**settings.PAYMENTS, "WAVE_API_KEY": "wave_sn_prod_another"}

    page = buyer.client.post(buyer.checkout, buyer.fill_in())

    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.get().state == "failed"
    assert "wave_sn_prod_another" not in page.content.decode()


def test_a_provider_that_is_away_leaves_the_order_to_be_asked_about(settings: Any, buyer: Buyer) -> None:
    settings.PAYMENTS = {**settings.PAYMENTS, "WAVE_API_BASE": "http://127.0.0.1:9"}

    page = buyer.client.post(buyer.checkout, buyer.fill_in())

    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.get().state == "open"


def test_an_order_is_its_buyers_alone(buyer: Buyer) -> None:
    order = buyer.order()
    address = at("subscription_order", reference=order.reference)

    assert signed_in(make_reader()).get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith(at("account_login"))


def test_a_provider_may_bring_the_reader_back_with_a_post(buyer: Buyer) -> None:
    address = at("subscription_order", reference=buyer.order().reference) + "?suite=/"

    answer = Client(enforce_csrf_checks=True).post(address, {"transaction_id": "x"})

    assert (answer.status_code, answer.headers["Location"]) == (303, address)


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_no_step_leads_to_another_site(buyer: Buyer, wave: WaveService, address: str) -> None:
    answer = buyer.client.post(buyer.checkout, buyer.fill_in(suite=address))
    order = Order.objects.get()
    wave.pay(order.provider_ref)

    page = buyer.client.get(at("subscription_order", reference=order.reference), {"suite": address})

    assert "evil" not in answer.headers["Location"]
    assert "evil" not in page.content.decode()
    assert "evil" not in str(wave.sessions)


def test_a_trial_begins_without_paying_and_once(newspaper: Newspaper) -> None:
    plan, client = PlanFactory.create(trial_days=7), signed_in(make_reader())
    address = at("subscription_checkout", plan_id=plan.pk)

    first = client.post(address, {"way": "trial", "suite": ARTICLE})
    second = client.post(address, {"way": "trial", "suite": ARTICLE})

    assert first.headers["Location"] == ARTICLE
    assert second.headers["Location"].startswith(address)
    assert Subscription.objects.get().state == "trial"


@pytest.mark.parametrize("times", [1, 3])
def test_a_notification_settles_however_often_it_comes(buyer: Buyer, wave: WaveService, times: int) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)

    assert [notify(wave, order).status_code for _time in range(times)] == [200] * times
    assert LedgerEntry.objects.count() == 1
    assert buyer.subscribes


def test_a_notification_that_lies_about_a_payment_changes_nothing(buyer: Buyer, wave: WaveService) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)
    headers, body = wave.posted(order.provider_ref, timezone.now())
    wave.sessions[order.provider_ref].update(payment_status="processing", checkout_status="open")

    answer = Client().post("/paiements/wave/", body, content_type="application/json", headers=headers)

    assert answer.status_code == 200
    assert not buyer.subscribes


@pytest.mark.parametrize(
    "changed",
    [{"headers": {"Wave-Signature": "t=1,v1=00"}}, {"headers": {"Wave-Signature": ""}}, {"body": b"{}"}],
)
def test_a_forged_notification_is_turned_away(
    buyer: Buyer, wave: WaveService, changed: dict[str, Any]
) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)

    assert notify(wave, order, **changed).status_code == 400
    assert not buyer.subscribes


def test_a_notification_that_comes_after_the_end_of_the_order_still_counts(
    buyer: Buyer, wave: WaveService
) -> None:
    order = buyer.order()
    Order.objects.update(state="expired", expires_at=timezone.now() - timedelta(days=2))
    wave.pay(order.provider_ref)

    assert notify(wave, order).status_code == 200
    assert buyer.subscribes


def test_a_genuine_notification_about_none_of_our_orders_is_answered(buyer: Buyer, wave: WaveService) -> None:
    order = buyer.order()
    Order.objects.filter(pk=order.pk).update(provider="stripe")
    wave.pay(order.provider_ref)

    assert notify(wave, order).status_code == 200
    assert LedgerEntry.objects.count() == 0


def test_the_address_of_notifications_answers_a_get_and_is_nowhere_without_keys(wave: WaveService) -> None:
    assert Client().get("/paiements/wave/").status_code == 200
    assert Client().get("/paiements/stripe/").status_code == 404
    assert Client().post("/paiements/stripe/", b"{}", content_type="application/json").status_code == 404


def test_a_slow_provider_keeps_neither_notification_nor_reader_waiting(
    buyer: Buyer, wave: WaveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)
    monkeypatch.setattr(notifications, "SECONDS", 0.0)
    monkeypatch.setattr(checkout, "SECONDS", 0.0)
    monkeypatch.setattr(verifying, "ask_about", _never)

    assert notify(wave, order).status_code == 200
    assert buyer.comes_back(order).status_code == 200
    assert not buyer.subscribes


def _never(*_about: Any, **_agreement: Any) -> Any:
    from threading import Event

    Event().wait(0.2)
    raise AssertionError("nobody waits for this answer")


def test_what_no_notification_told_is_found_by_asking_again(buyer: Buyer, wave: WaveService) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)
    now = timezone.now()

    at_once = reconcile(providers(), now=now)
    later = reconcile(providers(), now=now + timedelta(minutes=2))
    once_more = reconcile(providers(), now=now + timedelta(minutes=3))

    assert (at_once.asked, later.asked, later.settled, once_more.asked) == (0, 1, 1, 0)
    assert buyer.subscribes
    assert Order.objects.get(pk=order.pk).state == "paid"


def test_an_order_is_given_up_only_after_an_answer_that_came_after_its_end(
    settings: Any, buyer: Buyer, wave: WaveService
) -> None:
    order = buyer.order()
    late = order.expires_at + timedelta(hours=3)
    right = dict(settings.PAYMENTS)
    settings.PAYMENTS = {**right, "WAVE_API_BASE": "http://127.0.0.1:9"}
    reconcile(providers(), now=late)
    assert reconcile(providers(), now=late + timedelta(hours=7)).expired == 0
    assert Order.objects.get().state == "open"

    settings.PAYMENTS = right
    reconcile(providers(), now=late + timedelta(hours=14))
    reconcile(providers(), now=late + timedelta(hours=15))

    assert Order.objects.get().state == "expired"
    assert not buyer.subscribes


def test_the_command_asks_before_it_closes_old_orders(
    buyer: Buyer, wave: WaveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = buyer.order()
    wave.pay(order.provider_ref)
    later = order.expires_at + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    told = StringIO()

    call_command("subscriptions", "run", stdout=told)

    assert re.search(r"^1 payments asked about: 1 paid", told.getvalue())
    assert buyer.subscribes


def test_a_session_keeps_the_counters_of_few_orders(buyer: Buyer) -> None:
    for _time in range(7):
        buyer.client.post(buyer.checkout, buyer.fill_in())

    assert len(buyer.client.session["subscriptions.counters"]) == 5


def test_an_introductory_price_is_for_the_first_time(buyer: Buyer) -> None:
    plan = PlanFactory.create(introductory_amount=1000, introductory_terms=1)
    address = at("subscription_checkout", plan_id=plan.pk)

    first = tree(buyer.client.get(address)).xpath("string(//dl)")
    buy(plan, buyer.user, now=timezone.now())
    second = tree(buyer.client.get(address)).xpath("string(//dl)")

    assert "1\u202f000" in first
    assert "2\u202f500" in second


def test_the_test_till_pays_in_the_demonstration_and_is_nowhere_else(
    newspaper: Newspaper, settings: Any, tmp_path: Path
) -> None:
    settings.ROTATIVE_HOME = tmp_path
    buyer = Buyer()
    assert tree(buyer.client.get(buyer.checkout)).xpath("//input[@type='radio']") == []
    assert buyer.client.get(at("subscription_till", reference="test-x")).status_code == 404
    (tmp_path / "test-till").mkdir()

    answer = buyer.client.post(buyer.checkout, buyer.fill_in(way="test-till"))
    on_the_way = buyer.client.get(answer.headers["Location"])
    till = tree(on_the_way).xpath("//main//a[@class='button']/@href")[0]
    back = buyer.client.post(till, {"act": "pay"})
    page = buyer.client.get(back.headers["Location"].removeprefix(settings.SITE_URL))

    assert ARTICLE in links(page)
    assert buyer.subscribes
    _made.cache_clear()


def test_what_the_test_till_refuses_is_not_paid(newspaper: Newspaper, settings: Any, tmp_path: Path) -> None:
    settings.ROTATIVE_HOME = tmp_path
    (tmp_path / "test-till").mkdir()
    buyer = Buyer()
    answer = buyer.client.post(buyer.checkout, buyer.fill_in(way="test-till"))
    till = tree(buyer.client.get(answer.headers["Location"])).xpath("//main//a[@class='button']/@href")[0]

    back = buyer.client.post(till, {"act": "turn-down"})
    page = buyer.client.get(back.headers["Location"].removeprefix(settings.SITE_URL))

    assert tree(page).xpath("//p[@role='alert']")
    assert buyer.checkout in links(page)[-2]
    assert not buyer.subscribes
    _made.cache_clear()
