"""The statistical tagger: a small network and a linear chain over words, then linking; numpy only."""
