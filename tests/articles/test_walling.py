"""Whose word holds on who may read: the article's, the nearest section's that says something, the paper's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rotative.articles.models import Article
from rotative.articles.walling import apply_again
from rotative.paper.access import Access, Wall
from rotative.paper.models import Paper, default_paper
from rotative.sections.models import SectionPage
from tests.factories import Newspaper, make_article, make_section

pytestmark = pytest.mark.django_db


def choose(page: SectionPage, access: str) -> None:
    page.access = access
    page.save_revision().publish()


def choose_for_the_paper(**fields: object) -> None:
    paper: Paper = default_paper()
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.save()


def applied_to(article: Article) -> str:
    return str(Article.objects.get(pk=article.pk).applied_access)


@pytest.mark.parametrize(
    ("own", "below", "above", "paper", "holds"),
    [
        ("", "", "", "free", "free"),
        ("", "", "", "metered", "metered"),
        ("", "", "subscribers", "free", "subscribers"),
        ("", "registration", "subscribers", "free", "registration"),
        ("free", "registration", "subscribers", "metered", "free"),
        ("subscribers", "free", "free", "free", "subscribers"),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["chosen before", "chosen after"])
def test_the_nearest_word_holds(
    newspaper: Newspaper, own: str, below: str, above: str, paper: str, holds: str, first: bool
) -> None:
    section = make_section(newspaper.politics, "Assemblée")
    article = None if first else make_article(section, "Le bac repart", access=own)
    choose_for_the_paper(access=paper)
    choose(newspaper.politics, above)
    choose(section, below)
    article = article or make_article(section, "Le bac repart", access=own)

    assert applied_to(article) == holds


def test_a_section_spares_its_neighbour(newspaper: Newspaper) -> None:
    mine, other = make_article(newspaper.politics), make_article(newspaper.culture)

    choose(newspaper.politics, "subscribers")

    assert (applied_to(mine), applied_to(other)) == ("subscribers", "free")


def test_an_article_that_moves_takes_the_word_of_its_new_section(newspaper: Newspaper) -> None:
    choose(newspaper.politics, "subscribers")
    article = make_article(newspaper.politics)

    article.move(newspaper.culture, pos="last-child")

    assert applied_to(article) == "free"


def test_a_section_that_moves_takes_its_articles_along(newspaper: Newspaper) -> None:
    choose(newspaper.politics, "subscribers")
    section = make_section(newspaper.culture, "Livres")
    article = make_article(section)

    section.move(newspaper.politics, pos="last-child")

    assert applied_to(article) == "subscribers"


def test_how_long_articles_are_open_is_the_paper_s_to_say(newspaper: Newspaper) -> None:
    choose_for_the_paper(access=Access.FREE_AT_FIRST, open_at_first=10)
    begun = timezone.now() - timedelta(hours=12)
    article = make_article(newspaper.politics, published_at=begun)
    assert Article.objects.get(pk=article.pk).wall is Wall.SUBSCRIBERS

    choose_for_the_paper(open_at_first=20)

    assert Article.objects.get(pk=article.pk).wall is Wall.NONE
    assert Article.objects.get(pk=article.pk).walled_from == begun + timedelta(hours=20)


def test_what_holds_already_is_not_written_again(newspaper: Newspaper) -> None:
    make_article(newspaper.politics)
    choose_for_the_paper(access=Access.CLOSING)

    assert apply_again() == 0


def test_nothing_that_may_close_is_open_to_the_index_of_search(newspaper: Newspaper) -> None:
    text = "<p>Un.</p><p>Deux.</p><p>Trois.</p>"
    kinds = {access: make_article(newspaper.politics, text=text, access=access) for access in Access}

    assert {access for access, article in kinds.items() if "Trois" in article.opening_text} == {Access.FREE}
