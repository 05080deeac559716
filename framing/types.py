"""The values that travel through the toolkit: frozen, slotted, standard library only.

Every span is a half-open range of code points into `Article.text`, exactly as decoded, so that
``article.text[start:end]`` is always the passage shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from framing._shown import table

Span = tuple[int, int]
_SHOWN = 300  # characters of an article in a notebook


class Zone(StrEnum):
    """Where in the article a passage stands."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


class Voice(StrEnum):
    """Whose words a passage is in; exclusive, decided in the order quoted ... outlet."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    SCARE = "scare"
    DISTANCED = "distanced"
    OUTLET = "outlet"


class Kind(StrEnum):
    """How much of an attribution's content stands in quotation marks: >= 95 %, none, or between."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Naming(StrEnum):
    """How a source is introduced."""

    NAMED = "named"
    ROLE = "role"
    UNNAMED = "unnamed"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    NONE = "none"


class Stance(StrEnum):
    """What the cue commits the outlet to."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"
    REJECTING = "rejecting"


class Tense(StrEnum):
    """The tense of a cue's first finite verb; conditional is any modal but will and shall."""

    PAST = "past"
    PRESENT = "present"
    PERFECT = "perfect"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    NONE = ""


class EventForm(StrEnum):
    """How a sentence tells of an event: by which construction."""

    ACTIVE = "active"
    PASSIVE_BY = "passive_by"
    PASSIVE = "passive"
    INTRANSITIVE = "intransitive"
    NOMINAL = "nominal"
    PARTICIPLE = "participle"
    STATIVE = "stative"


