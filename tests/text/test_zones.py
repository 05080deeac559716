from hypothesis import given
from hypothesis import strategies as st

from framing.text.zones import lay_out
from framing.types import Article, Zone


def zones(body: str, title: str = "Rain falls") -> list[tuple[str, str]]:
    article = Article("1", title=title, body=body)
    return [(p.zone.value, article.text[p.start : p.end]) for p in lay_out(article).paragraphs]


def boilerplate(body: str) -> list[str]:
    article = Article("1", body=body)
    return [article.text[a:b] for a, b in lay_out(article).boilerplate]


def test_headline_lead_body() -> None:
    assert zones("One.\n\nTwo.\nThree.") == [
        ("headline", "Rain falls"),
        ("lead", "One."),
        ("body", "Two."),
        ("body", "Three."),
    ]


def test_headline_only_article() -> None:
    assert zones("") == [("headline", "Rain falls")]


def test_no_title_means_no_headline() -> None:
    assert zones("One.\nTwo.", title="") == [("lead", "One."), ("body", "Two.")]


def test_title_that_recurs_in_the_body_is_headline_once() -> None:
    assert zones("Rain falls\nOne.") == [("headline", "Rain falls"), ("lead", "Rain falls"), ("body", "One.")]


def test_captions_by_opening_and_by_credit() -> None:
    body = (
        "Lead here.\nThis file photo taken in May shows Mayor Ilse Brandt at the harbour.\n"
        "Crowds at the harbour wall on Sunday. (AP Photo/Jo Lind)\nThis photo scandal has cost him his job."
    )
    assert [zone for zone, _ in zones(body)] == ["headline", "lead", "caption", "caption", "body"]


def test_caption_before_the_text_does_not_take_the_lead() -> None:
    body = "This photo released on Monday shows a flooded street.\nThe river rose."
    assert zones(body)[1:] == [("caption", body.split("\n", maxsplit=1)[0]), ("lead", "The river rose.")]


def test_furniture_is_boilerplate_and_counts_nowhere() -> None:
    lines = [
        "Comments (0)",
        "Add Comment",
        "Advertisement",
        "By Ilse Brandt and Jo Lind",
        "© 2024 The Courier. All rights reserved.",
        "Read more: Harbour closes for winter",
        "Share on Facebook",
        "* * *",
        "FULL TEXT.",
    ]
    assert boilerplate("\n".join(["One.", *lines])) == lines


def test_prose_that_looks_like_furniture_stays() -> None:
    prose = [
        "By the river it was quiet.",
        "Share prices fell.",
        "Comments by the mayor drew anger.",
        "From Monday on it rained.",
    ]
    assert boilerplate("\n".join(prose)) == []
    assert [text for _, text in zones("\n".join(prose), title="")] == prose


def test_mark_up_is_boilerplate_inside_and_between_paragraphs() -> None:
    body = "<p>The <b>river</b> rose.</p><p>It fell.</p><script>var a = 1;</script>"
    assert [text for _, text in zones(body, title="")] == ["The <b>river</b> rose.", "It fell."]
    assert boilerplate(body) == ["<p>", "<b>", "</b>", "</p>", "<p>", "</p>", "<script>var a = 1;</script>"]


def test_mark_up_that_nothing_closes() -> None:
    assert boilerplate("<script>The river <b>rose.") == ["<script>", "<b>"]
    assert boilerplate("It fell.<!-- a note <i>") == ["<i>"]
    assert boilerplate("<style>a<style>b</STYLE > fell <head>") == ["<style>a<style>b</STYLE >", "<head>"]
    assert boilerplate("a<!-- b --> c <!-- d") == ["<!-- b -->"]
    assert boilerplate("<script>a<!--</script>b-->") == ["<script>a<!--</script>"]


def test_a_byline_of_any_length_is_told_at_once() -> None:
    assert boilerplate("By Ann Lind, Bo Orlo and Cy Brandt\nIt rose.") == ["By Ann Lind, Bo Orlo and Cy Brandt"]
    assert boilerplate("BY " + "A" * 230 + "!\nby " + "a" * 230 + "!") == []


def test_less_than_sign_is_no_mark_up() -> None:
    assert boilerplate("Unemployment < 5 % and growth > 2 %.") == []


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The river rose overnight and by morning the\nlower town stood under water, so that the mayor\n"
        "called for help from the whole of the valley and\nfrom the coast as well.\n\nIt fell the next day."
    )
    assert [zone for zone, _ in zones(wrapped, title="")] == ["lead", "body"]


@given(st.text(max_size=400), st.text(alphabet="ab .\n\r<>p/", max_size=200))
def test_paragraphs_are_ordered_disjoint_and_without_outer_space(title: str, body: str) -> None:
    article = Article("1", title=title, body=body)
    text = article.text
    last = 0
    for p in lay_out(article).paragraphs:
        assert last <= p.start < p.end <= len(text)
        assert text[p.start : p.end] == text[p.start : p.end].strip()
        last = p.end


@given(st.text(alphabet="ab c.\n", max_size=200))
def test_nothing_is_lost(body: str) -> None:
    """Every visible character of plain text is in a paragraph or in boilerplate."""
    article = Article("1", body=body)
    layout = lay_out(article)
    held = [False] * len(body)
    for a, b in [(p.start, p.end) for p in layout.paragraphs] + list(layout.boilerplate):
        held[a:b] = [True] * (b - a)
    assert all(h or c.isspace() for h, c in zip(held, body, strict=True))


def test_zone_of_seed_article(shared) -> None:
    import json

    text = (shared / "data/seed/article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "data/seed/gold.json").read_text(encoding="utf-8"))
    title, body = text.split("\n\n", 1)
    layout = lay_out(Article("1", title=title, body=body))
    spans = {p.zone: (p.start, p.end) for p in layout.paragraphs if p.zone in (Zone.HEADLINE, Zone.CAPTION)}
    assert spans == {
        Zone.HEADLINE: tuple(gold["zones"]["headline"]),
        Zone.CAPTION: tuple(gold["zones"]["caption"]),
    }
    assert [list(span) for span in layout.boilerplate] == gold["boilerplate"]
