"""Counts how the moderation goes: what was decided by week, how long it took, by rule, by moderator."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from django.db.models import Count, F

from rotative.discussion.models import Act, Decision
from rotative.subscriptions.paper_time import paper_time

WEEKS: Final = 12
PEOPLE: Final = (Act.APPROVED, Act.REJECTED)
BY_RULES: Final = (Act.PUBLISHED, Act.HELD, Act.REFUSED)


@dataclass
class Tally:
    """How often something was decided, and how long what waited had waited."""

    acts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waits: list[float] = field(default_factory=list)

    @property
    def median(self) -> timedelta | None:
        """The time within which half of what waited was decided; None where nothing waited."""
        return timedelta(seconds=median(self.waits)) if self.waits else None


@dataclass
class Figures:
    """The figures of the last weeks."""

    whole: Tally
    by_week: dict[date, Tally]
    by_rule: dict[str, Tally]
    by_moderator: dict[str, Tally]


def figures(now: datetime) -> Figures:
    """Return the figures of the last twelve weeks, this one included, by the paper's days."""
    weeks = mondays(now)
    found = Figures(Tally(), {monday: Tally() for monday in weeks}, defaultdict(Tally), defaultdict(Tally))
    since = now - timedelta(weeks=WEEKS)
    _count_rules(found, since)
    _count_people(found, since)
    return found


def mondays(now: datetime) -> list[date]:
    """Return the Mondays of the weeks that are looked at, the oldest first."""
    today = paper_time(now).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=number) for number in reversed(range(WEEKS))]


def _monday(moment: datetime) -> date:
    day = paper_time(moment).date()
    return day - timedelta(days=day.weekday())


def _count_rules(found: Figures, since: datetime) -> None:
    """What the rules decided: counted by the database, day by day, for there may be hundreds of thousands."""
    rows = Decision.objects.filter(made_at__gte=since, by=None, act__in=BY_RULES).order_by()
    for rule, act, number in rows.values_list("rule", "act").annotate(number=Count("pk")):
        found.by_rule[rule].acts[act] += number
        found.whole.acts[act] += number
    for day, act, number in rows.values_list("made_at__date", "act").annotate(number=Count("pk")):
        monday = day - timedelta(days=day.weekday())
        if monday in found.by_week:
            found.by_week[monday].acts[act] += number


def _count_people(found: Figures, since: datetime) -> None:
    """What people decided, with how long it had waited: from its writing, where a rule had held it."""
    rows = (
        Decision.objects.filter(made_at__gte=since, act__in=PEOPLE)
        .exclude(by=None)
        .exclude(undone_by__isnull=False)
    )
    about = rows.annotate(held_by=F("contribution__rule"), written=F("contribution__created_at"))
    values = about.values_list(
        "act",
        "made_at",
        "before__state",
        "by__first_name",
        "by__last_name",
        "by__email",
        "held_by",
        "written",
    )
    for act, made_at, state, first, last, email, rule, written in values.iterator(chunk_size=2000):
        tallies = [found.whole, found.by_moderator[f"{first} {last}".strip() or email]]
        if rule:
            tallies.append(found.by_rule[rule])
        if (monday := _monday(made_at)) in found.by_week:
            tallies.append(found.by_week[monday])
        for tally in tallies:
            tally.acts[act] += 1
            if state == "waiting" and written is not None:
                tally.waits.append((made_at - written).total_seconds())
