"""Gives many at once: reads a table of people (CSV) and says of each line that will not do what is wrong with it."""

import csv
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.subscriptions.giving import give
from rotative.subscriptions.models import Plan
from rotative.subscriptions.paper_time import paper_zone

MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the table, counted from 1 as in a spreadsheet, and what is wrong with it."""

    line: int
    sentence: str


@dataclass
class Report:
    """What came of a table: addresses that were given the plan, those that had it, the lines that will not do."""

    given: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def give_to_all(
    table: str, *, plan: Plan, staff: Any, now: datetime, dry_run: bool = False, language: str = "fr"
) -> Report:
    """Give a plan to everybody in a table with the columns “email”, “until” and, if wanted, “name” and “note”.

    Separated by commas, semicolons or tabs; days as 2027-12-31 or 31/12/2027, the last day included. A line that
    will not do leaves the others alone; the mended table can be given again, for who has the plan is not given it
    twice. Unknown people get an account without a password: they sign in by a code in a mail. ``dry_run``: only say
    what would happen.
    """
    report, seen = Report(), set[str]()
    with transaction.atomic():
        for line, row in _rows(table, report):
            try:
                email, until = _email(row, seen), _until(row)
                with transaction.atomic():
                    holder = _person(email, row.get("name", ""))
                    term = give(
                        holder,
                        plan=plan,
                        until=until,
                        staff=staff,
                        now=now,
                        note=row.get("note", ""),
                        language=language,
                    )
            except ValidationError as error:
                report.problems.append(Problem(line, " ".join(error.messages)))
            else:
                (report.given if term else report.unchanged).append(email)
        transaction.set_rollback(dry_run or transaction.get_rollback())
    return report


def _rows(table: str, report: Report) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with their lines, the columns' names in small letters; what is wrong with all goes to line 1."""
    text = table.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
    if not {"email", "until"} <= set(names):
        report.problems.append(Problem(1, _("The first line names the columns: email, until, name, note.")))
        return []
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    next(reader)
    rows = []
    try:
        for values in reader:
            if any(value.strip() for value in values):
                cells = [value.strip() for value in values]
                rows.append((reader.line_num, dict(zip(names, cells, strict=False))))
    except csv.Error:
        report.problems.append(Problem(reader.line_num, _("This line cannot be read; look at its quotes.")))
    if len(rows) > MOST_LINES:
        report.problems.append(Problem(1, _("A table has at most %(most)s lines.") % {"most": MOST_LINES}))
        return []
    return rows


def _email(row: dict[str, str], seen: set[str]) -> str:
    email = row.get("email", "").lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(_("“%(email)s” is no e-mail address.") % {"email": email}) from None
    if email in seen:
        raise ValidationError(_("%(email)s stands in the table twice.") % {"email": email})
    seen.add(email)
    return email


def _until(row: dict[str, str]) -> datetime:
    """Return the moment after the last day."""
    typed = row.get("until", "")
    if french := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", typed):
        day, month, year = map(int, french.groups())
        typed = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        last = date.fromisoformat(typed)
        return datetime.combine(last + timedelta(days=1), time(), tzinfo=paper_zone())
    except (ValueError, OverflowError):
        raise ValidationError(
            _("“%(day)s” is no day; write 2027-12-31 or 31/12/2027.") % {"day": row.get("until", "")}
        ) from None


def _person(email: str, name: str) -> User:
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    first_name, _space, last_name = name.rpartition(" ")
    return User.objects.create_user(email, first_name=first_name[:150], last_name=last_name[:150])
