"""The report as a reader uses it: by mouse and keyboard, on screen, phone and paper; and what news may not do to it."""

import csv
import io
import json
import re
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from framing.corpus import read_corpus
from framing.engine import score
from framing.report import write_report
from framing.tables import ScoredCorpus

SHOWN = "blockquote:not([hidden])"


@pytest.fixture
def page(open_page, page_file):
    return open_page(page_file.as_uri())


@pytest.fixture
def filtered(page):
    page.click("#filters > summary")
    return page


def test_a_number_opens_its_passages(page, accessible):
    link = page.locator("#labelling a.to-evidence").first
    counted, among = re.search(r"(\d+) of (\d+)", link.locator("xpath=..").inner_text()).groups()
    link.click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    said = panel.locator("h3").all_inner_texts()
    assert said == [f"Counted: 4 drawn of {counted}", f"Not counted: 4 drawn of {int(among) - int(counted)}"]
    assert panel.locator("blockquote").count() == 8
    assert panel.locator("mark").count() == 8
    accessible(page)
    page.keyboard.press("Escape")
    expect(panel).not_to_be_visible()
    expect(link).to_be_focused()


def test_every_number_leads_to_what_it_names(page):
    headings = page.evaluate(
        """() => [...document.querySelectorAll("main a.to-evidence")].map((link) => {
            const entry = document.getElementById(link.hash.slice(1));
            const row = link.closest("tr");
            return [row ? row.dataset.outlet : "", entry ? entry.querySelector(".name").textContent : ""];
        })"""
    )
    assert len(headings) > 100
    assert all(heading and heading.startswith(outlet) for outlet, heading in headings)


def test_the_chart_says_what_the_table_says(page):
    marks = page.locator("#labelling .block").first.locator(".mark")
    told = [mark.get_attribute("aria-label") for mark in marks.all()]
    assert told
    for text in told:
        outlet, voice, value, spread, n = re.match(
            r"(.+), (own voice|attributed): (\S+\s?%) \(95\s% interval (\S+)\), (\d+ of \d+), \d+ articles", text
        ).groups()
        row = page.locator("#labelling .block").first.locator(f'tr[data-outlet="{outlet}"]')
        headings = page.locator("#labelling .block").first.locator("thead th").all_inner_texts()
        column = next(i for i, name in enumerate(headings) if name.startswith(voice.capitalize()))
        assert row.locator("th, td").nth(column).inner_text().split("\n") == [value, spread, n]


