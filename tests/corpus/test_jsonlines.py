import json

import pytest

from framing.corpus import read_corpus
from framing.errors import CorpusError


def lines(*objects):
    return "".join(json.dumps(value) + "\n" for value in objects)


def test_objects_with_different_keys(write):
    content = lines({"id": 1.0, "text": "One."}, {"headline": "Two", "outlet": "B", "published": 1436054400})
    articles = list(read_corpus(write("n.jsonl", content)))
    assert [(a.id, a.outlet, a.text) for a in articles] == [("1", "", "One."), ("n-2", "B", "Two")]
    assert articles[1].published.isoformat() == "2015-07-05"


def test_bad_lines_are_issues(write):
    content = lines({"text": "One."}) + '{"text": \n\n[1]\n' + lines({"text": "Two."}) + "[" * 100_000 + "\n"
    corpus = read_corpus(write("n.jsonl", content))
    assert [a.body for a in corpus] == ["One.", "Two."]
    assert [(i.code, i.row) for i in corpus.issues[1:]] == [
        ("bad-json-line", 2),
        ("bad-json-line", 3),
        ("bad-json-line", 5),
    ]
    assert "(line 4)" in corpus.issues[2].message
    assert corpus.rows_read == 5


def test_nested_values(write):
    content = lines(
        {"text": "One.", "source": {"name": "A"}},
        {"text": ["Two."], "source": "B"},
        {"text": None, "source": "C"},
    )
    corpus = read_corpus(write("n.jsonl", content))
    (article,) = corpus
    assert article.outlet == ""
    assert [i.code for i in article.issues] == ["nested-value"]
    assert [i.code for i in corpus.issues] == ["nested-value", "empty-text", "missing-outlet"]


def test_half_a_surrogate_pair_can_be_written_again(write):
    (article,) = read_corpus(write("n.jsonl", '{"text": "a\\ud800b"}\n'))
    assert article.body == "a\ufffdb"
    assert [i.code for i in article.issues] == ["replacement-character"]


@pytest.mark.parametrize("content", ['[{"text": "One."}]', '[\n  {"text": "One."}\n]\n'])
def test_an_array_says_how_to_convert_it(write, content):
    with pytest.raises(CorpusError, match=r"jq -c '\.\[\]' n\.json > corpus\.jsonl"):
        read_corpus(write("n.json", content))


def test_a_printed_object_says_how_to_convert_it(write):
    with pytest.raises(CorpusError, match=r"jq -c \. n\.json"):
        read_corpus(write("n.json", '{\n "text": "One."\n}\n'))
