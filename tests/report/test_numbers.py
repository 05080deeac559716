"""Every number that the page prints, counted again from the scored tables without the code that made it."""

import json
import re
from collections import Counter

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


OFFICIAL = ["government_official", "military", "law_enforcement_judicial", "intergovernmental"]


def recounted(rows, articles, everywhere):
    """(value, basis) of every figure on the sources of an outlet, from its attributions and articles."""
    said, sourced = rows.to_dict("records"), rows[rows["naming"] != "none"].to_dict("records")
    typed = [row for row in sourced if row["source_type"] not in ("", "anonymous", "unattributed")]
    doubts = [row for row in said if row["stance"] in ("distancing", "rejecting") and not row["cue_negated"]]
    endorses = [row for row in said if row["stance"] == "endorsing" and not row["cue_negated"]]
    sided = [row for row in said if row["source_side"]]
    found = {"attributions": (f"{1000 * len(said) / int(articles['words'].sum()):.2f}", f"{len(said):,}")}

    def add(item, counted, among, rule=None):
        if among:
            found[item] = share(sum(map(counted, among)), len(among))

    add("direct share", lambda row: row["kind"] == "direct", said)
    add("unsourced share", lambda row: row["naming"] == "none", said)
    add("hedged share", lambda row: bool(row["cue_hedged"]), said)
    add("headline or lead share", lambda row: row["zone"] in ("headline", "lead"), said)
    add("anonymous share", lambda row: row["naming"] == "anonymous", sourced)
    add("named share", lambda row: row["naming"] == "named", sourced)
    add("official share", lambda row: row["source_type"] in OFFICIAL, typed)
    add("affected share", lambda row: row["source_type"] == "citizen_witness", typed)
    add("doubting share", lambda row: row in doubts, doubts + endorses)
    words = sum(row["words"] for row in said)
    for what, name_of in (
        ("words of type ", lambda row: "none" if row["naming"] == "none" else row["source_type"] or "unknown"),
        ("words of source ", lambda row: row["source_name"]),
    ):
        for name in {name_of(row) for row in everywhere}:
            found[what + name] = share(sum(row["words"] for row in said if name_of(row) == name), words)
    for side in {row["source_side"] for row in everywhere} - {""} if sided else ():
        mine = [row for row in sided if row["source_side"] == side]
        found["attributions of side " + side] = share(len(mine), len(sided))
        found["words of side " + side] = share(sum(r["words"] for r in mine), sum(r["words"] for r in sided))
        add(f"doubting share, side {side}", lambda row: row in doubts, [r for r in doubts + endorses if r in mine])
    return found


def by_source(rows):
    """How often each article names each source, of the articles that name any."""
    named = rows[rows["source_name"] != ""]
    return [Counter(mine["source_name"]) for _, mine in named.groupby("article_id")]


def effective(counts, drawn):
    """All pairs of attributions over those of one source, both expected in `drawn` of the articles."""
    size, total = len(counts), sum(counts, Counter())
    both = drawn / size * (drawn - 1) / (size - 1)

    def pairs(inside, whole):
        within = sum(n * (n - 1) for n in inside)
        return drawn / size * within + both * (whole - within)

    one = pairs((n for each in counts for n in each.values()), sum(n * (n - 1) for n in total.values()))
    return pairs((each.total() for each in counts), total.total() * (total.total() - 1)) / one


