import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats.options import ComparisonOptions
from framing.stats.samples import draw_sample, of_another_outlet, repeats

COLUMNS = ["article_id", "outlet", "published", "wire", "duplicate_of", "near_duplicate_of", "story_id"]
ROWS = [
    ("a", "Alder", "2024-03-04", "", "", "", "a"),
    ("b", "Alder", "2024-03-05", "", "", "", "a"),
    ("c", "Birch", "2024-03-05", "AP", "", "", "a"),
    ("d", "Birch", "2024-03-06", "", "", "a", ""),
    ("e", "Birch", "2024-03-07", "", "", "", ""),
    ("f", "Birch", "2024-03-09", "", "", "e", ""),
    ("g", "Birch", "2024-03-09", "", "", "", ""),
]


class Corpus:
    def __init__(self, rows=ROWS):
        self.manifest = {"health": {}}
        articles = pd.DataFrame(rows, columns=COLUMNS)
        self.articles = articles.assign(published=pd.to_datetime(articles["published"]))


def drawn(**options):
    return draw_sample(Corpus(), ComparisonOptions(**options))


def ids(sample):
    return "".join(sample.articles["article_id"])


def test_subsets():
    assert ids(drawn()) == "abcdeg"
    assert ids(drawn(subset="house")) == "abeg"
    assert ids(drawn(subset="one-per-story")) == "acdeg"
    assert ids(drawn(subset="house", duplicates="keep")) == "abefg"


def test_what_a_subset_leaves_out_is_said():
    assert (
        "agency copy and copies of other outlets' articles: 2 (left out; subset=house)" in drawn(subset="house").notes
    )
    assert (
        "further articles of an outlet on one story: 1 (left out; subset=one-per-story)"
        in drawn(subset="one-per-story").notes
    )
    assert any("of another outlet: 1 (counted" in note for note in drawn().notes)
    assert not any("of another outlet: 1 (counted" in note for note in drawn(subset="house").notes)


def test_an_empty_subset_is_an_error():
    rows = [(*row[:3], "AP", *row[4:]) for row in ROWS]
    with pytest.raises(FramingError, match="subset 'house' has no articles: all 6"):
        draw_sample(Corpus(rows), ComparisonOptions(subset="house"))


def test_an_unknown_subset_names_the_choices():
    with pytest.raises(FramingError, match="unknown subset 'wire'; choose from all, house, one-per-story"):
        ComparisonOptions(subset="wire").check()


def test_the_original_stays_whatever_its_id():
    articles = pd.DataFrame(
        [("z", "A", ""), ("a", "A", "z"), ("b", "B", "z"), ("c", "B", "z")],
        columns=["article_id", "outlet", "near_duplicate_of"],
    )
    assert repeats(articles).tolist() == [False, True, False, True]
    assert of_another_outlet(articles, articles).tolist() == [False, False, True, True]
    assert of_another_outlet(articles[2:], articles).tolist() == [True, True]
