"""What a comparison of words counts of an article: no page furniture, no names of the outlets themselves."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.attribution.aliases import well_known
from framing.corpus.agencies import AGENCIES
from framing.corpus.outlets import outlet_key
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import word_spans
from framing.text.zones import lay_out
from framing.types import Article, Span, Zone

_FORMULA = 3  # words: a shorter sentence recurs by chance
_POSSESSIVE = re.compile(r"(?:'s|')$")
_ACRONYMS = frozenset({"us", "it", "is", "who"})  # in capitals other words than in small letters
_MEDIA = "media"
_ADDRESS = r"https?://\S+|www\.\S+|@\w+|pic\.twitter\S+"
_CREDIT = re.compile(  # of writers, editors and photographers
    r"\W*(?:follow\b.{0,80}\bon (?:twitter|facebook|instagram)\b|contributing:"
    r"|(?:additional )?(?:reporting|writing|editing) by\b|.{0,60}(?:\bvia|/) ?getty images\W*$"
    r"|.{0,120}\bcontributed to this (?:report|story|article)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One occurrence: the word in lower case, whether it is written with a capital, whether a sentence starts so."""

    text: str
    capital: bool
    first: bool


class Counted:
    """The words of articles that are counted, decided by all articles together."""

    def __init__(
        self, articles: Iterable[Article], zones: Sequence[Zone], *, repeated: int, leave_out: Sequence[str]
    ) -> None:
        self._zones = zones
        seen: Counter[tuple[str, int]] = Counter()
        outlets: set[str] = set()
        for article in articles:
            outlets.add(article.outlet)
            marks = {_mark(fold(article.text[start:end]).text) for start, end in self._sentences(article)}
            seen.update((article.outlet, mark) for mark in marks if mark)
        self._formulas = {key for key, times in seen.items() if times >= repeated}
        self._masked = _names(outlets, leave_out)

    def words(self, article: Article) -> Iterator[Word]:
        """The words of an article, without a possessive ending; "US", "IT", "IS" and "WHO" keep their capitals."""
        for start, end in self._sentences(article):
            written = article.text[start:end]
            if (article.outlet, _mark(fold(written).text)) in self._formulas or _CREDIT.match(written):
                continue
            sentence = self._masked.sub(_blank, written)
            folded = fold(sentence)
            shouted = sentence.isupper()
            for place, (at, last) in enumerate(word_spans(folded.text)):
                word = _POSSESSIVE.sub("", folded.text[at:last])
                origin = at if folded.starts is None else folded.starts[at]
                spelling = sentence[origin : origin + len(word)]
                if word in _ACRONYMS and spelling.isupper() and not shouted:
                    word = spelling
                yield Word(word, spelling[:1].isupper(), place == 0)

    def _sentences(self, article: Article) -> Iterator[Span]:
        """The sentences in the zones, cut where page furniture lies."""
        layout = lay_out(article)
        for sentence in split_sentences(article.text, layout):
            if sentence.zone in self._zones:
                at = sentence.start
                for start, end in layout.boilerplate:
                    if at <= start < sentence.end:
                        yield at, start
                        at = end
                if at < sentence.end:
                    yield at, sentence.end


def _mark(sentence: str) -> int:
    """What tells a sentence from others; 0 for one too short to be a formula."""
    return zlib.crc32(sentence.encode()) if len(word_spans(sentence)) >= _FORMULA else 0


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _names(outlets: Iterable[str], leave_out: Sequence[str]) -> re.Pattern[str]:
    """What to mask: addresses, the outlets in the forms they are known by, agencies, and the names asked for."""
    forms: dict[str, set[str]] = {}  # of each outlet that is known
    for form, known in well_known().entries.items():
        if known.type == _MEDIA:
            forms.setdefault(known.name, {known.name}).add(form)
    names = {*leave_out, *outlets, *(spelling for each in AGENCIES.values() for spelling in each)}
    keys = {outlet_key(outlet) for outlet in outlets}
    for known_as in forms.values():
        if keys & {outlet_key(form) for form in known_as}:
            names |= known_as
    longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
    any_name = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"{_ADDRESS}|(?<!\w)(?:{any_name})(?:\.com)?(?:\s+News)?(?!\w)")
