"""Mails what was bought: the receipt to whoever paid, a gift's code to whoever gets it. Each once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.subscriptions.addresses import redeeming_address
from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.models import Gift, Receipt
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.receipts import receipt_pdf
from rotative.subscriptions.typesetting import paper_name
from rotative.subscriptions.vouchers import present
from rotative.typography import format_date

logger = logging.getLogger(__name__)
PATIENCE = timedelta(days=7)  # how long a mail that could not be sent is tried again


def mail_receipt(receipt: Receipt, *, now: datetime, by: BaseEmailBackend | None = None) -> bool:
    """Send a receipt to whoever paid, once; False when it was sent before or there is no address.

    ``by``: a connection to the mail server for several mails, which whoever made it closes.
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

    return _once(receipt, write, order.language, now, by)


def mail_gift(gift: Gift, *, now: datetime, by: BaseEmailBackend | None = None) -> bool:
    """Send the code of a paid gift to whoever gets it, or to its buyer where no address is known; once.

    Raises LookupError where the code cannot be known any more (codes.py), and what the mail server raises (OSError,
    SMTPException): then it was not sent, and can be tried again.
    """
    order = gift.order
    if (
        gift.paid_at is None
        or gift.revoked_at
        or gift.redeemed_at
        or not (gift.recipient_email or order.buyer)
    ):
        return False

    def write() -> EmailMessage:
        gift.refresh_from_db(fields=["recipient_email"])  # its buyer may have changed it a moment ago
        address = gift.recipient_email or (order.buyer.email if order.buyer else "")
        code = gift_code(gift)
        paper = paper_name()
        said = {
            "gift": gift,
            "paper": paper,
            "code": present(code),
            "address": redeeming_address(code),
            "starts_on": _day_to_come(gift, now),
        }
        return EmailMessage(
            subject=_("A gift for you: %(paper)s") % {"paper": paper},
            body=render_to_string("subscriptions/gift_mail.txt", said),
            to=[address],
        )

    return _once(gift, write, order.language, now, by)


def _day_to_come(gift: Gift, now: datetime) -> str:
    """Return the day on which a gift begins, in the active language; nothing where it may begin at once."""
    if gift.starts_at is None or gift.starts_at <= now:
        return ""
    return format_date(paper_time(gift.starts_at).date(), gift.order.language)


def _once(
    row: Any, write: Callable[[], EmailMessage], language: str, now: datetime, by: BaseEmailBackend | None
) -> bool:
    """Send what ``write`` writes unless the row's mail was sent, or is being sent by somebody else."""
    rows = type(row).objects.filter(pk=row.pk)
    if not rows.filter(mailed_at=None).update(mailed_at=now):
        return False
    try:
        with translation.override(language):
            message = write()
            message.from_email = settings.DEFAULT_FROM_EMAIL
            if by is not None:
                by.open()  # does nothing when it is open
                message.connection = by
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
    gifts = Gift.objects.filter(mailed_at=None, mail_at__gt=now - PATIENCE, mail_at__lte=now)
    gifts = gifts.filter(revoked_at=None, redeemed_at=None)
    by: BaseEmailBackend = get_connection()
    mails = [partial(mail_receipt, receipt, now=now, by=by) for receipt in receipts.order_by("pk")[:most]]
    mails += [
        partial(mail_gift, gift, now=now, by=by)
        for gift in gifts.select_related("order__buyer", "plan")[:most]
    ]
    sent = 0
    try:
        for mail in mails:
            sent += _try(mail)
    except (OSError, SMTPException) as error:
        # The next one would fail as well.
        logger.warning("subscriptions: a mail was not sent and is tried again: %s", type(error).__name__)
    finally:
        by.close()
    return sent


def _try(mail: Callable[[], bool]) -> bool:
    try:
        return mail()
    except LookupError as error:
        logger.error("subscriptions: a gift was not sent: %s", error)
    except SMTPRecipientsRefused:
        logger.warning(
            "subscriptions: the mail server refuses an address; its mail is tried again for a week"
        )
    return False
