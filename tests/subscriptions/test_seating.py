"""An organisation's seats: never more taken than paid, and taken by those it means."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotative.subscriptions.access import Reason
from rotative.subscriptions.giving import extend
from rotative.subscriptions.models import Order, Organisation, Seat, StaffAction, Term
from rotative.subscriptions.readers import reader_of
from rotative.subscriptions.refunding import refund
from rotative.subscriptions.seating import (
    INVITED_FOR,
    accept_invitation,
    change_seats,
    has_a_usable_seat,
    invite,
    join_by_address,
    organisation_at,
    seats_of,
    subscriptions_of,
)
from rotative.subscriptions.terms import add_term, subscription_for
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader


def school(seats: int = 2, **more: Any) -> Organisation:
    """An organisation that has paid so many seats for a month."""
    organisation: Organisation = OrganisationFactory.create(agreed_seats=seats, **more)
    buy(PlanFactory.create(), None, organisation=organisation, quantity=seats)
    return organisation


@pytest.mark.django_db
def test_an_invitation_gives_a_seat_and_what_the_organisation_pays() -> None:
    lycee, awa = school(), make_reader()
    invitation, token = invite(lycee, "Awa@lycee.example", by=make_reader(), now=NOW)

    seat = accept_invitation(token, user=awa, now=NOW)

    assert token not in str(vars(invitation))
    assert seat.user == awa
    assert accept_invitation(token, user=awa, now=NOW) == seat
    assert [one.organisation for one in subscriptions_of(awa)] == [lycee]
    assert subscriptions_of(make_reader()) == []


@pytest.mark.django_db
def test_an_invitation_is_for_one_and_for_two_weeks() -> None:
    lycee = school()
    _invitation, late = invite(lycee, "awa@lycee.example", by=None, now=NOW)
    with pytest.raises(ValidationError):
        accept_invitation(late, user=make_reader(), now=NOW + INVITED_FOR)

    _invitation, token = invite(lycee, "awa@lycee.example", by=None, now=NOW + timedelta(days=1))
    accept_invitation(token, user=make_reader(), now=NOW + timedelta(days=1))
    for dead in (late, token, "nonsense"):
        with pytest.raises(ValidationError):
            accept_invitation(dead, user=make_reader(), now=NOW + timedelta(days=1))


@pytest.mark.django_db
def test_no_more_seats_are_taken_than_there_are() -> None:
    lycee = school(1, email_domains=["lycee.example"])
    _invitation, token = invite(lycee, "awa@lycee.example", by=None, now=NOW)
    issa = make_reader()
    join_by_address(lycee, user=issa, confirmed_email="issa@LYCEE.example", now=NOW)

    with pytest.raises(ValidationError):
        accept_invitation(token, user=make_reader(), now=NOW)
    with pytest.raises(ValidationError):
        invite(lycee, "fatou@lycee.example", by=None, now=NOW)
    join_by_address(lycee, user=issa, confirmed_email="issa@lycee.example", now=NOW)  # who sits, sits

    assert Seat.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["a@example.org", "a@notlycee.example", "a@lycee.example.org", "lycee.example", ""]
)
def test_only_the_organisations_domain_takes_a_seat(address: str) -> None:
    lycee = OrganisationFactory.create(email_domains=["lycee.example"])

    if address == "lycee.example":  # no @ at all: what stands after it is the whole
        address = "lycee.example@"
    with pytest.raises(ValidationError):
        join_by_address(lycee, user=make_reader(), confirmed_email=address, now=NOW)


@pytest.mark.django_db
def test_who_reads_from_the_organisations_network_is_known() -> None:
    lycee = OrganisationFactory.create(ip_ranges=["192.0.2.0/24", "2001:db8::/32"])
    OrganisationFactory.create(ip_ranges=["198.51.100.0/24"])

    assert organisation_at("192.0.2.200") == lycee
    assert organisation_at("::ffff:192.0.2.200") == lycee
    assert organisation_at("2001:db8:1::1") == lycee
    assert organisation_at("203.0.113.1") is None
    assert organisation_at("unknown") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email_domains", ["Lycee.example"]),
        ("email_domains", ["@lycee.example"]),
        ("email_domains", "lycee.example"),
        ("ip_ranges", ["192.0.2.1/24"]),
        ("ip_ranges", ["0.0.0.0/0"]),
        ("ip_ranges", ["le réseau"]),
        ("agreed_seats", 0),
    ],
)
@pytest.mark.django_db
def test_what_would_let_in_everybody_is_refused(field: str, value: Any) -> None:
    lycee: Organisation = OrganisationFactory.build(**{field: value})

    with pytest.raises(ValidationError) as refusal:
        lycee.full_clean()

    assert field in refusal.value.message_dict


def test_two_do_not_take_the_last_seat(at_once: Callable[..., list[Any]]) -> None:
    lycee = school(1, email_domains=["lycee.example"])
    readers = [make_reader(), make_reader()]

    outcomes = at_once(
        *(
            partial(join_by_address, lycee, user=reader, confirmed_email="x@lycee.example", now=NOW)
            for reader in readers
        )
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["Seat", "ValidationError"]


def reads(user: Any, organisation: Organisation, now: datetime = NOW) -> bool:
    return has_a_usable_seat(user, organisation, now=now) and reader_of(user, now=now).reads_by is Reason.SEAT


def sit(organisation: Organisation, count: int) -> list[Any]:
    """People who have sat down one after the other."""
    people = [make_reader() for _number in range(count)]
    for number, person in enumerate(people):
        organisation.taken_seats.create(user=person, taken_at=NOW + timedelta(minutes=number))
    return people


@pytest.mark.django_db
def test_seats_are_those_that_were_paid_for_and_not_those_that_are_agreed() -> None:
    lycee = school(2)
    lycee.agreed_seats = 50
    lycee.save()

    assert seats_of(lycee, now=NOW) == 2
    assert seats_of(OrganisationFactory.create(), now=NOW) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("quantity", "seats"), [(1, 30), (2, 60)])
def test_a_plan_for_organisations_brings_its_seats(quantity: int, seats: int) -> None:
    lycee = OrganisationFactory.create()

    settled = buy(PlanFactory.create(seats=30), None, organisation=lycee, quantity=quantity)

    assert seats_of(lycee, now=NOW) == seats
    assert settled.order.amount == 2500 * quantity


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", Order.Purpose.values)
def test_a_plan_for_organisations_is_sold_to_nobody_else(purpose: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        buy(PlanFactory.create(seats=30), make_reader(), purpose=Order.Purpose(purpose))

    assert "plan" in refusal.value.message_dict


@pytest.mark.django_db
def test_what_is_over_or_paid_back_leaves_nobody_a_seat() -> None:
    plan, lycee = PlanFactory.create(), OrganisationFactory.create()
    settled = buy(plan, None, organisation=lycee, quantity=2)
    (awa,) = sit(lycee, 1)
    assert reads(awa, lycee)
    in_grace, over = NOW + timedelta(days=30), NOW + timedelta(days=60)
    assert (reads(awa, lycee, in_grace), reads(awa, lycee, over)) == (True, False)

    assert settled.entry is not None
    refund(settled.entry, amount=settled.entry.money, key="1", now=NOW)

    assert seats_of(lycee, now=NOW) == 0
    assert not reads(awa, lycee)
    with pytest.raises(ValidationError):
        invite(lycee, "issa@lycee.example", by=None, now=NOW)


@pytest.mark.django_db
def test_the_next_term_counts_when_it_begins_and_those_who_sat_down_first_keep_their_seats() -> None:
    plan, lycee = PlanFactory.create(), OrganisationFactory.create()
    for quantity in (3, 1):
        buy(plan, None, organisation=lycee, quantity=quantity)
    people = sit(lycee, 3)
    later = NOW + timedelta(days=40)

    assert [reads(one, lycee) for one in people] == [True, True, True]
    assert [reads(one, lycee, later) for one in people] == [True, False, False]
    lycee.taken_seats.filter(user=people[0]).delete()
    assert [reads(one, lycee, later) for one in people] == [False, True, False]


@pytest.mark.django_db
def test_when_the_term_that_runs_is_paid_back_the_next_one_counts() -> None:
    plan, lycee = PlanFactory.create(), OrganisationFactory.create()
    first, _second = (buy(plan, None, organisation=lycee, quantity=quantity) for quantity in (3, 1))

    assert first.entry is not None
    refund(first.entry, amount=first.entry.money, key="1", now=NOW)

    assert seats_of(lycee, now=NOW) == 1


@pytest.mark.django_db
def test_days_on_top_keep_the_seats_and_what_nobody_paid_has_the_agreed_ones() -> None:
    lycee = school(3)
    lycee.agreed_seats = 7
    lycee.save()
    extend(lycee.subscription, days=20, staff=make_reader(), now=NOW, reason="Grève")
    given = OrganisationFactory.create(agreed_seats=4)
    subscription = subscription_for(plan=PlanFactory.create(), kind="group", organisation=given, now=NOW)
    add_term(subscription, plan=subscription.plan, source=Term.Source.GIVEN, now=NOW)

    assert seats_of(lycee, now=NOW + timedelta(days=40)) == 3
    assert seats_of(given, now=NOW) == 4


@pytest.mark.django_db
def test_the_desk_changes_what_runs_and_writes_down_why() -> None:
    lycee = school(3)

    change_seats(lycee.subscription, 5, staff=make_reader(), now=NOW, reason="Une classe de plus")

    assert seats_of(lycee, now=NOW) == 5
    assert StaffAction.objects.get(what="changed the seats").note == "5: Une classe de plus"
    with pytest.raises(ValidationError):
        change_seats(lycee.subscription, 0, staff=make_reader(), now=NOW, reason="")
