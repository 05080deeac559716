"""The statistical tagger: two passes of a linear-chain model over words, then linking; numpy only."""
