"""What these pages have in common: who may open them, lists with their captions, moments as people type them."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.ui.tables import Table

from rotative.accounts.models import User
from rotative.subscriptions.desk.pages import DeskMixin, FormPage
from rotative.subscriptions.paper_time import paper_time, paper_zone

MODERATE = "discussion.moderate"
SANCTION = "discussion.sanction"
RULE = "discussion.rule"
SHOWN = 200  # rows of a list


class ListPage(DeskMixin, View):
    """Lists, each under its heading."""

    needs = (SANCTION,)
    header_icon = "warning"
    template_name = "discussion/sanctions/lists.html"
    introduction: Any = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show them."""
        context = self.get_context_data(
            lists=self.lists(), introduction=self.introduction, buttons=self.buttons()
        )
        return self.render_to_response(context)

    def lists(self) -> list[tuple[str, Table | None]]:
        """The headings and their tables, None for an empty one."""
        raise NotImplementedError

    def buttons(self) -> list[tuple[str, str]]:
        """Addresses and labels of what can be done here."""
        return []


class ActPage(FormPage):
    """A form of these pages; what it is about stands above it, in ``lists``."""

    needs = (SANCTION,)
    header_icon = "warning"
    template_name = "discussion/sanctions/form.html"

    def about(self) -> list[tuple[str, Any]]:
        """What the form is about, as labels and texts."""
        return []

    def lists(self) -> list[tuple[str, Table | None]]:
        """What is to be known as well."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"about": self.about(), "lists": self.lists()}


class ReasonField(forms.CharField):
    """A text that the person reads."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(**{"max_length": 4000, "widget": widget, **options})


class MomentField(forms.DateTimeField):
    """A moment by the paper's clock; the browser offers a calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            **{"widget": widget, "input_formats": ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"], **options}
        )

    def to_python(self, value: Any) -> datetime | None:
        found: datetime | None = super().to_python(value)
        # Read by the zone of whoever is signed in; what she typed is meant by the paper's clock.
        return found.replace(tzinfo=paper_zone()) if found is not None else None


def staff_of(request: HttpRequest) -> User:
    """Return who acts; the back office lets in nobody without an account."""
    assert isinstance(request.user, User)  # noqa: S101 - asked at the door
    return request.user


def moment(at: datetime | None) -> str:
    """Return a moment as tables show it, by the paper's clock; a dash for none."""
    return date_format(paper_time(at), "SHORT_DATETIME_FORMAT") if at else "–"


def appeals_page() -> tuple[str, str]:
    """The list of appeals, for the path of the pages below it."""
    return reverse("discussion_appeals"), _("Sanctions and appeals")


def notices_page() -> tuple[str, str]:
    """The list of notices, for the path of the pages below it."""
    return reverse("discussion_notices"), _("Notices of illegal content")
