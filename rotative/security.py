"""Which Content-Security-Policy goes with which address: strict for readers, Wagtail's for the back office."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

BACK_OFFICE = "/redaction/"
HEADER = "Content-Security-Policy"


class PolicyByPath(CSPMiddleware):
    """django-csp's middleware, with the policy that Wagtail's editor needs on the pages of the back office.

    It puts the directives in order: django-csp has them in another in each process, and a page that another process
    prints again would be another page.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(BACK_OFFICE) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        if policy := response.get(HEADER):
            response[HEADER] = "; ".join(sorted(policy.split("; ")))
        return response
