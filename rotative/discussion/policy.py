"""Makes of the paper's rules and of what is known what the policy (moderation.py) is asked with."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from rotative.discussion import filtering
from rotative.discussion.checker import Checker
from rotative.discussion.facts import Author, Place, Policy, Verdict
from rotative.discussion.models import Contribution, Contributor, HouseRules, Report, Sanction, State
from rotative.discussion.rooms import Room
from rotative.discussion.words import WordList, word_list

RECENT = timedelta(days=1)
MOST = 1000  # that are counted; no limit is higher
_Kind = Sanction.Kind


def policy_of(rules: HouseRules) -> Policy:
    """Return the policy that the paper has chosen."""
    return Policy(
        shortest=rules.shortest,
        longest=rules.longest,
        most_links=rules.most_links,
        newcomers=rules.newcomers,
        rates_of_person=((rules.a_minute, 60), (rules.an_hour, 3600)),
        rates_of_address=((rules.an_hour_from_address, 3600),),
        rates_of_article=((rules.a_minute_here, 60),),
        banned=_words(rules.banned_words),
        suspect=_words(rules.suspect_words),
        classifier=filtering.classifier() if rules.learns else None,
        checker=Checker(rules.checker_url, rules.checker_secret) if rules.checker_url else None,
        banned_verdict=Verdict.REFUSE if rules.refuses_banned else Verdict.HOLD,
    )


@lru_cache(maxsize=4)
def _words(text: str) -> WordList:
    return word_list(text)


def author_of(contributor: Contributor, room: Room, *, now: datetime) -> Author:
    """Return what the policy is told of somebody who writes in this room."""
    of_hers = Contribution.objects.filter(author=contributor)
    counts = of_hers.aggregate(
        approved=Count("pk", filter=Q(state=State.PUBLISHED)),
        rejected=Count("pk", filter=Q(state=State.REJECTED)),
    )
    upheld = Report.objects.filter(contribution__author=contributor, is_upheld=True).count()
    recent = of_hers.filter(created_at__gt=now - RECENT).order_by("-created_at")
    sanctions = in_force(contributor, room.article.section_id, now=now)
    kinds = {sanction.kind for sanction in sanctions}
    suspended = [
        sanction.until for sanction in sanctions if sanction.kind == _Kind.SUSPENSION and sanction.until
    ]
    return Author(
        is_staff=contributor.user is not None and contributor.user.has_perm("wagtailadmin.access_admin"),
        approved=counts["approved"],
        rejected=counts["rejected"],
        flagged=upheld,
        recent=tuple(recent.values_list("created_at", "digest")[:MOST]),
        is_pre_moderated=_Kind.PRE_MODERATION in kinds,
        suspended_until=max(suspended, default=None),
        is_banned=_Kind.BAN in kinds or has_banned_domain(contributor, room.rules),
        must_acknowledge=any(
            sanction.kind == _Kind.WARNING and sanction.acknowledged_at is None for sanction in sanctions
        ),
    )


def in_force(contributor: Contributor, section_id: int | None, *, now: datetime) -> list[Sanction]:
    """Return the sanctions that hold for somebody now in a section, or everywhere."""
    still = Q(until=None) | Q(until__gt=now)
    here = Q(section=None) | Q(section=section_id)
    return list(Sanction.objects.filter(still, here, contributor=contributor, lifted_at=None))


def place_of(room: Room, address: str, *, now: datetime) -> Place:
    """Return what the policy is told of the room; ``address`` is the keyed hash of the sender's."""
    hour, minute = now - timedelta(hours=1), now - timedelta(minutes=1)
    latest = Contribution.objects.order_by("-created_at").values_list("created_at", flat=True)
    sent = latest.filter(address=address, created_at__gt=hour) if address else latest.none()
    here = (
        latest.filter(discussion=room.discussion, created_at__gt=minute) if room.discussion else latest.none()
    )
    closing = room.closing(now)
    return Place(
        is_open=not closing,
        closing=closing,
        is_pre_moderated=room.is_pre_moderated,
        recent_here=_enough(here, room.rules.a_minute_here),
        recent_from_address=_enough(sent, room.rules.an_hour_from_address),
        url=room.article.full_url or "",
    )


def _enough(moments: QuerySet[Contribution, datetime], most: int) -> tuple[datetime, ...]:
    """Return the latest moments where there are as many as the rule allows; fewer decide nothing, and are not read."""
    return tuple(moments[:most]) if most and list(moments[most - 1 : most]) else ()


def has_banned_domain(contributor: Contributor, rules: HouseRules) -> bool:
    """Whether somebody's e-mail address is of a domain, or below one, whose accounts do not write."""
    email = contributor.user.email if contributor.user is not None else ""
    domain = email.rpartition("@")[2].lower()
    banned = {line.strip().lower().lstrip("@") for line in rules.banned_domains.splitlines() if line.strip()}
    return any(domain == one or domain.endswith(f".{one}") for one in banned)
