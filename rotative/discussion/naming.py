"""Public names: one person each, none that could be taken for another's or for somebody of the newsroom."""

import unicodedata
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.accounts.models import User
from rotative.authors.models import Author
from rotative.discussion import keys
from rotative.discussion.models import Contributor, HouseRules, NameChange
from rotative.discussion.models.contributor import LONGEST_NAME
from rotative.paper.models import default_paper
from rotative.press.declarations import announce

SHORTEST_NAME = 3
KEPT = timedelta(days=365)  # an earlier name stays with whoever had it
_ALIKE = str.maketrans("0134578@$|", "oieastbasl")
# Who would not be believed to be one reader among others.
_RESERVED = {
    "admin",
    "administrateur",
    "administration",
    "moderateur",
    "moderation",
    "moderator",
    "redaction",
    "redacteur",
    "journal",
    "newsroom",
    "editor",
    "lecteur",
    "reader",
    "anonyme",
    "anonymous",
    "support",
    "abonnements",
    "webmaster",
}


def comparable(name: str) -> str:
    """Return a name as names are compared: without capitals, accents, blanks, punctuation, figures for letters."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_ALIKE)
    return "".join(letter for letter in plain if letter.isalnum())[: LONGEST_NAME * 2]


def cleaned(name: str) -> str:
    """Return a name as it is kept. Raises ValidationError when it is no name: too short, too long, odd characters."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise ValidationError(
            _("A public name has %(least)d to %(most)d characters.")
            % {"least": SHORTEST_NAME, "most": LONGEST_NAME}
        )
    allowed = all(letter.isalnum() or letter in " -_.'’" for letter in name)
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    if not allowed or len(scripts) > 1 or len(comparable(name)) < SHORTEST_NAME:
        raise ValidationError(
            _("A public name is made of letters of one script, figures, blanks and hyphens.")
        )
    return name


def is_taken(name: str, user: User, *, now: datetime) -> bool:
    """Whether a name is somebody else's: a contributor's, now or within a year, or one of the newsroom's."""
    key = comparable(name)
    if Contributor.objects.filter(name_key=key).exclude(user=user).exists():
        return True
    earlier = NameChange.objects.filter(name_key=key, changed_at__gt=now - KEPT)
    if earlier.exclude(contributor__user=user).exists():
        return True
    if is_reserved(key):
        return True
    if comparable(default_paper().name) in key:
        return not user.has_perm("wagtailadmin.access_admin")
    return key in _names_of_the_newsroom(except_for=user)


def is_reserved(key: str) -> bool:
    """Whether nobody believes that a name, as names are compared, is that of one reader among others."""
    return key in _RESERVED or key.startswith(("moderat", "redact", "administrat"))


def keys_taken(*, now: datetime) -> set[str]:
    """Return all names that are somebody's, as names are compared: for taking in many at once."""
    earlier = NameChange.objects.filter(changed_at__gt=now - KEPT)
    names = {
        *Contributor.objects.values_list("name_key", flat=True),
        *earlier.values_list("name_key", flat=True),
    }
    return names | _names_of_the_newsroom() | {comparable(default_paper().name)}


def _names_of_the_newsroom(except_for: User | None = None) -> set[str]:
    """Return the names of the staff and of all who sign; whoever signs by this e-mail address may take her own."""
    staff = User.objects.filter(groups__permissions__codename="access_admin")
    authors = Author.objects.all()
    if except_for is not None:
        staff, authors = staff.exclude(pk=except_for.pk), authors.exclude(email__iexact=except_for.email)
    names = {comparable(f"{first}{last}") for first, last in staff.values_list("first_name", "last_name")}
    names.update(map(comparable, authors.values_list("name", flat=True)))
    return names - {""}


def take_name(user: User, name: str, *, now: datetime) -> Contributor:
    """Give a user a public name, her first or another, and return her as a contributor.

    Raises ValidationError when the name is none, is taken, or when she has changed it too lately.
    """
    name = cleaned(name)
    taken = ValidationError(_("This name is taken. Choose another one."))
    if is_taken(name, user, now=now):
        raise taken
    try:
        with transaction.atomic():
            found = Contributor.objects.select_for_update(no_key=True).filter(user=user).first()
            if found is None:
                return Contributor.objects.create(
                    user=user, public_name=name, name_key=comparable(name), named_at=now, joined_at=now
                )
            if found.public_name != name:
                _change(found, name, now)
            return found
    except IntegrityError:
        raise taken from None


def may_change_from(contributor: Contributor) -> datetime:
    """Return from when on somebody may change her name."""
    return contributor.named_at + timedelta(days=HouseRules.current().name_days)


def _change(found: Contributor, name: str, now: datetime) -> None:
    if now < (moment := may_change_from(found)):
        days = (moment - now).days + 1
        raise ValidationError(
            ngettext(
                "You can change your name again in %(days)d day.",
                "You can change your name again in %(days)d days.",
                days,
            )
            % {"days": days}
        )
    NameChange.objects.create(
        contributor=found, public_name=found.public_name, name_key=found.name_key, changed_at=now
    )
    found.public_name, found.name_key, found.named_at = name, comparable(name), now
    found.save(update_fields=["public_name", "name_key", "named_at"])
    announce([keys.person(found.pk)])
