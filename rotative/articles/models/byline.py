"""Who signs an article, in order, each or a group under a role."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Role(models.TextChoices):
    """In which capacity somebody signs."""

    NONE = "", _("Author")
    SPECIAL_ENVOY = "special_envoy", _("Special correspondent (envoyé spécial)")
    CORRESPONDENT = "correspondent", _("Correspondent")
    WITH = "with", _("With")
    OTHER = "other", _("Other (as written)")


class Signature(Orderable):
    """One name in the byline of an article."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="signatures")
    author = models.ForeignKey(
        "authors.Author", verbose_name=_("author"), on_delete=models.CASCADE, related_name="signatures"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True, default=Role.NONE)
    role_detail = models.CharField(
        _("place, or the role as written"),
        max_length=80,
        blank=True,
        help_text=_(
            "“à Moscou” makes “Correspondant à Moscou”. Neighbours with the same role stand under it together."
        ),
    )

    panels = [FieldPanel("author"), FieldRowPanel([FieldPanel("role"), FieldPanel("role_detail")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], name="articles_signature_an_author_signs_once"
            )
        ]
