"""The tables of the subscription desk."""

from rotative.subscriptions.models.agreement import Agreement, Collection
from rotative.subscriptions.models.ledger import LedgerEntry, Receipt, ReceiptSeries, StaffAction
from rotative.subscriptions.models.order import OddPayment, Order
from rotative.subscriptions.models.organisation import Invitation, Organisation, Seat
from rotative.subscriptions.models.plan import Plan
from rotative.subscriptions.models.reading import ArticleGift, MeterReading
from rotative.subscriptions.models.refund import AskedRefund
from rotative.subscriptions.models.rules import Rules
from rotative.subscriptions.models.subscription import Reminder, Subscription, Term
from rotative.subscriptions.models.voucher import Gift, Voucher, VoucherBatch, WrongCode

__all__ = [
    "Agreement",
    "ArticleGift",
    "AskedRefund",
    "Collection",
    "Gift",
    "Invitation",
    "LedgerEntry",
    "MeterReading",
    "OddPayment",
    "Order",
    "Organisation",
    "Plan",
    "Receipt",
    "ReceiptSeries",
    "Reminder",
    "Rules",
    "Seat",
    "StaffAction",
    "Subscription",
    "Term",
    "Voucher",
    "VoucherBatch",
    "WrongCode",
]
