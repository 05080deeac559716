"""What an article says of a figure: titles, nouns before the name, appositions behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.attribution.descriptions import NOTHING, SPEAKERS, Description, body_in, describe, organisation_type
from framing.attribution.names import RUN, Name, read_name
from framing.attribution.people import Cast, Figure
from framing.attribution.places import is_place
from framing.attribution.sources import terms, words_of
from framing.attribution.words import AUXILIARY, PREPOSITION, SUBORDINATOR, word_set
from framing.types import Span

_READ = 4  # mentions of a figure that are read
_BEFORE_COMMA = re.compile(
    r"((?:\b(?:[Tt]he|[Aa]n?|[Aa]nother|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|former)|\w+['’]s?)\s[^,.;:()“”\"\n]{3,80}),\s$"
)
_BREAK = re.compile(r"[,.;:()“”\"\n]")
_OWNER = re.compile(r"([A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*)['’]s?\s$")
_CUT = AUXILIARY | PREPOSITION | SUBORDINATOR | word_set("and the a an his her its their said says told asked like")
_SEAT = re.compile(
    r",?\s\(?(?:[RDI][-–,)]|(?:Republican|Democrat|Independent)\sof\b|(?:a\s)?(?:Republican|Democrat)\sfrom\b)"
)
_SCHOLAR = re.compile(r",\swho\s(?:teaches|taught|studies|has\sstudied|researches)\b")
_WHO = re.compile(r",\swho(?!\s(?:said|says|told|added|spoke)\b)(\s\w+[^,.;\n]*)")
_HOME = re.compile(r",?\s(?:of|from)\s[A-Z]\w+(?:\s[A-Z]\w+)*,\s[A-Z]")
_AGE = re.compile(r",\s\(?(?:aged?\s)?\d\d\b\)?,?")
_LINK = re.compile(
    r"(?:,|\s[—–-]{1,2}|\s\()\s?(?:who\s(?:is|was|has\sbeen|serves\sas|served\sas|works\sas|worked\sas)\s(?:also\s|now\s)?)?"
    r"|\s(?:is|was)\s(?=an?\s|the\s)|\s(?=(?:of|from|at|with)\s(?:the\s)?[A-Z])"
)
_END = re.compile(
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Sen)(?<!Gov)(?<!Rep)(?<!\b[A-Z])\.|[,;:()“”\"\n]|\s(?:who|which|that|said|says|told|whose|—|–|--)\s"
)
_STARTS = re.compile(
    r"(?:an?|the|his|her|its|their|our|one\sof|now|then|former|senior|chief|co-|deputy|vice|executive|managing)\b|(?:[A-Z][\w.]+\s){0,3}[A-Z][\w.]+['’]s?\s"
    r"|(?:of|from|with|at)\s(?:the\s)?[A-Z]|\w"
)
_NEAR = 300  # code points before a spokesperson in which a body is named
_LONG_APPOSITION = 9  # words
_LONG_OFFICE = 6  # words
_LONG = 170  # code points read behind a name
_PLAIN_TITLES = word_set("mr mrs ms miss dr")
_WRITTEN_OUT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "prof": "professor",
    "rev": "reverend",
}
_LEGISLATOR = Description("government_official", "lawmaker", "", "", "lawmaker")
_EXPERT = Description("expert_academic")
_CITIZEN = Description("citizen_witness")
_RUNNING = word_set("candidate nominee front-runner frontrunner contender hopeful challenger") | {"running mate"}
_MEMBERS = word_set("republican democrat conservative liberal progressive socialist opponent rival ally leader")
_ELECTED = word_set("senator governor representative congressman congresswoman lawmaker mayor speaker president")
_RULING = {"president", "vice president"}
_WEAK = ("corporate", "citizen_witness", "expert_academic", "religious", "media", "document_data", "")
_ELECTION = re.compile(r"\b(?:campaign|candidate|nominee|nomination|primary|caucus|polls?)")


def profile(figure: Figure, cast: Cast, at: Span | None = None, name: Name | None = None) -> Description:
    """Return what the article says of a figure, the shipped table where the article is silent.

    `at` and `name` are a mention that the source itself holds, which is read too while nothing is known.
    """
    if figure.description is None:
        said = [word for span, each in figure.mentions[:_READ] for word in read_mention(cast.text, span, each)]
        _settle(figure, said, cast)
    known = figure.description or NOTHING
    if at and name and known.type in ("", "citizen_witness"):
        _settle(figure, list(read_mention(cast.text, at, name)), cast)
        if figure.description is None or not figure.description.type:
            figure.description = known
    return figure.description or NOTHING


def _settle(figure: Figure, said: list[Description], cast: Cast) -> None:
    """Set what is known of a figure."""
    found = figure.description = _sum_up(figure, said, cast.text)
    if not found.type and (found.affiliation or found.head in SPEAKERS) and not (said and figure.is_body):
        figure.description = speaking_for(found, cast, figure.mention[0] if figure.mention else 0)


def speaking_for(said: Description, cast: Cast, at: int) -> Description:
    """Return the description of a spokesperson with the type of whom they speak for, found in the article."""
    run = RUN.search(said.speaks_for or said.affiliation)
    if run:
        name = read_name(run.group())
        figure = cast.figure(name) if name.words else None
    else:
        near = [name for _, name in cast.between(max(0, at - _NEAR), at) if name.body]
        figure = cast.figure(near[-1]) if near else None
    if figure is None:
        return said
    kind = (
        said.type
        or profile(figure, cast).type
        or ("corporate" if run and said.head in SPEAKERS and not figure.person else "")
    )
    return replace(
        said, type=kind, affiliation=said.affiliation or figure.name, speaks_for=said.speaks_for or figure.name
    )


def _sum_up(figure: Figure, said: list[Description], text: str) -> Description:
    figure.heads |= {head for each in said if each.head for head in (each.head, each.head.rpartition(" ")[2])}
    said = [each for each in said if each.type != "document_data"]
    present = [each for each in said if not each.former]
    best = next((each for each in present if each.type not in ("", "citizen_witness")), None)
    best = best or next((each for each in present if each.office), None)
    known = figure.known
    if known and figure.person:
        figure.heads |= known.called
        if known.type == "party_candidate":
            figure.heads |= _RUNNING
        own = next((each for each in present if _stronger(each, known.type, text)), None)
        best = own or replace(best or NOTHING, type=known.type)
        return replace(best, affiliation=best.affiliation or known.affiliation)
    if known:
        return Description(known.type, affiliation=known.affiliation)
    if best is None or not best.type:
        best = next((_retired(each) for each in said if each.type), best or next(iter(said), None))
    if best is None and not figure.person:
        best = Description("government_official" if is_place(figure.name) else organisation_type(figure.name))
    return best or NOTHING


def _retired(said: Description) -> Description:
    """Return a former office: who has left an elected one and speaks still does politics."""
    elected = said.former and said.type == "government_official" and said.head in _ELECTED
    return replace(said, type="party_candidate") if elected else said


def _stronger(said: Description, kind: str, text: str) -> bool:
    """Whether the article's word for a well-known person says more than the table."""
    if said.head in _RULING:
        return said.type == "government_official"
    if said.type in _WEAK or said.head in _MEMBERS:
        return False
    if kind == "party_candidate" and said.type == "government_official":
        return not _ELECTION.search(text)
    if kind == "government_official" and said.type == "party_candidate":
        return said.head in _RUNNING
    return True


