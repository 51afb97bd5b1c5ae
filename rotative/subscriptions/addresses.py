"""The addresses that mails and sheets name. The pages behind them are in urls.py of whoever shows them."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

RENEWING = "/abonnement/"


def renewing_address() -> str:
    """Return where a reader renews, complete."""
    return f"{settings.SITE_URL}{RENEWING}"


def redeeming_address(code: str) -> str:
    """Return where a reader redeems a code, complete and with the code filled in: what the QR code holds.

    In the edition of the active language.
    """
    return f"{settings.SITE_URL}{reverse('subscription_code')}?{urlencode({'code': code})}"
