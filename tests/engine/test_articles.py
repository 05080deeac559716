from collections.abc import Sequence
from pathlib import Path

from framing.annotate import Annotator
from framing.corpus import read_corpus
from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, concordance, score
from framing.engine.articles import MAX_TEXT, annotate_safely
from framing.lexicon import load_lexicon
from framing.types import Annotation, Article


class Broken(Annotator):
    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        if any(article.id == "bad" for article in articles):
            raise RecursionError("too deep")
        return super().annotate(articles)


def test_one_bad_article_keeps_its_row_with_an_issue() -> None:
    bodies = [Article("a", body="It rained."), Article("bad", body="It rained.", file="c.csv", row=7)]
    before, found, after = annotate_safely(Broken([]), [*bodies, Article("z", body="It rained.")])
    assert [rows["articles"][0]["article_id"] for rows in (before, found, after)] == ["a", "bad", "z"]
    assert [rows["articles"][0]["words"] for rows in (before, found, after)] == [2, 0, 2]
    (issue,) = found["issues"]
    assert (issue["code"], issue["file"], issue["row"]) == ("annotation-failed", "c.csv", 7)
    assert issue["message"].startswith("c.csv, row 7, article bad: ")
    assert "too deep" in issue["message"]


def test_a_text_too_long_for_an_article_is_kept_and_not_analysed(tmp_path: Path) -> None:
    long = "The thugs left. " * (MAX_TEXT // 16) + "The end."
    path = tmp_path / "c.csv"
    path.write_text(f"id,outlet,text\na,Gazette,It rained.\nb,Herald,{long}\n", encoding="utf-8")
    scored = score(read_corpus(path), None, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))
    assert scored.articles.set_index("article_id")["words"].to_dict() == {"a": 2, "b": 0}
    assert set(scored.hits["article_id"]) | set(scored.sentences["article_id"]) == {"a"}
    assert scored.texts["b"] == long
    (issue,) = scored.issues[scored.issues["code"] == "very-long-text"].itertuples()
    assert (issue.article_id, issue.row) == ("b", 2)
    assert issue.message == (
        f"c.csv, row 2, article b: the text has {len(long):,} characters, more than the 1,000,000 that an article may "
        "have, so it was not analysed and counts no words; split the file into articles"
    )
    assert list(concordance(scored, "thugs")) == []


def test_the_longest_text_is_analysed() -> None:
    article = Article("a", body="It rained. " + "\n" * (MAX_TEXT - 11))
    assert len(article.text) == MAX_TEXT
    assert annotate_safely(Annotator([]), [article])[0]["articles"][0]["words"] == 2


def test_an_issue_of_a_passage_says_where_it_is() -> None:
    article = Article("a", body="The mayor said: “We will wait.", file="c.csv", row=3)
    (issue,) = Annotator([])(article).issues
    assert issue.message.startswith("c.csv, row 3, article a: 1 quotation mark(s) without a partner")
    assert Annotator([])(Article("b", body=article.body)).issues[0].message.startswith("article b: 1 quotation")
