"""Keeps what the filter (learning.py) has learned from the moderators, and asks it."""

from collections.abc import Callable

from django.db import transaction

from rotative.discussion.learning import Score, keys_of, learn, score, tokens_of
from rotative.discussion.markup import links
from rotative.discussion.models import TokenCount


def classifier() -> Callable[[str], Score | None]:
    """Return the filter as the policy asks it: a text's score, None while too little was learned."""

    def classify(text: str) -> Score | None:
        tokens = tokens_of(text, links(text))
        rows = TokenCount.objects.filter(key__in=keys_of(tokens))
        return score({row.key: (row.spam, row.ham) for row in rows}, tokens)

    return classify


def learn_from(text: str, *, is_spam: bool, times: int = 1) -> None:
    """Learn a decision about a text, or unlearn it (``times`` -1). Raises NeverLearned."""
    tokens = tokens_of(text, links(text))
    keys = sorted(keys_of(tokens))
    with transaction.atomic():
        TokenCount.objects.bulk_create([TokenCount(key=key) for key in keys], ignore_conflicts=True)
        rows = list(TokenCount.objects.select_for_update(no_key=True).filter(key__in=keys).order_by("key"))
        counts = {row.key: (row.spam, row.ham) for row in rows}
        learn(counts, tokens, is_spam, times)
        for row in rows:
            row.spam, row.ham = counts.get(row.key, (0, 0))
        TokenCount.objects.bulk_update(rows, ["spam", "ham"], batch_size=200)
