"""“Relecture”: what a journalist submits is read and approved, or sent back, by those who may publish it.

So an article goes to the editors of its section and to the editors-in-chief; no section needs a workflow of its own.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowPage, WorkflowTask
from wagtail.permissions import policy_registry

from rotative.articles.readiness import missing_in_draft


class SectionApprovalTask(Task):
    """A reading by somebody who may publish the page; approval publishes it."""

    class Meta:
        verbose_name = gettext_lazy("approval by those who may publish")
        verbose_name_plural = gettext_lazy("approvals by those who may publish")

    admin_form_fields: ClassVar[list[str]] = ["name"]

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin the reading; a lock of somebody who cannot approve would keep the page from those who can."""
        page = workflow_state.content_object
        if page.locked_by is not None and not _may_approve(page, page.locked_by):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _may_approve(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not _may_approve(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return _may_approve(obj, user)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return bool(policy_registry.get(obj).user_has_permission_for_instance(user, "unlock", obj))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not _may_approve(obj, user):
            return []
        send_back = ("reject", gettext_lazy("Send back with a comment"), True)
        if missing_in_draft(obj, timezone.now()):
            # Approval publishes at once: what is missing is said in a dialogue before, beside the comment.
            return [send_back, ("approve", gettext_lazy("Approve and publish"), True)]
        return [
            send_back,
            ("approve", gettext_lazy("Approve and publish"), False),
            ("approve", gettext_lazy("Approve with a comment and publish"), True),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approval is of the draft as it is now: what its reader has changed herself needs no second reading."""
        if action_name == "approve":
            task_state.revision = task_state.workflow_state.content_object.get_latest_revision()
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_template_for_action(self, action: str) -> str:
        return "articles/panels/approval.html" if action == "approve" else ""

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        ids = (
            pages.order_by()
            .annotate(as_text=models.functions.Cast("pk", models.CharField()))
            .values("as_text")
        )
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=ids)

    @classmethod
    def get_description(cls) -> str:
        return _(
            "Those who may publish an article approve it: its section's editors and the editors-in-chief."
        )


def _may_approve(page: Any, user: Any) -> bool:
    return bool(page.permissions_for_user(user).can_publish())


@transaction.atomic
def set_up_workflow() -> None:
    """Make the workflow and put it on the whole paper, once: what an administrator changes later stays.

    Takes the place of the workflow that Wagtail brings, which would ask a group that no newsroom here has.
    """
    root = Page.objects.filter(depth=1).first()
    if root is None or SectionApprovalTask.objects.exists():
        return
    with override(settings.LANGUAGE_CODE):
        workflow = Workflow.objects.create(name=_("Review"))
        task = SectionApprovalTask.objects.create(name=_("Reading before publication"))
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    replaced = Workflow.objects.filter(workflow_pages__page=root, workflow_states=None)
    for old in list(replaced):
        Task.objects.filter(workflow_tasks__workflow=old, task_states=None).delete()
        old.delete()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
