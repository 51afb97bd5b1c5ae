"""The author: a name under articles. Never a user account: authors outlive their accounts, agencies have none."""

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
from rotative.typography import capitalise_family_name


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
    slug = models.SlugField(_("slug"), max_length=140, unique=True, blank=True)
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
        """Derive family name, sort name and slug where they are empty."""
        first, _space, last = self.name.strip().rpartition(" ")
        if not self.family_name:
            self.family_name = last
        if not self.sort_name:
            given = self.name.replace(self.family_name, "").strip() or first
            self.sort_name = f"{self.family_name}, {given}" if given else self.family_name
        if not self.slug:
            self.slug = self._free_slug()

    def _free_slug(self) -> str:
        stem = slugify(self.name) or "signature"
        taken = set(
            Author.objects.filter(slug__startswith=stem).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        taken |= set(
            FormerSlug.objects.filter(slug__startswith=stem)
            .exclude(author_id=self.pk)
            .values_list("slug", flat=True)
        )
        candidates = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in candidates if slug not in taken)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an address that was used before goes on leading here."""
        self.fill_in()
        before = Author.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.slug:
            FormerSlug.objects.filter(slug=self.slug).delete()
            FormerSlug.objects.update_or_create(slug=before, defaults={"author": self})


class AuthorLink(Orderable):
    """Where else the author can be found."""

    author = ParentalKey(Author, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=60)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]


class FormerSlug(models.Model):
    """An address that an author's page once had."""

    slug = models.SlugField(max_length=140, unique=True)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
