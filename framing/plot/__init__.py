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
    "corrected": "_corrected",
    "corrected_contrasts_figure": "_corrected",
    "corrected_figure": "_corrected",
    "corrected_trend": "_corrected",
    "corrected_trend_figure": "_corrected",
    "keyness": "_keyness",
    "scatter": "_scatter",
    "dispersion": "_dispersion",
    "mark_dates": "_marks",
    "forest": "_forest",
    "forest_figure": "_forest",
    "heatmap": "_heatmap",
    "lollipop": "_lollipop",
    "slope": "_slope",
    "specification": "_specification",
    "specification_choices": "_specification",
    "specification_figure": "_specification",
    "reliability": "_reliability",
    "reliability_figure": "_reliability",
    "weights": "_weights",
    "weights_figure": "_weights",
    "alt_text": "style",
    "describe": "style",
    "draw": "figures",
    "CHARTS": "figures",
    "MAX_PANELS": "figures",
    "figure": "style",
    "save": "style",
    "to_svg": "style",
}

__all__ = [
    "CHARTS",
    "MAX_PANELS",
    "alt_text",
    "corrected",
    "corrected_contrasts_figure",
    "corrected_figure",
    "corrected_trend",
    "corrected_trend_figure",
    "describe",
    "dispersion",
    "draw",
    "figure",
    "forest",
    "forest_figure",
    "heatmap",
    "keyness",
    "labelling",
    "lollipop",
    "mark_dates",
    "rates",
    "reliability",
    "reliability_figure",
    "save",
    "scatter",
    "slope",
    "speakers",
    "specification",
    "specification_choices",
    "specification_figure",
    "timeline",
    "to_svg",
    "weights",
    "weights_figure",
]


def __getattr__(name: str) -> Any:
    """The chart function of that name, imported now."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PLACES])
