"""How sources are named, and which name a short form or a pronoun stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.naming import name_sources
from framing.text.zones import lay_out
from framing.types import Article, Naming


def last(find, text):
    found = find(text)[-1]
    return found.source_name, found.naming


@pytest.mark.parametrize(
    ("source", "name", "naming"),
    [
        ("Ines Kolb", "Ines Kolb", Naming.NAMED),
        ("Mayor Ines Kolb", "Ines Kolb", Naming.NAMED),
        ("Ines Kolb, the mayor of Lund,", "Ines Kolb", Naming.NAMED),
        ("The mayor, Ines Kolb,", "Ines Kolb", Naming.NAMED),
        ("The Courier’s Jan Ruud", "Jan Ruud", Naming.NAMED),
        ("The ministry", "", Naming.ROLE),
        ("The Danish army", "", Naming.ROLE),
        ("A woman", "", Naming.UNNAMED),
        ("Critics", "", Naming.UNNAMED),
        ("Two sources", "", Naming.ANONYMOUS),
        ("A senior official", "", Naming.ANONYMOUS),
        ("People familiar with the talks", "", Naming.ANONYMOUS),
        ("The report", "", Naming.DOCUMENT),
        ("They", "", Naming.UNNAMED),
    ],
)
def test_naming(find, source, name, naming):
    assert last(find, f"{source} said that the bridge had fallen.") == (name, naming)


def test_identity_withheld_in_the_same_sentence(find):
    text = "“It fell,” said an engineer, who spoke on condition of anonymity."
    assert find(text)[0].naming is Naming.ANONYMOUS


def test_last_name_takes_the_full_form(find):
    text = "Bridges\n\nInes Kolb was there on Monday.\n\nKolb said that it fell."
    assert last(find, text) == ("Ines Kolb", Naming.NAMED)


def test_two_people_of_one_name_are_not_confused(find):
    text = "Bridges\n\nThere were Ines Kolb and later Jan Kolb too.\n\nKolb said that it fell."
    assert last(find, text) == ("Kolb", Naming.NAMED)


def test_pronoun_takes_the_person_before(find):
    text = "Mrs. Kolb said that it fell. She added that nobody was hurt."
    assert last(find, text) == ("Kolb", Naming.NAMED)


def test_pronoun_of_the_other_gender_stays_open(find):
    text = "Mrs. Kolb said that it fell. He added that nobody was hurt."
    assert last(find, text) == ("", Naming.UNNAMED)


def test_pronoun_far_away_stays_open(find):
    gap = "The river rose in the night. " * 60
    assert last(find, f"Ines Kolb said that it fell. {gap}She added that nobody was hurt.")[0] == ""


def test_two_sources_bear_the_name_of_the_first(find):
    found = find("Ines Kolb and Jan Ruud said that the bridge fell.")[-1]
    assert (found.source_name, found.naming, found.source_number) == ("Ines Kolb", Naming.NAMED, "collective")


def test_type_is_remembered_by_name(find):
    text = "Ines Kolb, a professor, said that it fell. Kolb added that nobody was hurt."
    assert [a.source_type for a in find(text)] == ["expert_academic"] * 2


def test_one_of_those_before_is_as_anonymous_as_they_are(find):
    found = find("Two aides close to the mayor said the plan was dead. One of them said it never lived.")
    assert [a.naming.value for a in found] == ["anonymous", "anonymous"]


def sources(text, *phrases, article=None):
    """The sources of phrases of a text, each the first one behind that before."""
    layout, roles, at = lay_out(article or Article(id="a", body=text)), [], 0
    for phrase in phrases:
        at = text.index(phrase, at)
        roles.append((((at, at + len(phrase)),), ()))
        at += len(phrase)
    return name_sources(text, layout, roles)


@pytest.mark.parametrize(
    ("text", "phrases", "names"),
    [
        ("Maria Kolb met Peter Ruud. She laughed, he wept.", ["She", "he"], ["Maria Kolb", "Peter Ruud"]),
        ("Maria Kolb spoke. “It is Sally Ruud’s,” she said.", ["she"], ["Maria Kolb"]),
        ("Maria Kolb spoke. Since Sally Ruud’s letter came, she has wept.", ["she"], ["Maria Kolb"]),
        ("Maria Kolb said it fell. Peter Ruud left. She sighed.", ["Maria Kolb", "She"], ["Maria Kolb"] * 2),
        ("Maria Kolb, who wept, left.", ["who"], ["Maria Kolb"]),
        ("Maria Kolb, the mayor, who wept, left.", ["who"], ["Maria Kolb"]),
        ("Maria Kolb, the mayor, left. The mayor wept.", ["Maria Kolb", "The mayor"], ["Maria Kolb"] * 2),
        ("Mayor Maria Kolb met judge Peter Ruud. The judge wept.", ["The judge"], ["Peter Ruud"]),
        ("Judge Maria Kolb met Judge Peter Ruud. The judge wept.", ["The judge"], [""]),
        ("The Harbour Board met. The board refused.", ["The board"], ["Harbour Board"]),
        ("The Harbour Board said so. It refused.", ["The Harbour Board", "It"], ["Harbour Board"] * 2),
        ("Maria Kolb ran. The Kolb campaign refused.", ["The Kolb campaign"], ["Kolb campaign"]),
    ],
)
def test_resolution(text, phrases, names):
    assert [source.name for source in sources(text, *phrases)] == names


def test_an_i_outside_quotations_is_the_writers():
    (writer,) = sources("I think that it fell.", "I")
    assert (writer.type, writer.naming) == ("media", Naming.ROLE)


def test_the_mention_is_the_fullest_form():
    text = "The ship\n\nMaria Kolb came. Maria B. Kolb, a judge, wept. Kolb said so."
    source = sources(text, "judge", "Kolb", article=Article(id="a", title="The ship", body=text[10:]))[-1]
    assert text[slice(*source.mention)] == "Maria B. Kolb"
    assert source.type == "law_enforcement_judicial"


def test_well_known_names_have_one_form():
    text = "Hillary Rodham Clinton came. Mrs. Clinton said so."
    (source,) = sources(text, "Mrs. Clinton")
    assert source.name == "Hillary Clinton"
    assert text[slice(*source.mention)] == "Hillary Rodham Clinton"


@pytest.mark.parametrize(
    ("text", "kind", "office", "affiliation"),
    [
        ("Maria Kolb, a professor at Lund University, wept.", "expert_academic", "professor", "Lund University"),
        ("Sen. Maria Kolb wept.", "government_official", "senator", ""),
        ("Maria Kolb (R-Lund) wept.", "government_official", "lawmaker", ""),
        ("The Courier’s Maria Kolb wept.", "", "", ""),
        ("Campaign manager Maria Kolb wept.", "party_candidate", "campaign manager", ""),
        ("Maria Kolb of the Tide Foundation wept.", "ngo_civil_society", "", "Tide Foundation"),
        ("Maria Kolb, 44, wept.", "citizen_witness", "", ""),
        ("Maria Kolb, who teaches law, wept.", "expert_academic", "", ""),
        ("Maria Kolb, a spokeswoman for Kolb Holdings, wept.", "corporate", "spokeswoman", "Kolb Holdings"),
        (
            "The ship of Kolb Holdings sank. A spokeswoman, Maria Kolb, wept.",
            "corporate",
            "spokeswoman",
            "Kolb Holdings",
        ),
        ("President Donald Trump wept.", "government_official", "president", ""),
        ("Republican front-runner Donald Trump wept.", "party_candidate", "front-runner", "Republican"),
    ],
)
def test_what_the_article_says_of_a_name(text, kind, office, affiliation):
    name = "Donald Trump" if "Trump" in text else "Maria Kolb"
    (source,) = sources(text, name)
    assert (source.type, source.office.lower()) == (kind, office)
    if affiliation:
        assert source.affiliation == affiliation


def test_speaking_for_a_body():
    source = sources("A spokeswoman for Kolb Holdings wept.", "A spokeswoman for Kolb Holdings")[0]
    assert (source.name, source.naming, source.speaks_for) == ("", Naming.ROLE, "Kolb Holdings")


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("a woman", "individual"),
        ("some women", "collective"),
        ("police", "collective"),
        ("the poll", ""),
        ("40 percent", ""),
    ],
)
def test_number(phrase, number):
    assert sources(f"But {phrase} said so.", phrase)[0].number == number


@given(st.text(alphabet="Ada KolbMrs.,“”’'s\n shewhoThe-()", max_size=120), st.data())
def test_any_source_is_resolved_inside_the_text(text, data):
    cut = st.integers(0, len(text))
    roles = [((tuple(sorted((data.draw(cut), data.draw(cut)))),), ()) for _ in range(3)]
    for source in name_sources(text, lay_out(Article(id="a", body=text)), roles):
        assert source.mention is None or 0 <= source.mention[0] < source.mention[1] <= len(text)
