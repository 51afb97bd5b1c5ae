"""What a change of an author touches."""

from typing import Any

from rotative.authors import keys
from rotative.authors.models import Author, AuthorLink
from rotative.press.declarations import when_changed


def _author(author: Any) -> list[str]:
    return [keys.author(author.pk), keys.AUTHORS]


def _link(link: Any) -> list[str]:
    return [keys.author(link.author_id)]


when_changed(Author, keys=_author)
when_changed(AuthorLink, keys=_link)
