"""Columns (chroniques), which appear again and again under their own name, and topics, which gather articles."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from rotative.articles.models.addresses import Addressed


class Column(index.Indexed, Addressed, ClusterableModel):
    """A column; its name is the kicker of its articles."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=140, unique=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    picture = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_opinion = models.BooleanField(
        _("opinion"),
        default=True,
        help_text=_("Opinion columns may stand in the opinion block of the home page."),
    )

    fallback_slug = "chronique"
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("picture"),
        FieldPanel("is_opinion"),
        InlinePanel("column_authors", heading=_("Authors"), label=_("author")),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the column's page in the language that is active."""
        return reverse("column", args=[self.slug])


class FormerColumnSlug(models.Model):
    """An address that a column's page once had."""

    slug = models.SlugField(max_length=140, unique=True)
    owner = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="former_slugs")

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    def __str__(self) -> str:
        return self.slug


class ColumnAuthor(Orderable):
    """Who writes a column."""

    column = ParentalKey(Column, on_delete=models.CASCADE, related_name="column_authors")
    author = models.ForeignKey(
        "authors.Author", verbose_name=_("author"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("author")]


class Topic(index.Indexed, Addressed):
    """A subject that articles of several sections share."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, blank=True)
    description = models.TextField(_("description"), blank=True)

    fallback_slug = "theme"
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the topic's page in the language that is active."""
        return reverse("topic", args=[self.slug])


class FormerTopicSlug(models.Model):
    """An address that a topic's page once had."""

    slug = models.SlugField(max_length=100, unique=True)
    owner = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former_slugs")

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    def __str__(self) -> str:
        return self.slug
