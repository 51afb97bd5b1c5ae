"""A code gives its term once, to the first who types it, and guessing it is slow."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from rotative.subscriptions import vouchers
from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.guessing import BY_ACCOUNT, BY_ADDRESS, forget_old_ones
from rotative.subscriptions.mailing import mail_gift
from rotative.subscriptions.models import (
    Gift,
    Order,
    Plan,
    StaffAction,
    Subscription,
    Term,
    Voucher,
    VoucherBatch,
    WrongCode,
)
from rotative.subscriptions.printing import activate_batch, block_vouchers, print_batch
from rotative.subscriptions.redeeming import NotRedeemed, Redeemed, Why, redeem
from rotative.subscriptions.selling import GiftWish, open_order
from rotative.subscriptions.sheets import QUIET_ZONE, qr_svg, voucher_sheet
from tests.subscriptions.factories import NOW, PlanFactory, buy, make_reader

HOME = "192.0.2.1"


def batch_of(size: int = 3, *, is_active: bool = True, **more: Any) -> tuple[VoucherBatch, list[str]]:
    """A batch as the kiosk has it."""
    staff = make_reader()
    batch, codes = print_batch(
        name=f"Kiosque {VoucherBatch.objects.count()}",
        plan=more.pop("plan", None) or PlanFactory.create(),
        size=size,
        staff=staff,
        now=NOW,
        **more,
    )
    if is_active:
        activate_batch(batch, staff=staff, now=NOW)
    return batch, codes


def why(typed: str, reader: Any, *, address: str = HOME, now: datetime = NOW) -> Why | None:
    """Redeem and tell why not, None when it was."""
    try:
        redeem(typed, reader=reader, address=address, now=now)
    except NotRedeemed as refusal:
        return refusal.why
    return None


@pytest.mark.django_db
def test_a_code_gives_what_its_batch_is_worth() -> None:
    batch, codes = batch_of()
    awa = make_reader()

    redeemed = redeem(vouchers.present(codes[1]).lower(), reader=awa, address=HOME, now=NOW)

    assert redeemed.term.plan == batch.plan
    assert redeemed.term.until_at == NOW.replace(month=2, day=28)
    assert Voucher.objects.get(serial=2).redeemed_by == awa
    assert Subscription.objects.get().holder == awa


@pytest.mark.django_db
def test_a_code_extends_what_the_reader_has() -> None:
    _batch, codes = batch_of()
    awa = make_reader()
    first = buy(PlanFactory.create(), awa).term
    assert first is not None

    assert redeem(codes[0], reader=awa, address=HOME, now=NOW).term.from_at == first.until_at


@pytest.mark.django_db
def test_the_form_sent_twice_gives_one_term() -> None:
    _batch, codes = batch_of()
    awa = make_reader()

    once, twice = (redeem(codes[0], reader=awa, address=HOME, now=NOW) for _time in range(2))

    assert not once.again
    assert twice == Redeemed(once.term, again=True)
    assert Term.objects.count() == 1


@pytest.mark.django_db
def test_a_code_that_gives_nothing_says_why() -> None:
    awa, issa = make_reader(), make_reader()
    batch, codes = batch_of()
    staff = make_reader()
    redeem(codes[0], reader=awa, address=HOME, now=NOW)
    assert block_vouchers(batch, first=1, last=2, staff=staff, now=NOW) == 1

    assert why(codes[0], issa) is Why.USED
    assert why(codes[1], issa) is Why.BLOCKED
    assert why(codes[2][:-1], issa) is Why.SLIP
    assert why(vouchers.draw(), issa) is Why.UNKNOWN
    assert why(batch_of(is_active=False)[1][0], issa) is Why.NOT_ACTIVE
    assert why(batch_of(expires_at=NOW)[1][0], issa) is Why.EXPIRED
    assert why(codes[2], issa) is None
    assert Term.objects.count() == 2
    assert list(StaffAction.objects.filter(what="blocked vouchers").values_list("note", flat=True)) == ["1"]


@pytest.mark.django_db
def test_wrong_codes_make_an_account_wait_an_hour() -> None:
    _batch, codes = batch_of()
    awa, issa = make_reader(), make_reader()

    tries = [why(vouchers.draw(), awa) for _time in range(BY_ACCOUNT)]

    assert set(tries) == {Why.UNKNOWN}
    assert why(codes[0], awa) is Why.WAIT
    assert why(codes[0], awa, address="198.51.100.7") is Why.WAIT
    assert why(codes[1], issa) is None
    assert why(codes[0], awa, now=NOW + timedelta(hours=1)) is None


@pytest.mark.django_db
def test_wrong_codes_make_an_address_wait_whoever_signs_in_there() -> None:
    _batch, codes = batch_of()
    for _time in range(BY_ADDRESS // BY_ACCOUNT):
        guesser = make_reader()
        assert {why(vouchers.draw(), guesser) for _try in range(BY_ACCOUNT)} == {Why.UNKNOWN}

    assert why(codes[0], make_reader()) is Why.WAIT
    assert why(codes[0], make_reader(), address="198.51.100.7") is None


@pytest.mark.django_db
def test_addresses_of_those_who_mistyped_are_not_kept() -> None:
    why("wrong", make_reader())

    assert HOME not in WrongCode.objects.get().address_digest
    assert forget_old_ones(now=NOW + timedelta(minutes=59)) == 0
    assert forget_old_ones(now=NOW + timedelta(minutes=60)) == 1


@pytest.mark.django_db
def test_the_database_does_not_know_the_codes() -> None:
    _batch, codes = batch_of(20)

    kept = str(list(Voucher.objects.values()))

    assert not [code for code in codes if code in kept or vouchers.present(code) in kept]


@pytest.mark.django_db
def test_codes_live_on_when_the_secret_is_changed_and_the_old_one_named(settings: Any) -> None:
    _batch, codes = batch_of()
    gift = buy(PlanFactory.create(), make_reader(), purpose=Order.Purpose.GIFT).order.gift
    code = gift_code(gift)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret, as long as the first one was, and as good 0123456789"

    assert why(codes[0], make_reader()) is Why.UNKNOWN
    with pytest.raises(LookupError, match="SECRET_KEY_FALLBACKS"):
        gift_code(gift)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert why(codes[0], make_reader()) is None
    assert gift_code(gift) == code


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 100_000])
def test_a_batch_has_a_sensible_size(size: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        batch_of(size)

    assert "size" in refusal.value.message_dict
    assert not VoucherBatch.objects.exists()


@pytest.mark.django_db
def test_a_batch_is_activated_once() -> None:
    batch, _codes = batch_of()

    assert not activate_batch(batch, staff=make_reader(), now=NOW + timedelta(days=1))
    assert VoucherBatch.objects.get().activated_at == NOW


@pytest.mark.django_db
def test_a_sheet_holds_the_batch_and_is_the_same_every_time() -> None:
    batch, codes = batch_of(12, expires_at=NOW + timedelta(days=365))

    sheet = voucher_sheet(batch, codes)

    assert sheet.startswith(b"%PDF-")
    assert sheet == voucher_sheet(batch, codes)
    assert sheet != voucher_sheet(batch, codes, language="en")


def gift_of(plan: Plan | None = None, *, is_paid: bool = True, **wish: Any) -> Gift:
    """A gift that somebody has bought."""
    plan, buyer, purpose = plan or PlanFactory.create(), make_reader(), Order.Purpose.GIFT
    if is_paid:
        return buy(plan, buyer, purpose=purpose, gift=GiftWish(**wish)).order.gift
    return open_order(
        plan=plan, provider="wave", buyer=buyer, purpose=purpose, gift=GiftWish(**wish), now=NOW
    ).gift


@pytest.mark.django_db
def test_a_gift_begins_on_the_day_its_buyer_chose() -> None:
    birthday = datetime(2027, 4, 30, 6, tzinfo=UTC)
    awa = make_reader()

    term = redeem(gift_code(gift_of(starts_at=birthday)), reader=awa, address=HOME, now=NOW).term

    assert (term.from_at, term.until_at) == (birthday, birthday.replace(month=5))
    subscription = Subscription.objects.get()
    assert subscription.kind == Subscription.Kind.GIFT
    assert subscription.started_at == birthday


@pytest.mark.django_db
def test_a_gift_follows_what_its_reader_has_paid_and_what_she_pays_then_follows_the_gift() -> None:
    awa, plan = make_reader(), PlanFactory.create()
    paid_until = buy(plan, awa).term
    assert paid_until is not None

    gift = redeem(gift_code(gift_of(plan)), reader=awa, address=HOME, now=NOW).term
    more = buy(plan, awa).term

    assert gift.from_at == paid_until.until_at
    assert more is not None
    assert more.from_at == gift.until_at


@pytest.mark.django_db
def test_a_gift_that_is_not_paid_gives_nothing() -> None:
    assert why(gift_code(gift_of(is_paid=False)), make_reader()) is Why.NOT_ACTIVE


@pytest.mark.django_db
def test_a_gift_is_mailed_once_to_whoever_gets_it_and_only_when_paid() -> None:
    gift = gift_of(recipient_email="issa@example.org", message="Bonne fête")

    assert not mail_gift(gift_of(is_paid=False), now=NOW)
    assert mail_gift(gift, now=NOW)
    assert not mail_gift(Gift.objects.get(pk=gift.pk), now=NOW)

    (message,) = mail.outbox
    assert message.to == ["issa@example.org"]
    assert vouchers.present(gift_code(gift)) in message.body
    assert "Bonne fête" in message.body


def test_of_two_who_redeem_one_code_at_once_one_wins(at_once: Callable[..., list[Any]]) -> None:
    _batch, codes = batch_of(5)
    gift = gift_code(gift_of())
    awa, issa = make_reader(), make_reader()

    for code in [*codes, gift]:
        outcomes = at_once(*(partial(why, code, reader) for reader in (awa, issa)))
        assert sorted(outcomes, key=str) == [None, Why.USED]

    assert Term.objects.count() == 6


def test_one_who_redeems_a_code_twice_at_once_has_it_once(at_once: Callable[..., list[Any]]) -> None:
    _batch, codes = batch_of(3)
    awa = make_reader()

    for code in codes:
        assert at_once(*[partial(why, code, awa)] * 3) == [None] * 3

    assert Term.objects.count() == 3
    assert Subscription.objects.get().ends_at == NOW.replace(month=4, day=30)


def test_a_qr_code_has_its_squares_and_white_around_them() -> None:
    svg = qr_svg("https://ladepeche.example/abonnement/code/?code=K7QM3XTR9WPA")

    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    places = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1", svg)]
    inside = range(QUIET_ZONE, side - QUIET_ZONE)
    assert (side - 2 * QUIET_ZONE - 21) % 4 == 0  # 21, 25, 29… modules: ISO/IEC 18004
    assert all(x in inside and y in inside for x, y in places)
    assert {(x, QUIET_ZONE) for x in range(QUIET_ZONE, QUIET_ZONE + 7)} <= set(
        places
    )  # a finder's upper edge
