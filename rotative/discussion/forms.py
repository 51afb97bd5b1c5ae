"""The forms of the discussion."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotative.discussion.models import Contributor, Mails, Report
from rotative.discussion.models.contributor import LONGEST_NAME

TRAP = "website"  # a field that no person sees; who fills it in is none


class ContributionForm(forms.Form):
    """What is written. ``retry_key`` is made with the form, so that it counts once however often it is sent."""

    text = forms.CharField(
        label=_("Your contribution"),
        strip=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-draft": ""}),
        help_text=_("**bold**, *italic*, > quotation. A blank line begins a paragraph."),
    )
    retry_key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"})
    )

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("retry_key", str(uuid.uuid4()))
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-longest"] = longest


class NameForm(forms.Form):
    """The public name."""

    name = forms.CharField(
        label=_("Public name"),
        max_length=LONGEST_NAME,
        help_text=_("Shown with all you write here. It need not be your real name."),
    )


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    """Why a contribution should not stand."""

    class Meta:
        model = Report
        fields = ["reason", "explanation"]
        widgets = {"reason": forms.RadioSelect, "explanation": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [choice for choice in Report.Reason.choices if choice[0] != Report.Reason.ILLEGAL]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class MailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """When somebody hears of answers."""

    class Meta:
        model = Contributor
        fields = ["mails", "removes_on_leaving"]
        widgets = {"mails": forms.RadioSelect}
        labels = {"mails": _("Mail when somebody answers in a thread that I follow")}


class AppealForm(forms.Form):
    """Why somebody thinks that a decision is wrong."""

    appeal = forms.CharField(
        label=_("Why is this decision wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


class IllegalForm(forms.Form):
    """A notice of illegal content, with what the Digital Services Act, article 16, wants in it."""

    explanation = forms.CharField(
        label=_("Why is it illegal?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    law = forms.CharField(label=_("Which law, if you know it"), max_length=200, required=False)
    is_child_abuse = forms.BooleanField(label=_("It is about the sexual abuse of children"), required=False)
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    email = forms.EmailField(label=_("Your e-mail address"), required=False)
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is accurate and complete."),
        error_messages={"required": _("Without this statement we cannot take in the notice.")},
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get(TRAP):
            self.add_error(
                None, _("A field that is not for people has been filled in. Empty it, and send again.")
            )
        if not data.get("is_child_abuse"):
            for field in ("name", "email"):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, _("We need it, unless it is about the sexual abuse of children."))
        return data


__all__ = ["AppealForm", "ContributionForm", "IllegalForm", "Mails", "MailsForm", "NameForm", "ReportForm"]
