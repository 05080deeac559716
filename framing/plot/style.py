"""The look of every chart: sizes in millimetres, colours that survive colour blindness and grey printing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe & Ito (2008), without yellow, which is too pale for lines
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#444444")
AGAINST, REFERENCE, FAVOUR = "#D55E00", "#D9D9D9", "#0072B2"
QUIET, INK = "#BBBBBB", "#333333"
FORMATS = (".png", ".svg")
MM_PER_INCH = 25.4
WIDTH = 120  # mm: fits a column of text, and a phone with letters that can be read
_LETTER = 0.175  # mm: mean width of a letter for each point of its size
SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.labelsize": 8,
    "axes.edgecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.labelsize": 7,
    "ytick.labelsize": 8,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "framing",
    "svg.fonttype": "path",
}


def figure(width_mm: float = 170, height_mm: float = 100) -> Figure:
    """An empty figure of that size that lays out its own axes and belongs to no window."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), dpi=200, layout="constrained")


def head(drawn: Figure, text: str) -> None:
    """Write a heading over the figure, in as many lines as it needs; each line of `text` starts a new one."""
    drawn.suptitle(_fit(drawn, text, 9), x=0.01, ha="left", fontsize=9)


def foot(drawn: Figure, text: str) -> None:
    """Write the key to the marks under the figure, in as many lines as it needs."""
    drawn.supxlabel(_fit(drawn, text, 7), x=0.01, ha="left", fontsize=7)


def _fit(drawn: Figure, text: str, size: float) -> str:
    letters = int(drawn.get_figwidth() * MM_PER_INCH / (size * _LETTER))
    return "\n".join(fill(line, letters) for line in text.split("\n"))


def save(drawn: Figure, path: str | Path) -> Path:
    """Write the figure as .png or .svg, the same bytes every time; returns the path.

    Raises FramingError for another ending or a folder that is not there.
    """
    from matplotlib import rc_context

    target = Path(path)
    ending = target.suffix.lower()
    if ending not in FORMATS:
        raise FramingError(f"cannot write a chart as {target.name!r}; end its name in {' or '.join(FORMATS)}")
    if not target.parent.is_dir():
        raise FramingError(f"cannot write {target}: there is no folder {target.parent}; make it first")
    metadata = {"Date": None} if ending == ".svg" else {"Software": None}
    with rc_context(SETTINGS):
        drawn.savefig(target, format=ending[1:], metadata=metadata)
    return target


def to_svg(drawn: Figure) -> bytes:
    """The figure as an SVG document, the same bytes every time."""
    from matplotlib import rc_context

    out = BytesIO()
    with rc_context(SETTINGS):
        drawn.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def period_ticks(axes: Axes, periods: list[str], *, most: int = 8) -> None:
    """Label at most `most` of the periods, evenly, at positions 0, 1, 2 …; the others have a short tick."""
    step = -(-len(periods) // most)
    shown = range(0, len(periods), step)
    axes.set_xticks(list(shown), [periods[i] for i in shown])
    axes.set_xticks(range(len(periods)), minor=True)
    axes.set_xlim(-0.5, len(periods) - 0.5)
