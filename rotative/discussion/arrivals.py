"""Who took part in a discussion that comes in: known from before, a reader of ours by her address, or somebody new."""

from datetime import datetime
from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.discussion.exchange import Exchange, Person
from rotative.discussion.exporting import own_source
from rotative.discussion.models import Contributor
from rotative.discussion.models.contributor import LONGEST_NAME
from rotative.discussion.naming import cleaned, comparable, is_reserved, keys_taken

BATCH = 500


class People:
    """The contributors behind the authors of a file; those that are missing are made. ``made``: how many."""

    def __init__(self, file: Exchange, wanted: set[str], *, now: datetime) -> None:
        self.file, self.now, self.made = file, now, 0
        self._found: dict[str, Contributor] = {}
        people = [file.people[one] for one in sorted(wanted)]
        for start in range(0, len(people), BATCH):
            self._find(people[start : start + BATCH])
        self._make([person for person in people if person.id not in self._found])

    def of(self, author: str | None) -> Contributor | None:
        """Return the contributor behind an author of the file; None for one who has left."""
        return self._found[author] if author is not None else None

    def _find(self, people: list[Person]) -> None:
        ids = [person.id for person in people]
        for one in Contributor.objects.filter(source=self.file.source, source_id__in=ids):
            self._found[one.source_id] = one
        if self.file.source == own_source():
            numbers = [int(one) for one in ids if one.isdecimal() and len(one) < 19]
            for one in Contributor.objects.filter(pk__in=numbers, source=""):
                if one.public_name == self.file.people[str(one.pk)].name:
                    self._found.setdefault(str(one.pk), one)
        by_email = {person.email: person for person in people if person.email}
        for one in Contributor.objects.filter(user__email__in=by_email).select_related("user"):
            if one.user is not None:
                self._found.setdefault(by_email[one.user.email].id, one)

    def _make(self, people: list[Person]) -> None:
        if not people:
            return
        taken = keys_taken(now=self.now)
        emails = [person.email for person in people if person.email]
        users = {user.email: user for user in User.objects.filter(email__in=emails, contributor=None)}
        rows = []
        for person in people:
            name = _free_name(person.name, taken)
            rows.append(
                Contributor(
                    # Whose account it is is known by the address alone; each account is one contributor.
                    user=users.pop(person.email, None),
                    public_name=name,
                    name_key=comparable(name),
                    named_at=person.joined_at or self.now,
                    joined_at=person.joined_at or self.now,
                    source=self.file.source,
                    source_id=person.id,
                )
            )
        for row in Contributor.objects.bulk_create(rows, batch_size=BATCH):
            self._found[row.source_id] = row
        self.made = len(rows)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a public name like the one that is wanted, with a number behind it where that is somebody else's."""
    base = _acceptable(wanted)
    if is_reserved(comparable(base)):
        base = _("Reader")
    for number in count(1):
        name = base if number == 1 else f"{base[: LONGEST_NAME - 8]} {number}"
        key = comparable(name)
        if key not in taken and not (number == 1 and is_reserved(key)):
            taken.add(key)
            return name
    raise AssertionError("there is always another number")


def _acceptable(wanted: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_.'’" else " " for letter in wanted)
    try:
        return cleaned(" ".join(kept.split())[:LONGEST_NAME].strip())
    except ValidationError:
        return _("Reader")
