"""Has vouchers printed: draws the codes of a batch, sets the sheets, activates and blocks."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions import vouchers
from rotative.subscriptions.booking import note_action
from rotative.subscriptions.codes import digest_of
from rotative.subscriptions.models import Plan, Voucher, VoucherBatch

LARGEST_BATCH = 2000


@transaction.atomic
def print_batch(
    *, name: str, plan: Plan, size: int, staff: Any, now: datetime, expires_at: datetime | None = None
) -> tuple[VoucherBatch, list[str]]:
    """Draw a batch; return it with its codes, in the order of their serial numbers.

    The codes are known only now: set the sheet (sheets.py) with them and hand it over, it cannot be set again. Raises
    ValidationError for a size or a name that will not do.
    """
    if not 1 <= size <= LARGEST_BATCH:
        raise ValidationError(
            {"size": _("A batch has between 1 and %(most)s vouchers.") % {"most": LARGEST_BATCH}}
        )
    batch = VoucherBatch(
        name=name, plan=plan, size=size, created_at=now, created_by=staff, expires_at=expires_at
    )
    batch.full_clean()
    batch.save()
    codes: dict[str, None] = {}
    while len(codes) < size:
        codes[vouchers.draw()] = None
    Voucher.objects.bulk_create(
        [
            Voucher(batch=batch, serial=serial, code_digest=digest_of(code))
            for serial, code in enumerate(codes, 1)
        ],
        batch_size=500,
    )
    note_action("printed vouchers", who=staff, about=f"{batch}: {size} × {plan}", now=now)
    return batch, list(codes)


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
