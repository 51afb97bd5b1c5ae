"""Vouchers at the desk: the codes exist once, in the sheet; and tables of people with a report of bad lines."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rotative.subscriptions.models import LedgerEntry, Order, Subscription, Voucher, VoucherBatch
from rotative.subscriptions.printing import activate_batch, print_batch
from rotative.subscriptions.redeeming import redeem
from tests.factories import UserFactory
from tests.subscriptions.desk.people import ROOT, at_the_desk, payment, with_only
from tests.subscriptions.factories import PlanFactory, make_reader

pytestmark = pytest.mark.django_db
BATCHES = f"{ROOT}bons/"


def printed(size: int = 3) -> tuple[VoucherBatch, list[str]]:
    return print_batch(
        name="Kiosque", plan=PlanFactory.create(), size=size, staff=UserFactory.create(), now=timezone.now()
    )


def test_the_sheet_is_handed_over_in_the_moment_of_printing() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()

    answer = desk.post(f"{BATCHES}nouveaux/", {"name": "Kiosque, mai", "plan": plan.pk, "size": "12"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert Voucher.objects.count() == 12
    batch = VoucherBatch.objects.get()
    assert batch.activated_at is None
    assert f"{BATCHES}{batch.pk}/" in desk.get(BATCHES).content.decode()


def test_a_batch_printed_twice_is_one() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()
    form = {"name": "Kiosque, mai", "plan": plan.pk, "size": "2"}

    answers = [desk.post(f"{BATCHES}nouveaux/", form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert Voucher.objects.count() == 2


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
