"""The options of a comparison by name: sections of the help, groups, margins, parts of the articles, a closer look."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing.cli import _closer, _comparison, group
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.errors import FramingError
from framing.stats import estimates, multiplicity, options
from framing.stats.analysis import analyse, plan, read_plan

QUICK = ("--replicates", 99, "--permutations", 199, "--period", "all")
HERALD = "Harbour Herald"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare") / "scored"
    assert call("score", sample_corpus(), "-l", sample_lexicon(), "-o", folder).exit_code == 0
    return folder


def test_choices_are_those_of_the_library() -> None:
    assert (*options.MEASURES, options.AGENCY, options.LOADED) == _comparison.MEASURES
    assert _comparison.VOICES == options.VOICES
    assert _comparison.SUBSETS == options.SUBSETS
    assert _comparison.CLUSTERS == options.CLUSTERS
    assert _comparison.INTERVALS == estimates.INTERVALS
    assert _closer.ESTIMATORS == plan.ESTIMATORS
    assert _comparison.CORRECTIONS == multiplicity.METHODS


@pytest.mark.parametrize("command", ["compare", "report", "table", "plot"])
def test_help_has_sections_and_the_shared_options(command: str) -> None:
    text = call(command, "--help").stdout
    for heading in ("What is compared:", "Intervals and tests:", "Options:"):
        assert f"\n{heading}\n" in text
    for name in ("--outlets", "--against", "--subset", "--level", "--interval", "--cluster", "--correction", "--seed"):
        assert f"{name} " in text


def test_groups_margins_and_items(scored: Path) -> None:
    named = "others=Lantern Post,Meridian Courier,Northern Wire Gazette"
    result = call(
        *("compare", scored, *QUICK, "--item", "attributions", "--item", "nf_members", "--group", named),
        *("--margin-rate", 20, "--correction", "Holm", "--interval", "BCa", "--cluster", "story"),
    )
    lines = result.stdout.splitlines()
    assert "No difference larger than the margin: the whole interval lies within it." in lines
    assert any(line.startswith(f"  {HERALD} and others: ") and line.endswith(", margin 20") for line in lines)
    assert any(line.split()[:1] == ["others"] for line in lines)
    assert "Lantern Post" not in result.stdout
    assert "q is the p-value adjusted by Holm" in result.stderr
    assert max(map(len, lines)) <= 80


@pytest.fixture(scope="module")
def with_agency_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus with every third article marked as agency copy."""
    folder = tmp_path_factory.mktemp("agency")
    with Path(sample_corpus()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "agency"])
        writer.writeheader()
        writer.writerows(row | {"agency": "" if number % 3 else "AP"} for number, row in enumerate(rows))
    given = ("score", folder / "a.csv", "-l", sample_lexicon(), "-o", folder / "s", "--wire-column", "agency")
    assert call(*given).exit_code == 0
    return folder / "s"


def test_each_subset_stands_beside_the_whole(with_agency_copy: Path, tmp_path: Path) -> None:
    given = ("compare", with_agency_copy, *QUICK, "--item", "direct share", "--subset", "each")
    result = call(*given, "--csv", tmp_path / "e.csv")
    assert "in house-written articles alone" in result.stdout.lower()
    assert "\n    house " in result.stdout
    head, *rows = (tmp_path / "e.csv").read_text(encoding="utf-8").splitlines()
    assert head.endswith(",subset")
    assert {row.rpartition(",")[2] for row in rows} >= {"all", "house"}
    assert "house" in json.loads(call(*given, "--json").stdout)["subsets"]


def test_a_closer_look_is_a_plan_that_can_be_run_again(scored: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    result = call(
        *("compare", scored, "--replicates", 99, "--permutations", 199, "--period", "month"),
        *("--item", "nf_members", "--item", "direct share"),
        *("--outlets", f'"{HERALD}", Lantern Post', "--estimator", "raw", "--estimator", "stories"),
        *("--leave-out", "term", "--vary", "voice", "--change-points", "--interruption", "2025-04-01"),
        *("--tables", tmp_path / "tables", "--plan-out", file),
    )
    assert result.exit_code == 0
    assert "labelling: labelling nf_members, voice outlet" in result.stdout
    assert "one term" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    read = read_plan(file)
    assert [family.name for family in read.contrasts] == ["labelling", "sourcing-shares"]
    assert read.contrasts[0].specification == ("voice",)
    assert read.contrasts[0].voices == ("outlet", "attributed", "all")
    assert str(read.series[0].interruption) == "2025-04-01"
    again = analyse(scored, file).tables["contrasts"]
    first = (tmp_path / "tables" / "contrasts.csv").read_text(encoding="utf-8").splitlines()
    assert len(first) == len(again) + 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--item", "nobody"), "nothing is counted under 'nobody'; items are"),
        (("--estimator", "stories"), "name the figures that are to be looked at, e.g. --item gov"),
        (("--plan-out", "p.toml"), "--tables and --plan-out are of a closer look"),
        (("--item", "gov", "--estimator", "raw", "--against", "none"), "--against none contrasts nothing"),
        (("--outlets", "Nowhere"), "no outlet 'Nowhere' in this corpus; choose from Harbour Herald"),
        (("--against", "Nowhere"), "nothing to compare with: outlet 'Nowhere' is not in the corpus"),
    ],
)
def test_what_cannot_be_done_is_said(scored: Path, given: tuple[str, ...], message: str) -> None:
    with pytest.raises(FramingError, match=message):
        call("compare", scored, *QUICK, *given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--group", "a"), "'a' names no group; give NAME=OUTLET,OUTLET"),
        (("--group", "a=b", "--group", "a=c"), "group 'a' stands twice"),
        (("--correction", "FDR"), "is not one of 'BH', 'BY', 'Holm'"),
        (("--event", "May"), "does not match the format"),
    ],
)
def test_wrong_usage_is_told(scored: Path, given: tuple[str, ...], message: str) -> None:
    result = call("compare", scored, *given)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
