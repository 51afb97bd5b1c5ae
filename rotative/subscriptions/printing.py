"""Has vouchers printed: draws the codes of a batch, sets the sheets, activates and blocks.

Codes are not kept, so a sheet that a second click kept from arriving could not be set again. Therefore a form brings a
random token along, from which its codes follow under the site's key: sent again within the hour it gives the same
codes. The token itself stands in the browser's page only; the batch has its digest.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions import vouchers
from rotative.subscriptions.booking import note_action
from rotative.subscriptions.codes import digest_of, keys
from rotative.subscriptions.models import Order, Plan, Voucher, VoucherBatch

LARGEST_BATCH = 2000
PRINTED_AGAIN_FOR = timedelta(hours=1)


def print_batch(
    *,
    name: str,
    plan: Plan,
    size: int,
    staff: Any,
    now: datetime,
    expires_at: datetime | None = None,
    form_token: UUID | None = None,
) -> tuple[VoucherBatch, list[str]]:
    """Draw a batch; return it with its codes, in the order of their serial numbers.

    The codes are known now, and for an hour to whoever has the ``form_token`` and asks for the same again: set the
    sheet (sheets.py) with them and hand it over. Raises ValidationError for a size or a name that will not do, for
    another batch under the same token, and when the hour is over.
    """
    token = form_token or uuid4()
    if not 1 <= size <= LARGEST_BATCH:
        raise ValidationError(
            {"size": _("A batch has between 1 and %(most)s vouchers.") % {"most": LARGEST_BATCH}}
        )
    if plan.is_for_organisations:
        raise ValidationError({"plan": _("This plan is for organisations; choose another.")})
    batch = VoucherBatch(
        name=name,
        plan=plan,
        size=size,
        created_at=now,
        created_by=staff,
        expires_at=expires_at,
        form_digest=hashlib.sha256(token.bytes).hexdigest(),
    )
    if (printed := _printed_before(batch, token)) is not None:
        return printed
    try:
        return batch, _draw(batch, token)
    except (IntegrityError, ValidationError):
        # The same form, at the same moment: whoever came second gets what the first one drew.
        if (printed := _printed_before(batch, token)) is not None:
            return printed
        raise


def _printed_before(wanted: VoucherBatch, token: UUID) -> tuple[VoucherBatch, list[str]] | None:
    batch = VoucherBatch.objects.filter(form_digest=wanted.form_digest).first()
    if batch is None:
        return None
    if any(getattr(batch, one) != getattr(wanted, one) for one in ("name", "plan_id", "size", "expires_at")):
        raise ValidationError(
            _("This page has printed “%(name)s”; open a new one for other vouchers.") % {"name": batch.name}
        )
    codes = _codes(token, batch.size, digest_of_first=batch.vouchers.get(serial=1).code_digest)
    if wanted.created_at > batch.created_at + PRINTED_AGAIN_FOR or not codes:
        raise ValidationError(
            _("These vouchers were printed more than an hour ago; their sheet is not kept.")
        )
    return batch, codes


@transaction.atomic
def _draw(batch: VoucherBatch, token: UUID) -> list[str]:
    batch.full_clean()
    batch.save()
    codes = _codes(token, batch.size)
    Voucher.objects.bulk_create(
        [
            Voucher(batch=batch, serial=serial, code_digest=digest_of(code))
            for serial, code in enumerate(codes, 1)
        ],
        batch_size=500,
    )
    note_action(
        "printed vouchers",
        who=batch.created_by,
        about=f"{batch}: {batch.size} × {batch.plan}",
        now=batch.created_at,
    )
    return codes


def _codes(token: UUID, size: int, digest_of_first: str = "") -> list[str]:
    """Return the codes of a form, all different; under the key by which the first has this digest, none without one."""
    for key in keys():
        codes: dict[str, None] = {}
        place = 0
        while len(codes) < size:
            place += 1
            codes[vouchers.code_of(key, f"voucher {token.hex} {place}")] = None
        if not digest_of_first or vouchers.digest(key, next(iter(codes))) == digest_of_first:
            return list(codes)
    return []


@transaction.atomic
def activate_batch(batch: VoucherBatch, *, staff: Any, now: datetime) -> bool:
    """Make the codes of a batch worth their plan, when the kiosk has it; False when they were already."""
    if not VoucherBatch.objects.filter(pk=batch.pk, activated_at=None).update(activated_at=now):
        return False
    note_action("activated vouchers", who=staff, about=batch, now=now)
    batch.refresh_from_db()
    return True


@transaction.atomic
def block_vouchers(batch: VoucherBatch, *, first: int, last: int, staff: Any, now: datetime) -> int:
    """Block the vouchers with these serial numbers that nobody has redeemed, lost or stolen ones; return how many."""
    lost = Voucher.objects.filter(
        batch=batch, serial__gte=first, serial__lte=last, redeemed_at=None, blocked_at=None
    )
    count = lost.update(blocked_at=now)
    note_action("blocked vouchers", who=staff, about=f"{batch}: {first}–{last}", now=now, note=str(count))
    return count


def block_what_was_paid_back(order: Order, *, staff: Any, now: datetime) -> int:
    """Block vouchers for which a kiosk has its money back, as far as nobody has redeemed them; return how many.

    Nobody knows which of a batch an order paid: kiosks sell from the front, so the last serial numbers go first. What
    the desk has taken back by hand counts, or vouchers that were returned would be taken twice.
    """
    batch = order.batch
    if batch is None:
        return 0
    VoucherBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    paid_back = [one.quantity for one in batch.orders.filter(state=Order.State.PAID) if _is_paid_back(one)]
    blocked = batch.vouchers.exclude(blocked_at=None).count()
    left = batch.vouchers.filter(redeemed_at=None, blocked_at=None).order_by("-serial")
    lost = list(left.values_list("serial", flat=True)[: max(0, sum(paid_back) - blocked)])
    if not lost:
        return 0
    count = batch.vouchers.filter(serial__in=lost, redeemed_at=None).update(blocked_at=now)
    if staff is not None:
        numbers = f"{lost[-1]}–{lost[0]}"
        note_action("blocked vouchers", who=staff, about=f"{batch}: {numbers}", now=now, note=str(count))
    return count


def _is_paid_back(order: Order) -> bool:
    moved = list(order.entries.values_list("amount", flat=True))
    return any(amount < 0 for amount in moved) and not sum(moved)
