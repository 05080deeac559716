"""Charts: values and an Axes in, the Axes out; nothing is computed here.

`timeline`, `labelling`, `rates` and `speakers` draw one chart each into an Axes, `draw` makes a whole figure and
`save` writes it. Each is imported when first used, so that matplotlib loads only then.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "timeline": "_timeline",
    "labelling": "_labelling",
    "rates": "_rates",
    "speakers": "_speakers",
    "draw": "figures",
    "CHARTS": "figures",
    "MAX_PANELS": "figures",
    "figure": "style",
    "save": "style",
    "to_svg": "style",
}

__all__ = ["CHARTS", "MAX_PANELS", "draw", "figure", "labelling", "rates", "save", "speakers", "timeline", "to_svg"]


def __getattr__(name: str) -> Any:
    """The chart function of that name, imported now."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PLACES])
