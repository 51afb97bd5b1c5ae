"""Codes, “My subscription”, receipts and seats: each reader's own, and nobody else's."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rotative.press.edge.passes import COOKIE, Passes
from rotative.press.shelf import pass_keys
from rotative.subscriptions.cancelling import cancel
from rotative.subscriptions.guessing import BY_ACCOUNT
from rotative.subscriptions.models import Receipt, Seat, Subscription, VoucherBatch
from rotative.subscriptions.printing import print_batch
from rotative.subscriptions.standing import shown
from rotative.subscriptions.terms import add_term, subscription_for
from rotative.subscriptions.trials import begin_trial
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press, press  # noqa: F401 - a fixture
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, hidden, links, said, signed_in, tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newspaper")]
PERSONAL = {
    "account_subscription": {},
    "subscription_code": {},
    "subscription_network": {},
}


def voucher(activated: bool = True) -> str:
    """The code of a voucher as a kiosk sells it."""
    now = timezone.now()
    _batch, codes = print_batch(
        plan=PlanFactory.create(), name="Kiosques", size=1, staff=make_reader(is_staff=True), now=now
    )
    VoucherBatch.objects.update(activated_at=now - timedelta(hours=1) if activated else None)
    return codes[0]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PERSONAL)
def test_a_personal_page_is_kept_by_no_cache_and_no_search_engine(name: str, language: str) -> None:
    page = signed_in(make_reader()).get(at(name, language))

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert tree(page).xpath("//html/@lang") == [language]
    assert tree(page).xpath("//*[@style] | //script") == []
    for field in tree(page).xpath("//main//input[not(@type='hidden')]"):
        assert tree(page).xpath(f"//label[@for='{field.get('id')}']")


def test_a_code_opens_the_article_that_its_reader_came_from(press: Press, newspaper: Newspaper) -> None:  # noqa: F811
    with press.at_work():
        article = make_article(
            newspaper.politics,
            "Le bac",
            text="<p>Le bac repart.</p><p>Il traverse à midi.</p><p>Le canari chante.</p>",
            access="subscribers",
        )
    press.run()
    client, code = signed_in(make_reader()), voucher()
    assert "Le canari chante" not in client.get(article.get_url()).content.decode()
    wall = tree(client.get(article.get_url())).xpath("//aside[@class='wall']//a/@href")
    field = client.get(next(link for link in wall if link.startswith(at("subscription_code"))))

    answer = client.post(at("subscription_code"), {"code": code, "suite": hidden(field, "suite")})

    assert answer.headers["Location"] == article.get_url()
    cookie = f"{COOKIE}={client.cookies[COOKIE].value}"
    assert Passes(pass_keys()).audience(cookie) == "subscribers"
    assert "Le canari chante" in client.get(answer.headers["Location"]).content.decode()


def test_a_code_without_an_article_leads_to_the_subscription_and_says_until_when() -> None:
    client = signed_in(make_reader())

    page = client.post(at("subscription_code"), {"code": voucher()}, follow=True)

    assert page.redirect_chain[-1][0] == at("account_subscription")
    assert tree(page).xpath("//p[@role='status']")


def test_a_qr_code_fills_the_field_in_and_redeems_nothing_by_itself() -> None:
    client, code = signed_in(make_reader()), voucher()

    page = client.get(at("subscription_code"), {"code": code})

    assert tree(page).xpath("//input[@name='code']/@value") == [code]
    assert Subscription.objects.count() == 0


def test_a_stranger_with_a_qr_code_signs_in_and_has_it_still() -> None:
    answer = Client().get(at("subscription_code"), {"code": "K7QM-3XTR-9WPA"})

    assert "K7QM-3XTR-9WPA" in answer.headers["Location"]
    assert answer.headers["Location"].startswith(at("account_login"))


@pytest.mark.parametrize("typed", ["", "K7QM", "x" * 80, "K7QM-3XTR-9WPB", "<script>"])
def test_what_is_no_code_is_told_beside_the_field(typed: str) -> None:
    page = signed_in(make_reader()).post(at("subscription_code"), {"code": typed})

    assert page.status_code == 200
    field = tree(page).xpath("//input[@name='code']")[0]
    assert field.get("aria-invalid") == "true"
    error = field.get("aria-describedby").split()[-1]
    assert tree(page).xpath(f"//*[@id='{error}']")[0].text_content().strip()


def test_a_code_that_is_not_sold_yet_gives_nothing() -> None:
    page = signed_in(make_reader()).post(at("subscription_code"), {"code": voucher(activated=False)})

    assert tree(page).xpath("//*[@aria-invalid='true']")
    assert Subscription.objects.count() == 0


def test_guessing_is_stopped_though_the_right_code_comes_last() -> None:
    client, code = signed_in(make_reader()), voucher()
    for _time in range(BY_ACCOUNT):
        client.post(at("subscription_code"), {"code": "K7QM-3XTR-9WPB"})

    client.post(at("subscription_code"), {"code": code})

    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_a_code_leads_to_no_other_site(address: str) -> None:
    answer = signed_in(make_reader()).post(at("subscription_code"), {"code": voucher(), "suite": address})

    assert answer.headers["Location"] == at("account_subscription")


@pytest.mark.parametrize(
    ("days", "words", "actions"),
    [
        (1, "Vous lisez jusqu’au", (True, True, False)),
        (29, "Il a pris fin", (True, True, False)),  # in grace
        (80, "Il a pris fin", (True, False, False)),
    ],
)
def test_a_subscription_says_how_it_stands_however_late_time_is_followed(
    days: int, words: str, actions: tuple[bool, bool, bool]
) -> None:
    buyer = make_reader()
    buy(PlanFactory.create(), buyer)
    subscription = Subscription.objects.select_related("plan").get()

    told = shown(subscription, now=NOW + timedelta(days=days))

    assert told.state
    assert (told.renews is not None, told.can_cancel, told.can_resume) == actions


def test_each_state_has_a_sentence_of_its_own() -> None:
    plan, buyer, now = PlanFactory.create(trial_days=7), make_reader(), timezone.now()
    begin_trial(plan, reader=buyer, now=now)
    subscription = Subscription.objects.select_related("plan").get()
    sentences = {shown(subscription, now=now).state}
    buy(plan, buyer, now=now)
    subscription.refresh_from_db()
    sentences.add(shown(subscription, now=now).state)
    sentences.add(shown(cancel(subscription, now=now), now=now).state)
    for days in (60, 400):
        sentences.add(shown(subscription, now=now + timedelta(days=days)).state)

    assert len(sentences) >= 4
    assert "" not in sentences


def test_cancelling_and_resuming_is_a_button_each() -> None:
    buyer = make_reader()
    buy(PlanFactory.create(), buyer, now=timezone.now())
    client, subscription = signed_in(buyer), Subscription.objects.get()
    address = at("account_subscription_change", subscription_id=subscription.pk)
    button = "//main//button[@name='act']/@value"
    assert tree(client.get(at("account_subscription"))).xpath(button) == ["cancel"]

    page = client.post(address, {"act": "cancel"}, follow=True)
    assert Subscription.objects.get().state == "cancelled"
    assert tree(page).xpath(button) == ["resume"]

    client.post(address, {"act": "resume"})
    assert Subscription.objects.get().state == "active"


def test_nobody_cancels_for_somebody_else_nor_by_a_link() -> None:
    buyer = make_reader()
    buy(PlanFactory.create(), buyer, now=timezone.now())
    address = at("account_subscription_change", subscription_id=Subscription.objects.get().pk)

    assert signed_in(make_reader()).post(address, {"act": "cancel"}).status_code == 404
    assert signed_in(buyer).get(address).status_code == 405
    assert signed_in(buyer).post(address, {"act": "delete"}).status_code == 404
    assert Client().post(address, {"act": "cancel"}).status_code == 302
    assert Subscription.objects.get().state == "active"


def test_what_cannot_be_cancelled_any_more_is_said() -> None:
    buyer = make_reader()
    buy(PlanFactory.create(), buyer, now=timezone.now() - timedelta(days=400))
    address = at("account_subscription_change", subscription_id=Subscription.objects.get().pk)

    page = signed_in(buyer).post(address, {"act": "cancel"}, follow=True)

    assert tree(page).xpath("//p[@role='alert']")


def test_renewing_is_one_click_to_the_same_plan() -> None:
    buyer, plan = make_reader(), PlanFactory.create()
    buy(plan, buyer, now=timezone.now())

    assert at("subscription_checkout", plan_id=plan.pk) in links(
        signed_in(buyer).get(at("account_subscription"))
    )


def test_a_receipt_is_a_pdf_for_whoever_paid() -> None:
    buyer = make_reader()
    buy(PlanFactory.create(), buyer, now=timezone.now())
    receipt = Receipt.objects.get()
    address = at("account_receipt", receipt_id=receipt.pk)
    client = signed_in(buyer)
    assert address in links(client.get(at("account_subscription")))

    pdf = client.get(address)

    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert f'filename="{receipt}.pdf"' in pdf.headers["Content-Disposition"]
    assert pdf.headers["Cache-Control"] == "private, no-store"


def test_somebody_elses_receipt_is_not_there() -> None:
    buy(PlanFactory.create(), make_reader(), now=timezone.now())
    address = at("account_receipt", receipt_id=Receipt.objects.get().pk)

    assert signed_in(make_reader()).get(address).status_code == 404
    assert signed_in(make_reader(is_superuser=True)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_account_page_leads_to_the_subscription_and_says_how_it_stands() -> None:
    buyer = make_reader()
    assert at("account_subscription") in links(signed_in(buyer).get(at("account_home")))
    buy(PlanFactory.create(), buyer, now=timezone.now())

    page = signed_in(buyer).get(at("account_home"))

    entry = tree(page).xpath(f"//li[a/@href='{at('account_subscription')}']")[0]
    assert shown(Subscription.objects.get(), now=timezone.now()).state in entry.text_content()


def school(administrator: Any, seats: int = 2) -> Any:
    organisation = OrganisationFactory.create(name="Lycée de Sikasso", agreed_seats=seats)
    organisation.administrators.add(administrator)
    now = timezone.now()
    subscription = subscription_for(
        plan=PlanFactory.create(), kind="group", organisation=organisation, now=now
    )
    add_term(subscription, plan=subscription.plan, source="given", now=now)  # type: ignore[arg-type]
    return organisation


def test_an_invitation_is_mailed_accepted_and_taken_back() -> None:
    headmistress, pupil = make_reader(), make_reader()
    organisation = school(headmistress)
    address = at("account_seats", organisation_id=organisation.pk)
    client = signed_in(headmistress)
    assert address in links(client.get(at("account_subscription")))

    client.post(address, {"email": pupil.email})
    letter = mail.outbox[-1]
    assert letter.to == [pupil.email]
    found = re.search(r"https?://[^/]+(/\S+)", str(letter.body))
    assert found
    guest = signed_in(pupil)
    guest.get(found[1])
    assert Seat.objects.count() == 0

    answer = guest.post(found[1])
    assert answer.headers["Location"] == at("account_subscription")
    assert "Lycée de Sikasso" in said(guest.get(at("account_subscription")))

    seat = Seat.objects.get()
    assert pupil.email in said(client.get(address))
    client.post(address, {"take_back": f"seat {seat.pk}"})
    assert Seat.objects.count() == 0


def test_more_than_there_are_seats_are_not_invited() -> None:
    headmistress = make_reader()
    organisation = school(headmistress, seats=1)
    Seat.objects.create(organisation=organisation, user=make_reader(), taken_at=timezone.now())

    page = signed_in(headmistress).post(
        at("account_seats", organisation_id=organisation.pk), {"email": "eleve@example.org"}
    )

    assert tree(page).xpath("//*[@aria-invalid='true']")
    assert mail.outbox == []


@pytest.mark.parametrize("wanted", ["", "seat", "seat x", "seat 99999999", "user 1", "seat ²"])
def test_what_is_no_seat_is_not_taken_back(wanted: str) -> None:
    headmistress = make_reader()
    organisation = school(headmistress)
    Seat.objects.create(organisation=organisation, user=make_reader(), taken_at=timezone.now())

    answer = signed_in(headmistress).post(
        at("account_seats", organisation_id=organisation.pk), {"take_back": wanted}
    )

    assert answer.status_code == 302
    assert Seat.objects.count() == 1


def test_seats_are_for_the_organisations_administrators() -> None:
    organisation = school(make_reader())
    stranger = make_reader()
    other = school_of(stranger)
    Seat.objects.create(organisation=organisation, user=make_reader(), taken_at=timezone.now())
    client = signed_in(stranger)

    assert client.get(at("account_seats", organisation_id=organisation.pk)).status_code == 404
    client.post(at("account_seats", organisation_id=other.pk), {"take_back": f"seat {Seat.objects.get().pk}"})
    assert Seat.objects.count() == 1


def school_of(administrator: Any) -> Any:
    organisation = OrganisationFactory.create()
    organisation.administrators.add(administrator)
    return organisation


def test_an_invitation_that_is_none_says_so() -> None:
    page = signed_in(make_reader()).post(at("subscription_invitation", token="canary"), follow=True)

    assert tree(page).xpath("//p[@role='alert']")
    assert Seat.objects.count() == 0
