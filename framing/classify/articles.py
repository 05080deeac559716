"""The loaded-language model over articles: every sentence with its probability, its words and whose voice it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from framing.attribution import Attributor
from framing.attribution.voice import VOICES, map_voices, words_by_voice
from framing.classify.decisions import Decision
from framing.classify.learning import sigmoid
from framing.classify.model import LoadedModel
from framing.text.parsing import ParsedText, parse_text
from framing.types import Article, Attribution, Sentence, Span, Voice, Zone

_AT_ONCE = 32  # articles
_OWN = VOICES.index(Voice.OUTLET)


@dataclass(frozen=True, slots=True)
class ClassifiedSentence:
    """A sentence of an article: where it stands, its probability to be loaded, the label and the words that carry it.

    `own` is the share of its words in the outlet's own voice; spans are half-open code points into the article's text.
    """

    article_id: str
    outlet: str
    index: int
    start: int
    end: int
    text: str
    probability: float
    label: str
    own: float
    words: tuple[Span, ...]


def classify_articles(
    model: LoadedModel, articles: Iterable[Article], decision: Decision | None = None, *, whole: bool = False
) -> Iterator[ClassifiedSentence]:
    """Yield every sentence of the articles; with `whole`, each article is taken for one sentence."""
    decision, attributor, rest = decision or Decision(), Attributor(), iter(articles)
    while some := list(islice(rest, _AT_ONCE)):
        parsed = [parse_text(article) for article in some]
        attributions = attributor.find_all(parsed)
        sentences = [_sentences(article, each, whole) for article, each in zip(some, parsed, strict=True)]
        passages = [article.text[s.start : s.end] for article, own in zip(some, sentences, strict=True) for s in own]
        scored = _scored(model, passages)
        for article, each, found, own in zip(some, parsed, attributions, sentences, strict=True):
            shares = _own_shares(each, found, own)
            for index, (sentence, share) in enumerate(zip(own, shares, strict=True)):
                chance, words = next(scored)
                yield ClassifiedSentence(
                    article.id,
                    article.outlet,
                    index,
                    sentence.start,
                    sentence.end,
                    article.text[sentence.start : sentence.end],
                    chance,
                    decision.label(chance),
                    share,
                    tuple((sentence.start + start, sentence.start + end) for start, end in words),
                )


def _sentences(article: Article, parsed: ParsedText, whole: bool) -> Sequence[Sentence]:
    return (Sentence(0, len(article.text), Zone.BODY),) if whole else parsed.sentences


def _scored(model: LoadedModel, passages: Sequence[str]) -> Iterator[tuple[float, list[Span]]]:
    """Yield the probability of each passage and the spans of its loaded words in it."""
    for batch in model.batches(passages):
        edges, chances = batch.read.edges, sigmoid(batch.words)
        loaded = chances >= model.learned.threshold
        for number, chance in enumerate(sigmoid(batch.sentences)):
            mine = slice(edges[number], edges[number + 1])
            starts, ends = batch.read.starts[mine][loaded[mine]], batch.read.ends[mine][loaded[mine]]
            yield round(float(chance), 4), list(zip(starts.tolist(), ends.tolist(), strict=True))


def _own_shares(parsed: ParsedText, attributions: Sequence[Attribution], sentences: Sequence[Sentence]) -> list[float]:
    """Return the share of words in the outlet's voice of each sentence; 0 for one without words that count."""
    voices = map_voices(parsed.text, parsed.quotations, attributions, boilerplate=parsed.layout.boilerplate)
    counted = words_by_voice(parsed.text, [(s.start, s.end) for s in sentences], voices)
    return [round(counts[_OWN] / sum(counts), 4) if sum(counts) else 0.0 for counts in counted]
