"""The methods paragraph of a paper, from the manifest and the options, with the works that it cites as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from framing.corpus.problems import all_problems
from framing.report.findings import blocked_over_time
from framing.report.selection import Selection
from framing.report.untrusted import shown
from framing.stats.options import HOUSE, MAX_Q, ONE_PER_STORY, STORY, THE_REST
from framing.stats.reading import opened
from framing.stats.samples import draw_sample

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.report.corrected import CorrectedFigures
    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

_CITED = {
    "cochran1977": "Cochran 1977",
    "budak2016": "Budak, Goel & Rao 2016",
    "recasens2013": "Recasens, Danescu-Niculescu-Mizil & Jurafsky 2013",
    "davison1997": "Davison & Hinkley 1997",
    "field2007": "Field & Welsh 2007",
    "chung2013": "Chung & Romano 2013",
    "benjamini1995": "Benjamini & Hochberg 1995",
    "angelopoulos2023": "Angelopoulos, Duchi & Zrnic 2023",
}
_CORRECTIONS = {
    "BH": "[@benjamini1995]",
    "BY": "for any dependence (Benjamini & Yekutieli 2001)",
    "Holm": "for the chance of one false difference (Holm 1979)",
}
_CITATION, _KEY = re.compile(r"\[@[^\]]+\]"), re.compile(r"@(\w+)")
_HASH = 12  # digits of a SHA-256 that are printed
_FILES = 5  # inputs up to which each is named


@dataclass(frozen=True, slots=True)
class Methods:
    """The paragraphs, and the BibTeX entries of the works they cite."""

    paragraphs: tuple[str, ...]
    bibtex: str

    @property
    def text(self) -> str:
        """The paragraphs as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"


def methods_of(
    scored: ScoredCorpus, comparison: Comparison, selection: Selection, corrected: Sequence[CorrectedFigures] = ()
) -> Methods:
    """What was measured, with what, over which denominators, and how sure it is; for a paper to quote."""
    drafts = [_corpus(scored, comparison), _instruments(scored), _measures(selection)]
    drafts.append(_inference(comparison, blocked_over_time(all_problems(scored.manifest))))
    drafts += [_correction(corrected)] if corrected else []
    drafts.append(_software(scored))
    keys = {key for draft in drafts for group in _CITATION.findall(draft) for key in _KEY.findall(group)}
    texts = (_CITATION.sub(_cited, draft) for draft in drafts)
    return Methods(tuple(map(shown, texts)), "\n".join(entry for key, entry in _entries() if key in keys))


def _corpus(scored: ScoredCorpus, comparison: Comparison) -> str:
    options = comparison.options
    articles = draw_sample(opened(scored), options).articles
    dates = articles["published"].dropna()
    when = f", published {dates.min().date()} to {dates.max().date()}" if len(dates) else ""
    inputs = scored.manifest["inputs"]
    named = (f"{str(each['path']).rpartition('/')[2]} (SHA-256 {each['sha256'][:_HASH]})" for each in inputs)
    files = ", ".join(named) if len(inputs) <= _FILES else f"{len(inputs):,} files, whose hashes are in the manifest"
    repeats = "were left out" if options.duplicates == "drop" else "were counted"
    subset = {
        HOUSE: " Agency copy and copies of other outlets' articles were left out.",
        ONE_PER_STORY: " Of an outlet's articles on one story the first alone was counted.",
    }.get(options.subset, "")
    return (
        f"Corpus. {len(articles):,} articles of {articles['outlet'].nunique():,} outlets, "
        f"{int(articles['words'].sum()):,} "
        f"words{when}, of {scored.manifest['counts']['rows_read']:,} rows read from {files}"
        f". Articles that repeat another of the same outlet {repeats}."
        f"{subset}"
    )


def _instruments(scored: ScoredCorpus) -> str:
    hashes = {each["name"]: each["sha256"][:_HASH] for each in scored.manifest["lexicons"]}
    lexicons = "; ".join(_lexicon(each, hashes[each.name]) for each in scored.lexicons)
    attribution = scored.manifest["attribution"]
    weights = attribution.get("weights_sha256")
    engine = f"the {attribution['engine']} engine" + (f" (weights {weights[:_HASH]})" if weights else "")
    return (
        f"Instruments. Loaded terms and labels were found with the lexicons {lexicons}. Where entries overlap "
        "the longest "
        "match counts, with the context rules of each entry; denied labels count as mentions without loading. "
        f"Quotations and attributions were found by {engine}; each hit stands in exactly one voice: quoted, "
        "paraphrased, "
        "scare quotes, distanced, or the outlet's own."
    )


