"""What the rules of moderation are given, and what they answer. No Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rotative.discussion.learning import Score
from rotative.discussion.words import NO_WORDS, WordList

Details = Mapping[str, str | int]
Rate = tuple[int, int]  # so many contributions in so many seconds


class Verdict(StrEnum):
    """What is done with a contribution."""

    PUBLISH = "publish"
    HOLD = "hold"  # until a moderator has read it
    REFUSE = "refuse"  # nothing is kept; the author has the text back with the reason


@dataclass(frozen=True, slots=True)
class Submission:
    """What is sent."""

    text: str
    now: datetime
    links: int = 0
    address: str = ""  # a keyed hash of where it comes from
    is_trap_filled: bool = False  # the field that only machines see


@dataclass(frozen=True, slots=True)
class Author:
    """Who sends it. `recent`: moments and digests of the latest contributions anywhere in the paper."""

    is_staff: bool = False
    approved: int = 0
    rejected: int = 0
    flagged: int = 0  # published, reported, and the report was right
    recent: tuple[tuple[datetime, str], ...] = ()
    is_pre_moderated: bool = False
    suspended_until: datetime | None = None
    is_banned: bool = False
    must_acknowledge: bool = False  # was warned and has not said to have read it


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is sent to. `recent_here` and `recent_from_address`: moments of the latest contributions of anybody."""

    is_open: bool = True
    closing: str = ""  # why it is closed: by_hand, by_age, frozen, stopped
    is_pre_moderated: bool = False
    recent_here: tuple[datetime, ...] = ()
    recent_from_address: tuple[datetime, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the outside checker says, and why."""

    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the paper wants. The rates are each a list of which none may be exceeded."""

    shortest: int = 2  # characters
    longest: int = 3000
    most_links: int = 2
    newcomers: int = 0  # so many contributions are read before they appear
    rates_of_person: tuple[Rate, ...] = ()
    rates_of_address: tuple[Rate, ...] = ()
    rates_of_article: tuple[Rate, ...] = ()
    repeats_within: int = 86_400  # seconds in which the same may not be said twice; 0: always may
    banned: WordList = NO_WORDS
    banned_verdict: Verdict = Verdict.REFUSE
    suspect: WordList = NO_WORDS
    least_decided: int = 5  # contributions that must have been judged before somebody has a reputation
    trusted_share: int = 50  # percent of them that were good, or the next one is read first
    classifier: Callable[[str], Score | None] | None = None
    likely_spam: int = 90  # percent
    checker: Callable[[Submission, Author, Place], Opinion | None] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule says when it says something."""

    verdict: Verdict
    details: Details = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is done, which rule said so with what details, and which were asked before."""

    verdict: Verdict
    rule: str
    details: Details = field(default_factory=dict)
    passed: tuple[str, ...] = ()
