"""What the filter learns from moderators, and that it can unlearn it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rotative.discussion.learning import (
    TOTALS,
    NeverLearned,
    key_of,
    keys_of,
    learn,
    score,
    tokens_of,
)

Learned = list[tuple[frozenset[str], bool]]

TOKENS = st.frozensets(st.sampled_from("abcdefghij"), max_size=5)
EXAMPLES = st.lists(st.tuples(TOKENS, st.booleans()), max_size=25)

SPAM = ["Gagnez 5000 euros par jour avec notre crypto, contactez le marabout sur WhatsApp"] * 3
HAM = [
    "Le maire n’a pas répondu à la question des forages",
    "Merci pour cet article sur le marché de Ségou",
    "Je ne suis pas d’accord : le prix du mil a baissé cette année",
]


def counts_of(learned: Learned) -> dict[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    for tokens, is_spam in learned:
        learn(counts, tokens, is_spam)
    return counts


def trained(times: int = 10) -> dict[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    for text in SPAM:
        learn(counts, tokens_of(text, ["gain.example"]), is_spam=True, times=times)
    for text in HAM:
        learn(counts, tokens_of(text), is_spam=False, times=times)
    return counts


@given(EXAMPLES, TOKENS, st.booleans(), st.integers(1, 5))
def test_unlearning_what_was_learned_changes_nothing(
    learned: Learned, tokens: frozenset[str], is_spam: bool, times: int
) -> None:
    counts = counts_of(learned)
    before = dict(counts)

    learn(counts, tokens, is_spam, times)
    learn(counts, tokens, is_spam, -times)

    assert counts == before


@given(st.data(), EXAMPLES)
def test_the_order_of_learning_makes_no_difference(data: st.DataObject, learned: Learned) -> None:
    assert counts_of(data.draw(st.permutations(learned))) == counts_of(learned)


@given(EXAMPLES, TOKENS, st.integers(1, 200))
def test_one_more_example_of_spam_never_makes_its_text_less_suspect(
    learned: Learned, tokens: frozenset[str], times: int
) -> None:
    learned = [*learned, (frozenset("a"), True), *[(frozenset("b"), False)] * times]
    counts = counts_of(learned)
    before = score(counts, tokens, least=1)

    learn(counts, tokens, is_spam=True)
    after = score(counts, tokens, least=1)

    assert before is not None
    assert after is not None
    assert after.probability >= before.probability - 1e-12


@given(EXAMPLES, st.sampled_from("abcdefghij"))
def test_one_more_example_of_spam_never_makes_a_token_lighter(learned: Learned, token: str) -> None:
    counts = counts_of([*learned, (frozenset("k"), True), (frozenset("k"), False)])
    before = score(counts, {token}, least=1)

    learn(counts, {token, "l"}, is_spam=True)
    after = score(counts, {token}, least=1)

    assert before is not None
    assert after is not None
    assert after.reasons[0].weight >= (before.reasons[0].weight if before.reasons else 0) - 1e-12


@given(EXAMPLES, TOKENS)
def test_what_was_never_learned_cannot_be_unlearned_and_nothing_is_half_done(
    learned: Learned, tokens: frozenset[str]
) -> None:
    counts = counts_of(learned)
    before = dict(counts)
    assume(any(counts.get(key, (0, 0))[0] == 0 for key in keys_of(tokens)))

    with pytest.raises(NeverLearned):
        learn(counts, tokens, is_spam=True, times=-1)

    assert counts == before


def test_nothing_is_said_before_enough_of_both_kinds_was_learned() -> None:
    counts = trained(times=10)
    tokens = tokens_of(SPAM[0])

    assert counts[TOTALS] == (30, 30)
    assert score(counts, tokens) is not None
    assert score(counts, tokens, least=31) is None
    learn(counts, tokens_of(HAM[0]), is_spam=False, times=-1)
    assert score(counts, tokens) is None
    assert score({}, tokens, least=0) is None


def test_spam_is_told_from_what_readers_write_and_the_reasons_are_words() -> None:
    counts = trained()

    spam = score(counts, tokens_of("Contactez le marabout, il a gagné des euros", ["gain.example"]))
    ham = score(counts, tokens_of("Le prix des forages à Ségou : une question pour le maire"))
    unknown = score(counts, tokens_of("Zouglou zouk"))

    assert spam is not None
    assert ham is not None
    assert unknown is not None
    assert spam.percent >= 99
    assert ham.percent <= 1
    assert 20 <= unknown.percent <= 80
    assert {"link:gain.example", "marabout", "euro"} <= set(spam.spam_reasons)
    assert len(spam.reasons) <= 10
    assert ham.spam_reasons == []


def test_habits_are_tokens_too_and_disguises_are_none() -> None:
    assert "capitals" in tokens_of("ACHETEZ MAINTENANT")
    assert "capitals" not in tokens_of("OK")
    assert "length:tiny" in tokens_of("OK")
    assert "length:long" in tokens_of("mot " * 300)
    assert tokens_of("mаrаbout") == tokens_of("marabouts") == tokens_of("Marabout")


def test_keys_fit_a_database_and_none_is_the_totals() -> None:
    keys = {key_of(f"mot{number}") for number in range(2_000)}

    assert len(keys) == 2_000
    assert all(0 < key < 2**63 for key in keys)
    assert keys_of(["mot1"]) == {TOTALS, key_of("mot1")}
