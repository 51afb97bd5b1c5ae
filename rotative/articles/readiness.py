"""What is missing before an article can go to the readers. Nothing here stops anybody: the editor decides."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rotative.articles.models import Article

HEADLINE_LIMIT = 110  # characters; Google News and phones cut longer ones


@dataclass(frozen=True)
class Missing:
    """One thing that an editor should look at before publication."""

    field: str
    message: str


def _photos(article: Article) -> list[tuple[str, Any]]:
    photos = [(_("the lead photo"), article.lead_photo)] if article.lead_photo else []
    for block in article.body:
        if block.block_type == "photo" and block.value["photo"]:
            photos.append((_("a photo in the text"), block.value["photo"]))
        elif block.block_type == "gallery":
            photos += [
                (_("a photo of the gallery"), item["photo"])
                for item in block.value["photos"]
                if item["photo"]
            ]
    return photos


def _missing_of_photos(article: Article) -> list[Missing]:
    found = []
    for where, photo in _photos(article):
        if not photo.alt_text:
            found.append(
                Missing(
                    "photo",
                    _("No alternative text for {where} (“{title}”).").format(where=where, title=photo.title),
                )
            )
        if not photo.credit:
            found.append(
                Missing(
                    "photo", _("No credit for {where} (“{title}”).").format(where=where, title=photo.title)
                )
            )
    return found


def what_is_missing(article: Article) -> list[Missing]:
    """Return what an editor should look at, most important first; empty when the article is ready."""
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
    found += _missing_of_photos(article)
    if article.to_be_completed:
        found.append(Missing("to_be_completed", _("The article is still marked as to be completed.")))
    return found
