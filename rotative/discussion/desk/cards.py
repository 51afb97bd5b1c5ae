"""A contribution as a moderator needs it before her: what was said, by whom, where, why it is here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from rotative.accounts.models import User
from rotative.discussion.deciding import is_taken, mark_of
from rotative.discussion.explaining import to_moderator
from rotative.discussion.marking import Marker, Piece
from rotative.discussion.models import Contribution, Contributor, HouseRules, Report, Sanction, State
from rotative.discussion.moderation import Ruling, Verdict


@dataclass
class History:
    """What became of somebody's contributions, in numbers."""

    published: int = 0
    rejected: int = 0
    waiting: int = 0
    sanctions: int = 0


@dataclass
class Card:
    """A contribution with what a decision needs."""

    row: Contribution
    seen: str
    why: str
    pieces: list[Piece]
    history: History
    reports: list[Report] = field(default_factory=list)
    is_own: bool = False
    is_taken: bool = False
    is_mine: bool = False
    sanction_url: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it waits."""
        return self.row.state == State.WAITING

    @property
    def can_be_decided(self) -> bool:
        """Whether there is something to decide about."""
        return not self.is_own and self.row.state != State.WITHDRAWN


def cards(rows: Iterable[Contribution], *, me: User, now: datetime) -> list[Card]:
    """Return contributions as cards; two or three queries for all of them."""
    rows = list(rows)
    marker, numbers = Marker(HouseRules.current()), histories(row.author_id for row in rows)
    reports = _open_reports(rows)
    return [
        Card(
            row=row,
            seen=mark_of(row),
            why=why(row),
            pieces=marker.pieces(row.text),
            history=numbers.get(row.author_id or 0, History()),
            reports=reports.get(row.pk, []),
            is_own=row.author is not None and row.author.user_id == me.pk,
            is_taken=is_taken(row, by=me, now=now),
            is_mine=row.taken_by_id == me.pk and row.taken_until is not None and row.taken_until > now,
            sanction_url=sanction_url(row.author),
        )
        for row in rows
    ]


def why(row: Contribution) -> str:
    """Return which rule has decided about a contribution, and what it has found."""
    verdict = Verdict.PUBLISH if row.rule in ("staff", "nothing_against_it") else Verdict.HOLD
    try:
        return to_moderator(Ruling(verdict, row.rule, row.details, ()))
    except KeyError:  # a rule of an earlier version, or what came in by an import
        return row.rule


def histories(authors: Iterable[int | None]) -> dict[int, History]:
    """Return what became of the contributions of people, by their ids."""
    ids = {pk for pk in authors if pk is not None}
    counted = Contribution.objects.filter(author__in=ids).order_by().values("author")
    found = {
        row["author"]: History(row["published"], row["rejected"], row["waiting"])
        for row in counted.annotate(
            published=Count("pk", filter=Q(state=State.PUBLISHED)),
            rejected=Count("pk", filter=Q(state=State.REJECTED)),
            waiting=Count("pk", filter=Q(state=State.WAITING)),
        )
    }
    imposed = Sanction.objects.filter(contributor__in=ids).order_by().values("contributor")
    for row in imposed.annotate(number=Count("pk")):
        found.setdefault(row["contributor"], History()).sanctions = row["number"]
    return found


def _open_reports(rows: list[Contribution]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    still_open = Report.objects.open_of_readers().filter(contribution__in=rows).select_related("by")
    for report in still_open.order_by("made_at", "pk"):
        found.setdefault(report.contribution_id, []).append(report)
    return found


def sanction_url(person: Contributor | None) -> str:
    """Return where somebody is sanctioned; empty where that is not to be had."""
    if person is None:
        return ""
    try:
        return reverse("discussion_person_sanction", args=[person.pk])
    except NoReverseMatch:
        return ""
