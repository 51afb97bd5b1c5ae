"""The signed address under which whoever sent a notice of illegal content reads what became of it."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from rotative.discussion.models import Report

_signer = Signer(salt="discussion.notice", sep=".")


def notice_path(report: Report) -> str:
    """Return the path of a notice's page, in the active language."""
    return reverse("discussion_notice", args=[_signer.sign(str(report.pk))])


def report_at(token: str) -> Report | None:
    """Return the notice of a signed address; None for any that we have not signed."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Report.objects.of_illegal_content().select_related("contribution").filter(pk=pk).first()
