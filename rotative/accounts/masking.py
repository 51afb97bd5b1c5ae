"""Keeps out of the log what opens something and stands in an address: the key of a feed, the token of a letter."""

import logging
import re

# Letters and digits without a hyphen, 32 and more in one piece; the words of a slug are shorter.
_KEY = re.compile(r"(?<=/)[A-Za-z0-9_]{32,}(?=[/.?\s\"']|$)")
MASKED = "…"


def masked(text: str) -> str:
    """Return a text in which “…” stands for every key in an address."""
    return _KEY.sub(MASKED, text)


class Masking(logging.Filter):
    """Masks the message of every record and lets it through; for a handler, so that no logger is forgotten."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the message anew where there is something to mask."""
        told = record.getMessage()
        if (kept := masked(told)) != told:
            record.msg, record.args = kept, None
        return True
