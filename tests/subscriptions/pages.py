"""What the tests of the pages of subscribing share: browsers, addresses, and what pages say."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html

from rotative.paper.models import default_paper


def at(name: str, language: str = "fr", **arguments: Any) -> str:
    """The address of a page in a language."""
    with translation.override(language):
        return reverse(name, kwargs=arguments)


def signed_in(user: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def tree(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def said(response: Any) -> str:
    """What stands in the middle of a page, blanks made one."""
    return " ".join(tree(response).xpath("string(//main)").split())


def links(response: Any) -> list[str]:
    """Where the links and buttons in the middle of a page lead."""
    return [str(href) for href in tree(response).xpath("//main//a/@href")]


def hidden(response: Any, name: str) -> str:
    """The value of a hidden field."""
    return str(tree(response).xpath(f"//main//input[@name='{name}']/@value")[0])


def set_contact(address: str) -> None:
    """Give the paper an address to write to."""
    paper = default_paper()
    paper.contact_email = address
    paper.save()