def test_sourcing(tables, printed, page_file):
    """Every figure of the tables on sources."""
    page = page_file.read_text(encoding="utf-8")
    section = re.search(r'<section id="sourcing">.*?</section>', page, flags=re.DOTALL)[0]
    shown = {key: printed[key] for key in re.findall(r'<td[^>]*><a class="to-evidence" href="#(e\w+)"', section)}
    articles, _, said = tables
    naming = {outlet: by_source(rows) for outlet, rows in said.groupby("outlet")}
    drawn, expected = min(map(len, naming.values())), {}
    for outlet, rows in said.groupby("outlet"):
        figures, counts = (
            recounted(rows, articles[articles["outlet"] == outlet], said.to_dict("records")),
            naming[outlet],
        )
        means = [each.total() ** 2 / sum(n * n for n in each.values()) for each in counts]
        figures["effective sources in an article"] = f"{sum(means) / len(means):.2f}", f"{len(means):,} articles"
        every = sum(counts, Counter())
        figures["effective sources"] = (
            f"{effective(counts, drawn):.2f}",
            f"{len(every):,} named in {every.total():,}",
        )
        expected |= {key_of("sourcing", item, "all", outlet): told for item, told in figures.items()}
    assert shown == {key: expected.get(key) for key in shown}
    assert len(shown) > 60


def test_net_loading(tables, page_file):
    _, hits, _ = tables
    page = page_file.read_text(encoding="utf-8")
    named, checked = hits[hits["resolved"] & (hits["voice"] == "outlet")], 0
    for item, block in re.findall(r'<div class="block" data-item="([^"]+)">(.*?)</table>', page, re.DOTALL):
        head = re.findall(r'<th scope="col">([^<]+)', block)
        for outlet, row in re.findall(r'<tr data-outlet="([^"]+)">(.*?)</tr>', block, re.DOTALL):
            if "Net loading" not in head:
                continue
            mine = named[(named["referent"] == item) & (named["outlet"] == outlet)]
            net = mine["loading"].where(~mine["negated"], 0)
            wanted = f"{((net > 0).sum() - (net < 0).sum()) / len(mine):.2f}" if len(mine) else "\N{EN DASH}"
            told = re.sub("<[^>]+>", "", re.findall(r"<td.*?</td>", row, re.DOTALL)[head.index("Net loading") - 1])
            assert told.split()[0].replace("\N{MINUS SIGN}", "-") == wanted.replace("-0.00", "0.00")
            checked += 1
    assert checked >= 2


def test_agency(scored, printed):
    told = scored.events[
        (scored.events["kind"] == "death") & ~scored.events["negated"] & ~scored.events["hypothetical"]
    ]
    outlet_of = scored.articles.set_index("article_id")["outlet"]
    checked = 0
    for outlet, rows in told.groupby(told["article_id"].map(outlet_of)):
        for side in ("anyone", *sorted(set(rows["victim_side"]) - {""})):
            mine = rows if side == "anyone" else rows[rows["victim_side"] == side]
            for column, counted in (
                ("agent expressed", mine["agency"] == "expressed"),
                ("agentless passive", mine["form"] == "passive"),
                ("active", mine["form"] == "active"),
            ):
                if (key := key_of("agency", f"{column}, victim {side}", "all", outlet)) in printed:
                    assert printed[key] == share(int(counted.sum()), len(mine))
                    checked += 1
    assert checked >= 12


def test_adoption(tables, page_file):
    """Ratios have no passages of their own: each stands in the row of the two shares that it is made of."""
    _, hits, _ = tables
    page = page_file.read_text(encoding="utf-8")
    section = re.search(r'<section id="labelling">.*?</section>', page, flags=re.DOTALL)[0]
    named, checked = hits[hits["resolved"]], 0
    for item, block in re.findall(
        r'<div class="block" data-item="([^"]+)">(.*?)(?=<div class="block"|</section>)', section, re.DOTALL
    ):
        head = re.findall(r'<th scope="col">([^<]+)', block)
        for outlet, row in re.findall(r'<tr data-outlet="([^"]+)">(.*?)</tr>', block, re.DOTALL):
            mine = named[(named["referent"] == item) & (named["outlet"] == outlet)]
            spoken = [mine[mine["voice"].isin(parts)] for parts in VOICES.values()]
            labels = [int(((part["loading"] < 0) & ~part["negated"]).sum()) for part in spoken]
            told = re.sub(
                "<[^>]+>", "", re.findall(r"<td.*?</td>", row, re.DOTALL)[head.index("Adoption") - 1]
            ).split()[0]
            if told != "–":
                checked += 1
                assert told == f"{labels[0] / len(spoken[0]) / (labels[1] / len(spoken[1])):.2f}"
    assert checked >= 6


