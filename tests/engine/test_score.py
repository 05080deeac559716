from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.annotate import Annotator
from framing.corpus import Corpus, read_corpus
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.score import annotate_safely
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.types import Annotation, Article


@pytest.fixture(scope="module")
def options() -> ScoreOptions:
    return ScoreOptions(lexicons=[load_lexicon(sample_lexicon())])


@pytest.fixture
def corpus() -> Corpus:
    return read_corpus(sample_corpus())


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_scores_into_a_folder(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    scored = score(corpus, tmp_path / "new" / "scored", options)
    assert len(scored.articles) == scored.manifest["counts"]["rows_read"] == 96
    assert [p.name for p in tmp_path.joinpath("new").iterdir()] == ["scored"]
    assert scored.manifest["inputs"][0]["path"] == str(sample_corpus())
    assert len(scored.manifest["inputs"][0]["sha256"]) == 64


def test_worker_count_never_changes_a_result(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    one = score(corpus, tmp_path / "one", options)
    two = score(corpus, tmp_path / "two", ScoreOptions(lexicons=options.lexicons, workers=2))
    assert files(one.folder) == files(two.folder)


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


def test_existing_results_are_safe(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    score(corpus, tmp_path / "scored", options)
    with pytest.raises(FramingError, match="--overwrite"):
        score(corpus, tmp_path / "scored", options)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    for overwrite in (False, True):
        with pytest.raises(FramingError, match="is no scored corpus"):
            score(corpus, tmp_path / "mine", ScoreOptions(lexicons=options.lexicons, overwrite=overwrite))
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep me"
    again = score(corpus, tmp_path / "scored", ScoreOptions(lexicons=options.lexicons, overwrite=True))
    assert len(again.articles) == 96


def test_a_run_that_fails_leaves_nothing(corpus: Corpus, tmp_path: Path, options: ScoreOptions) -> None:
    def stop(done: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score(corpus, tmp_path / "scored", ScoreOptions(lexicons=options.lexicons, progress=stop))
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_articles(corpus: Corpus, options: ScoreOptions) -> None:
    seen: list[int] = []
    score(corpus, None, ScoreOptions(lexicons=options.lexicons, progress=seen.append))
    assert seen == list(range(1, 97))


def test_one_bad_article_keeps_its_row_with_an_issue() -> None:
    class Broken(Annotator):
        def __init__(self) -> None:
            pass

        def __call__(self, article: Article) -> Annotation:
            raise RecursionError("too deep")

    found = annotate_safely(Broken(), Article("a", body="It rained."))
    assert [row["article_id"] for row in found["articles"]] == ["a"]
    assert found["articles"][0]["words"] == 0
    assert [row["code"] for row in found["issues"]] == ["annotation-failed"]
    assert "too deep" in found["issues"][0]["message"]


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
