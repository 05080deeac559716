"""What the entries of a lexicon find in a corpus: which never match, and which carry their set alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.engine.articles import MAX_TEXT
from framing.lexicon import Entry, Lexicon, Matcher, Resolver
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article, Layout, Match, Sentence

DOMINANT = 0.30  # of the hits of a set: an entry with more is named
MOSTLY_OPEN = 0.50  # of an entry's hits: with more unresolved it is named
REFERENCE = " reference"  # ends the name of a set of plain names
_MOST_NAMED = 20  # entries in a sentence
_FEWEST = 10  # hits of a set, or of an entry, before a share of them is worth a warning


@dataclass(frozen=True, slots=True)
class EntryCoverage:
    """What one entry found. `set` is what its hits are shares of: its category, or for an entry with a referent the
    labels of one direction, such as "hamas_org against".

    `outlets` gives the hits by outlet, most first; `unresolved` is how many of the hits have no referent yet, and
    `articles` in how many articles they stand.
    """

    lexicon: str
    entry: str
    set: str
    hits: int
    share: float
    articles: int
    unresolved: int
    outlets: dict[str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The entries of all lexicons in file order, block entries left out; `articles` were read, `skipped` not."""

    articles: int
    skipped: int
    entries: tuple[EntryCoverage, ...]

    @property
    def never(self) -> tuple[EntryCoverage, ...]:
        """The entries without a hit."""
        return tuple(entry for entry in self.entries if not entry.hits)

    @property
    def dominant(self) -> tuple[EntryCoverage, ...]:
        """The entries that carry more than 30 % of the hits of their set, where it has ten hits and three entries.

        The plain names of a referent are no such set: they are no numerator.
        """
        sizes = Counter((entry.lexicon, entry.set) for entry in self.entries)
        return tuple(
            entry
            for entry in self.entries
            if entry.share > DOMINANT
            and not entry.set.endswith(REFERENCE)
            and entry.hits / entry.share >= _FEWEST
            and sizes[entry.lexicon, entry.set] >= 3
        )

    @property
    def open(self) -> tuple[EntryCoverage, ...]:
        """The entries of whose hits more than half have no referent."""
        return tuple(e for e in self.entries if e.hits >= _FEWEST and e.unresolved > MOSTLY_OPEN * e.hits)


def coverage(articles: Iterable[Article], lexicons: Sequence[Lexicon]) -> Coverage:
    """The hits of each entry in a corpus, counted as `score` counts them, voices apart.

    Only counts are kept, not texts; articles too long to be scored are left out.
    """
    matcher, resolver = Matcher(lexicons), Resolver(lexicons)
    outlets: dict[tuple[str, str], Counter[str]] = {}
    in_articles: Counter[tuple[str, str]] = Counter()
    unresolved: Counter[tuple[str, str]] = Counter()
    read = skipped = 0
    for article in articles:
        text = article.text
        if len(text) > MAX_TEXT:
            skipped += 1
            continue
        read += 1
        layout = lay_out(article)
        sentences, tokens = split_sentences(text, layout), tokenise(fold(text))
        matches = matcher.find(text, tokens, sentences)
        resolutions = resolver.resolve(matches, text, tokens, sentences)
        keys = [
            ((match.lexicon, meaning.entry), meaning.resolved)
            for match, meaning in zip(matches, resolutions, strict=True)
            if counts(match, sentences, layout)
        ]
        for key, resolved in keys:
            outlets.setdefault(key, Counter())[article.outlet] += 1
            unresolved[key] += not resolved
        in_articles.update({key for key, _ in keys})
    rows = []
    totals: Counter[tuple[str, str]] = Counter()
    listed = [(lexicon, entry) for lexicon in lexicons for entry in lexicon.entries if not entry.block]
    for lexicon, entry in listed:
        totals[lexicon.name, set_of(entry)] += outlets.get((lexicon.name, entry.id), Counter()).total()
    for lexicon, entry in listed:
        key, name = (lexicon.name, entry.id), set_of(entry)
        found = outlets.get(key, Counter())
        total = totals[lexicon.name, name]
        share = found.total() / total if total else 0.0
        by_outlet = dict(found.most_common())
        rows.append(EntryCoverage(*key, name, found.total(), share, in_articles[key], unresolved[key], by_outlet))
    return Coverage(read, skipped, tuple(rows))


def set_of(entry: Entry) -> str:
    """What the hits of an entry are shares of.

    >>> set_of(Entry("gov.regime", ("regime",), category="label", referent="gov", loading=-1))
    'gov against'
    """
    if not entry.referent:
        return entry.category
    return entry.referent + {-1: " against", 0: REFERENCE, 1: " in favour"}[entry.loading]


def counts(match: Match, sentences: Sequence[Sentence], layout: Layout) -> bool:
    """Whether a match becomes a hit: within a sentence and outside page furniture."""
    index = bisect_right(sentences, match.start, key=lambda sentence: sentence.start) - 1
    if index < 0 or match.end > sentences[index].end:
        return False
    return not any(start < match.end and match.start < end for start, end in layout.boilerplate)


def warnings_of(found: Coverage) -> Iterator[str]:
    """What to mind, in sentences."""
    never = found.never
    if never:
        matched = {(entry.lexicon, entry.set) for entry in found.entries if entry.hits}
        # in sets that the corpus is about, as far as one can tell
        names = [entry.entry for entry in never if (entry.lexicon, entry.set) in matched]
        more = f" … ({len(names):,} in all)" if len(names) > _MOST_NAMED else ""
        listed = f"; in sets that do match: {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
        yield (
            f"{len(never):,} of {len(found.entries):,} entries never match in these {found.articles:,} articles: drop "
            f"them or check their patterns and rules, unless the corpus is about something else{listed}"
        )
    for entry in found.dominant:
        yield (
            f"one entry carries {100 * entry.share:.0f} % of {entry.set}: {entry.entry} ({entry.hits:,} hits); "
            "a difference there may be about this term alone"
        )
    for entry in found.open:
        yield (
            f"{entry.unresolved:,} of {entry.hits:,} hits of {entry.entry} have no referent: its anchors seldom stand "
            "nearby, or those of several do"
        )
    if found.skipped:
        yield f"{found.skipped:,} articles are longer than {MAX_TEXT:,} characters and were left out"
