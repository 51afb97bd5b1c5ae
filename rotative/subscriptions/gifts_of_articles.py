"""Gives one article away: a signed link that may be opened so often, and so many a subscriber gives in a month."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import ValidationError
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


def give_away(article_id: int, *, giver: User, now: datetime) -> str:
    """Return the query of the link by which others read the article; the same one when it was given before.

    The caller has made sure that the giver reads it herself. Raises ValidationError when she has given enough.
    """
    this_month = ArticleGift.objects.filter(giver=giver, given_at__gte=beginning_of_month(now))
    gift = ArticleGift.objects.filter(giver=giver, article=article_id).first()
    if gift is None:
        if this_month.count() >= A_MONTH:
            raise ValidationError(_("You have given away all the articles of this month."))
        gift = ArticleGift.objects.create(giver=giver, article_id=article_id, given_at=now)
    return urlencode({PARAMETER: signing.Signer(salt=_SALT).sign(str(gift.pk))})


def open_gift(token: str, article_id: int, *, now: datetime, counts: bool) -> bool:
    """Whether a link's token opens an article. An opening that ``counts`` is one of those that a link has."""
    try:
        gift_id = int(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return False
    gift = ArticleGift.objects.filter(pk=gift_id, article=article_id, given_at__gt=now - GOOD_FOR)
    if not counts:
        return gift.exists()
    # One statement: two who open it at the same moment are counted as two.
    return gift.filter(opened__lt=OPENINGS).update(opened=F("opened") + 1) == 1
