"""`write_report`: a scored corpus as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from framing.report import wording
from framing.report.context import page_context
from framing.report.evidence import key_of
from framing.report.options import ReportOptions
from framing.report.target import cannot_write, check_new, check_target
from framing.report.untrusted import embedded, shown
from framing.stats import compare
from framing.tables import ScoredCorpus

_LONGEST_NAME = 60  # code points of an outlet's name


def write_report(scored: ScoredCorpus | str | Path, path: str | Path, options: ReportOptions | None = None) -> Path:
    """Write the report on a scored corpus (or the path of one) to `path`, and return that.

    The page needs no network: style, script, figures and passages are in it. Every text from the corpus is escaped,
    and a content security policy lets nothing load or run but the page's own script. Raises `FramingError` where
    it cannot be written, would replace what is no report, or would lie in the scored corpus.
    """
    options = options or ReportOptions()
    scored = ScoredCorpus(scored) if isinstance(scored, str | Path) else scored
    target = Path(path)
    check_target(target, scored.folder, overwrite=options.overwrite)
    beside = methods_files(target)
    if options.methods:
        for place in beside:
            check_new(place, overwrite=options.overwrite)
    context = page_context(scored, compare(scored, options.comparison), options)
    _write(target, render(context))
    if options.methods:
        for place, text in zip(beside, (context["methods"].text, context["methods"].bibtex), strict=True):
            _write(place, text)
    return target


def methods_files(page: Path) -> tuple[Path, Path]:
    """Where the methods paragraph and its citations are written, beside the page."""
    return page.with_name(f"{page.stem}-methods.txt"), page.with_name(f"{page.stem}-methods.bib")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error


def render(context: Mapping[str, Any]) -> str:
    """The page as a string, from `page_context`."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("framing.report", "page"),
        autoescape=True,
        finalize=_safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(figure=wording.figure, interval=wording.interval, basis=wording.basis, key_of=key_of)
    environment.globals.update(is_event=wording.is_event)
    environment.filters["breakable"] = lambda name: escape(shown(name)).replace("/", Markup("/<wbr>"))
    environment.filters.update(embedded=embedded, shown=shown, short=lambda name: shown(name, _LONGEST_NAME))
    style, script = (_asset(name) for name in ("style.css", "script.js"))
    return environment.get_template("page.html.j2").render(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        **context,
    )


def _safe(value: Any) -> Any:
    """What the template prints, with a sign for each control character of the corpus's texts."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(name: str) -> str:
    return resources.files("framing.report").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As a content security policy names an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
