"""What renews by itself, from the reader's form over Stripe to the term: each once, whatever comes when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from rotative.subscriptions.models import (
    Agreement,
    Collection,
    LedgerEntry,
    OddPayment,
    Order,
    Receipt,
    Subscription,
    Term,
)
from rotative.subscriptions.payments import interface
from rotative.subscriptions.payments.interface import Agreed, Collected, Verdict
from rotative.subscriptions.payments.interface import State as Paid
from rotative.subscriptions.refunding import refund
from rotative.subscriptions.renewing import COLLECTING, follow
from rotative.subscriptions.selling import open_order
from rotative.subscriptions.states import State
from rotative.subscriptions.telling import tell_and_ask
from rotative.subscriptions.tills import providers
from tests.factories import Newspaper
from tests.providers.service import Trouble
from tests.providers.stripe_checkout import DECLINED, VISA, StripeService
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, said, tree
from tests.subscriptions.stripe_site import Renewer, notify, with_stripe


@pytest.fixture
def stripe(settings: Any, newspaper: Newspaper, local_stripe: str) -> Iterator[StripeService]:
    with with_stripe(settings, local_stripe) as service:
        yield service


@pytest.fixture
def awa(stripe: StripeService) -> Renewer:
    return Renewer(stripe)


def invoice_event(awa: Renewer, invoice: dict[str, Any], kind: str = "invoice.paid") -> Any:
    return notify(awa.stripe, kind, {name: value for name, value in invoice.items() if name[0] != "_"})


@pytest.mark.django_db
def test_the_form_offers_to_renew_and_a_single_term_and_says_what_each_means(awa: Renewer) -> None:
    page = awa.client.get(at("subscription_checkout", "en", plan_id=awa.plan.pk))

    assert tree(page).xpath("//input[@name='way']/@value") == ["stripe-renewing", "stripe"]
    assert "Renewed by itself it costs XOF 2,500 a month, collected from your card" in said(page)
    assert "renewed by itself until I cancel" in said(page)
    assert "for one term" in said(page)


@pytest.mark.django_db
@pytest.mark.parametrize("renews", [True, False])
def test_the_price_list_promises_renewal_only_where_it_is_offered(
    stripe: StripeService, renews: bool
) -> None:
    PlanFactory.create(renews_itself=renews)
    PlanFactory.create(renews_itself=True, currency="KES", order=9)  # no provider takes it

    page = Renewer(stripe, is_active=False).client.get(at("subscription_plans", "en"), follow=True)

    assert said(page).count("By card it can renew by itself, every month; you cancel in one click.") == renews


@pytest.mark.django_db
def test_what_the_reader_agreed_on_is_her_first_term_and_is_booked_with_its_invoice(awa: Renewer) -> None:
    order = awa.agrees()

    assert (order.state, order.provider_ref) == (Order.State.PAID, Collection.objects.get().ref)
    assert awa.subscription.state == State.ACTIVE
    assert awa.subscription.renews_itself
    assert LedgerEntry.objects.get().money == PRICE
    assert awa.page_of(order).status_code == 200
    assert LedgerEntry.objects.count() == Receipt.objects.count() == 1


@pytest.mark.django_db
def test_a_term_that_was_collected_extends_however_often_it_is_notified(awa: Renewer) -> None:
    awa.agrees()
    ends_at = awa.subscription.ends_at
    invoice = awa.stripe.renewals.next_term(awa.agreement.provider_ref)

    answers = [invoice_event(awa, invoice).status_code for _time in range(3)]

    assert answers == [200] * 3
    assert LedgerEntry.objects.count() == Receipt.objects.count() == Term.objects.count() == 2
    assert ends_at is not None
    assert awa.subscription.ends_at is not None
    assert awa.subscription.ends_at > ends_at
    assert Order.objects.filter(state="paid", buyer=awa.user).count() == 2


@pytest.mark.django_db
def test_what_no_notification_told_is_asked_about_after_the_end_of_the_term(awa: Renewer) -> None:
    awa.agrees()
    awa.stripe.renewals.next_term(awa.agreement.provider_ref)
    ends_at = awa.subscription.ends_at
    assert ends_at is not None

    early = tell_and_ask(providers(), now=ends_at)
    late = tell_and_ask(providers(), now=ends_at + timedelta(hours=3))
    again = tell_and_ask(providers(), now=ends_at + timedelta(hours=4))

    assert (early.asked, late.asked, late.collected, again.asked) == (0, 1, 1, 0)
    assert LedgerEntry.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_card_is_past_due_and_reads_while_stripe_tries_again(awa: Renewer) -> None:
    awa.agrees()
    invoice = awa.stripe.renewals.next_term(awa.agreement.provider_ref, card=DECLINED)

    invoice_event(awa, invoice, "invoice.payment_failed")
    failed = awa.subscription
    page = awa.client.get(at("account_subscription"))
    awa.stripe.renewals.retry(invoice, VISA)
    invoice_event(awa, invoice)

    assert failed.state == State.PAST_DUE
    assert at("subscription_checkout", plan_id=awa.plan.pk) in tree(page).xpath("//main//a/@href")
    assert awa.subscription.state == State.ACTIVE
    assert LedgerEntry.objects.count() == 2


@pytest.mark.django_db
def test_when_stripe_gives_up_nothing_renews_any_more(awa: Renewer) -> None:
    awa.agrees()
    ref = awa.agreement.provider_ref
    invoice_event(awa, awa.stripe.renewals.next_term(ref, card=DECLINED), "invoice.payment_failed")
    awa.stripe.renewals.cancel(ref)

    notify(awa.stripe, "customer.subscription.deleted", {"metadata": awa.at_stripe["metadata"]})

    assert (awa.subscription.state, awa.subscription.renews_itself) == (State.PAST_DUE, False)
    assert awa.agreement.ended_at is not None
    assert not Agreement.objects.to_be_asked(timezone.now() + timedelta(days=400)).exists()
    assert "stripe-renewing" in tree(awa.client.get(awa.checkout)).xpath("//input[@name='way']/@value")


@pytest.mark.django_db
def test_cancelling_and_resuming_take_one_press_each_and_stripe_is_told(awa: Renewer) -> None:
    awa.agrees()

    awa.presses("cancel")
    cancelled = (
        awa.subscription.state,
        awa.subscription.renews_itself,
        awa.at_stripe["cancel_at_period_end"],
    )
    awa.presses("resume")
    resumed = (awa.subscription.state, awa.subscription.renews_itself, awa.at_stripe["cancel_at_period_end"])

    assert cancelled == (State.CANCELLED, False, True)
    assert resumed == (State.ACTIVE, True, False)
    assert awa.agreement.told == awa.agreement.wish == Agreement.Wish.GO_ON


@pytest.mark.django_db
def test_who_cancels_has_cancelled_although_stripe_is_away_and_it_is_told_later(awa: Renewer) -> None:
    awa.agrees()
    awa.stripe.trouble(*[Trouble.ERROR] * 2)

    awa.presses("cancel")
    before = (awa.subscription.state, awa.at_stripe["cancel_at_period_end"])
    notify(awa.stripe, "customer.subscription.updated", {"metadata": awa.at_stripe["metadata"]})
    assert awa.subscription.state == State.CANCELLED  # what Stripe does not know yet undoes no wish
    told = tell_and_ask(providers(), now=timezone.now() + timedelta(minutes=5))

    assert before == (State.CANCELLED, False)
    assert (told.told, awa.at_stripe["cancel_at_period_end"]) == (1, True)


@pytest.mark.django_db
def test_an_answer_from_before_a_wish_does_not_undo_it(awa: Renewer) -> None:
    order = awa.agrees()
    asked = awa.agreement
    provider: Any = providers()["stripe"]
    old_answer = provider.agreement(order.reference, asked.checkout_ref)
    awa.presses("cancel")

    follow(asked, old_answer, now=timezone.now())

    assert awa.subscription.state == State.CANCELLED
    assert awa.agreement.wish == Agreement.Wish.END


@pytest.mark.django_db
def test_what_is_changed_on_stripes_own_site_is_taken_over(awa: Renewer) -> None:
    awa.agrees()
    event = {"metadata": awa.at_stripe["metadata"]}

    awa.at_stripe["cancel_at_period_end"] = True
    notify(awa.stripe, "customer.subscription.updated", event)
    ended = (awa.subscription.state, awa.subscription.renews_itself)
    awa.at_stripe["cancel_at_period_end"] = False
    notify(awa.stripe, "customer.subscription.updated", event)

    assert ended == (State.CANCELLED, False)
    assert (awa.subscription.state, awa.subscription.renews_itself) == (State.ACTIVE, True)


@pytest.mark.django_db
def test_who_cancels_while_the_next_term_is_being_collected_pays_it_no_more(awa: Renewer) -> None:
    awa.agrees()
    Subscription.objects.update(ends_at=timezone.now() - timedelta(hours=1))

    awa.presses("cancel")

    assert awa.subscription.state == State.EXPIRED
    assert awa.at_stripe["status"] == "canceled"


@pytest.mark.django_db
def test_a_term_that_goes_back_ends_the_agreement_and_another_payment_does_not(awa: Renewer) -> None:
    other = buy(awa.plan, awa.user, now=timezone.now(), provider="cash")
    awa.agrees()
    charge = LedgerEntry.objects.get(provider="stripe")
    assert other.entry is not None

    refund(other.entry, amount=PRICE, key="1", now=timezone.now())
    assert awa.agreement.wish == Agreement.Wish.GO_ON
    refund(charge, amount=PRICE, key="2", now=timezone.now())
    tell_and_ask(providers(), now=timezone.now())

    assert awa.at_stripe["status"] == "canceled"
    assert not awa.subscription.renews_itself


@pytest.mark.django_db
def test_an_account_that_goes_is_charged_no_more(awa: Renewer) -> None:
    awa.agrees()
    at_stripe, plan = awa.at_stripe, awa.plan

    awa.user.delete()
    tell_and_ask(providers(), now=timezone.now() + timedelta(minutes=1))

    assert at_stripe["status"] == "canceled"
    assert LedgerEntry.objects.count() == 1
    assert plan.pk


@pytest.mark.django_db
def test_an_account_that_goes_while_the_reader_agrees_is_charged_no_more(awa: Renewer) -> None:
    order = awa.opens()
    awa.user.delete()
    awa.stripe.pay(awa.session_of(order))

    notify(awa.stripe, "checkout.session.completed", awa.stripe.sessions[awa.session_of(order)])
    tell_and_ask(providers(), now=timezone.now() + timedelta(minutes=1))

    ref = awa.stripe.renewals.of_order(order.reference)
    assert awa.stripe.renewals.agreements[ref]["status"] == "canceled"
    assert OddPayment.objects.get().kind == OddPayment.Kind.NOBODY


@pytest.mark.django_db
def test_a_trial_reads_at_once_and_pays_when_it_is_over(stripe: StripeService) -> None:
    awa = Renewer(stripe, trial_days=14)
    now = timezone.now()
    order = awa.opens()
    stripe.pay(awa.session_of(order))
    ref = stripe.renewals.of_order(order.reference)
    stripe.renewals.agreements[ref]["trial_end"] = int((now + timedelta(days=14)).timestamp())

    page = awa.page_of(order)
    trying = awa.subscription
    invoice_event(awa, stripe.renewals.next_term(ref))

    assert (trying.state, trying.renews_itself) == (State.TRIAL, True)
    assert trying.ends_at is not None
    assert abs(trying.ends_at - (now + timedelta(days=14) + COLLECTING)) < timedelta(seconds=2)
    assert tree(page).xpath("//p[@role='status']")
    assert not tree(page).xpath("//meta[@http-equiv='refresh']")
    assert Order.objects.get(pk=order.pk).state == Order.State.PAID
    assert awa.subscription.state == State.ACTIVE


@pytest.mark.django_db
def test_a_trial_that_is_cancelled_costs_nothing(stripe: StripeService) -> None:
    awa = Renewer(stripe, trial_days=14)
    order = awa.opens()
    stripe.pay(awa.session_of(order))
    ref = stripe.renewals.of_order(order.reference)
    stripe.renewals.agreements[ref]["trial_end"] = int((timezone.now() + timedelta(days=14)).timestamp())
    awa.page_of(order)

    awa.presses("cancel")
    stripe.renewals.cancel(ref)
    notify(stripe, "customer.subscription.deleted", {"metadata": awa.at_stripe["metadata"]})

    assert awa.subscription.state == State.CANCELLED
    assert Order.objects.get(pk=order.pk).state == Order.State.FAILED
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db
def test_the_introductory_price_is_collected_first_and_then_the_price(stripe: StripeService) -> None:
    awa = Renewer(stripe, introductory_amount=1000, introductory_terms=1)

    awa.agrees()
    invoice_event(awa, stripe.renewals.next_term(awa.agreement.provider_ref))

    assert sorted(LedgerEntry.objects.values_list("amount", flat=True)) == [1000, 2500]
    assert not OddPayment.objects.exists()


@pytest.mark.django_db
def test_nobody_has_two_things_that_renew(awa: Renewer) -> None:
    first, second = awa.opens(), awa.opens()
    for order in (first, second):
        awa.stripe.pay(awa.session_of(order))
        awa.page_of(order)

    page = awa.client.get(awa.checkout)
    tell_and_ask(providers(), now=timezone.now() + timedelta(minutes=1))

    wishes = list(Agreement.objects.order_by("pk").values_list("wish", "told"))
    assert wishes == [("go on", "go on"), ("end", "end")]
    assert LedgerEntry.objects.count() == Term.objects.count() == 2  # both were paid, and both are read
    assert tree(page).xpath("//input[@name='way']/@value") == ["stripe"]
    assert awa.subscription.renews_itself


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"amount_paid": 50}, {"currency": "eur"}])
def test_money_that_was_not_agreed_on_is_looked_at_by_a_person(awa: Renewer, changed: dict[str, Any]) -> None:
    awa.agrees()
    invoice = awa.stripe.renewals.next_term(awa.agreement.provider_ref)
    invoice.update(changed)

    for _time in range(2):
        invoice_event(awa, invoice)

    assert OddPayment.objects.count() == 1
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_form_that_asks_for_renewal_where_none_is_offered_opens_nothing(stripe: StripeService) -> None:
    awa = Renewer(stripe, renews_itself=False)

    with pytest.raises(AssertionError):
        awa.opens()

    assert not Order.objects.exists()


@pytest.mark.django_db
def test_the_account_says_what_is_collected_when_and_until_when(awa: Renewer) -> None:
    awa.agrees()

    page = awa.client.get(at("account_subscription", "en"))

    assert "XOF 2,500 is collected from your card, until you cancel." in said(page)
    assert tree(page).xpath("//button[@value='cancel']")
    assert at("subscription_checkout", "en", plan_id=awa.plan.pk) not in tree(page).xpath("//main//a/@href")


@pytest.mark.django_db
def test_what_was_collected_long_ago_costs_no_query_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    order = open_order(plan=PlanFactory.create(), provider="stripe", buyer=make_reader(), now=NOW)
    agreement = Agreement.objects.create(order=order, amount=order.amount, checkout_ref="cs_1")

    def answer(terms: int) -> None:
        collected = tuple(Collected(f"in_{number}", PRICE, NOW) for number in range(terms))
        said = Agreed(
            opening=Verdict(state=Paid.PAID, order_id=order.reference),
            ref="sub_1",
            state=interface.Agreement.ACTIVE,
            collected=collected,
        )
        follow(Agreement.objects.get(pk=agreement.pk), said, now=NOW)

    answer(2)
    with CaptureQueriesContext(connection) as queries:
        answer(2)
    answer(24)

    with django_assert_num_queries(len(queries)):
        answer(24)
    assert Term.objects.count() == 24


class TestAnswersInAnyOrder(TestCase):
    @rules(max_examples=40)
    @given(st.data())
    def test_answers_that_come_twice_late_and_in_any_order_end_alike(self, data: st.DataObject) -> None:
        order = open_order(plan=PlanFactory.create(), provider="stripe", buyer=make_reader(), now=NOW)
        agreement = Agreement.objects.create(order=order, amount=order.amount, checkout_ref="cs_1")
        opening = Verdict(state=Paid.PAID, order_id=order.reference)
        terms = data.draw(st.integers(1, 4))
        collected = [Collected(f"in_{n}", PRICE, NOW) for n in range(terms)]
        answers = [
            Agreed(
                opening=opening, ref="sub_1", state=interface.Agreement.ACTIVE, collected=tuple(collected[:n])
            )
            for n in range(1, terms + 1)
        ]
        late = data.draw(st.lists(st.sampled_from(answers), max_size=3))

        for answer in data.draw(st.permutations([*answers, *late])):
            follow(Agreement.objects.get(pk=agreement.pk), answer, now=NOW)

        assert LedgerEntry.objects.count() == Term.objects.standing().count() == terms
        assert list(Collection.objects.order_by("pk").values_list("ref", flat=True)) == [
            one.ref for one in collected
        ]
        subscription = Subscription.objects.get()
        assert (subscription.state, subscription.renews_itself) == (State.ACTIVE, True)
