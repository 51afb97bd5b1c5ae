"""What becomes of a contribution: one list of rules, asked in order, the first that answers decides. No Django.

A rule is a function of what is sent, who sends it, where, and the paper's policy. It says nothing, or what is to be
done and why. A rule that refuses tells the author what to change; what only a person can judge is held.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from rotative.discussion import disguises
from rotative.discussion.facts import (
    Answer,
    Author,
    Details,
    Opinion,
    Place,
    Policy,
    Rate,
    Ruling,
    Submission,
    Verdict,
)
from rotative.discussion.words import WordList

__all__ = [
    "RULES",
    "Answer",
    "Author",
    "Details",
    "Opinion",
    "Place",
    "Policy",
    "Rate",
    "Ruling",
    "Submission",
    "Verdict",
    "decide",
    "digest",
    "trace",
]

Rule = Callable[[Submission, Author, Place, Policy], Answer | None]
_REFUSED, _HELD, _PUBLISHED = Answer(Verdict.REFUSE), Answer(Verdict.HOLD), Answer(Verdict.PUBLISH)


def digest(text: str) -> str:
    """Return what two contributions share that say the same: neither case nor accents nor marks make a difference."""
    words = " ".join(word for _start, _end, word in disguises.words_of(disguises.plain(text)))
    said = words or "".join(text.split())  # marks or emoji alone
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def closed(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The discussion takes no contributions, from nobody."""
    return None if place.is_open else Answer(Verdict.REFUSE, {"closing": place.closing})


