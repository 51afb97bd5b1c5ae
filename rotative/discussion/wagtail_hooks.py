"""The moderators' room in the back office: its pages, its entry in the menu, the permissions that open them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from rotative.discussion import queues
from rotative.discussion.desk.acting import DecideManyView, DecideView, UndoView
from rotative.discussion.desk.answering import AnswerView
from rotative.discussion.desk.articles import RoomsView, RoomView
from rotative.discussion.desk.context import ContributionView, PersonView
from rotative.discussion.desk.home import ModerationPanel
from rotative.discussion.desk.log import LogExport, LogView
from rotative.discussion.desk.pages import MODERATE, RULE, SANCTION
from rotative.discussion.desk.queue import QueueView
from rotative.discussion.desk.rules import RulesView
from rotative.discussion.desk.statistics import StatisticsView
from rotative.discussion.desk.trying import TryView
from rotative.subscriptions.desk.home import add_panel

ONE = "discussion/contribution/<int:contribution>/"


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("discussion/file/<str:queue>/", QueueView.as_view(), name="moderation_queue"),
        path("discussion/ensemble/", DecideManyView.as_view(), name="moderation_decide_many"),
        path(ONE, ContributionView.as_view(), name="moderation_contribution"),
        path(f"{ONE}decider/", DecideView.as_view(), name="moderation_decide"),
        path(f"{ONE}repondre/", AnswerView.as_view(), name="moderation_answer"),
        path("discussion/decision/<int:decision>/annuler/", UndoView.as_view(), name="moderation_undo"),
        path("discussion/personne/<int:contributor>/", PersonView.as_view(), name="moderation_person"),
        path("discussion/articles/", RoomsView.as_view(), name="moderation_rooms"),
        path("discussion/articles/<int:article>/", RoomView.as_view(), name="moderation_room"),
        path("discussion/regles/essayer/", TryView.as_view(), name="moderation_try"),
        path("discussion/regles/<str:part>/", RulesView.as_view(), name="moderation_rules"),
        path("discussion/statistiques/", StatisticsView.as_view(), name="moderation_statistics"),
        path("discussion/journal/", LogView.as_view(), name="moderation_log"),
        path("discussion/journal.csv", LogExport.as_view(), name="moderation_log_csv"),
    ]


hooks.register("construct_homepage_panels", add_panel(ModerationPanel))


class RoomMenuItem(MenuItem):
    """Shown to those who may open the page."""

    def __init__(self, label: Promise, url_name: str, need: str, icon: str, order: int, *args: str) -> None:
        url = reverse_lazy(url_name, args=args)
        super().__init__(label, url, name=f"{url_name}-{order}", icon_name=icon, order=order)
        self.need = need

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.need)


class WaitingMenuItem(RoomMenuItem):
    """The queue, with how many wait in it."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = queues.count(queues.Queue.REVIEW)
        if waiting:
            number = f"{queues.COUNTED}+" if waiting > queues.COUNTED else str(waiting)
            component.label = f"{component.label} ({number})"
        return component


@hooks.register("register_admin_menu_item")
def register_menu_item() -> Any:
    """Put the discussion before the subscriptions."""
    items = [
        WaitingMenuItem(_("To review"), "moderation_queue", MODERATE, "comment", 10, "review"),
        RoomMenuItem(_("Reported"), "moderation_queue", MODERATE, "warning", 20, "reported"),
        RoomMenuItem(queues.LABELS[queues.Queue.ALL], "moderation_queue", MODERATE, "list-ul", 30, "all"),
        RoomMenuItem(_("Articles"), "moderation_rooms", MODERATE, "doc-full", 40),
        RoomMenuItem(_("Statistics"), "moderation_statistics", MODERATE, "view", 50),
        RoomMenuItem(_("Log of decisions"), "moderation_log", MODERATE, "history", 60),
        RoomMenuItem(_("Rules"), "moderation_rules", RULE, "cogs", 70, "salle"),
    ]
    return SubmenuMenuItem(
        _("Discussion"), Menu(items=items), name="discussion", icon_name="comment", order=890
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators give the permissions to other groups too."""
    codenames = [name.partition(".")[2] for name in (MODERATE, SANCTION, RULE)]
    return Permission.objects.filter(content_type__app_label="discussion", codename__in=codenames)
