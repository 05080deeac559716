"""Lexicons from files and from the package."""

import hashlib
import pickle

import pytest

from framing.errors import LexiconError
from framing.lexicon import Side, find_lexicon, load_lexicon, load_shipped, shipped_names
from framing.lexicon.loading import LARGEST

ENTRIES = """\
references:
  GUIDE: A style guide
referents:
  army:
    label: the army
    reference: the army
    anchors: [the army, IS]
    places: [Xland]
entries:
  - id: army.heroes
    pattern: [heroes, "the brave"]
    category: label
    referent: army
    loading: +1
    register: praise
    inflect: noun
    case: exact
    anchored: true
    context:
      require:
        - {left: [our, "their own"], within: 2}
      exclude:
        - {sentence: comic}
    evidence: {grade: D, references: [GUIDE], note: as the guide says}
    examples:
      match: Our heroes of the army came home.
      no_match: [Our heroes of the comic came home.]
  - id: band
    pattern: The Heroes
    block: true
"""


def test_everything_in_a_file_is_read(write):
    path = write(ENTRIES)
    lexicon = load_lexicon(path)
    assert (lexicon.name, lexicon.version, lexicon.language, lexicon.licence) == (
        *("test-labels", "1.0.0"),
        *("en", "CC-BY-4.0"),
    )
    assert lexicon.categories == {"label": "a name chosen"}
    assert lexicon.references == {"GUIDE": "A style guide"}
    assert (lexicon.referents["army"].anchors, lexicon.referents["army"].places) == (("the army", "IS"), ("Xland",))
    assert lexicon.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert lexicon.source_path == str(path)
    entry = lexicon.entry("army.heroes")
    assert entry.patterns == ("heroes", "the brave")
    assert (entry.category, entry.referent, entry.loading, entry.register) == ("label", "army", 1, "praise")
    assert (entry.inflect, entry.exact, entry.anchored, entry.block) == ("noun", True, True, False)
    left, sentence = entry.context
    assert (left.side, left.patterns, left.within, left.required) == (Side.LEFT, ("our", "their own"), 2, True)
    assert (sentence.side, sentence.patterns, sentence.required) == (Side.SENTENCE, ("comic",), False)
    assert entry.evidence is not None
    assert (entry.evidence.grade, entry.evidence.references) == ("D", ("GUIDE",))
    assert [(each.matches, each.line) for each in entry.examples] == [(True, 36), (False, 37)]
    assert entry.line == 20
    assert lexicon.entry("band").block


def test_a_lexicon_can_be_pickled(write):
    lexicon = load_lexicon(write(ENTRIES))
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon


def test_an_unknown_entry_is_named(write):
    with pytest.raises(LexiconError, match="no entry 'nobody'"):
        load_lexicon(write(ENTRIES)).entry("nobody")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(write):
    path = write(ENTRIES)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_lexicon(path).entry("band").line == 38


def test_every_mistake_is_in_the_error(write):
    path = write("entries:\n  - id: a\n    pattern: '*'\n    category: label\n  - id: a\n    pattern: b\n")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    lines = str(caught.value).split("\n")
    assert [line.split(": ")[1] for line in lines] == [
        "error[broad-pattern]",
        "error[duplicate-id]",
        "error[missing-key]",
    ]
    assert lines[0].startswith(f"{path}:13: ")


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "empty-file", 1),
        (b"# nothing\n", "empty-file", 1),
        (b"- a\n- b\n", "wrong-type", 1),
        (b"name: caf\xe9\n", "not-utf-8", 1),
        ("name: x\n".encode("utf-16"), "not-utf-8", 1),
        (b"name: x\nversion: \x07\n", "yaml-syntax", 2),
        (b"name: x\n\tversion: 1\n", "yaml-syntax", 2),
        (b"name: [x\nversion: y\n", "yaml-syntax", 2),
        (b"name: x\ncitation: 'open\n", "yaml-syntax", 3),
        (b"a: " + b"[" * 50 + b"]" * 50, "yaml-nesting", 1),
        (b"a: " + b"[" * 100_000, "yaml-nesting", 1),
        (b"x" * (LARGEST + 1), "too-large", 1),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_files_that_are_no_lexicon(tmp_path, data, code, line):
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    assert str(caught.value).startswith(f"{path}:{line}: error[{code}]: ")


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(LexiconError, match="unreadable"):
            load_lexicon(path)


def test_an_alias_bomb_does_not_go_off(write):
    bomb = "bomb:\n  - &a [x, x]\n" + "".join(
        f"  - &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(LexiconError, match="YAML alias \\*a is not allowed"):
        load_lexicon(write(bomb))


def test_unknown_shipped_lexicons_are_named():
    with pytest.raises(LexiconError, match="'nothing-such' is shipped"):
        load_shipped("nothing-such")


def test_shipped_lexicons_load_under_the_name_of_their_file():
    names = shipped_names()
    if not names:
        pytest.skip("no lexicon is shipped yet")
    assert [lexicon.name for lexicon in load_shipped()] == list(names)
    assert load_shipped(names[0]).name == names[0]


def test_a_lexicon_is_found_by_name_or_path(write):
    assert find_lexicon(write(ENTRIES)).name == "test-labels"
    for name in shipped_names()[:1]:
        assert find_lexicon(name) == load_shipped(name)


def test_what_is_neither_a_name_nor_a_file_is_said_in_one_line():
    with pytest.raises(LexiconError) as caught:
        find_lexicon("nope")
    known = ", ".join(shipped_names()) or "none"
    assert str(caught.value) == f"no lexicon 'nope': neither a file nor one that is shipped ({known})"
