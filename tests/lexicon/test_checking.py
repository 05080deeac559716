"""The checker: every kind of mistake is named with its line, and none is a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lexicon import Problem, check_lexicon, load_lexicon

GOOD = """\
entries:
  - id: a
    pattern: regime
    category: label
    evidence: {grade: J}
    examples:
      match: [The regime fell.]
      no_match: [A regimen.]
"""

HOSTILE = """\
name: Bad Name
version: 1.0
language: English
licence: CC-BY-4.0
citation:
citation: "again"
categories:
  label: a name
  other: no
referents:
  isis: {label: ISIS, reference: IS, anchors: [ISIS, "*"]}
  quiet: {label: q, reference: q, colour: red}
  broken: just text
unknown_key: 1
entries:
  - id: one
    pattern: [NO, yes, 2020-01-01, 12]
    category: label
    evidence: {grade: A}
  - id: one
    pattern: ["", "...", "* *", "U.S."]
    category: labels
    referent: Isis
    loading: 2
    evidence: {grade: D}
  - pattern: x
    id: three
    loading: against
    category: label
    patern: y
    case: Exact
    inflect: adjective
    anchored: yes
    evidence: {grade: D, references: [NOPE]}
  - id: four
    pattern: [twice, twice, a*]
    category: label
    referent: quiet
    loading: 0
    anchored: true
    context:
      require:
        - {left: [x], right: [y]}
        - {within: 2}
        - {left: [z], within: 0}
        - {sentence: [z], within: 3}
        - {near: [z, "*"]}
      exclude: {left: [x]}
      forbid: []
  - just text
  - {id: five, pattern: {a: b}, category: [label], block: maybe, examples: [x]}
  - id: six
    pattern: [*glob]
    category: !!python/object:os.system label
    ? [a, b]
    : c
"""


def found(path):
    return [(problem.line, problem.code) for problem in check_lexicon(path)]


def test_a_good_lexicon_has_no_problem(write):
    assert check_lexicon(write(GOOD)) == []


def test_every_mistake_of_a_hostile_file_is_found_on_its_line(write):
    assert set(found(write(HOSTILE, header=""))) == {
        (1, "bad-name"),
        (1, "missing-key"),  # the description
        (2, "yaml-float"),
        (2, "bad-version"),
        (3, "bad-language"),
        (5, "empty-value"),
        (6, "duplicate-key"),
        (9, "yaml-bool"),
        (11, "broad-pattern"),
        (12, "unknown-key"),
        (13, "wrong-type"),
        (14, "unknown-key"),
        (16, "missing-example"),
        (17, "yaml-bool"),
        (17, "yaml-timestamp"),
        (17, "yaml-int"),
        (19, "bad-value"),
        (20, "duplicate-id"),
        (20, "missing-example"),
        (21, "empty-value"),
        (21, "empty-pattern"),
        (21, "broad-pattern"),
        (21, "pattern-edge"),
        (22, "unknown-category"),
        (23, "unknown-referent"),
        (24, "bad-loading"),
        (25, "missing-evidence"),
        (26, "missing-example"),
        (28, "bad-loading"),
        (30, "unknown-key"),
        (31, "bad-value"),
        (32, "bad-value"),
        (33, "wrong-type"),
        (34, "unknown-reference"),
        (35, "missing-example"),
        (35, "missing-evidence"),
        (36, "duplicate-pattern"),
        (36, "loose-pattern"),
        (40, "no-anchors"),
        (43, "bad-rule"),
        (44, "bad-rule"),
        (45, "bad-value"),
        (46, "bad-rule"),
        (47, "broad-pattern"),
        (48, "wrong-type"),
        (49, "unknown-key"),
        (50, "wrong-type"),
        (51, "wrong-type"),
        (51, "unknown-category"),
        (51, "missing-evidence"),
        (51, "missing-example"),
        (52, "missing-evidence"),
        (52, "missing-example"),
        (53, "yaml-alias"),
        (54, "yaml-tag"),
        (55, "yaml-key"),
    }


def test_messages_name_value_choices_and_remedy(write):
    messages = {(each.line, each.code): each.message for each in check_lexicon(write(HOSTILE, header=""))}
    assert 'YAML reads 12 as a number, not as text: quote it as "12"' in messages[17, "yaml-int"]
    assert "did you mean 'pattern'" in messages[30, "unknown-key"]
    assert "'labels'; valid: label, other" in messages[22, "unknown-category"]
    assert "is a list or mapping; valid: label, other" in messages[51, "unknown-category"]
    assert "is 'Isis'; valid: isis, quiet, broken" in messages[23, "unknown-referent"]


def test_problems_read_as_file_line_severity_code_message(write):
    path = write(GOOD.replace("label", "lable", 1))
    (problem,) = check_lexicon(path)
    assert isinstance(problem, Problem)
    assert str(problem) == f"{path}:14: error[unknown-category]: category of entry 'a' is 'lable'; valid: label"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("The regime fell.", "The regimes fell."), (17, "example-fails")),
        (("A regimen.", "A regime."), (18, "example-matches")),
        (("evidence: {grade: J}", "register: x"), (12, "missing-evidence")),
        (("match: [The regime fell.]", "no_match: [x]"), (18, "duplicate-key")),
        (("entries:", "entries:\n---"), (11, "wrong-type")),
    ],
)
def test_one_mistake_in_a_good_lexicon(write, change, problem):
    assert problem in found(write(GOOD.replace(*change)))


def test_examples_run_through_the_whole_lexicon(write):
    longer = (
        GOOD
        + """\
  - id: b
    pattern: regime fell
    category: label
    evidence: {grade: J}
    examples: {match: [The regime fell.]}
