"""What the body of an article is made of; each block with a preview in the editor."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Locale

from rotative.articles import embeds

INLINE = ["bold", "italic", "link"]
TEXT_FEATURES = ["h2", "h3", *INLINE, "document-link", "ol", "ul"]


def _some_photos(count: int) -> list[Any]:
    """Photos of the paper for a preview, the same again where there are too few; Nones in a paper without any."""
    found = list(get_image_model()._default_manager.order_by("pk")[:count]) or [None]
    return [found[n % len(found)] for n in range(count)]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with headings, lists, links, bold and italic."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        template = "articles/blocks/text.html"
        description = _("Paragraphs, headings, lists")
        preview_value = (
            "<h2>Le bac repart</h2><p>Dès l’aube, une <b>file de camionnettes</b> attend sur la berge.</p>"
        )


class PhotoBlock(blocks.StructBlock):
    """A photo in the text; empty caption and credit are taken from the photo's record."""

    # Not required: an imported page may bring the caption without the picture, and the caption is not thrown away.
    photo = ImageChooserBlock(label=_("Photo"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=160)
    size = blocks.ChoiceBlock(
        label=_("Size"),
        choices=[
            ("body", _("Width of the text")),
            ("wide", _("Wider than the text")),
            ("small", _("Beside the text")),
        ],
        default="body",
    )

    class Meta:
        icon = "image"
        label = _("Photo")
        group = _("Pictures")
        template = "articles/blocks/photo.html"
        description = _("A photo with its caption and credit")

    def get_preview_value(self) -> Any:
        photo = _some_photos(1)[0]
        return self.normalize(
            {"photo": photo, "caption": "Le marché, mardi matin.", "credit": "", "size": "body"}
        )


class GalleryPhotoBlock(blocks.StructBlock):
    """One photo of a gallery."""

    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)

    class Meta:
        icon = "image"
        label = _("Photo")


class GalleryBlock(blocks.StructBlock):
    """Several photos, to be looked through."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    photos = blocks.ListBlock(GalleryPhotoBlock(), label=_("Photos"), min_num=2)

    class Meta:
        icon = "rotative-gallery"
        label = _("Gallery")
        group = _("Pictures")
        template = "articles/blocks/gallery.html"
        description = _("Several photos in a row")

    def get_preview_value(self) -> Any:
        captions = ("Le départ, à l’aube.", "Sur la berge.", "Le retour, dimanche soir.")
        photos = [
            {"photo": photo, "caption": caption}
            for photo, caption in zip(_some_photos(len(captions)), captions, strict=True)
        ]
        return self.normalize({"title": "Au bord du fleuve", "photos": photos})


class QuotationBlock(blocks.StructBlock):
    """A quotation set apart, with who said it."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("Text")
        template = "articles/blocks/quotation.html"
        description = _("A sentence that stands out")
        preview_value = {
            "text": "Le fleuve ne rend que ce qu’on lui prête.",
            "attribution": "Sali Dembélé, batelière",
        }


class BoxBlock(blocks.StructBlock):
    """A box (encadré): a text of its own beside the article's."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    body = blocks.RichTextBlock(label=_("Text"), features=[*INLINE, "ol", "ul"])

    class Meta:
        icon = "rotative-box"
        label = _("Box")
        group = _("Text")
        template = "articles/blocks/box.html"
        description = _("Background, key figures, a portrait")
        preview_value = {
            "title": "En chiffres",
            "body": "<ul><li>11 mois d’arrêt</li><li>240 véhicules par jour</li></ul>",
        }


class EmbedBlock(blocks.StructBlock):
    """A video or post from elsewhere: link and still picture; the player loads only when the reader asks."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    still = ImageChooserBlock(label=_("Still picture"), required=False)

    class Meta:
        icon = "media"
        label = _("Video or post from elsewhere")
        group = _("Elsewhere")
        template = "articles/blocks/embed.html"
        description = _("YouTube, Vimeo, Dailymotion play in the page; anything else is a link")

    def get_preview_value(self) -> Any:
        title = "La traversée du bac, filmée du pont"
        return self.normalize(
            {"url": "https://vimeo.com/76979871", "title": title, "still": _some_photos(1)[0]}
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {
            "player": embeds.player_address(value["url"]),
            "site": embeds.site_name(value["url"]),
        }


class FileBlock(blocks.StructBlock):
    """A file to download."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = _("Elsewhere")
        template = "articles/blocks/file.html"
        description = _("A document to download")

    def get_preview_value(self) -> Any:
        some = get_document_model()._default_manager.order_by("pk").first()
        return self.normalize({"file": some, "title": "Le budget communal en détail"})


class ReadAlsoBlock(blocks.StructBlock):
    """“Lire aussi”, placed by hand in the text; it stays live."""

    article = blocks.PageChooserBlock(label=_("Article"), page_type="articles.Article")

    class Meta:
        icon = "link"
        label = _("Read also")
        group = _("Elsewhere")
        template = "articles/blocks/read_also.html"
        description = _("Another article, in the middle of this one")

    def get_preview_value(self) -> Any:
        from rotative.articles.models import Article

        some = Article.objects.live().order_by("pk").first()
        made_up = Article(
            title="Le bac repart après onze mois d’arrêt", live=True, locale=Locale.get_default()
        )
        return self.normalize({"article": some or made_up})


class CorrectionBlock(blocks.StructBlock):
    """A mistake that was mended, said openly; also listed on the page of all corrections."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.TextBlock(label=_("What was wrong and what is right"), rows=3)

    class Meta:
        icon = "rotative-correction"
        label = _("Correction")
        group = _("Text")
        template = "articles/blocks/correction.html"
        description = _("Says what was wrong and what is right")
        preview_value = {"date": date(2026, 5, 3), "text": "Le bac transporte 24 véhicules, et non 42."}


class CaptionedTableBlock(TableBlock):
    """A table with header cells and a caption."""

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Text")
        template = "articles/blocks/table.html"
        description = _("Figures in rows and columns")
        preview_value = {
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": "Tarifs du bac",
            "data": [["Véhicule", "Prix"], ["Moto", "500 F"], ["Camion", "5 000 F"]],
        }


class BodyBlock(blocks.StreamBlock):
    """The body of an article."""

    text = TextBlock()
    photo = PhotoBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    box = BoxBlock()
    table = CaptionedTableBlock()
    file = FileBlock()
    embed = EmbedBlock()
    read_also = ReadAlsoBlock()
    correction = CorrectionBlock()
