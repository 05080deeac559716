import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from framing.corpus import read_corpus
from framing.engine import score
from framing.report import ReportOptions, write_report
from framing.report.context import MADE_OF_SHARES
from framing.report.evidence import draw_evidence, key_of
from framing.report.selection import COMPARED
from framing.stats import ComparisonOptions, compare
from framing.stats.samples import draw_sample
from framing.tables import ScoredCorpus

SECTIONS = ("findings", "labelling", "sourcing")
QUICK = ReportOptions(comparison=ComparisonOptions(voices=COMPARED, replicates=200))


class Page(HTMLParser):
    """Ids, links within the page, text, and whatever would load something from outside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        href = given.get("href") or ""
        if href.startswith("#"):
            self.targets.add(href[1:])
        source = given.get("src") or ""
        if source and not source.startswith("data:"):
            self.loads.append(source)
        if tag == "link" or any(name.startswith("on") for name, _ in attrs):
            self.loads.append(tag)


@pytest.fixture(scope="module")
def html(page_file: Path) -> str:
    return page_file.read_text(encoding="utf-8")


def findings(html: str) -> list[tuple[str, list[str]]]:
    section = html[html.index('<section id="findings">') : html.index('<section id="labelling">')]
    out = []
    for heading, body in re.findall(
        r"<li [^>]*><h3>(.*?)(?: <span .*?)?</h3>\s*(?:<p class=\"n\">[^<]*</p>\s*)?<ul>(.*?)</ul>", section, re.DOTALL
    ):
        out.append((heading, re.findall(r"<li>([^:<]+):", body)))
    return out


def test_planted_differences_are_found_and_nothing_else(html: str) -> None:
    """data/README.md says what was planted: labels, voice, sourcing, and a change over time.

    With as many permutations as by default: of 999, p of Harbour Herald against Northern Wire Gazette in the words of
    others (6 of 15 mentions, 2 of 21; .030 of 199,999) is .005 uncertain, and was .022 by chance, q = .0495.
    """
    own, told = "in its own voice", "in the words of others"
    movement, government = "the armed movement Northern Front and its members", "the government of Velmar"
    expected = {
        f"Labels against {movement}, {own}": {"Harbour Herald"},
        f"Labels against {movement}, {told}": {"Meridian Courier"},
        f"Labels against {government}, {own}": {"Harbour Herald"},
        f"Labels against {government}, {own}, over time": {"Harbour Herald"},
        "Anonymous share": {"Lantern Post"},
        "Direct share": {"Harbour Herald", "Meridian Courier", "Northern Wire Gazette"},  # all more than Lantern Post
        "Named share": {"Harbour Herald", "Meridian Courier", "Northern Wire Gazette"},
    }
    # what follows from these: whoever quotes officials without names names fewer sources, gives other words and less to
    # residents (by the gold labels 68 % of typed sources are official, elsewhere 46 to 51 %)
    follows = ("Affected share", "Official share", "Effective sources", "Headline or lead share", "Words of ")
    found = {heading: set(outlets) for heading, outlets in findings(html)}
    assert {heading: outlets for heading, outlets in found.items() if not heading.startswith(follows)} == expected


def test_what_nobody_read_is_marked(html: str) -> None:
    """The sample's lexicon has no record of hits that were read, nor was gold coded: everything is marked."""
    sections = {name: html[html.index(f'<section id="{name}">') :].partition("</section>")[0] for name in SECTIONS}
    for heading in re.findall(r"<h3>(.*?)</h3>", sections["labelling"] + sections["sourcing"]):
        assert heading.endswith('<span class="badge">UNVALIDATED</span>')
    for name, badge in re.findall(r"<li [^>]*><h3>(.*?)( <span .*?)?</h3>", sections["findings"]):
        assert badge.endswith(">UNVALIDATED</span>"), name


def test_labels_have_their_adoption(scored: ScoredCorpus, html: str) -> None:
    rows = compare(scored, QUICK.comparison).estimates.query("measure == 'adoption' and period == 'all'")
    row = rows[(rows["item"] == "gov") & (rows["outlet"] == "Harbour Herald")].iloc[0]
    page = html[html.index('<section id="labelling">') : html.index('<section id="sourcing">')]
    assert '<th scope="col">Adoption</th>' in page
    assert f">{row['value']:.2f}</a>\n" in page


def test_page_is_self_contained(html: str) -> None:
    page = Page(html)
    assert page.loads == []
    assert "default-src 'none'" in html
    assert not re.search(
        r"url\(|@import|https?://(?!example\.org|www\.w3\.org)", html.split('<section id="corpus">', maxsplit=1)[0]
    )


