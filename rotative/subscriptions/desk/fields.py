"""What people type at the desk: amounts as they write them, lists with a line each, the day until when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_is_known
from rotative.subscriptions.money import Money, NotAnAmount, parse
from rotative.subscriptions.paper_time import paper_time, paper_zone
from rotative.subscriptions.wording import AMOUNT_FAULTS


class AmountField(forms.CharField):
    """An amount as people type it; the form knows the currency and reads it with ``money_typed``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "label": _("Amount"), **options})
        self.widget.attrs["inputmode"] = "decimal"


def money_typed(form: Any, field: str, currency: str) -> Money | None:
    """Return what stands in a field of a form that is being cleaned; None, and an error beside it, for no amount."""
    typed = form.cleaned_data.get(field)
    if not typed:
        return None
    try:
        currency_is_known(currency)
        return parse(typed, currency)
    except NotAnAmount as error:
        form.add_error(field, AMOUNT_FAULTS[error.fault])
    except ValidationError:
        pass  # said beside the currency
    return None


class NoteField(forms.CharField):
    """A reason or a remark, which stands in the books."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Note"), "required": False, "max_length": 400, **options})


class LinesField(forms.CharField):
    """A list of words, each on a line of its own, in small letters."""

    def __init__(self, **options: Any) -> None:
        options = {
            name: value for name, value in options.items() if name not in ("encoder", "decoder", "max_length")
        }
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs={"rows": 3}), **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (line.strip().lower() for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])


class DaysField(LinesField):
    """A list of numbers of days, between commas or blanks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "widget": forms.TextInput()})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = str(value or "").replace(",", " ").replace(";", " ").split()
        try:
            return [int(word) for word in words]
        except ValueError:
            raise ValidationError(_("Write numbers of days, such as 7, 1.")) from None


class DayField(forms.DateField):
    """A day; the browser offers a calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "input_formats": ["%Y-%m-%d", "%d/%m/%Y"], **options})


def end_of(day: date) -> datetime:
    """Return the moment after a day, by the paper's clock."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=paper_zone())


def noon_of(day: date, now: datetime) -> datetime:
    """Return the middle of a day on which something was paid, never after ``now``."""
    return min(datetime.combine(day, time(12), tzinfo=paper_zone()), now)


def today(now: datetime) -> date:
    """Return the paper's day."""
    return paper_time(now).date()