def read_mention(text: str, span: Span, name: Name) -> Iterator[Description]:
    """Yield the descriptions that stand at a mention of a name: in its title, before it, behind it."""
    if text.endswith("-year-old ", 0, span[0] - name.at):
        yield _CITIZEN
    title = [word for word in name.title.split() if word.lower().rstrip(".") not in _PLAIN_TITLES]
    before = _before(text, span[0] - name.at)
    if title or before:
        written = [_WRITTEN_OUT.get(word.lower().rstrip("."), word) for word in title]
        found = describe(" ".join([*before.split(), *written]))
        if found.head:
            yield found
    start = span[0] - name.at
    owned = text[max(0, start - 3) : start].rstrip().endswith(("’", "'", "’s", "'s"))
    owner = _OWNER.search(text, max(0, start - 60), start) if owned else None
    if owner and organisation_type(owner[1]):
        yield Description(organisation_type(owner[1]), "", owner[1])
    yield from _behind(text[span[1] : span[1] + _LONG].partition("\n")[0])


def _before(text: str, start: int) -> str:
    """Return the nouns right before a name: `campaign manager`, or `the mayor,`."""
    window = text[max(0, start - 90) : start]
    if window.endswith(", "):
        match = _BEFORE_COMMA.search(window)
        fits = match and len(match[1].split()) <= _LONG_APPOSITION and describe(match[1]).head
        return match[1] if match and fits and not _strays(match[1]) else ""
    last = window.rstrip().rpartition(" ")[2]
    if not last.islower() or not (terms(last) or last == "former"):
        return ""
    words = _BREAK.split(window)[-1].split()[-_LONG_OFFICE:]
    cut = max((place + 1 for place, word in enumerate(words) if word.lower() in _CUT), default=0)
    return " ".join(words[cut:])


