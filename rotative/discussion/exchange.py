"""Reads a file of discussions (docs/discussion-format.md) and says line by line what is wrong with it. No database."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rotative.discussion.cleaning import clean
from rotative.discussion.exporting import FORMAT, VERSION
from rotative.discussion.from_html import to_markup
from rotative.discussion.models import State, Voice

LONGEST_ID = 100
LONGEST_TEXT = 50_000
MOST_FAULTS = 20  # that are told


class BadFile(Exception):
    """A file that does not come in, with what is wrong in which line. Nothing has changed."""

    def __init__(self, faults: list[str]) -> None:
        shown = faults[:MOST_FAULTS]
        if len(faults) > MOST_FAULTS:
            shown.append(f"… and {len(faults) - MOST_FAULTS} more")
        super().__init__("\n".join(shown))
        self.faults = faults


@dataclass(frozen=True)
class Person:
    """Who took part; ``line``: where she stands in the file."""

    line: int
    id: str
    name: str
    email: str = ""
    joined_at: datetime | None = None


@dataclass(frozen=True)
class Said:
    """A contribution. ``votes``: by whom and when it was found useful."""

    line: int
    id: str
    article: str
    parent: str | None
    author: str | None
    voice: str
    state: str
    text: str
    created_at: datetime
    published_at: datetime | None
    edited_at: datetime | None
    featured_at: datetime | None
    votes: tuple[tuple[str, datetime], ...] = ()


@dataclass
class Exchange:
    """What a file holds."""

    source: str = ""
    people: dict[str, Person] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)


class _Fault(Exception):
    """A line is wrong."""


def read(lines: Iterable[str]) -> Exchange:
    """Return what the lines of a file hold. Raises BadFile with all that is wrong."""
    found, faults = Exchange(), []
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    for number, line in numbered:
        try:
            told = _object(line.lstrip("\ufeff"))
            if not found.source:
                found.source = _source(told)
                continue
            _take(told, number, found)
        except _Fault as fault:
            faults.append(f"line {number}: {fault}")
            if not found.source:
                break  # it is another kind of file
    if not found.source and not faults:
        faults.append("line 1: the file is empty")
    faults += _unknown_people(found)
    if faults:
        raise BadFile(faults)
    return found


def _object(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise _Fault("not JSON: each line is an object of its own") from None
    if not isinstance(told, dict):
        raise _Fault("not an object")
    return told


def _source(told: dict[str, Any]) -> str:
    if told.get("format") != FORMAT:
        raise _Fault(f'the first line says {{"format": "{FORMAT}", "version": {VERSION}, "source": …}}')
    if told.get("version") != VERSION:
        raise _Fault(f"version {told.get('version')!r} is not known here, {VERSION} is")
    return _text(told, "source", LONGEST_ID)


def _take(told: dict[str, Any], line: int, found: Exchange) -> None:
    kind = told.get("type")
    if kind == "author":
        person = Person(
            line,
            _text(told, "id", LONGEST_ID),
            _text(told, "name", 200),
            _text(told, "email", 254, is_needed=False).lower(),
            _moment(told, "joined_at", is_needed=False),
        )
        if found.people.setdefault(person.id, person) is not person:
            raise _Fault(f"author {person.id} stands in line {found.people[person.id].line} already")
    elif kind == "contribution":
        said = _contribution(told, line)
        if found.said.setdefault(said.id, said) is not said:
            raise _Fault(f"contribution {said.id} stands in line {found.said[said.id].line} already")
    else:
        raise _Fault(f'type {kind!r} is neither "author" nor "contribution"')


def _contribution(told: dict[str, Any], line: int) -> Said:
    state = told.get("state", State.PUBLISHED)
    voice = told.get("voice", Voice.READER)
    if state not in State.values:
        raise _Fault(f"state {state!r} is none of {', '.join(State.values)}")
    if voice not in Voice.values:
        raise _Fault(f"voice {voice!r} is none of {', '.join(Voice.values)}")
    created = _moment(told, "created_at")
    assert created is not None  # noqa: S101 - it is needed
    published = _moment(told, "published_at", is_needed=False)
    return Said(
        line=line,
        id=_text(told, "id", LONGEST_ID),
        article=_text(told, "article", 2000),
        parent=_text(told, "parent", LONGEST_ID, is_needed=False) or None,
        author=_text(told, "author", LONGEST_ID, is_needed=False) or None,
        voice=str(voice),
        state=str(state),
        text=_words(told),
        created_at=created,
        published_at=published or (created if state == State.PUBLISHED else None),
        edited_at=_moment(told, "edited_at", is_needed=False),
        featured_at=_moment(told, "featured_at", is_needed=False) if state == State.PUBLISHED else None,
        votes=_votes(told.get("votes", [])),
    )


def _words(told: dict[str, Any]) -> str:
    """The text as our markup has it; what has been taken out of a withdrawn one may be empty."""
    if ("text" in told) == ("html" in told):
        raise _Fault('either "text" or "html" is wanted')
    given = told.get("text", told.get("html"))
    if not isinstance(given, str):
        raise _Fault("the text is no text")
    text = clean(to_markup(given) if "html" in told else given)
    if len(text) > LONGEST_TEXT:
        raise _Fault(f"the text has more than {LONGEST_TEXT} characters")
    if not text and told.get("state", State.PUBLISHED) in (State.PUBLISHED, State.WAITING):
        raise _Fault("the text is empty")
    return text


def _votes(given: Any) -> tuple[tuple[str, datetime], ...]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise _Fault('votes are a list of {"by": author, "at": moment}')
    votes = {}
    for one in given:
        at = _moment(one, "at")
        assert at is not None  # noqa: S101 - it is needed
        votes[_text(one, "by", LONGEST_ID)] = at
    return tuple(votes.items())


def _text(told: dict[str, Any], name: str, longest: int, *, is_needed: bool = True) -> str:
    given = told.get(name)
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is None or given == "":
        if is_needed:
            raise _Fault(f"{name} is missing")
        return ""
    if not isinstance(given, str) or len(given) > longest or "\0" in given:
        raise _Fault(f"{name} is no text of at most {longest} characters")
    return given.strip()


def _moment(told: dict[str, Any], name: str, *, is_needed: bool = True) -> datetime | None:
    given = told.get(name)
    if given is None and not is_needed:
        return None
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise _Fault(f"{name} is no moment as ISO 8601 writes it") from None
    if moment.tzinfo is None:
        raise _Fault(f"{name} does not say in which zone: 2025-06-24T09:33:00+00:00")
    return moment


def _unknown_people(found: Exchange) -> list[str]:
    named: list[tuple[int, str, Callable[[str], str]]] = []
    for said in found.said.values():
        if said.author is not None:
            named.append((said.line, said.author, "author {} stands nowhere in the file".format))
        named += [(said.line, by, "the voter {} stands nowhere in the file".format) for by, _at in said.votes]
    return [f"line {line}: {words(one)}" for line, one, words in named if one not in found.people]
