"""Pieces of the account pages: a field, a device’s name, whether a second factor is missing or a deletion waits."""

from typing import Any

from django import template
from django.forms import BoundField

from rotative.accounts.deleting import waiting_for
from rotative.accounts.devices import device_name
from rotative.accounts.second_factor import second_factor_is_missing

register = template.Library()
register.filter(device_name)
register.filter("waiting_deletion", waiting_for)
register.filter("lacks_second_factor", second_factor_is_missing)

# What a field asks a phone's keyboard to show.
KEYBOARDS = {"email": "email", "login": "email", "code": "numeric", "phone": "tel"}
# What a browser or password manager may fill in (WHATWG HTML, autofill), where the form does not say.
FILLED_IN = {
    "code": "one-time-code",
    "first_name": "given-name",
    "last_name": "family-name",
    "phone": "tel",
}


@register.inclusion_tag("accounts/field.html")
def field(bound: BoundField, label: str, hint: str = "", keyboard: str = "") -> dict[str, Any]:
    """A field with its label, a hint and what is wrong, tied together for screen readers.

    ``keyboard``: an `inputmode`, where the field's name does not suggest the right one.
    """
    bound.help_text = ""  # allauth's; ours is the hint
    bound.field.widget.attrs.pop("placeholder", None)
    described = [f"{bound.auto_id}_hint"] if hint else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    attributes = {
        "inputmode": keyboard or KEYBOARDS.get(bound.name),
        "autocomplete": bound.field.widget.attrs.get("autocomplete") or FILLED_IN.get(bound.name),
        "aria-describedby": " ".join(described),
        "aria-invalid": "true" if bound.errors else "",
        "autocapitalize": "none" if bound.name in KEYBOARDS else "",
    }
    if bound.name == "phone":
        bound.field.widget.input_type = "tel"
    widget = bound.as_widget(attrs={name: value for name, value in attributes.items() if value})
    return {"bound": bound, "label": label, "hint": hint, "widget": widget}
