"""Every colour that a section may take can be read on the paper's ground, by day and by night (WCAG 2.2, 1.4.3)."""

import re

import pytest

from rotative.paper.colours import Accent
from rotative.paper.stylesheet import ASSETS

ENOUGH = 4.5
SOURCE = (ASSETS / "base.css").read_text(encoding="utf-8")
BY_DAY, BY_NIGHT = SOURCE.split("@media (prefers-color-scheme:dark){")


def variable(name: str, rule: str, source: str) -> str:
    """Return the value of a variable in the first rule with this selector, as #rrggbb."""
    block = re.search(re.escape(rule) + r"\{([^}]*)\}", source)
    assert block is not None, f"{rule} is not in base.css"
    value = re.search(rf"--{name}:(#[0-9a-f]+)", block[1])
    assert value is not None, f"{rule} has no --{name}"
    digits = value[1][1:]
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize("accent", Accent.values)
def test_an_accent_can_be_read_on_the_ground_in_boxes_and_under_the_words_of_a_button(
    accent: str, light: str
) -> None:
    source = BY_DAY if light == "day" else BY_NIGHT
    colour = variable("accent", f".accent-{accent}", source)

    assert contrast(colour, variable("ground", ":root", source)) >= ENOUGH
    assert contrast(colour, variable("faint", ":root", source)) >= ENOUGH
    assert contrast(colour, variable("on-accent", ":root", source)) >= ENOUGH


@pytest.mark.parametrize("source", [BY_DAY, BY_NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("ground", ["ground", "faint"])
@pytest.mark.parametrize("ink", ["ink", "soft"])
def test_ink_can_be_read(ink: str, ground: str, source: str) -> None:
    assert contrast(variable(ink, ":root", source), variable(ground, ":root", source)) >= ENOUGH


@pytest.mark.parametrize("source", [BY_DAY, BY_NIGHT], ids=["day", "night"])
def test_accents_can_be_told_apart(source: str) -> None:
    colours = {variable("accent", f".accent-{accent}", source) for accent in Accent.values}

    assert len(colours) == len(Accent.values)
