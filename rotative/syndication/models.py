"""The personal feed: whose it is and by which key it is opened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalFeed(models.Model):
    """A subscriber's feed with the whole text of the articles.

    The key is derived from ``seed`` and the site's secret (personal.py); here is its digest. ``shown_digest``,
    ``changed_at``: what the feed last held, and since when.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_feed"
    )
    seed = models.CharField(max_length=32)
    key_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    shown_digest = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("personal feed")
        verbose_name_plural = _("personal feeds")

    def __str__(self) -> str:
        return str(self.owner_id)
