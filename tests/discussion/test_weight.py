"""What a page of a large discussion weighs, as it goes over the line: a budget."""

import brotli
import pytest
from django.urls import reverse
from django.utils import timezone

from rotative.demo.crowd import fill
from rotative.paper.access import Audience
from rotative.press.printing import print_page
from rotative.press.store.entry import BROTLI_QUALITY
from tests.discussion.factories import make_rules
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

BUDGET = 20 * 1024


@pytest.mark.parametrize(("roots", "answers", "deeper"), [(2500, 1, 0), (250, 10, 9)], ids=["calm", "heated"])
def test_the_first_page_of_five_thousand_contributions_is_light(
    press: Press, newspaper: Newspaper, roots: int, answers: int, deeper: int
) -> None:
    make_rules()
    with press.at_work():
        article = make_article(newspaper.politics, published_at=timezone.now())
        count = fill(article, roots=roots, answers=answers, deeper=deeper, now=timezone.now())

    sizes = {}
    for name in ("discussion", "discussion_oldest", "discussion_useful"):
        address = reverse(name, args=[article.pk])
        print_page(address, Audience.SUBSCRIBERS)
        page = press.text(address, Audience.SUBSCRIBERS) or ""
        assert page.count("<article") >= 20
        sizes[name] = len(brotli.compress(page.encode(), quality=BROTLI_QUALITY))

    assert count == 5000
    assert {name: size for name, size in sizes.items() if size > BUDGET} == {}
