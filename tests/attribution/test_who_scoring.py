"""Marks of sources, and scores against them: on cases worked out by hand, and floors on the hand-marked samples."""

from __future__ import annotations

import json
import tomllib

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.engine import Attributor
from framing.attribution.gold import Event, read_gold
from framing.attribution.marks import COLUMNS, Mark, read_marks
from framing.attribution.naming import Source
from framing.attribution.who_evaluation import end_to_end, from_gold, nearest
from framing.attribution.who_scoring import Judged, Share, score
from framing.cli import group
from framing.corpus import read_corpus
from framing.errors import FramingError
from framing.types import Article, Naming

BODY = "Ada Lind, the mayor, said that the bridge would close. She denied that taxes had doubled. Some cheered."


def at(passage):
    return (BODY.index(passage), BODY.index(passage) + len(passage))


ARTICLE = Article(id="gazette", body=BODY)
GOLD = {
    "gazette": (
        Event((at("Ada Lind, the mayor,"),), (at("said"),), (at("that the bridge would close"),)),
        Event((at("She"),), (at("denied"),), (at("that taxes had doubled"),)),
    )
}
ROW = {
    "article": "gazette",
    **dict(zip(("source_start", "source_end"), map(str, at("She")), strict=True)),
    **dict(zip(("cue_start", "cue_end"), map(str, at("denied")), strict=True)),
    "content_start": str(at("that taxes")[0]),
    "type": "government_official",
    "naming": "named",
    "number": "individual",
    "name_start": "0",
    "name_end": "8",
    "unsure": "",
}


@pytest.fixture
def write(tmp_path):
    """A file of one mark, with some of its cells changed."""

    def writer(**cells):
        path = tmp_path / "marks.csv"
        row = ROW | cells
        path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
        return path

    return writer


def judged(naming="named", words="Ada Lind", name="Ada Lind", source=None, kind="media", number="individual"):
    mark = Mark("m.csv", 1, "a", (0, 8), None, 9, kind, Naming(naming), number, None, unsure=False)
    return Judged(mark, words, name, source or Source("Ada Lind", "media", Naming.NAMED, number="individual"))


def test_a_mark_is_read(write):
    (mark,) = read_marks(write())
    assert (mark.row, mark.source, mark.name, mark.naming) == (1, at("She"), (0, 8), Naming.NAMED)
    assert mark.find(GOLD, BODY) is GOLD["gazette"][1]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"source_start": "two"}, "source_start"),
        ({"source_end": "3"}, "source_end"),
        ({"content_start": ""}, "content_start"),
        ({"type": "wizard"}, "type"),
        ({"naming": "famous"}, "naming"),
        ({"naming": "none"}, "naming"),
        ({"number": "many"}, "number"),
        ({"naming": "role"}, "name_start"),
        ({"unsure": "yes"}, "unsure"),
    ],
)
def test_a_wrong_cell_is_named_with_file_row_and_column(write, cells, column):
    with pytest.raises(FramingError, match=rf"marks\.csv: row 1, {column}: "):
        read_marks(write(**cells))


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(",".join(COLUMNS[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(FramingError, match="no column unsure"):
        read_marks(path)
    with pytest.raises(FramingError, match="cannot be read"):
        read_marks(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"content_start": "1"}, "row 1, source_start to content_start: gazette has no attribution"),
        ({"name_end": "9999"}, "row 1, name_end: 9999 lies behind the end of gazette"),
        ({"article": "herald"}, "row 1, article: 'herald' is none of"),
    ],
)
def test_a_mark_of_nothing_is_named(write, cells, message):
    with pytest.raises(FramingError, match=message):
        from_gold(read_marks(write(**cells)), GOLD, [ARTICLE])


def test_from_gold_and_end_to_end(write):
    marks = read_marks(write())
    given_spans = from_gold(marks, GOLD, [ARTICLE])
    assert given_spans.shares["name"] == Share(1, 1)
    assert given_spans.shares["name, source a pronoun"] == Share(1, 1)
    own, coverage = end_to_end(marks, GOLD, [ARTICLE], Attributor("rules"))
    assert coverage == Share(1, 1)
    assert own.shares["name in full"] == Share(1, 1)


