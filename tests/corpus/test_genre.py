import pytest

from framing.corpus.genre import genre
from framing.types import Article


@pytest.mark.parametrize(
    ("article", "found"),
    [
        (Article("a", section="Opinion"), "opinion"),
        (Article("a", section="World > Fact Check"), "fact-check"),
        (Article("a", url="https://example.org/commentisfree/2024/rain"), "opinion"),
        (Article("a", url="https://opinion.example.org/world/2024/rain"), ""),
        (Article("a", url="https://example.org/world/the-letters?x=/opinion/"), ""),
        (Article("a", title="Editorial: The river again"), "opinion"),
        (Article("a", title="The river again | Letters"), "letters"),
        (Article("a", title="Live: river rises"), "live"),
        (Article("a", title="Review of the river wall is due"), ""),
        (Article("a", title="Interviews are over"), ""),
        (Article("a"), ""),
    ],
)
def test_genre(article, found):
    assert genre(article) == found
