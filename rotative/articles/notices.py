"""Mail to those who are to read an article before publication: Wagtail's words, our recipients."""

import logging
from collections.abc import Callable
from functools import partial
from smtplib import SMTPException
from typing import Any

from wagtail.admin import signal_handlers
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import TaskState
from wagtail.permissions import policy_registry
from wagtail.signals import task_submitted

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from rotative.articles.workflow import SectionApprovalTask

logger = logging.getLogger(__name__)


def readers_of(page: Any) -> Any:
    """Return the users to be told that ``page`` is submitted: its section's editors and the editors-in-chief.

    Administrators may publish too, but that is not their work: they are told only when there is nobody else.
    """
    may_publish = policy_registry.get(page).users_with_permission_for_instance("publish", page)
    journalists = may_publish.filter(is_superuser=False).exclude(groups__stands_for__role=Role.ADMINISTRATOR)
    return journalists if journalists.exists() else may_publish


class SubmissionNotifier(EmailNotificationMixin, Notifier):
    """Writes to the readers of a page when it is submitted, and to nobody about what they did themselves."""

    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((TaskState,))

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return super().can_handle(instance, **kwargs) and isinstance(
            instance.task.specific, SectionApprovalTask
        )

    def get_recipient_users(self, task_state: Any, **kwargs: Any) -> set[User]:
        return set(readers_of(task_state.workflow_state.content_object)) - {kwargs.get("user")}

    def get_context(self, task_state: Any, **kwargs: Any) -> dict[str, Any]:
        page = task_state.workflow_state.content_object.specific
        return {
            **super().get_context(task_state, **kwargs),
            "task": task_state.task.specific,
            "object": page,
            "page": page,
            "model_name": page._meta.verbose_name,
        }


tell_readers = SubmissionNotifier()
WAGTAILS_OWN = (
    signal_handlers.workflow_submission_email_notifier,
    signal_handlers.workflow_approval_email_notifier,
    signal_handlers.workflow_rejection_email_notifier,
)


def _send_if_possible(send: Callable[..., bool], *args: Any, **kwargs: Any) -> bool:
    """Send; a mail server that is away, unknown or refuses us stops no article, and the operator reads of it.

    Wagtail itself catches only a refused connection: a wrong host or password would undo the approval.
    """
    try:
        return send(*args, **kwargs)
    except (OSError, SMTPException):
        logger.exception("notices: no mail was sent; check EMAIL_URL")
        return False


def connect() -> None:
    """Start writing; called once, by the app's `ready`."""
    task_submitted.connect(tell_readers, sender=TaskState, dispatch_uid="articles.submitted")
    for notifier in (tell_readers, *WAGTAILS_OWN):
        notifier.send_notifications = partial(_send_if_possible, notifier.send_notifications)
