"""Sources across a corpus: one name for each by the user's table, and the side that each belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.attribution.aliases import Known, SourceTable
from framing.types import Attribution, Hit, Span

_NO_ACTORS = frozenset({"event_label", "place_label", "policy_label", "predicate"})  # categories of the lexicons
# what ends the words that say who a source is: what follows tells of it, or of others
_CUT = re.compile(
    r"[,;:()\[\]|–—]|-\s|\b(?:who|whom|whose|which|that|where|when|while|and|or|against|about|over|on|to|by|after|before|with"
    r"|without|at|into|under|between|near|towards?|than|since|during|among|including|as|is|was|were|are|has|had|have)\b"
    r"|(?<=\w )(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )[a-z]+ing\b|\b(?:anti|non|ex|pro)-$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for|from|in|inside|within|like)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\s*(?:who\s+(?:speaks?|spoke)\s+for|speaking\s+for|for|on\s+behalf\s+of)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MEMBERS = frozenset(  # who speaks for those that are named next: "a spokesman for"
    "member members leader leaders head heads chief chiefs commander commanders spokesman spokeswoman spokesperson "
    "spokesmen spokespersons representative representatives official officials officer officers fighter fighters "
    "soldier soldiers troops forces militant militants supporter supporters sympathiser sympathisers sympathizer "
    "sympathizers follower followers minister ministers president ambassador founder founders chairman chairwoman "
    "director secretary general deputy emir wing branch faction factions arm elements rest majority part parts "
    "group groups movement army statement communique mouthpiece envoy envoys negotiator negotiators delegate delegates "
    "one some many most".split()
)
_OTHERS = frozenset(  # whom those that are named just before do not speak for: "rebel victims", "the regime's critics"
    "critic critics opponent opponents enemy enemies foe foes rival rivals victim victims survivor survivors hostage "
    "hostages captive captives prisoner prisoners expert experts analyst analysts scholar scholars observer observers "
    "historian historians family families relative relatives defector defectors refugee refugees resident residents "
    "monitor monitors".split()
)
_NEAR = 200  # code points from a name within which the words of its affiliation stand


def with_known(text: str, attributions: Iterable[Attribution], table: SourceTable) -> tuple[Attribution, ...]:
    """Return attributions whose sources bear the name, type, affiliation and side that a table gives them.

    A source is found by its name; one without a name, by its words without article.
    """
    return tuple(_known(text, attribution, table) for attribution in attributions)


def _known(text: str, attribution: Attribution, table: SourceTable) -> Attribution:
    words = " ".join(text[start:end].strip(" ,") for start, end in attribution.source)
    bare = words.removeprefix("the ").removeprefix("The ")
    known: Known | None = table.get(attribution.source_name or bare)
    if known is None:
        return attribution
    return replace(
        attribution,
        source_name=known.name,
        source_type=known.type or attribution.source_type,
        source_affiliation=known.affiliation or attribution.source_affiliation,
        source_side=known.side,
    )


def with_sides(text: str, attributions: Sequence[Attribution], hits: Sequence[Hit]) -> tuple[Attribution, ...]:
    """Return attributions whose sources without a side are, or belong to, the referent of a hit.

    Looked at in turn: the source's words, the fullest mention of its name, the mention of its affiliation
    near that. The first hit in text order that says who the source is decides: "the rebels", "a rebel commander",
    "a spokesman for the rebels", not "the general who fights the rebels" or "a critic of the rebels". Referents of
    hits in categories of events, places and policies are no actors.
    """
    named = sorted(
        (hit.start, hit.end, hit.referent) for hit in hits if hit.referent and hit.category not in _NO_ACTORS
    )
    if not named:
        return tuple(attributions)
    starts = [start for start, _, _ in named]

    def side_in(spans: Iterable[Span]) -> str:
        for first, last in spans:
            for start, end, referent in named[bisect_left(starts, first) : bisect_left(starts, last)]:
                if start >= first and end <= last and _is_of(text[first:start], text[end:last]):
                    return referent
        return ""

    return tuple(
        attribution
        if attribution.source_side
        else replace(attribution, source_side=side_in(_places(text, attribution)))
        for attribution in attributions
    )


def _is_of(before: str, after: str) -> bool:
    """Whether a source is, or belongs to, what is named between these words of its."""
    head = _until(_CUT, after)
    named = set(_WORD.findall(_until(_OF, head).lower()))  # "rebels' victims", "rebel commander"
    if named & _OTHERS:
        return False
    name, comma, told = before.rpartition(",")
    if not comma:
        return not _CUT.search(before) and _members_alone(before)
    if _CUT.search(name):
        return False
    speaks = _SPEAKS.match(told)  # "Tor Hald, for the rebels"
    rest = told[speaks.end() :] if speaks else told
    if _CUT.search(rest) or not _members_alone(rest):
        return False
    return bool(speaks or named & _MEMBERS or _MEMBERS & set(_WORD.findall(rest.lower())))


def _until(end: re.Pattern[str], text: str) -> str:
    found = end.search(text)
    return text[: found.start()] if found else text


def _members_alone(words: str) -> bool:
    """Whether every "of" and "for" follows who speaks for what comes next, or a name: "Tor Hald of the rebels"."""
    for of in _OF.finditer(words):
        noun = _WORD.findall(words[: of.start()])
        if not noun or not (noun[-1].lower() in _MEMBERS or (len(noun) > 1 and noun[-1][:1].isupper())):
            return False
        if noun[-1].lower() in _OTHERS:
            return False
    return True


def _places(text: str, attribution: Attribution) -> Iterable[Span]:
    """Yield where the article says who the source is."""
    yield from attribution.source
    at = attribution.source_mention
    if at:
        yield at
    words, near = attribution.source_affiliation, at or next(iter(attribution.source), None)
    if words and near:
        start = text.find(words, max(0, near[0] - _NEAR), near[1] + _NEAR)
        if start >= 0:
            yield start, start + len(words)
