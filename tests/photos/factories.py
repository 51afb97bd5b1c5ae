"""Photos to test with: small, real JPEG files in the test's own media folder."""

from typing import Any

import factory
from django.core.files.base import ContentFile

from rotative.photos.models import Photo

from .pictures import jpeg, scene


class PhotoFactory(factory.django.DjangoModelFactory[Photo]):
    """A market scene by Mariam Coulibaly; ``data`` replaces the file, ``size`` its pixels."""

    class Meta:
        model = Photo
        exclude = ("data", "size")

    size: Any = (600, 400)
    data: Any = factory.LazyAttribute(lambda photo: jpeg(scene(*photo.size)))
    title = "Le marché au lever du jour"
    description = "Des étals sous des parasols rouges."
    caption = "Le marché de Kéniéba, mardi matin."
    photographer = "Mariam Coulibaly"
    file = factory.LazyAttribute(lambda photo: ContentFile(photo.data, "marche.jpg"))
