"""The letters of the account pages: from the paper, in plain text, and not too many to one address."""

from email.utils import formataddr, parseaddr
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string

from rotative.paper.models import Paper
from rotative.paper.navigation import paper_of

# Letters that anybody can have sent to any address, whether it has an account or not.
ASKED_FOR_BY_ANYBODY = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/unknown_account",
}
# By address (key) what somebody needs who mistypes codes for an hour. By network address (ip) much more: thousands of
# phones share the few addresses of a mobile operator.
LIMITS = {"mail": "8/h/key,20/d/key,30/m/ip,300/h/ip"}


def sender(paper: Paper) -> str:
    """Return the sender of the paper's mails: its name and the address of DEFAULT_FROM_EMAIL."""
    return formataddr((paper.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def demand_that_more_may_be_sent(request: HttpRequest, template: str, email: str) -> None:
    """Count a letter before it is written.

    Raises ImmediateHttpResponse, which allauth's middleware answers with, when too many were asked for. It says the
    same whether the address has an account or not.
    """
    if template not in ASKED_FOR_BY_ANYBODY:
        return
    if not ratelimit.consume(
        request, app="accounts", action="mail", config=LIMITS, key=email.lower(), limit_get=True
    ):
        raise ImmediateHttpResponse(ratelimit.respond_429(request))


def write(request: HttpRequest, template: str, email: str, context: dict[str, Any]) -> EmailMessage:
    """Return a letter of the paper that a request is made to; see ``letter``."""
    return letter(paper_of(request), template, email, context)


def letter(paper: Paper, template: str, email: str, context: dict[str, Any]) -> EmailMessage:
    """Return a letter from `<template>_subject.txt` and `<template>_message.txt`, in the active language."""
    known = {**context, "email": email, "paper_name": paper.name, "site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"{template}_subject.txt", known).split())
    body = render_to_string(f"{template}_message.txt", known).strip() + "\n"
    return EmailMessage(f"[{paper.name}] {subject}", body, sender(paper), [email])
