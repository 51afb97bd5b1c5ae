"""Who may do what: the roles of a newsroom, each a group of users with the rights of RIGHTS.

The administrator gives roles to people under Settings › Users; for other rights there can be groups beside these.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from rotative.accounts.models import RoleGroup, User

logger = logging.getLogger(__name__)


class Role(models.TextChoices):
    """What somebody does at the newspaper."""

    ADMINISTRATOR = "administrator", gettext_lazy("Administrators")
    EDITOR_IN_CHIEF = "editor_in_chief", gettext_lazy("Editors-in-chief")
    SECTION_EDITOR = "section_editor", gettext_lazy("Section editors")
    JOURNALIST = "journalist", gettext_lazy("Journalists")
    PHOTOGRAPHER = "photographer", gettext_lazy("Photographers")
    MODERATOR = "moderator", gettext_lazy("Moderators")
    SUBSCRIPTION_DESK = "subscription_desk", gettext_lazy("Subscription desk")


@dataclass(frozen=True)
class Rights:
    """What a role may do; permissions by the names that Django and Wagtail give them."""

    site: tuple[str, ...] = ()  # “app.permission”, wherever on the site
    files: tuple[str, ...] = ()  # “app.permission”, in every collection of photos and documents
    paper: tuple[
        str, ...
    ] = ()  # on every page: add (and change one's own), change, publish, lock, unlock, bulk_delete
    sections: tuple[str, ...] = ()  # the same, in every section but not on the home page
    own_section: tuple[str, ...] = ()  # the same, in the sections that one is in charge of


def _all(app: str, *models_: str) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for model in models_ for verb in ("add", "change", "delete"))


BACK_OFFICE = ("wagtailadmin.access_admin",)
ADD_FILES = (
    "wagtailimages.add_image",  # whoever adds a photo may change it as well
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
CHANGE_PHOTOS = ("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image")
ALL_FILES = (*ADD_FILES, "wagtailimages.change_image", "wagtaildocs.change_document")
EVERYTHING_ON_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
DIRECTING = (
    *BACK_OFFICE,
    *_all("authors", "author"),
    *_all("articles", "column", "topic"),
    *_all("wagtailredirects", "redirect"),
    "paper.change_paper",
    "press.run_press",
    "simple_translation.submit_translation",
)
ADMINISTERING = (
    *_all("accounts", "user"),
    *_all("auth", "group"),
    *_all("wagtailcore", "site", "locale", "workflow", "task"),
)
# To look after subscribers is not to see money: a group of its own may have the one without the other.
LOOKING_AFTER_SUBSCRIBERS = ("subscriptions.manage_subscribers",)
SELLING = (
    *LOOKING_AFTER_SUBSCRIBERS,
    "subscriptions.manage_vouchers",
    "subscriptions.see_money",
    "subscriptions.take_payments",
    "subscriptions.refund_payments",
    "subscriptions.add_plan",
    "subscriptions.change_plan",
    "subscriptions.add_organisation",
    "subscriptions.change_organisation",
    "subscriptions.change_rules",
)
MODERATING = ("discussion.moderate", "discussion.sanction")
RULING = (*MODERATING, "discussion.rule")
COLLECTIONS = _all("wagtailcore", "collection")

RIGHTS: dict[Role, Rights] = {
    Role.ADMINISTRATOR: Rights(
        site=(*DIRECTING, *ADMINISTERING, *SELLING, *RULING),
        files=(*ALL_FILES, *COLLECTIONS),
        paper=EVERYTHING_ON_PAGES,
    ),
    Role.EDITOR_IN_CHIEF: Rights(
        site=(*DIRECTING, *LOOKING_AFTER_SUBSCRIBERS, *RULING),
        files=(*ALL_FILES, *COLLECTIONS),
        paper=EVERYTHING_ON_PAGES,
    ),
    Role.SECTION_EDITOR: Rights(
        site=BACK_OFFICE,
        files=(*ADD_FILES, *CHANGE_PHOTOS),  # a caption or credit is what an article often lacks
        own_section=("add", "change", "publish", "lock"),
    ),
    Role.JOURNALIST: Rights(site=BACK_OFFICE, files=ADD_FILES, sections=("add",)),
    Role.PHOTOGRAPHER: Rights(site=BACK_OFFICE, files=CHANGE_PHOTOS),
    Role.MODERATOR: Rights(site=(*BACK_OFFICE, *MODERATING)),
    Role.SUBSCRIPTION_DESK: Rights(site=(*BACK_OFFICE, *SELLING)),
}


@transaction.atomic
def set_up_roles() -> None:
    """Make the groups of all roles and give them their rights; what an administrator added stays.

    Section editors have a group for each section, made with the section (``make_desk``).
    """
    if not RoleGroup.objects.exists():
        # Wagtail's own two groups would stand in the list of roles without belonging to this newsroom.
        Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    root = Page.objects.filter(depth=1).first()
    for role, rights in RIGHTS.items():
        if role is Role.SECTION_EDITOR:
            continue
        group = group_of(role)
        _give_site_rights(group, rights)
        if root is not None:
            _give_page_rights(group, root, rights.paper)


def group_of(role: Role, section: Page | None = None) -> Group:
    """Return the group of a role, of ``section`` for section editors.

    Raises RoleGroup.DoesNotExist for a page that is no section. Groups of the other roles are made if missing.
    """
    found = RoleGroup.objects.filter(role=role, section=section).select_related("group").first()
    if found is not None:
        return found.group
    if role is Role.SECTION_EDITOR:
        raise RoleGroup.DoesNotExist(f"“{section}” has no section editors.")
    with override(settings.LANGUAGE_CODE):
        name = str(role.label)
    group = Group.objects.create(name=_free_name(name))
    RoleGroup.objects.create(group=group, role=role)
    return group


@transaction.atomic
def make_desk(section: Page, title: str) -> Group:
    """Return the group of those in charge of ``section``, with its rights and under the present ``title``.

    Journalists get the right to write in the section at the same time.
    """
    with override(settings.LANGUAGE_CODE):
        name = _("Section editors: {section}").format(section=title)[:140]
    found = (
        RoleGroup.objects.filter(role=Role.SECTION_EDITOR, section=section).select_related("group").first()
    )
    if found is None:
        group = Group.objects.create(name=_free_name(name))
        RoleGroup.objects.create(group=group, role=Role.SECTION_EDITOR, section=section)
    else:
        group = found.group
        if not re.fullmatch(re.escape(name) + r"( \(\d+\))?", group.name):
            Group.objects.filter(pk=group.pk).update(name=_free_name(name))
    _give_site_rights(group, RIGHTS[Role.SECTION_EDITOR])
    _give_page_rights(group, section, RIGHTS[Role.SECTION_EDITOR].own_section)
    for role, rights in RIGHTS.items():
        if rights.sections:
            _give_page_rights(group_of(role), section, rights.sections)
    return group


def give_role(user: User, role: Role, sections: Iterable[Page] = ()) -> None:
    """Make ``user`` a member of a role's group; of one group for each of ``sections`` for a section editor.

    Raises ValueError for a section editor without section and for sections with any other role.
    """
    sections = list(sections)
    if (role is Role.SECTION_EDITOR) != bool(sections):
        raise ValueError("A section editor has sections, and nobody else has.")
    user.groups.add(*(group_of(role, section) for section in sections or [None]))


def _free_name(name: str) -> str:
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(n for n in (name, *(f"{name} ({i})" for i in range(2, len(taken) + 3))) if n not in taken)


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions called ``names``; one whose app is not migrated yet is named in the log."""
    wanted = [name.split(".") for name in dict.fromkeys(names)]
    if not wanted:
        return []
    which = models.Q(*(models.Q(content_type__app_label=a, codename=c) for a, c in wanted), _connector="OR")
    found = list(Permission.objects.filter(which).select_related("content_type"))
    missing = {f"{a}.{c}" for a, c in wanted} - {f"{p.content_type.app_label}.{p.codename}" for p in found}
    if missing:
        logger.warning(
            "roles: no such permission yet: %s; run `rotative migrate`", ", ".join(sorted(missing))
        )
    return found


def _give_site_rights(group: Group, rights: Rights) -> None:
    group.permissions.add(*_permissions(rights.site))
    collection: Any = Collection.get_first_root_node()
    if collection is not None:
        for permission in _permissions(rights.files):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def _give_page_rights(group: Group, page: Page, actions: Iterable[str]) -> None:
    for permission in _permissions(f"wagtailcore.{action}_page" for action in actions):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
