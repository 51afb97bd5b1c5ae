"""Which caches stand in front of the paper: the setting FRONTEND_CACHE in Wagtail's words. No Django in here."""

from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

_BACKENDS = "wagtail.contrib.frontend_cache.backends"


def backends_of(addresses: list[str]) -> dict[str, dict[str, Any]]:
    """Return Wagtail's setting for caches given by address.

    `http://127.0.0.1:6081` is a Varnish, Squid or nginx that knows PURGE; `cloudflare://TOKEN@ZONE`;
    `cloudfront://KEY:SECRET@DISTRIBUTION`; `azure-front-door://SUBSCRIPTION/GROUP/NAME`;
    `azure-cdn://SUBSCRIPTION/GROUP/PROFILE/ENDPOINT`. Raises ValueError for anything else, without what is secret.
    """
    return {f"cache {number}": _backend(address) for number, address in enumerate(addresses, 1)}


def _backend(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        kind = _KINDS[parts.scheme]
        found = kind(parts)
    except (KeyError, ValueError):
        raise ValueError(
            "write http://127.0.0.1:6081, cloudflare://TOKEN@ZONE, cloudfront://KEY:SECRET@DISTRIBUTION, "
            "azure-front-door://SUBSCRIPTION/GROUP/NAME or azure-cdn://SUBSCRIPTION/GROUP/PROFILE/ENDPOINT"
        ) from None
    return found


def _http(parts: SplitResult) -> dict[str, Any]:
    if not parts.hostname or parts.port == 0 or parts.path not in ("", "/"):
        raise ValueError
    return {"BACKEND": f"{_BACKENDS}.HTTPBackend", "LOCATION": f"{parts.scheme}://{parts.netloc}"}


def _cloudflare(parts: SplitResult) -> dict[str, Any]:
    token, at, zone = parts.netloc.rpartition("@")
    if not (token and at and zone):
        raise ValueError
    return {"BACKEND": f"{_BACKENDS}.CloudflareBackend", "BEARER_TOKEN": unquote(token), "ZONEID": zone}


def _cloudfront(parts: SplitResult) -> dict[str, Any]:
    keys, _at, distribution = parts.netloc.rpartition("@")
    key, colon, secret = keys.partition(":")
    if not distribution or bool(keys) != bool(key and colon and secret):
        raise ValueError
    found = {"BACKEND": f"{_BACKENDS}.CloudfrontBackend", "DISTRIBUTION_ID": distribution}
    if keys:  # without, boto3 looks for them where AWS keeps them
        found |= {"AWS_ACCESS_KEY_ID": unquote(key), "AWS_SECRET_ACCESS_KEY": unquote(secret)}
    return found


def _azure(backend: str, *names: str) -> Any:
    def read(parts: SplitResult) -> dict[str, Any]:
        values = [parts.netloc, *parts.path.strip("/").split("/")]
        if len(values) != len(names) or not all(values):
            raise ValueError
        return {"BACKEND": f"{_BACKENDS}.{backend}", **dict(zip(names, values, strict=True))}

    return read


_GROUP = ("SUBSCRIPTION_ID", "RESOURCE_GROUP_NAME")
_KINDS = {
    "http": _http,
    "https": _http,
    "cloudflare": _cloudflare,
    "cloudfront": _cloudfront,
    "azure-front-door": _azure("AzureFrontDoorBackend", *_GROUP, "FRONT_DOOR_NAME"),
    "azure-cdn": _azure("AzureCdnBackend", *_GROUP, "CDN_PROFILE_NAME", "CDN_ENDPOINT_NAME"),
}
