"""Mails what was bought: the receipt to whoever paid, a gift's code to whoever gets it. Each once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.subscriptions.addresses import redeeming_address
from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.models import Gift, Receipt
from rotative.subscriptions.receipts import receipt_pdf
from rotative.subscriptions.typesetting import paper_name
from rotative.subscriptions.vouchers import present

logger = logging.getLogger(__name__)
PATIENCE = timedelta(days=7)  # how long a mail that could not be sent is tried again


def mail_receipt(receipt: Receipt, *, now: datetime) -> bool:
    """Send a receipt to whoever paid, once; False when it was sent before or there is no address.

    Raises what the mail server raises (OSError, SMTPException): then it was not sent, and can be tried again.
    """
    order = receipt.entry.order
    if order.buyer is None:
        return False

    def write() -> EmailMessage:
        amount = receipt.entry.money.present(order.language)
        address = order.buyer.email  # type: ignore[union-attr]
        name = "" if order.billed_to == address else order.billed_to
        return EmailMessage(
            subject=_("Your receipt %(number)s") % {"number": receipt},
            body=render_to_string("subscriptions/receipt_mail.txt", {"receipt": receipt, "amount": amount}),
            to=[formataddr((name, address))],
            attachments=[(f"{receipt}.pdf", receipt_pdf(receipt), "application/pdf")],
        )

    return _once(receipt, write, order.language, now)


def mail_gift(gift: Gift, *, now: datetime) -> bool:
    """Send the code of a paid gift to whoever gets it, or to its buyer where no address is known; once.

    Raises what the mail server raises (OSError, SMTPException): then it was not sent, and can be tried again.
    """
    order = gift.order
    address = gift.recipient_email or (order.buyer.email if order.buyer else "")
    if gift.paid_at is None or gift.revoked_at or not address:
        return False

    def write() -> EmailMessage:
        code = gift_code(gift)
        paper = paper_name()
        said = {
            "gift": gift,
            "paper": paper,
            "giver": order.billed_to,
            "code": present(code),
            "address": redeeming_address(code),
        }
        return EmailMessage(
            subject=_("A gift for you: %(paper)s") % {"paper": paper},
            body=render_to_string("subscriptions/gift_mail.txt", said),
            to=[address],
        )

    return _once(gift, write, order.language, now)


def _once(row: Any, write: Callable[[], EmailMessage], language: str, now: datetime) -> bool:
    """Send what ``write`` writes unless the row's mail was sent, or is being sent by somebody else."""
    rows = type(row).objects.filter(pk=row.pk)
    if not rows.filter(mailed_at=None).update(mailed_at=now):
        return False
    try:
        with translation.override(language):
            message = write()
            message.from_email = settings.DEFAULT_FROM_EMAIL
            message.send()
    except Exception:
        rows.update(mailed_at=None)
        raise
    row.mailed_at = now
    return True


def mail_what_waits(*, now: datetime, most: int = 500) -> int:
    """Send the receipts and gifts of the last days that were not sent yet, and return how many; failures are logged."""
    receipts = Receipt.objects.filter(mailed_at=None, issued_at__gt=now - PATIENCE)
    receipts = receipts.exclude(entry__order__buyer=None).select_related(
        "entry__order__buyer", "entry__order__plan"
    )
    gifts = Gift.objects.filter(mailed_at=None, paid_at__gt=now - PATIENCE, revoked_at=None)
    mails = [partial(mail_receipt, receipt, now=now) for receipt in receipts.order_by("pk")[:most]]
    mails += [
        partial(mail_gift, gift, now=now) for gift in gifts.select_related("order__buyer", "plan")[:most]
    ]
    sent = 0
    for mail in mails:
        try:
            sent += mail()
        except (OSError, SMTPException) as error:
            logger.warning("subscriptions: a mail was not sent and is tried again: %s", type(error).__name__)
            break  # the next one would fail as well
    return sent
