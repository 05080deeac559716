"""One coordinate system: folding, tokens, zones, sentences and quotations of an article's text."""
