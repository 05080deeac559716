"""The look of every chart: sizes in millimetres, colours that survive colour blindness and grey printing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import fill, shorten
from typing import IO, TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings
from xml.sax.saxutils import escape

from framing.errors import FramingError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe & Ito (2008), without yellow, which is too pale for lines
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#444444")
AGAINST, REFERENCE, FAVOUR = "#D55E00", "#D9D9D9", "#0072B2"
QUIET, INK = "#BBBBBB", "#333333"
FORMATS = (".png", ".svg", ".pdf")
MM_PER_INCH = 25.4
WIDTH = 120  # mm: fits a column of text, and a phone with letters that can be read
# what XML cannot hold, and what turns the direction of the text around it
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
LONGEST_NAME = 26  # letters of an outlet's name beside an axis
_LETTER = 0.19  # mm: mean width of a letter for each point of its size
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
    "text.parse_math": False,  # names of outlets may hold dollar signs
    "svg.hashsalt": "framing",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,  # letters as letters, in a font that the file holds: what journals ask for
}


def figure(width_mm: float = 170, height_mm: float = 100) -> Figure:
    """An empty figure of that size that lays out its own axes and belongs to no window."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), dpi=200, layout="constrained")


def head(drawn: Figure, text: str) -> None:
    """Write a heading over the figure, in as many lines as it needs; each line of `text` starts a new one."""
    drawn.suptitle(fit(drawn, text, 9), x=0.01, ha="left", fontsize=9)


def foot(drawn: Figure, text: str) -> None:
    """Write the key to the marks under the figure, in as many lines as it needs."""
    drawn.supxlabel(fit(drawn, text, 7), x=0.01, ha="left", fontsize=7)


def fit(drawn: Figure, text: str, size: float) -> str:
    """The text in lines that fit into the width of the figure; each line of it starts a new one."""
    letters = int(drawn.get_figwidth() * MM_PER_INCH / (size * _LETTER))
    return "\n".join(fill(line, letters) for line in text.split("\n"))


def short_name(name: str) -> str:
    """An outlet's name cut to what has room beside an axis.

    >>> short_name("The Evening Chronicle of the Northern Provinces")
    'The Evening Chronicle of…'
    >>> short_name("Gazette")
    'Gazette'
    """
    if len(name) <= LONGEST_NAME:
        return name
    cut = shorten(name, LONGEST_NAME, placeholder="…")
    return cut if len(cut) > 1 else name[: LONGEST_NAME - 1] + "…"


def short_names(names: Sequence[str]) -> list[str]:
    """The names cut, each a different one: those that would be alike are numbered."""
    cut = [short_name(name) for name in names]
    return [text if cut.count(text) == 1 else f"{text} {place + 1}" for place, text in enumerate(cut)]


def key_to_names(names: Sequence[str]) -> str:
    """What the names that are cut stand for, for the key under a figure; "" where none is."""
    pairs = (f"{cut} = {name}" for name, cut in zip(names, short_names(names), strict=True) if cut != name)
    text = "; ".join(pairs)
    return f" {text}." if text else ""


def save(drawn: Figure, path: str | Path) -> Path:
    """Write the figure as .png, .svg or .pdf, the same bytes every time; returns the path.

    The words given to `describe` go with it: as the description of an SVG or PNG, as the subject of a PDF.

    Raises FramingError for another ending or a folder that is not there.
    """
    target = check_target(path)
    try:
        with target.open("wb") as out:
            _write(drawn, out, target.suffix.lower()[1:])
    except OSError as error:
        raise FramingError(f"cannot write {target}: {error.strerror or error}; choose another file") from error
    return target


def check_target(path: str | Path) -> Path:
    """The path of a chart to be written; raises FramingError where it has another ending or its folder is not there."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise FramingError(f"cannot write a chart as {target.name!r}; end its name in {', '.join(FORMATS)}")
    if not target.parent.is_dir():
        raise FramingError(f"cannot write {target}: there is no folder {target.parent}; make it first")
    return target


def to_svg(drawn: Figure) -> bytes:
    """The figure as an SVG document, the same bytes every time."""
    out = BytesIO()
    _write(drawn, out, "svg")
    return out.getvalue()


def describe(drawn: Figure, text: str) -> Figure:
    """Give the figure the words that stand for it where it cannot be seen; returns the figure."""
    drawn.set_label(text)
    return drawn


def alt_text(drawn: Figure) -> str:
    """The words that stand for the figure; "" where it was given none."""
    return str(drawn.get_label() or "")


def _write(drawn: Figure, out: IO[bytes], kind: str) -> None:
    from matplotlib import rc_context

    words = alt_text(drawn)
    metadata = {
        "svg": {"Date": None},
        "png": {"Software": None} | ({"Description": words} if words else {}),
        "pdf": {"CreationDate": None} | ({"Subject": words} if words else {}),
    }[kind]
    held = BytesIO()
    with rc_context(SETTINGS), catch_warnings():
        # a name in a script that the font lacks is drawn as boxes; the tables beside the chart have it
        filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        drawn.savefig(held, format=kind, metadata=metadata)
    content = held.getvalue()
    out.write(_described(content.decode(), words).encode() if kind == "svg" else content)


def _described(svg: str, words: str) -> str:
    """The SVG as an image with a description, which readers of screens tell; a sign for each control character."""
    if words:
        title, _, rest = words.partition(": ")
        parts = f"<title>{escape(title)}</title>\n <desc>{escape(rest or title)}</desc>\n <metadata>"
        svg = svg.replace("<svg ", '<svg role="img" ', 1).replace("<metadata>", parts, 1)
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", svg)


def period_ticks(axes: Axes, periods: list[str], *, most: int = 8) -> None:
    """Label at most `most` of the periods, evenly, at positions 0, 1, 2 …; the others have a short tick."""
    step = -(-len(periods) // most)
    shown = range(0, len(periods), step)
    axes.set_xticks(list(shown), [periods[i] for i in shown])
    axes.set_xticks(range(len(periods)), minor=True)
    axes.set_xlim(-0.5, len(periods) - 0.5)
