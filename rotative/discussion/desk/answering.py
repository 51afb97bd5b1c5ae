"""The newsroom answers a contribution from the back office; it passes the same door as everybody's."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.discussion.desk.pages import ModerationForm, back_to, queue_page
from rotative.discussion.explaining import to_author
from rotative.discussion.models import Contribution, Contributor
from rotative.discussion.models.contributor import LONGEST_NAME
from rotative.discussion.naming import take_name
from rotative.discussion.posting import Sent, post
from rotative.discussion.rooms import room_of


class AnswerForm(forms.Form):
    """What is answered; under which name, where the moderator has none yet."""

    name = forms.CharField(
        label=gettext_lazy("Your public name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Readers see it beside the mark of the newsroom; you keep it."),
    )
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("**bold**, *italic*, > quotation. A blank line begins a paragraph."),
    )
    retry_key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_named:
            del self.fields["name"]


class AnswerView(ModerationForm):
    """An answer to something that is published."""

    template_name = "discussion/desk/answer.html"
    page_title = gettext_lazy("Answer as the newsroom")
    button = gettext_lazy("Publish the answer")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Contribution.objects.published().select_related("author", "discussion__article__locale")
        self.row = get_object_or_404(rows, pk=kwargs["contribution"])
        self.contributor = Contributor.objects.filter(user=request.user.pk).select_related("user").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"row": self.row, "back": back_to(self.request)}

    def form(self, **typed: Any) -> Any:
        """Return the form; its key counts the answer once however often it is sent."""
        initial = {"retry_key": str(uuid.uuid4()), "back": back_to(self.request)}
        return AnswerForm(typed.get("data"), initial=initial, is_named=self.contributor is not None)

    def act(self, form: Any) -> HttpResponse:
        """Answer. Raises ValidationError for a name that will not do, and where the rules refuse."""
        now, data = timezone.now(), form.cleaned_data
        if self.contributor is None:
            try:
                self.contributor = take_name(self.me, data["name"], now=now)
            except ValidationError as error:
                raise ValidationError({"name": error.messages}) from None
        room = room_of(self.row.discussion.article)
        outcome = post(
            self.contributor, room, Sent(data["text"], data["retry_key"]), parent=self.row, now=now
        )
        if outcome.contribution is None:
            raise ValidationError({"text": to_author(outcome.ruling)})
        return self.done(_("Your answer is published."), back_to(self.request))
