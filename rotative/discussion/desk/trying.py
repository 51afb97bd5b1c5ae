"""A text is tried: which rule would decide about it, and what each rule says by itself. Nothing is kept."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from rotative.discussion.desk.pages import RULE, ModerationMixin
from rotative.discussion.desk.rules import PARTS
from rotative.discussion.desk.wording import RULE_NAMES
from rotative.discussion.explaining import to_author, to_moderator
from rotative.discussion.models import HouseRules
from rotative.discussion.moderation import Author, Place, Ruling, Verdict, trace
from rotative.discussion.policy import policy_of
from rotative.discussion.posting import Sent, submission_of

VERDICTS = {
    Verdict.PUBLISH: gettext_lazy("It would be published."),
    Verdict.HOLD: gettext_lazy("It would wait for a moderator."),
    Verdict.REFUSE: gettext_lazy("It would be refused."),
}


class TryForm(forms.Form):
    """A text, and what is known of whoever might send it."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    approved = forms.IntegerField(
        label=gettext_lazy("Contributions of the author that are published"),
        min_value=0,
        max_value=100_000,
        initial=10,
    )
    rejected = forms.IntegerField(
        label=gettext_lazy("Contributions of the author that were rejected"),
        min_value=0,
        max_value=100_000,
        initial=0,
    )


class TryView(ModerationMixin, View):
    """The form, and the answers under it."""

    needs = (RULE,)
    header_icon = "cogs"
    template_name = "discussion/desk/try.html"
    page_title = gettext_lazy("Try a text")

    def path(self) -> list[tuple[str, str]]:
        return [(reverse("moderation_rules", args=["mots"]), _("Rules of the discussion"))]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._show(TryForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what the rules say."""
        form = TryForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        data = form.cleaned_data
        text = data["text"].replace("\r\n", "\n").strip()
        rules = HouseRules.current()
        place = Place(
            is_open=not rules.is_stopped,
            closing="stopped" if rules.is_stopped else "",
            is_pre_moderated=rules.is_pre_moderated,
        )
        author = Author(approved=data["approved"], rejected=data["rejected"])
        sent = submission_of(text, Sent(text, ""), timezone.now())
        answers = trace(sent, author, place, policy_of(rules))
        deciding = next(ruling for _name, ruling in answers if ruling is not None)
        return self._show(
            form,
            verdict=VERDICTS[deciding.verdict],
            decided_by=RULE_NAMES[deciding.rule],
            told=to_author(deciding),
            answers=[_line(name, ruling, deciding) for name, ruling in answers],
        )

    def _show(self, form: TryForm, status: int = 200, **more: Any) -> HttpResponse:
        tabs = [
            {"label": label, "url": reverse("moderation_rules", args=[part])}
            for part, (label, _fields) in PARTS.items()
        ]
        tabs.append({"label": _("Try a text"), "url": reverse("moderation_try"), "is_current": True})
        context = self.get_context_data(form=form, tabs=tabs, **more)
        return self.render_to_response(context, status=status)


def _line(name: str, ruling: Ruling | None, deciding: Ruling) -> dict[str, Any]:
    return {
        "name": RULE_NAMES[name],
        "says": to_moderator(ruling) if ruling else "",
        "verdict": VERDICTS[ruling.verdict] if ruling else "",
        "decides": ruling is not None and ruling.rule == deciding.rule,
    }
