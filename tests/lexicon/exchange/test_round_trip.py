"""What one format writes, it reads back: nothing that it can hold is lost, and what it cannot is named."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import check_lexicon
from framing.lexicon.exchange import FORMATS, Term, TermList, export_lexicon, import_lexicon
from framing.lexicon.exchange.convert import Header, from_lexicon, to_yaml
from framing.lexicon.exchange.terms import Draft
from framing.lexicon.loading import load_text
from framing.lexicon.nodes import Log

HEADER = Header("made", "1.0.0", "en", "none", "Nobody (2026).", "Made for a test.", "made.dic (liwc)")

LETTERS = st.text(string.ascii_lowercase + "éßİσ日", min_size=1, max_size=4)
WORD = st.one_of(
    LETTERS,
    st.sampled_from(["no", "on", "yes", "null", "y", "2020-01-01", "12", "1e5", "true", "no one"]),
    st.builds(
        lambda a, gap, b: a + gap + b, LETTERS, st.sampled_from([" ", "-", "'", ", ", "; ", '"', ": ", " #"]), LETTERS
    ),
)
STARRED = st.builds(lambda word, star: word + star, WORD, st.sampled_from(["", "", "*"]))
GLOB = st.one_of(STARRED, st.builds(lambda a, glob, b: a + glob + b, LETTERS, st.sampled_from("*?"), LETTERS))
CATEGORY = st.one_of(
    st.text(string.ascii_letters + " .,;:'\"%#-+é0", min_size=1, max_size=6)
    .map(lambda name: " ".join(name.split()))
    .filter(bool),
    st.sampled_from(["no", "posemo", "a.b", "1", "DicTerm", "word"]),
)


@st.composite
def term_lists(draw, words=STARRED, *, weights=False, conditions=False, descriptions=False, empty=True):
    """A list of terms without repeats; the categories in the order in which they are first used, spare ones last."""
    pairs = draw(st.lists(st.tuples(words, CATEGORY), min_size=1, max_size=8, unique_by=lambda p: (p[0].lower(), p[1])))
    weight = st.one_of(st.none(), st.floats(-9, 9).filter(bool)) if weights else st.none()
    condition = st.sampled_from([None, None, True, False]) if conditions else st.none()
    terms = tuple(Term(word, category, draw(weight), draw(condition)) for word, category in pairs)
    spare = draw(st.lists(CATEGORY, max_size=2)) if empty else []
    text = st.sampled_from(["", "what it holds"]) if descriptions else st.just("")
    return TermList({name: draw(text) for name in dict.fromkeys([*(c for _, c in pairs), *spare])}, terms)


def same(one: TermList, other: TermList) -> bool:
    return dict(one.categories) == dict(other.categories) and set(one.terms) == set(other.terms)


def back(name: str, terms: TermList) -> TermList:
    log = Log()
    read = FORMATS[name].read(FORMATS[name].write(terms), log)
    assert not log.failed, log.problems(name)
    return read


FORMAT = st.sampled_from(sorted(FORMATS))
TIGHT = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def distinct(terms: TermList) -> bool:
    """Whether no two words of a category fold to the same pattern."""
    draft = Draft(Log())
    for term in terms.terms:
        draft.term(Term(term.word, term.category))
    return not draft.log.found


@TIGHT
@given(term_lists(conditions=True, descriptions=True).filter(distinct))
def test_dic(terms):
    assert same(back("liwc", terms), terms)


@TIGHT
@given(term_lists(weights=True).filter(distinct))
def test_dicx(terms):
    assert same(back("dicx", terms), terms)


@TIGHT
@given(term_lists(GLOB).filter(distinct))
def test_quanteda(terms):
    assert same(back("quanteda", terms), terms)


@TIGHT
@given(term_lists(GLOB, weights=True, empty=False).filter(distinct))
def test_csv(terms):
    assert same(back("csv", terms), terms)


@TIGHT
@given(term_lists(GLOB, empty=False).filter(distinct))
def test_list(terms):
    assert {term.word for term in back("list", terms).terms} == {term.word for term in terms.terms}


@TIGHT
@given(term_lists(GLOB, weights=True, conditions=True, descriptions=True).filter(distinct))
def test_a_lexicon_file_holds_all_of_it(terms):
    lexicon = load_text(to_yaml(terms, HEADER), "made.yaml")
    held, lost = from_lexicon(lexicon)
    assert same(held, terms)
    assert lost == []
    assert len({entry.id for entry in lexicon.entries}) == len(terms.terms)


@TIGHT
@given(
    term_lists(GLOB, weights=True, conditions=True, descriptions=True).filter(distinct),
    st.sampled_from(sorted(FORMATS)),
)
def test_what_is_not_held_is_named(terms, name):
    lexicon = load_text(to_yaml(terms, HEADER), "made.yaml")
    try:
        text, lost = export_lexicon(lexicon, name)
    except LexiconError as error:
        assert "can hold none of its terms" in str(error)
        return
    log = Log()
    read = FORMATS[name].read(text, log)
    assert not log.failed
    words = {(t.word, t.category, t.weight, t.before_of) for t in read.terms}
    missing = {(t.word, t.category, t.weight, t.before_of) for t in terms.terms} - words
    if name == "list":
        missing = {each for each in missing if each[0] not in {word for word, *_ in words} or each[2:] != (None, None)}
    assert bool(missing) <= bool(lost)
    assert dict(read.categories) == dict(terms.categories) or lost


def test_import_of_an_export_is_the_same_lexicon(tmp_path):
    source = tmp_path / "words.dic"
    source.write_text("%\n1\tgood\tpraise\n2\tbad\n%\nhappy\t1\nkind\t<of>2/1\nawful*\t2\t1\n", encoding="utf-8")
    text, problems = import_lexicon(source)
    assert problems == []
    first = tmp_path / "words.yaml"
    first.write_text(text, encoding="utf-8")
    again = tmp_path / "again.dic"
    exported, lost = export_lexicon(load_text(text, first), "liwc")
    assert lost == []
    again.write_text(exported, encoding="utf-8")
    strip = [line for line in text.splitlines() if not line.startswith(("name", "imported", "citation", "description"))]
    assert [line for line in import_lexicon(again)[0].splitlines() if line in strip] == strip
    assert [problem.code for problem in check_lexicon(first)] == ["unvalidated"]


def test_one_word_with_several_weights(write):
    twice = """\
