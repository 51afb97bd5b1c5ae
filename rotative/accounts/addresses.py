"""Whether an e-mail address is known to be its user's: allauth keeps that beside the user, address by address."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from rotative.accounts.models import User


@transaction.atomic
def vouch_for(user: User) -> None:
    """Take the user's address for verified: whoever made the account, or changed it in the back office, says so.

    Other addresses of the user fall away, and so does this one where another user still has it from before.
    """
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.filter(email=user.email).exclude(user=user).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def vouch_if_unknown(user: User) -> None:
    """The same for a user of whom nothing is known; who signs up is known as not verified from the first moment."""
    if not EmailAddress.objects.filter(user=user).exists():
        vouch_for(user)


def distrust_password_of_stranger(request: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    """Forget the password of an account whose address is first verified by a code for signing in.

    Anybody may have signed up with that address and a password of her own, waiting for the owner to come; who signs up
    and types the code of the sign-up keeps it. A receiver of allauth's ``email_confirmed``.
    """
    match = request.resolver_match
    user = email_address.user
    if match and match.url_name == "account_confirm_login_code" and user.last_login is None:
        user.set_unusable_password()
        user.save(update_fields=["password"])
