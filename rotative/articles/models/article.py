"""The article: a page under its section."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from rotative.articles import keys, panels
from rotative.articles.blocks import BodyBlock
from rotative.articles.body import opening, plain_text
from rotative.articles.byline import in_one_line
from rotative.articles.forms import ArticleForm
from rotative.articles.querysets import ArticleManager
from rotative.articles.walls import applied, let_in
from rotative.paper.access import READS_ON, Access, Audience, Wall, stays_open, wall_at
from rotative.paper.keys import link_key
from rotative.paper.openness import OpenMixin
from rotative.paper.slugs import SluggedMixin
from rotative.paper.talk import Talk
from rotative.paper.whole import WholeMixin
from rotative.press.collecting import changes_at, depends_on, differs_for, is_asked_each_time
from rotative.press.rendering import audience_of
from rotative.typography import is_placeholder, teaser

STANDFIRST_LIMIT = 420  # characters; a standfirst is written to be read whole
OPENING_LIMIT = 220  # of a teaser that must be cut from the text
LIST = "list"
AS_ITS_SECTION = _("Empty: as its section says.")


class Article(SluggedMixin, OpenMixin, WholeMixin, Page):
    """A piece of journalism. Its `title` is the headline; its language is its page's locale."""

    kicker = models.CharField(
        _("kicker"), max_length=80, blank=True, help_text=_("Above the headline. Empty: the column's name.")
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences; also the teaser wherever the article is listed."),
    )
    lead_photo = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("lead photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_caption = models.CharField(
        _("caption"),
        max_length=400,
        blank=True,
        help_text=_("Empty: the photo's own caption, else the headline."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("Printed before the text: “Kénéba”.")
    )
    agency_credit = models.CharField(_("agency"), max_length=120, blank=True, help_text=_("“Avec AFP”"))
    column = models.ForeignKey(
        "articles.Column",
        verbose_name=_("column"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    access = models.CharField(
        _("who may read it"),
        max_length=12,
        choices=Access.choices,
        blank=True,
        help_text=AS_ITS_SECTION,
    )
    talk = models.CharField(
        _("discussion"), max_length=12, choices=Talk.choices, blank=True, help_text=AS_ITS_SECTION
    )
    updated_at = models.DateTimeField(
        _("updated at"),
        null=True,
        blank=True,
        help_text=_("Fill in when readers should know of the update; a mended comma is none."),
    )
    share_title = models.CharField(_("title for sharing"), max_length=160, blank=True)
    share_description = models.CharField(_("description for sharing"), max_length=300, blank=True)
    to_be_completed = models.BooleanField(
        _("to be completed"),
        default=False,
        help_text=_("Came in by an import with only its headline and teaser."),
    )
    import_key = models.CharField(max_length=80, blank=True, null=True, unique=True, editable=False)
    # What lists show, written at each save so that a list needs neither the body nor the section's row.
    teaser = models.CharField(max_length=STANDFIRST_LIMIT, blank=True, editable=False)
    section = models.ForeignKey(
        "sections.SectionPage",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What is chosen here, in the section or for the paper, worked out once (articles/walls.py).
    applied_access = models.CharField(
        max_length=12, choices=Access.choices, default=Access.SUBSCRIBERS, editable=False
    )
    walled_from = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = ArticleManager()

    base_form_class = ArticleForm
    template = "articles/article.html"
    parent_page_types: ClassVar[list[str]] = ["sections.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A piece of journalism in its section.")
    edit_handler = panels.edit_handler()
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.FilterField("access")]
    # A second import of the page must find the original; a copy has not been updated yet.
    exclude_fields_in_copy: ClassVar[list[str]] = ["import_key", "updated_at"]
    preview_modes = [("", _("As a reader")), (LIST, _("In lists"))]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def headline(self) -> str:
        """The headline, as typed."""
        return str(self.title)

    @property
    def language(self) -> str:
        """Language of the text: “fr”, “en”."""
        return str(self.locale.language_code)

    @property
    def shown_kicker(self) -> str:
        """The kicker, which for a column's article is the column's name unless another was typed."""
        return self.kicker or (self.column.name if self.column else "")

    @property
    def shown_caption(self) -> str:
        """Caption of the lead photo: its own here, the photo's, else the headline."""
        return self.lead_caption or (self.lead_photo.caption if self.lead_photo else "") or self.headline

    @property
    def shown_standfirst(self) -> str:
        """The standfirst; nothing where somebody typed only “-.”."""
        return "" if is_placeholder(self.standfirst) else self.standfirst

    @property
    def published_at(self) -> datetime | None:
        """When readers first saw it."""
        return self.first_published_at

    @property
    def wall(self) -> Wall:
        """What stands before the rest of the text now."""
        now = timezone.now()
        if self.walled_from and now < self.walled_from:
            changes_at(self.walled_from)
        return wall_at(self.applied_access, self.walled_from, now)

    @property
    def is_for_subscribers(self) -> bool:
        """Whether only subscribers read on now."""
        return self.wall is Wall.SUBSCRIBERS

    @property
    def is_open(self) -> bool:
        """Whether everybody reads it to its end, now and later."""
        return stays_open(self.applied_access)

    @property
    def shown_share_title(self) -> str:
        """Title for social networks and messengers."""
        return self.share_title or self.seo_title or self.headline

    @property
    def shown_description(self) -> str:
        """Description for search engines."""
        return self.search_description or self.teaser

    @cached_property
    def signed_by(self) -> list[Any]:
        """The signatures in their order, with their authors."""
        return list(self.signatures.all().select_related("author"))

    @cached_property
    def subjects(self) -> list[Any]:
        """The topics, in their order."""
        return [entry.topic for entry in self.article_topics.all().select_related("topic")]

    @cached_property
    def pinned(self) -> list[int]:
        """Ids of the articles that the newsroom has pinned under this one, in their order."""
        return [pin.related_id for pin in self.related_pins.all()]

    @cached_property
    def versions(self) -> list[Any]:
        """The published versions in other languages."""
        return list(self.get_translations().live().select_related("locale"))

    def is_older_than(self, days: int, at: datetime) -> bool:
        """Whether readers should be told that this is no news any more; ``days`` 0: never."""
        if not days or not self.published_at:
            return False
        ends = self.published_at + timedelta(days=days)
        if at < ends:
            changes_at(ends)
        return bool(at >= ends)

    @cached_property
    def text(self) -> str:
        """The body as plain text."""
        return plain_text(self.body)

    @cached_property
    def opening_text(self) -> str:
        """As plain text, what everybody may read whenever it is read: all of what stays open, else the opening."""
        return self.text if self.is_open else plain_text(opening(self.body))

    def fill_in(self) -> None:
        """Work out what lists show from what was written: the section, who may read, and the teaser."""
        if self.path:
            parent = self.get_parent()
            self.section_id = parent.pk if parent else None
        self.applied_access, self.walled_from = applied(self)
        self.fill_in_teaser()

    def fill_in_teaser(self) -> None:
        """Work out the teaser, which shows nothing of what stands or will stand behind a wall."""
        if self.shown_standfirst:
            self.teaser = teaser(self.shown_standfirst, self.language, limit=STANDFIRST_LIMIT)
        else:
            shown = plain_text(self.body if self.is_open else opening(self.body))
            self.teaser = teaser(shown, self.language, limit=OPENING_LIMIT)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what lists show brought up to date."""
        self.fill_in()
        if self.alias_of_id:
            self.import_key = None  # what is imported again goes to the original
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the article as a revision has it; an alias, which gets its original's, keeps a key of its own."""
        article = super().with_content_json(content)
        article.import_key = self.import_key
        return article

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._say_what_is_shown()
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        wall = self.wall
        walled = not self._reads_on(wall, request)
        return context | {
            "article": self,
            "language": self.language,
            "now": timezone.now(),
            "body": opening(self.body) if walled else self.body,
            "wall": wall,
            "walled": walled,
        }

    def _reads_on(self, wall: Wall, request: HttpRequest) -> bool:
        for audience in READS_ON[wall]:
            differs_for(audience)
        if wall is Wall.METERED:
            is_asked_each_time(Audience.REGISTERED)
        is_shown = not wall or getattr(request, "is_preview", False)
        return is_shown or audience_of(request) in READS_ON[wall] or let_in(request, self, wall)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What a preview shows must not wait for the article to be saved, or to be published."""
        self.fill_in()
        if mode_name == LIST:
            self.listed_byline = in_one_line(self.signatures.all()) or self.agency_credit
            self.listed_author_ids = [signature.author_id for signature in self.signatures.all()]
            when: Any = self.published_at or self.go_live_at or timezone.now()
            self.first_published_at = when
        return self.get_context(request)

    def _say_what_is_shown(self) -> None:
        depends_on(keys.article(self.pk))
        if self.section_id:
            depends_on(link_key(self.section_id))
        if self.column_id:
            depends_on(keys.column(self.column_id))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "articles/preview_in_lists.html" if mode_name == LIST else self.template