def test_shares_count_what_they_say():
    scores = score(
        [
            judged(),
            judged(words="the mayor", source=Source("", "", Naming.ROLE)),
            judged(words="Ms. Lind", source=Source("Lind", "media", Naming.NAMED, number="collective")),
            judged("anonymous", "an aide", "", Source("", "anonymous", Naming.ANONYMOUS), kind="party_candidate"),
            judged("role", "a judge", "", Source("", "unknown", Naming.ANONYMOUS), kind="unknown"),
            judged("unnamed", "They", "", Source("Ada Lind", "", Naming.NAMED), kind="unknown", number=""),
        ]
    )
    assert {name: (share.right, share.total) for name, share in scores.shares.items()} == {
        "type": (4, 6),
        "naming": (3, 6),
        "number": (1, 5),
        "anonymous": (1, 2),
        "name given": (2, 3),
        "name": (2, 3),
        "name, source a name": (2, 2),
        "name, source a noun": (0, 1),
        "name, source a pronoun": (0, 0),
        "name in full": (1, 3),
        "name in full, source a name": (1, 2),
        "name in full, source a noun": (0, 1),
        "name in full, source a pronoun": (0, 0),
    }
    named = scores.namings["named"]
    assert (named.precision, named.recall, named.found, named.gold) == (2 / 3, 2 / 3, 3, 3)
    assert list(scores.types) == ["media", "unknown", "party_candidate", "anonymous"]


@pytest.mark.parametrize(
    ("given_name", "right"),
    [("ADA LIND", True), ("Ada Lind's", True), ("the Ada Lind", True), ("Ada Lind Jr.", True), ("Lind Ada", False)],
)
def test_last_words_are_compared_without_case_article_and_ending(given_name, right):
    scores = score([judged(source=Source(given_name, "media", Naming.NAMED))])
    assert scores.shares["name"] == Share(int(right), 1)


def test_nearest_shares_content_and_source():
    content, source = (at("that taxes had doubled"),), (at("She"),)
    event = Event(source, (), content)
    part = Event(source, (), (at("that taxes"),))
    assert nearest(event, [Event((), (), content), part, event]) is event
    assert nearest(event, [part]) is part
    assert nearest(event, [Event((), (), content)]) is None
    assert nearest(Event((), (), content), [Event(source, (), content)]) is None


def test_wilson_interval():
    share = Share(9, 10)
    assert (round(share.low, 4), round(share.high, 4)) == (0.5958, 0.9821)
    assert (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share(right, wrong):
    share = Share(right, right + wrong)
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value <= share.high + 1e-12 <= 1 + 1e-12


def test_the_command_prints_a_table_and_json(write, tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "gazette.txt").write_text(f"News\n\n{BODY}\n", encoding="utf-8")
    shift = len("News\n\n")
    places = [tuple(place + shift for place in at(passage)) for passage in ("She", "denied", "that taxes had doubled")]
    lines = [
        f"T{number}\t{role} {start} {end}\t{BODY[start - shift : end - shift]}"
        for number, (role, (start, end)) in enumerate(zip(("Source", "Cue", "Content"), places, strict=True), 1)
    ]
    standoff = "\n".join([*lines, "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1", ""])
    (tmp_path / "attributions" / "gazette.ann").write_text(standoff, encoding="utf-8")
    moved = {name: str(int(value) + shift) for name, value in ROW.items() if value.isdecimal()}
    command = ["evaluate", "sources", str(write(**moved)), str(tmp_path)]
    table = CliRunner().invoke(group, command, catch_exceptions=False).stdout
    assert "From hand-marked attributions" in table
    assert "coverage" in table
    assert "government_official" in table
    scores = json.loads(CliRunner().invoke(group, [*command, "--json"], catch_exceptions=False).stdout)
    assert scores["marks"] == 1
    assert scores["from_gold"]["shares"]["name"]["total"] == 1


SAMPLES = {"sources-tune": 150, "sources-train": 300, "sources-unnamed-tune": 60, "sources-unnamed": 90}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_are_whole_and_apart(repository, sample):
    marks = {name: read_marks(repository / "tests" / "gold" / f"{name}.csv") for name in SAMPLES}
    assert len(marks[sample]) == SAMPLES[sample]
    others = {key(mark) for name, rows in marks.items() if name != sample for mark in rows}
    assert len({key(mark) for mark in marks[sample]} - others) == SAMPLES[sample]


def key(mark):
    return mark.article, mark.source, mark.cue, mark.content_start


@pytest.fixture(scope="module")
def polnear(shared):
    folder = shared / "data" / "polnear" / "train"
    return folder, read_gold(folder)


@pytest.mark.parametrize("sample", ["sources-train", "sources-unnamed"])
def test_floors(polnear, repository, sample):
    folder, gold = polnear
    marks = read_marks(repository / "tests" / "gold" / f"{sample}.csv")
    names = sorted({mark.article for mark in marks})
    articles = [article for name in names for article in read_corpus(folder / "text" / f"{name}.txt")]
    shares = from_gold(marks, gold, articles).shares
    floors = tomllib.loads((repository / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))[sample]
    assert {name: shares[name].value for name, floor in floors.items() if shares[name].value < floor} == {}