def _lexicon(lexicon: Lexicon, digest: str) -> str:
    records = lexicon.validated
    read = sum(each.n for each in records)
    right = sum(each.correct for each in records)
    validity = f"validated on {read:,} hits read by hand, precision {right / read:.2f}" if read else "not validated"
    return f"{lexicon.name} {lexicon.version} ({len(lexicon.entries):,} entries, SHA-256 {digest}; {validity})"


def _measures(selection: Selection) -> str:
    parts = []
    if selection.labelling:
        parts.append(
            "A labelling choice is the share of a referent's mentions, in one voice, that carry a label "
            "against it; words "
            "are not its denominator, since a rate would rise with coverage of the topic [@budak2016]."
        )
    if selection.rate:
        parts.append(
            "Rates are hits per 1,000 words of the same voice, the outlet's own apart from what it quotes "
            "[@recasens2013]."
        )
    if selection.sourcing:
        parts.append(
            "Sourcing figures are shares of attributions, of those with a source, or of attributed words, as "
            "each table says."
        )
    return " ".join(["Measures.", *parts, "All are ratios of sums over articles [@cochran1977]."])


def _inference(comparison: Comparison, blocked: Collection[str]) -> str:
    options, contrasts = comparison.options, comparison.contrasts
    units = "stories" if options.clusters == STORY else "articles"
    drawn = (
        f"are linearised, clustered by {options.clusters} [@cochran1977]"
        if options.interval == "linearised"
        else f"({options.interval}) resample {units} {options.replicates:,} times, seed {options.seed} [@davison1997; "
        "@field2007]"
    )
    text = (
        f"Inference. {100 * options.level:g} % intervals {drawn}; where nothing varies an exact or approximate "
        "interval stands instead, and the estimates name the method of each figure."
    )
    if contrasts.empty:
        return f"{text} No contrasts were tested."
    stated = contrasts[contrasts["differs"].astype(bool)]
    stated = stated[(stated["period"] == "all") | ~stated["outlet"].isin(list(blocked))]
    sizes = contrasts.groupby("family")["family_size"].first()
    low, high = int(sizes.min()), int(sizes.max())
    against = "of each outlet with all others together" if (contrasts["reference"] == THE_REST).any() else "of outlets"
    return (
        f"{text} {len(contrasts):,} contrasts, {against} and of each outlet over time, were tested by permuting "
        f"{units} between the two groups, {options.permutations:,} times [@chung2013]; p-values were adjusted within "
        f"their family {_CORRECTIONS[options.correction]}, of which there are {len(sizes):,}, of "
        f"{low if low == high else f'{low} to {high}'} contrasts. A difference is stated where q < {MAX_Q:g} and the "
        f"interval leaves out 0, which holds of {len(stated):,}. Cells of fewer than "
        f"{options.min_articles} articles were not contrasted."
    )


def _correction(corrected: Sequence[CorrectedFigures]) -> str:
    each = "; ".join(f"{one.target}: {one.basis}" for one in corrected)
    return (
        f"Correction. Figures were corrected for the tool's own errors by gold samples drawn with known probabilities "
        f"[@angelopoulos2023]: {each}."
    )


def _software(scored: ScoredCorpus) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in sorted(scored.manifest["versions"].items()))
    return f"Software. {versions}. The manifest of the scored corpus has the options and the hash of every input."


def _cited(found: re.Match[str]) -> str:
    """A citation as it is printed: "(Cochran 1977)"."""
    return f"({'; '.join(_CITED[key] for key in _KEY.findall(found[0]))})"


def _entries() -> Iterator[tuple[str, str]]:
    """(key, BibTeX entry) of every work that can be cited."""
    text = resources.files("framing.report").joinpath("page", "references.bib").read_text(encoding="utf-8")
    for entry in re.findall(r"^@.*?^}\n", text, re.MULTILINE | re.DOTALL):
        yield entry.partition("{")[2].partition(",")[0], entry
