import json

from framing.corpus import character_audit, quotation_warnings
from framing.corpus.health import outlets_without_marks
from framing.types import Article


def corpus(outlet, body, count, start=0):
    return [Article(f"{outlet}{n}", outlet=outlet, body=body) for n in range(start, start + count)]


def test_counts_by_outlet():
    text = "\"a\" “b” «c» ''d'' ``e'' ‘f’ it's, and 'g h' '''no'''"
    row = character_audit([Article("1", outlet="A", body=text), Article("2", outlet="A", body="none")])["A"]
    assert row["articles"] == 2
    assert row["articles_with_quotation_marks"] == 1
    assert row["characters"] == len(text) + 4
    assert row["straight_double"] == 2
    assert row["curly_double"] == 2
    assert row["guillemets"] == 2
    assert row["two_apostrophes"] == 3
    assert row["two_backticks"] == 1
    assert row["curly_single"] == 1
    assert row["straight_single"] == 1
    assert row["apostrophes"] == 1
    assert row["commas"] == 1
    assert row["per_article"]["straight_double"] == 1
    assert row["per_1000_characters"]["commas"] == round(1000 / (len(text) + 4), 4)


def test_an_apostrophe_is_no_quotation_mark():
    row = character_audit([Article("1", body="The workers' rights, it's the '90s.")])[""]
    assert row["articles_with_quotation_marks"] == 0


def test_an_outlet_without_marks_is_named():
    articles = corpus("A", "“Yes,” she said.", 10) + corpus("B", "He said no.", 12) + corpus("C", "No marks.", 4)
    articles += corpus("D", "No marks.", 1)
    warnings = quotation_warnings(character_audit(articles))
    assert len(warnings) == 3
    assert warnings[0] == (
        "quotation marks are missing for outlet B (12 articles): quotation and direct-speech figures are not "
        "comparable there"
    )
    assert "outlet C (4 articles, few to judge by)" in warnings[1]
    assert "(D)" in warnings[2]


def test_the_rule_at_its_bounds():
    other = corpus("A", "“Yes.”", 5) + corpus("A", "No.", 5, 5)
    at = corpus("B", "“Yes.”", 2) + corpus("B", "No.", 8, 2)
    assert "missing in 8 of 10" in quotation_warnings(character_audit(other + at))[0]
    below = corpus("B", "“Yes.”", 3) + corpus("B", "No.", 7, 3)
    assert quotation_warnings(character_audit(other + below)) == []
    rare = corpus("A", "“Yes.”", 4) + corpus("A", "No.", 6, 4)
    assert quotation_warnings(character_audit(rare + at)) == []


def test_rare_marks_everywhere_are_no_loss():
    headlines = corpus("A", "No.", 19) + corpus("A", "“Yes”", 1, 19) + corpus("B", "No.", 20)
    audit = character_audit(headlines)
    assert quotation_warnings(audit) == []
    assert outlets_without_marks(audit) == []


def test_outlets_without_marks():
    articles = corpus("A", "“Yes.”", 5) + corpus("B", "No.", 5) + corpus("C", "No.", 1)
    assert outlets_without_marks(character_audit(articles)) == ["B", "C"]
    assert outlets_without_marks(character_audit(corpus("B", "No.", 5))) == ["B"]
    assert outlets_without_marks({}) == []


def test_no_marks_anywhere():
    (warning,) = quotation_warnings(character_audit(corpus("A", "No.", 3)))
    assert "any of 3 articles" in warning


def test_no_commas_or_apostrophes_anywhere():
    text = 'He said "yes" and left the town without a word more to say on it. ' * 20
    warnings = quotation_warnings(character_audit(corpus("A", text, 5)))
    assert len(warnings) == 1
    assert "no apostrophes and no commas in any of 5 articles" in warnings[0]
    assert quotation_warnings(character_audit(corpus("A", "It's so, " + text, 5))) == []


def test_read_back_from_json():
    audit = character_audit(corpus("A", "“Yes.”", 5) + corpus("B", "No.", 5))
    assert quotation_warnings(json.loads(json.dumps(audit))) == quotation_warnings(audit) != []
    assert quotation_warnings({}) == []
