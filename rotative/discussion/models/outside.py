"""What the filter has learned, and who outside hears of what happens."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class TokenCount(models.Model):
    """How often moderators approved and rejected contributions with a token, by its key (learning.py)."""

    key = models.BigIntegerField(primary_key=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.key)


class Webhook(models.Model):
    """An address that is told of contributions: created, decided."""

    url = models.URLField(_("address"), validators=[URLValidator(schemes=["https", "http"])])
    secret = models.CharField(_("secret"), max_length=200)
    is_active = models.BooleanField(_("active"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """A message that is to reach a webhook; tried again with growing pauses."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    # Its text is added when it is sent, if it is published then.
    contribution = models.ForeignKey(
        "discussion.Contribution", null=True, on_delete=models.CASCADE, related_name="+"
    )
    payload = models.JSONField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                name="discussion_deliveries",
                condition=models.Q(delivered_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.webhook_id}"
