"""An organisation's seats: never more taken than paid, and taken by those it means."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotative.subscriptions.models import Organisation, Seat
from rotative.subscriptions.seating import (
    INVITED_FOR,
    accept_invitation,
    invite,
    join_by_address,
    organisation_at,
    subscriptions_of,
)
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader


@pytest.mark.django_db
def test_an_invitation_gives_a_seat_and_what_the_organisation_pays() -> None:
    lycee, awa = OrganisationFactory.create(), make_reader()
    buy(PlanFactory.create(), None, organisation=lycee)
    invitation, token = invite(lycee, "Awa@lycee.example", by=make_reader(), now=NOW)

    seat = accept_invitation(token, user=awa, now=NOW)

    assert token not in str(vars(invitation))
    assert seat.user == awa
    assert accept_invitation(token, user=awa, now=NOW) == seat
    assert [one.organisation for one in subscriptions_of(awa)] == [lycee]
    assert subscriptions_of(make_reader()) == []


@pytest.mark.django_db
def test_an_invitation_is_for_one_and_for_two_weeks() -> None:
    lycee = OrganisationFactory.create()
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
    lycee = OrganisationFactory.create(seats=1, email_domains=["lycee.example"])
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
        ("seats", 0),
    ],
)
@pytest.mark.django_db
def test_what_would_let_in_everybody_is_refused(field: str, value: Any) -> None:
    lycee: Organisation = OrganisationFactory.build(**{field: value})

    with pytest.raises(ValidationError) as refusal:
        lycee.full_clean()

    assert field in refusal.value.message_dict


def test_two_do_not_take_the_last_seat(at_once: Callable[..., list[Any]]) -> None:
    lycee = OrganisationFactory.create(seats=1, email_domains=["lycee.example"])
    readers = [make_reader(), make_reader()]

    outcomes = at_once(
        *(
            partial(join_by_address, lycee, user=reader, confirmed_email="x@lycee.example", now=NOW)
            for reader in readers
        )
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["Seat", "ValidationError"]
