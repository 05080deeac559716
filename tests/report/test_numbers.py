"""Every number that the page prints, counted again from the scored tables without the code that made it."""

import re

import pytest

from framing.report.evidence import key_of
from framing.types import Zone

VOICES = {"outlet": ["outlet"], "attributed": ["quoted", "paraphrased"]}


@pytest.fixture(scope="module")
def printed(page_file):
    """(value, basis) of each figure in a table, by the key of its evidence; not those of parts of the news."""
    page = re.sub(r'<section id="parts">.*?</section>', "", page_file.read_text(encoding="utf-8"), flags=re.DOTALL)
    cell = r'href="#(e\w+)">([^<]+)</a>\s*<span class="interval">[^<]*</span>\s*<span class="n">([^<]+)</span>'
    return {key: (value, basis) for key, value, basis in re.findall(cell, page)}


@pytest.fixture(scope="module")
def tables(scored):
    outlet = scored.articles.set_index("article_id")["outlet"]
    return scored.articles, *(t.assign(outlet=t["article_id"].map(outlet)) for t in (scored.hits, scored.attributions))


def share(k, n):
    fine = 0 < k / n < 0.01 or 0.99 < k / n < 1
    return f"{100 * k / n:.{1 if fine else 0}f}\xa0%", f"{k:,} of {n:,}"


def test_labels(tables, printed):
    _, hits, _ = tables
    mentions, checked = hits[hits["resolved"] & (hits["referent"] != "")], 0
    for (referent, outlet), rows in mentions.groupby(["referent", "outlet"]):
        for voice, parts in VOICES.items():
            spoken = rows[rows["voice"].isin(parts)]
            key = key_of("labelling", referent, voice, outlet)
            if key in printed:
                checked += 1
                assert printed[key] == share(int(((spoken["loading"] < 0) & ~spoken["negated"]).sum()), len(spoken))
    assert checked >= 16


def test_rates(tables, printed):
    articles, hits, _ = tables
    checked = 0
    for voice, parts in VOICES.items():
        names = [f"words_{zone}_{part}" for zone in Zone for part in parts]
        words = articles.groupby("outlet")[names].sum().sum(axis=1)
        kept = hits[hits["voice"].isin(parts) & ~hits["negated"]]
        for (lexicon, category, outlet), rows in kept.groupby(["lexicon", "category", "outlet"]):
            key = key_of("rate", f"{lexicon}/{category}", voice, outlet)
            if key in printed:
                counted = int((rows["loading"] != 0).sum()) or len(rows)
                checked += 1
                assert printed[key] == (f"{1000 * counted / words[outlet]:.2f}", f"{counted:,}")
    assert checked >= 5


def test_sourcing(tables, printed):
    articles, _, said = tables
    for outlet, rows in said.groupby("outlet"):
        sourced = rows[rows["naming"] != "none"]
        words = int(articles.loc[articles["outlet"] == outlet, "words"].sum())
        expected = {
            "attributions": (f"{1000 * len(rows) / words:.2f}", f"{len(rows):,}"),
            "direct share": share(int((rows["kind"] == "direct").sum()), len(rows)),
            "anonymous share": share(int((sourced["naming"] == "anonymous").sum()), len(sourced)),
            "named share": share(int((sourced["naming"] == "named").sum()), len(sourced)),
            "unsourced share": share(len(rows) - len(sourced), len(rows)),
        }
        for item, figures in expected.items():
            assert printed[key_of("sourcing", item, "all", outlet)] == figures


def test_each_list_of_passages_says_how_many_of_how_many(page_file):
    page = page_file.read_text(encoding="utf-8")
    lists = re.findall(r'<span class="drawn"><span class="said">([^<]+)</span>(.*?)</span>', page)
    assert len(lists) > 100
    for said, links in lists:
        drawn = links.count("<a ")
        total = re.fullmatch(r"(?:Counted|Passages|Not counted): (?:all (\d+)|(\d+) drawn of ([\d,]+))", said).groups()
        assert drawn == int(total[0] or total[1])
        assert total[0] or drawn < int(total[2].replace(",", ""))