referents:
  x: {label: x, reference: x, anchors: [Xland]}
  y: {label: y, reference: y, anchors: [Yland]}
entries:
  - {id: a, pattern: rebels, category: label, referent: x, loading: 0, weight: 1}
  - {id: b, pattern: rebels, category: label, referent: y, loading: 0, weight: 2}
"""
    text, lost = export_lexicon(load_text(write(twice).read_text(encoding="utf-8"), "x"), "dicx")
    assert text == "DicTerm,label\nrebels,1.0\n"
    assert "1 terms with several weights written with the first (label.rebels)" in lost


@pytest.mark.parametrize("name", ["liwc", "dicx", "quanteda", "csv", "list"])
def test_an_export_of_a_rich_lexicon_names_what_it_leaves_out(name, write):
    rich = """\
referents:
  x: {label: x, reference: x, anchors: [Xland]}
entries:
  - {id: a, pattern: rebel, inflect: noun, category: label, referent: x, loading: 0, anchored: true}
  - {id: b, pattern: the IS, case: exact, category: label, context: {exclude: [{left: [a]}]}, weight: 2}
  - {id: c, pattern: Rebel City, block: true}
"""
    path = write(rich)
    text, lost = export_lexicon(load_text(path.read_text(encoding="utf-8"), path), name)
    assert "rebels" in text
    assert "City" not in text
    said = "\n".join(lost)
    for what in ("block entries", "context rules", "case", "anchors", "referent and loading", "inflected"):
        assert what in said
    assert ("1 terms written without a weight (label.the IS)" in said) == (name not in ("csv", "dicx"))
