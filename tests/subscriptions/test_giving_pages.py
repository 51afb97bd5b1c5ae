"""A subscription for somebody else: filled in, paid, its code shown to its buyer, mailed on its day, redeemed."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.gift_drafts import beginning_of
from rotative.subscriptions.gifts import MOST_MAILINGS, Standing, mail_day, readdress, standing_of
from rotative.subscriptions.mailing import mail_gift, mail_what_waits
from rotative.subscriptions.models import Gift, LedgerEntry, Order, Subscription
from rotative.subscriptions.redeeming import NotRedeemed, Why, redeem
from rotative.subscriptions.refunding import refund
from rotative.subscriptions.selling import GiftWish
from rotative.subscriptions.standing import shown
from rotative.subscriptions.tills import _made
from rotative.subscriptions.vouchers import present
from tests.factories import Newspaper
from tests.subscriptions.factories import NOW, PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, hidden, links, said, signed_in, tree

pytestmark = pytest.mark.django_db
AWA = "awa@example.org"


@pytest.fixture(autouse=True)
def till(newspaper: Newspaper, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A paper with the demonstration's till."""
    settings.ROTATIVE_HOME = tmp_path
    (tmp_path / "test-till").mkdir()
    yield
    _made.cache_clear()


class Giver:
    """A reader who gives a subscription to somebody."""

    def __init__(self, **plan: Any) -> None:
        self.user = make_reader(first_name="Issa", last_name="Konaté")
        self.client = signed_in(self.user)
        self.plan = PlanFactory.create(**plan)

    def fill_in(self, **changed: Any) -> Any:
        """Send the first page."""
        typed = {
            "plan": self.plan.pk,
            "recipient_name": "Awa",
            "recipient_email": AWA,
            "starts_on": timezone.localdate().isoformat(),
            "giver_name": "Papi",
            "message": "Bonne lecture",
        }
        return self.client.post(at("subscription_give"), typed | changed)

    def order(self, **changed: Any) -> Order:
        """Both pages, up to the way to the till."""
        sealed = hidden(self.fill_in(**changed), "draft")
        answer: Any = self.client.post(at("subscription_give"), {"draft": sealed, "way": "test-till"})
        assert answer.status_code == 302, said(answer)
        return Order.objects.latest("pk")

    def pay(self, order: Order) -> Any:
        """At the till, and back."""
        on_the_way = self.client.get(at("subscription_order", reference=order.reference), {"vers": "1"})
        till = tree(on_the_way).xpath("//main//a[@class='button']/@href")[0]
        back = self.client.post(till, {"act": "pay"}).headers["Location"]
        return self.client.get(re.sub(r"^https?://[^/]+", "", back), follow=True)

    def page(self, order: Order, **posted: str) -> Any:
        """The page of the gift."""
        address = at("subscription_gift", reference=order.reference)
        return self.client.post(address, posted, follow=True) if posted else self.client.get(address)


def given(giver: Any = None, *, now: datetime = NOW, **wish: Any) -> Gift:
    """A gift that is paid."""
    wanted = GiftWish(**{"recipient_email": AWA, **wish})
    settled = buy(
        PlanFactory.create(), giver or make_reader(), purpose=Order.Purpose.GIFT, gift=wanted, now=now
    )
    return Gift.objects.select_related("order__buyer", "plan").get(order=settled.order)


def test_from_the_price_list_to_the_code_that_opens() -> None:
    giver = Giver()
    assert at("subscription_give") in links(Client().get(at("subscription_plans")))
    assert at("subscription_give") in links(giver.client.get(at("account_subscription")))

    order = giver.order()
    page = giver.pay(order)

    gift = Gift.objects.get()
    code = present(gift_code(gift))
    assert page.redirect_chain[-1][0] == at("subscription_gift", reference=order.reference)
    assert code in said(page)
    assert (gift.recipient_name, gift.recipient_email, gift.message) == ("Awa", AWA, "Bonne lecture")
    assert gift.giver_name == "Papi"
    assert at("subscription_gift", reference=order.reference) in links(
        giver.client.get(at("account_subscription"))
    )
    assert not Subscription.objects.filter(holder=giver.user).exists()
    awa = make_reader()
    signed_in(awa).post(at("subscription_code"), {"code": code})
    subscription = Subscription.objects.get(holder=awa)
    assert (subscription.kind, subscription.state) == ("gift", "active")
    assert code in said(giver.page(order))
    assert not tree(giver.page(order)).xpath("//button[@name='act']")


