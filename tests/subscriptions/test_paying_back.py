"""What a provider is asked to pay back goes back once and stands in the books once, whatever breaks off in between."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rotative.subscriptions.models import AskedRefund, LedgerEntry, OddPayment, Order, StaffAction
from rotative.subscriptions.money import Money
from rotative.subscriptions.paying_back import (
    ask_again,
    ask_back,
    give_up,
    hear_of_refunds,
    pays_back,
    reconcile_refunds,
)
from rotative.subscriptions.payments.interface import (
    ProviderAway,
    ProviderRefused,
    Refund,
    State,
    Verdict,
)
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.refunding import refund, refundable
from rotative.subscriptions.tills import _made, providers
from tests.providers.service import Trouble
from tests.providers.stripe_checkout import StripeService
from tests.providers.wave import WaveService
from tests.subscriptions.desk.people import account, at_the_desk
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader
from tests.subscriptions.stripe_site import Renewer, notify, with_stripe

LATER = NOW + timedelta(days=1)


@pytest.fixture
def stripe(settings: Any, newspaper: Any, local_stripe: str) -> Iterator[StripeService]:
    with with_stripe(settings, local_stripe) as service:
        yield service


@pytest.fixture
def wave(settings: Any, newspaper: Any) -> Iterator[WaveService]:
    settings.SITE_URL = "https://www.ladepeche.example"
    with WaveService(api_key="key", webhook_secret="secret") as service:
        settings.PAYMENTS = {
            "WAVE_API_KEY": "key",
            "WAVE_WEBHOOK_SECRET": "secret",
            "WAVE_API_BASE": service.address,
        }
        yield service
    _made.cache_clear()


def bought(stripe: StripeService, way: str = "stripe") -> tuple[Any, LedgerEntry]:
    """A reader who has paid for one term by card, or agreed to all, and her charge."""
    reader = Renewer(stripe)
    order = reader.opens(way)
    stripe.pay(reader.session_of(order))
    reader.page_of(order)
    return reader.user, LedgerEntry.objects.get()


def form(**changed: str) -> dict[str, str]:
    filled = {
        "form_token": str(uuid4()),
        "how": "provider",
        "amount": "2500",
        "number": "",
        "reason": "Payé deux fois",
    }
    return {**filled, **changed}


def gone_back(stripe: StripeService) -> int:
    """How much of the only payment is back at localstripe."""
    rows = stripe._at_localstripe("GET", "/v1/refunds?limit=100").json()["data"]
    orders = set(Order.objects.values_list("reference", flat=True))
    return sum(row["amount"] for row in rows if row["metadata"].get("order_id") in orders)


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["stripe", "stripe-renewing"])
def test_the_desk_has_stripe_pay_back_and_it_is_booked_once_although_the_form_is_sent_twice(
    stripe: StripeService, way: str
) -> None:
    awa, charge = bought(stripe, way)
    desk, sent = at_the_desk(), form()

    answers = [desk.post(account(awa, f"rembourser/{charge.pk}/"), sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    entry = LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND)
    assert entry.money == -PRICE
    assert entry.provider_ref.startswith("re_")
    assert gone_back(stripe) == 2500
    assert AskedRefund.objects.get().state == AskedRefund.State.BOOKED
    assert StaffAction.objects.filter(what="refunded").count() == 1


@pytest.mark.django_db
def test_a_part_and_then_the_rest_goes_back(stripe: StripeService) -> None:
    awa, charge = bought(stripe)
    desk, way = at_the_desk(), account(awa, f"rembourser/{charge.pk}/")

    desk.post(way, form(amount="1000"))
    desk.post(way, form(amount="1501"))
    desk.post(way, form(amount="1500"))

    assert gone_back(stripe) == 2500
    assert not refundable(charge)


@pytest.mark.django_db
def test_a_refusal_is_said_in_words_with_the_way_out_and_nothing_is_booked(stripe: StripeService) -> None:
    awa, charge = bought(stripe)
    stripe._secret_key = "sk_test_another"
    sent = form()

    page = at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), sent)

    (sentence,) = page.context["form"].non_field_errors()
    assert page.status_code == 422
    assert sentence.count(".") >= 2
    assert LedgerEntry.objects.count() == 1
    assert refundable(charge) == PRICE
    # Trying again is another refund: the first was refused for good.
    again = str(page.context["form"]["form_token"].value())
    assert again != sent["form_token"]
    stripe._secret_key = "sk_test_localstripe"
    at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), form(form_token=again))
    assert gone_back(stripe) == 2500


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [Trouble.ERROR, Trouble.HANGS_UP, Trouble.TRUNCATED])
def test_a_provider_that_does_not_answer_is_asked_again_and_pays_back_once(
    stripe: StripeService, trouble: Trouble
) -> None:
    awa, charge = bought(stripe)
    stripe.trouble(
        None, None, trouble, trouble
    )  # the payment and its refunds are told, then the refund is asked for

    page = at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), form(), follow=True)
    waiting = AskedRefund.objects.get()
    with pytest.raises(ValidationError):  # nobody pays the same money back by hand meanwhile
        refund(charge, amount=PRICE, key="by hand", now=timezone.now())
    shown = at_the_desk().get("/redaction/abonnements/a-examiner/").content.decode()
    back = reconcile_refunds(providers(), now=timezone.now() + timedelta(minutes=10))

    assert page.status_code == 200
    assert waiting.state == AskedRefund.State.ASKED
    assert f"/a-examiner/remboursement/{waiting.pk}/" in shown
    assert (back.asked, back.booked, gone_back(stripe)) == (1, 1, 2500)
    assert LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND).money == -PRICE


@pytest.mark.django_db
def test_keys_that_are_refused_after_a_lost_answer_do_not_say_that_nothing_went_back(
    stripe: StripeService,
) -> None:
    awa, charge = bought(stripe)
    stripe.trouble(None, None, Trouble.HANGS_UP, Trouble.HANGS_UP)
    at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), form())
    stripe._secret_key = "sk_test_another"
    reconcile_refunds(providers(), now=timezone.now() + timedelta(minutes=10))
    locked_out = AskedRefund.objects.get()
    page = at_the_desk().get(f"/redaction/abonnements/a-examiner/remboursement/{locked_out.pk}/")

    stripe._secret_key = "sk_test_localstripe"
    reconcile_refunds(providers(), now=timezone.now() + timedelta(hours=1))

    assert (locked_out.state, locked_out.problem) == (AskedRefund.State.ASKED, Reason.KEYS_REFUSED)
    assert "–" in page.context["introduction"]
    assert AskedRefund.objects.get().state == AskedRefund.State.BOOKED
    assert gone_back(stripe) == 2500


@pytest.mark.django_db
def test_stripes_word_about_the_refund_may_come_before_it_is_booked(stripe: StripeService) -> None:
    awa, charge = bought(stripe)
    stripe.trouble(None, None, Trouble.HANGS_UP, Trouble.HANGS_UP)
    at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), form())
    about = {"metadata": {"order_id": charge.order.reference}}

    for kind in ("charge.refunded", "refund.updated", "charge.refunded"):
        assert notify(stripe, kind, about).status_code == 200

    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.REFUND).count() == 1
    assert not OddPayment.objects.exists()
    assert gone_back(stripe) == 2500


@pytest.mark.django_db
def test_what_was_paid_back_on_stripes_own_site_is_looked_at_by_a_person(stripe: StripeService) -> None:
    _awa, charge = bought(stripe)
    payment = stripe._shown(charge.provider_ref)["payment_intent"]["id"]
    stripe._at_localstripe("POST", "/v1/refunds", {"payment_intent": payment}).raise_for_status()

    for _time in range(2):
        notify(stripe, "charge.refunded", {"metadata": {"order_id": charge.order.reference}})

    assert OddPayment.objects.get().kind == OddPayment.Kind.REFUNDED
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_desk_may_only_book_what_was_paid_back_by_hand(stripe: StripeService) -> None:
    awa, charge = bought(stripe)

    at_the_desk().post(account(awa, f"rembourser/{charge.pk}/"), form(how="hand", number="re_by_hand"))

    assert LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND).provider_ref == "re_by_hand"
    assert gone_back(stripe) == 0


@pytest.mark.django_db
def test_wave_pays_back_the_whole_only_and_says_so(wave: WaveService) -> None:
    reader = make_reader()
    settled = buy(PlanFactory.create(), reader, now=timezone.now())
    session = providers()["wave"].start(_wanted(settled.order))
    wave.pay(session.provider_ref)
    charge = settled.entry
    assert charge is not None
    wave.sessions[charge.provider_ref] = {**wave.sessions[session.provider_ref], "id": charge.provider_ref}
    desk, way = at_the_desk(), account(reader, f"rembourser/{charge.pk}/")

    part = desk.post(way, form(amount="100"))
    whole = desk.post(way, form())

    assert (part.status_code, whole.status_code) == (422, 302)
    assert wave.refunded == [charge.provider_ref]
    assert LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND).money == -PRICE


def _wanted(order: Order) -> Any:
    from tests.subscriptions.payments.counters import checkout

    return checkout(order.price, order_id=order.reference)


@pytest.mark.django_db
def test_cinetpay_pays_nothing_back_so_the_desk_says_so_and_books(settings: Any, newspaper: Any) -> None:
    settings.PAYMENTS = {
        "CINETPAY_API_KEY": "key",
        "CINETPAY_SITE_ID": "1",
        "CINETPAY_SECRET_KEY": "secret",
    }
    reader = make_reader()
    charge = buy(PlanFactory.create(), reader, now=timezone.now(), provider="cinetpay").entry
    assert charge is not None
    desk, way = at_the_desk(), account(reader, f"rembourser/{charge.pk}/")

    page = desk.get(way)
    desk.post(way, form())

    assert "CinetPay" in page.context["introduction"]
    assert "how" not in page.context["form"].fields
    assert pays_back(charge, providers()) is None
    assert LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND).money == -PRICE
    _made.cache_clear()


@pytest.mark.django_db
def test_a_refund_that_waits_is_asked_again_or_given_up_with_a_reason(stripe: StripeService) -> None:
    awa, charge = bought(stripe)
    stripe.trouble(*[Trouble.ERROR] * 2)
    desk = at_the_desk()
    desk.post(account(awa, f"rembourser/{charge.pk}/"), form())
    asked = AskedRefund.objects.get()
    way = f"/redaction/abonnements/a-examiner/remboursement/{asked.pk}/"

    unsaid = desk.post(way, {"what": "give up", "note": ""})
    stripe.trouble(*[Trouble.ERROR] * 2)
    desk.post(way, {"what": "again"})
    assert AskedRefund.objects.get().state == AskedRefund.State.ASKED
    desk.post(way, {"what": "give up", "note": "Rien sur la page de Stripe"})

    assert unsaid.status_code == 422
    assert AskedRefund.objects.get().state == AskedRefund.State.REFUSED
    assert not give_up(asked, staff=asked.staff, now=timezone.now(), note="encore")
    assert refundable(charge) == PRICE
    assert reconcile_refunds(providers(), now=timezone.now() + timedelta(days=1)).asked == 0


class Till:
    """A provider that does what a test wants of it: pays back once a key, and may be cut off before or after."""

    name, label, currencies, can_refund = "stripe", "", frozenset({"XOF"}), True

    def __init__(self) -> None:
        self.paid: dict[str, int] = {}
        self.mood = "well"

    def refund(self, _order: str, _ref: str, amount: Money, *, refund_id: str) -> Refund:
        if self.mood == "away before":
            raise ProviderAway(self.name, "it does not answer")
        if self.mood == "refuses" and refund_id not in self.paid:
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED)
        self.paid.setdefault(refund_id, amount.amount)
        if self.mood == "away after":
            raise ProviderAway(self.name, "it does not answer")
        state = State.PENDING if self.mood == "slow" else State.REFUNDED
        return Refund(state, f"re_{refund_id}", amount)

    def verify(self, order_id: str, _ref: str) -> Verdict:
        return Verdict(
            state=State.REFUNDED if sum(self.paid.values()) >= 2500 else State.PAID, order_id=order_id
        )


MOODS = ["well", "slow", "away before", "away after", "refuses"]
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from("ab"), st.sampled_from(MOODS)),
        st.tuples(st.just("notified"), st.just(""), st.sampled_from(MOODS)),
        st.tuples(st.just("reconciled"), st.just(""), st.sampled_from(MOODS)),
        st.tuples(st.just("crash"), st.sampled_from("ab"), st.just("well")),
    ),
    max_size=8,
)


class TestRefundsInAnyOrder(TestCase):
    @rules(max_examples=60)
    @given(EVENTS, st.sampled_from([(2500, 2500), (1500, 1000), (1500, 1500), (100, 200)]))
    def test_the_books_hold_what_went_back_and_it_goes_back_once(
        self, events: list[tuple[str, str, str]], amounts: tuple[int, int]
    ) -> None:
        settled, staff, till = (
            buy(PlanFactory.create(), make_reader(), provider="stripe"),
            make_reader(),
            Till(),
        )
        charge: Any = settled.entry
        sums = dict(zip("ab", amounts, strict=True))
        tills: Any = {"stripe": till}
        now = LATER

        for what, key, mood in events:
            now += timedelta(hours=7)
            till.mood = mood
            match what:
                case "ask":
                    self._ask(charge, till, sums[key], key, staff, now)
                case "crash":  # what was written down is there, what was to follow is not
                    till.mood = "away before"
                    self._ask(charge, till, sums[key], key, staff, now)
                    till.paid.setdefault(key, sums[key]) if self._waits(key) else None
                case "notified":
                    hear_of_refunds(settled.order, till, now=now, seconds=5)  # type: ignore[arg-type]
                case "reconciled":
                    reconcile_refunds(tills, now=now)
        till.mood = "well"
        for _time in range(2):
            now += timedelta(hours=7)
            reconcile_refunds(tills, now=now)

        booked = {
            one.key: -one.entry.amount
            for one in AskedRefund.objects.exclude(entry=None)
            if one.entry is not None
        }
        assert booked == till.paid
        assert sum(booked.values()) <= 2500
        assert not AskedRefund.objects.filter(state=AskedRefund.State.ASKED).exists()
        assert refundable(charge).amount == 2500 - sum(booked.values())
        assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.REFUND).count() == len(booked)

    def _ask(self, charge: Any, till: Any, amount: int, key: str, staff: Any, now: Any) -> None:
        try:
            ask_back(
                charge, till, amount=Money(amount, "XOF"), key=key, staff=staff, reason="Erreur", now=now
            )
        except ValidationError:
            assert not AskedRefund.objects.filter(key=key).exists()

    def _waits(self, key: str) -> bool:
        return AskedRefund.objects.filter(key=key, state=AskedRefund.State.ASKED).exists()


@pytest.mark.django_db
def test_what_is_settled_is_asked_about_no_more() -> None:
    charge: Any = buy(PlanFactory.create(), make_reader(), provider="stripe").entry
    till: Any = Till()
    asked = ask_back(charge, till, amount=PRICE, key="k", staff=make_reader(), reason="x", now=LATER)
    till.paid.clear()

    again = ask_again(asked, till, now=LATER)

    assert again.state == AskedRefund.State.BOOKED
    assert till.paid == {}
