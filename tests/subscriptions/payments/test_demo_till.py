"""The till of the demonstration: it opens nowhere else, and says what its buttons made it say."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.demo_till import DemoTill
from rotative.subscriptions.payments.interface import (
    Notice,
    NotificationForged,
    ProviderMisconfigured,
    ProviderRefused,
    State,
)
from rotative.subscriptions.payments.judging import ask
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.subscriptions.payments.counters import NOW, PRICE, checkout

PAGE = "http://localhost:8000/caisse-de-demonstration/{reference}/"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def make_till(folder: Path, clock: Clock | None = None) -> DemoTill:
    return DemoTill(folder=folder, page=PAGE, is_demo=True, clock=clock or Clock())


def test_it_refuses_to_open_outside_the_demonstration(tmp_path: Path) -> None:
    with pytest.raises(ProviderMisconfigured, match="demonstration only"):
        DemoTill(folder=tmp_path, page=PAGE, is_demo=False)
    with pytest.raises(ProviderMisconfigured, match="reference"):
        DemoTill(folder=tmp_path, page="/till/", is_demo=True)


def test_it_is_called_what_it_is() -> None:
    assert "nobody pays anything" in DemoTill.label


@pytest.mark.parametrize(
    ("button", "state", "reason"),
    [("pay", State.PAID, None), ("turn_down", State.FAILED, Reason.DECLINED)],
)
def test_a_button_decides_and_every_process_sees_it(
    tmp_path: Path, button: str, state: State, reason: Reason | None
) -> None:
    wanted = checkout()
    started = make_till(tmp_path).start(wanted)
    getattr(make_till(tmp_path), button)(started.provider_ref)

    verdict = ask(
        make_till(tmp_path), order_id=wanted.order_id, provider_ref=started.provider_ref, expected=PRICE
    )

    assert started.address == PAGE.format(reference=started.provider_ref)
    assert (verdict.state, verdict.reason, verdict.method) == (state, reason, Method.TEST_MONEY)
    assert verdict.paid_at == (NOW if state is State.PAID else None)


def test_a_button_is_pressed_once_and_in_time(tmp_path: Path) -> None:
    clock = Clock()
    till = make_till(tmp_path, clock)
    paid, late = till.start(checkout()), till.start(checkout())
    till.pay(paid.provider_ref)
    clock.now += timedelta(minutes=31)

    for reference in (paid.provider_ref, late.provider_ref, "test-never"):
        for press in (till.pay, till.turn_down):
            with pytest.raises(ProviderRefused):
                press(reference)
    order_id = late.provider_ref.removeprefix("test-")
    assert till.verify(order_id, late.provider_ref).state is State.EXPIRED


def test_an_order_is_opened_once_and_another_one_is_not_taken_for_it(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    wanted, other = checkout(), checkout()
    till.start(wanted)
    reference = till.start(other).provider_ref

    with pytest.raises(ProviderRefused) as refused:
        till.start(wanted)

    assert refused.value.reason is Reason.ORDER_TAKEN
    assert till.verify(wanted.order_id, reference).reason is Reason.ANOTHER_ORDER
    assert till.verify(wanted.order_id, "").state is State.PENDING
    assert till.verify("ORDER-NEVER", "").reason is Reason.NOT_FOUND


def test_a_reference_names_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"order_id": "ORDER-1"}')
    till = make_till(tmp_path / "orders")

    assert till.order("../secret") is None
    assert till.verify("ORDER-1", "../secret").reason is Reason.NOT_FOUND


def test_its_notifications_are_its_own(tmp_path: Path) -> None:
    till, stranger = make_till(tmp_path / "ours"), make_till(tmp_path / "theirs")
    wanted = checkout()
    reference = till.start(wanted).provider_ref
    headers, body = till.notification(reference)

    assert till.read_notification(headers, body, now=NOW) == Notice(wanted.order_id, reference)
    for forged in (stranger.notification(reference), ({}, body), (headers, body + b"1")):
        with pytest.raises(NotificationForged):
            till.read_notification(*forged, now=NOW)


def test_the_whole_amount_is_paid_back(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    wanted = checkout()
    reference = till.start(wanted).provider_ref

    with pytest.raises(ProviderRefused):
        till.refund(wanted.order_id, reference, PRICE, refund_id="R-1")
    till.pay(reference)
    with pytest.raises(ProviderRefused):
        till.refund(wanted.order_id, reference, Money(1, "XOF"), refund_id="R-1")
    refunds = {till.refund(wanted.order_id, reference, PRICE, refund_id="R-1").state for _time in range(2)}

    assert refunds == {State.REFUNDED}
    assert till.verify(wanted.order_id, reference).state is State.REFUNDED


def test_no_half_written_file_stays(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    reference = till.start(checkout()).provider_ref
    till.pay(reference)
    till.notification(reference)

    assert [
        path.name for path in tmp_path.iterdir() if not re.fullmatch(r"[0-9a-f]{64}\.json|key", path.name)
    ] == []