def test_the_summary_says_all_and_nothing_is_ordered_yet() -> None:
    page = Giver().fill_in(message="<b>Salut</b> & à toi")

    words = said(page)
    assert "Awa" in words
    assert AWA in words
    assert "2\u202f500\u00a0F\u00a0CFA" in tree(page).xpath("string(//dl)")
    assert "<b>Salut</b>" in words
    assert Order.objects.count() == 0


def test_what_was_filled_in_can_be_changed() -> None:
    giver = Giver()
    sealed = hidden(giver.fill_in(), "draft")

    form = tree(giver.client.post(at("subscription_give"), {"draft": sealed, "act": "change"}))

    assert form.xpath("//input[@name='giver_name']/@value") == ["Papi"]
    assert form.xpath("//input[@name='recipient_name']/@value") == ["Awa"]
    assert form.xpath("//input[@name='recipient_email']/@value") == [AWA]
    assert form.xpath("//input[@name='plan'][@checked]/@value") == [str(giver.plan.pk)]
    assert form.xpath("string(//textarea)").strip() == "Bonne lecture"


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("plan", ""),
        ("plan", "999999"),
        ("recipient_name", ""),
        ("recipient_name", "x" * 81),
        ("recipient_email", "pas une adresse"),
        ("starts_on", in_days(-1)),
        ("starts_on", in_days(366)),
        ("starts_on", "demain"),
        ("starts_on", ""),
        ("message", "x" * 401),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(field: str, typed: str) -> None:
    page = Giver().fill_in(**{field: typed})

    assert page.status_code == 200
    assert not tree(page).xpath("//input[@name='draft']")
    beside = f"//*[@name='{field}'][@aria-invalid='true']" if field != "plan" else "//*[@id='plan_error']"
    assert tree(page).xpath(beside)


@pytest.mark.parametrize("days", [0, 365])
def test_the_first_day_is_today_or_at_most_a_year_away(days: int) -> None:
    page = Giver().fill_in(starts_on=in_days(days))

    assert tree(page).xpath("//input[@name='draft']")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"price_amount": 0}, {"seats": 5}])
def test_what_readers_cannot_buy_cannot_be_given(fields: dict[str, Any]) -> None:
    giver = Giver(**fields)

    assert not tree(giver.fill_in()).xpath("//input[@name='draft']")


def test_the_introductory_price_is_for_oneself() -> None:
    giver = Giver(introductory_amount=1000, introductory_terms=1)

    assert giver.order().amount == 2500


def test_a_summary_that_is_sent_twice_orders_once_and_trying_again_is_another_order() -> None:
    giver = Giver()
    sealed = hidden(giver.fill_in(), "draft")

    for _time in range(2):
        giver.client.post(at("subscription_give"), {"draft": sealed, "way": "test-till"})
    assert Gift.objects.count() == 1

    giver.order()
    assert Gift.objects.count() == 2


@pytest.mark.parametrize("way", ["", "pigeon"])
def test_without_a_way_to_pay_nothing_is_ordered(way: str) -> None:
    giver = Giver()
    sealed = hidden(giver.fill_in(), "draft")

    page = giver.client.post(at("subscription_give"), {"draft": sealed, "way": way})

    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.count() == 0


def test_a_summary_of_somebody_else_or_of_another_price_orders_nothing() -> None:
    giver = Giver()
    sealed = hidden(giver.fill_in(), "draft")
    posted = {"draft": sealed, "way": "test-till"}

    signed_in(make_reader()).post(at("subscription_give"), posted)
    giver.client.post(at("subscription_give"), posted | {"draft": f"{sealed}x"})
    giver.plan.price_amount = 3000
    giver.plan.save()
    page = giver.client.post(at("subscription_give"), posted)

    assert tree(page).xpath("//p[@role='alert']")
    assert Order.objects.count() == 0


def test_a_gift_is_signed_with_the_buyers_name_or_another_or_none() -> None:
    giver = Giver()

    form = tree(giver.client.get(at("subscription_give")))
    assert form.xpath("//input[@name='giver_name']/@value") == ["Issa Konaté"]

    given(giver.user, giver_name="Papi")
    given(giver.user, recipient_email="fatou@example.org")
    mail_what_waits(now=NOW)
    by_address = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert "Papi" in by_address[AWA]
    for word in (giver.user.email, "Issa"):
        assert word not in by_address[AWA] + by_address["fatou@example.org"]


