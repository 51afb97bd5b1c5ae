"""A page and what follows from its change are committed together, or not at all."""

from collections.abc import Callable
from typing import Any

import pytest

from rotative.articles.models import Article, Listing
from rotative.articles.publication import published_changed
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db


class LightsOutError(Exception):
    """The process died."""


@pytest.mark.parametrize(
    "act",
    [
        lambda article, _paper: article.save_revision().publish(),
        lambda article, _paper: article.unpublish(),
        lambda article, paper: article.move(paper.culture, pos="last-child"),
    ],
    ids=["publish", "unpublish", "move"],
)
def test_what_breaks_in_between_leaves_the_page_as_it_was(
    newspaper: Newspaper, act: Callable[[Any, Newspaper], None]
) -> None:
    article = make_article(newspaper.politics, "Le bac repart")
    lists = set(Listing.objects.values_list("list", flat=True))

    def lights_out(sender: Any, **carried: Any) -> None:
        raise LightsOutError

    published_changed.connect(lights_out)
    article.title = "Le bac est arrivé"
    try:
        with pytest.raises(LightsOutError):
            act(article, newspaper)
    finally:
        published_changed.disconnect(lights_out)

    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.live, stored.get_parent().pk) == (
        "Le bac repart",
        True,
        newspaper.politics.pk,
    )
    assert set(Listing.objects.values_list("list", flat=True)) == lists
