"""`Attributor`: text in, attributions out; by a statistical tagger, or by rules over a table of cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from framing.attribution.credits import with_credits
from framing.attribution.drafts import Draft
from framing.attribution.manner import manner_of
from framing.attribution.naming import Source, name_sources
from framing.attribution.rules import find_by_rules
from framing.errors import FramingError
from framing.text.parsing import ParsedText
from framing.text.tokens import word_spans
from framing.types import Attribution, Kind, Layout, Quotation, Sentence, Span

SHIPPED = Path(__file__).with_name("weights") / "news-en.npz"
_DIRECT = 0.95  # share of content words in quotation marks


ENGINES = ("auto", "tagger", "rules")
Find = Callable[[Sequence[ParsedText]], list[list[Draft]]]


class Attributor:
    """Finds who says what with which cue; keeps nothing between texts, so it pickles and may be shared.

    `engine` is "tagger" (statistical, with the shipped weights), "rules", or "auto": the tagger where its
    weights are installed, else the rules. `weights` is a file of weights to use instead of those shipped.
    """

    def __init__(self, engine: str = "auto", *, weights: str | Path | None = None) -> None:
        if engine not in ENGINES:
            raise FramingError(f"unknown attribution engine {engine!r}; choose one of {', '.join(ENGINES)}")
        self.engine, self.weights = engine, weights

    def find(
        self, text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> tuple[Attribution, ...]:
        """Return the attributions of an article in text order; never raises on odd text.

        `layout`, `sentences` and `quotations` are those of `text`, from the text room. Spans of one role
        are in text order and do not overlap. The tagger reports one level: where a report holds another, the
        inner one. Work is linear in the text.

        Raises:
            FramingError: the weights asked for are missing or damaged.
        """
        return self.find_all([ParsedText(text, layout, sentences, quotations)])[0]

    def find_all(self, parsed: Sequence[ParsedText]) -> list[tuple[Attribution, ...]]:
        """Return the attributions of each of several articles, as `find` would; quicker than one by one."""
        found = self._finder()(parsed)
        return [_finished(item, with_credits(item, drafts)) for item, drafts in zip(parsed, found, strict=True)]

    def identity(self) -> dict[str, str]:
        """Return what finds the attributions, for a manifest: the engine, and the SHA-256 of its weights."""
        if self._by_rules():
            return {"engine": "rules"}
        return {"engine": "tagger", "weights_sha256": sha256(Path(self.weights or SHIPPED).read_bytes()).hexdigest()}

    def _by_rules(self) -> bool:
        return self.engine == "rules" or (self.engine == "auto" and not self.weights and not SHIPPED.is_file())

    def _finder(self) -> Find:
        if self._by_rules():
            return lambda parsed: [find_by_rules(item) for item in parsed]
        from framing.attribution.tagger.drafting import TaggerFinder  # numpy, only where it is used

        return TaggerFinder(str(self.weights or SHIPPED))


def _finished(parsed: ParsedText, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """Return the attributions of an article in text order."""
    text = parsed.text
    drafts.sort(key=lambda draft: (min(draft.content), draft.cue))
    outer = [(quotation.start, quotation.end) for quotation in parsed.quotations if quotation.depth == 0]
    sources = name_sources(text, parsed.layout, [(draft.source, draft.cue) for draft in drafts])
    starts = _word_starts(text, parsed.layout)
    return tuple(
        _finish(text, draft, outer, source, _share_before(min(draft.content)[0], starts))
        for draft, source in zip(drafts, sources, strict=True)
    )


def _finish(text: str, draft: Draft, outer: Sequence[Span], source: Source, position: float) -> Attribution:
    content, cue = merge(draft.content), merge(draft.cue)
    manner = manner_of(text, cue)
    words, quoted = count_quoted(text, content, outer)
    return Attribution(
        kind=kind_of(words, quoted),
        content=content,
        source=merge(draft.source),
        cue=cue,
        source_name=source.name,
        source_type=source.type,
        source_number=source.number,
        source_office=source.office,
        source_affiliation=source.affiliation,
        source_speaks_for=source.speaks_for,
        source_mention=source.mention,
        naming=source.naming,
        stance=draft.row.stance,
        stance_class=draft.row.stance_class,
        cue_tense=manner.tense,
        cue_hedged=manner.hedged,
        cue_negated=manner.negated,
        position=position,
        words=words,
        confidence=draft.confidence,
    )


def _word_starts(text: str, layout: Layout) -> list[int]:
    """Return where the words of an article begin, boilerplate left out."""
    starts = [start for start, _ in word_spans(text)]
    kept, at = [], 0
    for first, last in sorted(layout.boilerplate):
        kept += starts[at : bisect_left(starts, first)]
        at = max(at, bisect_left(starts, last))
    return kept + starts[at:]


def _share_before(place: int, starts: Sequence[int]) -> float:
    """Return the share of an article's words, given by their starts, that begin before a place."""
    return bisect_left(starts, place) / len(starts) if starts else 0.0


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in text order, overlapping ones made one, empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return tuple(out)


def kind_of(words: int, quoted: int) -> Kind:
    """Return the kind of content of so many words, so many of them in quotation marks."""
    if quoted == 0:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted >= _DIRECT * words else Kind.MIXED


def count_quoted(text: str, content: Sequence[Span], outer: Sequence[Span]) -> tuple[int, int]:
    """Return the words of the content, and how many of them stand in the quotations `outer`, in text order."""
    words = quoted = 0
    for start, end in content:
        for left, right in word_spans(text[start:end]):
            words += 1
            place = bisect_right(outer, (start + left, len(text))) - 1
            quoted += place >= 0 and start + right <= outer[place][1]
    return words, quoted
