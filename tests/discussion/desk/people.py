"""Who moderates in the tests, what waits for them, and what they press."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from rotative.discussion.models import Contribution, Contributor, HouseRules, Report
from rotative.discussion.reporting import report
from tests.back_office import make_person, signed_in
from tests.discussion.factories import make_contributor, make_rules, published, send

ROOT = "/redaction/discussion/"


def moderator(**fields: Any) -> User:
    """Somebody with the role."""
    return make_person(Role.MODERATOR, **fields)


def with_only(*codenames: str) -> Client:
    """A browser of somebody who enters the back office and has these permissions of the discussion."""
    group = Group.objects.create(name="Essai " + " ".join(codenames))
    group.permissions.set(
        Permission.objects.filter(codename="access_admin")
        | Permission.objects.filter(content_type__app_label="discussion", codename__in=codenames)
    )
    person = make_person(None)
    person.groups.add(group)
    return signed_in(person)


def waiting(article: Any, text: str = "", by: Contributor | None = None, **more: Any) -> Contribution:
    """A contribution that the rules have held, as the first of somebody who is new."""
    kept = HouseRules.objects.filter(pk=1).first()
    make_rules(newcomers=1000)
    outcome = send(by or make_contributor(), article, text, **more)
    if kept is not None:
        kept.save()
    else:
        HouseRules.objects.all().delete()
    assert outcome.contribution is not None
    assert not outcome.contribution.is_published
    return outcome.contribution


def reported(article: Any, text: str = "", *, times: int = 1, **more: Any) -> Contribution:
    """A published contribution that some readers have reported."""
    row = published(make_contributor(), article, text, **more)
    for _reader in range(times):
        report(row, make_contributor(), Report.Reason.INSULT, "Il insulte ma mère.", now=row.created_at)
    return row


def fresh(row: Contribution) -> Contribution:
    """The row as the database has it now."""
    return Contribution.objects.get(pk=row.pk)
