"""Mails the link by which somebody takes a seat in an organisation."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from rotative.subscriptions.models import Invitation
from rotative.subscriptions.typesetting import paper_name


def mail_invitation(invitation: Invitation, token: str) -> None:
    """Send an invitation, in the active language. Raises what the mail server raises (OSError, SMTPException)."""
    said = {
        "organisation": invitation.organisation.name,
        "paper": paper_name(),
        "address": settings.SITE_URL + reverse("subscription_invitation", kwargs={"token": token}),
    }
    EmailMessage(
        subject=_("%(organisation)s offers you a seat at %(paper)s") % said,
        body=render_to_string("subscriptions/invitation_mail.txt", said),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[invitation.email],
    ).send()
