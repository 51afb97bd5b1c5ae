"""Sets a batch of vouchers as sheets to be cut: what it is worth, the code, and the same as a QR code."""

from datetime import datetime, timedelta

import qrcode
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.subscriptions.addresses import redeeming_address
from rotative.subscriptions.models import VoucherBatch
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.typesetting import paper_name, typeset_pdf
from rotative.subscriptions.vouchers import present
from rotative.typography import format_date

QUIET_ZONE = 4  # modules of white around it: ISO/IEC 18004, 6.3.8


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, black on white, a unit a module, with its quiet zone."""
    code = qrcode.QRCode(border=QUIET_ZONE, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{squares}"/></svg>'
    )


def voucher_sheet(
    batch: VoucherBatch, codes: list[str], *, language: str = "fr", at: datetime | None = None
) -> bytes:
    """Return the PDF of a batch, ten vouchers on a page of A4. ``codes``: as print_batch gave them."""
    with translation.override(language):
        expires = batch.expires_at and paper_time(batch.expires_at - timedelta(seconds=1)).date()
        data = {
            "language": "fr" if language.startswith("fr") else "en",
            "title": batch.name,
            "paper": paper_name(),
            "plan": batch.plan.name,
            "price": batch.plan.price.present(language) if batch.plan.price else "",
            "how": _("Scan, or type the code at %(address)s")
            % {"address": redeeming_address("").partition("?")[0].partition("://")[2]},
            "expires": _("Until %(day)s") % {"day": format_date(expires, language)} if expires else "",
            "vouchers": [
                {
                    "code": present(code),
                    "serial": f"{batch.pk}-{serial:04d}",
                    "qr": qr_svg(redeeming_address(code)),
                }
                for serial, code in enumerate(codes, 1)
            ],
        }
        return typeset_pdf("vouchers.typ", data, at=at or batch.created_at)
