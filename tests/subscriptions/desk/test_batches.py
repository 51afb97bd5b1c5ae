"""Vouchers at the desk: the codes exist once, in the sheet; and tables of people with a report of bad lines."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rotative.subscriptions.models import (
    LedgerEntry,
    Order,
    Plan,
    StaffAction,
    Subscription,
    Voucher,
    VoucherBatch,
)
from rotative.subscriptions.printing import activate_batch, print_batch
from rotative.subscriptions.redeeming import NotRedeemed, redeem
from rotative.subscriptions.states import State
from tests.factories import UserFactory
from tests.subscriptions.desk.people import ROOT, at_the_desk, payment, with_only
from tests.subscriptions.factories import PlanFactory, make_reader

pytestmark = pytest.mark.django_db
BATCHES = f"{ROOT}bons/"


def printed(size: int = 3) -> tuple[VoucherBatch, list[str]]:
    return print_batch(
        name="Kiosque", plan=PlanFactory.create(), size=size, staff=UserFactory.create(), now=timezone.now()
    )


def order_form(plan: Plan, **changed: Any) -> dict[str, Any]:
    """The form that has vouchers printed, as it stands in one open page."""
    return {"form_token": str(uuid4()), "name": "Kiosque, mai", "plan": plan.pk, "size": "2", **changed}


def test_the_sheet_is_handed_over_in_the_moment_of_printing() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()

    answer = desk.post(f"{BATCHES}nouveaux/", order_form(plan, size="12"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert Voucher.objects.count() == 12
    batch = VoucherBatch.objects.get()
    assert batch.activated_at is None
    assert f"{BATCHES}{batch.pk}/" in desk.get(BATCHES).content.decode()


def test_a_second_click_gives_the_same_sheet_and_no_second_batch() -> None:
    form, desk = order_form(PlanFactory.create()), at_the_desk()

    first, second = (desk.post(f"{BATCHES}nouveaux/", form) for _time in range(2))

    assert second["Content-Type"] == "application/pdf"
    assert first.content == second.content
    assert Voucher.objects.count() == 2
    assert StaffAction.objects.filter(what="printed vouchers").count() == 1


def test_the_same_name_from_another_page_is_refused() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()

    answers = [desk.post(f"{BATCHES}nouveaux/", order_form(plan)) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert list(answers[1].context["form"].errors) == ["name"]
    assert Voucher.objects.count() == 2


@pytest.mark.parametrize("changed", [{"name": "Kiosque, juin"}, {"size": "3"}, {"last_day": "2999-01-01"}])
def test_a_page_that_stays_open_prints_no_other_batch(changed: dict[str, str]) -> None:
    form, desk = order_form(PlanFactory.create()), at_the_desk()
    desk.post(f"{BATCHES}nouveaux/", form)

    answer = desk.post(f"{BATCHES}nouveaux/", form | changed)

    assert answer.status_code == 422
    assert "Kiosque, mai" in answer.context["form"].non_field_errors()[0]
    assert VoucherBatch.objects.count() == 1


def test_after_an_hour_a_sheet_is_lost() -> None:
    token, now = uuid4(), timezone.now()
    wanted = {"name": "Kiosque", "plan": PlanFactory.create(), "size": 2, "staff": UserFactory.create()}
    _batch, codes = print_batch(**wanted, form_token=token, now=now)

    assert print_batch(**wanted, form_token=token, now=now + timedelta(minutes=59))[1] == codes
    with pytest.raises(ValidationError):
        print_batch(**wanted, form_token=token, now=now + timedelta(minutes=61))


def test_another_page_draws_other_codes_and_none_is_kept() -> None:
    token, other = uuid4(), uuid4()
    wanted = {"plan": PlanFactory.create(), "size": 50, "staff": UserFactory.create(), "now": timezone.now()}

    batch, codes = print_batch(name="A", form_token=token, **wanted)
    _batch, others = print_batch(name="B", form_token=other, **wanted)

    assert len({*codes, *others}) == 100
    kept = " ".join(map(str, [*Voucher.objects.values_list(), *VoucherBatch.objects.values_list()]))
    assert token.hex not in kept
    assert str(token) not in kept
    assert not any(code in kept for code in codes)
    assert batch.form_digest


def test_a_sheet_is_given_again_after_the_secret_has_changed(settings: Any) -> None:
    wanted = {"name": "A", "plan": PlanFactory.create(), "size": 3, "staff": UserFactory.create()}
    token, now = uuid4(), timezone.now()
    _batch, codes = print_batch(**wanted, form_token=token, now=now)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"

    assert print_batch(**wanted, form_token=token, now=now)[1] == codes


def test_a_batch_is_activated_and_its_counts_follow() -> None:
    batch, codes = printed()
    desk, page = at_the_desk(), f"{BATCHES}{batch.pk}/"

    for _time in range(2):
        desk.post(page)
    redeem(codes[0], reader=make_reader(), address="192.0.2.1", now=timezone.now())
    desk.post(f"{page}reprendre/", {"first": "1", "last": "2"})

    shown = desk.get(page).context["batch"]
    assert shown.activated_at is not None
    assert (shown.redeemed, shown.blocked, shown.left) == (1, 1, 1)


def test_numbers_the_wrong_way_round_block_nothing() -> None:
    batch, _codes = printed()

    answer = at_the_desk().post(f"{BATCHES}{batch.pk}/reprendre/", {"first": "3", "last": "1"})

    assert list(answer.context["form"].errors) == ["last"]
    assert not Voucher.objects.exclude(blocked_at=None).exists()


def test_a_kiosk_pays_for_what_it_sold_once() -> None:
    batch, _codes = printed()
    desk, page = at_the_desk(), f"{BATCHES}{batch.pk}/"
    form = payment(batch.plan, amount="5000", quantity="2", billed_to="Kiosque de la Gare")

    for _time in range(2):
        desk.post(f"{page}encaisser/", form)

    entry = LedgerEntry.objects.get()
    assert (entry.amount, entry.order.purpose, entry.order.billed_to) == (
        5000,
        Order.Purpose.VOUCHERS,
        "Kiosque de la Gare",
    )
    assert "Kiosque de la Gare" in desk.get(page).content.decode()
    assert "Kiosque de la Gare" not in with_only("manage_vouchers").get(page).content.decode()


def test_no_more_vouchers_are_sold_than_there_are() -> None:
    batch, _codes = printed()
    form = payment(batch.plan, amount="10000", quantity="4", billed_to="Kiosque")

    answer = at_the_desk().post(f"{BATCHES}{batch.pk}/encaisser/", form)

    assert list(answer.context["form"].errors) == ["quantity"]
    assert not LedgerEntry.objects.exists()


def sold_to_a_kiosk(batch: VoucherBatch, quantity: int, desk: Client) -> LedgerEntry:
    """What a kiosk has paid for some vouchers of a batch."""
    amount = str(2500 * quantity)
    form = payment(batch.plan, amount=amount, quantity=str(quantity), billed_to="Kiosque", number=uuid4().hex)
    desk.post(f"{BATCHES}{batch.pk}/encaisser/", form)
    return LedgerEntry.objects.latest("pk")


def pay_back(batch: VoucherBatch, charge: LedgerEntry, desk: Client, amount: str = "") -> None:
    form = {"form_token": str(uuid4()), "amount": amount or str(charge.amount), "reason": "Invendus"}
    answer = desk.post(f"{BATCHES}{batch.pk}/rembourser/{charge.pk}/", form)
    assert answer.status_code == 302


def blocked(batch: VoucherBatch) -> list[int]:
    return list(batch.vouchers.exclude(blocked_at=None).order_by("serial").values_list("serial", flat=True))


def test_vouchers_that_a_kiosk_was_paid_back_are_blocked_unless_redeemed() -> None:
    batch, codes = printed(5)
    desk = at_the_desk()
    activate_batch(batch, staff=batch.created_by, now=timezone.now())
    charge = sold_to_a_kiosk(batch, 5, desk)
    redeem(codes[4], reader=make_reader(), address="192.0.2.1", now=timezone.now())
    assert f"/rembourser/{charge.pk}/" in desk.get(f"{BATCHES}{batch.pk}/").content.decode()

    pay_back(batch, charge, desk)

    assert blocked(batch) == [1, 2, 3, 4]
    with pytest.raises(NotRedeemed):
        redeem(codes[0], reader=make_reader(), address="192.0.2.2", now=timezone.now())
    assert Subscription.objects.get().state == State.ACTIVE
    assert f"/rembourser/{charge.pk}/" not in desk.get(f"{BATCHES}{batch.pk}/").content.decode()
    assert StaffAction.objects.get(what="blocked vouchers").note == "4"


def test_of_a_batch_as_many_are_blocked_as_were_paid_back_and_from_the_end() -> None:
    batch, _codes = printed(6)
    desk = at_the_desk()
    first, second = (sold_to_a_kiosk(batch, 2, desk) for _time in range(2))

    pay_back(batch, first, desk)
    assert blocked(batch) == [5, 6]
    pay_back(batch, second, desk, "2000")  # a part of it: they are still paid for
    assert blocked(batch) == [5, 6]
    pay_back(batch, second, desk, "3000")
    assert blocked(batch) == [3, 4, 5, 6]


def test_returned_vouchers_that_the_desk_has_taken_back_are_not_taken_twice() -> None:
    batch, _codes = printed(6)
    desk = at_the_desk()
    charge = sold_to_a_kiosk(batch, 2, desk)
    desk.post(f"{BATCHES}{batch.pk}/reprendre/", {"first": "1", "last": "2"})

    pay_back(batch, charge, desk)

    assert blocked(batch) == [1, 2]


def test_a_kiosks_payment_is_paid_back_at_its_own_batch_by_those_who_may() -> None:
    batch, _codes = printed()
    charge = sold_to_a_kiosk(batch, 1, at_the_desk())
    other = print_batch(name="B", plan=batch.plan, size=1, staff=batch.created_by, now=timezone.now())[0]

    assert at_the_desk().get(f"{BATCHES}{other.pk}/rembourser/{charge.pk}/").status_code == 404
    without_money = with_only("manage_vouchers")
    assert without_money.get(f"{BATCHES}{batch.pk}/rembourser/{charge.pk}/").status_code in (302, 403)


def test_an_active_batch_has_no_button_that_activates() -> None:
    batch, _codes = printed()
    desk, page = at_the_desk(), f"{BATCHES}{batch.pk}/"

    def forms() -> int:
        return str(desk.get(page).content.decode()).count('<form method="post"')

    before = forms()
    activate_batch(batch, staff=batch.created_by, now=timezone.now())

    assert forms() == before - 1


def table(text: str, encoding: str = "utf-8", **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("lecteurs.csv", text.encode(encoding), content_type="text/csv")
    return {"table": file, "plan": PlanFactory.create().pk, **more}


def test_a_table_gives_to_many_and_reports_the_lines_that_will_not_do() -> None:
    until = (timezone.localdate() + timedelta(days=60)).isoformat()
    lines = f"email;until\nawa@example.org;{until}\npas-une-adresse;{until}\nissa@example.org;demain\n"
    desk = at_the_desk()

    answer = desk.post(f"{ROOT}abonnes/offrir/", table(lines))

    report = answer.context["report"]
    assert report.given == ["awa@example.org"]
    assert [problem.line for problem in report.problems] == [3, 4]
    page = answer.content.decode()
    assert all(problem.sentence.split()[0] in page for problem in report.problems)
    assert Subscription.objects.get().kind == Subscription.Kind.COMPLIMENTARY


def test_a_trial_run_of_a_table_gives_nothing() -> None:
    until = (timezone.localdate() + timedelta(days=60)).isoformat()

    answer = at_the_desk().post(
        f"{ROOT}abonnes/offrir/", table(f"email,until\nawa@example.org,{until}\n", dry_run="on")
    )

    assert answer.context["report"].given == ["awa@example.org"]
    assert not Subscription.objects.exists()


def test_a_table_in_another_encoding_is_refused() -> None:
    answer = at_the_desk().post(f"{ROOT}abonnes/offrir/", table("email,until\né,2027-01-01\n", "latin-1"))

    assert list(answer.context["form"].errors) == ["table"]