def test_each_list_of_passages_says_how_many_of_how_many(page_file):
    page = page_file.read_text(encoding="utf-8")
    lists = re.findall(r'<span class="drawn"><span class="said">([^<]+)</span>(.*?)</span>', page)
    assert len(lists) > 100
    for said, links in lists:
        drawn = links.count("<a ")
        total = re.fullmatch(r"(?:Counted|Passages|Not counted): (?:all (\d+)|(\d+) drawn of ([\d,]+))", said).groups()
        assert drawn == int(total[0] or total[1])
        assert total[0] or drawn < int(total[2].replace(",", ""))


@pytest.fixture(scope="module")
def drawn(page_file):
    """The figures that the charts draw and their hover text tells, a dictionary each."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page_file.read_text("utf-8"))
    data = json.loads(found[1])
    return [
        {
            name: data["names"][name][value] if name in data["names"] else value
            for name, value in zip(data["columns"], row, strict=True)
        }
        for row in data["rows"]
    ]


def agrees(row, counted, among, scale=1):
    assert (row["numerator"], row["denominator"]) == (counted, among)
    assert row["value"] == pytest.approx(scale * counted / among, rel=1e-6)


def test_charts_by_zone_and_period(tables, drawn, scored):
    articles, hits, _ = tables
    months = scored.articles.set_index("article_id")["published"].dt.strftime("%Y-%m")
    hits = hits.assign(period=hits["article_id"].map(months))
    checked = Counter()
    for row in drawn:
        if row["subset"] != "all" or row["measure"] == "sourcing" or not re.fullmatch(r"all|\d{4}-\d\d", row["period"]):
            continue
        parts, zones = VOICES[row["voice"]], list(Zone) if row["zone"] == "all" else [row["zone"]]
        mine = hits[(hits["outlet"] == row["outlet"]) & hits["voice"].isin(parts) & hits["zone"].isin(zones)]
        mine = mine if row["period"] == "all" else mine[mine["period"] == row["period"]]
        if row["measure"] == "labelling":
            named = mine[mine["resolved"] & (mine["referent"] == row["item"])]
            agrees(row, int(((named["loading"] < 0) & ~named["negated"]).sum()), len(named))
        else:
            kept = mine[(mine["lexicon"] + "/" + mine["category"] == row["item"]) & ~mine["negated"]]
            there = articles[articles["outlet"] == row["outlet"]]
            there = there if row["period"] == "all" else there[there["article_id"].map(months) == row["period"]]
            words = int(there[[f"words_{zone}_{part}" for zone in zones for part in parts]].sum().sum())
            agrees(row, int((kept["loading"] != 0).sum()) or len(kept), words, 1000)
        checked[row["measure"], row["zone"] != "all", row["period"] != "all"] += 1
    assert all(checked[measure, *part] for measure in ("labelling", "rate") for part in ((0, 0), (1, 0), (0, 1)))


def test_charts_of_sources(tables, drawn):
    said, checked = tables[2], 0
    for row in drawn:
        if row["measure"] == "sourcing" and row["item"].startswith("words of type ") and row["subset"] == "all":
            mine = said[said["outlet"] == row["outlet"]]
            of_type = mine["source_type"] == row["item"].removeprefix("words of type ").replace(" ", "_")
            if of_type.any():
                agrees(row, int(mine.loc[of_type, "words"].sum()), int(mine["words"].sum()))
                checked += 1
    assert checked > 4


def parts_of(articles):
    """The ids of the articles of each column of the tables on parts of the news."""
    outlet_of = articles.set_index("article_id")["outlet"]
    foreign = articles["near_duplicate_of"].map(outlet_of).fillna(articles["outlet"]) != articles["outlet"]
    by_story = articles.sort_values(["published", "article_id"])
    again = by_story[by_story["story_id"] != ""].duplicated(["outlet", "story_id"])
    zones = {str(zone).capitalize(): (set(articles["article_id"]), [str(zone)]) for zone in Zone}
    every, zone_names = set(articles["article_id"]), [str(zone) for zone in Zone]
    return zones | {
        "All": (every, zone_names),
        "House-written": (set(articles["article_id"][(articles["wire"] == "") & ~foreign]), zone_names),
        "One per story": (every - set(by_story.loc[again[again].index, "article_id"]), zone_names),
    }


def test_parts_of_the_news(tables, page_file):
    """Every figure on labels and rates in parts of the news."""
    articles, hits, _ = tables
    page = page_file.read_text(encoding="utf-8")
    section = re.search(r'<section id="parts">.*?</section>', page, flags=re.DOTALL)[0]
    parts, checked = parts_of(articles), Counter()
    own = hits[hits["voice"] == "outlet"]
    for item, table in re.findall(r'<details data-item="([^"]+)">(.*?)</details>', section, re.DOTALL):
        heads = re.findall(r'<th scope="col">([^<]+)', table)[1:]
        of_label = item in set(hits["referent"])
        if not of_label and "/" not in item:
            continue  # sourcing
        for outlet, row in re.findall(r'<tr data-outlet="([^"]+)">(.*?)</tr>', table, re.DOTALL):
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            for head, cell in zip(heads, cells, strict=True):
                told = [text for text in re.sub("<[^>]+>", "\n", cell).split("\n") if text]
                ids, zones = parts[head]
                mine = own[(own["outlet"] == outlet) & own["article_id"].isin(ids) & own["zone"].isin(zones)]
                if of_label:
                    named = mine[mine["resolved"] & (mine["referent"] == item)]
                    counted = int(((named["loading"] < 0) & ~named["negated"]).sum())
                    expected = share(counted, len(named)) if len(named) else ("\N{EN DASH}", "0 of 0")
                else:
                    kept = mine[(mine["lexicon"] + "/" + mine["category"] == item) & ~mine["negated"]]
                    counted = int((kept["loading"] != 0).sum()) or len(kept)
                    there = articles[(articles["outlet"] == outlet) & articles["article_id"].isin(ids)]
                    words = there[[f"words_{zone}_outlet" for zone in zones]].sum().sum()
                    expected = f"{1000 * counted / words:.2f}", f"{counted:,}"
                if cell == "–":
                    assert counted == 0
                else:
                    assert (told[0], told[-1]) == expected
                    checked[head] += 1
    assert {"All", "Headline", "Lead", "Body"} <= set(checked)
    assert checked.total() > 40


def test_the_corpus_table(page_file, scored):
    page = page_file.read_text(encoding="utf-8")
    corpus = page[page.index('<section id="corpus">') :]
    for outlet, rows in scored.articles.groupby("outlet"):
        cells = re.search(rf'data-outlet="{outlet}">.*?</th><td>([\d,]+)</td><td>([\d,]+)</td><td>([^<]*)<', corpus)
        first = str(rows["published"].min().date())
        assert cells.groups() == (f"{len(rows):,}", f"{rows['words'].sum():,}", first)


def test_findings_and_the_tables_say_the_same(page_file):
    """A figure that leads to evidence is the same wherever the page prints it, outside parts of the news."""
    page = re.sub(r'<section id="parts">.*?</section>', "", page_file.read_text(encoding="utf-8"), flags=re.DOTALL)
    findings, _, rest = page.partition('<section id="labelling">')
    tables = re.findall(
        r'<td[^>]*><a class="to-evidence" href="#(e\w+)">([^<]+)</a>\s*<span class="interval">([^<]*)<', rest
    )
    known = {key: (value, spread) for key, value, spread in reversed(tables)}
    said = re.findall(r'href="#(e\w+)">([^<]+)</a> \(95\s% interval ([^;]+); ([\d,]+) (?:of|in) ([\d,]+)', findings)
    assert all(known[key][0] == value and known[key][1] == spread for key, value, spread, *_ in said if key in known)
    assert [key for key, *_ in said if key in known] or not said