"""
    )
    (problem,) = check_lexicon(write(longer))
    assert (problem.line, problem.code) == (17, "example-fails")
    assert "b at 4:15" in problem.message


def test_examples_see_sentences(write):
    rule = GOOD.replace("    evidence", "    context: {exclude: [{sentence: [visa]}]}\n    evidence")
    assert check_lexicon(write(rule.replace("The regime fell.", "A visa lapsed. The regime fell."))) == []
    assert found(write(rule.replace("The regime fell.", "A visa lapsed as the regime fell."))) == [
        (18, "example-fails")
    ]


UNSOUND = """\
  - id: b
    pattern: regime fell
    category: nothing-such
    evidence: {grade: J}
    examples: {match: [Not here.]}
"""


def test_examples_of_sound_entries_run_beside_entries_with_mistakes(write):
    path = write(GOOD.replace("A regimen.", "Some regime.") + UNSOUND)
    assert found(path) == [(18, "example-matches"), (21, "unknown-category")]


@pytest.mark.parametrize(
    "example",
    [
        "The regime fell.",  # passes only without the entry that has a mistake
        "The regime stood.",  # passes either way
    ],
)
def test_an_entry_with_mistakes_fails_no_example_of_others(write, example):
    path = write(GOOD.replace("The regime fell.", example) + UNSOUND)
    assert found(path) == [(21, "unknown-category")]


def test_a_wrong_type_of_entries_is_said_once(write):
    assert found(write("entries: none\n")) == [(11, "wrong-type")]
    assert found(write("entries: []\n")) == [(11, "wrong-type")]


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("{left: [the Syrian, Assad]}", ["never-holds"]),
        ("{near: [U.S], within: 1}", ["never-holds"]),
        ("{right: [a b c], within: 2}", ["never-holds"]),
        ("{right: [a b c], within: 3}", []),
        ("{sentence: [a b c]}", []),
    ],
)
def test_a_context_pattern_longer_than_its_window_is_an_error(write, rule, codes):
    path = write(GOOD.replace("    evidence", f"    context: {{exclude: [{rule}]}}\n    evidence"))
    assert [code for _, code in found(path)] == codes


BLOCK = """\
  - id: name
    pattern: regime
    block: true
    examples: {match: [The regime fell.], no_match: [A regimen.]}
"""


def test_entries_that_a_block_shadows(write):
    problems = check_lexicon(write(GOOD + BLOCK))
    assert [(problem.line, problem.code) for problem in problems] == [(12, "shadowed"), (17, "example-fails")]
    narrower = BLOCK.replace("regime\n", "regime change\n").replace("regime fell", "regime change")
    assert check_lexicon(write(GOOD + narrower)) == []


def test_block_examples_are_run(write):
    block = BLOCK.replace("regime\n", "regime change\n")
    assert found(write(GOOD + block)) == [(22, "example-fails")]


TWO = """\
referents:
  x: {label: x, reference: x}
  y: {label: y, reference: y}
entries:
  - {id: a, pattern: rebel, inflect: noun, category: label, referent: x, loading: 0, evidence: &E}
  - {id: b, pattern: Rebels, category: label, referent: y, loading: 0, evidence: &E}
