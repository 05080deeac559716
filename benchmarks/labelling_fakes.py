"""Labelling shares on FA-KES by outlet and half-year, as the Markdown tables of docs/labelling-fakes.md.

    OMP_NUM_THREADS=1 python benchmarks/labelling_fakes.py FA-KES-Dataset.csv --page docs/labelling-fakes.md

Tables: shares in the outlet's own voice and in all voices, with counts, articles, 95 % intervals and the bounds of what
stayed unresolved; adoption by outlet; labels of the two sides of the war beside each other; and the shares again
with documented labels alone (grade D): loaded labels of grade J are left out of numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import click
import pandas as pd

from framing.corpus import read_corpus
from framing.engine import ScoreOptions, score
from framing.lexicon import Lexicon, load_shipped
from framing.report.wording import figure, interval
from framing.stats import ComparisonOptions, compare
from framing.stats.samples import repeats
from framing.tables import ScoredCorpus

REFERENTS = {
    "isis_name": "The organisation ISIS",
    "syria_gov": "The Syrian government",
    "syria_rebels": "The armed opposition",
}
SHARE = "share of mentions"
MARK = "<!-- what follows is written by benchmarks/labelling_fakes.py -->\n"


@dataclass(frozen=True, slots=True)
class Documented:
    """A scored corpus without the loaded hits whose entry no cited guide or study documents."""

    whole: ScoredCorpus
    hits: pd.DataFrame

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)


def documented(scored: ScoredCorpus, lexicon: Lexicon) -> Documented:
    """The corpus with grade D alone; neutral names keep their place in the denominator."""
    judged = {entry.id for entry in lexicon.entries if entry.loading and entry.evidence and entry.evidence.grade == "J"}
    return Documented(scored, scored.hits[~scored.hits["entry"].isin(list(judged))])


def labelling(scored: ScoredCorpus | Documented, period: str) -> pd.DataFrame:
    """The rows of labelling and adoption of the three referents, those without a mention left out."""
    options = ComparisonOptions(
        measures=("labelling",), voices=("outlet", "attributed", "all"), period=period, against="none"
    )
    rows = compare(scored, options).estimates
    return rows[rows["item"].isin(list(REFERENTS)) & (rows["denominator"] > 0)]


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def cells(row: Any) -> tuple[str, ...]:
    """Counted, articles, share, interval, bounds of one figure; dashes where there is none."""
    if row is None or isnan(row.value):
        return ("–",) * 5
    bounds = interval(row.bound_low, row.bound_high, SHARE) if row.bound_high > row.bound_low else "–"
    counted = f"{row.numerator:.0f} of {row.denominator:.0f}"
    return counted, str(row.n_articles), figure(row.value, SHARE), interval(row.low, row.high, SHARE), bounds


def by_voice(found: pd.DataFrame, item: str) -> Iterator[tuple[str, ...]]:
    """A line an outlet and half-year; the outlet's sum comes first."""
    shares: Any = found[(found["item"] == item) & (found["measure"] == "labelling")].itertuples()
    rows = {(row.outlet, row.period, row.voice): row for row in shares}
    places = sorted({key[:2] for key in rows}, key=lambda key: (key[0], key[1] != "all", key[1]))
    for outlet, period in places:
        whole = period == "all"
        name = (f"**{outlet}**", "all") if whole else (outlet, period)
        own, every = (rows.get((outlet, period, voice)) for voice in ("outlet", "all"))
        yield (*name, *cells(own), *cells(every))


def side_by_side(found: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """A line an outlet: shares against the government and against its armed opponents, all voices; their difference."""
    shares = found[(found["period"] == "all") & (found["voice"] == "all") & (found["measure"] == "labelling")]
    sides: dict[Any, Any] = {(row.outlet, row.item): row for row in shares.itertuples()}
    for outlet in sorted({key[0] for key in sides}):
        one, other = (sides.get((outlet, item)) for item in ("syria_gov", "syria_rebels"))
        gap = "–" if one is None or other is None else f"{100 * (other.value - one.value):+.0f}".replace("-", "−")
        yield (outlet, *cells(one)[:4], *cells(other)[:4], gap)


def adoption(found: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """A line a referent and outlet that has an adoption ratio."""
    rows: Any = found[(found["measure"] == "adoption") & found["value"].notna() & (found["period"] == "all")]
    for row in rows.sort_values(["item", "outlet"]).itertuples():
        ratio = f"{row.value:.2f}"
        spread = interval(row.low, row.high, row.unit) or "–"
        shares = figure(row.numerator, SHARE), figure(row.denominator, SHARE)
        yield (REFERENTS[row.item], row.outlet, *shares, ratio, spread, str(row.n_articles))


def compared(graded: pd.DataFrame, found: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """A line a referent and outlet: the share with all labels and with documented ones alone, all voices."""

    def overall(rows: pd.DataFrame) -> dict[Any, Any]:
        rows = rows[(rows["period"] == "all") & (rows["voice"] == "all") & (rows["measure"] == "labelling")]
        return {(row.item, row.outlet): row for row in rows.itertuples()}

    one, other = overall(found), overall(graded)
    for item, outlet in sorted(one):
        yield (REFERENTS[item], outlet, *cells(one[item, outlet])[:4], *cells(other.get((item, outlet)))[:4])


def tables(path: Path) -> Iterator[str]:
    """The lines of all tables for the FA-KES table at `path`."""
    lexicon = load_shipped("labels-mideast")
    scored = score(read_corpus(path), None, ScoreOptions(lexicons=[lexicon]))
    found = labelling(scored, "half")
    graded = labelling(documented(scored, lexicon), "all")
    figures = ("articles", "share", "interval")
    bounded = (*figures, "bounds")
    articles = (~repeats(scored.articles)).sum()
    yield f"{articles:,} articles; labels-mideast {lexicon.version}, sha256 {lexicon.sha256[:12]}.\n"
    for item, title in REFERENTS.items():
        yield f"### {title}\n"
        yield from table(("outlet", "half-year", "own voice", *bounded, "all voices", *bounded), by_voice(found, item))
    yield "### The two sides\n"
    yield from table(("outlet", "government", *figures, "opposition", *figures, "points apart"), side_by_side(found))
    yield "### Adoption\n"
    head = ("referent", "outlet", "own voice", "attributed", "adoption", "interval", "articles")
    yield from table(head, adoption(found))
    yield "### Documented labels alone\n"
    yield from table(("referent", "outlet", "all labels", *figures, "grade D", *figures), compared(graded, found))


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--page", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Renew the tables there.")
def main(path: Path, page: Path | None) -> None:
    """Print the tables for the FA-KES table at PATH, or put them at the end of a page, behind its mark."""
    lines = "\n".join(tables(path)).rstrip() + "\n"
    if page is None:
        click.echo(lines)
        return
    text, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    page.write_text(f"{text}{mark}\n{lines}" if mark else f"{text}\n{MARK}\n{lines}", encoding="utf-8")


if __name__ == "__main__":
    main()
