"""The home page, edited by hand, and the sections of the paper."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page

from rotative.articles.listings import section_key
from rotative.paper.access import Access
from rotative.paper.colours import Accent
from rotative.paper.keys import SECTIONS, link_key, page_key
from rotative.paper.openness import OpenMixin
from rotative.paper.slugs import SluggedMixin
from rotative.paper.standing import standing
from rotative.paper.talk import Talk
from rotative.paper.whole import WholeMixin
from rotative.press.collecting import depends_on
from rotative.sections import archives
from rotative.sections.blocks import FrontBlock
from rotative.sections.front import arrange
from rotative.sections.paging import read_page


class HomePage(SluggedMixin, OpenMixin, WholeMixin, Page):
    """The front of the paper."""

    front = StreamField(
        FrontBlock(),
        verbose_name=_("front"),
        blank=True,
        help_text=_(
            "Drag the blocks into order. A place left empty takes the newest article that stands nowhere else."
        ),
    )

    content_panels = [
        TitleFieldPanel("title"),
        HelpPanel(_("What you leave empty fills itself: the home page is never out of date.")),
        FieldPanel("front"),
    ]
    template = "sections/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["sections.SectionPage", "paper.LegalPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page of an address; `/en/` is nowhere as long as there is no English edition."""
        if get_language() != self.locale.language_code:
            raise Http404
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        depends_on(page_key(self.pk))
        language, now = self.locale.language_code, timezone.now()
        return context | {"front": arrange(self.front, language, now), "language": language, "now": now}


class SectionPage(SluggedMixin, OpenMixin, WholeMixin, RoutablePageMixin, Page):
    """A section of the paper, perhaps with sections under it. The order in the tree is the order in the paper."""

    accent = models.CharField(_("colour"), max_length=12, choices=Accent.choices, default=Accent.BRICK)
    description = models.TextField(_("description"), blank=True)

    access = models.CharField(
        _("articles are for"),
        max_length=12,
        choices=Access.choices,
        blank=True,
        help_text=_("Empty: as in the section above, else as in the whole newspaper."),
    )
    talk = models.CharField(
        _("discussions"),
        max_length=12,
        choices=Talk.choices,
        blank=True,
        help_text=_("Empty: as in the section above, else as in the whole newspaper."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("accent"),
        FieldPanel("description"),
        FieldPanel("access"),
        FieldPanel("talk"),
    ]
    template = "sections/section.html"
    parent_page_types: ClassVar[list[str]] = ["sections.HomePage", "sections.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["articles.Article", "sections.SectionPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def language(self) -> str:
        """Language of the section: “fr”, “en”."""
        return str(self.locale.language_code)

    @path("")
    def newest(self, request: HttpRequest) -> HttpResponse:
        """The section's newest articles, and further ones page by page."""
        depends_on(page_key(self.pk))
        context = {"page_of": read_page(section_key(self.pk), request), "language": self.language}
        return self.render(request, context_overrides=context)

    @path("archives/")
    @path("archives/<int:year>/")
    @path("archives/<int:year>/<int:month>/")
    def archive(
        self, request: HttpRequest, year: int | None = None, month: int | None = None
    ) -> HttpResponse:
        """The archive by month: addresses that stay, lists that never shift."""
        depends_on(page_key(self.pk))
        context = archives.read(section_key(self.pk), request, year, month)
        context |= {"language": self.language, "archive_url": f"{self.get_url(request)}archives/"}
        return self.render(request, context_overrides=context, template="sections/archive.html")

    def get_route_paths(self) -> list[str]:
        """Return the addresses under the section that redirects must follow when it moves."""
        return ["/", *archives.addresses(section_key(self.pk))]

    def subsections(self) -> list[Any]:
        """Published sections right under this one, in their order."""
        found = [section for section in standing(SectionPage.objects.live()) if section.is_child_of(self)]
        depends_on(SECTIONS, *(link_key(section.pk) for section in found))
        return found
