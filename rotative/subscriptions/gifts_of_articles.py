"""Gives one article away: a signed link that may be opened so often, and so many a subscriber gives in a month."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from rotative.accounts.models import User
from rotative.subscriptions.models import ArticleGift
from rotative.subscriptions.readers import beginning_of_month

PARAMETER = "cadeau"
A_MONTH = 10  # articles that a subscriber gives
OPENINGS = 20  # of one link; whoever comes back opens it again
GOOD_FOR = timedelta(days=30)
_SALT = "rotative.gift"


@transaction.atomic
def give_away(article_id: int, *, giver: User, now: datetime) -> str:
    """Return the query of the link by which others read the article; the same one as long as an earlier link is good.

    One that is over by time is given anew, and counts again; the old link stays dead. The caller has made sure that the
    giver reads the article herself. Raises ValidationError when she has given enough.
    """
    User.objects.select_for_update(no_key=True).get(pk=giver.pk)  # two forms at once do not give one too many
    gift = ArticleGift.objects.filter(giver=giver, article=article_id).first()
    if gift is not None and not is_over(gift, now):
        return query_of(gift)
    if not left_this_month(giver, now=now):
        raise ValidationError(_("You have given away all the articles of this month."))
    gift, _is_new = ArticleGift.objects.update_or_create(
        giver=giver, article_id=article_id, defaults={"given_at": now, "opened": 0}
    )
    return query_of(gift)


def left_this_month(giver: User, *, now: datetime) -> int:
    """Return how many articles somebody may still give this month, by the paper's calendar."""
    given = ArticleGift.objects.filter(giver=giver, given_at__gte=beginning_of_month(now)).count()
    return max(0, A_MONTH - given)


def is_over(gift: ArticleGift, now: datetime) -> bool:
    """Whether the time of a link is over."""
    return gift.given_at <= now - GOOD_FOR


def is_worn_out(gift: ArticleGift) -> bool:
    """Whether a link was opened as often as it may be."""
    return gift.opened >= OPENINGS


def query_of(gift: ArticleGift) -> str:
    """Return what is added to an article's address so that whoever has it reads on."""
    return urlencode({PARAMETER: signing.Signer(salt=_SALT).sign(f"{gift.pk}-{_stamp(gift)}")})


def open_gift(token: str, article_id: int, *, now: datetime, counts: bool) -> bool:
    """Whether a link's token opens an article. An opening that ``counts`` is one of those that a link has."""
    try:
        gift_id, stamp = map(int, signing.Signer(salt=_SALT).unsign(token).split("-"))
    except (signing.BadSignature, ValueError):
        return False
    gifts = ArticleGift.objects.filter(pk=gift_id, article=article_id, given_at__gt=now - GOOD_FOR)
    gift = gifts.first()
    if gift is None or _stamp(gift) != stamp:  # given anew since: another link
        return False
    if not counts:
        return True
    # One statement: two who open it at the same moment are counted as two.
    return gifts.filter(opened__lt=OPENINGS).update(opened=F("opened") + 1) == 1


def _stamp(gift: ArticleGift) -> int:
    return int(gift.given_at.timestamp())
