"""What the moderators' pages have in common: who may open them, where one goes back to."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.subscriptions.desk.pages import LOOK_AFTER, DeskMixin, FormPage

MODERATE = "discussion.moderate"
SANCTION = "discussion.sanction"
RULE = "discussion.rule"


class ModerationMixin(DeskMixin):
    """A page for moderators."""

    needs: ClassVar[tuple[str, ...]] = (MODERATE,)
    header_icon = "comment"

    @property
    def me(self) -> User:
        """Whoever is signed in."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the back office is for users
        return user

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "sees_addresses": sees_addresses(self.me),
            "may_rule": self.me.has_perm(RULE),
            "language": get_language(),
        }


class ModerationForm(ModerationMixin, FormPage):
    """A form of theirs."""

    template_name = "discussion/desk/form.html"


def sees_addresses(user: User) -> bool:
    """Whether somebody may know the e-mail addresses of readers."""
    return user.has_perm(LOOK_AFTER) or user.has_perm("accounts.change_user")


def back_to(request: HttpRequest, default: str = "") -> str:
    """Return the page of the back office that a form came from."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = wanted.startswith(reverse("wagtailadmin_home")) and url_has_allowed_host_and_scheme(
        wanted, None
    )
    return wanted if is_ours else default or reverse("moderation_queue", args=["review"])


def queue_page() -> tuple[str, str]:
    """The first queue, for the path of the pages below it."""
    return reverse("moderation_queue", args=["review"]), _("Discussion")
