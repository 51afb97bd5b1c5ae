"""Webhooks in the back office: which addresses are told, what reached them, and once more."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table

from rotative.discussion import webhooks
from rotative.discussion.desk_sanctions.pages import RULE, SHOWN, ActPage, ListPage, moment
from rotative.discussion.models import Webhook, WebhookDelivery
from rotative.subscriptions.desk.listing import LinkColumn


def webhooks_page() -> tuple[str, str]:
    """The list, for the path of the pages below it."""
    return reverse("discussion_webhooks"), _("Webhooks")


class WebhooksView(ListPage):
    """The addresses, and the latest messages."""

    needs = (RULE,)
    header_icon = "link"
    page_title = gettext_lazy("Webhooks")
    introduction = gettext_lazy(
        "Programs of the newspaper that are told of each contribution and each decision."
    )

    def buttons(self) -> list[tuple[str, str]]:
        return [(reverse("discussion_webhook_add"), _("Add an address"))]

    def lists(self) -> list[tuple[str, Table | None]]:
        hooks = list(Webhook.objects.order_by("pk"))
        rows = WebhookDelivery.objects.select_related("webhook").order_by("-pk")
        return [(_("Addresses"), _hooks(hooks)), (_("Latest messages"), _deliveries(list(rows[:SHOWN])))]


def _hooks(rows: list[Webhook]) -> Table | None:
    columns = [
        LinkColumn(
            "url",
            label=_("Address"),
            accessor=lambda one: (one.url, reverse("discussion_webhook", args=[one.pk])),
        ),
        Column("active", label=_("Active"), accessor=lambda one: _("yes") if one.is_active else _("no")),
    ]
    return Table(columns, rows) if rows else None


def state_of(delivery: WebhookDelivery) -> str:
    """Return in words what became of a message."""
    if delivery.delivered_at is not None:
        return _("arrived %(moment)s") % {"moment": moment(delivery.delivered_at)}
    if delivery.given_up_at is not None:
        return _("given up: %(why)s") % {"why": delivery.error}
    if delivery.error:
        again = {"why": delivery.error, "moment": moment(delivery.next_at)}
        return _("%(why)s; tried again %(moment)s") % again
    return _("waits")


def _deliveries(rows: list[WebhookDelivery]) -> Table | None:
    columns = [
        LinkColumn(
            "number",
            label=_("Number"),
            accessor=lambda one: (str(one.pk), reverse("discussion_webhook_resend", args=[one.pk])),
        ),
        Column("event", label=_("Event"), accessor="event"),
        Column("to", label=_("Address"), accessor=lambda one: one.webhook.url),
        Column("made", label=_("Made"), accessor=lambda one: moment(one.made_at)),
        Column("attempts", label=_("Attempts"), accessor="attempts"),
        Column("state", label=_("State"), accessor=state_of),
    ]
    return Table(columns, rows) if rows else None


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    """An address and the secret that signs what is sent there. The secret is never shown; left empty, it stays."""

    url = forms.URLField(label=gettext_lazy("Address"), assume_scheme="https", max_length=200)
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        min_length=16,
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 16 characters. It signs what is sent. Left empty, it stays as it is."
        ),
    )

    class Meta:
        model = Webhook
        fields = ["url", "secret", "is_active"]

    def clean_secret(self) -> str:
        secret = self.cleaned_data["secret"] or self.instance.secret
        if not secret:
            raise forms.ValidationError(_("What is sent is signed: it needs a secret."))
        return str(secret)


class WebhookView(ActPage):
    """Adds an address, or changes one."""

    needs = (RULE,)
    header_icon = "link"
    page_title = gettext_lazy("Webhook")

    def path(self) -> list[tuple[str, str]]:
        return [webhooks_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.hook = get_object_or_404(Webhook, pk=kwargs["webhook"]) if "webhook" in kwargs else Webhook()

    def form(self, **typed: Any) -> Any:
        """Return the form of this address."""
        return WebhookForm(instance=self.hook, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Keep it."""
        form.save()
        return self.done(_("Saved."), webhooks_page()[0])


class ResendView(ActPage):
    """Shows a message, and sends it once more."""

    needs = (RULE,)
    header_icon = "link"
    page_title = gettext_lazy("Message to a webhook")
    button = gettext_lazy("Send it again")

    def path(self) -> list[tuple[str, str]]:
        return [webhooks_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = WebhookDelivery.objects.select_related("webhook", "contribution__author")
        self.delivery = get_object_or_404(rows, pk=kwargs["delivery"])

    def about(self) -> list[tuple[str, Any]]:
        one = self.delivery
        return [
            (_("Event"), one.event),
            (_("Address"), one.webhook.url),
            (_("State"), state_of(one)),
            (_("Message"), webhooks.body_of(one).decode()),
        ]

    def act(self, form: Any) -> HttpResponse:
        """Have it sent by the worker."""
        webhooks.send_again(self.delivery, now=timezone.now())
        return self.done(_("It is sent again in a moment."), webhooks_page()[0])
