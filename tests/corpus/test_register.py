from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import read_corpus
from framing.corpus.register import Register, may_collide
from framing.types import Article


def test_a_repeated_id_gets_a_suffix_and_both_rows_are_named():
    register = Register("n")
    ids = [register.enter(Article("a", file="n.csv", row=row)) for row in (1, 2, 3)]
    assert [a.id for a in ids] == ["a", "a#2", "a#3"]
    (issue,) = ids[2].issues
    assert (issue.code, issue.article_id, issue.row) == ("duplicate-id", "a#3", 3)
    assert "row 3" in issue.message
    assert "row 1" in issue.message


def test_ids_of_the_input_are_never_given_to_others(write):
    rows = "id,text\na,One.\na,Two.\na#2,Three.\n,Four.\nn-4,Five.\n"
    articles = list(read_corpus(write("n.csv", rows)))
    assert [a.id for a in articles] == ["a", "a#3", "a#2", "n-4#2", "n-4"]


def test_missing_ids_come_from_the_row(write):
    assert [a.id for a in read_corpus(write("n.csv", "text\nOne.\nTwo.\n"))] == ["n-1", "n-2"]


def test_equal_bodies_point_to_the_first():
    register = Register("n")
    bodies = ["It  rained.", "it rained.\n", "It shone.", "", ""]
    found = [register.enter(Article(str(n), body=body, file="n.csv", row=n)) for n, body in enumerate(bodies, 1)]
    assert [a.duplicate_of for a in found] == ["", "1", "", "", ""]
    (issue,) = found[1].issues
    assert issue.code == "duplicate-body"
    assert "row 2" in issue.message
    assert "row 1" in issue.message


def test_a_body_of_another_outlet_names_the_outlet():
    register = Register("n")
    outlets = ["Gazette", "Herald", "Gazette", ""]
    found = [
        register.enter(Article(str(n), outlet=outlet, body="It rained.", file="n.csv", row=n))
        for n, outlet in enumerate(outlets, 1)
    ]
    assert [a.duplicate_of for a in found] == ["", "1", "1", "1"]
    messages = [a.issues[0].message for a in found[1:]]
    assert "same body as '1' of outlet 'Gazette' in row 1; one outlet re-posted" in messages[0]
    assert "of outlet" not in messages[1]
    assert "of outlet 'Gazette' in row 1" in messages[2]


def test_may_collide():
    assert may_collide("x#2", "n")
    assert may_collide("n-12", "n")
    assert may_collide("n-12#3", "n")
    assert not may_collide("n-rain", "n")
    assert not may_collide("12", "m")


ids = st.text(alphabet="an-#123", max_size=5)


@given(st.lists(ids, max_size=30))
def test_ids_are_unique_and_first_owners_keep_theirs(given_ids):
    reserved = {i for i in given_ids if may_collide(i, "n")}
    register = Register("n", reserved)
    found = [register.enter(Article(i, file="f", row=row)).id for row, i in enumerate(given_ids, 1)]
    assert len(set(found)) == len(found)
    assert all(found)
    for place, article_id in enumerate(given_ids):
        if article_id and article_id not in given_ids[:place]:
            assert found[place] == article_id
