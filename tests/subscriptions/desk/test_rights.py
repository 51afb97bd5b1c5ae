"""Who sees what at the desk: looking after subscribers is one thing, money another."""

from typing import Any

import pytest

from rotative.accounts.roles import Role
from tests.back_office import make_person, signed_in
from tests.subscriptions.desk.people import ROOT, account, at_the_desk, with_only
from tests.subscriptions.factories import PlanFactory, buy, make_reader

pytestmark = pytest.mark.django_db

PAGES = {
    "": "see_money",
    "paiements-2027-01.csv": "see_money",
    "abonnes/": "manage_subscribers",
    "abonnes/nouveau/": "manage_subscribers",
    "abonnes/offrir/": "manage_subscribers",
    "abonnes.csv": "manage_subscribers",
    "regles/": "change_rules",
    "a-examiner/": "see_money take_payments",
    "bons/": "manage_vouchers",
    "bons/nouveaux/": "manage_vouchers",
    "formules/": "change_plan",
    "organisations/": "change_organisation",
}


@pytest.mark.parametrize(("page", "needed"), PAGES.items())
def test_a_page_opens_with_its_permissions_and_with_no_others(page: str, needed: str) -> None:
    others = {name for names in PAGES.values() for name in names.split()} - set(needed.split())

    assert with_only(*needed.split()).get(ROOT + page).status_code == 200
    assert with_only(*others).get(ROOT + page).status_code == 302


def test_the_desk_opens_every_page() -> None:
    desk = at_the_desk()

    assert {page: desk.get(ROOT + page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTOGRAPHER, Role.MODERATOR])
def test_the_newsroom_opens_none(role: Role) -> None:
    somebody = signed_in(make_person(role))

    assert {somebody.get(ROOT + page).status_code for page in PAGES} == {302}


def test_without_the_permission_nobody_sees_money_or_its_buttons() -> None:
    awa = make_reader(email="awa@example.org")
    entry = buy(PlanFactory.create(), awa).entry
    assert entry is not None
    receptionist, desk = with_only("manage_subscribers"), at_the_desk()

    hers, theirs = (str(who.get(account(awa)).content.decode()) for who in (receptionist, desk))

    for secret in ("F\u00a0CFA", entry.provider_ref, "encaisser", "rembourser", "recu/"):
        assert secret in theirs
        assert secret not in hers


def test_without_the_permission_nobody_takes_or_refunds() -> None:
    awa = make_reader()
    settled = buy(PlanFactory.create(), awa)
    assert settled.entry is not None
    assert settled.receipt is not None
    ways = ["encaisser/", f"rembourser/{settled.entry.pk}/", f"recu/{settled.receipt.pk}/"]
    receptionist = with_only("manage_subscribers")
    bookkeeper = with_only("manage_subscribers", "see_money")

    assert {receptionist.get(account(awa, way)).status_code for way in ways} == {302}
    assert [bookkeeper.get(account(awa, way)).status_code for way in ways] == [302, 302, 200]


def test_the_menu_has_what_one_may_open() -> None:
    def menu(client: Any) -> str:
        return str(client.get(ROOT + "abonnes/").content.decode())

    receptionist, desk = menu(with_only("manage_subscribers")), menu(at_the_desk())

    for page in ("/abonnements/bons/", "/abonnements/regles/"):
        assert page in desk
        assert page not in receptionist


def test_a_receipt_belongs_to_its_account() -> None:
    awa, issa = make_reader(), make_reader()
    settled = buy(PlanFactory.create(), awa)
    assert settled.receipt is not None

    answer = at_the_desk().get(account(issa, f"recu/{settled.receipt.pk}/"))

    assert answer.status_code == 404
