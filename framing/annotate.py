"""`Annotator`: Article -> Annotation, the pure per-article function that every engine runs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from framing.agency import find_events
from framing.attribution import Attributor
from framing.attribution.aliases import SourceTable
from framing.attribution.sides import with_known, with_sides
from framing.attribution.voice import VOICES, VoiceMap, map_voices, speaker_of, voice_of_most, words_by_voice
from framing.lexicon import Lexicon, Matcher, Resolver
from framing.text.folding import fold
from framing.text.parsing import ParsedText, parse_text
from framing.text.tokens import tokenise
from framing.types import Annotation, Article, Attribution, Hit, Issue, Layout, Match, Sentence, Voice, Zone

SentenceModel = Callable[[Sequence[str]], Sequence[float]]

# what denies the label itself: "is not a thug", "they aren't thugs", "never was a thug", "denies being a Vesk thug"
_NEGATION = re.compile(
    r"(?:\b(?:is|are|was|were|am|be|been|being)\s+(?:not|never|no|hardly|no\s+longer)"
    r"|\b(?:is|are|was|were)n['’]t|\b(?:never|not)\s+(?:is|are|was|were|been)"
    r"|\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)\s+(?:being|(?:that\s+)?(?:they|he|she|it)\s+(?:is|are|was|were))"
    r"|\bnot\s+as)(?!\s+(?:only|just|merely|simply))\s+(?:(?:a|an|the|any|some|really|all|mere|common)\s+){0,2}"
    r"(?-i:[A-Z][\w'’-]*\s+){0,2}$",
    re.IGNORECASE,
)
_NEGATION_REACH = 60  # code points


class Annotator:
    """Annotates one article at a time; deterministic, picklable, without state between articles.

    Parameters
    ----------
    lexicons
        the lexicons whose entries become hits
    models
        sentence models by name: each is handed the article's sentences and returns a probability a sentence
    sources
        known sources, with the names, types and sides that they are to have
    """

    def __init__(
        self,
        lexicons: Sequence[Lexicon],
        *,
        models: Mapping[str, SentenceModel] | None = None,
        sources: SourceTable | None = None,
    ) -> None:
        self.sources = sources
        self.lexicons = tuple(lexicons)
        self.models = dict(models or {})
        self._by_name = {lexicon.name: lexicon for lexicon in self.lexicons}
        self._matcher = Matcher(self.lexicons)
        self._resolver = Resolver(self.lexicons)
        self.attributor = Attributor()

    def __call__(self, article: Article) -> Annotation:
        """Zones, sentences, quotations, attributions, hits and exposure of an article."""
        return self.annotate([article])[0]

    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        """The annotation of each of several articles, as calling with one would give; quicker than one by one."""
        parsed = [parse_text(article) for article in articles]
        found = self.attributor.find_all(parsed)
        matches = self._matcher.find_all([each.text for each in parsed], [each.sentences for each in parsed])
        by_article = map(matches.of, range(len(parsed)))
        return [self._annotation(*item) for item in zip(articles, parsed, found, by_article, strict=True)]

    def _annotation(
        self, article: Article, parsed: ParsedText, attributions: tuple[Attribution, ...], matches: Sequence[Match]
    ) -> Annotation:
        text, layout, sentences, quotations = parsed.text, parsed.layout, parsed.sentences, parsed.quotations
        if self.sources:
            attributions = with_known(text, attributions, self.sources)
        voices = map_voices(text, quotations, attributions, boilerplate=layout.boilerplate)
        hits = self._hits(text, matches, sentences, attributions, voices)
        attributions = with_sides(text, attributions, hits)
        return Annotation(
            article_id=article.id,
            layout=layout,
            sentences=tuple(sentences),
            quotations=tuple(quotations),
            attributions=attributions,
            hits=hits,
            exposure=_exposure(text, layout, voices),
            probabilities=self._probabilities(text, sentences),
            issues=article.issues + tuple(_of_article(issue, article) for issue in parsed.issues),
            events=find_events(parsed, voices, attributions, hits),
            sentence_voices=_sentence_voices(text, sentences, voices) if self.models else (),
        )

    def _hits(
        self,
        text: str,
        matches: Sequence[Match],
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        voices: VoiceMap,
    ) -> tuple[Hit, ...]:
        hits = []
        starts = [sentence.start for sentence in sentences]
        tokens = tokenise(fold(text))
        meanings = self._resolver.resolve(matches, text, tokens, sentences)
        for match, meaning in zip(matches, meanings, strict=True):
            index = bisect_right(starts, match.start) - 1
            voice = voices.at(match.start, match.end)
            if voice is None or index < 0 or match.end > sentences[index].end:
                continue  # page furniture
            entry = self._by_name[match.lexicon].entry(meaning.entry)
            attributed = voice in (Voice.QUOTED, Voice.PARAPHRASED)
            hits.append(
                Hit(
                    lexicon=match.lexicon,
                    entry=entry.id,
                    category=entry.category,
                    referent=meaning.referent,
                    loading=entry.loading,
                    start=match.start,
                    end=match.end,
                    zone=sentences[index].zone,
                    voice=voice,
                    sentence=index,
                    speaker=speaker_of((match.start, match.end), attributions) if attributed else None,
                    negated=_negated(text, match.start, sentences[index].start),
                    resolved=meaning.resolved,
                    candidates=meaning.candidates,
                )
            )
        return tuple(hits)

    def _probabilities(self, text: str, sentences: Sequence[Sentence]) -> dict[str, tuple[float, ...]]:
        passages = [text[s.start : s.end] for s in sentences]
        return {name: tuple(float(p) for p in model(passages)) for name, model in self.models.items()}


def _sentence_voices(text: str, sentences: Sequence[Sentence], voices: VoiceMap) -> tuple[Voice | None, ...]:
    return tuple(map(voice_of_most, words_by_voice(text, [(s.start, s.end) for s in sentences], voices)))


def place_of(article: Article) -> str:
    """Where an article was read, for messages: file, row and id, as far as there are such."""
    row = f"row {article.row}" if article.row else ""
    return ", ".join(part for part in (article.file, row, f"article {article.id}") if part)


def _of_article(issue: Issue, article: Article) -> Issue:
    message = f"{place_of(article)}: {issue.message}"
    return Issue(issue.code, message, article.id, issue.span, article.file, article.row or None)


def _negated(text: str, start: int, floor: int) -> bool:
    return bool(_NEGATION.search(text[max(floor, start - _NEGATION_REACH) : start]))


def _exposure(text: str, layout: Layout, voices: VoiceMap) -> dict[tuple[Zone, Voice], int]:
    """Words by zone and voice, boilerplate left out; every cell is there, zeros included."""
    cells = {(zone, voice): 0 for zone in Zone for voice in VOICES}
    spans = [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]
    for paragraph, counts in zip(layout.paragraphs, words_by_voice(text, spans, voices), strict=True):
        for voice, count in zip(VOICES, counts, strict=True):
            cells[paragraph.zone, voice] += count
    return cells