def test_an_unpaid_gift_shows_no_code() -> None:
    giver = Giver()
    order = giver.order()

    page = giver.client.get(at("subscription_gift", reference=order.reference))

    assert page.headers["Location"] == at("subscription_order", reference=order.reference)
    assert giver.client.get(at("subscription_gift_print", reference=order.reference)).status_code == 404
    code = gift_code(Gift.objects.get())
    with pytest.raises(NotRedeemed) as refusal:
        redeem(code, reader=make_reader(), address="192.0.2.1", now=timezone.now())
    assert refusal.value.why is Why.NOT_ACTIVE


@pytest.mark.parametrize("name", ["subscription_gift", "subscription_gift_print"])
def test_a_gift_is_its_buyers_alone(name: str) -> None:
    address = at(name, reference=given().order.reference)

    assert signed_in(make_reader()).get(address).status_code == 404
    assert signed_in(make_reader(is_superuser=True)).get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith(at("account_login"))


def test_the_receipt_goes_to_the_buyer_and_the_code_to_whoever_gets_it() -> None:
    gift = given(make_reader(email="issa@example.org"), recipient_name="Awa", message="Bonne lecture")

    mail_what_waits(now=NOW)

    by_address = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    code = present(gift_code(gift))
    assert code not in by_address["issa@example.org"]
    assert code in by_address[AWA]
    assert "Bonne lecture" in by_address[AWA]


def test_the_code_is_mailed_on_the_first_day_however_far_it_is() -> None:
    first_day = NOW + timedelta(days=200)
    gift = given(starts_at=first_day)
    assert standing_of(gift) is Standing.WAITING

    def letters(moment: datetime) -> int:
        mail_what_waits(now=moment)
        return sum(letter.to == [AWA] for letter in mail.outbox)

    assert letters(first_day - timedelta(minutes=1)) == 0
    assert letters(first_day) == 1
    assert letters(first_day + timedelta(days=1)) == 1
    gift.refresh_from_db()
    assert standing_of(gift) is Standing.SENT


def test_a_code_that_was_redeemed_before_is_not_mailed() -> None:
    first_day = NOW + timedelta(days=20)
    gift = given(starts_at=first_day)
    redeem(gift_code(gift), reader=make_reader(), address="192.0.2.1", now=NOW)

    mail_what_waits(now=first_day)

    assert [letter for letter in mail.outbox if letter.to == [AWA]] == []


def test_without_an_address_the_buyer_gets_the_code_at_once() -> None:
    gift = given(make_reader(email="issa@example.org"), recipient_email="", starts_at=NOW + timedelta(days=9))

    mail_what_waits(now=NOW)

    assert standing_of(gift) is Standing.TO_HAND_ON
    assert any(present(gift_code(gift)) in str(letter.body) for letter in mail.outbox)


def test_a_gift_begins_on_its_day_and_says_so_before() -> None:
    gift, awa = given(starts_at=NOW + timedelta(days=20)), make_reader()

    redeem(gift_code(gift), reader=awa, address="192.0.2.1", now=NOW)

    subscription = Subscription.objects.select_related("plan").get(holder=awa)
    early, late = (shown(subscription, now=NOW + timedelta(days=days)) for days in (1, 21))
    assert (early.is_reading, late.is_reading) == (False, True)
    assert early.state != late.state


def test_a_gift_goes_on_with_what_the_reader_has() -> None:
    gift, awa = given(), make_reader()
    own = buy(PlanFactory.create(), awa)

    redeemed = redeem(gift_code(gift), reader=awa, address="192.0.2.1", now=NOW)

    assert own.term is not None
    assert redeemed.term.from_at == own.term.until_at


def test_the_buyer_gives_the_code_another_address() -> None:
    giver = Giver()
    order = giver.order(starts_on=in_days(30))
    giver.pay(order)

    giver.page(order, email="fatou@example.org", act="save")
    gift = Gift.objects.get()
    assert (gift.recipient_email, gift.mailed_at) == ("fatou@example.org", None)
    assert gift.mail_at == beginning_of(date.fromisoformat(in_days(30)))

    giver.page(order, email="", act="save")
    gift.refresh_from_db()
    assert standing_of(gift) is Standing.TO_HAND_ON
    assert gift.mail_at is None

    page = giver.page(order, email="pas une adresse", act="save")
    assert tree(page).xpath("//input[@name='email'][@aria-invalid='true']")


