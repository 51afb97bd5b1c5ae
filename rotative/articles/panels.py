"""The article's form in the back office: writing first, then who and where, then how it goes out."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from rotative.articles.forms import OnceEachFormSet
from rotative.articles.readiness import what_is_missing
from rotative.paper.slugs import slug_input


class ReadinessPanel(Panel):
    """What is missing before publication, as of the version that is open; saving the draft brings it up to date."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/panels/readiness_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["missing"] = what_is_missing(self.instance, timezone.now()) if self.instance.pk else []
            context["is_new"] = not self.instance.pk
            return context


class OnceEachPanel(InlinePanel):
    """Rows of which no two may name the same author, topic or article; ``chosen`` is the field that names."""

    def __init__(self, relation_name: str, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(relation_name, **kwargs)
        self.chosen = chosen

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "chosen": self.chosen}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        rows = type("RowsFormSet", (OnceEachFormSet,), {"chosen": self.chosen})
        options["formsets"][self.relation_name]["formset"] = rows
        return options


def edit_handler() -> TabbedInterface:
    """Return the tabs of the article's form."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("kicker"),
                    TitleFieldPanel("title", heading=_("Headline"), placeholder=_("Headline")),
                    FieldPanel("standfirst"),
                    MultiFieldPanel(
                        [FieldPanel("lead_photo"), FieldPanel("lead_caption")], heading=_("Lead photo")
                    ),
                    FieldPanel("place"),
                    FieldPanel("body"),
                    ReadinessPanel(heading=_("Before publication")),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    OnceEachPanel("signatures", "author", heading=_("Byline"), label=_("signature")),
                    FieldPanel("agency_credit"),
                    FieldPanel("column"),
                    OnceEachPanel("article_topics", "topic", heading=_("Topics"), label=_("topic")),
                    OnceEachPanel(
                        "related_pins", "related", heading=_("Read also"), label=_("article"), max_num=6
                    ),
                ],
                heading=_("Byline and context"),
            ),
            ObjectList(
                [
                    PublishingPanel(),
                    FieldRowPanel([FieldPanel("access"), FieldPanel("talk")], heading=_("Readers")),
                    FieldPanel("updated_at"),
                    FieldPanel("to_be_completed"),
                    MultiFieldPanel(
                        [
                            FieldPanel("slug", widget=slug_input()),
                            FieldPanel("seo_title"),
                            FieldPanel("search_description"),
                        ],
                        heading=_("Search engines"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("share_title"), FieldPanel("share_description")], heading=_("Sharing")
                    ),
                    CommentPanel(),
                ],
                heading=_("Publication"),
            ),
        ]
    )
