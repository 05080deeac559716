import json

import pytest

from framing.corpus import character_audit, outlets_without_marks, read_corpus, warnings_of
from framing.types import Article

TITLE = "Rain floods the valley"


def corpus(outlet, body, count, start=0, title=""):
    return [Article(f"{outlet}{n}", outlet=outlet, title=title, body=body) for n in range(start, start + count)]


def warnings(articles):
    return warnings_of(character_audit(articles))


def test_outlets_without_marks_share_a_sentence():
    articles = corpus("A", "“Yes,” she said.", 10) + corpus("B", "He said no.", 12) + corpus("C", "No marks.", 4)
    articles += corpus("D", "No marks.", 2)
    assert warnings(articles) == [
        "quotation marks are missing for B (12 articles), C (4 articles, few to judge by): quotation and "
        "direct-speech figures are not comparable there"
    ]


def test_the_rule_at_its_bounds():
    other = corpus("A", "“Yes.”", 5) + corpus("A", "No.", 5, 5)
    at = corpus("B", "“Yes.”", 2) + corpus("B", "No.", 8, 2)
    assert "B (in 8 of 10 articles)" in warnings(other + at)[0]
    below = corpus("B", "“Yes.”", 3) + corpus("B", "No.", 7, 3)
    assert warnings(other + below) == []
    rare = corpus("A", "“Yes.”", 4) + corpus("A", "No.", 6, 4)
    assert warnings(rare + at) == []


def test_rare_marks_everywhere_are_no_loss():
    headlines = corpus("A", "No.", 19) + corpus("A", "“Yes”", 1, 19) + corpus("B", "No.", 20)
    audit = character_audit(headlines)
    assert warnings_of(audit) == []
    assert outlets_without_marks(audit) == []


def test_outlets_without_marks():
    articles = corpus("A", "“Yes.”", 5) + corpus("B", "No.", 5) + corpus("C", "No.", 1)
    assert outlets_without_marks(character_audit(articles)) == ["B", "C"]
    assert outlets_without_marks(character_audit(corpus("B", "No.", 5))) == ["B"]
    assert outlets_without_marks({}) == []


def test_no_marks_anywhere():
    (warning,) = warnings(corpus("A", "No.", 3))
    assert "any of 3 articles" in warning


def test_no_commas_or_apostrophes_anywhere():
    text = 'He said "yes" and left the town without a word more to say on it.\n' * 20
    (warning,) = warnings(corpus("A", text, 5))
    assert "no apostrophes and no commas in any of 5 articles" in warning
    assert warnings(corpus("A", "It's so, " + text, 5)) == []


def test_read_back_from_json():
    audit = character_audit(corpus("A", "“Yes.”", 5) + corpus("B", "No.", 5))
    assert warnings_of(json.loads(json.dumps(audit))) == warnings_of(audit) != []
    assert warnings_of({}) == []


def test_repeated_titles_are_named_with_shares():
    once, twice = "“Yes,” it's said.", f"3 May 2019 {TITLE}. “Yes,” it's said."
    articles = corpus("A", twice, 4, title=TITLE) + corpus("A", once, 1, 4, title=TITLE)
    articles += corpus("B", once, 5, title=TITLE) + corpus("C", twice, 2, title=TITLE)
    assert warnings(articles) == [
        "the title stands again at the start of the body in articles of A (80 %), against B (0 %): words of the "
        "headline count twice there, in the headline and in the body"
    ]


@pytest.mark.parametrize(("repeated", "said"), [(2, False), (3, True)])
def test_repeated_titles_from_a_fifth_on(repeated, said):
    once, twice = "“Yes,” it's said.", f"{TITLE}. “Yes,” it's said."
    articles = corpus("A", twice, repeated, title=TITLE) + corpus("A", once, 10 - repeated, repeated, title=TITLE)
    assert bool(warnings(articles)) is said


def test_bodies_without_paragraphs():
    text = "“Yes,” it's said by the river. "
    flat, lines = text * 40, (text * 20 + "\n") * 2
    (warning,) = warnings(corpus("A", flat, 3) + corpus("B", lines, 3) + corpus("C", flat, 2))
    assert warning.startswith("lead and body cannot be told apart for A (100 %): ")
    (warning,) = warnings(corpus("A", flat, 3))
    assert warning.startswith("lead and body cannot be told apart for any outlet")
    assert warnings(corpus("A", text, 3)) == []


@pytest.mark.parametrize(("shared", "said"), [(2, False), (3, True)])
@pytest.mark.parametrize("copies_first", [False, True])
def test_copies_of_another_outlet_from_half_on_in_any_order(write, shared, said, copies_first):
    own = [f"A,“Yes,” it's said on day {n}.\n" for n in range(10)]
    copies = [f"B,{row[2:]}" for row in own[:shared]] + [f"B,“No,” it's said on day {n}.\n" for n in range(4 - shared)]
    rows = [*copies, *own] if copies_first else [*own, *copies]
    rows = [row.replace(",", "\t", 1) for row in rows]
    found = warnings(read_corpus(write("n.tsv", "outlet\ttext\n" + "".join(rows))))
    assert [w[: w.index(": ")] for w in found] == (
        ["another outlet has the same body for most articles of B (75 %)"] if said else []
    )


def test_spellings_of_one_outlet():
    text = "“Yes,” it's said."
    articles = corpus("Gazette", text, 2) + corpus("thegazette", text, 1) + corpus("Herald", text, 3)
    assert warnings(articles) == [
        "2 names of outlets look like spellings of 1 (Gazette = thegazette) but count as different outlets: merge "
        "them with --outlet-map FILE, a table with the columns from,to"
    ]
    assert warnings(corpus("Gazette", text, 1) + corpus("gazette", text, 1) + corpus("", text, 3)) == []


def test_the_most_important_first_and_long_lists_cut():
    marked, flat = "“Yes,” it's said.", f"{TITLE}. " + "no word of it was said " * 40
    articles = corpus("A", marked, 9) + corpus("a", marked, 1)
    articles += [article for n in range(12) for article in corpus(f"N{n}", flat, 3, title=TITLE)]
    starts = ("2 names", "quotation marks are missing", "the title", "lead and body")
    found = warnings(articles)
    assert [warning.startswith(start) for warning, start in zip(found, starts, strict=True)] == [True] * 4
    assert "N8 (3 articles, few to judge by)" not in found[1]
    assert "and 4 more" in found[1]