def banned(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The author may not write any more."""
    return _REFUSED if author.is_banned else None


def suspended(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The author may not write for some time."""
    until = author.suspended_until
    if until is None or until <= sent.now:
        return None
    return Answer(
        Verdict.REFUSE, {"until": until.isoformat(), "seconds": ceil((until - sent.now).total_seconds())}
    )


def warned(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The author has been warned and must first say to have read it."""
    return _REFUSED if author.must_acknowledge else None


def trap(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The field that people do not see is filled in. Held: a browser that fills in forms is no machine."""
    return _HELD if sent.is_trap_filled else None


def empty(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Nothing is said."""
    return None if any(letter.isprintable() and not letter.isspace() for letter in sent.text) else _REFUSED


def too_short(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Shorter than the paper wants."""
    length = len(sent.text.strip())
    if length >= policy.shortest:
        return None
    return Answer(Verdict.REFUSE, {"length": length, "shortest": policy.shortest})


def too_long(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Longer than the paper wants."""
    length = len(sent.text.strip())
    if length <= policy.longest:
        return None
    return Answer(
        Verdict.REFUSE, {"length": length, "longest": policy.longest, "over": length - policy.longest}
    )


def repeated(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The author has said the same a short while ago, here or elsewhere."""
    since = sent.now - timedelta(seconds=policy.repeats_within)
    same = digest(sent.text)
    said = any(said == same and since < moment for moment, said in author.recent)
    return _REFUSED if said else None


def staff(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The newsroom publishes at once; before the rates, for whoever answers ten readers writes ten answers."""
    return _PUBLISHED if author.is_staff else None


def rate_of_person(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The author writes too often."""
    return _too_often([moment for moment, _said in author.recent], policy.rates_of_person, sent.now)


def rate_of_address(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Too much comes from one address, whoever it is."""
    return _too_often(place.recent_from_address, policy.rates_of_address, sent.now) if sent.address else None


def rate_of_article(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Too much is written under one article."""
    return _too_often(place.recent_here, policy.rates_of_article, sent.now)


def _too_often(moments: Sequence[datetime], rates: tuple[Rate, ...], now: datetime) -> Answer | None:
    """Refuse, with the seconds to wait, if one more contribution exceeded a rate."""
    latest = sorted(moments, reverse=True)
    longest_wait = 0
    for most, seconds in rates:
        if 0 < most <= len(latest):
            free_at = latest[most - 1] + timedelta(seconds=seconds)
            longest_wait = max(longest_wait, ceil((free_at - now).total_seconds()))
    return Answer(Verdict.REFUSE, {"seconds": longest_wait}) if longest_wait > 0 else None


def banned_words(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """A word that the paper does not publish."""
    return _has_word(policy.banned, sent.text, policy.banned_verdict)


def suspect_words(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """A word that a moderator wants to see in its sentence."""
    return _has_word(policy.suspect, sent.text, Verdict.HOLD)


def _has_word(words: WordList, text: str, verdict: Verdict) -> Answer | None:
    found = words.first(text)
    if found is None:
        return None
    details: dict[str, str | int] = {"word": found.written, "entry": found.entry, "line": found.line}
    return Answer(verdict, {**details, "start": found.start, "end": found.end})


def links(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """More links than a contribution needs."""
    if sent.links <= policy.most_links:
        return None
    return Answer(Verdict.HOLD, {"links": sent.links, "most": policy.most_links})


def newcomer(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """One of the author's first contributions."""
    if author.approved >= policy.newcomers:
        return None
    return Answer(Verdict.HOLD, {"approved": author.approved, "wanted": policy.newcomers})


def watched(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The moderators want to read this author first."""
    return _HELD if author.is_pre_moderated else None


def read_first_here(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Under this article, or in this section, everything is read first."""
    return _HELD if place.is_pre_moderated else None


def reputation(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """Too many of the author's contributions were rejected, or taken away after a report."""
    bad = author.rejected + author.flagged
    decided = author.approved + bad
    if decided < max(policy.least_decided, 1) or author.approved * 100 >= policy.trusted_share * decided:
        return None
    return Answer(Verdict.HOLD, {"bad": bad, "decided": decided})


def learned(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """It reads like what the moderators have rejected as spam."""
    score = policy.classifier(sent.text) if policy.classifier else None
    if score is None or score.percent < policy.likely_spam:
        return None
    return Answer(Verdict.HOLD, {"percent": score.percent, "reasons": ", ".join(score.spam_reasons)})


def checked(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """The paper's own checker says so; one that fails, or finds nothing, says nothing."""
    opinion = policy.checker(sent, author, place) if policy.checker else None
    if opinion is None or opinion.verdict is Verdict.PUBLISH:
        return None
    return Answer(opinion.verdict, {"reason": opinion.reason})


def nothing_against_it(sent: Submission, author: Author, place: Place, policy: Policy) -> Answer | None:
    """No rule has anything against it."""
    return _PUBLISHED


# First what makes reading it needless, then what its author can mend, then what a person must judge.
RULES: Final[tuple[Rule, ...]] = (
    closed,
    banned,
    suspended,
    warned,
    trap,
    empty,
    too_short,
    too_long,
    repeated,
    staff,
    rate_of_person,
    rate_of_address,
    rate_of_article,
    banned_words,
    suspect_words,
    links,
    newcomer,
    watched,
    read_first_here,
    reputation,
    learned,
    checked,
    nothing_against_it,
)


def decide(sent: Submission, author: Author, place: Place, policy: Policy) -> Ruling:
    """Return what becomes of a contribution: the answer of the first rule that has one."""
    passed: list[str] = []
    for rule in RULES:
        if answer := rule(sent, author, place, policy):
            return Ruling(answer.verdict, rule.__name__, answer.details, tuple(passed))
        passed.append(rule.__name__)
    raise AssertionError("the last rule always answers")


def trace(sent: Submission, author: Author, place: Place, policy: Policy) -> list[tuple[str, Ruling | None]]:
    """Return every rule's own answer, for whoever wants to know why; the first of them is what `decide` returns."""
    names = [rule.__name__ for rule in RULES]
    answers = [rule(sent, author, place, policy) for rule in RULES]
    return [
        (name, answer and Ruling(answer.verdict, name, answer.details, tuple(names[:number])))
        for number, (name, answer) in enumerate(zip(names, answers, strict=True))
    ]
