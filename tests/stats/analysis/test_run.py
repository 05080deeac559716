"""Plans run over the sample corpus, whose planted differences are known."""

import json
import subprocess
import sys

import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.stats.analysis import analyse
from framing.stats.analysis.counts import Wanted, count_articles

HEAD = "replicates = 199\npermutations = 199\n"
LABELS = """
[contrasts.labels]
measure = "labelling"
items = ["nf_members"]
"""


@pytest.fixture
def run(scored, tmp_path):
    def call(text):
        path = tmp_path / "plan.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return analyse(scored, path)

    return call


@pytest.mark.parametrize(
    ("measure", "item", "voice"),
    [
        ("labelling", "nf_members", "outlet"),
        ("rate", "sample-velmar/evaluative", "all"),
        ("sourcing", "direct share", "all"),
    ],
)
def test_counts_are_those_of_compare(scored, measure, item, voice):
    counted = count_articles(scored, Wanted(measure, item, voice))
    mine = counted.articles.groupby("outlet")[["numerator", "denominator"]].sum()
    options = ComparisonOptions(measures=(measure,), against="none", period="all", replicates=99)
    theirs = compare(scored, options).estimates.query("measure == @measure and item == @item and voice == @voice")
    theirs = theirs.set_index("outlet")
    assert mine["numerator"].to_dict() == theirs["numerator"].to_dict()
    assert mine["denominator"].to_dict() == theirs["denominator"].to_dict()
    if counted.terms and measure == "rate":
        assert counted.by_term.sum(axis=1).tolist() == counted.articles["numerator"].tolist()


def test_the_planted_difference_is_found_by_every_estimator(run):
    found = run(LABELS + 'estimators = ["raw", "stories", "adjusted"]\nagainst = "Harbour Herald"\n').tables[
        "contrasts"
    ]
    assert len(found) == 9
    by = found.set_index(["estimator", "outlet"])
    assert by.loc["raw", "verdict"].eq("differs").all()
    assert (by.loc["raw", "estimate"] < -0.4).all()
    assert by.loc["stories", "verdict"].eq("differs").all()
    # outlets that never use the label have no finite odds ratio, and the row says so
    assert by.loc["adjusted", "note"].str.contains("no finite estimate").sum() == 2
    assert by.loc[("adjusted", "Meridian Courier"), "estimate"] < 0.1
    assert by.loc[["raw", "stories"], "family_size"].eq(3).all()
    assert by.loc["adjusted", "family_size"].dropna().eq(1).all()


def test_corrections_order_their_q_values(run):
    q = {}
    for way in ("none", "BH", "BY", "Holm"):
        text = '[contrasts.a]\nmeasure = "sourcing"\nitems = ["attributions", "direct share"]\n'
        q[way] = run(text + f'correction = "{way}"\n').tables["contrasts"]["q_value"].to_numpy()
    assert (q["none"] <= q["BH"]).all()
    assert (q["BH"] <= q["BY"]).all()
    assert (q["BH"] <= q["Holm"] + 1e-12).all()


def test_what_does_not_differ_is_alike_within_a_margin(run):
    text = '[contrasts.a]\nmeasure = "sourcing"\nitems = ["attributions"]\nvoices = ["all"]\nmargin = 15\n'
    found = run(text).tables["contrasts"]
    assert found["verdict"].eq("no difference larger than the margin").all()


def test_groups_pool_their_outlets(run):
    text = LABELS + 'groups = { others = ["Meridian Courier", "Lantern Post", "Northern Wire Gazette"] }\n'
    (row,) = run(text).tables["contrasts"].to_dict("records")
    assert (row["outlet"], row["reference"]) == ("Harbour Herald", "others")
    rest = run(LABELS + 'against = "rest"\n').tables["contrasts"].set_index("outlet").loc["Harbour Herald"]
    assert row["estimate"] == pytest.approx(rest["estimate"])


def test_robustness_and_specifications(run):
    more = (
        'leave_out = ["term", "week"]\nspecification = ["voice", "subset", "duplicates"]\nvoices = ["outlet", "all"]\n'
    )
    found = run(LABELS + 'against = "Harbour Herald"\n' + more).tables
    terms = found["robustness"].query("left_out == 'term' and voice == 'outlet'")
    assert len(terms) == 3
    assert found["robustness"]["units"].dropna().gt(1).all()
    assert (found["curves"]["n_specifications"] + found["curves"]["left_out"] == 12).all()
    assert found["curves"]["p_median"].lt(0.05).sum() >= 2
    assert set(found["specifications"]["subset"]) <= {"all", "house", "one-per-story"}


