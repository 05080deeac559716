import multiprocessing
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import Annotator
from framing.corpus import Corpus, read_corpus
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.batches import batches
from framing.engine.running import blocks
from framing.engine.score import describe
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.tables import ScoredCorpusWriter
from framing.types import Article, Issue


@pytest.fixture(scope="module")
def options() -> ScoreOptions:
    return ScoreOptions(lexicons=[load_lexicon(sample_lexicon())])


@pytest.fixture
def corpus() -> Corpus:
    return read_corpus(sample_corpus())


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_scores_into_a_folder(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    scored = score(corpus, tmp_path / "scored", options)
    assert len(scored.articles) == scored.manifest["counts"]["rows_read"] == 96
    assert [p.name for p in tmp_path.iterdir()] == ["scored"]
    assert scored.manifest["inputs"][0]["path"] == str(sample_corpus())
    assert len(scored.manifest["inputs"][0]["sha256"]) == 64
    assert scored.manifest["attribution"]["engine"] == "tagger"
    assert len(scored.manifest["attribution"]["weights_sha256"]) == 64


@pytest.mark.parametrize(("workers", "batch_size"), [(2, 5), (3, 64)])
def test_worker_count_never_changes_a_result(
    corpus: Corpus, tmp_path: Path, options: ScoreOptions, workers: int, batch_size: int
) -> None:
    one = score(corpus, tmp_path / "one", options)
    several = replace(options, workers=workers, batch_size=batch_size)
    assert files(score(corpus, tmp_path / "several", several).folder) == files(one.folder)


@pytest.fixture(scope="module")
def few(options: ScoreOptions) -> tuple[list[Article], Annotator]:
    return list(read_corpus(sample_corpus()))[:8], Annotator(options.lexicons)


@settings(max_examples=8, deadline=None)
@given(partition=st.integers(1, 9), sizes=st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_batch_size_never_changes_a_byte(
    few: tuple[list[Article], Annotator], partition: int, sizes: tuple[int, int]
) -> None:
    articles, annotator = few
    with tempfile.TemporaryDirectory() as folder:
        written = [Path(folder, str(place)) for place in range(2)]
        for place, size in zip(written, sizes, strict=True):
            writer = ScoredCorpusWriter(place, annotator.lexicons, partition=partition)
            for part, found in blocks(batches(articles, size, writer), annotator, workers=1):
                writer.add(part, found)
            writer.close({"counts": {}}, [Issue("missing-date", "no date")])
        assert files(written[0]) == files(written[1])


def test_a_limit_and_a_sample_are_recorded(corpus: Corpus, options: ScoreOptions) -> None:
    first = score(corpus, None, replace(options, limit=7))
    assert first.articles["article_id"].tolist() == [article.id for article in list(corpus)[:7]]
    half = score(corpus, None, replace(options, sample=0.5, seed=3))
    assert 30 < len(half.articles) < 66
    assert half.manifest["counts"]["rows_read"] == 96
    assert half.manifest["options"]["sample"] == 0.5 and half.manifest["options"]["seed"] == 3
    both = score(corpus, None, replace(options, sample=0.5, seed=3, limit=10))
    assert both.articles["article_id"].tolist() == half.articles["article_id"].tolist()[:10]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"workers": 0}, "0 workers cannot score anything; give 1 or more"),
        ({"batch_size": 0}, "0 articles a batch cannot"),
        ({"limit": -1}, "-1 articles cannot"),
        ({"sample": 0.0}, "a share above 0, up to 1, not 0.0"),
        ({"sample": 1.5}, "not 1.5"),
    ],
)
def test_numbers_that_nothing_can_be_scored_with(corpus: Corpus, changes: dict[str, float], message: str) -> None:
    with pytest.raises(FramingError, match=message):
        score(corpus, None, ScoreOptions(**changes))


def test_article_order_never_changes_an_article(corpus: Corpus, options: ScoreOptions) -> None:
    annotate = Annotator(options.lexicons)
    articles = list(corpus)[:12]
    forward = {a.id: annotate(a) for a in articles}
    assert {a.id: annotate(a) for a in reversed(articles)} == forward


def test_temporary_folder_goes_with_the_value(corpus: Corpus, options: ScoreOptions) -> None:
    scored = score(corpus, None, options)
    folder = scored.folder
    assert len(scored.hits) > 0
    del scored
    assert not folder.exists()


def test_a_run_that_fails_leaves_nothing(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    def stop(done: int) -> None:
        if done >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score(corpus, tmp_path / "scored", ScoreOptions(lexicons=options.lexicons, progress=stop))
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_run_that_fails_leaves_nothing(
    corpus: Corpus, tmp_path: Path, options: ScoreOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score(corpus, None, ScoreOptions(lexicons=options.lexicons, progress=stop))
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_is_told_before_the_corpus_is_opened(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="does not exist; make that folder first"):
        score("no such corpus.csv", tmp_path / "none" / "scored")


def test_a_corpus_in_the_output_is_not_overwritten(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    scored = score(corpus, tmp_path / "scored", options)
    before = files(scored.folder)
    again = ScoreOptions(lexicons=options.lexicons, overwrite=True)
    with pytest.raises(FramingError, match=r"the input .*part-00000\.parquet lies in .*scored"):
        score(scored.folder / "texts" / "part-00000.parquet", scored.folder, again)
    copy = scored.folder / "articles.csv"
    copy.write_bytes(sample_corpus().read_bytes())
    with pytest.raises(FramingError, match=r"holds more than a scored corpus: articles\.csv"):
        score(copy, scored.folder, again)
    copy.unlink()
    assert files(scored.folder) == before


def test_workers_stop_with_the_run(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score(corpus, tmp_path / "scored", ScoreOptions(lexicons=options.lexicons, workers=2, progress=stop))
    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []


def test_articles_without_an_outlet_are_of_none(tmp_path: Path, options: ScoreOptions) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,outlet,text\na,Gazette,It rained.\nb,,It snowed.\nc,Gazette,It froze.\n", encoding="utf-8")
    found = describe(score(path, None, options))
    assert (found["articles"], found["outlets"], found["without_outlet"]) == (3, 1, 1)


def test_progress_counts_articles(corpus: Corpus, options: ScoreOptions) -> None:
    seen: list[int] = []
    score(corpus, None, ScoreOptions(lexicons=options.lexicons, progress=seen.append))
    assert seen == [64, 96]


def test_default_lexicons_are_those_shipped(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Rain\n\nThe Takfiri terrorists of Daesh left.", encoding="utf-8")
    scored = score(read_corpus(tmp_path / "one.txt"))
    assert len(scored.manifest["lexicons"]) >= 4
    assert len(scored.hits) > 0


def test_batches_keep_order(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    def ids() -> Iterator[str]:
        yield from (article.id for article in corpus)

    scored = score(corpus, tmp_path / "s", ScoreOptions(lexicons=options.lexicons, workers=2))
    assert scored.articles["article_id"].tolist() == list(ids())
