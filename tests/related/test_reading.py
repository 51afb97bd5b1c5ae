"""“Lire aussi” and the author's latest: live, never the article itself, never twice."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import html

from rotative.articles.models import Article, RelatedPin
from rotative.related import reading
from rotative.related.choosing import choose_due
from rotative.related.reading import AUTHOR_LATEST, RELATED, reader_of
from rotative.search import index
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]

BOATS = "<p>Le bac traverse le fleuve. Les passagers du bac attendent sur la berge du fleuve.</p>"
LOOMS = "<p>La tisserande tend les fils du métier. Le coton vient du nord, la teinture du marché.</p>"


def published(ids: Sequence[int], count: int) -> list[tuple[int, Article]]:
    return [(article.pk, article) for article in Article.objects.in_order_of(ids)[:count]]


def related(article: Article) -> list[Article]:
    found = reading.related(reader_of(article), timezone.now(), (), published)
    return [other for _pk, other in found]


def author_latest(article: Article) -> list[tuple[int, list[Article]]]:
    found = reading.author_latest(reader_of(article), published)
    return [(author, [other for _pk, other in articles]) for author, articles in found]


def test_the_most_alike_come_first_and_never_the_article_itself(newspaper: Newspaper) -> None:
    ferry = make_article(newspaper.politics, "Le bac du fleuve", text=BOATS)
    loom = make_article(newspaper.politics, "Les métiers à tisser", text=LOOMS)
    other = make_article(newspaper.culture, "Un second bac sur le fleuve", text=BOATS)

    found = related(ferry)

    assert found[0] == other
    assert ferry not in found
    assert found.index(other) < found.index(loom)


def test_pins_come_first_in_their_order(newspaper: Newspaper) -> None:
    ferry = make_article(newspaper.politics, "Le bac du fleuve", text=BOATS)
    make_article(newspaper.politics, "Un second bac", text=BOATS)
    first, second = (make_article(newspaper.culture, name, text=LOOMS) for name in ("Un", "Deux"))
    ferry.related_pins = [RelatedPin(related=second, sort_order=0), RelatedPin(related=first, sort_order=1)]
    ferry.save_revision().publish()

    found = related(ferry)

    assert found[:2] == [second, first]
    assert len({article.pk for article in found}) == len(found)


def test_what_is_withdrawn_or_named_in_the_text_is_left_out(newspaper: Newspaper) -> None:
    twin, named = (
        make_article(newspaper.politics, name, text=BOATS) for name in ("Le bac jumeau", "Le bac nommé")
    )
    ferry = make_article(
        newspaper.politics, "Le bac", body=[("text", BOATS), ("read_also", {"article": named})]
    )
    assert twin in related(ferry)

    twin.unpublish()

    assert twin not in related(ferry)
    assert named not in related(ferry)


def test_it_stays_live(newspaper: Newspaper) -> None:
    ferry = make_article(newspaper.politics, "Le bac du fleuve", text=BOATS)
    assert related(ferry) == []

    newer = make_article(newspaper.culture, "Le bac du fleuve, cinq mois après", text=BOATS)
    while choose_due(timezone.now()):
        """The worker takes its turns."""

    assert related(ferry) == [newer]


def test_there_are_never_more_than_six_nor_another_language(newspaper: Newspaper) -> None:
    ferry = make_article(newspaper.politics, "Le bac du fleuve", text=BOATS)
    for n in range(RELATED + 3):
        make_article(newspaper.politics, f"Le bac {n}", text=BOATS)
    make_article(newspaper.english_culture, "Le bac du fleuve", text=BOATS)

    found = related(ferry)

    assert len(found) == RELATED
    assert {article.language for article in found} == {"fr"}


def test_the_latest_of_each_author_without_the_article(newspaper: Newspaper) -> None:
    awa, issa, fanta = (AuthorFactory.create() for _ in range(3))
    now = timezone.now()
    for n in range(AUTHOR_LATEST + 2):
        make_article(newspaper.politics, f"a{n}", authors=(awa,), published_at=now - timedelta(days=n))
    of_issa = make_article(newspaper.politics, "i", authors=(issa,))
    shared = make_article(newspaper.politics, "ensemble", authors=(awa, issa, fanta))

    found = author_latest(shared)

    assert [author for author, _articles in found] == [awa.pk, issa.pk]
    assert [a.title for a in found[0][1]] == [f"a{n}" for n in range(AUTHOR_LATEST)]
    assert found[1][1] == [of_issa]


def shown_under(article: Article, client: Client) -> list[str]:
    """The headlines under an article's page, in order."""
    tree: Any = html.fromstring(client.get(article.get_url()).content.decode())
    return [str(text) for text in tree.xpath("//main/section//*[contains(@class,'teaser-title')]/a/text()")]


def test_no_article_stands_twice_under_a_page(newspaper: Newspaper, client: Client) -> None:
    awa, issa = AuthorFactory.create(), AuthorFactory.create()
    for n in range(4):
        make_article(newspaper.politics, f"à deux {n}", authors=(awa, issa), text=BOATS)
        make_article(newspaper.politics, f"d’Awa {n}", authors=(awa,), text=BOATS)
    pinned = make_article(newspaper.politics, "épinglé", authors=(awa,), text=LOOMS)
    ferry = make_article(newspaper.politics, "Le bac", authors=(awa, issa), text=BOATS)
    ferry.related_pins = [RelatedPin(related=pinned)]
    ferry.save_revision().publish()

    shown = shown_under(ferry, client)

    assert shown[0] == "épinglé"
    assert len(shown) == len(set(shown)) == 9


def test_a_damaged_index_leaves_the_pins_and_the_sections_newest(
    newspaper: Newspaper, client: Client
) -> None:
    ferry = make_article(newspaper.politics, "Le bac du fleuve", text=BOATS)
    make_article(newspaper.politics, "Un second bac", text=BOATS)
    folder = Path(settings.ROTATIVE_HOME) / "search"
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"")
    index._index_at.cache_clear()

    assert shown_under(ferry, client) == ["Un second bac"]


def test_an_article_that_was_never_saved_can_be_previewed(newspaper: Newspaper) -> None:
    newest = make_article(newspaper.politics, "Un second bac", text=BOATS)
    unsaved = Article(title="Le bac", locale=newspaper.politics.locale, section=newspaper.politics)

    assert related(unsaved) == [newest]
    assert author_latest(unsaved) == []
