"""What the subscription desk keeps of a person: what of it she gets as a file. forgetting.py lets it go."""

from typing import Any

from rotative.subscriptions.desk.accounts import account_for
from rotative.subscriptions.models import (
    ArticleGift,
    Gift,
    Invitation,
    MeterReading,
    Order,
    Organisation,
    Seat,
    Subscription,
    Voucher,
)

Told = dict[str, Any]


def export(user: Any) -> Told:
    """Return the part “subscriptions” of the file, as docs/own-data.md has it: nobody else's data, no codes."""
    return {
        "subscriptions": [_subscription(one) for one in Subscription.objects.of(user).select_related("plan")],
        "orders": [_order(one) for one in _orders(user)],
        "gifts_paid": [
            _gift(one) for one in Gift.objects.filter(order__buyer=user).select_related("plan", "order")
        ],
        "gifts_redeemed": [
            {"plan": gift.plan.name, "message": gift.message, "redeemed_at": gift.redeemed_at}
            for gift in Gift.objects.filter(redeemed_by=user).select_related("plan").order_by("pk")
        ],
        "vouchers_redeemed": [
            {"serial": str(voucher), "plan": voucher.batch.plan.name, "redeemed_at": voucher.redeemed_at}
            for voucher in Voucher.objects.filter(redeemed_by=user)
            .select_related("batch__plan")
            .order_by("pk")
        ],
        "seats": [
            {"organisation": seat.organisation.name, "taken_at": seat.taken_at}
            for seat in Seat.objects.filter(user=user).select_related("organisation").order_by("pk")
        ],
        "organisations_looked_after": list(
            Organisation.objects.filter(administrators=user).values_list("name", flat=True)
        ),
        "invitations": [
            {"organisation": one.organisation.name, "sent_at": one.created_at, "accepted_at": one.accepted_at}
            for one in Invitation.objects.filter(email=user.email)
            .select_related("organisation")
            .order_by("pk")
        ],
        "metered_articles_opened": [
            {"month": f"{one.month:%Y-%m}", **_article(one.article)}
            for one in MeterReading.objects.filter(user=user)
            .select_related("article")
            .order_by("month", "article")
        ],
        "articles_given": [
            {"given_at": one.given_at, "opened": one.opened, **_article(one.article)}
            for one in ArticleGift.objects.filter(giver=user).select_related("article").order_by("pk")
        ],
        "done_by_the_desk": [
            {"at": one.at, "what": one.what, "note": one.note} for one in account_for(user).actions()
        ],
    }


def _subscription(one: Subscription) -> Told:
    return {
        "plan": one.plan.name,
        "kind": one.kind,
        "state": one.state,
        "started_at": one.started_at,
        "ends_at": one.ends_at,
        "renews_itself": one.renews_itself,
        "agreements_to_renew": [
            {
                "provider": agreement.order.provider,
                "reference": agreement.provider_ref,
                "amount": agreement.amount,
                "currency": agreement.order.currency,
                "is_to": agreement.wish,
                "ended_at": agreement.ended_at,
            }
            for agreement in one.agreements.select_related("order").order_by("pk")
        ],
        "note_of_the_desk": one.note,
        "terms": [
            {
                "source": term.source,
                "from": term.from_at,
                "until": term.until_at,
                "taken_back_at": term.revoked_at,
            }
            for term in one.terms.order_by("from_at", "pk")
        ],
        "reminders_sent_at": list(
            one.reminders.exclude(sent_at=None).order_by("sent_at").values_list("sent_at", flat=True)
        ),
    }


def _orders(user: Any) -> Any:
    orders = Order.objects.filter(buyer=user).select_related("plan").order_by("pk")
    return orders.prefetch_related("entries__receipt", "odd_payments")


def _order(order: Order) -> Told:
    return {
        "reference": order.reference,
        "for": order.purpose,
        "plan": order.plan.name,
        "quantity": order.quantity,
        "amount": order.amount,  # in the currency's smallest unit
        "currency": order.currency,
        "provider": order.provider,
        "provider_reference": order.provider_ref,
        "state": order.state,
        "billed_to": order.billed_to,
        "ordered_at": order.created_at,
        "settled_at": order.settled_at,
        "payments": [
            {
                "kind": entry.kind,
                "amount": entry.amount,
                "currency": entry.currency,
                "transaction": entry.provider_ref,
                "paid_at": entry.paid_at,
                "receipt": str(entry.receipt) if hasattr(entry, "receipt") else None,
            }
            for entry in order.entries.all()
        ],
        "payments_that_did_not_fit": [
            {
                "kind": odd.kind,
                "amount": odd.amount,
                "currency": odd.currency,
                "transaction": odd.provider_ref,
                "seen_at": odd.seen_at,
                "dealt_with_at": odd.resolved_at,
                "note_of_the_desk": odd.note,
            }
            for odd in order.odd_payments.all()
        ],
    }


def _gift(gift: Gift) -> Told:
    return {
        "plan": gift.plan.name,
        "order": gift.order.reference,
        "for": gift.recipient_email,
        "name": gift.recipient_name,
        "signed": gift.giver_name,
        "message": gift.message,
        "starts_at": gift.starts_at,
        "paid_at": gift.paid_at,
        "redeemed_at": gift.redeemed_at,
    }


def _article(article: Any) -> Told:
    return {"article": article.headline, "address": article.full_url or ""}