def test_every_link_has_a_target_and_ids_are_unique(html: str) -> None:
    page = Page(html)
    assert page.targets <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert len(page.targets) > 20


def test_evidence_belongs_to_its_figure(scored: ScoredCorpus) -> None:
    estimates = compare(scored, QUICK.comparison).estimates
    overall = estimates[(estimates["period"] == "all") & (estimates["numerator"] > 0)]
    overall = overall[~overall["measure"].isin(MADE_OF_SHARES)]
    sample = draw_sample(scored, ComparisonOptions(duplicates="keep", period="all"))
    keys = [key for key, _ in overall.groupby(["measure", "item", "voice"])]
    behind = draw_evidence(scored, sample, keys, seed=0, most=3)
    for row in overall.itertuples():
        evidence = behind[row.measure, row.item, row.voice][row.outlet]
        weighed = row.unit.startswith(("share of attributed words", "mean per ", "effective "))
        assert weighed or evidence.total == row.numerator, (row.measure, row.item, row.voice, row.outlet)
        assert evidence.total > 0
        assert len(evidence.passages) == min(3, evidence.total)
        assert all(p.outlet == row.outlet for p in evidence.passages)
        assert all(p.marked in scored.texts[p.article_id] for p in evidence.passages)


def test_the_same_report_twice(scored: ScoredCorpus, html: str, tmp_path: Path) -> None:
    assert write_report(scored, tmp_path / "r.html", QUICK).read_text(encoding="utf-8") == html


def test_nothing_is_called_biased(html: str) -> None:
    cited = html.index("Works cited"), html.index("</details>", html.index("Works cited"))
    assert "bias" not in (html[: cited[0]] + html[cited[1] :]).lower()


def test_news_text_is_untrusted(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    path = tmp_path / "evil.csv"
    rows = [
        f'"a{i}","{"O<b>utlet" if i % 2 else "Pquoted"}","2024-0{1 + i % 6}-01","{attack} terrorists","{attack} '
        f'The terrorists left.","javascript:alert(3)"'.replace("src=x", "src=x")
        for i in range(40)
    ]
    path.write_text("id,outlet,date,title,text,url\n" + "\n".join(rows) + "\n", encoding="utf-8")
    html = write_report(score(read_corpus(path)), tmp_path / "r.html", QUICK).read_text(encoding="utf-8")
    page = Page(html)
    assert page.tags.count("script") == 2  # the figures, as JSON, and the page's own
    assert page.loads == []
    assert "<img src=x" not in html
    assert "<b>utlet" not in html
    assert 'href="javascript:' not in html


@pytest.mark.parametrize(
    "body",
    ["id,outlet,text\n1,A,It rained.\n", "id,date,text\n1,2024-01-01,It rained.\n2,2024-05-01,It rained again.\n"],
    ids=["one article without date", "no outlet"],
)
def test_a_corpus_with_nothing_to_compare(tmp_path: Path, body: str) -> None:
    (tmp_path / "c.csv").write_text(body, encoding="utf-8")
    html = write_report(score(read_corpus(tmp_path / "c.csv")), tmp_path / "r.html", QUICK).read_text(encoding="utf-8")
    assert "No contrasts were tested: there are no two outlets to compare" in html
    assert Page(html).targets <= set(Page(html).ids)


def test_many_outlets_are_bounded(tmp_path: Path) -> None:
    rows = "".join(f"a{i},O{i % 40},2024-0{1 + i % 5}-03,The terrorists of $x^{{${i} left.\n" for i in range(80))
    (tmp_path / "c.csv").write_text("id,outlet,date,text\n" + rows, encoding="utf-8")
    html = write_report(score(tmp_path / "c.csv"), tmp_path / "r.html", QUICK).read_text(encoding="utf-8")
    assert "The 24 outlets with most articles are shown above; 16 more" in html


def test_an_outlet_with_dollar_signs_is_no_formula(tmp_path: Path) -> None:
    rows = "".join(
        f"a{i},{'A$x^{$' if i % 2 else 'US$'},2024-0{1 + i % 5}-03,The terrorists left {i}.\n" for i in range(40)
    )
    (tmp_path / "c.csv").write_text("id,outlet,date,text\n" + rows, encoding="utf-8")
    html = write_report(score(tmp_path / "c.csv"), tmp_path / "r.html", QUICK).read_text(encoding="utf-8")
    assert "A$x^{$" in html


def test_keys_are_stable_and_distinct() -> None:
    assert key_of("rate", "a", "outlet", "B") == key_of("rate", "a", "outlet", "B")
    assert key_of("rate", "a", "outlet", "B") != key_of("rate", "ao", "utlet", "B")
