"""A corpus read a part at a time, in few columns, gives what all of it in memory gives."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from framing.corpus import read_corpus
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.report import ReportOptions, write_report
from framing.stats import ComparisonOptions, compare, sourcing_by_article
from framing.stats.options import AGENCY, MEASURES
from framing.stats.reading import Lean, Pieces, opened
from framing.stats.samples import draw_sample
from framing.tables import ScoredCorpus

QUICK = ComparisonOptions(measures=(*MEASURES, AGENCY), replicates=99, permutations=99)


def sample_scored(folder: Path, articles: int) -> ScoredCorpus:
    """The sample corpus in parts of so many articles."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules["framing.engine.score"], "PARTITION", articles)
        return score(
            read_corpus(sample_corpus()), folder / "s", ScoreOptions(lexicons=[load_lexicon(sample_lexicon())])
        )


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> ScoredCorpus:
    """Parts of a few articles."""
    return sample_scored(tmp_path_factory.mktemp("parts"), 17)


def in_memory(scored: ScoredCorpus) -> SimpleNamespace:
    """All tables as they are, in plain strings."""
    tables = {name: getattr(scored, name) for name in ("articles", "hits", "attributions", "events", "sentences")}
    return SimpleNamespace(**tables, manifest=scored.manifest, lexicons=scored.lexicons)


def test_parts_give_the_comparison_of_the_whole(scored: ScoredCorpus) -> None:
    found, wanted = compare(scored, QUICK), compare(in_memory(scored), QUICK)
    pd.testing.assert_frame_equal(found.estimates, wanted.estimates, check_dtype=False, rtol=1e-12)
    pd.testing.assert_frame_equal(found.contrasts, wanted.contrasts, check_dtype=False, rtol=1e-12)
    assert found.notes == wanted.notes


def test_figures_of_articles_do_not_depend_on_parts(scored: ScoredCorpus) -> None:
    found, wanted = sourcing_by_article(scored), sourcing_by_article(in_memory(scored))
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)


def test_bounds_on_memory_change_nothing(scored: ScoredCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = compare(scored, QUICK)
    monkeypatch.setattr(sys.modules["framing.stats.blocks"], "_MOST_VALUES", 1)
    monkeypatch.setattr(sys.modules["framing.stats.sourcing"], "_MOST_VALUES", 1)
    found = compare(scored, QUICK)
    keys = ["measure", "item", "voice", "outlet", "period"]
    for name in ("estimates", "contrasts"):
        order = [*keys, *(["reference"] if name == "contrasts" else [])]
        left, right = (getattr(each, name).sort_values(order, ignore_index=True) for each in (found, wanted))
        pd.testing.assert_frame_equal(left, right, rtol=1e-12)


def test_pieces_hold_the_articles_of_the_sample_alone(scored: ScoredCorpus) -> None:
    lean = opened(scored)
    assert isinstance(lean, Lean)
    sample = draw_sample(lean, ComparisonOptions(outlets=("Lantern Post",)))
    said = pd.concat(list(Pieces(lean, "attributions", sample)))
    whole = scored.attributions[scored.attributions["article_id"].isin(sample.articles["article_id"])]
    assert len(said) == len(whole) > 0
    assert set(said["article_id"]) <= set(sample.articles["article_id"])


def test_a_report_does_not_depend_on_parts(scored: ScoredCorpus, tmp_path: Path) -> None:
    options = ReportOptions(comparison=ComparisonOptions(replicates=99, permutations=99))
    whole = sample_scored(tmp_path, 1_000)
    pages = [
        write_report(each, tmp_path / f"{place}.html", options).read_text(encoding="utf-8")
        for place, each in enumerate((scored, whole))
    ]
    told = "partition&#34;: "  # the manifest has the size of the parts
    assert f"{told}17" in pages[0]
    assert pages[0].replace(f"{told}17", f"{told}1000") == pages[1]
