"""What is each reader's own: the room with what is new to her, her name, her contributions, decisions about her."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rotative.accounts.models import User
from rotative.discussion import changing, paging, sanctioning, threads, visiting
from rotative.discussion.forms import AppealForm, MailsForm, NameForm
from rotative.discussion.models import Contribution, Contributor, Follow, Mute, Sanction, State, Vote
from rotative.discussion.naming import may_change_from, take_name
from rotative.discussion.views.entering import SCRIPT, doors_of, find_room, page_in
from rotative.discussion.views.scripted import scripted, wants_a_piece
from rotative.discussion.views.writing import contributor_of, for_contributors
from rotative.subscriptions.pages import came_from

LATEST = 50  # contributions of a person that are listed
OWN = 200  # of a reader's own that are marked in a discussion


@for_contributors
@scripted(SCRIPT)
def room(request: HttpRequest, article_id: int) -> HttpResponse:
    """The newest of a discussion as this reader sees it: her own that wait, what is new, nobody she has muted."""
    found, me, now = find_room(article_id), contributor_of(request), timezone.now()
    assert me is not None  # noqa: S101 - the decorator has seen to it
    done = _done_to(request, found.discussion, me)
    if (
        done is not None
        and wants_a_piece(request)
        and (done.author_id == me.pk or doors_of(request, found).reads)
    ):
        said = {"row": done, "room": found, "now": now, "language": found.article.language}
        return TemplateResponse(request, "discussion/done.html", said | {"is_open": not found.closing(now)})
    context: dict[str, Any] = {"order": "mine", "me": me, "threads": [], "waiting": []}
    if found.discussion is not None and doors_of(request, found).reads:
        ids, last = paging.newest(found.discussion)
        since = visiting.visit(me, found.discussion, now=now)
        context |= {
            "older": last - 1,
            "since": since,
            "threads": list(threads.load(ids).values()),
            "followed": _followed(me, found.discussion),
            "fresh": visiting.new_since(found.discussion, since, me)[: paging.MOST_USEFUL] if since else [],
            "waiting": list(_own(me, found.discussion)),
            "muted": frozenset(Mute.objects.filter(by=me).values_list("whom", flat=True)),
            "voted": frozenset(
                Vote.objects.filter(by=me, contribution__discussion=found.discussion).values_list(
                    "contribution", flat=True
                )
            ),
        }
        if done is not None and done.stands and not _is_among(done, context["threads"]):
            context["done"] = done
    return page_in(request, found, "discussion/mine.html", context)


def _done_to(request: HttpRequest, discussion: Any, me: Contributor) -> Contribution | None:
    """Return the contribution to which somebody has just done something, for it may stand on no page near here."""
    number = request.GET.get("c", "")
    if discussion is None or not number.isdecimal() or len(number) > 18:
        return None
    rows = Contribution.objects.filter(Q(stands=True) | Q(author=me), discussion=discussion)
    return rows.select_related("discussion", "author", "parent").filter(pk=int(number)).first()


def _is_among(row: Contribution, shown: list[threads.Thread]) -> bool:
    rows = [one.root for one in shown]
    for branch in (branch for one in shown for branch in one.branches):
        rows += [branch.row, *branch.deeper]
    return row in rows


def _followed(me: Contributor, discussion: Any) -> frozenset[int]:
    follows = Follow.objects.filter(by=me, thread__discussion=discussion)
    return frozenset(follows.values_list("thread_id", flat=True))


def _own(me: Contributor, discussion: Any) -> Any:
    """Her contributions that others do not see: those that wait, and those that were rejected lately."""
    rows = Contribution.objects.filter(author=me, discussion=discussion)
    return (
        rows.filter(state__in=[State.WAITING, State.REJECTED])
        .with_told_reason()
        .select_related("discussion", "author")
        .order_by("-created_at")[:10]
    )


@require_safe
def state(request: HttpRequest, article_id: int) -> HttpResponse:
    """What the script marks on a printed page for this reader, as JSON."""
    found, me = find_room(article_id), contributor_of(request)
    may, now = doors_of(request, found), timezone.now()
    said: dict[str, Any] = {"name": me.public_name if me else "", "writes": may.writes}
    if me is not None and may.reads and found.discussion is not None:
        since = visiting.visit(me, found.discussion, now=now)
        votes = Vote.objects.filter(by=me, contribution__discussion=found.discussion)
        own = Contribution.objects.published().filter(author=me, discussion=found.discussion)
        own = own.order_by("-pk")[:OWN]
        said |= {
            "since": since.isoformat() if since else None,
            "voted": list(votes.values_list("contribution", flat=True)),
            "own": [row.pk for row in own],
            "editable": [row.pk for row in own if changing.may_edit(row, found, now=now)],
            "followed": list(_followed(me, found.discussion)),
            "muted": list(Mute.objects.filter(by=me).values_list("whom", flat=True)),
        }
    return JsonResponse(said, headers={"Cache-Control": "private, no-store"})


@login_required
def name(request: HttpRequest) -> HttpResponse:
    """Choose a public name, or another one."""
    user, me = request.user, contributor_of(request)
    assert isinstance(user, User)  # noqa: S101 - signed in
    form = NameForm(request.POST or None, initial={"name": me.public_name if me else ""})
    if request.method == "POST" and form.is_valid():
        try:
            take_name(user, form.cleaned_data["name"], now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error)
        else:
            return redirect(came_from(request) or reverse("account_discussion"))
    context = {"form": form, "suite": came_from(request), "me": me}
    if me is not None:
        context["changes_from"] = may_change_from(me)
    return TemplateResponse(request, "discussion/name.html", context)


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """One's own contributions, name, mails, and decisions about oneself."""
    me = contributor_of(request)
    if me is None:
        return TemplateResponse(request, "discussion/settings.html", {"me": None})
    form = MailsForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Noted."))
        return redirect("account_discussion")
    rows = Contribution.objects.filter(author=me).select_related("discussion__article__locale", "author")
    context = {
        "me": me,
        "form": form,
        "rows": rows.order_by("-created_at")[:LATEST],
        "sanctions": Sanction.objects.filter(contributor=me).order_by("-imposed_at"),
        "muted": Mute.objects.filter(by=me).select_related("whom"),
    }
    return TemplateResponse(request, "discussion/settings.html", context)


