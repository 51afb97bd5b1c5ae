"""Ends mails about answers by the link that each of them has: a click, without signing in (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rotative.discussion.models import Contributor, Mails
from rotative.discussion.unsubscribing import contributor_of_token


@csrf_exempt  # the token is the right to it, and mail programs send nothing else
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether no more mails are wanted; sent by a mail program or the button, end them. Raises Http404."""
    number = contributor_of_token(token)
    if number is None:
        raise Http404("No such link.")
    contributor = get_object_or_404(Contributor, pk=number)
    if request.method == "POST":
        Contributor.objects.filter(pk=contributor.pk).update(mails=Mails.NEVER)
    # Answered without leading elsewhere, as the RFC asks.
    is_over = request.method == "POST" or contributor.mails == Mails.NEVER
    context = {"is_over": is_over, "language": get_language()}
    response = TemplateResponse(request, "discussion/unsubscribe.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
