"""Sanctions, notices, webhooks and exports in the back office: addresses of the pages, their entry in the menu."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from rotative.discussion.desk_sanctions import pages
from rotative.discussion.desk_sanctions.appeals import AppealsView, AppealView
from rotative.discussion.desk_sanctions.hooks import ResendView, WebhooksView, WebhookView
from rotative.discussion.desk_sanctions.imposing import ImposeView, LiftView
from rotative.discussion.desk_sanctions.notices import DecideNoticeView, NoticesView
from rotative.discussion.desk_sanctions.taking import ExportView, MergeView
from rotative.subscriptions.wagtail_hooks import DeskMenuItem

TOP = "discussions"


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the pages their addresses."""
    person, sanction, notice = f"{TOP}/personne", f"{TOP}/sanctions", f"{TOP}/signalements"
    hook, room = f"{TOP}/webhooks", f"{TOP}/article/<int:article>"
    return [
        path(
            f"{person}/<int:contributor>/sanction/", ImposeView.as_view(), name="discussion_person_sanction"
        ),
        path(f"{sanction}/", AppealsView.as_view(), name="discussion_appeals"),
        path(f"{sanction}/<int:sanction>/lever/", LiftView.as_view(), name="discussion_sanction_lift"),
        path(f"{sanction}/<int:sanction>/recours/", AppealView.as_view(), name="discussion_appeal"),
        path(f"{notice}/", NoticesView.as_view(), name="discussion_notices"),
        path(f"{notice}/<int:report>/", DecideNoticeView.as_view(), name="discussion_decide_notice"),
        path(f"{hook}/", WebhooksView.as_view(), name="discussion_webhooks"),
        path(f"{hook}/nouveau/", WebhookView.as_view(), name="discussion_webhook_add"),
        path(f"{hook}/<int:webhook>/", WebhookView.as_view(), name="discussion_webhook"),
        path(f"{hook}/envoi/<int:delivery>/", ResendView.as_view(), name="discussion_webhook_resend"),
        path(f"{room}/export.<str:kind>", ExportView.as_view(), name="discussion_export"),
        path(f"{room}/deplacer/", MergeView.as_view(), name="discussion_merge"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> Any:
    """Put sanctions and notices beside the discussions."""
    items = [
        DeskMenuItem(_("Notices of illegal content"), "discussion_notices", (pages.SANCTION,), "warning", 10),
        DeskMenuItem(_("Sanctions and appeals"), "discussion_appeals", (pages.SANCTION,), "lock", 20),
        DeskMenuItem(_("Webhooks"), "discussion_webhooks", (pages.RULE,), "link", 30),
    ]
    return SubmenuMenuItem(
        _("Sanctions"),
        Menu(items=items),
        name="discussion_sanctions",
        icon_name="lock",
        order=860,
    )
