"""Says to people what a rule has decided: to the author what to change or to wait for, to moderators what was found."""

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rotative.discussion.facts import Ruling, Verdict
from rotative.discussion.words import BadList, Fault
from rotative.typography import format_moment

HELD: Final = _("A moderator reads your contribution before it appears.")

_CLOSED: Final[dict[str, Promise]] = {
    "by_hand": _("The discussion of this article is closed."),
    "by_age": _("The discussion of this article is closed: it appeared some time ago."),
    "frozen": _("The discussion of this article is halted for the moment."),
    "stopped": _("The paper takes no contributions for the moment."),
}
_FAULTS: Final[dict[Fault, Promise]] = {
    Fault.NO_WORD: _("There is no word in it."),
    Fault.TOO_LONG: _("The word is too long."),
    Fault.TOO_MANY_WORDS: _("A phrase has at most eight words."),
    Fault.SHORT_PREFIX: _("At least three letters stand before the asterisk."),
    Fault.STAR: _("The asterisk stands at the end of a single word, without an equals sign."),
}
_DURATIONS: Final = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def to_author(ruling: Ruling) -> str:
    """Return the sentence for whoever wrote the contribution, in the language of the page; empty if it is published.

    Of what is held it tells no more than helps: whoever knows the list of suspect words writes around it.
    """
    if ruling.verdict is Verdict.PUBLISH:
        return ""
    explain = _TO_AUTHORS.get(ruling.rule)
    if explain is None or (ruling.rule in _ONLY_WHEN_REFUSED and ruling.verdict is Verdict.HOLD):
        return str(HELD)
    return explain(dict(ruling.details))


def to_moderator(ruling: Ruling) -> str:
    """Return the sentence for the newsroom: which rule has answered, and what it has found."""
    return _TO_MODERATORS[ruling.rule](dict(ruling.details))


def faults_of(bad: BadList) -> list[str]:
    """Return a sentence for each line of a list of words that means nothing."""
    return [
        gettext("Line {line}: {fault}").format(line=line, fault=_FAULTS[fault]) for line, fault in bad.faults
    ]


def duration(seconds: int) -> str:
    """Return how long one has to wait, in its largest unit and rather too long than too short."""
    for size, unit in _DURATIONS:
        if seconds >= size:
            count = ceil(seconds / size)
            match unit:
                case "days":
                    return ngettext("{count} day", "{count} days", count).format(count=count)
                case "hours":
                    return ngettext("{count} hour", "{count} hours", count).format(count=count)
                case _:
                    return ngettext("{count} minute", "{count} minutes", count).format(count=count)
    return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)


def _closed(found: dict[str, Any]) -> str:
    return str(_CLOSED.get(found["closing"], _CLOSED["by_hand"]))


def _suspended(found: dict[str, Any]) -> str:
    until = timezone.localtime(datetime.fromisoformat(found["until"]))
    return gettext("You cannot write before {moment}.").format(
        moment=format_moment(until, get_language() or "fr")
    )


def _too_short(found: dict[str, Any]) -> str:
    return ngettext(
        "Your contribution is too short: it must have at least {shortest} character.",
        "Your contribution is too short: it must have at least {shortest} characters.",
        found["shortest"],
    ).format(**found)


def _too_long(found: dict[str, Any]) -> str:
    return ngettext(
        "Your contribution is {over} character too long; {longest} are allowed.",
        "Your contribution is {over} characters too long; {longest} are allowed.",
        found["over"],
    ).format(**found)


def _wait(found: dict[str, Any]) -> str:
    return gettext("That was a little fast. You can send your contribution in {duration}.").format(
        duration=duration(found["seconds"])
    )


def _wait_here(found: dict[str, Any]) -> str:
    return gettext(
        "Very many people are writing under this article. You can send your contribution in {duration}."
    ).format(duration=duration(found["seconds"]))


def _banned_word(found: dict[str, Any]) -> str:
    return gettext("“{word}” does not appear here. Say it in other words.").format(**found)


