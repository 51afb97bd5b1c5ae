"""The author: a name under articles. Never a user account: authors outlive their accounts, agencies have none."""

import re
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from rotative.authors.querysets import AuthorQuerySet
from rotative.paper.slugs import numbered
from rotative.typography import capitalise_family_name

SLUG_LENGTH = 140


def family_name_in(name: str) -> str:
    """Return the last word of a name."""
    return name.strip().rpartition(" ")[2]


def sorted_name(name: str, family_name: str) -> str:
    """Return a name as a list sorts it: “Diarra, Awa”."""
    given, found = re.subn(rf"(?<!\w){re.escape(family_name)}(?!\w)", " ", name, count=1, flags=re.IGNORECASE)
    given = given if found else name.strip().rpartition(" ")[0]
    return ", ".join(filter(None, (family_name, " ".join(given.split()))))


class Author(index.Indexed, ClusterableModel):
    """Somebody who signs, with the name as signed."""

    name = models.CharField(_("name as signed"), max_length=120, help_text=_("“Awa Diarra”"))
    family_name = models.CharField(
        _("family name"),
        max_length=80,
        blank=True,
        help_text=_("The part that is printed in capitals and sorted by. Empty: the last word of the name."),
    )
    sort_name = models.CharField(_("sort name"), max_length=120, blank=True, help_text=_("“Diarra, Awa”"))
    slug = models.SlugField(_("slug"), max_length=SLUG_LENGTH, unique=True, blank=True)
    portrait = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    function = models.CharField(_("function"), max_length=120, blank=True, help_text=_("“Reporter, Tombora”"))
    biography = models.TextField(_("biography"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_is_public = models.BooleanField(_("show the e-mail to readers"), default=False)
    feminine_titles = models.BooleanField(
        _("titles in the feminine"), default=False, help_text=_("“Envoyée spéciale”, “Correspondante”.")
    )
    is_active = models.BooleanField(_("still writes for the paper"), default=True)

    objects = AuthorQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("family_name"), FieldPanel("sort_name"), FieldPanel("slug")],
            heading=_("Name"),
        ),
        FieldPanel("portrait"),
        FieldPanel("function"),
        FieldPanel("biography"),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("email_is_public")], heading=_("E-mail")),
        InlinePanel("links", heading=_("Links"), label=_("link")),
        FieldPanel("feminine_titles"),
        FieldPanel("is_active"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.FilterField("is_active"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_name", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the author's page in the language that is active."""
        return reverse("author", args=[self.slug])

    def signed(self, capitals: bool) -> str:
        """The name as it stands in a byline; ``capitals``: the family name in capitals."""
        return capitalise_family_name(self.name, self.family_name) if capitals else self.name

    def clean(self) -> None:
        super().clean()
        self.fill_in()

    def fill_in(self) -> None:
        """Derive family name, sort name and slug where they are empty; the first two follow a new name.

        What was typed by hand stays: it is not what follows from the former name.
        """
        before = self._as_stored()
        if before and before.name != self.name and self.family_name == family_name_in(before.name):
            self.family_name = ""
        self.family_name = self.family_name or family_name_in(self.name)
        if before and self.sort_name == sorted_name(before.name, before.family_name):
            self.sort_name = ""
        self.sort_name = self.sort_name or sorted_name(self.name, self.family_name)
        if not self.slug:
            self.slug = numbered(slugify(self.name) or "signature", self._is_anothers, SLUG_LENGTH)

    def _as_stored(self) -> "Author | None":
        found: Author | None = Author.objects.filter(pk=self.pk).first() if self.pk else None
        return found

    def _is_anothers(self, slug: str) -> bool:
        others = Author.objects.exclude(pk=self.pk)
        return others.filter(models.Q(slug=slug) | models.Q(former_slugs__slug=slug)).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an address that was used before goes on leading here."""
        self.fill_in()
        before = self._as_stored()
        super().save(*args, **kwargs)
        if before and before.slug != self.slug:
            FormerSlug.objects.filter(slug=self.slug).delete()
            FormerSlug.objects.update_or_create(slug=before.slug, defaults={"author": self})


class AuthorLink(Orderable):
    """Where else the author can be found."""

    author = ParentalKey(Author, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=60)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]


class FormerSlug(models.Model):
    """An address that an author's page once had."""

    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="former_slugs")

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    def __str__(self) -> str:
        return self.slug
