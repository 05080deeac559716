"""Batches of a corpus, and samples of it."""

from hypothesis import given
from hypothesis import strategies as st

from framing.engine.batches import batches, sampled
from framing.tables import ScoredCorpusWriter
from framing.types import Article

ARTICLES = [Article(f"a{n}", body="It rained.") for n in range(200)]


class Nothing(ScoredCorpusWriter):
    def __init__(self, partition: int) -> None:
        self.partition = partition

    def begun(self, part: int) -> bool:
        return False


@given(st.integers(0, 50), st.integers(1, 20), st.integers(1, 20))
def test_every_article_is_in_one_batch_of_its_partition(number: int, size: int, partition: int) -> None:
    cut = list(batches(ARTICLES[:number], size, Nothing(partition)))
    placed = [(batch.part, article) for batch in cut for article in batch.articles]
    assert placed == [(place // partition, article) for place, article in enumerate(ARTICLES[:number])]
    assert all(len(batch.articles) <= size for batch in cut)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    read = []
    stream = (read.append(article.id) or article for article in ARTICLES)
    next(batches(stream, 5, Nothing(50)))
    assert len(read) == 5


def test_a_sample_depends_on_ids_and_seed_alone() -> None:
    half = {article.id for article in sampled(ARTICLES, 0.5, 1)}
    assert 70 < len(half) < 130
    assert half == {article.id for article in sampled(reversed(ARTICLES), 0.5, 1)}
    assert half != {article.id for article in sampled(ARTICLES, 0.5, 2)}
    assert half >= {article.id for article in sampled(ARTICLES, 0.2, 1)}
    assert len(list(sampled(ARTICLES, 1.0, 1))) == 200


def test_copies_are_drawn_with_their_original() -> None:
    copies = [Article(f"b{n}", body="It rained.", duplicate_of=f"a{n}") for n in range(200)]
    drawn = [article.id[1:] for article in sampled([*ARTICLES, *copies], 0.3, 0)]
    assert drawn[: len(drawn) // 2] == drawn[len(drawn) // 2 :]
