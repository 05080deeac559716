"""Articles that are broken in twenty ways: none stops a run, and none changes another."""

import runpy
from pathlib import Path
from types import SimpleNamespace

from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.tables import TABLES

NOTED = {
    "empty": "empty-body",
    "blank": "empty-body",
    "nulls": "control-characters",
    "controls": "control-characters",
    "replaced": "replacement-character",
    "mojibake": "control-characters",
    "entities": "html-markup",
    "tags": "html-markup",
    "script": "html-markup",
    "open quotes": "unbalanced-quotation",
    "only quotes": "unbroken-run",
    "brackets": "unbroken-run",
    "one word": "unbroken-run",
    "one line": "one-paragraph",
    "line breaks": "broken-lines",
    "combining": "unbroken-run",
    "right to left": "text-direction",
    "zero width": "hidden-characters",
    "too long": "very-long-text",
    "repeated": "repeated-text",
}


OF_THE_CORPUS = ["story_id"]  # what rests on other articles too
GENERATOR = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "corpus_generator.py"), run_name="corpus_generator")
)


def test_broken_articles_keep_their_rows_and_change_no_other(tmp_path: Path) -> None:
    options = ScoreOptions(lexicons=load_lexicon(sample_lexicon()), batch_size=8)
    for name, broken in {"whole": 0.0, "broken": 0.5}.items():
        GENERATOR.write(tmp_path / f"{name}.csv", 40, broken=broken)
    whole, broken = (score(tmp_path / f"{name}.csv", None, options) for name in ("whole", "broken"))
    assert broken.articles["article_id"].tolist() == whole.articles["article_id"].tolist()
    left_whole = [f"g{number}" for number in range(0, 40, 2)]
    for table in set(TABLES) - {"texts"}:
        before, after = (
            each.table(table).drop(columns=["file", *OF_THE_CORPUS], errors="ignore") for each in (whole, broken)
        )
        kept = [
            frame[frame["article_id"].isin(left_whole)].astype(str).reset_index(drop=True) for frame in (before, after)
        ]
        assert kept[0].equals(kept[1]), table
    codes = broken.issues.groupby("article_id")["code"].agg(set)
    assert list(NOTED) == list(GENERATOR.BREAKS)
    for number, way in enumerate(GENERATOR.BREAKS):
        assert NOTED[way] in codes[f"g{2 * number + 1}"], way
    assert set(codes.index) == {f"g{number}" for number in range(1, 40, 2)}  # and no whole one is
    assert not len(whole.issues)


def test_an_article_of_the_generator_depends_on_seed_and_number_alone() -> None:
    assert list(GENERATOR.rows(5))[4] == list(GENERATOR.rows(9))[4]
    assert GENERATOR.planted(4, seed=1).row["text"] != GENERATOR.planted(4).row["text"]
    lengths = [len(row["text"]) for row in GENERATOR.rows(50)]
    assert 4_200 < sum(lengths) / 50 < 5_000
