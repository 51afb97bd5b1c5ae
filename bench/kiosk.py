"""Run inside a paper: makes readers who are signed in, and codes for them; afterwards tells what each of them has."""

import json
import os
import sys
from typing import Any


def make(mark: str, count: int) -> dict[str, Any]:
    """Return the addresses of subscribing, and so many readers with a code and as many without, who go to the till."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from rotative.accounts.models import User
    from rotative.demo.newsroom import SUBSCRIPTION_DESK
    from rotative.press.edge.passes import COOKIE
    from rotative.subscriptions.models import Plan
    from rotative.subscriptions.payments.demo_till import DemoTill
    from rotative.subscriptions.printing import activate_batch, print_batch

    now, plan = timezone.now(), Plan.objects.for_readers()[1]
    desk = User.objects.get(email=SUBSCRIPTION_DESK)
    batch, codes = print_batch(name=mark, plan=plan, size=count, staff=desk, now=now)
    activate_batch(batch, staff=desk, now=now)
    readers = []
    for number, code in enumerate([*codes, *[""] * count]):
        user = User.objects.create_user(f"{mark}.{number}@example.org")
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        readers.append({"id": user.pk, "code": code, "session": session})
    places = {
        "checkout": reverse("subscription_checkout", args=[plan.pk]),
        "code": reverse("subscription_code"),
        "way": DemoTill.name,
        "pass": COOKIE,
        "session": settings.SESSION_COOKIE_NAME,
    }
    return {"places": places, "readers": readers}


def tell(mark: str) -> dict[str, Any]:
    """Return what the readers have: terms by voucher and by payment, charges and receipts; and the receipts' gaps."""
    from django.db.models import Count

    from rotative.accounts.models import User
    from rotative.subscriptions.models import LedgerEntry, Receipt, ReceiptSeries, Term

    def counted(rows: Any, whose: str) -> dict[str, int]:
        readers = User.objects.filter(email__startswith=f"{mark}.").values("pk")
        mine = rows.filter(**{f"{whose}__in": readers}).values_list(whose)
        return {str(pk): count for pk, count in mine.annotate(count=Count("pk")).order_by()}

    return {
        "codes": counted(Term.objects.exclude(voucher=None), "subscription__holder"),
        "paid terms": counted(Term.objects.exclude(entry=None), "subscription__holder"),
        "charges": counted(LedgerEntry.objects.filter(kind="charge"), "order__buyer"),
        "receipts": counted(Receipt.objects.all(), "entry__order__buyer"),
        "gaps": sum(
            series.last - Receipt.objects.filter(year=series.year, number__lte=series.last).count()
            for series in ReceiptSeries.objects.all()
        ),
    }


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    print(json.dumps(make(sys.argv[2], int(sys.argv[3])) if sys.argv[1] == "make" else tell(sys.argv[2])))