def _behind(rest: str) -> Iterator[Description]:
    """Yield what stands behind a name: a seat, an age, an apposition, a body, a clause with `who`."""
    if _SEAT.match(rest):
        yield _LEGISLATOR
        return
    if _SCHOLAR.match(rest):
        yield _EXPERT
        return
    age = _AGE.match(rest)
    link = _LINK.match(rest, age.end() - 1 if age and age.group().endswith(",") else age.end() if age else 0)
    opening = _STARTS.match(rest, link.end()) if link else None
    if link and opening:
        end = _END.search(rest, link.end())
        chunk = rest[link.end() : end.start() if end else len(rest)]
        said = _read_chunk(chunk, opening.group())
        if said:
            yield said
            return
        if age or _HOME.match(rest) or (chunk.startswith(("a ", "an ")) and link.group().startswith(",")):
            yield _CITIZEN
            return
    clause = _WHO.match(rest)
    bodies = (run.group() for run in RUN.finditer(clause[1])) if clause else ()
    kind = next((kind for body in bodies if (kind := organisation_type(body)) not in ("", "party_candidate")), "")
    if kind:
        yield Description(kind)
    elif age or clause:
        yield _CITIZEN


def _read_chunk(chunk: str, opening: str) -> Description | None:
    """Return what an apposition says, or the body behind `of` and `at`; None where it says nothing."""
    if opening.startswith(("of ", "at ", "with ", "from ")):
        body = body_in(chunk.partition(" ")[2])
        kind = organisation_type(body)
        return Description(kind, "", body) if kind else None
    found = describe(chunk)
    if found.head and not (_bare(chunk) and _strays(chunk)):
        return found
    kind = organisation_type(chunk) if chunk[0].isupper() and read_name(chunk).body else ""
    return Description(kind, "", chunk) if kind else None


def _bare(chunk: str) -> bool:
    """Whether words begin without article or possessive."""
    return chunk.split(" ", 1)[0] not in ("a", "an", "the", "his", "her", "its", "their", "one", "now", "former")


def _strays(chunk: str) -> bool:
    """Whether the words before the first preposition are too many for an office or do not end in one."""
    front = re.split(r"\s(?:of|for|at|in|with|on)\s", chunk, maxsplit=1)[0]
    found = terms(front)
    return len(front.split()) > _LONG_OFFICE or not found or found[-1].last < len(words_of(front))
