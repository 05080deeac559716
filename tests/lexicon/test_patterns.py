"""Patterns as written become token sequences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon.patterns import (
    PatternError,
    forms,
    glob_regex,
    is_loose,
    is_short_name,
    plural,
    verb_forms,
)


@pytest.mark.parametrize(
    ("pattern", "words", "gaps"),
    [
        ("Daesh", ("daesh",), ("",)),
        ("Da’esh", ("da", "esh"), ("", "'")),
        ("so–called \xa0 caliphate", ("so", "called", "caliphate"), ("", "-", " ")),
        ("U.S troops", ("u", "s", "troops"), ("", ".", " ")),
        ("terror* * group?", ("terror*", "*", "group?"), ("", " ", " ")),
        ("anti***", ("anti*",), ("",)),
        ("J\u030cuma", ("ǰuma",), ("",)),
    ],
)
def test_words_and_gaps(pattern, words, gaps):
    (form,) = forms(pattern)
    assert (form.words, form.gaps) == (words, gaps)


def test_the_case_written_is_kept_beside_the_folded_words():
    (form,) = forms("The ＵＮ’s Men")
    assert form.cased == ("The", "UN", "s", "Men")
    assert form.text == "The UN's Men"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("", "empty-pattern"),
        ("...", "empty-pattern"),
        ("*", "broad-pattern"),
        ("?*", "broad-pattern"),
        ("* regime", "broad-pattern"),
        ("the *", "broad-pattern"),
        ("U.S.", "pattern-edge"),
        ("#regime", "pattern-edge"),
    ],
)
def test_patterns_that_match_nothing_or_everything_are_refused(pattern, code):
    with pytest.raises(PatternError) as caught:
        forms(pattern)
    assert caught.value.code == code
    assert repr(pattern) in str(caught.value)


def test_inflection_of_phrases():
    assert [form.text for form in forms("Hamas terrorist", "noun")] == ["Hamas terrorist", "Hamas terrorists"]
    assert [form.text for form in forms("wipe out", "verb")] == [
        "wipe out",
        "wipes out",
        "wiped out",
        "wiping out",
    ]
    assert [form.text for form in forms("organi?ation", "noun")] == ["organi?ation", "organi?ations"]
    with pytest.raises(PatternError, match="two letters"):
        forms("terror*", "noun")


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("boy", "boys"),
        ("army", "armies"),
        ("bus", "buses"),
        ("box", "boxes"),
        ("church", "churches"),
        ("9", "9s"),
    ],
)
def test_plurals(noun, expected):
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("kill", "kills killed killing"),
        ("murder", "murders murdered murdering"),
        ("massacre", "massacres massacred massacring"),
        ("agree", "agrees agreed agreeing"),
        ("deny", "denies denied denying"),
        ("stay", "stays stayed staying"),
        ("die", "dies died dying"),
        ("stop", "stops stopped stopping"),
        ("gun", "guns gunned gunning"),
        ("bomb", "bombs bombed bombing"),
        ("attack", "attacks attacked attacking"),
        ("loot", "loots looted looting"),
        ("fix", "fixes fixed fixing"),
        ("crush", "crushes crushed crushing"),
        ("argue", "argues argued arguing"),
    ],
)
def test_verbs(verb, expected):
    assert " ".join(verb_forms(verb)) == expected


@given(
    glob=st.text(alphabet="ab*?", min_size=1, max_size=8),
    token=st.text(alphabet="ab", max_size=10),
)
def test_globs_by_their_definition(glob, token):
    def matches(pattern: str, text: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "*":
            return any(matches(pattern[1:], text[at:]) for at in range(len(text) + 1))
        return bool(text) and pattern[0] in ("?", text[0]) and matches(pattern[1:], text[1:])

    assert bool(glob_regex(glob).match(token)) == matches(glob, token)


def test_short_names_and_loose_globs():
    assert [is_short_name(name) for name in ("IS", "NATO", "ISISX", "I", "Un", "U.S")] == [True, True] + [False] * 4
    assert [is_loose(forms(pattern)[0]) for pattern in ("a*", "ab*", "abc*", "a* group", "ab?")] == [
        *(True, True),
        *(False, False, False),
    ]
