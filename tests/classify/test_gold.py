"""Reading labelled sentences, and errors that tell what to mend."""

import pytest

from framing.classify.gold import read_labelled
from framing.classify.protocols import fold_names, held_out
from framing.errors import FramingError

ROWS = [f"Sentence number {n} is plain.,{n % 2},['plain']" for n in range(120)]


def write(path, rows, head="text,label,loaded_words"):
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_words_become_spans(table):
    found = read_labelled(table)
    first = found.sentences[0]
    assert [first.text[a:b] for a, b in first.spans] == ["shamefully"]
    assert (first.loaded, first.outlet, first.topic) == (1, "Dawn", "plan")
    assert found.marked


def test_words_match_whole_and_whatever_their_case_and_marks(tmp_path):
    row = '"The Mob’s mobs: mob, “MOB”";1;[\'mob\', "mob\'s"]'
    path = write(tmp_path / "t.csv", [row, *(r.replace(",", ";") for r in ROWS)], "text;label;loaded_words")
    first = read_labelled(path).sentences[0]
    assert sorted(first.text[a:b] for a, b in first.spans) == ["MOB", "Mob", "Mob’s", "mob"]


def test_rows_without_a_label_are_counted(tmp_path):
    path = write(tmp_path / "t.csv", [*ROWS, "Who knows?,No agreement,[]", " ,1,[]"])
    found = read_labelled(path)
    assert (len(found.sentences), found.unlabelled) == (120, 2)


@pytest.mark.parametrize(
    ("head", "rows", "message"),
    [
        ("body,label", ROWS, r"t\.csv has no column 'text'; its columns are body, label"),
        ("text,verdict", ROWS, "no column 'label' or 'label_bias'"),
        ("text,label", ROWS[:40], "20 sentences are labelled loaded and 20 not.*50 of each"),
        ("text,label,loaded_words", [*ROWS, "Odd.,1,word"], r"row 121, column 'loaded_words': 'word' is no list"),
    ],
)
def test_errors_name_the_place_and_the_remedy(tmp_path, head, rows, message):
    with pytest.raises(FramingError, match=message):
        read_labelled(write(tmp_path / "t.csv", rows, head))


def test_missing_and_odd_files_are_told(tmp_path):
    with pytest.raises(FramingError, match="cannot be read"):
        read_labelled(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00text")
    with pytest.raises(FramingError, match="save it as UTF-8"):
        read_labelled(tmp_path / "odd.csv")


def test_every_sentence_is_held_out_once(labelled):
    for protocol in ("cv", "topic", "outlet"):
        if protocol == "outlet":
            folds = fold_names(labelled.sentences, protocol)
            assert set(folds) == {"Dawn", "Dusk"}
        folds = fold_names(labelled.sentences, protocol)
        rows = sorted(row for _, learn, held in held_out(folds) for row in held.tolist() if row not in set(learn))
        assert rows == list(range(len(folds)))


def test_unknown_protocol(labelled):
    with pytest.raises(FramingError, match="choose one of cv, topic, outlet"):
        fold_names(labelled.sentences, "author")


def test_protocols_are_those_of_the_development_data(shared):
    import importlib.util

    spec = importlib.util.spec_from_file_location("eval_bias", shared / "tools/eval_bias.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    path = shared / "data/babe/final_labels_SG2.csv"
    rows, ours = tool.load_gold(path), read_labelled(path)
    assert [row["y"] for row in rows] == [s.loaded for s in ours.sentences]
    pairs = zip(rows, ours.sentences, strict=True)
    assert all(set(tool.gold_spans(r["text"], r["words"])[0]) == set(s.spans) for r, s in pairs)
    for protocol in ("cv", "topic", "outlet"):
        assert tool.assign(rows, protocol) == fold_names(ours.sentences, protocol)
