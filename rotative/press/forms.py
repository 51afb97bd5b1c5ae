"""Asks which pages are to be printed."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http.request import validate_host
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from rotative.press.addresses import canonical
from rotative.press.models import PrintedPage
from rotative.press.routes import is_printed

PAGE, BELOW = "page", "below"


class PrintForm(forms.Form):
    """An address, as it is read in a browser or without the host, and whether what stands below it is meant too."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=900,
        help_text=gettext_lazy("For example /culture/, or the whole address copied from the browser."),
    )
    what = forms.ChoiceField(choices=[(PAGE, ""), (BELOW, "")], widget=forms.HiddenInput, initial=PAGE)

    def clean_address(self) -> str:
        """Return the canonical address. Raises ValidationError for one of another site, and for none."""
        typed = self.cleaned_data["address"]
        try:
            parts = urlsplit(typed)
            host = parts.hostname
        except ValueError:  # brackets that are no IPv6 address
            raise forms.ValidationError(gettext("This is not an address.")) from None
        if host and not validate_host(host, list(map(str, settings.ALLOWED_HOSTS))):
            raise forms.ValidationError(
                gettext("This is an address of another site: {host}.").format(host=host)
            )
        path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
        if not path.endswith("/") and "." not in path.rpartition("/")[2]:
            path += "/"
        address = canonical(path, parts.query)
        if address is None or not _is_printed(path):
            raise forms.ValidationError(
                gettext("“{address}” is not the address of a page that is printed.").format(address=typed)
            )
        return address

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where no printed page stands at or below the address, if those below are meant."""
        cleaned = super().clean() or {}
        address = cleaned.get("address")
        below = PrintedPage.objects.filter(address__startswith=address or "/")
        if address and cleaned.get("what") == BELOW and not below.exists():
            none = gettext("No printed page stands below “{address}”.").format(address=address)
            self.add_error("address", none)
        return cleaned


def _is_printed(path: str) -> bool:
    # Which view answers depends on the language in the path, not on that of the person at the desk.
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        return is_printed(path)
