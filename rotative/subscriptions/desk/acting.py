"""What the desk does for a subscriber without money: gives, adds days, cancels, resumes, notes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.cancelling import cancel, resume
from rotative.subscriptions.desk.account_page import AccountMixin
from rotative.subscriptions.desk.fields import DayField, NoteField, end_of
from rotative.subscriptions.desk.listing import day
from rotative.subscriptions.desk.pages import FormPage
from rotative.subscriptions.giving import extend, give
from rotative.subscriptions.models import Plan, Subscription
from rotative.subscriptions.states import NotPossible
from rotative.subscriptions.telling import tell_now
from rotative.subscriptions.tills import providers


class GivingForm(forms.Form):
    """A subscription that nobody pays for."""

    plan = forms.ModelChoiceField(Plan.objects.filter(seats=0), label=gettext_lazy("Plan"))
    until = DayField(label=gettext_lazy("Until"), help_text=gettext_lazy("The last day, included."))
    note = NoteField(label=gettext_lazy("Why"), required=True)


class GiveView(AccountMixin, FormPage):
    """Gives a reader a subscription."""

    page_title = gettext_lazy("Give a subscription")
    button = gettext_lazy("Give it")
    form_class = GivingForm

    def act(self, form: Any) -> HttpResponse:
        """Give it, unless what was given before lasts as long."""
        if self.account.user is None:
            raise ValidationError(_("An organisation’s subscription is paid for, or days are added to it."))
        data = form.cleaned_data
        term = give(
            self.account.user,
            plan=data["plan"],
            until=end_of(data["until"]),
            staff=self.request.user,
            now=timezone.now(),
            note=data["note"],
        )
        said = _("Given.") if term else _("The reader had been given as much already; nothing has changed.")
        return self.done(said, self.account.url)


class SubscriptionForm(forms.Form):
    """What is done to a subscription as the form's reader saw it: sent twice, it finds another and does nothing."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SubscriptionView(AccountMixin, FormPage):
    """Does something to a subscription of the account; ``event`` stands in the list of the staff's actions."""

    form_class = SubscriptionForm

    def form(self, **typed: Any) -> Any:
        """Return the form, with the subscription's standing in it."""
        self.subscription = get_object_or_404(self.account.subscriptions, pk=self.kwargs["subscription"])
        return self.form_class(initial={"seen": _standing(self.subscription), **self.before()}, **typed)

    def before(self) -> dict[str, Any]:
        """What stands in the form's other fields at first."""
        return {}

    def act(self, form: Any) -> HttpResponse:
        """Do it while nobody else does anything to the subscription."""
        with transaction.atomic():
            held = Subscription.objects.select_for_update(no_key=True).get(pk=self.subscription.pk)
            if form.cleaned_data["seen"] != _standing(held):
                return self.done(
                    _("The subscription has changed since the form was opened; look at it first."),
                    self.account.url,
                )
            try:
                said = self.change(held, form.cleaned_data)
            except NotPossible:
                raise ValidationError(_("This is not possible in the state of the subscription.")) from None
        tell_now(
            self.subscription, providers(), now=timezone.now()
        )  # what was wished for what renews by itself
        return self.done(said, self.account.url)

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Do it, and return the sentence that says so."""
        raise NotImplementedError

    def write_down(self, what: str, note: str = "") -> None:
        """Write down that the staff did it."""
        note_action(what, who=self.request.user, about=self.subscription.pk, now=timezone.now(), note=note)


def _standing(subscription: Subscription) -> str:
    last = subscription.terms.order_by("-pk").values_list("pk", flat=True).first() or 0
    return f"{subscription.state}-{last}-{len(subscription.note)}"


class ExtendingForm(SubscriptionForm):
    """Days on top."""

    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=366)
    reason = NoteField(label=gettext_lazy("Why"), required=True)


class ExtendView(SubscriptionView):
    """Adds days that nobody pays for."""

    page_title = gettext_lazy("Add days")
    button = gettext_lazy("Add them")
    form_class = ExtendingForm

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Add them behind the last term."""
        term = extend(
            held, days=data["days"], staff=self.request.user, now=timezone.now(), reason=data["reason"]
        )
        return _("The subscription goes until %(day)s.") % {"day": day(term.until_at)}


class CancelView(SubscriptionView):
    """Cancels."""

    page_title = gettext_lazy("Cancel the subscription")
    button = gettext_lazy("Cancel it")
    introduction = gettext_lazy("What is paid is read to its end. Nothing is paid back.")

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Cancel it."""
        cancel(held, now=timezone.now())
        self.write_down("cancelled")
        return _("The subscription has been cancelled.")


class ResumeView(SubscriptionView):
    """Takes a cancellation back."""

    page_title = gettext_lazy("Resume the subscription")
    button = gettext_lazy("Resume it")

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Resume it."""
        resume(held, now=timezone.now())
        self.write_down("resumed")
        return _("The subscription goes on.")


class NotingForm(SubscriptionForm):
    """What the desk wants to remember of a subscriber."""

    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class NoteView(SubscriptionView):
    """Changes the note of a subscription, which the reader may ask to see."""

    page_title = gettext_lazy("Note")
    introduction = gettext_lazy("Whoever looks after subscribers reads it; the reader may ask to see it.")
    form_class = NotingForm

    def before(self) -> dict[str, Any]:
        return {"note": self.subscription.note}

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Keep it."""
        Subscription.objects.filter(pk=held.pk).update(note=data["note"])
        self.write_down("noted")
        return _("The note has been saved.")
