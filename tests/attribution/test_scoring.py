"""Scores on cases worked out by hand, and against the reference scorer."""

from __future__ import annotations

import importlib.util
import json

import pytest

from framing.attribution.gold import Event, read_gold, read_predictions
from framing.attribution.scoring import count, evaluate, recall_by_kind, right
from framing.errors import FramingError

TEXT = "“I like pickles,” said Lowell. He denied that pickles are bad. Ann agreed."


def at(passage):
    return ((TEXT.index(passage), TEXT.index(passage) + len(passage)),)


GOLD = (
    Event(at("Lowell"), at("said"), at("“I like pickles,”")),
    Event((), at("denied"), at("that pickles are bad")),
)


def f1s(found):
    return {name: score.f1 for name, score in evaluate([(TEXT, GOLD, found)]).items()}


def test_the_same_scores_one():
    assert set(f1s(GOLD).values()) == {1.0}


def test_nothing_scores_zero():
    assert set(f1s(()).values()) == {0.0}


def test_a_source_where_there_is_none_is_not_full():
    found = (GOLD[0], Event(at("He"), GOLD[1].cue, GOLD[1].content))
    scores = f1s(found)
    assert scores["half"] == 1.0
    assert scores["full"] == 0.5


def test_content_cut_below_half_is_overlap_only():
    found = (Event(GOLD[0].source, GOLD[0].cue, at("I")), GOLD[1])
    scores = f1s(found)
    assert (scores["overlap"], scores["half"]) == (1.0, 0.5)


def test_two_predictions_do_not_share_one_gold():
    found = (Event((), (), at("like pickles")), Event((), (), at("I")))
    assert evaluate([(TEXT, GOLD, found)])["overlap"].precision == 0.5


def test_same_figures_as_the_reference_scorer(shared):
    spec = importlib.util.spec_from_file_location("eval_attribution", shared / "tools" / "eval_attribution.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    folder = shared / "data" / "polnear" / "dev"
    gold, reference = read_gold(folder), scorer.read_gold(folder)
    others = scorer.read_gold(folder, 1)  # a second annotator's marks serve as predictions
    rows, counts = [], []
    for key, (text, marked) in list(reference.items()):
        found = others.get(key, (text, []))[1]
        events = [Event(*(tuple(map(tuple, a[role])) for role in ("source", "cue", "content"))) for a in found]
        rows.append((text, gold[key], events))
        counts.append(scorer.score_article(text, marked, found))
    expected, scores = scorer.report(scorer.total(counts)), evaluate(rows)
    for role in ("source", "cue", "content"):
        assert scores[role].f1 == pytest.approx(expected["token"][role]["f1"], abs=1e-4)
    for name in ("overlap", "half", "full"):
        assert scores[name].f1 == pytest.approx(expected["relation"][name]["f1"], abs=1e-4)
    assert scores["direct"].recall == pytest.approx(expected["by_type_recall"]["direct"]["overlap"], abs=1e-4)
    for kind, recall in recall_by_kind(count(rows)).items():
        row = expected["by_type_recall"][kind.value]
        assert (recall.gold, *(round(getattr(recall, level), 4) for level in ("overlap", "half", "full"))) == (
            row["n"],
            *(row[level] for level in ("overlap", "half", "full")),
        )


def write_gold(folder, lines):
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "a_12ab.ann").write_text("\n".join(lines), encoding="utf-8")


def test_standoff_is_read(tmp_path):
    write_gold(
        tmp_path,
        [
            "T1\tSource 23 29\tLowell",
            "T2\tCue 18 22\tsaid",
            "T3\tContent 0 3;5 17\t“I like",
            "T4\tAttribution 18 22\tsaid",
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
            "E2\tAttribution:T4 Cue:T2",
        ],
    )
    assert read_gold(tmp_path) == {"a": (Event(((23, 29),), ((18, 22),), ((0, 3), (5, 17))),)}


def test_event_that_names_nothing_is_told(tmp_path):
    write_gold(tmp_path, ["E1\tAttribution:T4 Content:T3"])
    with pytest.raises(FramingError, match="a_12ab.ann:1: Content:T3"):
        read_gold(tmp_path)


def test_folder_without_gold_is_told(tmp_path):
    with pytest.raises(FramingError, match="expected a folder with text"):
        read_gold(tmp_path)


def test_predictions_are_read(tmp_path):
    path = tmp_path / "found.jsonl"
    rows = [{"source": [], "cue": [[1, 2]], "content": [[3, 9]]}, {"source": [[1, 2]], "cue": [], "content": []}]
    path.write_text(json.dumps({"id": "a", "attributions": rows}) + "\n\n", encoding="utf-8")
    assert read_predictions(path) == {"a": (Event((), ((1, 2),), ((3, 9),)),)}


@pytest.mark.parametrize("line", ["{", '{"id": "a"}', "[]", '{"id": 1, "attributions": [{"content": [["x", 2]]}]}'])
def test_bad_line_is_told(line, tmp_path):
    path = tmp_path / "found.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(FramingError, match="found.jsonl:2: no line of predictions"):
        read_predictions(path)


def test_missing_predictions_are_told(tmp_path):
    with pytest.raises(FramingError, match="cannot be read"):
        read_predictions(tmp_path / "none.jsonl")


def test_right_names_the_predictions_that_count_in_full():
    text = "Ada said it rained. Omar denied it."
    gold = [Event(((0, 3),), ((4, 8),), ((9, 18),)), Event(((20, 24),), ((25, 31),), ((32, 34),))]
    wrong_source = Event(((20, 24),), ((4, 8),), ((9, 18),))
    assert right(text, gold, gold) == [True, True]
    assert right(text, gold, [wrong_source, gold[1]]) == [False, True]
    assert right(text, gold, [gold[0], gold[0]]) == [True, False]
    assert right(text, [], gold) == [False, False]
