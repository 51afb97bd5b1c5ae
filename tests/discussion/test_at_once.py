"""Several send and vote at the same moment, each with a connection of its own."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Vote
from rotative.discussion.voting import vote
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.factories import make_article, make_newspaper

NOW = timezone.now()


def _article() -> tuple[Article, list[Contributor]]:
    paper = make_newspaper()
    make_rules()
    return make_article(paper.politics), [make_contributor() for _ in range(4)]


def test_sent_at_the_same_moment_nothing_is_lost_and_nothing_doubled(
    at_once: Callable[..., list[Any]],
) -> None:
    article, people = _article()
    acts = [
        lambda one=one, n=n: send(one, article, f"Message {n} de {one.pk}.", key=f"clé {n}")
        for one in people[:2]
        for n in (1, 2)
        for _again in range(2)
    ]

    outcomes = at_once(*acts)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert Contribution.objects.count() == 4
    assert len({(row.author_id, row.retry_key) for row in Contribution.objects.all()}) == 4
    assert Decision.objects.filter(act=Act.PUBLISHED).count() == 4


def test_votes_at_the_same_moment_are_all_counted(at_once: Callable[..., list[Any]]) -> None:
    article, people = _article()
    row = published(people[0], article)

    results = at_once(
        *(lambda by=by: vote(by, row, is_useful=True, now=NOW) for by in people[1:] for _again in range(2))
    )

    assert [found for found in results if isinstance(found, Exception)] == []
    row.refresh_from_db()
    assert row.useful == Vote.objects.filter(contribution=row).count() == 3
