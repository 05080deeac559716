"""What a gold sample is to check: one figure of the toolkit, counted sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import FramingError
from framing.stats.agency import ANYONE, VICTIM
from framing.stats.labels import FAVOURABLE
from framing.stats.options import AGENCY
from framing.stats.sourcing import SIDE_SHARE, SIDE_WORDS, SOURCE_WORDS, TYPE_WORDS

RATE, LABELLING, SOURCING, SENTENCES, HITS = "rate", "labelling", "sourcing", "sentences", "hits"
ATTRIBUTIONS = "attributions"
_VOICED = (RATE, LABELLING, AGENCY, SENTENCES)
MEASURES = (RATE, LABELLING, SOURCING, AGENCY, SENTENCES, HITS)
FORMS = (
    "rate:ITEM[@VOICE], labelling:REFERENT[@VOICE], sourcing:ITEM, agency:ITEM[@VOICE], sentences:MODEL[@VOICE], "
    "hits:LEXICON[/CATEGORY]"
)


LARGEST = 999  # count in a passage; a greater one is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Question:
    """A column that coders fill: its name, what is asked, and the largest answer (None: any count)."""

    name: str
    text: str
    most: int | None = None

    @property
    def largest(self) -> int:
        """The largest answer that is taken."""
        return LARGEST if self.most is None else self.most


@dataclass(frozen=True, slots=True)
class Target:
    """A figure: its measure, item and voice, named as `compare` names them; or the hits of a lexicon, one by one."""

    measure: str
    item: str
    voice: str = "outlet"

    def __str__(self) -> str:
        plain = self.measure not in _VOICED or (self.measure == SENTENCES and self.voice == "all")
        return f"{self.measure}:{self.item}" + ("" if plain else f"@{self.voice}")

    @property
    def unit(self) -> str:
        """What the figure is counted in."""
        if self.measure == RATE:
            return f"per 1,000 words, voice {self.voice}"
        if self.measure == SOURCING:
            return "per 1,000 words" if self.item == ATTRIBUTIONS else f"share of {_whole(self.item)}"
        wholes = {LABELLING: "mentions", AGENCY: "event mentions", HITS: "hits"}
        return f"share of {wholes.get(self.measure, 'sentences')}"

    @property
    def scale(self) -> float:
        """What a plain ratio is multiplied by to be in the unit."""
        return 1000.0 if self.unit.startswith("per 1,000") else 1.0

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a coder is asked of a unit: first the numerator, then, where it is counted by hand, the denominator."""
        voice = _VOICES[self.voice]
        if self.measure == RATE:
            return (Question("count", f"How many words or phrases of the kind {self.item!r} stand in it, {voice}?"),)
        if self.measure == LABELLING:
            plain = self.item.removesuffix(FAVOURABLE)
            loaded = "a label in their favour" if plain != self.item else "a loaded label"
            return (
                Question("loaded", f"How many of the mentions of {plain!r}, {voice}, are by {loaded}?"),
                Question("mentions", f"How many mentions of {plain!r} by a name or label are in it, {voice}?"),
            )
        if self.measure == AGENCY:
            what, _, side = self.item.partition(VICTIM)
            victims = "" if side == ANYONE else f" of somebody of the side {side!r}"
            return (
                Question("counted", f"How many of these are of the kind {what!r}?"),
                Question("among", f"How many times does it tell, {voice}, of a death{victims} as a fact?"),
            )
        if self.measure == SENTENCES:
            spoken = "" if self.voice == "all" else f", {voice},"
            return (Question("label", f"Does the label {self.item!r} hold for it{spoken}? 1 yes, 0 no.", 1),)
        if self.measure == HITS:
            return (Question("right", "Is the passage what the claim says? 1 yes, 0 no or not to be decided.", 1),)
        if self.item == ATTRIBUTIONS:
            return (Question("attributions", "How many attributions begin in it (what somebody said, wrote, thinks)?"),)
        if self.of_words:
            return (
                Question("words", f"How many of these words are {self.item.removeprefix('words ')}?"),
                Question("attributed", f"How many {_whole(self.item)} have the attributions that begin in it?"),
            )
        return (
            Question("counted", f"How many of these count towards the {self.item}{_meant(self.item)}?"),
            Question("among", f"How many {_whole(self.item)} begin in it?"),
        )

    @property
    def of_words(self) -> bool:
        """Whether numerator and denominator are words, so that events are the sentences that hold some."""
        return self.measure == SOURCING and self.item.startswith((TYPE_WORDS, SOURCE_WORDS, SIDE_WORDS))

    @property
    def has_base(self) -> bool:
        """Whether coders count the denominator too."""
        return len(self.questions) == 2


# what sourcing figures are shares of; those of a type of source are shares of the attributions with a known one
_WHOLES = {
    "attributions": ("direct share", "unsourced share", "hedged share", "headline or lead share"),
    "attributions with a source": ("anonymous share", "named share"),
    "attributions whose cue doubts or endorses": ("doubting share",),
}


# what counts towards a share, in the words of a coder
_MEANT = {
    "direct share": "what is said stands whole in quotation marks",
    "unsourced share": "the passage names no source",
    "hedged share": "the outlet holds back about the saying, e.g. \u201creportedly said\u201d",
    "headline or lead share": "it stands in the headline or the lead",
    "anonymous share": "the name of the source is withheld",
    "named share": "the source is a person or body with its name",
    "doubting share": "the cue casts doubt on what is said",
}


def _meant(item: str) -> str:
    return f" ({_MEANT[item]})" if item in _MEANT else ""


def _whole(item: str) -> str:
    """What a sourcing figure is a share of, in words."""
    for whole, items in _WHOLES.items():
        if item in items or (item.startswith("doubting") and "doubting share" in items):
            return whole
    if item.startswith((TYPE_WORDS, SOURCE_WORDS)):
        return "attributed words"
    if item.startswith(SIDE_WORDS):
        return "attributed words whose source is of a known side"
    side = item.startswith(SIDE_SHARE)
    return "attributions whose source is of a known side" if side else "attributions whose source is of a known type"


_VOICES = {
    "outlet": "in the outlet's own voice",
    "attributed": "quoted or paraphrased",
    "quoted": "in quotations",
    "paraphrased": "in reported speech outside quotation marks",
    "scare": "in scare quotes",
    "distanced": "under a distancing expression",
    "all": "in any voice",
}


def parse_target(text: str) -> Target:
    """A target from its text: MEASURE:ITEM, or MEASURE:ITEM@VOICE for rate, labelling, agency and sentences.

    Measures are rate, labelling, sourcing and agency (ITEM as `compare` names it, e.g. "direct share"; sourcing:
    "attributions" for their number), sentences (ITEM is a sentence model) and hits (ITEM is a lexicon, or
    LEXICON/CATEGORY). The voice is the outlet's unless named; that of sentences is any.

    Raises
    ------
    FramingError
        the text has another form

    >>> parse_target("labelling:settlers@quoted")
    Target(measure='labelling', item='settlers', voice='quoted')
    """
    measure, colon, rest = text.partition(":")
    item, _, voice = rest.partition("@") if measure in _VOICED else (rest, "", "")
    voice = voice or ("all" if measure == SENTENCES else "outlet")
    if not colon or not item or measure not in MEASURES:
        raise FramingError(f"target {text!r} names no figure; give one of {FORMS}")
    if voice not in _VOICES:
        raise FramingError(f"target {text!r}: unknown voice {voice!r}; choose from {', '.join(_VOICES)}")
    return Target(measure, item, voice)
