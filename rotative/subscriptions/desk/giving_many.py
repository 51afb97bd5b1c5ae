"""Gives many at once from a table of people, and reports line by line what would not do."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.desk.pages import FormPage, subscribers_page
from rotative.subscriptions.inviting import give_to_all
from rotative.subscriptions.models import Plan

LARGEST_TABLE = 2 * 1024 * 1024


class TableForm(forms.Form):
    """A table of people who are given a plan."""

    table = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy("Columns email, until and, if wanted, name and note; UTF-8."),
    )
    plan = forms.ModelChoiceField(Plan.objects.filter(seats=0), label=gettext_lazy("Plan"))
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only say what would happen"), required=False, initial=True
    )

    def clean_table(self) -> str:
        """Return the text. Raises ValidationError for a file that is too large or in another encoding."""
        file = self.cleaned_data["table"]
        if file.size > LARGEST_TABLE:
            raise ValidationError(_("The file is too large; a table has at most 5,000 lines."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("The file is not in UTF-8; save it as “CSV UTF-8”.")) from None


class GiveToAllView(FormPage):
    """Gives a plan to everybody in a table, and reports line by line what would not do."""

    page_title = gettext_lazy("Give to many")
    button = gettext_lazy("Read the table")
    template_name = "subscriptions/desk/give_to_all.html"
    form_class = TableForm

    def path(self) -> list[tuple[str, str]]:
        return [subscribers_page()]

    def act(self, form: Any) -> HttpResponse:
        """Give, or say what would happen; the report stands above the form."""
        data = form.cleaned_data
        report = give_to_all(
            data["table"],
            plan=data["plan"],
            staff=self.request.user,
            now=timezone.now(),
            dry_run=data["dry_run"],
        )
        context = self.get_context_data(form=self.form(), report=report, dry_run=data["dry_run"])
        return self.render_to_response(context)
