"""Keeps a place for the articles that a page only announces: drafts of headline and teaser, to be completed."""

from typing import Any

from rotative.articles.models import Article, Signature
from rotative.authors.models import Author
from rotative.importers import identity
from rotative.importers.belonging import column_for
from rotative.importers.pages.parsed import Listed
from rotative.sections.models import SectionPage
from rotative.typography import is_placeholder


def announce(
    listed: Listed, section: SectionPage, columns: tuple[str, ...], authors: list[Author]
) -> tuple[Any, bool]:
    """Return the article that a list means, and whether it was made now."""
    key = identity.key_of(listed.full_headline, identity.day_of(listed.published_at))
    published_at = identity.aware(listed.published_at)
    if found := identity.announced_as(listed.full_headline, listed.published_at):
        if published_at and found.to_be_completed and not found.first_published_at:
            # Until now nobody knew its date.
            Article.objects.filter(pk=found.pk).update(first_published_at=published_at, import_key=key)
        return found, False
    column = column_for(listed.kicker, columns, authors[0] if authors else None)
    article = Article(
        title=listed.headline,
        kicker="" if column else (listed.kicker or "")[:80],
        column=column,
        standfirst="" if is_placeholder(listed.standfirst or "") else listed.standfirst,
        locale=section.locale,
        live=False,
        to_be_completed=True,
        import_key=key,
        first_published_at=published_at,
    )
    article.signatures = [
        Signature(author=author, sort_order=n) for n, author in enumerate(dict.fromkeys(authors))
    ]
    section.add_child(instance=article)
    article.save_revision()
    return article, True
