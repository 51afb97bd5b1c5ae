"""What stands in the books stays there, whatever is sent to the database."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.mailing import mail_receipt
from rotative.subscriptions.models import LedgerEntry, Order, Receipt, Rules
from rotative.subscriptions.receipts import issue, receipt_data, receipt_pdf
from rotative.subscriptions.refunding import refund
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader

KEPT = ["ledgerentry", "receipt", "staffaction", "order"]


@pytest.fixture
def books(db: Any) -> None:
    fill_the_books()


def fill_the_books() -> None:
    """A payment with its receipt, and an action of the staff."""
    buy(PlanFactory.create(), make_reader())
    note_action("took a payment", who=make_reader(), about="a test", now=NOW, money=PRICE)


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("table", KEPT)
def test_nothing_is_deleted_from_the_books(table: str) -> None:
    with pytest.raises(IntegrityError, match="written once"):
        execute(f"DELETE FROM subscriptions_{table}")  # noqa: S608 - the table is ours


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("ledgerentry", "amount = amount + 1"),
        ("ledgerentry", "currency = 'EUR'"),
        ("ledgerentry", "note = 'mended'"),
        ("ledgerentry", "taken_by_id = NULL, note = 'x'"),
        ("receipt", "number = number + 1"),
        ("receipt", "seller = 'somebody else'"),
        ("staffaction", "note = 'it was not me'"),
        ("order", "amount = amount + 1"),
        ("order", "reference = 'another'"),
    ],
)
def test_what_is_written_in_the_books_is_not_changed(table: str, change: str) -> None:
    with pytest.raises(IntegrityError, match="written once"):
        execute(f"UPDATE subscriptions_{table} SET {change}")  # noqa: S608 - the table is ours


@pytest.mark.parametrize("table", KEPT)
def test_the_books_are_not_emptied_by_the_back_door(table: str, committed: None) -> None:
    fill_the_books()
    if connection.vendor == "postgresql":
        back_door = f"TRUNCATE subscriptions_{table} CASCADE"
    else:
        back_door = f"INSERT OR REPLACE INTO subscriptions_{table} SELECT * FROM subscriptions_{table}"  # noqa: S608

    with pytest.raises(IntegrityError, match="written once"):
        execute(back_door)


@pytest.mark.usefixtures("books")
def test_the_person_can_go_from_an_order_and_the_figures_stay() -> None:
    order = Order.objects.get()
    assert order.buyer is not None

    order.buyer.delete()
    Order.objects.update(billed_to="")

    entry = LedgerEntry.objects.select_related("order__buyer").get()
    assert entry.order.buyer is None
    assert entry.money == PRICE


@pytest.mark.usefixtures("books")
def test_a_receipt_may_be_noted_as_mailed() -> None:
    Receipt.objects.update(mailed_at=NOW)

    assert Receipt.objects.get().mailed_at == NOW


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "amount"), [("charge", 0), ("charge", -1), ("refund", 1), ("refund", -1)])
def test_an_entry_has_the_sign_of_its_kind(kind: str, amount: int) -> None:
    entry = buy(PlanFactory.create(), make_reader()).entry
    assert entry is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            kind=kind,
            amount=amount,
            currency="XOF",
            provider="cash",
            idempotency_key="another",
            order=entry.order,
            paid_at=NOW,
            booked_at=NOW,
        )


@pytest.mark.django_db
def test_receipts_are_numbered_year_by_year_from_one() -> None:
    plan = PlanFactory.create()
    moments = [NOW.replace(year=2027), NOW.replace(year=2027), NOW.replace(year=2028), NOW.replace(year=2028)]

    numbers = [str(buy(plan, make_reader(), now=moment).receipt) for moment in moments]

    assert numbers == ["2027-000001", "2027-000002", "2028-000001", "2028-000002"]


@pytest.mark.django_db
def test_a_payment_that_fails_half_way_takes_no_number_with_it() -> None:
    plan = PlanFactory.create()

    class Broken(Exception):
        pass

    def fail() -> None:
        with transaction.atomic():
            buy(plan, make_reader())
            raise Broken

    with pytest.raises(Broken):
        fail()

    assert str(buy(plan, make_reader()).receipt) == "2027-000001"


def test_a_number_is_taken_only_where_a_failure_would_give_it_back(committed: None) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        issue(LedgerEntry(), now=NOW)


@pytest.mark.usefixtures("books")
def test_a_receipt_is_the_same_pdf_every_time() -> None:
    receipt = Receipt.objects.get()

    assert receipt_pdf(receipt) == receipt_pdf(receipt)
    assert receipt_pdf(receipt).startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_receipt_sets_what_people_typed_as_text() -> None:
    Rules.objects.create(
        pk=1, seller='#panic("no") $x$ *bold*\n<label> @nobody', tax_rate=1800, tax_name="TVA"
    )
    receipt = buy(PlanFactory.create(), make_reader(), billed_to='"] #read("/etc/passwd")').receipt
    assert receipt is not None

    assert receipt_pdf(receipt).startswith(b"%PDF-")


@pytest.mark.usefixtures("books")
def test_a_receipt_is_mailed_once() -> None:
    receipt = Receipt.objects.select_related("entry__order__buyer").get()

    assert mail_receipt(receipt, now=NOW)
    assert not mail_receipt(Receipt.objects.get(), now=NOW)

    (message,) = mail.outbox
    assert isinstance(message, EmailMessage)
    assert "2\u202f500\u00a0F\u00a0CFA" in message.body
    assert message.attachments[0][0] == "2027-000001.pdf"


@pytest.mark.usefixtures("books")
def test_a_receipt_that_could_not_be_mailed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = Receipt.objects.select_related("entry__order__buyer").get()

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as no_mail:
        no_mail.setattr(EmailMessage, "send", refuse)
        with pytest.raises(ConnectionRefusedError):
            mail_receipt(receipt, now=NOW)

    assert mail_receipt(Receipt.objects.get(), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rate", "line"),
    [
        (1800, ["Of which TVA, 18 %", "900\u00a0F\u00a0CFA"]),
        (550, ["Of which TVA, 5,5 %", "308\u00a0F\u00a0CFA"]),
    ],
)
def test_the_tax_in_a_price_stands_on_the_receipt(rate: int, line: list[str]) -> None:
    Rules.objects.create(pk=1, tax_rate=rate, tax_name="TVA", seller="NIF 0000")
    receipt = buy(PlanFactory.create(price_amount=5900), make_reader(), billed_to="Awa Diarra").receipt
    assert receipt is not None
    Rules.objects.update(tax_rate=0, seller="")  # what was printed stays

    with translation.override("en"):
        data = receipt_data(receipt)

    assert line in data["rows"]
    assert ["Name", "Awa Diarra"] in data["rows"]
    assert (data["seller"], data["amount"]) == ("NIF 0000", "5\u202f900\u00a0F\u00a0CFA")


@pytest.mark.django_db
def test_what_goes_back_has_a_credit_note_and_no_tax_where_none_is_set() -> None:
    entry = buy(PlanFactory.create(), make_reader()).entry
    assert entry is not None
    back = refund(entry, amount=PRICE, key="x", now=NOW)

    with translation.override("en"):
        data = receipt_data(Receipt.objects.get(entry=back))

    assert (data["title"], data["amount"]) == ("Credit note", "\u22122\u202f500\u00a0F\u00a0CFA")
    assert not [row for row in data["rows"] if "Of which" in row[0]]
