"""The rules of moderation: what each says, and in which order they are asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.discussion.learning import Reason, Score
from rotative.discussion.moderation import (
    RULES,
    Author,
    Opinion,
    Place,
    Policy,
    Ruling,
    Submission,
    Verdict,
    decide,
    digest,
    trace,
)
from rotative.discussion.words import word_list

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TEXT = "Le prix du mil a encore augmenté à Ségou."
SENT = Submission(TEXT, NOW, address="a1b2")
AWA = Author(approved=10)
HERE = Place()
PUBLISH, HOLD, REFUSE = Verdict


def ago(seconds: int) -> datetime:
    return NOW - timedelta(seconds=seconds)


def certain_spam(text: str) -> Score:
    return Score(0.987, (Reason("marabout", 2.0), Reason("forage", -1.0), Reason("euro", 0.5)))


POLICY = Policy(
    newcomers=3,
    rates_of_person=((2, 60), (10, 3600)),
    rates_of_address=((5, 60),),
    rates_of_article=((8, 60),),
    banned=word_list("connard"),
    suspect=word_list("# à voir\nescroc"),
)


@pytest.mark.parametrize(
    ("rule", "verdict", "details", "changed"),
    [
        ("closed", REFUSE, {"closing": "frozen"}, {"place": Place(is_open=False, closing="frozen")}),
        ("banned", REFUSE, {}, {"author": replace(AWA, is_banned=True)}),
        (
            "suspended",
            REFUSE,
            {"until": "2026-11-25T09:00:01+00:00", "seconds": 1},
            {"author": replace(AWA, suspended_until=ago(-1))},
        ),
        ("warned", REFUSE, {}, {"author": replace(AWA, must_acknowledge=True)}),
        ("trap", HOLD, {}, {"sent": replace(SENT, is_trap_filled=True)}),
        ("empty", REFUSE, {}, {"sent": replace(SENT, text=" \n\u200b\u00a0")}),
        ("too_short", REFUSE, {"length": 1, "shortest": 2}, {"sent": replace(SENT, text=" ! ")}),
        (
            "too_long",
            REFUSE,
            {"length": 3005, "longest": 3000, "over": 5},
            {"sent": replace(SENT, text="a" * 3005)},
        ),
        ("repeated", REFUSE, {}, {"author": replace(AWA, recent=((ago(7200), digest(TEXT)),))}),
        (
            "staff",
            PUBLISH,
            {},
            {"author": Author(is_staff=True, recent=tuple((ago(n), "") for n in range(30)))},
        ),
        (
            "rate_of_person",
            REFUSE,
            {"seconds": 50},
            {"author": replace(AWA, recent=((ago(5), "1"), (ago(10), "2")))},
        ),
        ("rate_of_address", REFUSE, {"seconds": 31}, {"place": Place(recent_from_address=(ago(29),) * 5)}),
        ("rate_of_article", REFUSE, {"seconds": 60}, {"place": Place(recent_here=(NOW,) * 9)}),
        (
            "banned_words",
            REFUSE,
            {"word": "c0nnards", "entry": "connard", "line": 1, "start": 9, "end": 17},
            {"sent": replace(SENT, text="Quels de c0nnards !")},
        ),
        (
            "suspect_words",
            HOLD,
            {"word": "Escrocs", "entry": "escroc", "line": 2, "start": 0, "end": 7},
            {"sent": replace(SENT, text="Escrocs !")},
        ),
        ("links", HOLD, {"links": 3, "most": 2}, {"sent": replace(SENT, links=3)}),
        ("newcomer", HOLD, {"approved": 2, "wanted": 3}, {"author": Author(approved=2)}),
        ("watched", HOLD, {}, {"author": replace(AWA, is_pre_moderated=True)}),
        ("read_first_here", HOLD, {}, {"place": Place(is_pre_moderated=True)}),
        (
            "reputation",
            HOLD,
            {"bad": 11, "decided": 21},
            {"author": Author(approved=10, rejected=9, flagged=2)},
        ),
        (
            "learned",
            HOLD,
            {"percent": 98, "reasons": "marabout, euro"},
            {"policy": replace(POLICY, classifier=certain_spam)},
        ),
        (
            "checked",
            REFUSE,
            {"reason": "hate"},
            {"policy": replace(POLICY, checker=lambda *_asked: Opinion(REFUSE, "hate"))},
        ),
        ("nothing_against_it", PUBLISH, {}, {}),
    ],
)
def test_each_rule_answers_when_its_case_is_there(
    rule: str, verdict: Verdict, details: dict[str, Any], changed: dict[str, Any]
) -> None:
    case: dict[str, Any] = {"sent": SENT, "author": AWA, "place": HERE, "policy": POLICY} | changed

    ruling = decide(**case)

    names = tuple(each.__name__ for each in RULES)
    assert (ruling.verdict, ruling.rule, ruling.details) == (verdict, rule, details)
    assert ruling.passed == names[: names.index(rule)]


def test_every_rule_has_a_case_above_and_says_what_it_is_for() -> None:
    (mark,) = test_each_rule_answers_when_its_case_is_there.pytestmark

    assert [case[0] for case in mark.args[1]] == [rule.__name__ for rule in RULES]
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"author": replace(AWA, suspended_until=NOW)}, id="a suspension that is just over"),
        pytest.param({"sent": replace(SENT, text="ça")}, id="the shortest"),
        pytest.param({"sent": replace(SENT, text="a" * 3000)}, id="the longest"),
        pytest.param(
            {"author": replace(AWA, recent=((ago(86_400), digest(TEXT)),))}, id="the same a day ago"
        ),
        pytest.param(
            {"author": replace(AWA, recent=((ago(59), "1"), (ago(60), "2")))}, id="a rate just kept"
        ),
        pytest.param({"place": Place(recent_from_address=(ago(60),) * 5)}, id="an address just quiet enough"),
        pytest.param(
            {"sent": replace(SENT, address=""), "place": Place(recent_from_address=(NOW,) * 9)},
            id="no address to count",
        ),
        pytest.param({"sent": replace(SENT, links=2)}, id="as many links as allowed"),
        pytest.param({"author": Author(approved=3)}, id="a newcomer no more"),
        pytest.param({"author": Author(approved=5, rejected=3, flagged=2)}, id="half of them good"),
        pytest.param({"author": Author(approved=3, flagged=1)}, id="too few to have a reputation"),
        pytest.param(
            {"policy": replace(POLICY, classifier=lambda _text: None)}, id="a filter that knows too little"
        ),
        pytest.param(
            {"policy": replace(POLICY, classifier=lambda _text: Score(0.899, ()))}, id="hardly spam"
        ),
        pytest.param({"policy": replace(POLICY, checker=lambda *_asked: None)}, id="a checker that is away"),
        pytest.param(
            {"policy": replace(POLICY, checker=lambda *_asked: Opinion(PUBLISH))}, id="a content checker"
        ),
        pytest.param({"policy": replace(POLICY, rates_of_person=((0, 60),))}, id="a rate of nothing is none"),
    ],
)
def test_what_is_just_allowed_is_published(changed: dict[str, Any]) -> None:
    case: dict[str, Any] = {"sent": SENT, "author": AWA, "place": HERE, "policy": POLICY} | changed

    assert decide(**case).rule == "nothing_against_it"


def test_the_paper_chooses_whether_a_banned_word_is_refused_or_held() -> None:
    held = decide(replace(SENT, text="connard"), AWA, HERE, replace(POLICY, banned_verdict=Verdict.HOLD))

    assert (held.verdict, held.rule) == (HOLD, "banned_words")


def test_the_checker_is_asked_only_about_what_nothing_else_has_stopped() -> None:
    asked = []
    policy = replace(POLICY, checker=lambda sent, *_others: asked.append(sent))

    decide(replace(SENT, text="connard"), AWA, HERE, policy)
    decide(SENT, AWA, HERE, policy)

    assert asked == [SENT]


@given(st.text(alphabet="aé n!", min_size=1, max_size=30))
def test_the_same_said_otherwise_has_the_same_digest(text: str) -> None:
    assert digest(text) == digest(f"  {text.upper().replace(' ', '   ')}")
    assert len(digest(text)) == 32
    assert digest(f"{text} autre") != digest(text)


def test_marks_alone_are_told_apart() -> None:
    assert digest("?") != digest("!!!")


authors = st.builds(
    Author,
    is_staff=st.booleans(),
    approved=st.integers(0, 9),
    rejected=st.integers(0, 9),
    flagged=st.integers(0, 9),
    recent=st.lists(st.tuples(st.integers(0, 4000).map(ago), st.just("x")), max_size=12).map(tuple),
    is_pre_moderated=st.booleans(),
    suspended_until=st.none() | st.integers(-60, 60).map(ago),
    is_banned=st.booleans(),
    must_acknowledge=st.booleans(),
)
places = st.builds(
    Place,
    is_open=st.booleans(),
    closing=st.just("by_hand"),
    is_pre_moderated=st.booleans(),
    recent_here=st.lists(st.integers(0, 90).map(ago), max_size=12).map(tuple),
    recent_from_address=st.lists(st.integers(0, 90).map(ago), max_size=8).map(tuple),
)
submissions = st.builds(
    Submission,
    text=st.text(max_size=40) | st.sampled_from(["connard", "un escroc", TEXT]),
    now=st.just(NOW),
    links=st.integers(0, 4),
    address=st.sampled_from(["", "a1b2"]),
    is_trap_filled=st.booleans(),
)


@given(submissions, authors, places)
def test_the_first_answer_of_the_trace_is_the_decision(
    sent: Submission, author: Author, place: Place
) -> None:
    answers = trace(sent, author, place, POLICY)

    assert [name for name, _answer in answers] == [rule.__name__ for rule in RULES]
    assert next(answer for _name, answer in answers if answer) == decide(sent, author, place, POLICY)


@given(submissions, authors, places)
def test_after_the_wait_that_is_told_the_rates_let_it_through(
    sent: Submission, author: Author, place: Place
) -> None:
    def rates(now: datetime) -> list[Ruling]:
        answers = dict(trace(replace(sent, now=now), author, place, POLICY))
        named = [answers[name] for name in ("rate_of_person", "rate_of_address", "rate_of_article")]
        return [ruling for ruling in named if ruling]

    refused = rates(NOW)

    wait = max((int(ruling.details["seconds"]) for ruling in refused), default=0)
    assert rates(NOW + timedelta(seconds=wait)) == []
    if wait:
        assert rates(NOW + timedelta(seconds=wait - 1)) != []
