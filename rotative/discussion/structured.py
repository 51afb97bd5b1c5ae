"""A thread for machines: schema.org's DiscussionForumPosting with its comments, as Google's documentation wants it.

https://developers.google.com/search/docs/appearance/structured-data/discussion-forum: author, datePublished and text
are needed; what nobody reads any more is not in it.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.discussion.markup import plain
from rotative.discussion.models import Contribution
from rotative.discussion.threads import Branch, Thread


def posting(root: Contribution, language: str, branches: list[Branch] | None = None) -> dict[str, Any] | None:
    """Return the data of a thread, with those of its answers that are given; None where its beginning is gone."""
    if not root.is_published:
        return None
    with translation.override(language):
        data = {"@context": "https://schema.org", "@type": "DiscussionForumPosting", **_said(root)}
        data["inLanguage"] = language
        comments = [comment for branch in branches or [] for comment in _comments(branch)]
        return data | ({"comment": comments} if comments else {})


def posting_of(thread: Thread, language: str) -> dict[str, Any] | None:
    """Return the data of a thread as it was read for a page."""
    return posting(thread.root, language, thread.branches)


def _comments(branch: Branch) -> list[dict[str, Any]]:
    below = [_comment(row) for row in branch.deeper if row.is_published]
    if not branch.row.is_published:
        return below
    return [_comment(branch.row) | ({"comment": below} if below else {})]


def _comment(row: Contribution) -> dict[str, Any]:
    return {"@type": "Comment", **_said(row)}


def _said(row: Contribution) -> dict[str, Any]:
    address = f"{settings.SITE_URL}{reverse('contribution', args=[row.pk])}"
    name = row.author.public_name if row.author else _("A reader who has left")
    data: dict[str, Any] = {
        "@id": address,
        "url": address,
        "text": plain(row.text),
        "author": {"@type": "Person", "name": name},
        "datePublished": row.published_at.isoformat(timespec="seconds") if row.published_at else None,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": row.useful,
        },
    }
    if row.edited_at:
        data["dateModified"] = row.edited_at.isoformat(timespec="seconds")
    return data
