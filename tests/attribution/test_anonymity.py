import pytest

from framing.attribution.anonymity import is_anonymous, is_part


@pytest.mark.parametrize(
    "phrase",
    [
        "a source close to the talks",
        "The sources",
        "a senior ministry official",
        "Two aides",
        "people briefed on the plan",
        "A person who has seen the letter",
        "a guard who asked not to be named",
        "three clerks, none of whom agreed to be identified",
        "an engineer who would lose his post if he were named",
        "a nurse who requested anonymity",
        "a detective with direct knowledge of the file",
        "A baker, who would not give her name",
    ],
)
def test_hidden_sources(phrase: str) -> None:
    assert is_anonymous(phrase, "")


@pytest.mark.parametrize(
    "phrase",
    [
        "the mayor",
        "the official",
        "A ministry spokesman",
        "the hospital",
        "residents",
        "the source of the river",
        "a nurse",
    ],
)
def test_sources_without_a_name_that_hide_nothing(phrase: str) -> None:
    assert not is_anonymous(phrase, "")


def test_the_reason_may_stand_behind_the_source() -> None:
    assert is_anonymous("a nurse", ", on condition of anonymity")
    assert is_anonymous("a nurse", ", asking not to be identified")
    assert not is_anonymous("a nurse", " on Monday")


def test_parts_of_a_source_before() -> None:
    assert all(map(is_part, ["One", "one of them", "Another", "One of the officers", "a second person"]))
    assert not any(map(is_part, ["One engineer at the plant near the river", "the mayor", "someone"]))
