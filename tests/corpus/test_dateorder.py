from datetime import date

import pytest

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.dateorder import DateColumn
from framing.errors import CorpusError


def column(*values):
    dates = DateColumn()
    for row, value in enumerate(values, 1):
        dates.add(value, row)
    return dates


def test_a_large_first_part_means_day_first():
    order, guess = column("3/4/2015", "13/4/2015").decide("n.csv", "date")
    assert order == "dmy"
    assert "day/month/year" in guess
    assert "'13/4/2015' in row 2" in guess


def test_a_large_second_part_means_month_first():
    assert column("3/4/2015", "4/13/2015").decide("n.csv", "date")[0] == "mdy"


def test_nothing_to_decide():
    assert column("2015-03-04", "5/5/2015", "4 March 2015").decide("n.csv", "date") == ("dmy", "")


def test_undecidable_is_refused():
    with pytest.raises(CorpusError, match=r"2 dates fit both .* '3/4/2015' in row 1\); pass --date-order dmy"):
        column("3/4/2015", "5/6/2015").decide("n.csv", "date")


def test_a_tie_is_refused():
    with pytest.raises(CorpusError, match="mixes day/month/year"):
        column("13/4/2015", "4/13/2015").decide("n.csv", "date")


def test_the_majority_decides_and_the_rest_are_issues(write):
    rows = "".join(f"{day},It rained on day {n}.\n" for n, day in enumerate(["13/4/2015", "14/4/2015", "4/15/2015"]))
    corpus = read_corpus(write("n.csv", "date,text\n" + rows), ReadOptions(outlet="A"))
    articles = list(corpus)
    assert [a.published for a in articles] == [date(2015, 4, 13), date(2015, 4, 14), None]
    assert [i.code for i in articles[2].issues] == ["impossible-date"]
    assert [i.code for i in corpus.issues] == ["mixed-date-order", "missing-date"]
    assert "1 dates contradict" in corpus.issues[0].message


def test_the_whole_column_decides_not_the_first_rows(write):
    rows = "".join(f"1/{day}/2015,Text {day}.\n" for day in range(1, 20))
    articles = list(read_corpus(write("n.csv", "date,text\n" + rows)))
    assert [a.published for a in articles] == [date(2015, 1, day) for day in range(1, 20)]


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2015, 4, 3)), ("mdy", date(2015, 3, 4))])
def test_a_declared_order_is_taken(write, order, day):
    path = write("n.csv", "date,text\n3/4/2015,It rained.\n")
    assert [a.published for a in read_corpus(path, ReadOptions(date_order=order))] == [day]


def test_future_dates_are_kept_with_an_issue(write):
    path = write("n.csv", "date,text\n2031-01-02,It will rain.\n")
    (article,) = read_corpus(path, ReadOptions(today=date(2031, 1, 1)))
    assert article.published == date(2031, 1, 2)
    assert [i.code for i in article.issues] == ["future-date"]
    (later,) = read_corpus(path, ReadOptions(today=date(2031, 1, 2)))
    assert later.issues == ()


def test_an_impossible_date_names_file_row_column_value(write):
    path = write("n.csv", "date,text\n2015-02-31,It rained.\n")
    (issue,) = next(iter(read_corpus(path))).issues
    for part in ("n.csv", "row 1", "'date'", "'2015-02-31'", "correct it"):
        assert part in issue.message
