"""Writing: a contribution, an answer, another wording of one's own."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rotative.accounts.throttle import address_of
from rotative.discussion import changing, sanctioning
from rotative.discussion.explaining import to_author
from rotative.discussion.facts import Ruling, Verdict
from rotative.discussion.forms import ContributionForm
from rotative.discussion.models import Contribution, Contributor
from rotative.discussion.policy import has_banned_domain
from rotative.discussion.posting import Outcome, Sent, post
from rotative.discussion.rooms import Room
from rotative.discussion.views.entering import (
    SCRIPT,
    address_for_author,
    doors_of,
    find_room,
    page_in,
    room_of_contribution,
)
from rotative.discussion.views.scripted import scripted
from rotative.paper.models import default_paper
from rotative.subscriptions.pages import came_from, leading

View = Callable[..., HttpResponse]


def for_contributors(view: View) -> View:
    """Return the view of something that needs a public name; who has none yet chooses it and comes back."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if contributor_of(request) is None:
            return redirect(leading("discussion_name", request.get_full_path()))
        return view(request, *args, **kwargs)

    return page


def contributor_of(request: HttpRequest) -> Contributor | None:
    """Return who sends a request, as a contributor; None while she has no public name."""
    if not request.user.is_authenticated:
        return None
    try:
        found: Contributor = request.user.contributor
    except Contributor.DoesNotExist:
        return None
    return found


@scripted(SCRIPT)
def write(request: HttpRequest, article_id: int) -> HttpResponse:
    """Begin a thread."""
    return _write(request, find_room(article_id), None)


@scripted(SCRIPT)
def answer(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Answer a contribution."""
    parent, room = room_of_contribution(contribution_id)
    if not parent.is_published:
        raise Http404("Not there to be answered.")
    return _write(request, room, parent)


def _write(request: HttpRequest, room: Room, parent: Contribution | None) -> HttpResponse:
    may = doors_of(request, room)
    if not may.writes:
        return _no_writing(request, room, reads=may.reads)
    return _form(request, room, parent)


def _no_writing(request: HttpRequest, room: Room, *, reads: bool) -> HttpResponse:
    """What somebody gets who may not write: the gate, with the ways through it that lead back here."""
    response = page_in(request, room, "discussion/gate.html", {"back": request.path, "reads": reads})
    response.status_code = 403
    return response


@for_contributors
def _form(request: HttpRequest, room: Room, parent: Contribution | None) -> HttpResponse:
    contributor = contributor_of(request)
    assert contributor is not None  # noqa: S101 - the decorator has seen to it
    form = ContributionForm(request.POST or None, longest=room.rules.longest)
    ruling: Ruling | None = None
    if request.method == "POST" and form.is_valid():
        sent = Sent(
            form.cleaned_data["text"],
            form.cleaned_data["retry_key"],
            address_of(request),
            is_trap_filled=bool(form.cleaned_data["website"]),
        )
        outcome = post(contributor, room, sent, parent=parent, now=timezone.now())
        if outcome.contribution is not None:
            return _arrived(request, outcome)
        ruling = outcome.ruling
    context = {"form": form, "parent": parent, "contributor": contributor, "ruling": ruling}
    context |= bars_of(contributor, room, now=timezone.now())
    response = page_in(request, room, "discussion/write.html", context | _explained(ruling))
    response.status_code = 422 if ruling else 200
    return response


def _arrived(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    row = outcome.contribution
    assert row is not None  # noqa: S101 - asked by the caller
    if outcome.ruling.verdict is Verdict.PUBLISH:
        messages.success(request, _("Your contribution is published."))
    else:
        messages.info(request, to_author(outcome.ruling))
    return HttpResponseRedirect(address_for_author(row))


@for_contributors
@scripted(SCRIPT)
def edit(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Word a contribution of one's own otherwise, for the first minutes."""
    row, room = room_of_contribution(contribution_id)
    contributor, now = contributor_of(request), timezone.now()
    if contributor is None or row.author_id != contributor.pk:
        raise Http404("Not yours.")
    back = address_for_author(row)
    if not changing.may_edit(row, room, now=now):
        messages.error(request, _("The time for editing is over."))
        return HttpResponseRedirect(back)
    form = ContributionForm(
        request.POST or None,
        longest=room.rules.longest,
        initial={"text": row.text, "retry_key": row.retry_key},
    )
    ruling: Ruling | None = None
    if request.method == "POST" and form.is_valid():
        try:
            ruling = changing.edit(row, room, form.cleaned_data["text"], now=now)
        except changing.TooLateError:
            messages.error(request, _("The time for editing is over."))
            return HttpResponseRedirect(back)
        if ruling.verdict is not Verdict.REFUSE:
            return HttpResponseRedirect(back)
    context = {"form": form, "row": row, "contributor": contributor, "ruling": ruling}
    context |= bars_of(contributor, room, now=now)
    response = page_in(request, room, "discussion/write.html", context | _explained(ruling))
    response.status_code = 422 if ruling else 200
    return response


def bars_of(contributor: Contributor, room: Room, *, now: datetime) -> dict[str, Any]:
    """Return for a page what keeps somebody from writing here: decisions about her, the domain of her address."""
    return {
        "barring": sanctioning.barring(contributor, room, now=now),
        "is_domain_banned": has_banned_domain(contributor, room.rules),
        "contact": default_paper().contact_email,
    }


def _explained(ruling: Ruling | None) -> dict[str, str]:
    return {"explanation": to_author(ruling)} if ruling else {}


__all__ = ["answer", "came_from", "contributor_of", "edit", "for_contributors", "write"]
