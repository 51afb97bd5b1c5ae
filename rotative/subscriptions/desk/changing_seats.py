"""Changes how many seats an organisation has while its term runs: what was agreed in between, with the reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.desk.acting import SubscriptionForm, SubscriptionView
from rotative.subscriptions.desk.fields import NoteField
from rotative.subscriptions.models import Subscription
from rotative.subscriptions.seating import change_seats, seats_of


class SeatsForm(SubscriptionForm):
    """How many seats, and why."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=100_000)
    reason = NoteField(label=gettext_lazy("Why"), required=True)


class SeatsView(SubscriptionView):
    """Gives the terms that run or will run another number of seats."""

    page_title = gettext_lazy("Change the seats")
    button = gettext_lazy("Change them")
    introduction = gettext_lazy(
        "For the term that runs and those that are paid already. Where there are fewer seats than people, those who "
        "sat down first keep theirs."
    )
    form_class = SeatsForm

    def before(self) -> dict[str, Any]:
        organisation = self.subscription.organisation
        return {"seats": (organisation and seats_of(organisation, now=timezone.now())) or None}

    def change(self, held: Subscription, data: dict[str, Any]) -> str:
        """Change it."""
        if held.organisation is None:
            raise ValidationError(_("Only organisations have seats."))
        change_seats(held, data["seats"], staff=self.request.user, now=timezone.now(), reason=data["reason"])
        return _("The organisation has %(count)s seats.") % {"count": data["seats"]}
