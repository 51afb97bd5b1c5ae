"""An organisation's seats, for its administrators; and taking the seat that an invitation offers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.invitation_mail import mail_invitation
from rotative.subscriptions.models import Organisation
from rotative.subscriptions.pages import for_readers
from rotative.subscriptions.seating import accept_invitation, invite, seats_of, usable_seats


class InvitationForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(max_length=254)


@login_required
def seats(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Who has a seat and who is invited; for the organisation's administrators."""
    organisation = get_object_or_404(Organisation, pk=organisation_id, administrators=request.user)
    form = InvitationForm()
    if request.method == "POST":
        if "take_back" in request.POST:
            _take_back(request, organisation)
            return redirect("account_seats", organisation_id=organisation.pk)
        form = InvitationForm(request.POST)
        if form.is_valid() and _invite(request, organisation, form):
            return redirect("account_seats", organisation_id=organisation.pk)
    now = timezone.now()
    all_of_them, usable = seats_of(organisation, now=now), usable_seats(organisation, now=now)
    taken = organisation.taken_seats.select_related("user").order_by("taken_at", "pk")
    context = {
        "organisation": organisation,
        "seats": all_of_them,
        "taken": [{"seat": seat, "reads": seat in usable} for seat in taken],
        "free": max(0, all_of_them - len(taken)),
        "invited": organisation.invitations.filter(accepted_at=None, expires_at__gt=now),
        "form": form,
    }
    return TemplateResponse(request, "subscriptions/seats.html", context)


def _invite(request: HttpRequest, organisation: Organisation, form: Any) -> bool:
    email = form.cleaned_data["email"]
    try:
        invitation, token = invite(organisation, email, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        form.add_error("email", refusal)
        return False
    try:
        mail_invitation(invitation, token)
    except OSError:  # SMTPException is one
        form.add_error("email", _("The mail could not be sent. Try again in a few minutes."))
        return False
    messages.success(request, _("%(email)s is invited.") % {"email": email})
    return True


def _take_back(request: HttpRequest, organisation: Organisation) -> None:
    kind, _space, number = request.POST["take_back"].partition(" ")
    rows: Any = {"seat": organisation.taken_seats, "invitation": organisation.invitations}.get(kind)
    if rows is not None and number.isdecimal():
        rows.filter(pk=number).delete()
        messages.success(request, _("The seat is free again."))


@for_readers(gettext_lazy("Sign in, or create an account: then you take the seat that is offered to you."))
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat that a mail offers; by a button, because programs open the links of mails too."""
    if request.method == "POST":
        try:
            seat = accept_invitation(token, user=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(
                request, _("You have a seat: you read by %(name)s.") % {"name": seat.organisation.name}
            )
            return redirect("account_subscription")
    return TemplateResponse(request, "subscriptions/invitation.html", {})
