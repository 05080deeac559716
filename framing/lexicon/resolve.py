"""Which referent a generic or shared label means where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from framing.lexicon.matcher import Matcher
from framing.lexicon.model import Entry, Lexicon
from framing.lexicon.patterns import is_short_name
from framing.lexicon.scene import Stretch, index_at
from framing.text.tokens import Tokens
from framing.types import Match

_PLACE = "@"  # before the id of a referent for which a place stands


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a match counts as. Where it stays unresolved, `referent` is "" and `entry` the first candidate's.

    `candidates` are the referents it may be, () where it is resolved.
    """

    entry: str
    referent: str
    resolved: bool
    candidates: tuple[str, ...] = ()


class Resolver:
    """Finds anchors and resolves the matches of some lexicons; build it once."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self.lexicons = tuple(lexicons)
        self._anchors = Matcher(map(_anchor_lexicon, self.lexicons))
        self._by_name = {lexicon.name: lexicon for lexicon in self.lexicons}

    def anchors(self, text: str, tokens: Tokens, sentences: Sequence[Stretch]) -> list[Match]:
        """Where the referents' anchors and places stand.

        `entries` of these matches are referent ids, of places after "@". The longest of a lexicon wins; two to four
        capitals (IS, UN) match in that case only.
        """
        return [
            replace(match, entries=tuple(dict.fromkeys(each[1:] for each in match.entries)))
            for match in self._anchors.find(text, tokens, sentences)
        ]

    def resolve(
        self, matches: Sequence[Match], text: str, tokens: Tokens, sentences: Sequence[Stretch]
    ) -> list[Resolution]:
        """One resolution a match, in their order; the text is searched for anchors only if one needs it."""
        kinds = {(match.lexicon, match.entries): match for match in matches}
        needed = any(_needs_anchors(self._entries(match)) for match in kinds.values())
        anchors = self.anchors(text, tokens, sentences) if needed else []
        return resolve(matches, anchors, sentences, self.lexicons)

    def _entries(self, match: Match) -> list[Entry]:
        lexicon = self._by_name[match.lexicon]
        return [lexicon.entry(each) for each in match.entries]


def resolve(
    matches: Sequence[Match],
    anchors: Sequence[Match],
    sentences: Sequence[Stretch],
    lexicons: Sequence[Lexicon],
) -> list[Resolution]:
    """One resolution a match, in their order.

    A single entry that is not anchored is itself. Otherwise the candidates are the referents of the tied
    entries, and those count whose anchors stand in the match or right before it ("Orlish thugs"), or if
    there are none, in its sentence, or if there are none, in the sentence before: one, and its entry gets
    the hit; several, and the match stays unresolved between them. Where there is none at all, the one
    tied referent that is not anchored gets the hit; failing that, the match stays unresolved between all.

    `anchors` are those of `Resolver.anchors`, in text order; `sentences` are in text order.
    """
    by_name = {lexicon.name: lexicon for lexicon in lexicons}
    starts = [sentence.start for sentence in sentences]
    named: dict[tuple[str, int], _Named] = {}
    for anchor in anchors:
        at = index_at(sentences, starts, anchor.start)
        if at is not None:
            named.setdefault((anchor.lexicon, at), _Named()).add(anchor)
    nobody = _Named()
    # by lexicon and entries: the entries, and what they count as where no anchor is needed
    kinds: dict[tuple[str, tuple[str, ...]], tuple[list[Entry], Resolution | None]] = {}
    resolutions: list[Resolution] = []
    for match in matches:
        kind = (match.lexicon, match.entries)
        if kind not in kinds:
            entries = [by_name[match.lexicon].entry(each) for each in match.entries]
            kinds[kind] = entries, None if _needs_anchors(entries) else _settle(entries)
        entries, settled = kinds[kind]
        if settled:
            resolutions.append(settled)
            continue
        at = index_at(sentences, starts, match.start)
        here = nobody if at is None else named.get((match.lexicon, at), nobody)
        before = nobody if at is None else named.get((match.lexicon, at - 1), nobody)
        resolutions.append(_choose(entries, here.beside(match), here, before))
    return resolutions


class _Named:
    """The anchors of one lexicon in one sentence, in text order; they do not overlap.

    `referents` are all that these stand for, `by_name` those that are named, and not by a place alone.
    """

    __slots__ = ("_ends", "_meant", "by_name", "referents")

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._meant: list[set[str]] = []
        self.referents: set[str] = set()
        self.by_name: set[str] = set()

    def add(self, anchor: Match) -> None:
        meant = {each.removeprefix(_PLACE) for each in anchor.entries}
        self._ends.append(anchor.end)
        self._meant.append(meant)
        self.referents |= meant
        self.by_name |= meant.intersection(anchor.entries)

    def beside(self, match: Match) -> set[str]:
        """The referents of anchors that stand in the match or end right before it, across one space or hyphen."""
        if not self._ends:
            return set()
        first, last = bisect_left(self._ends, match.start - 1), bisect_right(self._ends, match.end)
        return set().union(*self._meant[first:last])


def _needs_anchors(entries: list[Entry]) -> bool:
    return len({entry.referent for entry in entries}) > 1 or any(entry.anchored for entry in entries)


def _choose(entries: list[Entry], beside: Collection[str], here: _Named, before: _Named) -> Resolution:
    """`beside` holds the referents named beside the match, `here` and `before` those of its sentence and the last."""
    candidates = {entry.referent for entry in entries}
    local = here.referents
    if candidates & local and not candidates & here.by_name:
        local = local | before.by_name  # places alone do not tell of whom a passage goes on
    for named in (beside, local, before.referents):
        present = [entry for entry in entries if entry.referent in named]
        if present:
            return _settle(present)
    # a label that needs no anchor stands for its referent where nothing speaks for another
    free = [entry for entry in entries if not entry.anchored]
    return _settle(free) if free else _open(entries)


def _settle(claims: list[Entry]) -> Resolution:
    if len({entry.referent for entry in claims}) > 1:
        return _open(claims)
    return Resolution(claims[0].id, claims[0].referent, resolved=True)


def _open(entries: list[Entry]) -> Resolution:
    candidates = tuple(dict.fromkeys(entry.referent for entry in entries))
    return Resolution(entries[0].id, "", resolved=False, candidates=candidates)


def _anchor_lexicon(lexicon: Lexicon) -> Lexicon:
    """Anchors and places as a lexicon: an entry a referent, kind and case, its id the referent's behind a mark."""
    entries = []
    for referent in lexicon.referents.values():
        for name, listed in ((referent.id, referent.anchors), (_PLACE + referent.id, referent.places)):
            for mark, exact in (("=", True), ("~", False)):
                patterns = tuple(each for each in listed if is_short_name(each) == exact)
                entries.append(Entry(mark + name, patterns, exact=exact))
    return Lexicon(lexicon.name, lexicon.version, lexicon.language, tuple(entries))
