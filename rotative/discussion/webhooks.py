"""Tells the paper's own programs of contributions: created, decided. Written down with the change, sent by the worker.

docs/webhooks.md says what they are sent and how they prove that it comes from the paper.
"""

import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from rotative.discussion.checker import SIGNATURE, signature
from rotative.discussion.delivering import NotDelivered, deliver
from rotative.discussion.models import Contribution, Webhook, WebhookDelivery

logger = logging.getLogger(__name__)

CREATED, DECIDED = "contribution.created", "contribution.decided"
BATCH = 50
ATTEMPTS = 10
RETRY = timedelta(minutes=1)  # doubled at each attempt: the last comes after eight and a half hours
KEPT = timedelta(days=30)  # what is over can be looked at for so long
EVENT, DELIVERY = "X-Rotative-Event", "X-Rotative-Delivery"


def created(row: Contribution, *, now: datetime) -> None:
    """Write down that a contribution has come in; in the transaction in which it does."""
    _note(CREATED, row, now)


def decided(row: Contribution, *, now: datetime) -> None:
    """Write down that a contribution stands otherwise now: approved, rejected, withdrawn, put back."""
    _note(DECIDED, row, now)


def _note(event: str, row: Contribution, now: datetime) -> None:
    hooks = list(Webhook.objects.filter(is_active=True))
    if not hooks:
        return
    payload = {"event": event, "made_at": now.isoformat(), "contribution": _told(row)}
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                webhook=hook, event=event, contribution=row, payload=payload, made_at=now, next_at=now
            )
            for hook in hooks
        ]
    )


def _told(row: Contribution) -> dict[str, Any]:
    article = row.discussion.article
    return {
        "id": row.pk,
        "state": row.state,
        "rule": row.rule,
        "article": {"id": article.pk, "url": article.full_url},
        "thread": row.root_id,
        "parent": row.parent_id,
        "created_at": row.created_at.isoformat(),
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "edited_at": row.edited_at.isoformat() if row.edited_at else None,
    }


def body_of(delivery: WebhookDelivery) -> bytes:
    """Return what is sent. The text and the name go with it only if the contribution is published at this moment."""
    row = delivery.contribution
    said = dict(delivery.payload["contribution"])
    if row is not None and row.is_published:
        said |= {"text": row.text, "author": row.author.public_name if row.author else None}
    told = {"id": delivery.pk, **delivery.payload, "contribution": said}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def deliver_due(*, now: datetime, batch: int = BATCH) -> int:
    """Send what is due and return how many arrived; the others are tried again, and given up after a while."""
    arrived = 0
    while claimed := _claim(now, batch):
        for delivery in claimed:
            arrived += _send(delivery, now)
    return arrived


def send_again(delivery: WebhookDelivery, *, now: datetime) -> None:
    """Have a delivery sent once more, whatever became of it."""
    WebhookDelivery.objects.filter(pk=delivery.pk).update(
        next_at=now, attempts=0, delivered_at=None, given_up_at=None, error=""
    )


def forget_old_deliveries(*, now: datetime) -> int:
    """Delete what was delivered or given up a month ago, and return how many."""
    old = WebhookDelivery.objects.filter(made_at__lt=now - KEPT, next_at__lt=now)
    over = old.exclude(delivered_at=None) | old.exclude(given_up_at=None)
    return over.delete()[0]


@transaction.atomic
def _claim(now: datetime, batch: int) -> list[WebhookDelivery]:
    """Take deliveries for this run; a run that dies leaves them to be sent again after a pause."""
    due = WebhookDelivery.objects.filter(
        delivered_at=None, given_up_at=None, next_at__lte=now, webhook__is_active=True
    )
    claimed = list(
        due.order_by("next_at", "pk")
        .select_related("webhook", "contribution__author")
        .select_for_update(skip_locked=True, of=("self",), no_key=True)[:batch]
    )
    for delivery in claimed:
        WebhookDelivery.objects.filter(pk=delivery.pk).update(
            attempts=F("attempts") + 1, next_at=now + RETRY * 2**delivery.attempts
        )
        delivery.attempts += 1
    return claimed


def _send(delivery: WebhookDelivery, now: datetime) -> bool:
    body = body_of(delivery)
    headers = {
        "Content-Type": "application/json",
        EVENT: delivery.event,
        DELIVERY: str(delivery.pk),
        SIGNATURE: signature(delivery.webhook.secret, int(now.timestamp()), body),
    }
    row = WebhookDelivery.objects.filter(pk=delivery.pk)
    try:
        deliver(delivery.webhook.url, body, headers, may_be_private=settings.WEBHOOKS_TO_PRIVATE_ADDRESSES)
    except NotDelivered as error:
        logger.warning("discussion: webhook %s was not told: %s", delivery.webhook_id, error)
        given_up = now if delivery.attempts >= ATTEMPTS else None
        row.update(error=str(error)[:200], given_up_at=given_up)
        return False
    row.update(delivered_at=now, error="")
    return True