def test_the_buyer_has_it_sent_again_but_not_for_ever() -> None:
    giver = Giver()
    order = giver.order()
    giver.pay(order)

    for _time in range(MOST_MAILINGS):
        giver.page(order, email=AWA, act="send")
    assert [letter.to for letter in mail.outbox] == [[AWA]] * MOST_MAILINGS
    assert Gift.objects.get().mailed_at is not None

    page = giver.page(order, email=AWA, act="send")

    assert tree(page).xpath("//input[@name='email'][@aria-invalid='true']")
    assert len(mail.outbox) == MOST_MAILINGS


def test_what_the_mail_server_refuses_is_said_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    giver = Giver()
    order = giver.order()
    giver.pay(order)

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as no_mail:
        no_mail.setattr(EmailMessage, "send", refuse)
        page = giver.page(order, email=AWA, act="send")

    assert tree(page).xpath("//input[@name='email'][@aria-invalid='true']")
    assert mail_what_waits(now=timezone.now()) == 2  # the receipt as well


@pytest.mark.parametrize("end", ["redeemed", "paid back"])
def test_what_is_over_changes_no_more(end: str) -> None:
    giver = Giver()
    order = giver.order()
    giver.pay(order)
    gift = Gift.objects.get()
    if end == "redeemed":
        redeem(gift_code(gift), reader=make_reader(), address="192.0.2.1", now=timezone.now())
    else:
        charge = LedgerEntry.objects.get()
        refund(charge, amount=charge.money, key="1", now=timezone.now())

    giver.page(order, email="fatou@example.org", act="send")

    gift.refresh_from_db()
    assert gift.recipient_email == AWA
    assert [letter for letter in mail.outbox if letter.to == ["fatou@example.org"]] == []
    assert giver.client.get(at("subscription_gift_print", reference=order.reference)).status_code == 404


def test_a_gift_that_was_paid_back_shows_no_code_and_opens_nothing() -> None:
    giver = Giver()
    order = giver.order()
    giver.pay(order)
    charge = LedgerEntry.objects.get()
    refund(charge, amount=charge.money, key="1", now=timezone.now())
    gift = Gift.objects.select_related("order__buyer").get()

    assert present(gift_code(gift)) not in giver.page(order).content.decode()
    assert not mail_gift(gift, now=timezone.now())
    with pytest.raises(NotRedeemed) as refusal:
        redeem(gift_code(gift), reader=make_reader(), address="192.0.2.1", now=timezone.now())
    assert refusal.value.why is Why.BLOCKED


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_to_print_has_the_code_and_where_it_is_entered(language: str) -> None:
    giver = make_reader()
    gift = given(giver, recipient_name="Awa & Cie", message="Bonne lecture", now=timezone.now())

    page = signed_in(giver).get(at("subscription_gift_print", language, reference=gift.order.reference))

    assert present(gift_code(gift)) in said(page)
    assert at("subscription_code", language) in said(page)
    assert "Awa & Cie" in said(page)
    assert giver.email not in said(page)
    assert tree(page).xpath("//main//svg")
    assert tree(page).xpath("//*[@style] | //script") == []
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_secret_that_was_lost_stops_no_other_mail(settings: Any) -> None:
    given()
    settings.SECRET_KEY = "another secret"
    buy(PlanFactory.create(), make_reader(email="issa@example.org"))

    mail_what_waits(now=NOW)

    assert ["issa@example.org"] in [letter.to for letter in mail.outbox]


def test_the_mail_of_a_gift_is_due_by_its_address_and_its_day() -> None:
    later = NOW + timedelta(days=3)

    assert mail_day(Gift(recipient_email=AWA, starts_at=later), NOW) == later
    assert mail_day(Gift(recipient_email=AWA, starts_at=NOW - timedelta(days=1)), NOW) == NOW
    assert mail_day(Gift(starts_at=later), NOW) == NOW


def test_the_same_address_again_changes_nothing() -> None:
    gift = given()
    mail_what_waits(now=NOW)

    same = readdress(gift, AWA, now=NOW)

    assert same.mailed_at == NOW
    assert same.mailings == 0
