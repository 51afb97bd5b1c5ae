"""Bars in SVG, drawn here so that no script is needed; the table beside a plot says the same to everybody."""

from dataclasses import dataclass

WIDTH, HEIGHT, ROOM_FOR_LABELS = 640, 200, 24
_SHADES = ("1", "0.6", "0.35", "0.2", "0.8", "0.45")  # of the text’s colour, so it is right in the dark too


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted, and how much of it there is at each place; nothing is drawn below nought."""

    label: str
    values: list[int]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, in the plot’s units, and what it stands for."""

    x: str
    y: str
    width: str
    height: str
    shade: str
    title: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars in groups side by side, a group a place, with a legend."""

    title: str
    bars: list[Bar]
    labels: list[tuple[str, str]]  # x, text
    legend: list[tuple[str, str]]  # shade, text
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def ground(self) -> int:
        """Where the bars stand."""
        return self.height - ROOM_FOR_LABELS


def draw(title: str, places: list[str], series: list[Series]) -> Plot:
    """Return a plot of ``series`` over ``places``, the highest bar as high as the plot."""
    highest = max((value for one in series for value in one.values), default=0) or 1
    ground, step = HEIGHT - ROOM_FOR_LABELS, WIDTH / max(len(places), 1)
    thick = step * 0.8 / max(len(series), 1)
    bars = []
    for number, one in enumerate(series):
        for place, value in enumerate(one.values):
            height = max(value, 0) / highest * (ground - 8)
            bars.append(
                Bar(
                    x=_n(place * step + step * 0.1 + number * thick),
                    y=_n(ground - height),
                    width=_n(thick),
                    height=_n(height),
                    shade=_SHADES[number % len(_SHADES)],
                    title=f"{places[place]}, {one.label}: {value}",
                )
            )
    labels = [(_n(place * step + step / 2), text) for place, text in enumerate(places)]
    legend = [(_SHADES[number % len(_SHADES)], one.label) for number, one in enumerate(series)]
    return Plot(title, bars, labels, legend)


def _n(value: float) -> str:
    """A number as SVG takes it, whatever language is active."""
    return f"{value:.1f}"
