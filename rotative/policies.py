"""The Content-Security-Policies: what a reader's page may load, and what Wagtail's editor may."""

from rotative.paper.stylesheet import ACCOUNT, DISCUSSION, stylesheet_hash

SELF = "'self'"

READERS = {
    "default-src": ["'none'"],
    "style-src": [stylesheet_hash(), stylesheet_hash(ACCOUNT), stylesheet_hash(ACCOUNT, DISCUSSION)],
    "img-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-src": [
        SELF,
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://geo.dailymotion.com",
    ],
    "frame-ancestors": [SELF],
    "base-uri": ["'none'"],
}

# Wagtail's editor sets styles and scripts inline; its pages are for staff only.
STAFF = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": ["'none'"],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "form-action": [SELF],
}
