"""Plans: what a file may say, and what is said of a file that says something else."""

from datetime import date

import pytest

from framing.errors import FramingError
from framing.stats.analysis import read_plan

WHOLE = """
level = 0.9
seed = 3

[contrasts.labels]
measure = "labelling"
items = ["gov"]
voices = ["outlet", "all"]
groups = { coast = ["Harbour Herald", "Lantern Post"] }
against = "rest"
estimators = ["raw", "stories", "adjusted"]
subsets = ["all", "house"]
correction = "Holm"
margin = 0.1
leave_out = ["term", "week"]
specification = ["voice", "terms"]

[series.regime]
measure = "labelling"
item = "gov"
period = "month"
interruption = 2025-04-01
events = [2025-03-01]
known = { 2025-04 = "new editor" }

[words.herald]
outlet = "Harbour Herald"

[sources.all]
sides = ["gov", "nf_members"]
"""


@pytest.fixture
def plan(tmp_path):
    def read(text):
        path = tmp_path / "plan.toml"
        path.write_text(text, encoding="utf-8")
        return read_plan(path)

    return read


def test_a_whole_plan_is_read(plan):
    found = plan(WHOLE)
    assert (found.level, found.seed, len(found.sha256)) == (0.9, 3, 64)
    (family,), (trend,), (words,), (sources,) = found.contrasts, found.series, found.words, found.sources
    assert family.items == ("gov",)
    assert family.groups == {"coast": ("Harbour Herald", "Lantern Post")}
    assert family.clusters == "article"
    assert trend.interruption == date(2025, 4, 1)
    assert trend.events == (date(2025, 3, 1),)
    assert trend.known == {"2025-04": "new editor"}
    assert (words.against, sources.sides) == ("rest", ("gov", "nf_members"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "asks for nothing"),
        ("level = ", "is no TOML file"),
        ("[contrast.a]\nmeasure='rate'", "no key 'contrast'; did you mean contrasts"),
        ("[contrasts]\nmeasure='rate'", "contrasts must hold named tables"),
        ("[contrasts.a]\nmeasure='rate'", r"\[contrasts.a\]: items is missing \(a list of text\)"),
        ("[contrasts.a]\nitems=['x']", "measure is missing"),
        ("[contrasts.a]\nmeasure='rat'\nitems=['x']", r"\[contrasts.a\], measure: 'rat' is unknown; choose from rate"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nvoice='all'", "no key 'voice'; did you mean voices"),
        ("[contrasts.a]\nmeasure='rate'\nitems=[1]", r"items is \[1\]; give a list of text"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nmargin='big'", "margin is 'big'; give a number"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nmargin=-1", "margin is -1; give a number"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nmin_articles=1.5", "give a whole number"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\ngroups={a='b'}", "give a table of lists"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nleave_out=['day']", "'day' is unknown; choose from term"),
        ("[series.a]\nmeasure='rate'\nitem='x'\ninterruption='May'", "give a date such as 2016-06-01"),
        ("[series.a]\nmeasure='rate'\nitem='x'\nchange_points=1", "give true or false"),
        ("[words.a]\ntop=3", "outlet is missing"),
        ("level = true\n[sources.a]", "level is True; give a number"),
        ("level = nan\n[sources.a]", "level is nan; give a number"),
        ("level = 95\n[sources.a]", "level is 95; give 0.5 to below 1"),
        ("seed = inf\n[sources.a]", "seed is inf; give a whole number"),
        ("replicates = 0\n[sources.a]", "replicates is 0; give 99 or more"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nq=5", "q is 5; give 0 to below 1"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x']\nmin_articles=1", "min_articles is 1; give 2 or more"),
        ("[contrasts.a]\nmeasure='rate'\nitems=[]", "items is empty"),
        ("[contrasts.a]\nmeasure='rate'\nitems=['x', 'x']", "items names x twice"),
        ("[series.a]\nmeasure='rate'\nitem='x'\nevents=[2025-03-01T10:00:00Z]", "give a list of dates"),
    ],
)
def test_what_has_no_meaning_is_named(plan, text, message):
    with pytest.raises(FramingError, match=message):
        plan(text)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(FramingError, match="cannot read"):
        read_plan(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"[words.a]\noutlet='caf\xe9'")
    with pytest.raises(FramingError, match="is no TOML file"):
        read_plan(tmp_path / "latin.toml")
