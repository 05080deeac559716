import pytest

from framing.corpus.agencies import canonical, is_own
from framing.corpus.wire import wire_agency
from framing.types import Article

TITLE = "Rain floods the valley"


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
        # an agency and the date at the head of the body
        (Article("a", title=TITLE, body=f"{TITLE} AFP Thursday 30 Jul 2015 It rained."), "AFP"),
        (
            Article("a", title=TITLE, body=f"{TITLE} The mill stands in water Reuters July 30, 2015 It rained."),
            "Reuters",
        ),
        (Article("a", body="AFP and Reuters, 30/07/2015 It rained."), "AFP"),
        (Article("a", body="Agencies | 2015-07-30 It rained."), "agencies"),
        (Article("a", body="It rained, the mayor told AFP Thursday 30 July 2015."), ""),
        (Article("a", body="It rained, she told the AP May 12, 2015."), ""),
        (Article("a", body="It rained, AFP said on 30 July 2015."), ""),
        (Article("a", body="The mill under water (AFP, 30 July 2015) It rained."), ""),
        (Article("a", body="It rained. " * 40 + "AFP Thursday 30 Jul 2015 It rained."), ""),
        (Article("a", body="3 May 2019 LISBON (AP) - It rained."), "AP"),
        (Article("a", body="3 May 2019 LISBON May 3 (AP) It rained."), "AP"),
        (Article("a", body="A man of the YPG (AFP) It rained."), ""),
        (Article("a", body="Source: Xinhua | 2015-07-30 It rained."), "Xinhua"),
        (Article("a", body="Source: Xinhua reporters saw it rain."), ""),
        # credits at the end of a body that is one line
        (Article("a", body="It rained in the valley.-AFP"), "AFP"),
        (Article("a", body="It rained in the valley. Reuters"), "Reuters"),
        (Article("a", body="It rained. (Reuters)"), "Reuters"),
        (Article("a", body="It rained. (Press TV/AFP)"), "AFP"),
        (Article("a", body="It rained. (With AFP and Reuters) Last Update: Monday 3 May 2019"), "AFP"),
        (Article("a", body="It rained. (Source: Village Radio + Agencies)"), "agencies"),
        (Article("a", body="It rained. Source: Xinhua"), "Xinhua"),
        (Article("a", body="It rained, the sources said; FNA reported. 218-11"), "Fars"),
        (Article("a", body="It rained. Reporting by Jane Doe; Editing by John Roe Our Standards"), "Reuters"),
        (Article("a", body="It rained, a man told Reuters."), ""),
        (Article("a", body="It rained, AFP reported."), ""),
        (Article("a", body="It rained on the Associated Press (AP) and the sun shone"), ""),
        (Article("a", body="It rained. The team was reporting by phone, and editing by night."), ""),
        # an agency's own copy, and that of others which it publishes
        (Article("a", outlet="Sputnik", body="LISBON, May 3 (RIA Novosti) - It rained."), ""),
        (Article("a", outlet="NNA", body="Regional NNA - It rained in the valley.-AFP"), "AFP"),
    ],
)
def test_agency(article, agency):
    assert wire_agency(article) == agency


def test_canonical():
    assert canonical("the associated press") == "AP"
    assert canonical(" Gazette ") == "Gazette"


@pytest.mark.parametrize("outlet", ["AP", "ap", "The Associated Press", "associatedpress.com"])
def test_own_copy_under_any_spelling(outlet):
    assert is_own(outlet, "AP")
    assert not is_own(outlet, "AFP")
    assert not is_own("Gazette", "AP")


@pytest.mark.parametrize("piece", ["A ", "AP, ", "(AP and ", "Reporting by ", "A.B/C ", "“Aa ", "12 ", ".-"])
def test_no_agency_in_noise(piece):
    assert wire_agency(Article("a", title=piece * 40, body=piece * 300)) == ""
