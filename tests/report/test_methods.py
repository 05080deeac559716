import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.report import write_report
from framing.report.evidence import draw_evidence, pool, within
from framing.report.views import InZone
from framing.report.wording import figure
from framing.stats import ComparisonOptions, compare
from framing.stats.samples import draw_sample
from framing.tables import ScoredCorpus
from framing.types import Zone
from framing.validation import SampleOptions, SheetOptions, draw_gold, parse_target, write_sheets

EVERY = ComparisonOptions(duplicates="keep", period="all")


def test_the_methods_name_what_the_manifest_has(scored, quick, tmp_path):
    options = replace(quick, methods=True)
    write_report(scored, tmp_path / "r.html", options)
    text = (tmp_path / "r-methods.txt").read_text(encoding="utf-8")
    assert f"{len(scored.articles)} articles of 4 outlets" in text
    for name, version in scored.manifest["versions"].items():
        assert f"{name} {version}" in text
    for lexicon in scored.manifest["lexicons"]:
        assert f"{lexicon['name']} {lexicon['version']}" in text
        assert lexicon["sha256"][:12] in text
    assert "200 times, seed 0 (Davison & Hinkley 1997; Field & Welsh 2007)" in text
    assert "[@" not in text
    bib = (tmp_path / "r-methods.bib").read_text(encoding="utf-8")
    assert len(re.findall(r"^@\w+\{\w+,$", bib, re.MULTILINE)) == len(set(re.findall(r"\w+ \d{4}[;)]", text)))
    with pytest.raises(FramingError, match=r"r-methods\.txt exists; pass --overwrite"):
        write_report(scored, tmp_path / "r.html", options)


def test_evidence_keeps_to_its_budget(scored):
    key = ("sourcing", "direct share", "all")
    evidence = list(draw_evidence(scored, draw_sample(scored, EVERY), [key], seed=0, most=5)[key].values())
    everything, most = within(evidence, 5, 10**9)
    assert (everything, most) == (evidence, 5)
    fewer, most = within(evidence, 5, sum(passage.size for passage in pool(evidence)) - 1)
    assert most < 5
    assert all(len(each.passages) <= most for each in fewer)
    assert [each.total for each in fewer] == [each.total for each in evidence]


def test_figures_share_their_passages(scored):
    """A passage drawn for the whole is drawn for a part as well: one order for all draws."""
    keys = [("sourcing", item, "all") for item in ("attributions", "direct share")]
    found = draw_evidence(scored, draw_sample(scored, EVERY), keys, seed=1, most=4)
    whole, direct = (found[key]["Lantern Post"] for key in keys)
    assert set(whole.passages) <= {*direct.passages, *direct.other_passages}


def test_zones_sum_to_the_whole(scored):
    options = ComparisonOptions(measures=("rate",), voices=("outlet",), against="none", period="all", replicates=99)
    whole = compare(scored, options).estimates.set_index(["item", "outlet"])["numerator"]
    parts = {zone: compare(InZone(scored, zone), options).estimates for zone in Zone}
    for zone, part in parts.items():
        words = scored.articles.groupby("outlet")[f"words_{zone}_outlet"].sum()
        assert (part["denominator"] == part["outlet"].map(words)).all()
    found = pd.concat(parts.values()).groupby(["item", "outlet"])["numerator"].sum()
    assert (found == whole.loc[found.index]).all()
    assert found.sum() == whole.sum() > 0


def test_gold_stands_beside_the_raw_figure(scored, quick, tmp_path):
    """A person who agrees with the tool throughout leaves its figures where they are."""
    shutil.copytree(scored.folder, tmp_path / "s")  # what is coded is recorded there
    scored = ScoredCorpus(tmp_path / "s")
    gold = draw_gold(scored, parse_target("sourcing:direct share"), tmp_path / "g", SampleOptions(per_outlet=150))
    write_sheets(gold, scored, SheetOptions(("coder",), 0))
    sheet = pd.read_csv(tmp_path / "g" / "sheet-coder.csv", dtype=str, keep_default_na=False)
    units = gold.units.set_index("unit").loc[sheet["unit"]]
    filled = sheet.assign(among=units["base"].astype(int).to_list(), counted=units["found"].astype(int).to_list())
    filled.to_csv(tmp_path / "g" / "sheet-coder.csv", index=False, encoding="utf-8-sig")
    page = write_report(scored, tmp_path / "r.html", replace(quick, gold=(gold.folder,))).read_text(encoding="utf-8")
    section = page[page.index('<section id="corrected">') :].partition("</section>")[0]
    row = re.search(r'data-outlet="Harbour Herald">.*?<td><a[^>]*>(\d+).*?<td>(\d+)', section, re.DOTALL)
    assert section.count('<svg class="strip"') == section.count("<tr data-outlet")
    assert abs(int(row[1]) - int(row[2])) <= 1
    said, outlet_of = scored.attributions, scored.articles.set_index("article_id")["outlet"]
    direct = said["kind"].eq("direct").groupby(said["article_id"].map(outlet_of)).mean()
    printed = dict(re.findall(r'data-outlet="([^"]+)">.*?<td>(?:<a[^>]*>)?([\d.]+\s%)', section, re.DOTALL))
    assert printed == {outlet: figure(share, "share") for outlet, share in direct.items()}
    assert "a correction needs 30; code more units" in section  # the outlet with few direct quotations
    assert "Correction. Figures were corrected" in page
