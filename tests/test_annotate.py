import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import Annotator
from framing.lexicon import Entry, Lexicon, Referent
from framing.text.tokens import count_words
from framing.types import Annotation, Article, Voice, Zone

LEXICON = Lexicon(
    name="test",
    version="1.0.0",
    language="en",
    entries=(
        Entry(id="gang.thugs", patterns=("thug", "thugs"), category="label", referent="gang", loading=-1),
        Entry(id="gang.boatmen", patterns=("boatmen",), category="label", referent="gang"),
        Entry(id="shameful", patterns=("shameful",), category="evaluative", loading=-1),
    ),
    referents={"gang": Referent("gang", "the river gang", anchors=("Vesk",))},
)


@pytest.fixture(scope="module")
def annotate() -> Annotator:
    return Annotator([LEXICON])


def article(body: str, title: str = "") -> Article:
    return Article("a1", outlet="Gazette", title=title, body=body)


def voices(annotation: Annotation) -> list[str]:
    return [hit.voice.value for hit in annotation.hits]


def test_hits_have_zone_voice_sentence_and_speaker(annotate: Annotator) -> None:
    a = article("The thugs left.\n“We will find the thugs,” Mayor Ilse Brandt said.", title="Boatmen and thugs")
    found = annotate(a)
    assert [a.text[h.start : h.end] for h in found.hits] == ["Boatmen", "thugs", "thugs", "thugs"]
    assert [h.zone for h in found.hits] == [Zone.HEADLINE, Zone.HEADLINE, Zone.LEAD, Zone.BODY]
    assert voices(found) == ["outlet", "outlet", "outlet", "quoted"]
    assert [h.sentence for h in found.hits] == [0, 0, 1, 2]
    assert [h.speaker for h in found.hits] == [None, None, None, 0]
    assert a.text[slice(*found.attributions[0].source[0])] == "Mayor Ilse Brandt"


def test_exposure_counts_every_word_once(annotate: Annotator) -> None:
    a = article("The thugs left.\nComments (0)\n“We will find the thugs,” she said.", title="Boatmen")
    found = annotate(a)
    assert sum(found.exposure.values()) == count_words(a.text) - count_words("Comments (0)")
    assert found.exposure[Zone.HEADLINE, Voice.OUTLET] == 1
    assert found.exposure[Zone.BODY, Voice.QUOTED] == 5
    assert found.exposure[Zone.BODY, Voice.OUTLET] == 2


def test_boilerplate_has_no_hits(annotate: Annotator) -> None:
    assert annotate(article("Rain.\nRead more: thugs and boatmen")).hits == ()


@pytest.mark.parametrize(
    ("body", "negated"),
    [
        ("They are thugs.", False),
        ("They are not thugs.", True),
        ("They aren't thugs.", True),
        ("They were never any thugs.", True),
        ("He denied being a thug.", True),
        ("He denied being a Vesk thug.", True),
        ("They are not Old Vesk thugs.", True),
        ("It was not in Vesk. Thugs left.", False),
        ("They were not paid by Vesk thugs.", False),
        ("They are not only thugs.", False),
        ("They do not trust the thugs.", False),
        ("It was done to deny thugs the road.", False),
        ("She did not say the thugs had left.", False),
        ("He denied that they were thugs.", True),
        ("They did not come. The thugs did.", False),
    ],
)
def test_negation(annotate: Annotator, body: str, negated: bool) -> None:
    assert [h.negated for h in annotate(article(body)).hits] == [negated]


def test_empty_article(annotate: Annotator) -> None:
    found = annotate(article(""))
    assert found.hits == found.sentences == found.attributions == ()
    assert set(found.exposure.values()) == {0}


def test_sentence_models_get_the_sentences() -> None:
    annotate = Annotator([LEXICON], models={"length": lambda passages: [len(p) for p in passages]})
    assert annotate(article("It rained. It stopped now.")).probabilities == {"length": (10.0, 15.0)}


def test_picklable_and_deterministic(annotate: Annotator) -> None:
    a = article("The thugs left. “We will find the thugs,” Brandt said.")
    copy = pickle.loads(pickle.dumps(annotate))
    assert copy(a) == annotate(a) == annotate(a)


NARRATED = [
    "The shameful raid by the thugs went on.",
    "The boatmen fled and the thugs followed them.",
    "A shameful night for the boatmen ended at dawn.",
]


@pytest.mark.parametrize("sentence", NARRATED)
@pytest.mark.parametrize("marks", ["“”", '""', ("''", "''")])
def test_quoting_a_narrated_sentence_moves_its_hits_and_changes_no_total(
    annotate: Annotator, sentence: str, marks: str
) -> None:
    """Metamorphic: `X said: "..."` around a sentence moves all its hits to the quoted voice."""
    narrated = annotate(article(f"Rain fell. {sentence}"))
    quoted = annotate(article(f"Rain fell. Mayor Ilse Brandt said: {marks[0]}{sentence}{marks[1]}"))
    assert set(voices(narrated)) == {"outlet"}
    assert set(voices(quoted)) == {"quoted"}
    assert [h.entry for h in quoted.hits] == [h.entry for h in narrated.hits]


def test_swapping_labels_swaps_loadings(annotate: Annotator) -> None:
    a = article("The thugs left and the boatmen stayed with other thugs.")
    swapped = replace(a, body=a.body.replace("thugs", "x").replace("boatmen", "thugs").replace("x", "boatmen"))
    assert [h.loading for h in annotate(a).hits] == [-1, 0, -1]
    assert [h.loading for h in annotate(swapped).hits] == [0, -1, 0]


alphabet = st.sampled_from([*"ab T.,?!\n\"'“”‘’«»[]()<>-–éİ\u0301\u200b\xa0ﬁ", "thugs ", " said ", "Brandt ", "said: "])


@settings(max_examples=150, deadline=None)
@given(st.lists(alphabet, max_size=60).map("".join), st.lists(alphabet, max_size=12).map("".join))
def test_any_text_is_annotated_soundly(annotate: Annotator, body: str, title: str) -> None:
    a = article(body, title)
    found = annotate(a)
    text = a.text
    for hit in found.hits:
        assert 0 <= hit.start < hit.end <= len(text)
        sentence = found.sentences[hit.sentence]
        assert sentence.start <= hit.start and hit.end <= sentence.end
        assert hit.speaker is None or 0 <= hit.speaker < len(found.attributions)
    for attribution in found.attributions:
        assert attribution.content
        for s, e in (*attribution.content, *attribution.source, *attribution.cue):
            assert 0 <= s < e <= len(text)
    assert sum(found.exposure.values()) <= count_words(text)
