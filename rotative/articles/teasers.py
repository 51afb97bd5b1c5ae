"""Teasers: what lists show of an article. Each is a fragment of the press, made once and put into many pages."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from rotative.articles import keys
from rotative.articles.byline import in_one_line
from rotative.articles.models import Article, Signature
from rotative.authors import keys as author_keys
from rotative.paper.keys import link_key
from rotative.press import ahead
from rotative.press.collecting import depends_on
from rotative.press.fragments import fragment, is_kept, render_fragment

_LOADED = "article of a teaser"


@dataclass(frozen=True)
class Look:
    """How a list shows its articles.

    ``preset`` and ``sizes`` are of the photo (none without), ``priority`` is for the picture seen first, ``style`` a
    class, ``cut`` the most characters of the standfirst, ``brief`` no standfirst at all, ``dated`` whether the date
    of publication stands there (“full”: with the hour).
    """

    preset: str = ""
    sizes: str = ""
    priority: bool = False
    style: str = ""
    heading: str = "h3"
    cut: int | None = None
    brief: bool = False
    byline: bool = False
    dated: str = ""

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The look as a fragment takes it."""
        return _FIELDS(self)  # dataclasses.astuple copies deeply, at twenty times the cost


_FIELDS: Callable[[Look], tuple[Any, ...]] = attrgetter(*(field.name for field in fields(Look)))


def _keys(article: Any) -> Iterator[str]:
    """Yield the press's keys of what a teaser shows; photos say it themselves."""
    yield keys.teaser(article.pk)
    if article.section_id:
        yield link_key(article.section_id)
    if article.column_id:
        yield keys.column(article.column_id)
    yield from map(author_keys.author, article.listed_author_ids)


def attach(articles: list[Any], *, photos: bool = True) -> list[Any]:
    """Attach to each article what a teaser shows beside its own fields; returns the same list.

    ``listed_byline``: names as “A, B et C”. Bylines of all are read in one query, renditions of lead photos in
    another, whatever the length of the list; no renditions where no ``photos`` are shown.
    """
    by_article = defaultdict(list)
    rows = Signature.objects.filter(article__in=[a.pk for a in articles]).select_related("author")
    for signature in rows.order_by("sort_order"):
        by_article[signature.article_id].append(signature)
    for article in articles:
        signatures = by_article[article.pk]
        article.listed_byline = in_one_line(signatures) or article.agency_credit
        article.listed_author_ids = [signature.author_id for signature in signatures]
    with_photo = [article for article in articles if photos and article.lead_photo_id]
    prefetch_related_objects([article.lead_photo for article in with_photo], "renditions")
    return articles


def prepare(articles: list[Any]) -> list[Any]:
    """Attach, for pages that show articles in another way than as teasers and depend on them as a whole."""
    attach(articles)
    depends_on(*(key for article in articles for key in _keys(article)))
    return articles


def teaser(article: Any, look: Look, language: str) -> SafeString:
    """Return the teaser of an article to which what it shows is attached, on a page of that language."""
    return render_fragment("teaser", article.pk, language, *look.arguments, given=article)


def published_teasers(
    ids: Sequence[int], count: int, look: Look, language: str
) -> list[tuple[int, SafeString]]:
    """Return the teasers of the first ``count`` published ones of these articles, each with its id."""
    found: list[tuple[int, SafeString]] = []
    start, arguments = 0, look.arguments
    while start < len(ids) and len(found) < count:
        some = ids[start : start + count - len(found)]
        start += len(some)
        missing = [pk for pk in some if not is_kept("teaser", pk, language, *arguments)]
        given = {pk: article for pk in missing if (article := ahead.given(_LOADED, pk))}
        given |= _read([pk for pk in missing if pk not in given], look)
        for pk in some:
            if html := render_fragment("teaser", pk, language, *arguments, given=given.get(pk)):
                found.append((pk, html))
    return found


def load_ahead(ids: Sequence[int], look: Look, language: str) -> None:
    """Read the articles whose teasers the pages of a batch will show and nobody has kept."""
    arguments = look.arguments
    missing = {pk for pk in ids if not is_kept("teaser", pk, language, *arguments)}
    with translation.override(language):
        for pk, article in _read(sorted(missing), look).items():
            ahead.give(_LOADED, pk, article)


def _read(ids: Sequence[int], look: Look) -> dict[int, Any]:
    if not ids:
        return {}
    rows = Article.objects.filter(pk__in=ids, live=True).as_teasers()
    return {article.pk: article for article in attach(list(rows), photos=bool(look.preset))}


@fragment("teaser")
def _teaser(article_id: int, language: str, *look: Any, given: Any = None) -> str:
    """The teaser; nothing for an article that is not published."""
    depends_on(keys.teaser(article_id))
    with translation.override(language):
        shown = Look(*look)
        article = given or _read([article_id], shown).get(article_id)
        if article is None:
            return ""
        depends_on(*_keys(article))
        context = {"article": article, "look": shown, "language": language, "now": timezone.now()}
        return render_to_string("articles/teaser.html", context)
