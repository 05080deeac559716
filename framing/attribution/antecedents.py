"""What pronouns and bare nouns of an article stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.attribution.descriptions import Description
from framing.attribution.names import RUN
from framing.attribution.people import Cast, Figure
from framing.attribution.profiles import profile
from framing.attribution.readings import COLLECTIVE, Reading, head_of
from framing.attribution.sources import terms, words_of
from framing.attribution.words import AUXILIARY, DETERMINER, POSSESSIVE, word_set
from framing.types import Span

if TYPE_CHECKING:
    from framing.attribution.naming import Source

_WINDOW = 500  # code points before a pronoun in which its sentence and the one before are sought
_LATEST = 40  # sources before that are looked at
_REACH = 1_500  # code points over which the last person quoted is meant
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|''[^\n]*?''|``[^\n]*?''")
_BOUNDARY = re.compile(
    r"[.!?](?<!\b(?:Mr|Ms|Dr|Jr|Sr|St|Lt)\.)(?<!\b(?:Mrs|Sen|Gov|Rep|Gen)\.)(?<!\b[A-Z]\.)['”’\")]*\s+|\n+"
)
_PHRASE = re.compile(r"[^,.;:“”\"()—–\n]*$")
_OPENER = (
    DETERMINER
    | POSSESSIVE
    | word_set("one two three four five among by from to with and but of for said says is are was were")
)
_PLACED = re.compile(
    r"\b(?:Texas|Florida|Vermont|Ohio|New|Kentucky|Arkansas|Indiana|Virginia|South|North|[A-Z]\w+a)\s(?!presidential)"
)
_SUBJECT_WORD = re.compile(r"[\w’'-]+")
_SUBJECT, _LONGEST_SUBJECT = 80, 5  # code points and words of a sentence in which its subject is sought
_VERBS = AUXILIARY | word_set("said says say told that")
_LONGEST = 7  # words of a noun before a relative pronoun
_AGE = re.compile(r"the\s\d\d-year-old")


@dataclass(slots=True)
class Spoken:
    """A source of the article already resolved, where it stands, and the gender it is known to have."""

    at: int
    source: Source
    figure: Figure | None
    gender: str


def find_person(cast: Cast, spoken: Sequence[Spoken], at: int, gender: str) -> Figure | Source | None:
    """Return the person that a pronoun at a place stands for, None where none fits.

    The one who leads the pronoun's own sentence, else who spoke last if that is near, else the first one
    of the sentence before, else who spoke last at all; the gender must fit.
    """
    before, own = _sentences(cast.text, at)
    here, owners = _people(cast, own, at, gender)
    near = [each for each in reversed(spoken[-_LATEST:]) if at - each.at <= _REACH]
    last = next((each for each in near if _is_one(each.source) and _fits(each, gender)), None)
    if here:
        return _gendered(last.figure if last and last.figure in here else here[0], gender)
    if last and last.at >= before and (last.figure or not owners):
        return _answer(last, gender)
    there, their = _people(cast, before, own, gender)
    for figures in (there, owners, their):
        if figures:
            return _gendered(figures[0], gender)
    return _answer(last, gender) if last else None


def _is_one(source: Source) -> bool:
    """Whether a source is one person who is known by name or office."""
    return source.number == "individual" and source.type not in ("unattributed", "document_data")


def _answer(last: Spoken, gender: str) -> Figure | Source:
    last.gender = gender
    return _gendered(last.figure, gender) if last.figure else last.source


def _gendered(figure: Figure, gender: str) -> Figure:
    figure.gender = figure.gender or gender
    return figure


def _fits(spoken: Spoken, gender: str) -> bool:
    known = (spoken.figure.gender if spoken.figure else "") or spoken.gender
    return not known or known == gender


def _people(cast: Cast, start: int, end: int, gender: str) -> tuple[list[Figure], list[Figure]]:
    """Return the persons named outside quotation marks in a stretch whose gender fits, in order.

    Those whose names are possessives (`Lind's plan`) come apart, as the second list.
    """
    held = [match.span() for match in _QUOTED.finditer(cast.text, start, end)]
    found: tuple[list[Figure], list[Figure]] = [], []
    for span, name in cast.between(start, end):
        if any(first <= span[0] < last for first, last in held) or name.body:
            continue
        figure = cast.figure(name, span)
        listed = found[cast.text.startswith(("'s", "’s", "' ", "’ "), span[1])]
        if figure.person and figure not in listed and (not figure.gender or figure.gender == gender):
            listed.append(figure)
    return found


def _sentences(text: str, at: int) -> Span:
    """Return where the sentence before the one at a place begins, and where that one begins."""
    floor = max(0, at - _WINDOW)
    window = _QUOTED.sub(lambda match: "x" * len(match.group()), text[floor:at])
    ends = [match.end() for match in _BOUNDARY.finditer(window)]
    own = ends[-1] if ends else 0
    return floor + (ends[-2] if len(ends) > 1 else 0), floor + own


def group_before(text: str, at: int) -> Span | None:
    """Return the plural noun that leads the sentence of a pronoun, or else the sentence before it."""
    before, own = _sentences(text, at)
    for start in (own, before):
        words = list(_SUBJECT_WORD.finditer(text, start, min(at, start + _SUBJECT)))[:_LONGEST_SUBJECT]
        for last in words:
            phrase = text[start : last.end()]
            found = terms(phrase)
            if found and last.group().endswith(("s", "men")) and found[-1].last == len(words_of(phrase)):
                return start, last.end()
            if not last.group()[0].isupper() and last.group() in _VERBS:
                break
    return None


def standing_before(text: str, at: int) -> Span | None:
    """Return the name or noun right before a relative pronoun."""
    floor = max(0, at - 160)
    window = text[floor:at].rstrip().rstrip(",—–-").rstrip()
    match = _PHRASE.search(window)
    words = match.group() if match else ""
    if not words.strip():
        return None
    comma = text[floor : floor + match.start()].rstrip() if match else ""
    if comma.endswith(",") and words.split()[0].lower() in DETERMINER | POSSESSIVE:  # `Ada Lind, the mayor, who`
        runs = [run for run in RUN.finditer(comma[:-1]) if run.end() == len(comma) - 1]
        if runs:
            return floor + runs[-1].start(), floor + runs[-1].end()
    tokens = list(re.finditer(r"\S+", words))
    for place in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _LONGEST), -1):
        if tokens[place].group().lower() in _OPENER:
            keep = tokens[place].group().lower() in DETERMINER | POSSESSIVE or tokens[place].group()[0].isdigit()
            first = place if keep else place + 1
            break
    else:
        first = max(0, len(tokens) - 2)
    if first >= len(tokens):
        return None
    start = (match.start() if match else 0) + tokens[first].start()
    return floor + start, floor + len(window)


def find_noun(cast: Cast, phrase: str, reading: Reading, spoken: Sequence[Spoken], at: int) -> Figure | None:
    """Return whom a noun such as `the spokesman` stands for, None where none is sure.

    Those quoted before come first, then those named shortly before.
    """
    last = re.sub(r"['’]s?$", "", (words_of(head_of(phrase)) or [""])[-1].lower())
    head = reading.description.head
    body = cast.body_called(last)
    if body or reading.number == "collective":
        return body or (_body(cast, reading.description, spoken, at) if last in COLLECTIVE else None)
    if not (last in head or last.endswith("-old")):
        return None
    wanted = {head, head.rpartition(" ")[2]} - {""}
    low = phrase.lower()
    aged = _AGE.match(low) is not None
    if not wanted and not aged:
        return None
    quoted = [each.figure for each in reversed(spoken[-_LATEST:]) if each.figure and at - each.at < 2 * _REACH]
    named = [cast.figure(name, span) for span, name in reversed(cast.between(max(0, at - _REACH), at)) if name.person]
    for figures in (quoted, named):
        fitting: list[Figure] = []
        for figure in figures:
            if figure.person and figure not in fitting:
                profile(figure, cast)
                if (aged and not head) or wanted & figure.heads:
                    fitting.append(figure)
        placed = [figure for figure in fitting if any(" " in called and called in low for called in figure.heads)]
        if placed:
            return placed[0]
        if fitting and not _PLACED.search(head_of(phrase)) and (len(fitting) == 1 or figures is quoted):
            return fitting[0]
    return None


def _body(cast: Cast, said: Description, spoken: Sequence[Spoken], at: int) -> Figure | None:
    """Return the organisation of a noun's type that was quoted last, or the only one named shortly before."""
    for before in reversed(spoken[-4:]):
        figure = before.figure
        if figure and not figure.person and before.source.number == "collective" and at - before.at < _REACH:
            return figure if before.source.type == said.type else None
    near = [cast.figure(name, span) for span, name in cast.between(max(0, at - _REACH), at) if name.body]
    fitting = {figure.name: figure for figure in near if profile(figure, cast).type == said.type}
    return next(iter(fitting.values())) if len(fitting) == 1 else None
