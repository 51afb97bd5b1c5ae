"""Lists hold what is published, in order, and nothing else."""

from datetime import UTC, datetime

import pytest

from rotative.articles.listings import author_key, section_key
from rotative.articles.models import Article
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db


def test_a_published_article_stands_in_its_lists(newspaper: Newspaper) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")

    article = make_article(newspaper.politics, authors=(awa,))

    assert list(Article.objects.listed(section_key(newspaper.politics.pk))) == [article]
    assert list(Article.objects.listed(author_key(awa.pk, "fr"))) == [article]


def test_a_draft_stands_in_none(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, publish=False)

    assert not article.listings.exists()


def test_a_withdrawn_article_leaves_them(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)

    article.unpublish()

    assert not article.listings.exists()


def test_a_moved_article_changes_section(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)

    article.move(newspaper.culture, pos="last-child")

    article.refresh_from_db()
    assert article.section_id == newspaper.culture.pk
    assert list(Article.objects.listed(section_key(newspaper.culture.pk))) == [article]
    assert not Article.objects.listed(section_key(newspaper.politics.pk)).exists()


def test_lists_are_newest_first(newspaper: Newspaper) -> None:
    old = make_article(newspaper.politics, "Hier", published_at=datetime(2025, 6, 24, 9, 33, tzinfo=UTC))
    new = make_article(
        newspaper.politics, "Aujourd’hui", published_at=datetime(2025, 6, 25, 9, 33, tzinfo=UTC)
    )

    assert list(Article.objects.listed(section_key(newspaper.politics.pk))) == [new, old]
