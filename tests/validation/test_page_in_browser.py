"""The coding page as a coder uses it: by keyboard, on a screen and on a phone, light and dark."""

import csv
from threading import Thread

import pytest
from playwright.sync_api import expect

from framing.validation.page import serve


@pytest.fixture
def address(drawn):
    gold = drawn("sourcing:direct share", per_outlet=4)
    server, place = serve(gold, "anna")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield place, gold
    server.shutdown()
    server.server_close()


def codes(gold):
    with (gold.folder / "sheet-anna.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_coder_goes_through_by_keyboard(open_page, accessible, address):
    place, gold = address
    page = open_page(place)
    total = len(gold.units)
    expect(page.locator("#where")).to_have_text(f"1 of {total}, 0 coded")
    accessible(page)
    for done in range(total):
        page.keyboard.type("2")
        page.keyboard.press("Tab")
        page.keyboard.type("1" if done % 2 else "0")
        page.keyboard.press("Enter")
        expect(page.locator("#where")).to_contain_text(f", {done + 1} coded")
    assert page.inner_text("#said") == "Saved. All passages are coded."
    assert [(row["among"], row["counted"]) for row in codes(gold)] == [
        ("2", "1" if i % 2 else "0") for i in range(total)
    ]
    page.reload()
    expect(page.locator("#where")).to_have_text(f"1 of {total}, {total} coded")
    assert page.input_value("#q-among") == "2"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_can_be_read(open_page, accessible, address, scheme):
    page = open_page(address[0], width=360, height=740, scheme=scheme)
    page.wait_for_selector("#q-counted")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)


def test_an_impossible_answer_is_explained_and_not_saved(open_page, address):
    place, gold = address
    page = open_page(place)
    page.wait_for_selector("#q-counted")
    page.fill("#q-among", "1")
    page.fill("#q-counted", "2")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Not saved")
    assert "cannot be more than among" in page.inner_text("#said")
    assert not any(row["counted"] for row in codes(gold))
    open_page.watched.troubles.clear()  # the browser logs the refusal


def test_a_passage_that_cannot_be_read_is_left_with_a_note(open_page, address):
    place, gold = address
    page = open_page(place)
    expect(page.locator("#where")).to_contain_text("1 of ")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("say in the note why")
    page.fill("#note", "cut off")
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_contain_text("2 of ")
    first = codes(gold)[0]
    assert (first["among"], first["counted"], first["note"]) == ("", "", "cut off")
    page.reload()
    expect(page.locator("#where")).to_contain_text("2 of ")
    open_page.watched.troubles.clear()  # the browser logs the refusal
