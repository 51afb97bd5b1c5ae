"""What moderators press: decisions about one contribution or about those that are ticked, and taking them back."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from rotative.discussion.bulk import Result, decide_many
from rotative.discussion.deciding import Deciding, HasChangedError, IsGoneError, IsOwnError, IsTakenError
from rotative.discussion.desk.cards import cards
from rotative.discussion.desk.pages import ModerationMixin, back_to, queue_page
from rotative.discussion.models import Contribution, Decision
from rotative.discussion.taking import leave, take
from rotative.discussion.undoing import undo

# What a rejection says to the author; the first one where the moderator chooses none.
REASONS: Final[list[tuple[str, Promise]]] = [
    ("rules", gettext_lazy("It does not keep to the rules of the house.")),
    ("insult", gettext_lazy("It insults or attacks somebody.")),
    ("hate", gettext_lazy("It stirs up hatred of a group.")),
    ("off_topic", gettext_lazy("It is beside the subject of the article.")),
    ("spam", gettext_lazy("It is advertising, or it has been sent again and again.")),
    ("private", gettext_lazy("It reveals somebody’s private life.")),
    ("false", gettext_lazy("It presents as a fact what is known to be wrong.")),
    ("illegal", gettext_lazy("The law forbids it.")),
]
DONE: Final[dict[str, Promise]] = {
    "approve": gettext_lazy("Published."),
    "reject": gettext_lazy("Rejected; its author reads why."),
    "feature": gettext_lazy("Featured."),
    "unfeature": gettext_lazy("No longer featured."),
    "dismiss": gettext_lazy("The reports are dismissed; it stays."),
}


def reason_in(request: HttpRequest) -> str:
    """Return what is said to the author: the reason that was chosen, and the moderator's own words after it."""
    chosen = dict(REASONS).get(request.POST.get("reason", ""), REASONS[0][1])
    own = request.POST.get("words", "").strip()[:1000]
    has_chosen = request.POST.get("reason") in dict(REASONS)
    return f"{chosen} {own}".strip() if has_chosen or not own else own


def act_in(request: HttpRequest, deciding: Deciding) -> Callable[[Contribution], Decision | None]:
    """Return what was pressed, as a function of a contribution. Raises Http404 for what is no act."""
    reason = reason_in(request)
    acts: dict[str, Callable[[Contribution], Decision | None]] = {
        "approve": deciding.approve,
        "reject": lambda row: deciding.reject(row, reason),
        "feature": deciding.feature,
        "unfeature": deciding.unfeature,
        "dismiss": deciding.dismiss,
    }
    try:
        return acts[request.POST.get("act", "")]
    except KeyError:
        raise Http404 from None


class DecideView(ModerationMixin, View):
    """A decision about one contribution; asks again where another moderator has it, or it has changed."""

    template_name = "discussion/desk/sure.html"
    page_title = gettext_lazy("Decide all the same?")
    http_method_names = ["post"]

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def post(self, request: HttpRequest, contribution: int) -> HttpResponse:
        """Decide. Raises Http404 for what is no act."""
        row = get_object_or_404(Contribution.objects.all(), pk=contribution)
        now, act = timezone.now(), request.POST.get("act", "")
        if act in ("take", "leave"):
            _take_or_leave(request, [row.pk])
            return redirect(f"{back_to(request)}#c{row.pk}")
        deciding = Deciding(
            self.me,
            now=now,
            seen=request.POST.get("seen", "")[:200],
            is_sure=request.POST.get("sure") == "1",
        )
        try:
            done = act_in(request, deciding)(row)
        except (IsTakenError, HasChangedError) as error:
            return self._ask(error)
        except IsOwnError:
            messages.error(request, _("It is your own: another moderator decides about it."))
        except IsGoneError:
            messages.error(
                request, _("Nothing has changed: its author has withdrawn it, or it is not published.")
            )
        else:
            messages.success(request, DONE[act] if done else _("It was so already; nothing has changed."))
        return redirect(f"{back_to(request)}{_next(request)}")

    def _ask(self, error: IsTakenError | HasChangedError) -> HttpResponse:
        """Show the contribution as it is now, and ask whether she decides all the same."""
        rows = Contribution.objects.select_related(
            "author__user", "discussion__article__locale", "parent__author", "taken_by"
        )
        found = rows.filter(pk=error.row.pk)
        kept = {name: self.request.POST.get(name, "") for name in ("act", "reason", "words", "next")}
        context = self.get_context_data(
            card=cards(found, me=self.me, now=timezone.now())[0],
            is_taken=isinstance(error, IsTakenError),
            kept={name: value for name, value in kept.items() if value},
            here=back_to(self.request),
        )
        return self.render_to_response(context, status=409)


class DecideManyView(ModerationMixin, View):
    """The same decision about all that are ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide, and say in numbers what was and what was not. Raises Http404 for what is no act."""
        ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal() and len(one) < 19]
        if not ids:
            messages.warning(request, _("Tick at least one contribution first."))
        elif request.POST.get("act") in ("take", "leave"):
            _take_or_leave(request, ids)
        else:
            act = act_in(request, Deciding(self.me, now=timezone.now()))
            _say(request, decide_many(act, ids))
        return redirect(back_to(request))


class UndoView(ModerationMixin, View):
    """Takes a decision back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, decision: int) -> HttpResponse:
        """Put back what was before."""
        found = get_object_or_404(Decision.objects.select_related("contribution"), pk=decision)
        try:
            undo(found, by=self.me, now=timezone.now())
        except IsOwnError:
            messages.error(request, _("It is your own: another moderator decides about it."))
        except IsGoneError:
            messages.error(request, _("This cannot be undone any more: something else was decided since."))
        else:
            messages.success(request, _("Undone: it is as it was before."))
        return redirect(f"{back_to(request)}#c{found.contribution_id}")


def _take_or_leave(request: HttpRequest, ids: list[int]) -> None:
    user: Any = request.user
    if request.POST.get("act") == "leave":
        leave(ids, by=user)
        messages.success(request, _("Given back to all."))
        return
    if take(ids, by=user, now=timezone.now()) == len(ids):
        messages.success(request, _("Yours for five minutes."))
    elif len(ids) == 1:
        messages.warning(request, _("Another moderator has taken it already."))
    else:
        messages.warning(request, _("Others have taken some of them."))


def _next(request: HttpRequest) -> str:
    """Where the page is shown again: at the contribution that came after."""
    wanted = request.POST.get("next", "")
    return f"#c{wanted}" if wanted.isdecimal() else ""


def _say(request: HttpRequest, result: Result) -> None:
    done = ngettext("%(count)s decided.", "%(count)s decided.", result.decided) % {"count": result.decided}
    left = [
        (result.unchanged, _("%(count)s were so already.")),
        (result.own, _("%(count)s are your own.")),
        (result.taken, _("%(count)s are with another moderator.")),
        (result.gone, _("%(count)s have changed or gone.")),
    ]
    sentences = [done, *(sentence % {"count": count} for count, sentence in left if count)]
    say = messages.success if len(sentences) == 1 else messages.warning
    say(request, " ".join(sentences))
