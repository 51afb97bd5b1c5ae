"""The newspaper itself: its name, dress, habits and menu, and the pages that are not journalism."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, Site

from rotative.paper.access import Access, Spans
from rotative.paper.colours import Accent
from rotative.paper.keys import page_key
from rotative.paper.openness import OpenMixin
from rotative.paper.slugs import SluggedMixin
from rotative.paper.talk import Talk
from rotative.paper.whole import WholeMixin
from rotative.press.ahead import shared
from rotative.press.collecting import depends_on


@register_setting(icon="rotative-paper", order=100)
class Paper(BaseSiteSetting, ClusterableModel):
    """What the whole newspaper has in common; edited by the administrator and the editor-in-chief."""

    name = models.CharField(_("name"), max_length=80, default="Rotative")
    motto = models.CharField(_("motto"), max_length=160, blank=True)
    logo = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the name at the top; SVG is not accepted, a wide PNG looks best."),
    )
    accent = models.CharField(_("colour"), max_length=12, choices=Accent.choices, default=Accent.BRICK)
    family_names_in_capitals = models.BooleanField(
        _("family names in capitals in bylines"),
        default=True,
        help_text=_("“Awa DIARRA” instead of “Awa Diarra” where articles are signed."),
    )
    old_after_days = models.PositiveIntegerField(
        _("an article is old after (days)"),
        default=365,
        help_text=_("Older articles say so at the top. 0: never."),
    )
    access = models.CharField(
        _("articles are for"),
        max_length=12,
        choices=Access.choices,
        default=Access.FREE,
        help_text=_("Where neither the article nor its section says otherwise."),
    )
    open_at_first = models.PositiveSmallIntegerField(
        _("open at first (hours)"),
        default=48,
        help_text=_("Of articles that everybody reads at first."),
    )
    open_while_new = models.PositiveSmallIntegerField(
        _("archive after (days)"), default=30, help_text=_("Of articles that close once they are archive.")
    )
    metered_articles = models.PositiveSmallIntegerField(
        _("metered articles a month"), default=5, help_text=_("That somebody with an account reads free.")
    )
    talk = models.CharField(
        _("discussions"),
        max_length=12,
        choices=Talk.choices,
        default=Talk.SUBSCRIBERS,
        help_text=_("Where neither the article nor its section says otherwise."),
    )
    publisher = models.CharField(
        _("publisher"), max_length=160, blank=True, help_text=_("As the law wants it.")
    )
    address = models.TextField(_("address"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    subscribe_page = models.ForeignKey(
        Page,
        verbose_name=_("page about subscribing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where “Subscribe” leads."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("motto"), FieldPanel("logo"), FieldPanel("accent")],
            heading=_("Dress"),
        ),
        InlinePanel("menu_items", heading=_("Menu"), label=_("menu entry")),
        MultiFieldPanel(
            [FieldPanel("family_names_in_capitals"), FieldPanel("old_after_days")], heading=_("House style")
        ),
        MultiFieldPanel(
            [
                FieldPanel("access"),
                FieldPanel("open_at_first"),
                FieldPanel("open_while_new"),
                FieldPanel("metered_articles"),
                FieldPanel("talk"),
            ],
            heading=_("Who may read"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("address"),
                FieldPanel("contact_email"),
                FieldPanel("subscribe_page"),
            ],
            heading=_("Publisher"),
        ),
    ]

    class Meta:
        verbose_name = _("newspaper")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_site(cls, site: Site) -> "Paper":
        """Return the settings of a site; unsaved where nobody has saved any: a reader's request writes nothing."""
        found: Paper | None = cls.base_queryset().filter(site=site).first()
        return cls(site=site) if found is None else found

    @property
    def spans(self) -> Spans:
        """How long articles that close by themselves are open."""
        return Spans(timedelta(hours=self.open_at_first), timedelta(days=self.open_while_new))


def default_paper() -> Paper:
    """Return the settings of the newspaper, where there is no request to tell which; unsaved before there is a site."""
    return shared("paper", _default_paper)


def _default_paper() -> Paper:
    papers = Paper.objects.select_related("site")
    if (paper := papers.filter(site__is_default_site=True).first()) is not None:
        return paper
    site = Site.objects.filter(is_default_site=True).first()
    return Paper.for_site(site) if site else Paper()


class MenuItem(Orderable):
    """An entry of the menu: a page, under its own title unless another is given."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="menu_items")
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("label"), max_length=40, blank=True)

    panels = [FieldPanel("page"), FieldPanel("label")]


class LegalPage(SluggedMixin, OpenMixin, WholeMixin, Page):
    """A page that is not journalism: legal notice, privacy, who we are, contact."""

    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "link", "ol", "ul"])

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "paper/legal_page.html"
    subpage_types: list[str] = []
    show_in_menus_default = True

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        depends_on(page_key(self.pk))
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"language": self.locale.language_code}
