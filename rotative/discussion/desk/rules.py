"""The rules of all discussions, a page for each part of them; every change stands in the log."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.discussion.checker import Checker, NotAnAddress
from rotative.discussion.desk.pages import RULE, ModerationForm, queue_page
from rotative.discussion.explaining import faults_of
from rotative.discussion.models import Act, Decision, HouseRules
from rotative.discussion.words import BadList, parse

PARTS: Final[dict[str, tuple[Promise, tuple[str, ...]]]] = {
    "salle": (
        gettext_lazy("The room"),
        ("is_stopped", "stop_message", "closes_after_days", "announcement", "house_rules"),
    ),
    "textes": (
        gettext_lazy("Texts and names"),
        ("shortest", "longest", "edit_minutes", "most_links", "name_days"),
    ),
    "personnes": (
        gettext_lazy("Who is read first"),
        ("newcomers", "is_pre_moderated", "banned_domains"),
    ),
    "debits": (
        gettext_lazy("How much at once"),
        ("a_minute", "an_hour", "an_hour_from_address", "a_minute_here"),
    ),
    "mots": (gettext_lazy("Words"), ("banned_words", "refuses_banned", "suspect_words")),
    "filtre": (gettext_lazy("Filter and checker"), ("learns", "checker_url", "checker_secret")),
}
_LISTS = ("banned_words", "suspect_words")
_SECRET = "checker_secret"  # noqa: S105 - the name of the field


class PartForm(forms.ModelForm[HouseRules]):
    """Fields of the rules. A list of words that means nothing in some line is refused, with the lines."""

    checker_url = forms.URLField(
        label=gettext_lazy("Outside checker"), required=False, assume_scheme="https", max_length=200
    )

    class Meta:
        model = HouseRules
        fields = "__all__"  # noqa: DJ007 - the view leaves those of one part
        widgets = {
            "banned_words": forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
            "suspect_words": forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
            "banned_domains": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
            _SECRET: forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = PARTS[part][1]
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        if _SECRET in self.fields and self.instance.checker_secret:
            self.fields[_SECRET].help_text = _("Empty: it stays as it is.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        for name in _LISTS:
            try:
                parse(data.get(name, ""))
            except BadList as bad:
                self.add_error(name, faults_of(bad))
        if data.get("checker_url"):
            try:
                Checker(data["checker_url"], "")
            except NotAnAddress:
                self.add_error("checker_url", _("An address begins with https:// or http://."))
        if _SECRET in self.fields and not data.get(_SECRET):
            data[_SECRET] = HouseRules.current().checker_secret
        return data


class RulesView(ModerationForm):
    """One part of the rules."""

    needs = (RULE,)
    header_icon = "cogs"
    template_name = "discussion/desk/rules.html"
    page_title = gettext_lazy("Rules of the discussion")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()] if self.me.has_perm("discussion.moderate") else []

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.part = kwargs["part"]
        if self.part not in PARTS:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [
            {"label": label, "url": reverse("moderation_rules", args=[part]), "is_current": part == self.part}
            for part, (label, _fields) in PARTS.items()
        ]
        tabs.append({"label": _("Try a text"), "url": reverse("moderation_try"), "is_current": False})
        return super().get_context_data(**kwargs) | {"tabs": tabs, "part": self.part}

    def form(self, **typed: Any) -> Any:
        """Return the form about today's rules."""
        return PartForm(typed.get("data"), instance=HouseRules.current(), part=self.part)

    def act(self, form: Any) -> HttpResponse:
        """Save what has changed, with a line in the log; it counts from now on."""
        changed = [name for name in form.changed_data if name != _SECRET or form.data.get(_SECRET)]
        if not changed:
            return self.done(_("Nothing was changed."), self.request.path)
        with transaction.atomic():
            before = HouseRules.current()
            # Only these: a colleague may be changing another part at the same time.
            rules = HouseRules.objects.select_for_update(no_key=True).filter(pk=1).first() or HouseRules(pk=1)
            for name in changed:
                setattr(rules, name, form.cleaned_data[name])
            try:
                rules.full_clean()
            except ValidationError as error:
                raise ValidationError(error.messages) from None
            rules.save()
            log_ruling(self.me, rules, {name: getattr(before, name) for name in changed if name != _SECRET})
        return self.done(_("The rules have been saved."), self.request.path)


def log_ruling(user: Any, row: Any, before: dict[str, Any], **about: Any) -> None:
    """Write into the log which settings somebody has changed, with what they were."""
    names = [str(row._meta.get_field(name).verbose_name) for name in before]
    Decision.objects.create(
        act=Act.RULED,
        by=user,
        reason=", ".join(names)[:1000],
        before={name: _as_json(value) for name, value in before.items()},
        made_at=timezone.now(),
        **about,
    )


def _as_json(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | type(None) | list) else str(value)