class Agency(StrEnum):
    """Whether who did it is named: `instrument` where a weapon or another event stands in for the actor."""

    EXPRESSED = "expressed"
    INSTRUMENT = "instrument"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Issue:
    """One data problem, kept beside the data instead of raised.

    `code` is a stable kebab-case name, `message` a sentence that names file, row, column, value and
    remedy where they apply; `article_id` is "" for a problem of a whole file or of a row that could
    not become an article.
    """

    code: str
    message: str
    article_id: str = ""
    span: Span | None = None
    file: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `text` is title, gap and body: the coordinate system of every span.

    A table row has gap "\\n\\n" (title, blank line, body); a text file keeps the line breaks it has,
    so that its text is the decoded file unaltered. `row` counts data rows from 1 (0: not from a table).
    """

    id: str
    outlet: str = ""
    published: date | None = None
    title: str = ""
    body: str = ""
    url: str = ""
    author: str = ""
    section: str = ""
    language: str = ""
    gap: str = "\n\n"
    file: str = ""
    row: int = 0
    wire: str = ""
    duplicate_of: str = ""
    story_id: str = ""
    issues: tuple[Issue, ...] = ()

    @property
    def text(self) -> str:
        """The string that all spans point into."""
        if self.title and self.body:
            return self.title + self.gap + self.body
        return self.title or self.body

    def _repr_html_(self) -> str:
        start = self.body if len(self.body) <= _SHOWN else self.body[:_SHOWN] + "…"
        facts = ", ".join(str(fact) for fact in (self.outlet, self.published, self.id) if fact)
        return table(self.title or self.id, (), [[start]] if start else [], notes=[facts])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between line breaks, without its surrounding white space."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Layout:
    """The article's paragraphs by zone in text order, and the spans that count nowhere.

    Boilerplate spans (page furniture, mark-up) may be whole lines, which are then no paragraph, or lie
    inside a paragraph (a tag).
    """

    paragraphs: tuple[Paragraph, ...]
    boilerplate: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its zone; sentences never cross paragraphs."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks: `start:end` with the marks, `inner_start:inner_end` without.

    One quotation is one stretch within one paragraph. `closed` is False where the paragraph ends before
    the mark is closed; `continues` is True where it carries on the unclosed quotation of the paragraph
    before. `depth` is 0 for an outer quotation, 1 for one nested in it. `words` counts words inside.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: str
    words: int
    closed: bool = True
    continues: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content given to a source by a cue. Roles are lists of spans: any may be split, source and cue empty.

    Content spans hold their quotation marks. `words` counts the words of the content; `confidence` is
    a probability in [0, 1]. `source_name` is the full form the source is known by in the article
    ("" where there is none), `source_mention` the place of that form; `source_number` is "individual",
    "collective" or "". `source_office`, `source_affiliation` and `source_speaks_for` are words of the article,
    `source_side` the actor that the source belongs to; "" where nothing tells. `cue_hedged`: the outlet holds
    back about the saying ("reportedly said"); `cue_negated`: nothing was said ("did not say"). `position` is
    the share of the article's words that stand before the content.
    """

    kind: Kind
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    source_name: str = ""
    source_type: str = ""
    source_number: str = ""
    source_office: str = ""
    source_affiliation: str = ""
    source_speaks_for: str = ""
    source_side: str = ""
    source_mention: Span | None = None
    naming: Naming = Naming.NONE
    stance: Stance = Stance.NEUTRAL
    stance_class: str = ""
    cue_tense: Tense = Tense.NONE
    cue_hedged: bool = False
    cue_negated: bool = False
    position: float = 0.0
    words: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """One occurrence of a lexicon entry before it has a voice. Tied entries share a span."""

    lexicon: str
    entries: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a lexicon entry, with its voice.

    `referent` is "" where the entry names none, or where it stays unresolved between the `candidates`;
    `resolved` is then False. `speaker` indexes `Annotation.attributions`.
    """

    lexicon: str
    entry: str
    category: str
    referent: str
    loading: int
    start: int
    end: int
    zone: Zone
    voice: Voice
    sentence: int
    speaker: int | None = None
    negated: bool = False
    resolved: bool = True
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of an event of violence: `start:end` is the predicate, `lemma` its verb, `kind` its class.

    `agent` is who acts, `victim` who or what suffers, `instrument` the weapon or event that does it; None where
    the sentence names none. `hypothetical`: under a modal or in an infinitive. A side is the referent of a hit
    inside the span, else a people or a group by the words of the span, else "".
    """

    lemma: str
    kind: str
    form: EventForm
    start: int
    end: int
    agency: Agency
    agent: Span | None
    victim: Span | None
    instrument: Span | None
    agent_side: str
    victim_side: str
    negated: bool
    hypothetical: bool
    zone: Zone
    voice: Voice
    sentence: int
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that the toolkit says of one article; a pure function of the article and the options.

    `exposure` maps (zone, voice) to words, boilerplate left out; its values sum to the article's words.
    `probabilities` maps a sentence model's name to one probability a sentence; where there are such,
    `sentence_voices` says in whose voice most words of each sentence are, None for one of boilerplate.
    """

    article_id: str
    layout: Layout
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    hits: tuple[Hit, ...]
    exposure: Mapping[tuple[Zone, Voice], int]
    probabilities: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    events: tuple[Event, ...] = ()
    sentence_voices: tuple[Voice | None, ...] = ()

    def _repr_html_(self) -> str:
        rows = (
            (
                voice,
                sum(count for (_, of), count in self.exposure.items() if of == voice),
                sum(hit.voice == voice for hit in self.hits),
            )
            for voice in Voice
        )
        counts = {"sentences": self.sentences, "attributions": self.attributions, "events": self.events}
        notes = [", ".join(f"{len(found)} {name}" for name, found in counts.items())]
        return table(f"Annotation of {self.article_id}", ("voice", "words", "hits"), rows, notes=notes)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its uncertainty.

    `value`, `low` and `high` are in `unit` (e.g. "hits per 1,000 words", "share of mentions");
    NaN where the denominator is 0. `n_articles` counts the articles with a positive denominator.
    """

    value: float
    low: float
    high: float
    level: float
    n_articles: int
    numerator: float
    denominator: float
    method: str
    seed: int | None = None
    unit: str = ""
