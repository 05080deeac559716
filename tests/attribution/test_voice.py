import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.voice import VOICES, map_voices, speaker_of
from framing.types import Attribution, Kind, Quotation, Voice


def span(text: str, part: str) -> tuple[int, int]:
    assert text.count(part) == 1
    return text.index(part), text.index(part) + len(part)


def quotation(text: str, part: str) -> Quotation:
    """A quotation whose marks are the first and last character of `part`."""
    start, end = span(text, part)
    return Quotation(start, end, start + 1, end - 1, part[0], len(part[1:-1].split()))


def voice_of(text: str, word: str, quotations: list[str], contents: list[str]) -> Voice | None:
    attributions = [Attribution(Kind.INDIRECT, (span(text, content),)) for content in contents]
    voices = map_voices(text, [quotation(text, q) for q in quotations], attributions)
    return voices.at(*span(text, word))


def test_narration_is_the_outlets() -> None:
    assert voice_of("The thugs left.", "thugs", [], []) == Voice.OUTLET


def test_attributed_quotation_is_quoted_however_short() -> None:
    text = "He called them “thugs” again."
    assert voice_of(text, "thugs", ["“thugs”"], ["them “thugs”"]) == Voice.QUOTED


def test_four_words_in_marks_are_quoted_without_a_speaker() -> None:
    text = "The sign read “no thugs beyond here” on Monday."
    assert voice_of(text, "thugs", ["“no thugs beyond here”"], []) == Voice.QUOTED


def test_up_to_three_words_without_attribution_are_scare_quotes() -> None:
    text = "The “brave thugs” left."
    assert voice_of(text, "thugs", ["“brave thugs”"], []) == Voice.SCARE


def test_a_short_whole_sentence_in_marks_is_quoted() -> None:
    assert voice_of("“Thugs!” It rang.", "Thugs", ["“Thugs!”"], []) == Voice.QUOTED


def test_attributed_content_outside_marks_is_paraphrased() -> None:
    text = "Orlo said the thugs had left."
    assert voice_of(text, "thugs", [], ["the thugs had left"]) == Voice.PARAPHRASED


def test_brackets_inside_a_quotation_are_the_outlets() -> None:
    text = "“They [the thugs] left us nothing,” she said."
    assert voice_of(text, "thugs", ["“They [the thugs] left us nothing,”"], []) == Voice.OUTLET


def test_brackets_outside_a_quotation_change_nothing() -> None:
    text = "Orlo said the men [thugs] had left."
    assert voice_of(text, "thugs", [], ["the men [thugs] had left"]) == Voice.PARAPHRASED


@pytest.mark.parametrize(
    "text",
    [
        "The so-called thugs left.",
        "The so called river thugs left.",
        "The self-styled thugs left.",
        "It bombed what it calls the thugs yesterday.",
        "It bombed what the ministry called thugs.",
        "It bombed what state media describe as the thugs.",
    ],
)
def test_distanced(text: str) -> None:
    assert voice_of(text, "thugs", [], []) == Voice.DISTANCED


@pytest.mark.parametrize(
    "text", ["The so-called truce ended, and thugs came.", "What he calls for is thugs out. No thug stays."]
)
def test_distance_ends_with_the_phrase(text: str) -> None:
    word = "thugs came" if "thugs came" in text else "thug stays"
    assert voice_of(text, word, [], []) == Voice.OUTLET


def test_what_follows_a_distanced_name_is_the_outlets() -> None:
    text = "The so-called Guard of the River thugs left."
    assert voice_of(text, "River", [], []) == Voice.DISTANCED
    assert voice_of(text, "thugs", [], []) == Voice.OUTLET


def test_a_quotation_that_content_only_touches_is_not_covered() -> None:
    text = "Orlo said it rained on “brave thugs” there."
    assert voice_of(text, "thugs", ["“brave thugs”"], ["it rained on “br"]) == Voice.SCARE


def test_attribution_outranks_distance() -> None:
    text = "Orlo said the so-called thugs had left."
    assert voice_of(text, "thugs", [], ["the so-called thugs had left"]) == Voice.PARAPHRASED


def test_boilerplate_has_no_voice() -> None:
    text = "Rain.\nRead more: thugs"
    voices = map_voices(text, [], [], boilerplate=[span(text, "Read more: thugs")])
    assert voices.at(*span(text, "thugs")) is None
    assert sum(voices.counts(range(len(text)))) == len("Rain.\n")


def test_a_hit_across_a_mark_takes_the_voice_of_its_head() -> None:
    text = "They fought “armed and ruthless river thugs” there."
    voices = map_voices(text, [quotation(text, "“armed and ruthless river thugs”")], [])
    assert voices.at(text.index("fought"), text.index(" there") - 1) == Voice.QUOTED


def test_speaker_is_the_innermost_attribution() -> None:
    text = "Orlo said Brandt claimed the thugs had left."
    outer = Attribution(Kind.INDIRECT, (span(text, "Brandt claimed the thugs had left"),))
    inner = Attribution(Kind.INDIRECT, (span(text, "the thugs had left"),))
    assert speaker_of(span(text, "thugs"), [outer, inner]) == 1
    assert speaker_of(span(text, "Brandt"), [outer, inner]) == 0
    assert speaker_of(span(text, "Orlo"), [outer, inner]) is None


spans = st.tuples(st.integers(0, 60), st.integers(1, 30))


@given(st.text(min_size=90, max_size=120), st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_every_code_point_has_one_voice(
    text: str, quoted: list[tuple[int, int]], attributed: list[tuple[int, int]]
) -> None:
    quotations = sorted(
        (Quotation(s, s + n + 1, s + 1, s + n, "“", n) for s, n in quoted), key=lambda q: (q.start, q.end)
    )
    attributions = [Attribution(Kind.INDIRECT, ((s, s + n),)) for s, n in attributed]
    voices = map_voices(text, quotations, attributions)
    assert len(voices.paint) == len(text)
    assert sum(voices.counts(range(len(text)))) == len(text)
    assert all(voices.at(i, i + 1) in VOICES for i in range(len(text)))
