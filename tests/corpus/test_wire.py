import pytest

from framing.corpus.wire import canonical, wire_agency
from framing.types import Article


@pytest.mark.parametrize(
    ("article", "agency"),
    [
        (Article("a", author="Reuters"), "Reuters"),
        (Article("a", author="By The Associated Press"), "AP"),
        (Article("a", author="Jane Doe, Associated Press"), "AP"),
        (Article("a", author="Jane Doe | AFP"), "AFP"),
        (Article("a", body="LISBON (AP) — It rained on Monday."), "AP"),
        (Article("a", body="LISBON, May 5 (UPI) -- It rained."), "UPI"),
        (Article("a", body="By Jane Doe, Reuters\n\nIt rained."), "Reuters"),
        (Article("a", body="It rained.\n\n(Reporting by Jane Doe; Editing by John Roe)"), "Reuters"),
        (Article("a", body="It rained.\n\n© 2019 AFP"), "AFP"),
        (Article("a", body="It rained.\nCopyright 2019 The Associated Press. All rights reserved."), "AP"),
        (Article("a", body="It rained.\n\nSource: Xinhua"), "Xinhua"),
        (Article("a", wire="associated press"), "AP"),
        (Article("a", wire="Village Wire"), "Village Wire"),
        (Article("a", author="Jane Doe", body="A man told Reuters (the agency) that it rained."), ""),
        (Article("a", body="It rained. The Associated Press contributed to this report."), ""),
        (Article("a", body="The PA said it rained.\nPeople in SANA county agreed."), ""),
        (Article("a", outlet="reuters", body="LISBON (Reuters) - It rained."), ""),
        (Article("a"), ""),
    ],
)
def test_agency(article, agency):
    assert wire_agency(article) == agency


def test_canonical():
    assert canonical("the associated press") == "AP"
    assert canonical(" Gazette ") == "Gazette"
