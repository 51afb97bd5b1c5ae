"""Redeems codes, of vouchers and of gifts: once each, whoever else types the same code at the same moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions import vouchers
from rotative.subscriptions.codes import digests_of
from rotative.subscriptions.guessing import count_wrong_code, must_wait
from rotative.subscriptions.models import Gift, Rules, Subscription, Term, Voucher
from rotative.subscriptions.renewal import reads
from rotative.subscriptions.terms import add_term, end_of_others, policy_of, subscription_for
from rotative.subscriptions.wording import CODE_FAULTS


class Why(StrEnum):
    """Why a code was not redeemed."""

    SLIP = "slip"  # it cannot be a code; the sentence says what is wrong
    UNKNOWN = "unknown"
    USED = "used"
    BLOCKED = "blocked"
    NOT_ACTIVE = "not active"
    EXPIRED = "expired"
    WAIT = "wait"


SENTENCES: dict[Why, Promise] = {
    Why.UNKNOWN: _("We do not know this code; compare it letter by letter."),
    Why.USED: _("This code has been used. If it was not by you, write to us with its serial number."),
    Why.BLOCKED: _("This code has been blocked; ask where you bought it."),
    Why.NOT_ACTIVE: _("This code is not active yet; ask where you bought it."),
    Why.EXPIRED: _("This code has expired; ask where you bought it."),
    Why.WAIT: _("Too many wrong codes; try again in an hour."),
}


class NotRedeemed(Exception):
    """The code gives nothing. ``why`` is for programs, ``sentence`` for the reader."""

    def __init__(self, why: Why, sentence: Promise | None = None) -> None:
        super().__init__(f"The code was not redeemed: {why}")
        self.why, self.sentence = why, sentence or SENTENCES[why]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The term that a code gave; ``again`` when this reader had redeemed it before and nothing has changed."""

    term: Term
    again: bool = False


def redeem(typed: str, *, reader: Any, address: str, now: datetime, language: str = "fr") -> Redeemed:
    """Redeem a code for a reader, who types it at a network ``address``.

    Raises NotRedeemed, after counting the attempt: wrong codes make an account and an address wait. Do not call it in a
    transaction, which would take the count back.
    """
    if must_wait(user=reader, address=address, now=now):
        raise NotRedeemed(Why.WAIT)
    try:
        code = _normalised(typed)
        return _redeem(digests_of(code), reader, now, language)
    except NotRedeemed:
        count_wrong_code(user=reader, address=address, now=now)
        raise


def _normalised(typed: str) -> str:
    try:
        return vouchers.normalise(typed)
    except vouchers.NotACode as slip:
        raise NotRedeemed(Why.SLIP, CODE_FAULTS[slip.fault]) from None


@transaction.atomic
def _redeem(digests: list[str], reader: Any, now: datetime, language: str) -> Redeemed:
    voucher = (
        Voucher.objects.select_for_update(no_key=True)
        .prefetch_related("batch__plan")
        .filter(code_digest__in=digests)
        .first()
    )
    if voucher is not None:
        return _redeem_voucher(voucher, reader, now, language)
    gift = (
        Gift.objects.select_for_update(no_key=True)
        .prefetch_related("plan")
        .filter(code_digest__in=digests)
        .first()
    )
    if gift is not None:
        return _redeem_gift(gift, reader, now, language)
    raise NotRedeemed(Why.UNKNOWN)


def _redeem_voucher(voucher: Voucher, reader: Any, now: datetime, language: str) -> Redeemed:
    if voucher.redeemed_at:
        return _once_more(voucher, reader)
    if voucher.blocked_at:
        raise NotRedeemed(Why.BLOCKED)
    if voucher.batch.activated_at is None or voucher.batch.activated_at > now:
        raise NotRedeemed(Why.NOT_ACTIVE)
    if voucher.batch.expires_at is not None and voucher.batch.expires_at <= now:
        raise NotRedeemed(Why.EXPIRED)
    voucher.redeemed_at, voucher.redeemed_by = now, reader
    voucher.save(update_fields=["redeemed_at", "redeemed_by"])
    plan = voucher.batch.plan
    subscription = subscription_for(
        plan=plan, kind=Subscription.Kind.PERSONAL, holder=reader, language=language, now=now
    )
    return Redeemed(
        add_term(
            subscription,
            plan=plan,
            source=Term.Source.VOUCHER,
            voucher=voucher,
            not_before=end_of_others(reader, besides=subscription),
            now=now,
        )
    )


def _redeem_gift(gift: Gift, reader: Any, now: datetime, language: str) -> Redeemed:
    """A gift begins on the day that its buyer chose, unless the reader has something still: then it goes on with it."""
    if gift.redeemed_at:
        return _once_more(gift, reader)
    if gift.revoked_at:
        raise NotRedeemed(Why.BLOCKED)
    if gift.paid_at is None:
        raise NotRedeemed(Why.NOT_ACTIVE)
    gift.redeemed_at, gift.redeemed_by = now, reader
    gift.save(update_fields=["redeemed_at", "redeemed_by"])
    subscription = subscription_for(
        plan=gift.plan, kind=Subscription.Kind.GIFT, holder=reader, language=language, now=now
    )
    begins = end_of_others(reader, besides=subscription)
    if begins is None and not reads(subscription.standing, policy_of(subscription, Rules.current()), now):
        begins = gift.starts_at
    return Redeemed(
        add_term(subscription, plan=gift.plan, source=Term.Source.GIFT, gift=gift, not_before=begins, now=now)
    )


def _once_more(thing: Voucher | Gift, reader: Any) -> Redeemed:
    """A reader who sends the form twice has redeemed the code; anybody else comes too late."""
    if thing.redeemed_by != reader:
        raise NotRedeemed(Why.USED)
    return Redeemed(thing.term, again=True)
