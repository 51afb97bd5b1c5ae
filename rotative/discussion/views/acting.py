"""What somebody does to a contribution by a button: useful, follow, report, withdraw, mute. A GET asks, a POST does."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rotative.discussion import changing, voting
from rotative.discussion.forms import ReportForm
from rotative.discussion.models import Contribution, Contributor, Follow, Mute, Report
from rotative.discussion.reporting import report as take_report
from rotative.discussion.rooms import Room
from rotative.discussion.views.entering import (
    address_for_author,
    doors_of,
    page_in,
    room_of_contribution,
)
from rotative.discussion.views.writing import contributor_of, for_contributors


@dataclass(frozen=True)
class Asked:
    """Who asks for what to be done to which contribution."""

    contributor: Contributor
    row: Contribution
    room: Room


def _on_contribution(act: Callable[[HttpRequest, Asked], HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view of an act: for readers of the room with a public name, upon what stands in it."""

    @for_contributors
    @wraps(act)
    def view(request: HttpRequest, contribution_id: int, **_kwargs: Any) -> HttpResponse:
        row, room = room_of_contribution(contribution_id)
        contributor = contributor_of(request)
        is_own = contributor is not None and row.author_id == contributor.pk
        if contributor is None or not (row.is_published or is_own):
            raise Http404("Not there.")
        if not doors_of(request, room).reads and not is_own:
            response = page_in(request, room, "discussion/gate.html", {})
            response.status_code = 403
            return response
        return act(request, Asked(contributor, row, room))

    return view


def _back(asked: Asked) -> HttpResponse:
    return HttpResponseRedirect(address_for_author(asked.row))


def _wishes(request: HttpRequest) -> bool:
    """Whether the act is wanted or taken back. The form says it, so that what is sent twice is done once."""
    return request.POST.get("wish") != "no"


def _ask(request: HttpRequest, asked: Asked, question: str, button: str, **more: Any) -> HttpResponse:
    context = {"row": asked.row, "question": question, "button": button} | more
    return TemplateResponse(
        request,
        "discussion/ask.html",
        context | {"article": asked.room.article, "language": asked.room.article.language},
    )


@_on_contribution
def useful(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say that a contribution is useful, or take that back."""
    if asked.row.author_id == asked.contributor.pk:
        messages.error(request, _("Whether your own contribution is useful, others say."))
        return _back(asked)
    if request.method == "POST":
        voting.vote(asked.contributor, asked.row, is_useful=_wishes(request), now=timezone.now())
        return _back(asked)
    if voting.has_voted(asked.contributor, asked.row):
        return _ask(request, asked, _("You found this contribution useful."), _("Take it back"), wish="no")
    return _ask(request, asked, _("Is this contribution useful?"), _("It is useful"))


@_on_contribution
def follow(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Follow the thread of a contribution, or no longer."""
    follows = Follow.objects.filter(by=asked.contributor, thread=asked.row.root_id)
    if request.method == "POST":
        if _wishes(request):
            Follow.objects.get_or_create(by=asked.contributor, thread_id=asked.row.root_id)
        else:
            follows.delete()
        return _back(asked)
    if follows.exists():
        return _ask(request, asked, _("You follow this thread."), _("Follow no longer"), wish="no")
    return _ask(
        request,
        asked,
        _("Follow this thread? What is new in it is marked, and comes by mail if you like."),
        _("Follow"),
    )


@_on_contribution
def withdraw(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Withdraw one's own contribution."""
    if asked.row.author_id != asked.contributor.pk:
        raise Http404("Not yours.")
    if request.method == "POST":
        try:
            changing.withdraw(asked.row, now=timezone.now())
        except changing.TooLateError:
            messages.error(request, _("It is not there any more."))
        else:
            messages.success(request, _("Your contribution is withdrawn."))
        return _back(asked)
    return _ask(
        request, asked, _("Withdraw your contribution? What others have answered stays."), _("Withdraw")
    )


@_on_contribution
def report(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Report a contribution to the moderators."""
    if asked.row.author_id == asked.contributor.pk:
        raise Http404("One’s own is withdrawn, not reported.")
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_report(
            asked.row,
            asked.contributor,
            Report.Reason(form.cleaned_data["reason"]),
            form.cleaned_data["explanation"],
            now=timezone.now(),
        )
        messages.success(request, _("Thank you. A moderator will look at it."))
        return _back(asked)
    return _ask(
        request, asked, _("Why should this contribution not stand?"), _("Report"), form=form, is_report=True
    )


@for_contributors
def mute(request: HttpRequest, contributor_id: int) -> HttpResponse:
    """Do not read somebody any more, or again."""
    me = contributor_of(request)
    whom = get_object_or_404(Contributor, pk=contributor_id)
    if me is None or whom == me:
        raise Http404("Not oneself.")
    mutes = Mute.objects.filter(by=me, whom=whom)
    if request.method == "POST":
        if _wishes(request):
            Mute.objects.get_or_create(by=me, whom=whom)
        else:
            mutes.delete()
        return HttpResponseRedirect(reverse("contributor", args=[whom.pk]))
    is_muted = mutes.exists()
    context = {
        "wish": "no" if is_muted else "yes",
        "question": (_("Read %(name)s again?") if is_muted else _("Read %(name)s no longer?"))
        % {"name": whom.public_name},
        "button": _("Read again") if is_muted else _("Mute"),
    }
    return TemplateResponse(request, "discussion/ask.html", context)