def test_a_chart_by_keyboard(page):
    chart = page.locator("#labelling figure.chart").first
    chart.locator('.mark[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    now = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.locator("#tip").inner_text() == now
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_contain_text(now.split(",")[0])


def test_filters(filtered):
    page, all_passages = filtered, filtered.locator(f"#evidence {SHOWN}").count()
    marks = page.locator("#labelling .mark").count()
    page.click("text=No outlet")
    page.check("label:has-text('Lantern Post') input")
    assert page.locator("#findings ~ section tr[data-outlet]:not([hidden])").evaluate_all(
        "rows => [...new Set(rows.map((row) => row.dataset.outlet))]"
    ) == ["Lantern Post"]
    assert 0 < page.locator("#labelling .mark").count() < marks
    page.select_option("[name=zone]", "headline")
    assert set(page.locator(f"#evidence {SHOWN}").evaluate_all("all => all.map((one) => one.dataset.zone)")) <= {
        "headline"
    }
    expect(page.locator("#filtered")).to_contain_text(f"of the {all_passages} passages drawn match")
    page.click("text=Reset")
    expect(page.locator("#filtered")).to_have_text("")
    assert page.locator(f"#evidence {SHOWN}").count() == all_passages
    page.select_option("[name=category]", "gov")
    assert page.locator("#labelling .block:visible").count() == 1
    page.select_option("[name=voice]", "outlet")
    assert page.locator("#labelling .mark[aria-label*=attributed]:visible").count() == 0
    page.click("text=Reset")
    periods = page.locator("[name=from] option").all_inner_texts()[1:]
    page.select_option("[name=from]", periods[2])
    drawn = page.locator("#time .mark").evaluate_all("marks => marks.map((one) => one.getAttribute('aria-label'))")
    assert drawn
    assert not [label for label in drawn if periods[0] in label]


def test_tables_sort(page):
    table = page.locator("#labelling table").first
    button = table.locator("thead button").nth(1)
    button.click()
    assert table.locator("thead th").nth(1).get_attribute("aria-sort") == "descending"
    values = [int(re.match(r"\d+", text)[0]) for text in table.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert values == sorted(values, reverse=True)
    button.focus()
    page.keyboard.press("Enter")
    values = [int(re.match(r"\d+", text)[0]) for text in table.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert values == sorted(values)


def test_downloads(page):
    chart = page.locator("#labelling figure.chart").first
    files = {}
    for kind in ("svg", "png", "csv"):
        with page.expect_download() as download:
            chart.locator(f"[data-type={kind}]").click()
        files[kind] = download.value.path().read_bytes()
        assert download.value.suggested_filename.endswith(f".{kind}")
    assert files["svg"].startswith(b"<svg") and b"<a " not in files["svg"] and b'fill="#0067a3"' in files["svg"]
    assert chart.locator("figcaption").inner_text().split()[0] in re.sub(
        r"<title>.*?</title>", "", files["svg"].decode()
    )
    assert "95\u00a0% intervals." in files["svg"].decode()
    assert files["png"].startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert len(rows) == chart.locator(".mark").count()
    assert {row["measure"] for row in rows} == {"labelling"}
    with page.expect_download() as download:
        page.locator("#corpus caption button").click()
    assert b"Lantern Post" in download.value.path().read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_it_fits_and_can_be_read(open_page, accessible, page_file, scheme, width):
    page = open_page(page_file.as_uri(), width=width, height=740, scheme=scheme)
    page.click("#filters > summary")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)


def test_print_has_everything(page, tmp_path):
    page.pdf(path=tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").stat().st_size > 50_000
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("#evidence blockquote").first.is_visible()
    assert not page.locator("#filter").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_no_table_is_wider_than_the_paper(open_page, page_file):
    page = open_page(page_file.as_uri(), width=695)  # A4 without its margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('table')].map(e => e.getBoundingClientRect().right))"
    )
    assert 0 < widest <= 695


def test_without_scripts_the_figures_and_passages_are_there(open_page, page_file):
    page = open_page(page_file.as_uri(), java_script_enabled=False)
    assert page.locator("#labelling table").first.is_visible()
    assert not page.locator("#filter").is_visible()
    assert page.locator("#figures li").count() > 50


HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    "</script><svg onload=document.title='owned'>",
    "{{ 7 * 7 }} {% raw %} ${7*7} \u2028 \u2029 ]]> --> <!--",
    '=HYPERLINK("http://192.0.2.1","x")',
    "\u202egnitirw desrever\u2066 no end",
    "'; document.title='owned'; '",
)


def test_hostile_news_does_no_harm(open_page, accessible, tmp_path, quick):
    rows = []
    for i in range(40):
        attack = HOSTILE[i % len(HOSTILE)]
        outlet = ("=1+1", "<b>Out</b>&let\u202e")[i % 2]
        body = f"{attack} The terrorists left. {attack} “The regime fell,” said {attack}. The regime stayed."
        rows.append(
            [f"{attack}{i}", outlet, f"2024-0{1 + i % 6}-01", f"{attack} terrorists", body, "javascript:alert(1)"]
        )
    rows[0][4] += " The terrorists left again." * 400_000  # 10 MB, 400,000 hits
    with (tmp_path / "c.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "outlet", "date", "title", "text", "url"], *rows])
    target = write_report(score(read_corpus(tmp_path / "c.csv")), tmp_path / "r.html", quick)
    assert target.stat().st_size < 5_000_000
    page = open_page(target.as_uri())
    assert page.title().startswith("How 2 outlets")
    assert page.locator("img, iframe, object, a[href^='javascript']").count() == 0
    assert page.locator("svg[onload], b").count() == 0
    assert "\u202e" not in page.content()
    page.locator("a.to-evidence").first.click()
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.locator("figure.chart [data-type=csv]").first.click()
    cells = [cell for row in csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    accessible(page)
    assert page.title().startswith("How 2 outlets")


def test_a_chart_zooms_by_button_key_and_drag(page, accessible):
    chart = page.locator("#labelling figure.chart").first
    count, told = chart.locator(".mark").count, chart.locator(".zoomed")
    whole = count()
    chart.locator("[data-zoom=in]").click()
    expect(told).to_have_text(re.compile(r"Shown: 25 % to 75 %|Shown: \d"))
    expect(chart.locator("[data-zoom=in]")).to_be_focused()
    assert count() < whole
    accessible(page)
    chart.locator("[data-zoom=reset]").click()
    assert (count(), told.inner_text()) == (whole, "")
    chart.locator(".mark[tabindex='0']").focus()
    page.keyboard.press("+")
    assert told.inner_text()
    assert page.evaluate("document.activeElement.closest('figure.chart') !== null")
    before = told.inner_text()
    page.keyboard.press("Shift+ArrowRight")
    assert told.inner_text() != before
    page.keyboard.press("0")
    assert count() == whole
    box = chart.locator("svg").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=4)
    page.mouse.up()
    assert told.inner_text().startswith("Shown: ")
    assert page.locator(".shade").count() == 0
    expect(page.locator("#panel")).not_to_be_visible()


def test_a_line_chart_zooms_to_fewer_periods(page):
    chart = page.locator("#time figure.chart").first
    whole = chart.locator(".mark").count()
    chart.locator("[data-zoom=in]").click()
    assert 0 < chart.locator(".mark").count() < whole
    assert re.fullmatch(r"Shown: \S+ to \S+", chart.locator(".zoomed").inner_text())


def test_a_chart_without_figures_is_a_line_that_says_so(page):
    page.click("#filters > summary")
    page.click("text=No outlet")
    chart = page.locator("#labelling figure.chart").first
    expect(chart).to_have_class("chart empty")
    expect(chart).to_contain_text(": not drawn, there are no figures for this choice.")
    assert chart.bounding_box()["height"] < 80
    page.click("text=Reset")
    expect(chart).to_have_class("chart")


def test_the_first_screen_of_a_phone_has_a_finding(open_page, page_file):
    page = open_page(page_file.as_uri(), width=390, height=844)
    assert page.locator(".findings a.to-evidence").first.bounding_box()["y"] < 844
    badges = page.locator("#findings .badge").evaluate_all("all => all.map((one) => one.getClientRects().length)")
    assert set(badges) == {1}


def test_no_table_beside_a_chart_is_cut_on_a_small_screen(open_page, page_file):
    page = open_page(page_file.as_uri(), width=1200, height=900)
    cut = page.locator(".beside .scroll").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0


def test_shares_of_a_whole_do_not_zoom(page):
    assert page.locator("figure.chart[data-kind=stack] [data-zoom]").count() == 0


def test_a_hundred_thousand_hits_make_no_larger_page(open_page, scored, quick, tmp_path):
    """The hits of the sample again and again: figures grow, passages shown stay few and say of how many they are."""
    shutil.copytree(scored.folder, tmp_path / "s")
    (part,) = (tmp_path / "s" / "hits").glob("*.parquet")
    hits = pq.read_table(part)
    many = pa.concat_tables([hits] * -(-100_000 // len(hits)))
    pq.write_table(many, part)
    manifest = json.loads((tmp_path / "s" / "manifest.json").read_text(encoding="utf-8"))
    manifest["counts"]["rows"]["hits"] = len(many)
    (tmp_path / "s" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    target = write_report(ScoredCorpus(tmp_path / "s"), tmp_path / "r.html", quick)
    assert target.stat().st_size < 1_000_000
    page = open_page(target.as_uri())
    said = page.locator("#figures .said").all_text_contents()
    drawn, of = zip(
        *(map(int, re.findall(r"\d+", text.replace(",", ""))) for text in said if "drawn" in text), strict=True
    )
    assert max(drawn) <= quick.passages
    assert max(of) > 5_000
