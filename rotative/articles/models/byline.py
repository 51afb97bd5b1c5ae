"""Who signs an article, in order, each or a group under a role."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
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
    # Whoever signed stays: without the author her articles would be nobody's.
    author = models.ForeignKey(
        "authors.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="signatures"
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a signature of the same author in another row gives way.

        Rows are saved one at a time: of two that change their authors against each other, the first would meet the
        second as it was. The second one is saved right after, and comes back.
        """
        others = Signature.objects.filter(article_id=self.article_id, author_id=self.author_id)
        others.exclude(pk=self.pk).delete()
        super().save(*args, **kwargs)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> "Signature | None":
        """Read a signature from a draft; None for an author who was deleted meanwhile, as only drafts named her.

        modelcluster knows no foreign key that protects.
        """
        authors = cls._meta.get_field("author").related_model._default_manager
        if check_fks and not authors.filter(pk=data["author"]).exists():
            return None
        return model_from_serializable_data(cls, data, check_fks=check_fks, strict_fks=strict_fks)
