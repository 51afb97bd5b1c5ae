"""What waits for somebody, on the first page of the back office: each line with its number leads to its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from rotative.subscriptions.desk.refunding import asked_refunds
from rotative.subscriptions.desk.waiting import WaitingView, odd_payments, orders_at_the_counter

MOST = 999  # are counted: more are “999+”


@dataclass(frozen=True)
class Line:
    """Some work: what it is, where it is done, how much of it waits; ``most``: that is as far as it was counted."""

    label: str
    url: str
    count: int
    most: int = MOST

    @property
    def number(self) -> str:
        """The count, as it is read."""
        return f"{self.most}+" if self.count > self.most else str(self.count)


class WorkPanel(Component):
    """The lines of a room, for those who do its work; for others it is not there."""

    template_name = "subscriptions/desk/work_panel.html"
    heading: ClassVar[str | Promise]
    icon: ClassVar[str]

    def lines(self, user: Any) -> list[Line]:
        """Return what waits for somebody; nothing for whoever has no part in it."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = parent_context["request"].user if parent_context else None
        return {
            "name": self.name,
            "heading": self.heading,
            "icon": self.icon,
            "lines": self.lines(user) if user else [],
        }


class DeskPanel(WorkPanel):
    """The subscription desk's."""

    name = "subscriptions_work"
    order = 60
    heading = gettext_lazy("Subscriptions")
    icon = "group"

    def lines(self, user: Any) -> list[Line]:
        """Return the payments that a person must look at."""
        if not user.has_perms(WaitingView.needs):
            return []
        page = reverse("desk_waiting")
        return [
            Line(_("Payments without an order"), page, odd_payments()[: MOST + 1].count()),
            Line(_("Orders to be paid at the counter"), page, orders_at_the_counter()[: MOST + 1].count()),
            Line(_("Refunds that nobody has confirmed"), page, len(asked_refunds()), 199),
        ]


def add_panel(panel: Callable[[], WorkPanel]) -> Callable[[HttpRequest, list[Component]], None]:
    """Return the hook that puts a panel on the first page."""

    def hook(_request: HttpRequest, panels: list[Component]) -> None:
        panels.append(panel())

    return hook
