"""The links by which mails about answers end: signed, so that nobody ends another's mails."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from rotative.discussion.models import Contributor

_SIGNER = signing.Signer(salt="rotative.discussion.mails")


def unsubscribing_address(contributor: Contributor) -> str:
    """Return where somebody ends the mails about answers, complete, in the active language."""
    token = _SIGNER.sign(str(contributor.pk))
    return f"{settings.SITE_URL}{reverse('discussion_mails', args=[token])}"


def contributor_of_token(token: str) -> int | None:
    """Return whose mails a link ends; None for a link that is not ours."""
    try:
        return int(_SIGNER.unsign(token))
    except signing.BadSignature:
        return None
