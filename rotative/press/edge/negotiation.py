"""What a request's headers ask for: encodings and conditions (RFC 9110, 12.5.3 and 13). No Django in here."""

from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from functools import lru_cache

# In order of preference where the client likes them equally.
_OFFERED = ("br", "gzip")


@lru_cache(maxsize=512)
def accepted_encodings(header: str | None) -> tuple[str, ...]:
    """Return the encodings to try, best first; the empty name is the plain body and comes last unless it is preferred.

    Without a header the plain body is sent: RFC 9110 allows any encoding then, but no old client expects one.
    """
    if not header:
        return ("",)
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    everything = weights.get("*")
    plain = weights.get("identity", everything if everything == 0 else None)
    found = [
        (weights.get(name, weights.get("x-gzip") if name == "gzip" else None), -order, name)
        for order, name in enumerate(_OFFERED)
    ]
    liked = [(everything if weight is None else weight, order, name) for weight, order, name in found]
    # The plain body counts as wanted a little less than anything that is named.
    liked.append((0.0001 if plain is None else plain, -len(_OFFERED), ""))
    wanted = sorted(((w, order, name) for w, order, name in liked if w), reverse=True)
    return tuple(name for _weight, _order, name in wanted) or ("",)


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def tag_matches(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag (with its quotes), compared weakly (RFC 9110, 13.1.2)."""
    if header == tag:
        return True
    return header.strip() == "*" or tag in _tags(header)


def _tags(header: str) -> Iterable[str]:
    return (part.strip().removeprefix("W/") for part in header.split(","))


@lru_cache(maxsize=512)
def seconds_of(http_date: str) -> float | None:
    """Return an HTTP date in seconds since 1970; None for what is none (then the condition is ignored)."""
    try:
        return parsedate_to_datetime(http_date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
