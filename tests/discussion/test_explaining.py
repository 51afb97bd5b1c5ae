"""What the author and the moderators are told of each rule's answer."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from rotative.discussion.explaining import HELD, duration, faults_of, to_author, to_moderator
from rotative.discussion.moderation import RULES, Ruling, Verdict
from rotative.discussion.words import BadList, Fault, parse

WORD: dict[str, str | int] = {"word": "c0nnard", "entry": "connard", "line": 7, "start": 0, "end": 7}
PUBLISH, HOLD, REFUSE = Verdict
WAITS = "A moderator reads your contribution before it appears."
# The verdict and the details that each rule gives, and what its author reads.
EXPLAINED: list[tuple[str, Verdict, dict[str, Any], str]] = [
    ("closed", REFUSE, {"closing": "by_hand"}, "The discussion of this article is closed."),
    ("banned", REFUSE, {}, "You can no longer write in the discussions of this paper."),
    (
        "suspended",
        REFUSE,
        {"until": "2026-12-01T12:00:00+00:00", "seconds": 9},
        "You cannot write before Tuesday 01\u00a0December 2026 at 12:00.",
    ),
    ("warned", REFUSE, {}, "A moderator has written to you. Please read the message first."),
    ("trap", HOLD, {}, WAITS),
    ("empty", REFUSE, {}, "Your contribution is empty."),
    (
        "too_short",
        REFUSE,
        {"length": 1, "shortest": 2},
        "Your contribution is too short: it must have at least 2 characters.",
    ),
    (
        "too_long",
        REFUSE,
        {"length": 3001, "longest": 3000, "over": 1},
        "Your contribution is 1 character too long; 3000 are allowed.",
    ),
    ("repeated", REFUSE, {}, "You have just written the same."),
    ("staff", PUBLISH, {}, ""),
    (
        "rate_of_person",
        REFUSE,
        {"seconds": 61},
        "That was a little fast. You can send your contribution in 2 minutes.",
    ),
    (
        "rate_of_address",
        REFUSE,
        {"seconds": 1},
        "That was a little fast. You can send your contribution in 1 second.",
    ),
    (
        "rate_of_article",
        REFUSE,
        {"seconds": 30},
        "Very many people are writing under this article. You can send your contribution in 30 seconds.",
    ),
    ("banned_words", REFUSE, WORD, "“c0nnard” does not appear here. Say it in other words."),
    ("suspect_words", HOLD, WORD, WAITS),
    (
        "links",
        HOLD,
        {"links": 4, "most": 2},
        "Your contribution has 4 links; 2 are allowed. A moderator reads it before it appears.",
    ),
    (
        "newcomer",
        HOLD,
        {"approved": 0, "wanted": 3},
        "A moderator reads your first 3 contributions before they appear.",
    ),
    ("watched", HOLD, {}, WAITS),
    (
        "read_first_here",
        HOLD,
        {},
        "In this discussion a moderator reads every contribution before it appears.",
    ),
    ("reputation", HOLD, {"bad": 4, "decided": 6}, WAITS),
    ("learned", HOLD, {"percent": 98, "reasons": "marabout, euro"}, WAITS),
    (
        "checked",
        REFUSE,
        {"reason": "hate {speech}"},
        "Your contribution cannot appear like this. Say it in other words.",
    ),
    ("nothing_against_it", PUBLISH, {}, ""),
]


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Any:
    settings.TIME_ZONE = "Africa/Bamako"
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("rule", "verdict", "details", "sentence"), EXPLAINED)
def test_the_author_reads_what_to_change_or_to_wait_for(
    rule: str, verdict: Verdict, details: dict[str, Any], sentence: str
) -> None:
    assert to_author(Ruling(verdict, rule, details)) == sentence


@pytest.mark.parametrize(("rule", "verdict", "details", "sentence"), EXPLAINED)
def test_the_newsroom_reads_which_rule_it_was_and_what_it_has_found(
    rule: str, verdict: Verdict, details: dict[str, Any], sentence: str
) -> None:
    told = to_moderator(Ruling(verdict, rule, details))

    found = {
        name: value
        for name, value in details.items()
        if name in ("word", "entry", "line", "reasons", "reason", "percent", "links", "bad", "decided")
    }
    assert told
    assert [value for value in found.values() if str(value) not in told] == []


def test_every_rule_is_explained() -> None:
    assert [rule for rule, *_others in EXPLAINED] == [rule.__name__ for rule in RULES]


def test_the_author_of_what_is_held_does_not_learn_which_word_it_was() -> None:
    assert to_author(Ruling(HOLD, "banned_words", WORD)) == str(HELD)
    assert to_author(Ruling(HOLD, "checked", {"reason": "hate"})) == str(HELD)


@pytest.mark.parametrize("closing", ["by_hand", "by_age", "frozen", "stopped"])
def test_each_reason_for_closing_has_a_sentence_of_its_own(closing: str) -> None:
    others = {"by_hand", "by_age", "frozen", "stopped"} - {closing}

    told = to_author(Ruling(REFUSE, "closed", {"closing": closing}))

    assert told not in {to_author(Ruling(REFUSE, "closed", {"closing": other})) for other in others}


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (3_600, "1 hour"),
        (3_601, "2 hours"),
        (86_400, "1 day"),
        (200_000, "3 days"),
    ],
)
def test_a_wait_is_told_in_its_largest_unit(seconds: int, told: str) -> None:
    assert duration(seconds) == told


def test_the_moment_is_told_in_the_papers_time() -> None:
    until = datetime(2026, 12, 1, 23, 30, tzinfo=UTC).isoformat()
    with translation.override("fr"):
        told = to_author(Ruling(REFUSE, "suspended", {"until": until, "seconds": 9}))

    assert "mardi 01\u00a0décembre 2026 à 23:30" in told


def test_each_fault_of_a_list_is_told_with_its_line() -> None:
    with pytest.raises(BadList) as bad:
        parse("mot\n!!\nab*\nm*t\n" + "x" * 41 + "\n" + "mot " * 9)

    told = faults_of(bad.value)

    assert {fault for _line, fault in bad.value.faults} == set(Fault)
    assert [sentence[:7] for sentence in told] == ["Line 2:", "Line 3:", "Line 4:", "Line 5:", "Line 6:"]
    assert len(set(told)) == len(Fault)
