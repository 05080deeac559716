"""Which referent a generic label means where it stands."""

from dataclasses import replace

import pytest

from framing.lexicon import Entry, Lexicon, Matcher, Referent, Resolver
from framing.text.folding import fold
from framing.text.tokens import tokenise

REFERENTS = {
    "gov": Referent("gov", "the government", anchors=("Orland", "Orlish army", "IS")),
    "reb": Referent("reb", "the rebels", anchors=("Free Orlish Army", "Tamor"), places=("Vale*", "UV")),
    "mute": Referent("mute", "never named"),
}


def entry(name: str, *patterns: str, referent: str = "", anchored: bool = True) -> Entry:
    return Entry(name, patterns, referent=referent, anchored=anchored)


@pytest.fixture
def resolve(sentences):
    """Resolves the matches of some entries and returns (entry, referent, resolved, candidates) tuples."""

    def resolve_all(text: str, *entries: Entry):
        lexicon = Lexicon("test", "1.0.0", "en", entries, referents=REFERENTS)
        tokens, split = tokenise(fold(text)), sentences(text)
        matches = Matcher([lexicon]).find(text, tokens, split)
        found = Resolver([lexicon]).resolve(matches, text, tokens, split)
        return [(each.entry, each.referent, each.resolved, each.candidates) for each in found]

    return resolve_all


GOV = entry("g", "thugs", referent="gov")
REB = entry("r", "thugs", referent="reb")
FREE = entry("f", "thugs", referent="gov", anchored=False)
NOBODY = entry("n", "thugs", anchored=False)


@pytest.mark.parametrize(
    ("text", "entries", "expected"),
    [
        ("The thugs left.", [FREE], ("f", "gov", True, ())),
        ("The thugs left.", [NOBODY], ("n", "", True, ())),
        ("The thugs left.", [GOV], ("g", "", False, ("gov",))),
        ("The thugs of Orland left.", [GOV], ("g", "gov", True, ())),
        ("Orland fell. The thugs left.", [GOV], ("g", "gov", True, ())),
        ("Orland fell. It rained. The thugs left.", [GOV], ("g", "", False, ("gov",))),
        ("The thugs left. Orland fell.", [GOV], ("g", "", False, ("gov",))),
        ("Tamor’s thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("Orland’s thugs left.", [GOV, REB], ("g", "gov", True, ())),
        ("Orland fell. Tamor’s thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("Tamor’s thugs left Orland.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        # an anchor right before the label names it, whatever else the sentence names
        ("Tamor thugs left Orland.", [GOV, REB], ("r", "reb", True, ())),
        ("In Orland the Tamor-thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("Tamor fell. Orland’s men met Orland thugs.", [GOV, REB], ("g", "gov", True, ())),
        ("In Tamor, thugs left Orland.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        ("Thugs Tamor left Orland.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        ("Orland fell to Tamor thugs.", [GOV], ("g", "gov", True, ())),
        ("Tamor met Orland. The thugs left.", [REB, GOV], ("r", "", False, ("reb", "gov"))),
        ("The thugs left.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        ("The thugs left.", [FREE, REB], ("f", "gov", True, ())),
        ("Tamor’s thugs left.", [FREE, REB], ("r", "reb", True, ())),
        ("Tamor’s thugs left.", [NOBODY, REB], ("r", "reb", True, ())),
        ("The thugs left.", [NOBODY, REB], ("n", "", True, ())),
        # the longest anchor wins: this army is not the other
        ("The Free Orlish Army and its thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("The Orlish army and its thugs left.", [GOV, REB], ("g", "gov", True, ())),
        # a place alone does not outweigh another candidate who was named before
        ("The thugs left Vale.", [GOV, REB], ("r", "reb", True, ())),
        ("Vale fell. The thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("It rained. The thugs left Valeton and UV.", [GOV, REB], ("r", "reb", True, ())),
        ("Orland fell. The thugs left Vale.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        ("Orland fell. The thugs left Vale.", [REB], ("r", "reb", True, ())),
        ("Orland fell. Tamor’s thugs left Vale.", [GOV, REB], ("r", "reb", True, ())),
        ("Orland fell. The Vale thugs left.", [GOV, REB], ("r", "reb", True, ())),
        ("Vale fell. The thugs left Orland.", [GOV, REB], ("g", "gov", True, ())),
        ("The thugs left Orland and Vale.", [GOV, REB], ("g", "", False, ("gov", "reb"))),
        # short capitals keep their case
        ("The thugs of IS left.", [GOV], ("g", "gov", True, ())),
        ("It is the thugs who left.", [GOV], ("g", "", False, ("gov",))),
        ("the THUGS OF ORLAND left.", [GOV], ("g", "gov", True, ())),
    ],
)
def test_resolution(resolve, text, entries, expected):
    assert resolve(text, *entries) == [expected]


def test_an_anchor_inside_the_label_names_it(resolve):
    named = [entry("g", "tamor thugs", referent="gov"), entry("r", "tamor thugs", referent="reb")]
    assert resolve("In Orland the Tamor thugs left.", *named) == [("r", "reb", True, ())]


def test_two_entries_of_one_referent_are_one_claim(resolve):
    twins = [entry("a", "thugs", referent="gov", anchored=False), entry("b", "thugs", referent="gov", anchored=False)]
    assert resolve("The thugs left.", *twins) == [("a", "gov", True, ())]


def test_anchors_of_one_place_can_name_several(sentences):
    referents = {"x": Referent("x", "x", anchors=("Orland",)), "y": Referent("y", "y", anchors=("orland",))}
    lexicon = Lexicon("test", "1.0.0", "en", (), referents=referents)
    text = "In Orland."
    (anchor,) = Resolver([lexicon]).anchors(text, tokenise(fold(text)), sentences(text))
    assert (anchor.entries, anchor.start, anchor.end) == (("x", "y"), 3, 9)
    lexicon = replace(lexicon, referents={"x": Referent("x", "x", anchors=("Orland",), places=("In Orland",))})
    (place,) = Resolver([lexicon]).anchors(text, tokenise(fold(text)), sentences(text))
    assert place.entries == ("@x",)


def test_matches_outside_sentences_stay_unresolved(resolve):
    lexicon = Lexicon("test", "1.0.0", "en", (GOV,), referents=REFERENTS)
    text = "Orland thugs"
    tokens = tokenise(fold(text))
    matches = Matcher([lexicon]).find(text, tokens, [])
    (found,) = Resolver([lexicon]).resolve(matches, text, tokens, [])
    assert not found.resolved


def test_lexicons_resolve_by_their_own_anchors(sentences):
    one = Lexicon("one", "1.0.0", "en", (GOV,), referents=REFERENTS)
    other = Lexicon("other", "1.0.0", "en", (GOV,), referents={"gov": Referent("gov", "gov", anchors=("Nowhere",))})
    text = "Orland’s thugs left."
    tokens, split = tokenise(fold(text)), sentences(text)
    matches = Matcher([one, other]).find(text, tokens, split)
    found = Resolver([one, other]).resolve(matches, text, tokens, split)
    assert [(match.lexicon, each.resolved) for match, each in zip(matches, found, strict=True)] == [
        ("one", True),
        ("other", False),
    ]


def test_many_labels_of_one_sentence_each_have_the_name_beside_them(resolve):
    text = "Orland thugs met Tamor thugs and thugs, " * 50
    expected = [("g", "gov", True, ()), ("r", "reb", True, ()), ("g", "", False, ("gov", "reb"))]
    assert resolve(text, GOV, REB) == expected * 50
