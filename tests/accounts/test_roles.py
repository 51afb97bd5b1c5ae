"""Who may do what, as a table: one line an action, one column a role, a section editor in her section and elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Task
from wagtail.permissions import policy_registry

from rotative.accounts.models import RoleGroup, User
from rotative.accounts.roles import RIGHTS, Role, give_role, group_of, set_up_roles
from rotative.paper.models import Paper
from rotative.photos.models import Photo
from tests.factories import Newspaper, make_article, make_section
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

COLUMNS = {
    "admin": ("administrator", "politics"),
    "chief": ("editor_in_chief", "politics"),
    "section": ("section_editor", "politics"),
    "elsewhere": ("section_editor", "culture"),
    "journalist": ("journalist", "politics"),
    "photographer": ("photographer", "politics"),
    "moderator": ("moderator", "politics"),
    "desk": ("subscription_desk", "politics"),
}
TABLE = """
                               admin  chief  section  elsewhere  journalist  photographer  moderator  desk
enter the back office          yes    yes    yes      yes        yes         yes           yes        yes
create an article              yes    yes    yes      -          yes         -             -          -
edit one's own article         yes    yes    yes      -          yes         -             -          -
edit somebody else's article   yes    yes    yes      -          -           -             -          -
submit one's own article       yes    yes    yes      -          yes         -             -          -
publish one's own article      yes    yes    yes      -          -           -             -          -
publish somebody else's        yes    yes    yes      -          -           -             -          -
approve a submitted article    yes    yes    yes      -          -           -             -          -
edit a submitted article       yes    yes    yes      -          -           -             -          -
withdraw a published article   yes    yes    yes      -          -           -             -          -
move to the other section      yes    yes    -        -          -           -             -          -
delete one's own draft         yes    yes    yes      -          yes         -             -          -
delete one's published article yes    yes    yes      -          -           -             -          -
delete somebody else's draft   yes    yes    yes      -          -           -             -          -
lock an article                yes    yes    yes      -          -           -             -          -
unlock somebody else's lock    yes    yes    -        -          -           -             -          -
edit the section's own page    yes    yes    yes      -          -           -             -          -
edit the home page             yes    yes    -        -          -           -             -          -
publish the home page          yes    yes    -        -          -           -             -          -
add a photo                    yes    yes    yes      yes        yes         yes           -          -
edit one's own photo           yes    yes    yes      yes        yes         yes           -          -
edit somebody else's photo     yes    yes    yes      yes        -           yes           -          -
edit an author                 yes    yes    -        -          -           -             -          -
edit a column                  yes    yes    -        -          -           -             -          -
edit a topic                   yes    yes    -        -          -           -             -          -
make a redirect                yes    yes    -        -          -           -             -          -
change the newspaper's dress   yes    yes    -        -          -           -             -          -
look after the press           yes    yes    -        -          -           -             -          -
translate a page               yes    yes    -        -          -           -             -          -
manage users                   yes    -      -        -          -           -             -          -
manage roles                   yes    -      -        -          -           -             -          -
manage sites and languages     yes    -      -        -          -           -             -          -
look after subscribers         yes    yes    -        -          -           -             -          yes
see money                      yes    -      -        -          -           -             -          yes
take and refund payments       yes    -      -        -          -           -             -          yes
have vouchers printed          yes    -      -        -          -           -             -          yes
change plans and rules         yes    -      -        -          -           -             -          yes
moderate the discussions       yes    yes    -        -          -           -             yes        -
sanction contributors          yes    yes    -        -          -           -             yes        -
set the discussions' rules     yes    yes    -        -          -           -             -          -
"""


class Desk:
    """Somebody before a section: each method says whether she may do one thing."""

    def __init__(self, user: User, section: Any, other: Any, home: Any, colleague: User) -> None:
        # A fresh copy: Wagtail keeps the permissions it looked up on the user.
        self.user = User.objects.get(pk=user.pk)
        self.section, self.other, self.home, self.colleague = section, other, home, colleague

    def article(self, owner: User, publish: bool = False) -> Any:
        return make_article(self.section, owner=owner, publish=publish)

    def on(self, page: Any) -> Any:
        return Page.objects.get(pk=page.pk).specific.permissions_for_user(self.user)

    def submitted(self) -> Any:
        article = self.article(self.colleague)
        article.save_revision(user=self.colleague)
        article.get_workflow().start(article, self.colleague)
        return article

    def photo(self, owner: User) -> Photo:
        return PhotoFactory.create(uploaded_by_user=owner)

    def has(self, model: type[Any], action: str, instance: Any = None) -> bool:
        policy = policy_registry.get_by_type(model)
        if instance is None:
            return bool(policy.user_has_permission(self.user, action))
        return bool(policy.user_has_permission_for_instance(self.user, action, instance))


def _may_approve(desk: Desk) -> bool:
    article = desk.submitted()
    return bool(article.current_workflow_task.get_actions(article, desk.user))


def _may_edit_submitted(desk: Desk) -> bool:
    tester = desk.on(desk.submitted())
    return bool(tester.can_edit() and not tester.page_locked())


def _may_submit(desk: Desk) -> bool:
    tester = desk.on(desk.article(desk.user))
    return bool(tester.can_edit() and tester.can_submit_for_moderation())


def _may_unlock(desk: Desk) -> bool:
    article = desk.article(desk.colleague)
    Page.objects.filter(pk=article.pk).update(locked=True, locked_by=desk.colleague)
    return bool(desk.on(article).can_unlock())


def _may_move(desk: Desk) -> bool:
    return bool(desk.on(desk.article(desk.colleague, publish=True)).can_move_to(desk.other))


ACTIONS: dict[str, Callable[[Desk], bool]] = {
    "enter the back office": lambda d: d.user.has_perm("wagtailadmin.access_admin"),
    "create an article": lambda d: d.on(d.section).can_add_subpage(),
    "edit one's own article": lambda d: d.on(d.article(d.user)).can_edit(),
    "edit somebody else's article": lambda d: d.on(d.article(d.colleague)).can_edit(),
    "submit one's own article": _may_submit,
    "publish one's own article": lambda d: d.on(d.article(d.user)).can_publish(),
    "publish somebody else's": lambda d: d.on(d.article(d.colleague)).can_publish(),
    "approve a submitted article": _may_approve,
    "edit a submitted article": _may_edit_submitted,
    "withdraw a published article": lambda d: d.on(d.article(d.colleague, publish=True)).can_unpublish(),
    "move to the other section": _may_move,
    "delete one's own draft": lambda d: d.on(d.article(d.user)).can_delete(),
    "delete one's published article": lambda d: d.on(d.article(d.user, publish=True)).can_delete(),
    "delete somebody else's draft": lambda d: d.on(d.article(d.colleague)).can_delete(),
    "lock an article": lambda d: d.on(d.article(d.colleague)).can_lock(),
    "unlock somebody else's lock": _may_unlock,
    "edit the section's own page": lambda d: d.on(d.section).can_edit(),
    "edit the home page": lambda d: d.on(d.home).can_edit(),
    "publish the home page": lambda d: d.on(d.home).can_publish(),
    "add a photo": lambda d: d.has(Photo, "add"),
    "edit one's own photo": lambda d: d.has(Photo, "change", d.photo(d.user)),
    "edit somebody else's photo": lambda d: d.has(Photo, "change", d.photo(d.colleague)),
    "edit an author": lambda d: d.user.has_perm("authors.change_author"),
    "edit a column": lambda d: d.user.has_perm("articles.change_column"),
    "edit a topic": lambda d: d.user.has_perm("articles.change_topic"),
    "make a redirect": lambda d: d.user.has_perm("wagtailredirects.add_redirect"),
    "change the newspaper's dress": lambda d: d.has(Paper, "change"),
    "look after the press": lambda d: d.user.has_perm("press.run_press"),
    "translate a page": lambda d: d.user.has_perm("simple_translation.submit_translation"),
    "manage users": lambda d: d.user.has_perms(["accounts.add_user", "accounts.change_user"]),
    "manage roles": lambda d: d.user.has_perm("auth.change_group"),
    "manage sites and languages": lambda d: d.user.has_perms(
        ["wagtailcore.change_site", "wagtailcore.add_locale"]
    ),
    "look after subscribers": lambda d: d.user.has_perm("subscriptions.manage_subscribers"),
    "see money": lambda d: d.user.has_perm("subscriptions.see_money"),
    "take and refund payments": lambda d: d.user.has_perms(
        ["subscriptions.take_payments", "subscriptions.refund_payments"]
    ),
    "have vouchers printed": lambda d: d.user.has_perm("subscriptions.manage_vouchers"),
    "change plans and rules": lambda d: d.user.has_perms(
        ["subscriptions.change_plan", "subscriptions.change_rules"]
    ),
    "moderate the discussions": lambda d: d.user.has_perm("discussion.moderate"),
    "sanction contributors": lambda d: d.user.has_perm("discussion.sanction"),
    "set the discussions' rules": lambda d: d.user.has_perm("discussion.rule"),
}


def _rows() -> dict[str, list[str]]:
    heading, *lines = TABLE.strip("\n").splitlines()
    assert heading.split() == list(COLUMNS)
    width = len(heading) - len(heading.lstrip())
    return {line[:width].strip(): line[width:].split() for line in lines}


def test_the_table_has_a_line_for_each_action() -> None:
    assert list(_rows()) == list(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_roles_may_do_what_the_table_says(
    action: str, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    colleague = User.objects.create_user("collegue@example.org")
    found = []

    for role, section in COLUMNS.values():
        here = getattr(newspaper, section)
        other = newspaper.culture if here == newspaper.politics else newspaper.politics
        desk = Desk(newsroom[role], here, other, newspaper.home, colleague)
        found.append("yes" if ACTIONS[action](desk) else "-")

    assert dict(zip(COLUMNS, found, strict=True)) == dict(zip(COLUMNS, _rows()[action], strict=True))


def test_every_permission_in_the_table_of_rights_exists() -> None:
    everything = {
        f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.select_related("content_type")
    }

    named = {name for rights in RIGHTS.values() for name in (*rights.site, *rights.files)}

    assert named - everything == set()


def test_a_fresh_site_has_a_group_for_each_role_and_none_of_wagtails() -> None:
    roles = {group.stands_for.role for group in Group.objects.select_related("stands_for")}

    assert roles == set(Role) - {Role.SECTION_EDITOR}


def test_setting_up_again_changes_nothing_and_keeps_what_was_added(newspaper: Newspaper) -> None:
    journalists = group_of(Role.JOURNALIST)
    extra = Permission.objects.get(content_type__app_label="articles", codename="add_topic")
    journalists.permissions.add(extra)
    before = (Group.objects.count(), GroupPagePermission.objects.count())

    set_up_roles()

    assert (Group.objects.count(), GroupPagePermission.objects.count()) == before
    assert extra in journalists.permissions.all()


def test_a_renamed_group_is_still_found(newspaper: Newspaper) -> None:
    Group.objects.filter(pk=group_of(Role.JOURNALIST).pk).update(name="Rédacteurs")

    assert group_of(Role.JOURNALIST).name == "Rédacteurs"


def test_a_section_editor_needs_a_section(newspaper: Newspaper) -> None:
    awa = User.objects.create_user("awa@example.org")

    with pytest.raises(ValueError, match="section"):
        give_role(awa, Role.SECTION_EDITOR)
    with pytest.raises(ValueError, match="section"):
        give_role(awa, Role.JOURNALIST, [newspaper.politics])


def test_a_page_that_is_no_section_has_no_editors(newspaper: Newspaper) -> None:
    with pytest.raises(RoleGroup.DoesNotExist):
        group_of(Role.SECTION_EDITOR, newspaper.home)


def test_a_section_editor_is_in_charge_of_the_sections_under_hers(
    newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    town = make_section(newspaper.politics, "Communes", slug="communes")

    assert town.permissions_for_user(newsroom["section_editor"]).can_publish()


def test_wagtails_own_task_is_gone() -> None:
    assert [type(task).__name__ for task in Task.objects.all().specific()] == ["SectionApprovalTask"]
