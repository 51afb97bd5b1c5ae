"""Which Content-Security-Policy goes with which address: strict for readers, Wagtail's for the back office."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

BACK_OFFICE = "/redaction/"


class PolicyByPath(CSPMiddleware):
    """django-csp's middleware, with the policy that Wagtail's editor needs on the pages of the back office."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(BACK_OFFICE) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
