"""What the desk does for a subscriber, once however often the form is sent, and what is written down."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from rotative.accounts.models import User
from rotative.subscriptions.models import LedgerEntry, Order, StaffAction, Subscription, Term
from rotative.subscriptions.states import State
from tests.subscriptions.desk.people import ROOT, account, at_the_desk, payment
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, buy, make_reader

pytestmark = pytest.mark.django_db


def subscribed(**more: Any) -> tuple[Any, Subscription]:
    """A reader who bought a month just now."""
    reader = make_reader(**more)
    buy(PlanFactory.create(), reader, now=timezone.now())
    return reader, Subscription.objects.get(holder=reader)


def seen(page: Any) -> str:
    return str(page.context["form"]["seen"].value())


def test_a_payment_is_taken_once_although_the_form_is_sent_twice() -> None:
    plan, awa, desk = PlanFactory.create(), make_reader(), at_the_desk()
    form = payment(plan)

    answers = [desk.post(account(awa, "encaisser/"), form) for _time in range(2)]

    entry = LedgerEntry.objects.get()
    assert [answer["Location"] for answer in answers] == [account(awa)] * 2
    assert (entry.amount, entry.provider, entry.provider_ref) == (2500, "mobile_money", "MP2601.31")
    assert entry.taken_by is not None
    assert Subscription.objects.get(holder=awa).state == State.ACTIVE
    assert StaffAction.objects.filter(what="took a payment", amount=2500).count() == 1


def test_an_organisation_pays_all_its_seats() -> None:
    plan, lycee = PlanFactory.create(), OrganisationFactory.create(agreed_seats=3)

    answer = at_the_desk().post(f"{ROOT}organisation/{lycee.pk}/encaisser/", payment(plan, amount="7500"))

    assert answer.status_code == 302
    assert Subscription.objects.get(organisation=lycee).state == State.ACTIVE
    assert LedgerEntry.objects.get().amount == 7500


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": "2000"}, "amount"),
        ({"amount": "deux mille"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"number": " "}, "number"),
        ({"paid_on": "2999-01-01"}, "paid_on"),
        ({"plan": ""}, "plan"),
    ],
)
def test_a_payment_that_will_not_do_is_said_beside_its_field(typed: dict[str, str], field: str) -> None:
    awa = make_reader()

    answer = at_the_desk().post(account(awa, "encaisser/"), payment(PlanFactory.create(), **typed))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not LedgerEntry.objects.exists()
    assert not Order.objects.exists()


def test_a_number_pays_one_order() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()
    awa, issa = make_reader(), make_reader()
    desk.post(account(awa, "encaisser/"), payment(plan))

    answer = desk.post(account(issa, "encaisser/"), payment(plan, number="MP 2601.31"))

    assert list(answer.context["form"].errors) == ["number"]
    assert LedgerEntry.objects.count() == 1


def test_days_are_added_once_although_the_form_is_sent_twice() -> None:
    awa, subscription = subscribed()
    desk, way = at_the_desk(), account(awa, f"abonnement/{subscription.pk}/prolonger/")
    form = {"seen": seen(desk.get(way)), "days": "3", "reason": "Grève à l’imprimerie"}

    for _time in range(2):
        desk.post(way, form)

    held = Subscription.objects.get(pk=subscription.pk)
    assert subscription.ends_at is not None
    assert held.ends_at == subscription.ends_at + timedelta(days=3)
    assert StaffAction.objects.filter(what="added days").count() == 1


def test_cancelling_and_resuming_are_written_down() -> None:
    awa, subscription = subscribed()
    desk, way = at_the_desk(), account(awa, f"abonnement/{subscription.pk}/")
    states = []

    for what in ("resilier/", "reprendre/"):
        desk.post(way + what, {"seen": seen(desk.get(way + what))})
        states.append(Subscription.objects.get(pk=subscription.pk).state)

    assert states == [State.CANCELLED, State.ACTIVE]
    done = StaffAction.objects.order_by("pk").values_list("what", "about")
    assert list(done) == [("cancelled", str(subscription.pk)), ("resumed", str(subscription.pk))]


def test_what_the_state_does_not_allow_is_refused() -> None:
    awa, subscription = subscribed()
    desk, way = at_the_desk(), account(awa, f"abonnement/{subscription.pk}/reprendre/")

    answer = desk.post(way, {"seen": seen(desk.get(way))})

    assert answer.status_code == 422
    assert not StaffAction.objects.exists()


def test_a_note_is_kept_and_shown() -> None:
    awa, subscription = subscribed()
    desk, way = at_the_desk(), account(awa, f"abonnement/{subscription.pk}/note/")

    desk.post(way, {"seen": seen(desk.get(way)), "note": "Préfère le téléphone"})

    assert "Préfère le téléphone" in desk.get(account(awa)).content.decode()


def test_a_subscription_of_somebody_else_is_not_found() -> None:
    _awa, subscription = subscribed()

    answer = at_the_desk().get(account(make_reader(), f"abonnement/{subscription.pk}/resilier/"))

    assert answer.status_code == 404


def test_giving_twice_gives_once() -> None:
    awa, plan, desk = make_reader(), PlanFactory.create(), at_the_desk()
    last_day = (timezone.localdate() + timedelta(days=30)).isoformat()

    for _time in range(2):
        desk.post(account(awa, "offrir/"), {"plan": plan.pk, "until": last_day, "note": "Presse amie"})

    assert Term.objects.get().source == Term.Source.GIVEN
    assert Subscription.objects.get().kind == Subscription.Kind.COMPLIMENTARY


def test_a_refund_is_booked_once_with_who_and_why() -> None:
    awa, subscription = subscribed()
    charge, desk = LedgerEntry.objects.get(), at_the_desk()
    way = account(awa, f"rembourser/{charge.pk}/")
    form = {"form_token": str(uuid4()), "amount": "2500", "number": "R-1", "reason": "Payé deux fois"}

    for _time in range(2):
        desk.post(way, form)

    refund = LedgerEntry.objects.get(kind=LedgerEntry.Kind.REFUND)
    action = StaffAction.objects.get(what="refunded")
    assert (refund.amount, refund.note) == (-2500, "Payé deux fois")
    assert (action.amount, action.note, action.who) == (2500, "Payé deux fois", refund.taken_by)
    assert Subscription.objects.get(pk=subscription.pk).state == State.REFUNDED
    assert "Payé deux fois" in desk.get(account(awa)).content.decode()


@pytest.mark.parametrize("amount", ["2501", "0", "beaucoup"])
def test_no_more_goes_back_than_came_in(amount: str) -> None:
    awa, _subscription = subscribed()
    way = account(awa, f"rembourser/{LedgerEntry.objects.get().pk}/")

    answer = at_the_desk().post(way, {"form_token": str(uuid4()), "amount": amount, "reason": "Erreur"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["amount"]
    assert LedgerEntry.objects.count() == 1


def test_a_new_reader_has_an_account_once() -> None:
    desk = at_the_desk()
    form = {"email": "Fatou@example.org", "first_name": "Fatou", "phone": "+223 76 12 34 56"}

    for _time in range(2):
        desk.post(f"{ROOT}abonnes/nouveau/", form)

    fatou = User.objects.get(email="fatou@example.org")
    assert fatou.phone == "+22376123456"
    assert not fatou.has_usable_password()
