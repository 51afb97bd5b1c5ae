"""Notices of illegal content: the form, open to anybody, and the page that says what became of a notice."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from rotative.accounts.throttle import Limit, address_of
from rotative.accounts.views import too_many_requests
from rotative.discussion.forms import IllegalForm
from rotative.discussion.illegal import Notice, take_in
from rotative.discussion.models import Contribution
from rotative.discussion.notice_links import notice_path, report_at
from rotative.discussion.views.entering import in_language_of, room_of_contribution
from rotative.discussion.views.writing import contributor_of

# By network address wide, for many share one; by mail address tight, for each notice sends a letter there.
BY_ADDRESS = Limit("illegal-notice-address", attempts=20, seconds=60 * 60)
BY_EMAIL = Limit("illegal-notice-email", attempts=10, seconds=24 * 60 * 60)


def notify(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Take in a notice about a contribution. Who may not read the room learns nothing here of what was said in it."""
    row, _room = room_of_contribution(contribution_id)
    if not row.is_published:
        raise Http404("Not there.")
    form = IllegalForm(request.POST or None, initial=_known_of(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        address, email = address_of(request), data["email"].lower()
        if BY_ADDRESS.is_reached(address) or (email and BY_EMAIL.is_reached(email)):
            return too_many_requests(request)
        BY_ADDRESS.count(address)
        if email:
            BY_EMAIL.count(email)
        report = take_in(
            row,
            Notice(
                explanation=data["explanation"],
                name=data["name"],
                email=email,
                law=data["law"],
                is_child_abuse=data["is_child_abuse"],
                language=get_language() or "",
            ),
            now=timezone.now(),
        )
        return HttpResponseRedirect(notice_path(report))
    context = {"form": form, "location": _location(request, row)}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "discussion/illegal.html", context, status=status)


def notice(request: HttpRequest, token: str) -> HttpResponse:
    """Show how a notice stands to whoever has its signed address."""
    report = report_at(token)
    if report is None:
        raise Http404("No such notice.")
    context = {"report": report, "location": _location(request, report.contribution)}
    return TemplateResponse(request, "discussion/notice.html", context)


def _location(request: HttpRequest, row: Contribution) -> str:
    with in_language_of(row.discussion.article):
        return request.build_absolute_uri(reverse("contribution", args=[row.pk]))


def _known_of(request: HttpRequest) -> dict[str, str]:
    me = contributor_of(request)
    if me is None or me.user is None:
        return {}
    return {"name": me.user.get_full_name(), "email": me.user.email}
