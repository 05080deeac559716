"""Copies, agency copy and stories of real news; figures as in docs/guide/corpora.md."""

from dataclasses import replace

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.clean import clean
from framing.corpus.relations import relate


def test_syria(shared):
    articles = list(read_corpus(shared / "fakes_syria" / "FA-KES-Dataset.csv"))
    found = relate(articles)
    counts = found.counts()
    assert counts["near_duplicates"] >= 31
    assert counts["wire_by_copy"] >= 16
    outlets = {article.id: article.outlet for article in articles}
    # no outlet that is an agency itself prints agency copy by the looks of its text
    by_copy = {a.outlet for a, basis in zip(articles, found.wire_basis, strict=True) if basis == "copy"}
    assert by_copy == {"alalam", "alaraby", "arabiya", "dailysabah", "jordantimes", "manar"}
    assert all(found.near_duplicate_of[n] for n, article in enumerate(articles) if article.duplicate_of)
    assert all(original in outlets for original in found.near_duplicate_of if original)


def test_election(shared):
    folder = shared / "polnear"
    read = read_corpus(folder, ReadOptions(metadata=folder / "metadata.tsv"))
    articles = [clean(replace(article, wire="", issues=())) for article in read]
    found = relate(articles)
    counts = found.counts()
    assert counts["near_duplicates"] == 7
    assert counts["wire_by_copy"] == 0
    share = [bool(w) for a, w in zip(articles, found.wire, strict=True) if a.outlet == "breitbart"]
    assert sum(share) == 64  # of 132, as the collection labels them
    assert 30 <= counts["stories"] <= 45
    by_story: dict[str, list] = {}
    for article, story in zip(articles, found.story_id, strict=True):
        by_story.setdefault(story, []).append(article)
    del by_story[""]
    assert max(map(len, by_story.values())) <= 6
    assert sum(len({a.outlet for a in group}) > 1 for group in by_story.values()) >= 20
