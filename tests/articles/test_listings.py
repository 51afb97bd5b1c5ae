"""Lists hold what is published, in order, and nothing else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from rotative.articles.listings import author_key, column_key, section_key, topic_key
from rotative.articles.models import Article
from rotative.articles.publication import published_changed
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article

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


def test_a_deleted_column_takes_its_list_along(newspaper: Newspaper, client: Client) -> None:
    column = ColumnFactory.create(name="Carnets du fleuve")
    article = make_article(newspaper.politics, column=column)
    key = column_key(column.pk, "fr")
    assert article.listings.filter(list=key).exists()

    column.delete()

    assert not article.listings.filter(list=key).exists()
    assert article.listings.exists()
    assert "Carnets du fleuve" not in client.get(article.get_url()).content.decode()


def test_a_deleted_topic_takes_its_lists_along(newspaper: Newspaper, client: Client) -> None:
    boats, fish = TopicFactory.create(name="Bateaux"), TopicFactory.create(name="Pêche")
    article = make_article(newspaper.politics, topics=(boats, fish))
    gone, kept = topic_key(boats.pk, "fr"), topic_key(fish.pk, "fr")

    boats.delete()

    assert not article.listings.filter(list=gone).exists()
    assert article.listings.filter(list=kept).exists()
    page = client.get(article.get_url()).content.decode()
    assert "Bateaux" not in page
    assert "Pêche" in page


@pytest.mark.usefixtures("commits_at_once")
def test_what_follows_the_articles_is_told_of_a_deleted_list(newspaper: Newspaper) -> None:
    column, boats = ColumnFactory.create(), TopicFactory.create()
    chronicle = make_article(newspaper.politics, "Chronique", column=column)
    about_boats = make_article(newspaper.politics, "Bateaux", topics=(boats,))
    make_article(newspaper.politics, "Autre chose")
    told: list[tuple[Any, bool]] = []

    def listen(article: Article, **kwargs: Any) -> None:
        told.append((article, article.column_id is None))

    published_changed.connect(listen)
    try:
        column.delete()
        boats.delete()
    finally:
        published_changed.disconnect(listen)

    assert told == [(chronicle, True), (about_boats, True)]