def test_a_planted_change_over_time_is_found(run):
    text = """
[series.regime]
measure = "labelling"
item = "gov"
period = "month"
outlets = ["Harbour Herald", "Northern Wire Gazette"]
[series.weeks]
measure = "sourcing"
item = "direct share"
period = "week"
change_points = true
interruption = 2025-04-01
events = [2025-04-01]
"""
    found = run(text).tables
    herald = found["series"].query("trend == 'regime' and outlet == 'Harbour Herald'").set_index("period")["value"]
    assert herald["2025-02"] < 0.2 < 0.6 < herald["2025-05"]
    assert set(found["changes"]["outlet"]) == {
        "Harbour Herald",
        "Lantern Post",
        "Meridian Courier",
        "Northern Wire Gazette",
    }
    assert found["interruption"]["note"].notna().all()
    assert np.isfinite(found["events"]["estimate"]).any()


def test_words_and_sources(run):
    found = run('[words.herald]\noutlet = "Harbour Herald"\ntop = 5\n[sources.all]\n').tables
    assert len(found["words"]) == 5
    assert found["diversity"]["outlet"].nunique() >= 3


def test_what_the_corpus_does_not_have_is_a_noted_row_and_stops_nothing_else(run):
    text = (
        LABELS.replace('["nf_members"]', '["nf_members", "nobody"]')
        + """
[contrasts.none]
measure = "rate"
items = ["sample-velmar/nothing"]
specification = ["subset"]
[series.none]
measure = "labelling"
item = "nobody"
[words.nowhere]
outlet = "Nowhere"
[sources.a]
sides = ["x", "y"]
"""
    )
    found = run(text).tables
    contrasts = found["contrasts"]
    assert contrasts[contrasts["item"] == "nf_members"]["estimate"].notna().all()
    (missing,) = contrasts[contrasts["item"] == "nobody"].to_dict("records")
    assert missing["note"].startswith("nothing is counted under labelling 'nobody'; items are")
    for name, said in {
        "curves": "nothing is counted under rate",
        "series": "nothing is counted",
        "words": "no outlet 'Nowhere'",
        "balance": "no attribution has a source of side 'x'",
    }.items():
        assert found[name]["note"].iloc[0].startswith(said)
    assert found["diversity"]["value"].notna().all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LABELS.replace("nf_members", "nobody"), r"\[contrasts.labels\]: nothing is counted under labelling 'nobody'"),
        (LABELS + 'outlets = ["Nowhere"]', "no outlet 'Nowhere' in this corpus; choose from Harbour Herald"),
        (LABELS + 'against = "Nowhere"', "against 'Nowhere' is no outlet or group here"),
        ('[words.a]\noutlet = "Nowhere"', r"\[words.a\]: no outlet 'Nowhere'"),
        ('[sources.a]\nsides = ["x"]', "give two"),
    ],
)
def test_errors_name_section_and_choices(run, text, message):
    with pytest.raises(FramingError, match=message):
        run(text)


def test_a_covariate_that_is_not_there_is_a_note_in_its_row(run):
    found = run(LABELS + 'estimators = ["adjusted"]\ncovariates = ["mood"]\n').tables["contrasts"]
    assert found["note"].str.contains("no column 'mood' to adjust for").all()
    assert found["verdict"].eq("").all()


