"""The places of the home page. An empty place takes the newest suitable article that stands nowhere else on it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


def _pick() -> blocks.PageChooserBlock:
    return blocks.PageChooserBlock(label=_("Article"), page_type="articles.Article", required=False)


def _picks() -> blocks.ListBlock:
    return blocks.ListBlock(_pick(), label=_("Articles chosen by hand"), default=[])


class LeadBlock(blocks.StructBlock):
    """The article of the day."""

    article = _pick()

    class Meta:
        icon = "pick"
        label = _("Lead")
        description = _("The article of the day, large")


class SecondsBlock(blocks.StructBlock):
    """What stands beside and below the lead."""

    articles = _picks()
    count = blocks.IntegerBlock(label=_("How many"), default=4, min_value=1, max_value=12)

    class Meta:
        icon = "grip"
        label = _("Seconds")
        description = _("The other articles of the day")


class SectionBlock(blocks.StructBlock):
    """A section with its newest articles."""

    section = blocks.PageChooserBlock(label=_("Section"), page_type="sections.SectionPage")
    articles = _picks()
    count = blocks.IntegerBlock(label=_("How many"), default=4, min_value=1, max_value=12)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section")
        description = _("A section under its colour")


class OpinionBlock(blocks.StructBlock):
    """Opinion: the columns."""

    articles = _picks()
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=8)

    class Meta:
        icon = "openquote"
        label = _("Opinion")
        description = _("The newest of the opinion columns")


class PhotoOfTheDayBlock(blocks.StructBlock):
    """A photograph that deserves the width of the page."""

    photo = ImageChooserBlock(label=_("Photo"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)
    article = _pick()

    class Meta:
        icon = "image"
        label = _("Photo of the day")
        description = _("A photograph across the page")


class LatestBlock(blocks.StructBlock):
    """The newest headlines with their times."""

    count = blocks.IntegerBlock(label=_("How many"), default=8, min_value=3, max_value=20)

    class Meta:
        icon = "time"
        label = _("Latest")
        description = _("The newest headlines, one line each")


class MostReadBlock(blocks.StaticBlock):
    """The five headlines that were read most."""

    class Meta:
        icon = "list-ol"
        label = _("Most read")
        description = _("The five articles read most in the last day or week; nothing while that is too few")
        admin_text = _("Fills itself. Under “Latest” it stands beside it.")


class FrontBlock(blocks.StreamBlock):
    """The front, from top to bottom."""

    lead = LeadBlock()
    seconds = SecondsBlock()
    photo_of_the_day = PhotoOfTheDayBlock()
    section = SectionBlock()
    opinion = OpinionBlock()
    latest = LatestBlock()
    most_read = MostReadBlock()

    def get_default(self) -> Any:
        """A front that fills itself, for a paper that has not arranged one yet."""
        places = ("lead", "seconds", "opinion", "latest", "most_read")
        return self.normalize([(place, self.child_blocks[place].get_default()) for place in places])