@for_contributors
def person(request: HttpRequest, contributor_id: int) -> HttpResponse:
    """Somebody's published contributions, in the rooms that the reader may enter."""
    whom, me = get_object_or_404(Contributor, pk=contributor_id), contributor_of(request)
    rows = Contribution.objects.published().filter(author=whom)
    rows = rows.select_related("discussion__article__locale", "discussion__article__section", "author")
    shown = visiting.that_may_be_read(request, rows.order_by("-published_at")[: LATEST * 2])[:LATEST]
    is_muted = Mute.objects.filter(by=me, whom=whom).exists()
    context = {"whom": whom, "rows": shown, "is_muted": is_muted, "is_self": whom == me}
    return TemplateResponse(request, "discussion/person.html", context | {"heading": whom.public_name})


@login_required
def sanction(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """A decision about oneself: read it, acknowledge it, appeal against it."""
    rows = Sanction.objects.select_related("section", "contribution__discussion__article__locale")
    found = get_object_or_404(rows, pk=sanction_id, contributor__user=request.user.pk)
    now, act = timezone.now(), request.POST.get("act")
    form = AppealForm(request.POST if act == "appeal" else None)
    if act == "acknowledge":
        sanctioning.acknowledge(found, now=now)
        messages.success(request, _("Noted."))
        return HttpResponseRedirect(came_from(request) or request.path)
    if act == "appeal" and form.is_valid():
        if sanctioning.appeal(found, form.cleaned_data["appeal"], now=now):
            messages.success(
                request, _("Your appeal has reached us. Somebody else than who decided will answer.")
            )
        return HttpResponseRedirect(request.path)
    if request.method == "POST" and act != "appeal":
        raise Http404
    context = {
        "sanction": found,
        "form": form,
        "language": get_language(),
        "suite": came_from(request),
    }
    return TemplateResponse(request, "discussion/sanction.html", context)
