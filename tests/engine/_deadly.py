"""An annotator that ends its process, as a system that is out of memory does."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from framing.annotate import Annotator
from framing.types import Annotation, Article


class Deadly(Annotator):
    """Ends its process at articles whose id begins with "bad": at each once, which is noted in a folder, or always."""

    def __init__(self, once: Path | None = None) -> None:
        super().__init__([])
        self.once = once

    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        for article in articles:
            mark = self.once / article.id if self.once else None
            if article.id.startswith("bad") and (mark is None or not mark.exists()):
                if mark:
                    mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().annotate(articles)
