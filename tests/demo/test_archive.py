"""The large paper: thousands of articles put into the tables in bulk stand as if each had been published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from rotative.articles.listings import keys_of, paper_key, section_key
from rotative.articles.models import Article, Listing
from rotative.authors.models import Author
from rotative.demo.archive import fill_up
from rotative.demo.archive_texts import more_names
from rotative.search.index import rebuild, search_index
from tests.factories import AuthorFactory, ColumnFactory, TopicFactory, make_article
from tests.photos.factories import PhotoFactory

NOW = timezone.now()


@pytest.fixture
def archive(newspaper: Any) -> Any:
    """A paper of 500 articles, one of which was published by hand."""
    for name in ("Transport", "Fleuve", "Musique"):
        TopicFactory(name=name)
    ColumnFactory(name="Carnets du fleuve")
    make_article(newspaper.politics, authors=(AuthorFactory(name="Awa Diarra"),), lead_photo=PhotoFactory())
    fill_up(500, NOW, print)
    return newspaper


def test_the_tree_is_sound(archive: Any) -> None:
    assert Page.find_problems() == ([], [], [], [], [])
    assert Article.objects.count() == 500
    assert (
        Article.objects.child_of(archive.politics).count()
        + Article.objects.child_of(archive.culture).count()
        + Article.objects.child_of(archive.english_culture).count()
        == 500
    )


def test_every_article_stands_in_the_lists_that_publishing_would_put_it_in(archive: Any) -> None:
    for article in Article.objects.all():
        assert set(article.listings.values_list("list", flat=True)) == keys_of(article)

    dates = Listing.objects.filter(list=paper_key("fr")).values_list(
        "published_at", "article__first_published_at"
    )
    assert all(listed == published for listed, published in dates)


def test_saving_an_archived_article_changes_nothing_that_lists_show(archive: Any) -> None:
    article = Article.objects.filter(import_key__startswith="archive:").first()
    before = {
        name: getattr(article, name) for name in ("teaser", "section_id", "url_path", "title", "slug", "path")
    }

    article.save()

    article.refresh_from_db()
    assert {name: getattr(article, name) for name in before} == before


def test_archived_articles_can_be_read(archive: Any, client: Client) -> None:
    for article in Article.objects.filter(import_key__startswith="archive:")[:5]:
        page = client.get(article.get_url(), HTTP_HOST="localhost")

        assert page.status_code == 200
        assert 200 < article.text.count(" ") < 700


def test_the_archive_goes_back_fifteen_years_and_nothing_lies_in_the_future(archive: Any) -> None:
    dates = Article.objects.filter(import_key__startswith="archive:").values_list(
        "first_published_at", flat=True
    )

    assert max(dates) < NOW
    assert NOW - min(dates) > timedelta(days=14 * 365)


def test_the_archive_is_topped_up_and_not_doubled(archive: Any) -> None:
    assert fill_up(500, NOW, print) == 0
    assert fill_up(520, NOW, print) == 20

    assert Article.objects.count() == 520
    assert Author.objects.count() == 61
    assert Page.find_problems() == ([], [], [], [], [])


def test_readers_find_the_archive(archive: Any) -> None:
    assert rebuild() == 500

    assert search_index().search("Sankar", language="fr", now=NOW).total > 0


def test_a_published_article_takes_the_next_place_after_the_archive(archive: Any) -> None:
    article = make_article(archive.politics, title="Le bac repart encore")

    assert Page.find_problems() == ([], [], [], [], [])
    assert Article.objects.listed(section_key(archive.politics.pk)).first() == article


def test_invented_names_do_not_repeat() -> None:
    assert len(set(more_names(600))) == 600
