"""What is missing before an article can go to the readers. Nothing here stops anybody: the editor decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotative.typography import format_moment

HEADLINE_LIMIT = 110  # characters; Google News and phones cut longer ones


@dataclass(frozen=True)
class Missing:
    """One thing that an editor should look at before publication."""

    field: str
    message: str


@dataclass(frozen=True)
class Shown:
    """A photo as the article shows it: ``where``, and under which credit of its own if any."""

    where: str
    photo: Any
    credit: str = ""
    has_text: bool = True  # a still stands in a link that has its own


def _photos(article: Any) -> Iterator[Shown]:
    if article.lead_photo:
        yield Shown(_("the lead photo"), article.lead_photo)
    for block in article.body:
        if block.block_type == "photo" and block.value["photo"]:
            yield Shown(_("a photo in the text"), block.value["photo"], block.value.get("credit") or "")
        elif block.block_type == "embed" and block.value.get("still"):
            yield Shown(_("the still picture of a video"), block.value["still"], has_text=False)
        elif block.block_type == "gallery":
            for item in block.value["photos"]:
                if item["photo"]:
                    yield Shown(_("a photo of the gallery"), item["photo"])


def _missing_of_photo(shown: Shown, published_at: datetime) -> Iterator[str]:
    photo, names = shown.photo, {"where": shown.where, "title": shown.photo.title}
    if shown.has_text and not photo.alt_text:
        yield _("No alternative text for {where} (“{title}”).").format(**names)
    if shown.has_text and not (shown.credit or photo.credit):
        yield _("No credit for {where} (“{title}”).").format(**names)
    if photo.rights_have_expired(published_at):
        end = format_moment(timezone.localtime(photo.expires_at), get_language() or "fr")
        yield _("Readers will not see {where} (“{title}”): its rights run until {end}.").format(
            end=end, **names
        )


def what_is_missing(article: Any, now: datetime) -> list[Missing]:
    """Return what an editor should look at, most important first; empty when the article is ready.

    It is judged by the moment at which it appears: ``now``, or later when it is scheduled.
    """
    found = []
    if not article.shown_standfirst:
        found.append(Missing("standfirst", _("No standfirst: lists will show the beginning of the text.")))
    if len(article.headline) > HEADLINE_LIMIT:
        found.append(
            Missing(
                "title",
                _(
                    "The headline has {length} characters; beyond {limit} it is cut by search engines and phones."
                ).format(length=len(article.headline), limit=HEADLINE_LIMIT),
            )
        )
    if not article.text.strip():
        found.append(Missing("body", _("The article has no text.")))
    if not article.signatures.all() and not article.agency_credit:
        found.append(Missing("signatures", _("Nobody signs the article, and no agency is named.")))
    if not article.lead_photo:
        found.append(Missing("lead_photo", _("No lead photo.")))
    if any(block.block_type == "photo" and not block.value["photo"] for block in article.body):
        found.append(Missing("body", _("A photo in the text has a caption and no picture.")))
    published_at = max(now, article.go_live_at or now)
    for shown in _photos(article):
        found += [Missing("photo", message) for message in _missing_of_photo(shown, published_at)]
    if article.to_be_completed:
        found.append(Missing("to_be_completed", _("The article is still marked as to be completed.")))
    return found


def missing_in_draft(page: Any, now: datetime) -> list[Missing] | None:
    """Return what the last saved draft of a page lacks; None for a page that is no article."""
    # The articles' models know the workflow, and the workflow asks here.
    if not issubclass(page.specific_class or type(page), apps.get_model("articles", "Article")):
        return None
    return what_is_missing(page.get_latest_revision_as_object(), now)
