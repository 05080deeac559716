"""What differs between two versions, and which version number that asks for."""

from dataclasses import replace

import pytest

from framing.lexicon import ContextRule, Entry, Evidence, Example, Lexicon, Referent, Side, Validation, load_shipped
from framing.lexicon.diffing import diff_lexicons
from framing.lexicon.versions import Step

A = Entry("a", ("rebel", "rebels"), "label", "x", 0, line=9)
B = Entry("b", ("thug",), "label", "x", -1, evidence=Evidence("J"), examples=(Example("A thug.", True, 3),), line=12)
BLOCK = Entry("n", ("Rebel City",), block=True)
X = Referent("x", "x", "rebels", ("Xland",))
OLD = Lexicon("test", "1.2.3", "en", (A, B), categories={"label": "a name"}, referents={"x": X})


def changes(new: Lexicon, old: Lexicon = OLD) -> list[tuple[str, str, str, str]]:
    return [(c.kind, f"{c.part} {c.id}".strip(), c.field, c.step.name) for c in diff_lexicons(old, new).changes]


def entries(*listed: Entry) -> Lexicon:
    return replace(OLD, entries=listed)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        (entries(replace(A, line=1), B), []),
        (entries(A), [("removed", "entry b", "", "MAJOR")]),
        (entries(A, B, Entry("c", ("goon",), "label")), [("added", "entry c", "", "MINOR")]),
        (entries(A, B, BLOCK), [("added", "entry n", "", "MAJOR")]),
        (entries(replace(A, id="z"), B), [("renamed", "entry z", "", "MAJOR")]),
        (entries(A, replace(B, loading=0)), [("changed", "entry b", "loading", "MAJOR")]),
        (
            entries(replace(A, patterns=("rebel", "rebels", "fighter")), B),
            [("changed", "entry a", "patterns", "MINOR")],
        ),
        (entries(replace(A, patterns=("rebel",)), B), [("changed", "entry a", "patterns", "MAJOR")]),
        (entries(A, replace(B, evidence=None)), [("changed", "entry b", "evidence", "PATCH")]),
        (entries(A, replace(B, examples=(Example("A thug.", True, 7),))), []),
        (entries(A, replace(B, examples=())), [("changed", "entry b", "examples", "PATCH")]),
        (
            entries(A, replace(B, anchored=True, exact=True)),
            [("changed", "entry b", "exact", "MAJOR"), ("changed", "entry b", "anchored", "MAJOR")],
        ),
        (entries(B, A), [("changed", "order of entries: where several tie, the first counts", "", "MINOR")]),
        (replace(OLD, description="other"), [("changed", "header", "description", "PATCH")]),
        (replace(OLD, name="other"), [("changed", "header", "name", "MAJOR")]),
        (replace(OLD, categories={"label": "a noun"}), [("changed", "category label", "text", "PATCH")]),
        (replace(OLD, references={"R": "r"}), [("added", "reference R", "", "PATCH")]),
        (replace(OLD, referents={"x": replace(X, anchors=())}), [("changed", "referent x", "anchors", "MAJOR")]),
        (replace(OLD, referents={"x": replace(X, mirror="y")}), [("changed", "referent x", "mirror", "PATCH")]),
        (
            replace(OLD, validated=(Validation("b", 10, 9, "c", "2026-01-01"),)),
            [("added", "validated b: 9 of 10, c", "", "PATCH")],
        ),
    ],
)
def test_changes(new, expected):
    assert changes(new) == expected


def test_the_way_back_turns_added_and_removed_around():
    new = entries(A, Entry("c", ("goon",), "label"))
    forth, back = changes(new), changes(OLD, new)
    assert {(kind, what) for kind, what, *_ in forth} == {("removed", "entry b"), ("added", "entry c")}
    assert {(kind, what) for kind, what, *_ in back} == {("added", "entry b"), ("removed", "entry c")}


@pytest.mark.parametrize(
    ("old_version", "step", "advised"),
    [
        ("1.2.3", Step.NONE, "1.2.3"),
        ("1.2.3", Step.PATCH, "1.2.4"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.2.3", Step.MAJOR, "2.0.0"),
        ("0.2.3", Step.PATCH, "0.2.4"),
        ("0.2.3", Step.MINOR, "0.2.4"),
        ("0.2.3", Step.MAJOR, "0.3.0"),
    ],
)
def test_advice(old_version, step, advised):
    new = {
        Step.NONE: OLD,
        Step.PATCH: replace(OLD, licence="other"),
        Step.MINOR: entries(A, B, Entry("c", ("goon",), "label")),
        Step.MAJOR: entries(A),
    }[step]
    found = diff_lexicons(replace(OLD, version=old_version), replace(new, version=old_version))
    assert (found.step, found.advised) == (step, advised)
    assert found.advice.endswith(f"make it {advised}") == bool(step)
    bumped = diff_lexicons(replace(OLD, version=old_version), replace(new, version=advised))
    assert bumped.advice.endswith("is right")


def test_changes_as_text():
    rule = ContextRule(Side.LEFT, ("a", "b"), 2, required=False)
    new = entries(replace(A, id="z"), replace(B, context=(rule,), evidence=Evidence("D", ("R",), "so")))
    assert [str(change) for change in diff_lexicons(OLD, new).changes] == [
        "entry a → z",
        "entry b: context: — → exclude left [a, b] within 2",
        "entry b: evidence: J → D R (so)",
    ]
    either = ContextRule(Side.LEFT, ("a",), others=(ContextRule(Side.SENTENCE, ("b",), 0),))
    (change,) = diff_lexicons(OLD, entries(A, replace(B, context=(either,)))).changes
    assert str(change) == "entry b: context: — → require left [a] within 1 or sentence [b]"


def test_a_shipped_lexicon_does_not_differ_from_itself():
    for lexicon in load_shipped():
        assert diff_lexicons(lexicon, lexicon).changes == ()
