"""Loaded sentences on the page: drawn from those counted, with what words add, and safe whatever the text."""

import csv
import re
from dataclasses import replace
from hashlib import sha256

import pytest

from framing.classify import named
from framing.classify.weights import SHIPPED
from framing.engine import ScoreOptions, score
from framing.report import write_report
from framing.report.explained import _LONGEST, MOST, explained_sentences

pytestmark = pytest.mark.skipif(not SHIPPED.is_file(), reason="the loaded-language weights are not here")

HOSTILE = "Those shameful, disgusting liars <script>alert(1)</script> \u202e betrayed \"us' onload=x again. "
LONG = "The shameless, cowardly mob of liars lied " + "and the vile traitors cheated " * 200 + "again. "
OUTLETS = ("Dawn", "Dusk", '<b onclick="x">Noon</b>')


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A corpus of three outlets scored with the model, and its folder."""
    folder = tmp_path_factory.mktemp("explained")
    with (folder / "news.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "outlet", "date", "title", "url", "text"])
        for number in range(36):
            body = f"The council met on day {number}. {HOSTILE}“The vile cowards betrayed us,” he said. "
            body += LONG * (number == 5)
            url = ("javascript:alert(1)", "https://example.org/a?b=<c>")[number % 2]
            table.writerow([f"a{number}", OUTLETS[number % 3], f"2025-01-{1 + number % 28:02}", "<i>T</i>", url, body])
    return score(folder / "news.csv", folder / "scored", ScoreOptions(models=["loaded"], lexicons="stance"))


@pytest.fixture(scope="module")
def options(quick):
    return quick.comparison


@pytest.fixture(scope="module")
def found(loaded, options):
    return explained_sentences(loaded, options, OUTLETS, most=4)


def test_without_probabilities_there_is_no_such_part(scored, options, page_file):
    assert explained_sentences(scored, options, ["Harbour Herald"], most=4) is None
    assert 'id="explained"' not in page_file.read_text(encoding="utf-8")


def test_what_is_drawn_is_loaded_and_in_the_outlets_voice(found, loaded):
    table = loaded.sentences
    counted = table[(table["voice"] == "outlet") & (table["loaded"] >= 0.5)]
    assert found.total == len(counted) == sum(row.numerator for row in found.shares.values())
    texts, where = loaded.texts, counted.set_index("article_id")
    assert len(found.sentences) == 4 * 3
    for one in found.sentences:
        rows = where.loc[[one.article_id]]
        shown = "".join(part.text for part in one.stretches).rstrip("…").replace("\ufffd", "\u202e")
        (row,) = (row for row in rows.itertuples() if texts[one.article_id][row.start :].startswith(shown))
        assert one.probability == pytest.approx(row.loaded)


def test_words_carry_their_sign_as_text(found):
    marked = {part.text.lower(): part for one in found.sentences for part in one.stretches if part.adds}
    assert found.weighed
    assert marked["shameful"].adds.startswith("+")
    assert marked["shameful"].shade.startswith("adds by")
    for part in marked.values():
        assert re.fullmatch(r"[+−]\d+\.\d", part.adds)
        assert part.shade.startswith("adds" if part.adds[0] == "+" else "takes")


def test_the_draw_follows_the_seed_alone(found, loaded, options):
    assert explained_sentences(loaded, options, OUTLETS, most=4).sentences == found.sentences
    other = explained_sentences(loaded, replace(options, seed=7), OUTLETS, most=4)
    assert {one.article_id for one in other.sentences} != {one.article_id for one in found.sentences}


def test_size_is_bounded(loaded, options, monkeypatch):
    found = explained_sentences(loaded, options, OUTLETS, most=1_000)
    assert len(found.sentences) <= MOST
    longest = max(found.sentences, key=lambda one: sum(len(part.text) for part in one.stretches))
    assert sum(len(part.text) for part in longest.stretches) == _LONGEST + 1
    assert max(sum(bool(part.adds) for part in one.stretches) for one in found.sentences) <= 12


def test_other_weights_explain_nothing(loaded, options, monkeypatch, tmp_path):
    other = tmp_path / "other.npz"
    other.write_bytes(b"none")
    monkeypatch.setitem(named.NAMES, "loaded", {"default": other})
    found = explained_sentences(loaded, options, OUTLETS, most=2)
    assert not found.weighed
    assert {len(one.stretches) for one in found.sentences} == {1}
    assert named.explainer_of(sha256(b"of none").hexdigest()) is None


def test_hostile_text_does_no_harm(loaded, quick, tmp_path):
    page = write_report(loaded, tmp_path / "r.html", quick).read_text(encoding="utf-8")
    part = page[page.index('<section id="explained">') : page.index('<section id="corpus">')]
    assert "of 37 such sentences" in part
    assert not set("\u202a\u202b\u202c\u202d\u202e") & set(part)
    assert set(re.findall(r"<(\w+)", part)) <= {
        *("section", "h2", "p", "span", "div", "table", "caption", "thead", "tr", "th", "tbody", "td", "bdi"),
        *("details", "summary", "blockquote", "a", "sup"),
    }
    assert "javascript:" not in part
    assert " style=" not in part
    assert part.count('href="https://example.org/a?b=&lt;c&gt;"') >= 1


def test_the_filter_of_outlets_hides_their_sentences(loaded, quick, open_page, tmp_path):
    page = open_page(write_report(loaded, tmp_path / "r.html", quick).as_uri())
    page.click("#filters > summary")
    page.uncheck("label:has-text('Dawn') input")
    dawn, dusk = (page.locator(f"#explained details:has(summary:has-text('{name}'))") for name in OUTLETS[:2])
    assert not dawn.is_visible()
    assert dusk.is_visible()
    page.click("#filter button[type=reset]")
    dawn.wait_for(state="visible")


def test_the_page_is_accessible(loaded, quick, open_page, accessible, tmp_path):
    page = open_page(write_report(loaded, tmp_path / "r.html", quick).as_uri())
    page.locator("#explained details").first.evaluate("each => each.open = true")
    assert page.locator("#explained blockquote").first.is_visible()
    accessible(page)