def test_at_the_command_line(scored, tmp_path, repository):
    plan, out = tmp_path / "plan.toml", tmp_path / "tables"
    plan.write_text(HEAD + LABELS + "[sources.all]\n")
    code = [sys.executable, "-c", "from framing.cli import main; main()", "analyse", str(plan), str(scored.folder)]
    done = subprocess.run(
        [*code, "-o", str(out)], check=False, capture_output=True, text=True, cwd=repository, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "differs" in done.stdout
    assert {path.name for path in out.iterdir()} == {"contrasts.csv", "diversity.csv", "analysis.json"}
    assert len(json.loads((out / "analysis.json").read_text())["plan_sha256"]) == 64
    plan.write_text("[contrasts.a]\nmeasure = 'rates'\nitems = ['x']\n")
    done = subprocess.run(code, check=False, capture_output=True, text=True, cwd=repository, timeout=120)
    assert done.returncode == 1
    assert "'rates' is unknown; choose from rate" in done.stderr


@pytest.mark.parametrize(
    ("measure", "item", "voice"),
    [("sourcing", "effective sources in an article", "all"), ("labelling", "nf_members (+)", "all")],
)
def test_every_item_of_compare_has_its_value(scored, run, measure, item, voice):
    options = ComparisonOptions(measures=(measure,), against="none", period="all", replicates=99)
    theirs = compare(scored, options).estimates.query("measure == @measure and item == @item and voice == @voice")
    text = f'[contrasts.a]\nmeasure = "{measure}"\nitems = ["{item}"]\nvoices = ["{voice}"]\nagainst = "rest"\n'
    mine = run(text).tables["contrasts"].set_index("outlet")["value"]
    assert mine.to_dict() == pytest.approx(theirs.set_index("outlet")["value"].to_dict())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('groups = { a = ["Lantern Post"], b = ["Lantern Post"] }', "'Lantern Post' is in the groups 'a' and 'b'"),
        ('groups = { "Lantern Post" = ["Harbour Herald"] }', "has the name of an outlet that is not in it"),
        ('groups = { a = ["Lantern Post"] }\noutlets = ["Lantern Post"]', "is in the group 'a'; name the group"),
        ('outlets = ["Lantern Post"]', "only Lantern Post has this figure: a contrast needs two outlets"),
    ],
)
def test_groups_that_have_no_meaning(run, text, message):
    with pytest.raises(FramingError, match=message):
        run(LABELS + text)


def test_a_label_in_favour_that_nobody_uses_is_named(run):
    with pytest.raises(FramingError, match=r"'gov \(\+\)'; items are gov, nf_members, nf_members \(\+\)"):
        run(LABELS.replace("nf_members", "gov (+)"))


def test_specifications_are_in_the_unit_of_the_contrast(run):
    text = '[contrasts.a]\nmeasure = "sourcing"\nitems = ["attributions"]\nvoices = ["all"]\n'
    tables = run(text + 'specification = ["subset"]\n').tables
    curve = tables["specifications"].query("subset == 'all'").set_index(["outlet", "reference"])["estimate"]
    raw = tables["contrasts"].set_index(["outlet", "reference"])["estimate"]
    assert curve.to_dict() == pytest.approx(raw.to_dict())


def test_the_period_is_that_of_the_series_and_the_outlet_compared_with_is_in_it(run):
    text = '[series.a]\nmeasure = "rate"\nitem = "sample-velmar/evaluative"\nvoice = "all"\nperiod = "auto"\n'
    text += 'outlets = ["Harbour Herald"]\ncomparison = "Lantern Post"\ninterruption = 2025-04-01\n'
    tables = run(text).tables
    assert set(tables["series"]["outlet"]) == {"Harbour Herald", "Lantern Post"}
    assert tables["interruption"]["note"].str.contains("3 periods before the date and 3 from it on").all()


def test_odds_over_all_stories_are_secondary_and_for_shares_alone(run):
    ways = 'estimators = ["stories", "mantel-haenszel", "conditional-logit"]\nagainst = "Harbour Herald"\n'
    shares = '[contrasts.a]\nmeasure = "sourcing"\nitems = ["direct share"]\nvoices = ["all"]\n'
    rows = run(shares + ways).tables["contrasts"].set_index(["estimator", "outlet"])
    odds, logit = rows.loc["mantel-haenszel"], rows.loc["conditional-logit"]
    assert odds["effect"].eq("odds ratio").all()
    assert odds["note"].eq("secondary: cases taken as independent").all()
    assert np.allclose(np.log(odds["estimate"]), np.log(logit["estimate"]), atol=0.25)
    # more direct within stories is odds above 1
    assert (np.sign(rows.loc["stories", "estimate"]) == np.sign(np.log(odds["estimate"]))).all()
    rates = run(shares.replace("direct share", "attributions") + ways).tables["contrasts"]
    notes = rates.loc[rates["estimator"] != "stories", "note"]
    assert notes.str.contains("one odds ratio over all stories is for shares alone").all()
