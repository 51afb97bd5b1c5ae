"""Receipts: numbered without gaps in their year, and as PDF."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.subscriptions.models import LedgerEntry, Receipt, ReceiptSeries, Rules
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.typesetting import paper_name, typeset_pdf
from rotative.subscriptions.wording import name_of_provider
from rotative.typography import format_date


def issue(entry: LedgerEntry, *, now: datetime) -> Receipt:
    """Give an entry the next number of the year, in the transaction that books it.

    The row of the series stays locked until the commit, so call it last: two payments at once wait here for each other.
    Raises RuntimeError outside a transaction, where a failure would leave a gap.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A receipt is numbered in the transaction that books its entry")
    year, rules, name = paper_time(now).year, Rules.current(), paper_name()
    ReceiptSeries.objects.get_or_create(year=year)
    ReceiptSeries.objects.filter(year=year).update(last=F("last") + 1)
    return Receipt.objects.create(
        year=year,
        number=ReceiptSeries.objects.values_list("last", flat=True).get(year=year),
        entry=entry,
        issued_at=now,
        paper_name=name,
        seller=rules.seller,
        tax_rate=rules.tax_rate,
        tax_name=rules.tax_name,
    )


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as PDF, in the language of its order: the same bytes whenever it is asked for."""
    with translation.override(receipt.entry.order.language):
        return typeset_pdf("receipt.typ", receipt_data(receipt), at=receipt.issued_at)


def receipt_data(receipt: Receipt) -> dict[str, Any]:
    """Return what stands on a receipt, as its template takes it; the language of its order is active."""
    entry, order, language = receipt.entry, receipt.entry.order, receipt.entry.order.language
    is_refund = entry.kind == LedgerEntry.Kind.REFUND
    rows = [
        [_("Number"), str(receipt)],
        [_("Date"), format_date(paper_time(receipt.issued_at).date(), language)],
        [_("Name"), order.billed_to or "–"],
        [_("For"), f"{order.quantity} × {order.plan.name}" if order.quantity > 1 else order.plan.name],
        [_("Paid with"), name_of_provider(entry.provider)],
        [_("Order"), order.reference],
    ]
    if entry.provider_ref:
        rows.append([_("Transaction"), entry.provider_ref])
    if receipt.tax_rate:
        tax = entry.money.tax_included(receipt.tax_rate)
        rate = _percent(receipt.tax_rate, "," if language.startswith("fr") else ".")
        name = receipt.tax_name or _("tax")
        rows.append(
            [_("Of which %(name)s, %(rate)s %%") % {"name": name, "rate": rate}, tax.present(language)]
        )
    return {
        "language": "fr" if language.startswith("fr") else "en",
        "title": _("Credit note") if is_refund else _("Receipt"),
        "paper": receipt.paper_name,
        "seller": receipt.seller,
        "rows": rows,
        "amount_label": _("Paid back") if is_refund else _("Amount paid"),
        "amount": entry.money.present(language),
    }


def _percent(hundredths: int, mark: str) -> str:
    """Return 1800 as “18”, 550 as “5,5”."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}{mark}{rest:02d}".rstrip("0") if rest else str(whole)
