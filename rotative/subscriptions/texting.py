"""Text messages (SMS): the narrow way out, and the version that sends nothing, for papers without a gateway."""

from typing import Protocol


class TextMessages(Protocol):
    """A gateway for text messages."""

    def send(self, number: str, text: str) -> bool:
        """Send a text to a number in international form (+223…); False when the gateway would not take it."""
        ...


class NoTextMessages:
    """A paper without a gateway: nobody gets a text, and nothing breaks."""

    def send(self, number: str, text: str) -> bool:
        """Send nothing."""
        return False
