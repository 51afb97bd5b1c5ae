"""The index follows what is published, at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from rotative.search import index
from rotative.search.index import rebuild, search_index
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]


def found(client: Client, words: str) -> str:
    return client.get("/recherche/", {"q": words}).content.decode()


def test_published_is_found_and_withdrawn_is_not(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, "Les écoles rouvrent", text="<p>La rentrée des classes.</p>")
    assert "Les <mark>écoles</mark> rouvrent" in client.get("/recherche/", {"q": "l’école"}).content.decode()

    article.unpublish()

    assert "rouvrent" not in client.get("/recherche/", {"q": "l’école"}).content.decode()


def test_a_deleted_article_is_not_found(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)
    assert search_index().ids() == {article.pk}

    article.delete()

    assert search_index().ids() == set()


def test_a_draft_is_not_found(newspaper: Newspaper) -> None:
    make_article(newspaper.politics, publish=False)

    assert search_index().ids() == set()


def test_the_articles_of_a_renamed_column_are_found_by_its_new_name(
    newspaper: Newspaper, client: Client
) -> None:
    column = ColumnFactory.create(name="Perspectives sahéliennes")
    make_article(newspaper.politics, "Le bac repart", column=column)
    make_article(newspaper.politics, "Le marché rouvre", column=column, kicker="Commerce")
    assert "repart" in found(client, "sahéliennes")

    column.name = "À l’heure du Mali"
    column.save()

    assert "repart" not in found(client, "sahéliennes")
    assert "repart" in found(client, "heure du Mali")
    assert "rouvre" not in found(client, "heure du Mali")


def test_filters_narrow_down(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create()
    make_article(newspaper.politics, "Le bac politique", authors=(awa,))
    make_article(newspaper.culture, "Le bac culturel")

    by_section = client.get("/recherche/", {"q": "bac", "rubrique": newspaper.culture.pk}).content.decode()
    by_author = client.get("/recherche/", {"q": "bac", "auteur": awa.pk}).content.decode()
    before = client.get("/recherche/", {"q": "bac", "au": "2001-01-01"}).content.decode()

    assert "culturel" in by_section
    assert "politique</a>" not in by_section
    assert "politique</a>" in by_author
    assert "culturel" not in by_author
    assert "0 article trouvé" in before


@pytest.mark.parametrize(
    "query", ["", "x" * 10_000, "((((", "*:*", "\x00", "AND OR NOT", '"' * 999, "🙂", "a:b"]
)
def test_hostile_queries_are_answered(newspaper: Newspaper, client: Client, query: str) -> None:
    make_article(newspaper.politics)

    asked = {"q": query, "rubrique": "'", "auteur": "-1", "du": "31/02", "au": "2025-99-99", "page": "1e9"}

    assert client.get("/recherche/", asked).status_code == 200


def test_rebuild_brings_back_what_is_missing(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)
    search_index().remove([article.pk])
    with pytest.raises(CommandError, match="missing from the index"):
        call_command("search", "verify")

    assert rebuild() == 1

    call_command("search", "verify")


def test_a_section_or_a_period_without_words_gives_all_it_holds_the_newest_first(
    newspaper: Newspaper, client: Client
) -> None:
    now = timezone.now()
    for days, title in ((3, "avant-hier"), (1, "hier")):
        make_article(newspaper.culture, title, published_at=now - timedelta(days=days))
    make_article(newspaper.politics, "ailleurs")
    make_article(newspaper.english_culture, "elsewhere")

    section = client.get("/recherche/", {"q": "", "rubrique": newspaper.culture.pk}).content.decode()
    period = client.get("/recherche/", {"au": f"{now - timedelta(days=2):%Y-%m-%d}"}).content.decode()

    assert section.index(">hier<") < section.index(">avant-hier<")
    assert ">ailleurs<" not in section
    assert "2 articles trouvés" in section
    assert ">avant-hier<" in period
    assert ">hier<" not in period
    assert ">elsewhere<" not in period


def test_while_the_index_cannot_be_read_search_says_so(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.culture, "hier")
    for file in (Path(settings.ROTATIVE_HOME) / "search").rglob("*"):
        if file.is_file():
            file.write_bytes(b"")
    index._index_at.cache_clear()

    response = client.get("/recherche/", {"q": "hier"})

    assert response.status_code == 503
    assert "La recherche est en panne" in response.content.decode()
