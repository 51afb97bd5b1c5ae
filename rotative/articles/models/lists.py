"""Where a published article stands: one row a list, so that every list is read off an index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Listing(models.Model):
    """A published article in one list of the paper (`section:7`, `author:3:fr`, …); see articles/listings.py.

    Rows exist for published articles only; lists, archives and feeds need no other filter, and reading the newest
    of a list costs the same in an archive of a thousand articles and of a million.
    """

    list = models.CharField(max_length=40)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "article"], name="articles_listing_once_a_list")
        ]
        indexes = [models.Index(fields=["list", "-published_at", "-article"], name="articles_listing_newest")]

    def __str__(self) -> str:
        return f"{self.list} · {self.article_id}"


class Correction(models.Model):
    """A correction that stands in a published article; copied from its body for the page of all corrections."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField(_("date"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["-corrected_on", "-id"], name="articles_correction_newest")]

    def __str__(self) -> str:
        return f"{self.corrected_on:%Y-%m-%d} · {self.article_id}"
