"""Who stands at the desk in its tests, and what they press."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group, Permission
from django.test import Client

from rotative.accounts.roles import Role
from rotative.subscriptions.models import Plan
from tests.back_office import make_person, signed_in

ROOT = "/redaction/abonnements/"


def at_the_desk() -> Client:
    """A browser of the subscription desk."""
    return signed_in(make_person(Role.SUBSCRIPTION_DESK))


def with_only(*codenames: str) -> Client:
    """A browser of somebody who enters the back office and has these permissions of the desk."""
    group = Group.objects.create(name="Accueil " + " ".join(codenames))
    wanted = Permission.objects.filter(codename__in=[*codenames, "access_admin"])
    group.permissions.set(wanted)
    person = make_person(None)
    person.groups.add(group)
    return signed_in(person)


def account(reader: Any, what: str = "compte/") -> str:
    """The address of a reader's page, or of a form below it."""
    return f"{ROOT}lecteur/{reader.pk}/{what}"


def payment(plan: Plan, /, **more: Any) -> dict[str, Any]:
    """The form of a payment, filled in."""
    return {
        "form_token": str(uuid4()),
        "plan": plan.pk,
        "method": "mobile_money",
        "amount": "2 500 F CFA",
        "number": "mp 2601.31",
        **more,
    }
