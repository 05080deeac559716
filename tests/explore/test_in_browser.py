"""The explorer as it is used: filtered, searched, an article opened; on a phone, in the dark, on paper."""

import pytest
from playwright.sync_api import expect


def test_from_a_filter_to_the_passage_in_its_article(open_page, accessible, address):
    page = open_page(address)
    accessible(page)
    page.select_option("select[name=voice]", "quoted")
    page.wait_for_url("**/?voice=quoted")  # what is not set stays out of the address
    expect(page.locator(".told").first).to_contain_text("quoted")
    marked = page.locator(".kwic mark").first.inner_text()
    page.locator(".kwic .where a").first.click()
    expect(page.locator("article .hit").first).to_be_visible()
    at = page.evaluate("document.querySelector(location.hash.replace('#', '#')).nextElementSibling.textContent")
    assert marked.startswith(at)
    accessible(page)
    page.click("#list")
    page.wait_for_url("**/?voice=quoted")


def test_a_term_is_searched_by_keyboard_and_can_be_shared(open_page, accessible, address):
    page = open_page(address)
    page.focus("input[name=q]")
    page.keyboard.type("govern*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=govern*")
    said = page.inner_text("#count")
    assert int(said.split()[0].replace(",", "")) > 0
    accessible(page)
    shared = open_page(page.url)
    assert shared.inner_text("#count") == said
    assert shared.input_value("input[name=q]") == "govern*"


def test_hits_are_gone_through_by_keyboard_and_colours_switched_off(open_page, address):
    page = open_page(address + "?zone=body")
    page.locator(".kwic .where a").first.click()
    page.wait_for_selector("#text")
    page.wait_for_load_state("load")  # with its script
    page.keyboard.press("j")
    first = page.evaluate("location.hash")
    page.keyboard.press("k")
    assert first.startswith("#at-")
    page.uncheck("[data-hides=voices]")
    backgrounds = page.evaluate(
        "[...new Set([...document.querySelectorAll('#text span')].map(e => getComputedStyle(e).backgroundColor))]"
    )
    assert backgrounds == ["rgba(0, 0, 0, 0)"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_can_be_read(open_page, accessible, address, scheme):
    page = open_page(address, width=360, height=740, scheme=scheme)
    for link in (None, ".kwic .where a"):
        if link:
            page.locator(link).first.click()
            page.wait_for_selector("#text")
            page.wait_for_load_state("load")  # with its style
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        accessible(page)


def test_voices_keep_their_colours_where_the_system_sets_all_others(open_page, address):
    page = open_page(address + "?voice=quoted", forced_colors="active")
    page.locator(".kwic .where a").first.click()
    page.wait_for_selector("#text")
    colours = page.evaluate(
        "['quoted', 'paraphrased'].map(e => getComputedStyle(document.querySelector(`#legend .${e}`)).backgroundColor)"
    )
    assert colours == ["rgb(205, 230, 247)", "rgb(207, 238, 221)"]
    marked = page.locator("#text .quoted").first
    assert marked.evaluate("e => getComputedStyle(e).backgroundColor") == colours[0]


def test_on_paper_the_passages_stay_and_the_form_goes(open_page, address):
    page = open_page(address)
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".kwic li").first).to_be_visible()


def test_hostile_articles_do_nothing(open_page, accessible, hostile):
    page = open_page(hostile)
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.reload()
    accessible(page)
    page.locator(".kwic .where a").first.click()
    page.wait_for_selector("#text")
    accessible(page)
    assert not said
    assert page.locator("#text script, #text img, #text svg").count() == 0
    outlets = page.goto(hostile + "?q=terrorists")
    assert outlets.status == 200
