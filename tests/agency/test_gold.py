"""How far the events found agree with sentences marked by hand."""

import tomllib

import pytest
from click.testing import CliRunner

from framing.agency.gold import read_marked, score
from framing.cli import group
from framing.errors import FramingError

SETS = ("dev", "held")


@pytest.fixture(scope="module", params=SETS)
def scores(request, repository):
    return score(read_marked(repository / "tests" / "gold" / f"agency-{request.param}.csv"))


def test_quality_does_not_fall_below_its_floors(scores, repository):
    floors = tomllib.loads((repository / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["agency"]
    for name, floor in floors.items():
        kind, _, measure = name.rpartition("_")
        assert getattr(scores[kind], measure) >= floor, (name, scores[kind])


def test_every_form_is_in_the_gold(scores):
    assert min(tally.marked for name, tally in scores.items() if name.startswith("form ")) >= 4


def test_the_two_sets_share_no_sentence(repository):
    dev, held = (read_marked(repository / "tests" / "gold" / f"agency-{name}.csv") for name in SETS)
    assert not set(dev) & set(held)
    assert len(dev) + len(held) >= 200


def test_a_marked_sentence_gives_its_spans(tmp_path):
    file = tmp_path / "marked.csv"
    file.write_text("form,negated,marked\nactive,0,{a Soldiers} {p shot} {v a boy}.\n,0,It rained.\n", encoding="utf-8")
    marked = read_marked(file)
    (event,) = marked["Soldiers shot a boy."]
    assert (event.agent, event.predicate, event.victim, event.instrument) == ((0, 8), (9, 13), (14, 19), None)
    assert marked["It rained."] == []
    assert score(marked)["event"].precision == 1.0


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("form,marked\n", "form, negated, marked"),
        ("form,negated,marked\nactiv,0,{p shot} {v a boy}\n", "row 1.*activ"),
        ("form,negated,marked\nactive,0,{v a boy}\n", "row 1.*predicate"),
    ],
)
def test_a_bad_file_is_refused(tmp_path, rows, message):
    file = tmp_path / "marked.csv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(FramingError, match=message):
        read_marked(file)


def test_the_command_prints_the_scores(repository):
    gold = str(repository / "tests" / "gold" / "agency-dev.csv")
    shown = CliRunner().invoke(group, ["evaluate", "agency", gold])
    assert shown.exit_code == 0
    assert "passive_by" in shown.output
    assert '"recall"' in CliRunner().invoke(group, ["evaluate", "agency", gold, "--json"]).output