""".replace("&E", "{grade: J}, examples: {match: [The rebels.]}")


def test_a_pattern_repeated_for_one_referent_is_an_error(write):
    same = TWO.replace("referent: y", "referent: x").replace("  y: {label: y, reference: y}\n", "\n")
    (problem,) = check_lexicon(write(same))
    assert (problem.line, problem.severity, problem.code) == (16, "error", "duplicate-pattern")
    assert "'a' (line 15)" in problem.message
    told_apart = same.replace("pattern: rebel,", "pattern: rebel, context: {require: [{left: [the]}]},")
    assert check_lexicon(write(told_apart)) == []


def test_a_tie_without_anchors_is_a_warning(write):
    (problem,) = check_lexicon(write(TWO))
    assert (problem.line, problem.severity, problem.code) == (16, "warning", "never-resolved")
    assert check_lexicon(write(TWO.replace("label: x,", "label: x, anchors: [Xland],"))) == []


def test_rules_that_contradict_each_other(write):
    rules = "{require: [{left: [a], within: 2}], exclude: [{left: [a, b], within: 3}]}"
    path = write(GOOD.replace("    evidence", f"    context: {rules}\n    evidence"))
    assert (15, "contradiction") in found(path)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_makes_a_traceback(data):
    import tempfile
    from pathlib import Path

    damaged = HOSTILE if data.draw(st.booleans()) else GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        junk = data.draw(
            st.sampled_from(["\t", "- ", ": ", "'", '"', "*", "&a ", "{", "]", "\n", "null", "é", "\x00", "? "])
        )
        damaged = damaged[:at] + junk + damaged[at + data.draw(st.integers(0, 6)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.yaml"
        path.write_text(damaged, encoding="utf-8")
        lines = damaged.count("\n") + 2
        assert all(1 <= problem.line <= lines for problem in check_lexicon(path))


def test_an_entry_behind_one_that_matches_all_of_it_can_never_win(write):
    behind = TWO.replace("referent: y", "referent: x").replace("  y: {label: y, reference: y}\n", "\n")
    behind = behind.replace("pattern: rebel, inflect: noun", 'pattern: "rebel*"')
    (problem,) = check_lexicon(write(behind))
    assert (problem.line, problem.severity, problem.code) == (16, "error", "shadowed")
    assert "'a' (line 15) comes first" in problem.message
    # with a rule it matches less, and so leaves something to the other
    assert check_lexicon(write(behind.replace('"rebel*"', '"rebel*", context: {exclude: [{right: [x]}]}'))) == []


def test_a_shadow_of_another_category_or_an_anchored_one_is_none(write):
    behind = TWO.replace("referent: y", "referent: x").replace("  y: {label: y, reference: y}\n", "\n")
    behind = behind.replace("label: x,", "label: x, anchors: [Xland],")
    behind = behind.replace("pattern: rebel, inflect: noun", 'pattern: "rebel*", anchored: true')
    assert check_lexicon(write(behind)) == []
    plain = GOOD + "  - {id: b, pattern: regime, category: other, evidence: {grade: J}, examples: {match: [regime]}}\n"
    assert check_lexicon(write(plain.replace("entries:", "  other: o\nentries:"))) == []


def test_an_overlap_of_different_loading_is_a_warning(write):
    partly = TWO.replace("referent: y", "referent: x").replace("  y: {label: y, reference: y}\n", "\n")
    partly = partly.replace("pattern: rebel, inflect: noun", 'pattern: "rebel*"')
    partly = partly.replace("pattern: Rebels", "pattern: [Rebels, thugs]").replace("x, loading: 0", "x, loading: -1", 1)
    (problem,) = check_lexicon(write(partly))
    assert (problem.line, problem.severity, problem.code) == (16, "warning", "overlap")


MIRRORED = """\
referents:
  x: {label: x, reference: x, mirror: y}
  y: {label: y, reference: y, mirror: x}
entries:
  - {id: x0, pattern: fighters, category: label, referent: x, loading: 0, evidence: &E [The fighters.]}}
  - {id: y0, pattern: soldiers, category: label, referent: y, loading: 0, evidence: &E [The soldiers.]}}
  - {id: x1, pattern: thugs, category: label, referent: x, loading: -1, evidence: &E [The thugs.]}}
  - {id: y1, pattern: goons, category: label, referent: y, loading: -1, evidence: &E [The goons.]}}
