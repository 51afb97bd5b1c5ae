"""Users in the back office: e-mail as the name, roles to choose, superusers out of an administrator's reach."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from rotative.accounts.addresses import vouch_for
from rotative.accounts.models import User


class PersonForm:
    """What both of our forms say in other words than Wagtail's."""

    error_messages = {
        **UserCreationForm.error_messages,
        "duplicate_username": _("Somebody signs in with this e-mail address already."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["groups"].label = _("Roles")
        fields["groups"].help_text = _("Section editors have a role for each of their sections.")
        if "is_superuser" in fields:  # Wagtail keeps it from people who edit themselves
            fields["is_superuser"].label = _("Superuser")
            fields["is_superuser"].help_text = _(
                "May do everything. For whoever runs the server; no role needs it."
            )

    def clean_email(self) -> str:
        """Return the address as it is kept, so that a capital letter does not hide a double."""
        return str(self.cleaned_data["email"]).strip().lower()  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> User:
        """Save the person; the administrator vouches for the address."""
        user: User = super().save(commit)
        if commit:
            vouch_for(user)
        return user


class NewPersonForm(PersonForm, UserCreationForm):
    pass


class PersonEditForm(PersonForm, UserEditForm):
    pass


class SuperusersGiveTheirRightThemselves:
    """Leaves the box “superuser” as it is unless a superuser ticks it."""

    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class PeopleIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        columns: list[Any] = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = _("E-mail")
        return columns


class NewPersonView(SuperusersGiveTheirRightThemselves, CreateView):
    pass


class PersonEditView(SuperusersGiveTheirRightThemselves, EditView):
    pass


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleIndexView
    add_view_class = NewPersonView
    edit_view_class = PersonEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonEditForm if for_update else NewPersonForm


@hooks.register("before_edit_user")
def leave_superusers_alone(request: HttpRequest, user: User) -> None:
    """Raise PermissionDenied when an administrator would change a superuser: the password would open every door."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def leave_several_superusers_alone(
    request: HttpRequest, action_type: str, objects: Any, action_class_instance: Any
) -> None:
    """The same for a choice of users in the list."""
    for one in objects:
        if isinstance(one, User):
            leave_superusers_alone(request, one)
