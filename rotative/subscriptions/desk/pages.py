"""What the pages of the desk have in common: who may open them, and a form that acts once or says what is wrong."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

LOOK_AFTER = "subscriptions.manage_subscribers"
SEE_MONEY = "subscriptions.see_money"
TAKE = "subscriptions.take_payments"
REFUND = "subscriptions.refund_payments"
VOUCHERS = "subscriptions.manage_vouchers"
RULES = "subscriptions.change_rules"


class DeskMixin(WagtailAdminTemplateMixin):
    """A page of the desk, for whoever has all the permissions that it ``needs``."""

    needs: ClassVar[tuple[str, ...]] = (LOOK_AFTER,)
    header_icon = "group"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(self.needs):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def path(self) -> list[tuple[str, str]]:
        """The pages above this one, as addresses and labels."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": url, "label": label} for url, label in self.path()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = {
            name: self.request.user.has_perm(permission)
            for name, permission in {
                "look_after": LOOK_AFTER,
                "see_money": SEE_MONEY,
                "take": TAKE,
                "refund": REFUND,
                "vouchers": VOUCHERS,
            }.items()
        }
        return super().get_context_data(**kwargs) | {"may": may}


class FormPage(DeskMixin, View):
    """Asks for something by a form, and acts when it is filled in rightly; 422 says that it is not."""

    template_name = "subscriptions/desk/form.html"
    form_class: type[forms.BaseForm] = forms.Form
    button: Any = gettext_lazy("Save")
    introduction: Any = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Act; what a service refuses is said beside the field that it is about."""
        form = self.form(data=request.POST, files=request.FILES)
        if form.is_valid():
            try:
                return self.act(form)
            except ValidationError as error:
                _say(form, error)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form(self, **typed: Any) -> Any:
        """Return the form, empty or with what was typed."""
        return self.form_class(**typed)

    def act(self, form: Any) -> HttpResponse:
        """Do what the form asks for and return the answer. Raises ValidationError by field."""
        raise NotImplementedError

    def done(self, sentence: str, url: str) -> HttpResponse:
        """Say that it is done, on the page at ``url``."""
        messages.success(self.request, sentence)
        return redirect(url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "button": self.button,
            "introduction": self.introduction,
            "back": self.path()[-1][0] if self.path() else reverse("desk_subscribers"),
        }


def _say(form: Any, error: ValidationError) -> None:
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)


def subscribers_page() -> tuple[str, str]:
    """The list of subscribers, for the path of the pages below it."""
    return reverse("desk_subscribers"), _("Subscribers")
