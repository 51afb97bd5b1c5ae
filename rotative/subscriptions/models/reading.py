"""What readers have opened on the meter, and the articles that subscribers have given away."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MeterReading(models.Model):
    """Somebody with an account has opened a metered article; once a month, however often she reads it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day, in the paper's time zone
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        constraints = [
            # By user and month first: how many she has opened is one walk of this index.
            models.UniqueConstraint(
                fields=["user", "month", "article"], name="subscriptions_counted_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.article_id}"


class ArticleGift(models.Model):
    """An article that a subscriber has given away: a link that may be opened so often."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("giver"), on_delete=models.CASCADE, related_name="+"
    )
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(_("given"))
    opened = models.PositiveSmallIntegerField(_("opened"), default=0)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("gift of an article")
        verbose_name_plural = _("gifts of articles")
        constraints = [
            models.UniqueConstraint(fields=["giver", "article"], name="subscriptions_gift_once_an_article")
        ]

    def __str__(self) -> str:
        return str(self.article_id)
