"""Leads from Wagtail's page about oneself to the account pages, where address, password and second factor are."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from rotative.accounts.models import User


class _NothingToFillIn(forms.ModelForm[User]):
    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


@hooks.register("register_account_settings_panel")
class SigningInPanel(BaseSettingsPanel):
    """A link where Wagtail's own forms for address and password would stand."""

    name = "signing_in"
    title = _("Address, password and second factor")
    order = 150
    form_class = _NothingToFillIn
    template_name = "accounts/panel_signing_in.html"