""".replace("&E", "{grade: J}, examples: {match:")


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("y, loading: -1", "y, loading: 0", 12, "unbalanced-mirror"),
        ("mirror: x", "mirror: y", 12, "unbalanced-mirror"),
        ("mirror: x", "mirror: z", 13, "unknown-mirror"),
        ("mirror: x", "mirror: no-such-lexicon/x", 13, "unknown-mirror"),
        ("x, loading: 0", "x, loading: -1", 12, "no-reference-label"),
        ("referents:\n", "references:\n  G: a guide\nreferents:\n", 12, "unused"),
        ("referents:\n", "  other: o\nreferents:\n", 11, "unused"),
        ("  y: {", "  z: {label: z, reference: z}\n  y: {", 13, "unused"),
        ("reference: x,", "reference: x, anchors: [Xland, xland],", 12, "duplicate-anchor"),
        ("reference: x,", "reference: x, anchors: [Xland], places: [xland],", 12, "duplicate-anchor"),
        ("reference: x,", 'reference: x, places: ["*"],', 12, "broad-pattern"),
    ],
)
def test_sets_that_cannot_be_compared_and_what_is_not_used(write, old, new, line, code):
    assert check_lexicon(write(MIRRORED)) == []
    assert (line, code) in found(write(MIRRORED.replace(old, new)))


def test_a_mirror_in_another_file(write, tmp_path):
    import shutil

    shutil.copy(write(MIRRORED), tmp_path / "other.yaml")
    path = write(MIRRORED.replace("mirror: y", "mirror: other/y"))
    assert found(path) == []


def test_an_imported_lexicon_is_told_once_that_it_is_unvalidated(write):
    bare = "imported: words.dic (liwc)\nentries:\n  - {id: a, pattern: a, category: label}\n"
    (problem,) = check_lexicon(write(bare + "  - {id: b, pattern: b, category: label}\n"))
    assert (problem.severity, problem.code) == ("warning", "unvalidated")
    assert "words.dic (liwc): 2 entries" in problem.message


def test_validated_records(write):
    records = """\
validated:
  - {of: a, n: 100, correct: 97, corpus: c, date: 2026-01-31}
  - {of: a, n: 50, correct: 50, corpus: c, outlet: o, date: "2026-01-31"}
"""
    path = write(GOOD + records)
    assert check_lexicon(path) == []
    of_a = load_lexicon(path).validations("a")
    assert [(each.precision, each.outlet, each.date) for each in of_a] == [
        (0.97, "", "2026-01-31"),
        (1, "o", "2026-01-31"),
    ]
    of_category = write(GOOD + records.replace("of: a", "of: label"))
    assert [each.n for each in load_lexicon(of_category).validations("a")] == [100, 50]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("of: a", "of: b", "unknown-entry"),
        ("n: 100", "n: many", "bad-value"),
        ("n: 100", "n: 5", "bad-value"),
        ("n: 100, correct: 97", "n: 0, correct: 0", "bad-value"),
        ("2026-01-31", "31.1.2026", "bad-value"),
        ("corpus: c, ", "", "missing-key"),
        (", outlet: o", "", "duplicate-id"),
    ],
)
def test_bad_validated_records(write, old, new, code):
    records = """\
validated:
  - {of: a, n: 100, correct: 97, corpus: c, outlet: o, date: 2026-01-31}
  - {of: a, n: 100, correct: 97, corpus: c, date: 2026-01-31}
"""
    assert code in [found_code for _, found_code in found(write(GOOD + records.replace(old, new)))]


ANY = (
    "    context: {require: [{any: [{left: [old]}, {right: [two men], within: 2}, {sentence: [Lima]}]}]}\n    evidence"
)


def test_one_of_several_rules_is_enough(write, find):
    text = GOOD.replace("[The regime fell.]", "[The old regime fell., A regime fell in Lima.]").replace(
        "[A regimen.]", "[A regime.]"
    )
    path = write(text.replace("    evidence", ANY))
    assert check_lexicon(path) == []
    loaded = load_lexicon(path)
    assert find(loaded, "Regime two men built fell.\nThe regime fell.") == [("a", "Regime")]


@pytest.mark.parametrize(
    ("context", "said"),
    [
        ("exclude: [{any: [{left: [old]}, {right: [x]}]}]", "under require alone"),
        ("require: [{any: [{left: [old]}]}]", "two or more rules"),
        ("require: [{any: {left: [old]}}]", "two or more rules"),
        ("require: [{any: [{left: [old]}, {right: [x]}], within: 2}]", "within"),
        ("require: [{any: [{left: [old]}, {right: [two words]}]}]", "never stands"),
        ("require: [{any: [{left: [old]}, {any: []}]}]", "exactly one of"),
    ],
)
def test_mistakes_in_alternatives_are_named(write, context, said):
    problems = check_lexicon(write(GOOD.replace("    evidence", f"    context: {{{context}}}\n    evidence")))
    assert any(said in problem.message for problem in problems), problems
