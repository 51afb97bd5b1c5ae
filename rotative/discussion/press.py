"""Which pages of the discussions are printed, and what changes touch."""

from collections.abc import Sequence
from typing import Any

from wagtail.signals import page_published, post_page_move

from rotative.discussion import keys
from rotative.discussion.models import Contributor, Discussion, HouseRules
from rotative.discussion.rooms import load_discussions
from rotative.discussion.views import reading
from rotative.press.ahead import given, load_ahead
from rotative.press.declarations import announce, when_changed
from rotative.press.routes import printed
from rotative.press.showing import shows_otherwise
from rotative.sections.models import SectionPage
from rotative.sections.serving import ARTICLE

for view in (reading.newest, reading.page, reading.listed, reading.thread, reading.house_rules):
    printed(view)


def _load(addresses: Sequence[str]) -> None:
    load_discussions(article for address in addresses if (article := given(ARTICLE, address)) is not None)


load_ahead(_load, at_the_end=True)


def _of_discussion(discussion: Discussion) -> list[str]:
    return [keys.discussion(discussion.article_id), keys.count(discussion.article_id)]


def _of_all(_row: Any) -> list[str]:
    return [keys.RULES]


def _of_contributor(contributor: Contributor) -> list[str]:
    return [keys.person(contributor.pk)]


when_changed(Discussion, keys=_of_discussion)
when_changed(HouseRules, keys=_of_all)
when_changed(Contributor, keys=_of_contributor)


def _on_section(sender: Any, instance: Any, **_kwargs: Any) -> None:
    section = instance.specific  # a move tells of the page only
    if shows_otherwise(f"talk:{section.pk}", section.talk, section.url_path):
        announce([keys.RULES])


for signal in (page_published, post_page_move):
    signal.connect(_on_section, sender=SectionPage, dispatch_uid="discussion.press")
