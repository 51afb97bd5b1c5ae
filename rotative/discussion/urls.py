"""Addresses of the discussions, in the language of the edition."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from rotative.discussion.views import acting, illegal, mine, reading, unsubscribing, writing
from rotative.discussion.views.scripted import in_pieces
from rotative.subscriptions.pages import personal_page


def _page(route: Any, view: Any, name: str, heading: Any) -> URLPattern:
    return path(route, personal_page(view, heading), name=name)


def _act(route: Any, view: Any, name: str, heading: Any) -> URLPattern:
    return _page(route, in_pieces(view), name, heading)


urlpatterns = [
    path("<int:article_id>/", reading.newest, name="discussion"),
    path("<int:article_id>/<int:number>/", reading.page, name="discussion_page"),
    path(_("<int:article_id>/useful/"), reading.listed, {"order": "useful"}, name="discussion_useful"),
    path(_("<int:article_id>/newsroom/"), reading.listed, {"order": "newsroom"}, name="discussion_newsroom"),
    path(
        _("<int:article_id>/unanswered/"),
        reading.listed,
        {"order": "unanswered"},
        name="discussion_unanswered",
    ),
    path(
        _("<int:article_id>/oldest/"), reading.page, {"number": 1, "is_first": True}, name="discussion_oldest"
    ),
    path(_("thread/<int:thread_id>/"), reading.thread, name="discussion_thread"),
    path(_("thread/<int:thread_id>/<int:number>/"), reading.thread, name="discussion_thread_page"),
    path(_("house-rules/"), reading.house_rules, name="discussion_house_rules"),
    path("c/<int:contribution_id>/", reading.permalink, name="contribution"),
    _act(_("<int:article_id>/mine/"), mine.room, "discussion_mine", _("The discussion and you")),
    path("<int:article_id>/state/", mine.state, name="discussion_state"),
    _act(_("<int:article_id>/write/"), writing.write, "discussion_write", _("Your contribution")),
    _act(_("c/<int:contribution_id>/answer/"), writing.answer, "contribution_answer", _("Your answer")),
    _act(_("c/<int:contribution_id>/edit/"), writing.edit, "contribution_edit", _("Your contribution")),
    _act(_("c/<int:contribution_id>/withdraw/"), acting.withdraw, "contribution_withdraw", _("Withdraw")),
    _act(_("c/<int:contribution_id>/useful/"), acting.useful, "contribution_useful", _("Useful")),
    _act(_("c/<int:contribution_id>/follow/"), acting.follow, "contribution_follow", _("Follow")),
    _act(_("c/<int:contribution_id>/report/"), acting.report, "contribution_report", _("Report")),
    _page(
        _("c/<int:contribution_id>/illegal/"),
        illegal.notify,
        "contribution_illegal",
        _("Notify of illegal content"),
    ),
    _page(_("notice/<str:token>/"), illegal.notice, "discussion_notice", _("Your notice")),
    _page(_("name/"), mine.name, "discussion_name", _("Your public name")),
    _page(_("person/<int:contributor_id>/"), mine.person, "contributor", _("Contributions")),
    _page(_("person/<int:contributor_id>/mute/"), acting.mute, "contributor_mute", _("Mute")),
    _page(_("settings/"), mine.settings, "account_discussion", _("My contributions")),
    path(_("mails/<str:token>/"), unsubscribing.unsubscribe, name="discussion_mails"),
    _page(_("sanction/<int:sanction_id>/"), mine.sanction, "discussion_sanction", _("A decision about you")),
]
