"""At the counter: gifts that somebody pays there, and the seats of organisations."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.mailing import mail_what_waits
from rotative.subscriptions.models import Gift, LedgerEntry, Order, Plan, StaffAction, Subscription
from rotative.subscriptions.seating import seats_of
from rotative.subscriptions.vouchers import present
from tests.subscriptions.desk.people import ROOT, account, at_the_desk, payment, with_only
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, said, signed_in

pytestmark = pytest.mark.django_db


def for_awa(plan: Plan, **changed: Any) -> dict[str, Any]:
    """The form of a gift, filled in."""
    return payment(plan, recipient_name="Awa", recipient_email="awa@example.org", message="Salut", **changed)


@pytest.mark.usefixtures("newspaper")
def test_a_gift_that_is_paid_at_the_counter_is_the_buyers_to_see() -> None:
    plan, issa, desk = PlanFactory.create(), make_reader(email="issa@example.org"), at_the_desk()
    assert account(issa, "vendre-un-cadeau/") in desk.get(account(issa)).content.decode()
    form = for_awa(plan)

    for _time in range(2):
        desk.post(account(issa, "vendre-un-cadeau/"), form)

    gift = Gift.objects.get()
    code = present(gift_code(gift))
    assert LedgerEntry.objects.count() == 1
    assert gift.order.purpose == Order.Purpose.GIFT
    assert code in desk.get(account(issa)).content.decode()
    assert code in said(signed_in(issa).get(at("subscription_gift", reference=gift.order.reference)))
    assert not Subscription.objects.exists()
    mail_what_waits(now=timezone.now())
    assert sorted(letter.to[0] for letter in mail.outbox) == ["awa@example.org", "issa@example.org"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"recipient_name": ""}, "recipient_name"),
        ({"recipient_email": "awa"}, "recipient_email"),
        ({"starts_on": "2001-01-01"}, "starts_on"),
        ({"amount": "2000"}, "amount"),
    ],
)
def test_a_gift_that_will_not_do_is_said_beside_its_field(typed: dict[str, str], field: str) -> None:
    form = for_awa(PlanFactory.create()) | typed

    answer = at_the_desk().post(account(make_reader(), "vendre-un-cadeau/"), form)

    assert list(answer.context["form"].errors) == [field]
    assert not Gift.objects.exists()


def test_gifts_are_sold_to_readers_by_those_who_take_payments() -> None:
    lycee = OrganisationFactory.create()

    refused = at_the_desk().post(
        f"{ROOT}organisation/{lycee.pk}/vendre-un-cadeau/", for_awa(PlanFactory.create())
    )
    kept_out = with_only("manage_subscribers").get(account(make_reader(), "vendre-un-cadeau/"))

    assert refused.status_code == 422
    assert kept_out.status_code in (302, 403)
    assert not Order.objects.exists()


def test_an_organisation_buys_a_plan_with_its_seats() -> None:
    plan, lycee = PlanFactory.create(seats=30), OrganisationFactory.create(agreed_seats=3)
    desk, page = at_the_desk(), f"{ROOT}organisation/{lycee.pk}/"

    answer = desk.post(f"{page}encaisser/", payment(plan, amount="2500"))

    assert answer.status_code == 302
    assert LedgerEntry.objects.get().amount == 2500
    assert seats_of(lycee, now=timezone.now()) == 30


def test_a_reader_is_not_sold_a_plan_for_organisations() -> None:
    answer = at_the_desk().post(account(make_reader(), "encaisser/"), payment(PlanFactory.create(seats=30)))

    assert list(answer.context["form"].errors) == ["plan"]


def test_the_seats_of_what_runs_are_changed_once_with_the_reason() -> None:
    lycee, now = OrganisationFactory.create(), timezone.now()
    buy(PlanFactory.create(), None, organisation=lycee, quantity=2, now=now - timedelta(days=1))
    desk, page = at_the_desk(), f"{ROOT}organisation/{lycee.pk}/"
    address = f"{page}abonnement/{lycee.subscription.pk}/places/"
    assert address in desk.get(f"{page}compte/").content.decode()
    form = desk.get(address).context["form"]
    assert form.initial["seats"] == 2

    desk.post(address, {"seen": form.initial["seen"], "seats": "5", "reason": "Une classe de plus"})

    assert seats_of(lycee, now=now) == 5
    assert StaffAction.objects.get(what="changed the seats").note == "5: Une classe de plus"


def test_one_person_has_no_seats_to_change() -> None:
    awa = make_reader()
    buy(PlanFactory.create(), awa, now=timezone.now())
    held = Subscription.objects.get()
    desk, address = at_the_desk(), account(awa, f"abonnement/{held.pk}/places/")
    assert address not in desk.get(account(awa)).content.decode()
    form = desk.get(address).context["form"]

    answer = desk.post(address, {"seen": form.initial["seen"], "seats": "5", "reason": "x"})

    assert answer.status_code == 422


def test_a_plan_with_seats_has_no_trial_and_is_off_the_readers_list() -> None:
    form = {
        "name": "Établissement",
        "currency": "XOF",
        "price_amount": "50000",
        "period_count": "1",
        "period_unit": "year",
        "gives_articles": "on",
        "seats": "30",
        "trial_days": "7",
        "introductory_terms": "0",
        "is_active": "on",
        "order": "0",
    }
    desk = at_the_desk()

    refused = desk.post(f"{ROOT}formules/new/", form)
    desk.post(f"{ROOT}formules/new/", form | {"trial_days": "0"})

    assert list(refused.context["form"].errors) == ["seats"]
    assert Plan.objects.get().seats == 30
    assert list(Plan.objects.for_readers()) == []
