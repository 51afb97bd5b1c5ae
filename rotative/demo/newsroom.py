"""Makes the demo newspaper's authors, columns and topics, and the people who sign in, one a role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from rotative.accounts.models import User
from rotative.accounts.roles import Role, give_role
from rotative.articles.models import Column, ColumnAuthor, Topic
from rotative.authors.models import Author
from rotative.demo.people import AUTHORS, COLUMNS
from rotative.demo.photographs import PORTRAIT, Shot
from rotative.photos.models import Photo
from rotative.sections.models import SectionPage

PASSWORD = "rotative-demo-2026"  # noqa: S105 - everybody may know it: the command refuses a public site

DOMAIN = "@demo.localhost"
SUBSCRIPTION_DESK = "abonnements@demo.localhost"


@dataclass(frozen=True)
class Login:
    """Somebody who signs in to try a role."""

    email: str
    first_name: str
    last_name: str
    role: Role
    section: str = ""


LOGINS = (
    Login("admin@demo.localhost", "Ramata", "Sissoko", Role.ADMINISTRATOR),
    Login("chef@demo.localhost", "Oumar", "Bassolé", Role.EDITOR_IN_CHIEF),
    Login("politique@demo.localhost", "Jean-Baptiste", "Somé", Role.SECTION_EDITOR, section="politique"),
    Login("journaliste@demo.localhost", "Awa", "Diarra", Role.JOURNALIST),
    Login("photo@demo.localhost", "Mariam", "Coulibaly", Role.PHOTOGRAPHER),
    Login("moderation@demo.localhost", "Sali", "Dembélé", Role.MODERATOR),
    Login(SUBSCRIPTION_DESK, "Fatoumata", "Sidibé", Role.SUBSCRIPTION_DESK),
)


def portraits() -> list[Shot]:
    """Return the portraits of the authors and the pictures of the columns, as they are to be drawn."""
    shots = [
        Shot(
            name=f"portrait-{number}",
            scene=PORTRAIT,
            seed=person.sitter,
            title=f"Portrait : {person.name}",
            alt=f"Portrait dessiné de {person.name}.",
            presets=("portrait", "thumb"),
        )
        for number, person in enumerate(AUTHORS)
    ]
    for number, column in enumerate(COLUMNS):
        shots.append(
            Shot(
                name=f"chronique-{number}",
                scene=column.scene,
                seed=900 + number,
                title=f"Chronique : {column.name}",
                alt=column.alt,
                presets=("portrait",),
            )
        )
    return shots


@transaction.atomic
def make_authors(photos: Mapping[str, Photo]) -> int:
    """Make the authors that are missing, with their portraits; return how many were made."""
    known = set(Author.objects.values_list("name", flat=True))
    missing = [(number, person) for number, person in enumerate(AUTHORS) if person.name not in known]
    for number, person in missing:
        Author(
            name=person.name,
            family_name=person.family_name,
            function=person.function,
            biography=person.biography,
            portrait=photos[f"portrait-{number}"],
            email=person.email,
            email_is_public=bool(person.email),
            feminine_titles=person.is_woman,
            is_active=person.is_active,
        ).save()
    return len(missing)


@transaction.atomic
def make_columns(photos: Mapping[str, Photo]) -> int:
    """Make the columns that are missing; return how many were made."""
    authors = {author.name: author for author in Author.objects.all()}
    made = 0
    for number, of in enumerate(COLUMNS):
        column, is_new = Column.objects.get_or_create(
            name=of.name, defaults={"description": of.description, "picture": photos[f"chronique-{number}"]}
        )
        if is_new:
            made += 1
            for order, name in enumerate(of.authors):
                ColumnAuthor.objects.create(column=column, author=authors[name], sort_order=order)
    return made


@transaction.atomic
def make_topics(names: Iterable[str]) -> int:
    """Make the topics that are missing, with a capital first letter; return how many were made."""
    known = set(Topic.objects.values_list("name", flat=True))
    missing = sorted({topic_name(name) for name in names} - known)
    for name in missing:
        Topic.objects.create(name=name)
    return len(missing)


def topic_name(name: str) -> str:
    """Return a topic as readers see it: “transport” is “Transport”."""
    return name[:1].upper() + name[1:]


@transaction.atomic
def make_logins(sections: Mapping[tuple[str, str], SectionPage]) -> int:
    """Make the people who sign in, as far as they are missing, each with a role; return how many were made.

    A section editor is in charge of the section in every language it has.
    """
    made = 0
    for login in LOGINS:
        if User.objects.filter(email=login.email).exists():
            continue
        user = User.objects.create_user(
            login.email, PASSWORD, first_name=login.first_name, last_name=login.last_name
        )
        desks = [page for (slug, _language), page in sections.items() if slug == login.section]
        give_role(user, login.role, sections=desks)
        made += 1
    return made
