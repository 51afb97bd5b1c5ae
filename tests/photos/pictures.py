"""Pictures as cameras, agencies and bad telephone lines produce them, made for the tests."""

from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw

GPS = {1: "N", 2: (12.0, 38.0, 21.0), 3: "W", 4: (8.0, 0.0, 10.0)}


def scene(width: int = 600, height: int = 400) -> Image.Image:
    """Return a picture with a red corner at the top left, so that one sees which way is up."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill=(230, 20, 20))
    return image


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    """Return a JPEG file."""
    return encoded(image or scene(), "JPEG", quality=90, **options)


def encoded(image: Image.Image, image_format: str, **options: Any) -> bytes:
    """Return ``image`` as a file of the given format."""
    file = BytesIO()
    image.save(file, image_format, **options)
    return file.getvalue()


def camera_exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: where it stood, which way it was held, who owns it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Telefon"
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Fanta Sidibé".encode()
    exif[ExifTags.Base.ImageDescription] = "OLYMPUS DIGITAL CAMERA"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:08 07:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    return exif


def turned(orientation: int) -> bytes:
    """Return the scene as a camera stores it when held so that it notes ``orientation``."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = scene()
    if orientation in undo:
        image = image.transpose(undo[orientation])
    return jpeg(image, exif=camera_exif(orientation))


def iim(datasets: list[tuple[int, int, bytes]]) -> bytes:
    """Return an IPTC-IIM block."""
    return b"".join(
        bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value
        for record, number, value in datasets
    )


def with_iim(picture: bytes, block: bytes) -> bytes:
    """Return the JPEG with an APP13 segment that holds the block, as Photoshop writes it."""
    resource = b"8BIM\x04\x04\x00\x00" + len(block).to_bytes(4, "big") + block + b"\x00" * (len(block) % 2)
    payload = b"Photoshop 3.0\x00" + resource
    return picture[:2] + b"\xff\xed" + (len(payload) + 2).to_bytes(2, "big") + payload + picture[2:]


def xmp(properties: str) -> bytes:
    """Return a packet around the RDF properties."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        f'<rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    ).encode()


def top_left_is_red(file: Any) -> bool:
    """Whether the picture, exactly as stored, has its red corner at the top left."""
    with Image.open(file) as image:
        pixels = image.convert("RGB")
    width, height = pixels.size

    def is_red(x: int, y: int) -> bool:
        red, green, blue = pixels.getpixel((x, y))
        return red > 150 and green < 110 and blue < 110

    corners = [(width // 10, height // 10), (width * 9 // 10, height // 10), (width // 10, height * 9 // 10)]
    return [is_red(*corner) for corner in corners] == [True, False, False]