def _links(found: dict[str, Any]) -> str:
    has = ngettext(
        "Your contribution has {links} link", "Your contribution has {links} links", found["links"]
    )
    allowed = ngettext("{most} is allowed", "{most} are allowed", found["most"])
    return gettext("{has}; {allowed}. A moderator reads it before it appears.").format(
        has=has.format(**found), allowed=allowed.format(**found)
    )


def _newcomer(found: dict[str, Any]) -> str:
    return ngettext(
        "A moderator reads your first contribution before it appears.",
        "A moderator reads your first {wanted} contributions before they appear.",
        found["wanted"],
    ).format(**found)


def _checked(found: dict[str, Any]) -> str:
    return gettext("Your contribution cannot appear like this. Say it in other words.")


def _bad_share(found: dict[str, Any]) -> str:
    return ngettext(
        "{bad} of {decided} contribution of the author was rejected or taken away.",
        "{bad} of {decided} contributions of the author were rejected or taken away.",
        found["decided"],
    ).format(**found)


def _always(sentence: Promise) -> Callable[[dict[str, Any]], str]:
    """Return the explanation that fills `sentence` with what was found."""
    return lambda found: str(sentence).format(**found)


_REPEATED: Final = _always(_("You have just written the same."))
_EMPTY: Final = _always(_("Your contribution is empty."))

_ONLY_WHEN_REFUSED: Final = frozenset({"banned_words", "checked"})
_TO_AUTHORS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "closed": _closed,
    "banned": _always(_("You can no longer write in the discussions of this paper.")),
    "suspended": _suspended,
    "warned": _always(_("A moderator has written to you. Please read the message first.")),
    "empty": _EMPTY,
    "too_short": _too_short,
    "too_long": _too_long,
    "repeated": _REPEATED,
    "rate_of_person": _wait,
    "rate_of_address": _wait,
    "rate_of_article": _wait_here,
    "banned_words": _banned_word,
    "links": _links,
    "newcomer": _newcomer,
    "read_first_here": _always(
        _("In this discussion a moderator reads every contribution before it appears.")
    ),
    "checked": _checked,
}
_TO_MODERATORS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "closed": _closed,
    "banned": _always(_("The author is banned.")),
    "suspended": _always(_("The author is suspended.")),
    "warned": _always(_("The author has not yet acknowledged a warning.")),
    "trap": _always(_("The field that only machines see was filled in.")),
    "empty": _always(_("The contribution is empty.")),
    "too_short": _always(_("Too short: {length} characters, at least {shortest}.")),
    "too_long": _always(_("Too long: {length} characters, at most {longest}.")),
    "repeated": _always(_("The author has written the same a short while ago.")),
    "staff": _always(_("The author belongs to the newsroom.")),
    "rate_of_person": lambda found: gettext("The author writes too often; in {duration} again.").format(
        duration=duration(found["seconds"])
    ),
    "rate_of_address": lambda found: gettext("Too much comes from one address; in {duration} again.").format(
        duration=duration(found["seconds"])
    ),
    "rate_of_article": lambda found: gettext("Too much is written here; in {duration} again.").format(
        duration=duration(found["seconds"])
    ),
    "banned_words": _always(_("Banned word: “{word}” (line {line} of the list: {entry}).")),
    "suspect_words": _always(_("Suspect word: “{word}” (line {line} of the list: {entry}).")),
    "links": _always(_("Links: {links}, allowed: {most}.")),
    "newcomer": _always(_("Newcomer: {approved} contributions approved so far, {wanted} wanted.")),
    "watched": _always(_("The author's contributions are read before they appear.")),
    "read_first_here": _always(_("In this discussion everything is read before it appears.")),
    "reputation": _bad_share,
    "learned": _always(_("Likely spam ({percent}%), because of: {reasons}.")),
    "checked": _always(_("The paper's checker says: {reason}")),
    "nothing_against_it": _always(_("No rule has anything against it.")),
}
