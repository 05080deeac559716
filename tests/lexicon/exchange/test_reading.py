"""Files of other tools as they are found: odd ones are read, and what cannot be is refused with its line."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import Matcher
from framing.lexicon.exchange import Provenance, import_lexicon, read_terms
from framing.lexicon.loading import load_text


@pytest.fixture
def read(tmp_path):
    """Reads a file of that name and content: (word, category, weight, before_of) rows, and (line, code) of problems."""

    def read_file(name: str, content: str | bytes, **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        terms, problems = read_terms(path, **options)
        rows = [(t.word, t.category, t.weight, t.before_of) for t in terms.terms] if terms else []
        return rows, [(problem.line, problem.code) for problem in problems]

    return read_file


def words(*rows: str) -> list[tuple[str, str, None, None]]:
    """Rows of plain terms given as "word/category"."""
    return [(*row.split("/"), None, None) for row in rows]


HEAD = "%\n1\tgood\n2\tbad\n%\n"


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        (HEAD + "happy\t1\nsad\t2", words("happy/good", "sad/bad"), []),
        ("\ufeff" + HEAD + "happy\t1\n", words("happy/good"), []),
        (HEAD.replace("\n", "\r\n") + "happy\t1\r\n", words("happy/good"), []),
        (HEAD.replace("\n", "\r") + "happy\t1\r", words("happy/good"), []),
        ((HEAD + "happy\t1\n").encode("utf-16"), words("happy/good"), []),
        (HEAD + "happy\t\t1 \t 2  \n\n \t \n", words("happy/good", "happy/bad"), []),
        (HEAD + "  happy 1 2\n", words("happy/good", "happy/bad"), []),
        (HEAD + "happy \t01\n", words("happy/good"), []),
        (HEAD + "happy 1\t2\n", words("happy 1/bad"), [(5, "no-tab")]),
        (HEAD + "all right\t1\nall wrong 2\n", words("all right/good", "all wrong/bad"), []),
        ("%\n\t1\tgood\n\t\t2   bad things \n%\nsad\t2\n", words("sad/bad things"), []),
        ("%\n1\tgood\n2\tbad\nhappy\t1\n", words("happy/good"), [(4, "no-categories")]),
        ("%\n1\tgood\n1\tgood\n%\nhappy\t1\n", words("happy/good"), [(3, "duplicate-id")]),
        ("%\n1\tgood\n1\tbad\n%\nhappy\t1\n", words("happy/good"), [(3, "duplicate-id")]),
        ("%\n1\tgood\n2\tgood\n%\nhappy\t1\n", words("happy/good"), [(3, "duplicate-id")]),
        (HEAD + "happy\t1\nHappy\t1\t2\n", words("happy/good", "Happy/bad"), [(6, "duplicate-pattern")]),
        (HEAD + "happy\t1\t9\n", words("happy/good"), [(5, "unknown-category")]),
        (HEAD + "happy\t1\nsad\n", words("happy/good"), [(6, "no-category")]),
        (HEAD + "happy\t1\tx\n", words("happy/good"), [(5, "bad-value")]),
        (HEAD + "happy\t1\n:)\t1\n", words("happy/good"), [(6, "empty-pattern")]),
        (HEAD + "happy\t1\nu.s.\t1\n", words("happy/good"), [(6, "pattern-edge")]),
        (HEAD + "happy\t1\nwhat?\t1\n", words("happy/good"), [(6, "wildcard")]),
        (HEAD + "colo*r\t1\n", words("colo*r/good"), [(5, "wildcard")]),
        (HEAD + "happy*\t1\n", words("happy*/good"), []),
        (
            HEAD + "kind\t<of>1/2\n",
            [("kind", "good", None, True), ("kind", "bad", None, False)],
            [],
        ),
        (HEAD + "kind\t2\t<of> 1\n", [("kind", "bad", None, None), ("kind", "good", None, True)], []),
        (HEAD + "like\t(02 134)1/2\t2\n", words("like/bad"), [(5, "condition")]),
        ((HEAD + "caf\xe9\t1\n").encode("cp1252"), words("café/good"), [(5, "not-utf-8")]),
        ((HEAD + "a\x81\xe9\t1\n").encode("latin-1"), [], [(5, "not-printable"), (5, "not-utf-8")]),
        (b"\xef\xbb\xbf" + (HEAD + "caf\xe9\t1\n").encode("cp1252"), [], [(5, "bad-encoding")]),
        ("happy\t1\n", [], [(1, "no-categories")]),
        ("%\n%\n", [], [(1, "empty-file")]),
        ("", [], [(1, "no-categories")]),
    ],
)
def test_dic(read, content, rows, problems):
    assert read("words.dic", content) == (rows, problems)


def test_an_encoding_that_is_given(read):
    content = (HEAD + "caf\xe9\t1\n").encode("cp850")
    assert read("words.dic", content, encoding="cp850") == (words("café/good"), [])
    assert read("words.dic", content, encoding="no-such") == ([], [(1, "bad-encoding")])
    assert read("words.dic", content, encoding="ascii") == ([], [(5, "bad-encoding")])


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        ("good: [happy, glad*]\nbad: sad\n", words("happy/good", "glad*/good", "sad/bad"), []),
        ("a:\n  b: [x]\n  c:\n    d: [y z]\n", words("x/a.b", "y z/a.c.d"), []),
        ("a:\n  - x\n  - [y]\n  - b: [z]\n", words("x/a", "y/a", "z/a.b"), []),
        ("a: [no]\n", words("no/a"), [(1, "yaml-bool")]),
        ("a: [x, on, null]\n", words("x/a", "on/a", "null/a"), [(1, "yaml-bool"), (1, "yaml-null")]),
        (
            "a: [2020-01-01, 12, 1.5]\n",
            words("2020-01-01/a", "12/a", "1.5/a"),
            [(1, f"yaml-{t}") for t in ("float", "int", "timestamp")],
        ),
        ('no: ["no", "12"]\n', words("no/no", "12/no"), []),
        ("a: [x]\nb: []\nc:\n", words("x/a"), []),
        ("a: [x, X]\n", words("x/a"), [(1, "duplicate-pattern")]),
        ("a: [x]\na: [y]\n", words("x/a"), [(2, "duplicate-key")]),
        ("a: &n [x]\nb: *n\n", words("x/a", "*n/b"), [(1, "yaml-alias"), (2, "yaml-alias")]),
        ("a: [x\n", [], [(2, "yaml-syntax")]),
        ("a:\n\t- x\n", [], [(2, "yaml-syntax")]),
        ("- a\n- b\n", [], [(1, "wrong-type")]),
        ("", [], [(1, "empty-file")]),
        ("a: [caf\xe9]\n".encode("latin-1"), words("café/a"), [(1, "not-utf-8")]),
    ],
)
def test_quanteda(read, content, rows, problems):
    assert read("words.yml", content) == (rows, problems)


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        ("word,category\nhappy,good\n", words("happy/good"), []),
        ("happy,good\nsad,bad\n", words("happy/good", "sad/bad"), []),
        ("Category;Term\ngood;happy\n", words("Category/Term", "good/happy"), []),
        ("Term;Score;Category\nhappy;1.5;good\n", [("happy", "good", 1.5, None)], []),
        ("word\tcategory\tweight\n so so \tgood\t-2\n", [("so so", "good", -2.0, None)], []),
        ('word,category\n"a, b",good\n\n,,\n', words("a, b/good"), []),
        ("word,category,note\nhappy,good,x\n", words("happy/good"), [(1, "columns")]),
        ("word,weight\nhappy,1\n", [], [(1, "columns"), (2, "no-category")]),
        ("happy,good,1\nhappy,good,2\n", [("happy", "good", 1.0, None)], [(2, "contradiction")]),
        ("happy,good\nhappy,good\n", words("happy/good"), [(2, "duplicate-pattern")]),
        ("happy,good\nsad\n,bad\n", words("happy/good"), [(2, "no-category"), (3, "empty-value")]),
        ("happy,good,high\n", [], [(1, "bad-value")]),
        ("happy,good,nan\n", [], [(1, "bad-value")]),
        ("happy,good,1,x\n", [], [(1, "columns")]),
        ('happy,good\n"sad,bad\n', words("happy/good"), [(2, "csv-syntax")]),
        ("f**k,bad\n", words("f**k/bad"), [(1, "wildcard")]),
    ],
)
def test_csv(read, content, rows, problems):
    assert read("words.csv", content) == (rows, problems)


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        ("DicTerm,good,bad\nhappy,X,\nso so,x,X\n", words("happy/good", "so so/good", "so so/bad"), []),
        ("DicTerm,good,bad\nhappy,1.5,0\n", [("happy", "good", 1.5, None)], []),
        ("dicterm,good,good\nhappy,X\n", words("happy/good"), [(1, "duplicate-id")]),
        ("DicTerm,good\nhappy\n", [], [(2, "no-category")]),
        ("DicTerm,good\nhappy,Y\n", [], [(2, "bad-value")]),
        ("DicTerm,good\nhappy,X,X\n", [], [(2, "columns")]),
        ("happy,X\n", [], [(1, "columns")]),
    ],
)
def test_dicx(read, content, rows, problems):
    assert read("words.dicx", content) == (rows, problems)


def test_a_plain_list(read):
    content = "### A list\r#\n; of words\n\nhappy\n all right \nhappy\n"
    assert read("good.txt", content) == (words("happy/good", "all right/good"), [(7, "duplicate-pattern")])
    assert read("list.txt", "happy\n", category="praise") == (words("happy/praise"), [])
    assert read("list.txt", "a+\n")[1] == [(1, "pattern-edge")]


def test_the_lists_at_hand(shared):
    found = {}
    for path in sorted((shared / "data" / "recasens").glob("*.txt")):
        terms, problems = read_terms(path)
        assert terms is not None
        found[path.stem] = (len(terms.terms), sum(problem.severity == "error" for problem in problems))
    assert found["hedges_hyland2005"] == (100, 0)
    assert found["factives_hooper1975"] == (27, 0)
    assert found["negative_liu2005"] == (4781, 2)  # a prefix and a censored word end in hyphens
    assert sum(count for count, _ in found.values()) > 10_000


def test_errors_stop_an_import_unless_skipped(tmp_path):
    path = tmp_path / "words.dic"
    path.write_text(HEAD + "happy\t1\n:(\t2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.dic:6: error\[empty-pattern\].*\n.*pass --skip"):
        import_lexicon(path)
    text, problems = import_lexicon(path, skip=True)
    assert [problem.line for problem in problems] == [6]
    assert [entry.id for entry in load_text(text, path).entries] == ["good.happy"]
    path.write_text(HEAD + ":(\t2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="empty-pattern"):
        import_lexicon(path, skip=True)


def test_provenance(tmp_path):
    path = tmp_path / "My Words (1).txt"
    path.write_text("happy\n", encoding="utf-8")
    plain = load_text(import_lexicon(path)[0], path)
    assert (plain.name, plain.version, plain.language) == ("my-words-1", "0.1.0", "en")
    assert plain.description.startswith("UNVALIDATED")
    assert plain.licence.startswith("not stated")
    assert plain.imported.startswith("My Words (1).txt (list), SHA-256 ")
    given = Provenance("named", "2.0.0", "de", "CC0", "Somebody (2020): a list.", "no")
    named = load_text(import_lexicon(path, provenance=given)[0], path)
    assert (named.name, named.version, named.language) == ("named", "2.0.0", "de")
    assert (named.licence, named.citation, named.description) == ("CC0", "Somebody (2020): a list.", "no")


def test_the_format_must_be_told(tmp_path):
    path = tmp_path / "words"
    path.write_text("happy\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="give --format"):
        import_lexicon(path)
    assert "happy" in import_lexicon(path, "list")[0]
    with pytest.raises(LexiconError, match=r"absent\.dic:1: error\[unreadable\]"):
        import_lexicon(tmp_path / "absent.dic")


def test_a_word_of_two_categories_counts_in_both_and_of_is_seen(tmp_path, find):
    path = tmp_path / "words.dic"
    path.write_text(HEAD + "happy\t1\t2\nkind\t<of>2/1\n", encoding="utf-8")
    lexicon = load_text(import_lexicon(path)[0], path)
    assert find(lexicon, "A happy day.") == [("good.happy", "happy"), ("bad.happy", "happy")]
    assert find(lexicon, "A kind word.") == [("good.kind", "kind")]
    assert find(lexicon, "A kind of word.") == [("bad.kind", "kind")]
    assert Matcher([lexicon])


DAMAGE = ["%", "\t", "\n", '"', ",", "<of>", "(1)", "/", "é", "\x00", "*", "1", "99", "{", "- ", ": ", "\ufeff", "\x85"]
SOUND = {
    "words.dic": HEAD + "happy\t1\nkind\t<of>1/2\t2\nso so\t1\n",
    "words.dicx": "DicTerm,good,bad\nhappy,X,1.5\n",
    "words.yml": "good:\n  - happy\n  - inner: [glad, no]\n",
    "words.csv": 'word,category,weight\nhappy,good,1\n"a, b",bad,\n',
    "words.txt": "# a list\nhappy\nso so\n",
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_makes_a_traceback_or_a_lexicon_that_cannot_be_loaded(data):
    name = data.draw(st.sampled_from(sorted(SOUND)))
    content = SOUND[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(st.sampled_from(DAMAGE)) + content[at + data.draw(st.integers(0, 4)) :]
    encoded = content.encode(data.draw(st.sampled_from(["utf-8", "utf-16", "cp1252"])), "ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(encoded)
        terms, problems = read_terms(path)
        assert all(1 <= problem.line <= content.count("\n") + content.count("\x85") + 2 for problem in problems)
        if terms and terms.terms:
            text, _ = import_lexicon(path, skip=True)
            assert len(load_text(text, path).entries) == len(terms.terms)
        else:
            assert any(problem.severity == "error" for problem in problems)
