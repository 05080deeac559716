"""What the entries of a lexicon find in a corpus."""

import pytest

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.coverage import coverage, set_of, warnings_of
from framing.engine.source import articles_of
from framing.lexicon import Entry, Lexicon, Referent, load_lexicon
from framing.types import Article


def article(text: str, number: int, outlet: str = "North") -> Article:
    return Article(str(number), outlet, body=text)


LABELS = Lexicon(
    "labels",
    "1.0.0",
    "en",
    (
        Entry("rebels", ("rebels",), "label", "x", 0),
        Entry("thugs", ("thugs",), "label", "x", -1, anchored=True),
        Entry("goons", ("goons",), "label", "x", -1),
        Entry("mob", ("mob",), "label", "x", -1),
        Entry("bad", ("bad",), "evaluative"),
        Entry("name", ("Thugs Lane",), block=True),
    ),
    referents={"x": Referent("x", "x", anchors=("Xland",))},
)


def test_hits_by_entry_and_outlet():
    texts = ["Thugs of Xland left. The rebels did not.", "Goons met thugs at Thugs Lane. Bad, bad."]
    found = coverage([article(texts[0], 1), article(texts[1], 2, "South"), article(texts[1], 3, "South")], [LABELS])
    rows = {e.entry: (e.set, e.hits, round(e.share, 2), e.articles, e.unresolved, e.outlets) for e in found.entries}
    assert rows == {
        "rebels": ("x reference", 1, 1, 1, 0, {"North": 1}),
        "thugs": ("x against", 3, 0.6, 3, 2, {"South": 2, "North": 1}),
        "goons": ("x against", 2, 0.4, 2, 0, {"South": 2}),
        "mob": ("x against", 0, 0, 0, 0, {}),
        "bad": ("evaluative", 4, 1, 2, 0, {"South": 4}),
    }
    assert [entry.entry for entry in found.never] == ["mob"]
    assert (found.articles, found.skipped) == (3, 0)


def test_warnings():
    thugs = [article("The thugs left. The goons left.", n) for n in range(10)]
    found = coverage([*thugs, article("x" * 1_000_001, 11)], [LABELS])
    assert [entry.entry for entry in found.dominant] == ["thugs", "goons"]
    assert [entry.entry for entry in found.open] == ["thugs"]
    said = list(warnings_of(found))
    assert said[0].startswith("3 of 5 entries never match in these 10 articles")
    assert said[0].endswith("in sets that do match: mob")
    assert "one entry carries 50 % of x against: thugs (10 hits)" in said[1]
    assert "10 of 10 hits of thugs have no referent" in said[3]
    assert said[4].startswith("1 articles are longer")
    assert not coverage(thugs[:4], [LABELS]).dominant  # too few to say


def test_page_furniture_and_text_outside_sentences_count_nowhere():
    found = coverage([article("Bad day.\n\nThey met <b class=bad> then, a bad day.", 1)], [LABELS])
    assert sum(entry.hits for entry in found.entries) == 2


@pytest.mark.parametrize("loading", [-1, 0, 1])
def test_sets(loading):
    words = {-1: "x against", 0: "x reference", 1: "x in favour"}
    assert set_of(Entry("e", ("e",), "label", "x", loading)) == words[loading]
    assert set_of(Entry("e", ("e",), "label", loading=loading)) == "label"


def test_counts_are_those_of_a_scored_corpus(tmp_path):
    lexicon = load_lexicon(sample_lexicon())
    scored = score(sample_corpus(), tmp_path / "scored", ScoreOptions(lexicons=lexicon))
    articles, lexicons = articles_of(scored.folder)
    found = coverage(articles, lexicons)
    expected = scored.hits.groupby("entry").size()
    assert {e.entry: e.hits for e in found.entries if e.hits} == expected.to_dict()
    by_outlet = scored.hits.merge(scored.articles, on="article_id").groupby(["entry", "outlet"]).size()
    assert {(e.entry, outlet): n for e in found.entries for outlet, n in e.outlets.items()} == by_outlet.to_dict()
    plain, none = articles_of(sample_corpus())
    assert none == []
    assert coverage(plain, [lexicon]) == found


def test_coverage_of_a_real_corpus(shared):
    from framing.lexicon import load_shipped

    articles, _ = articles_of(shared / "data" / "fakes_syria" / "FA-KES-Dataset.csv")
    found = coverage(articles, [load_shipped("labels-mideast")])
    hits = {entry.entry: entry for entry in found.entries}
    assert hits["isis_name.daesh"].hits > 100
    assert hits["isis_name.daesh"] in found.dominant
