"""A mail server that is away."""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Away(BaseEmailBackend):
    """Raises what the library raises when nobody listens."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError
