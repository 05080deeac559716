"""Closed classes of English words that the attribution rules turn on."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string."""
    return frozenset(words.split())


BE = word_set("""is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t""")
HAVE = word_set("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t")
MODAL = word_set(
    """do does did will would can could may might must shall should cannot don't doesn't didn't won't
    wouldn't can't couldn't shouldn't don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t 'll
    ’ll 'd ’d"""
)
AUXILIARY = BE | HAVE | MODAL
CONTRACTED = ("'s", "’s", "'re", "’re", "'ve", "’ve", "'d", "’d", "'ll", "’ll", "'m", "’m")
NOT = word_set("not never n't n’t")
ADVERB = NOT | word_set(
    """also then now just even still again later once often always soon already recently first further too ever
    yet instead twice sometimes long reportedly famously simply merely all both quite thus elsewhere"""
)
NO_ADVERB = word_set(
    """family july ally rally reply italy only early daily weekly assembly likely elderly emily kelly sally"""
)
PRONOUN = word_set("""he she they it we i you who this these there that which everyone someone nobody one""")
PERSONAL = word_set("he she they it we i you")
CLAUSE_PRONOUN = word_set(
    """he she they it we i there you he's she's they're it's we're i'm he’s she’s they’re it’s we’re i’m"""
)
POSSESSIVE = word_set("his her their its my our your")
DETERMINER = word_set(
    """the a an this these those that no any some each every another both all many most several few"""
)
OBJECT = word_set("him them me us himself herself themselves")
QUESTION = word_set("whether how what why where who when which whom whose")
SUBORDINATOR = word_set(
    """that because while when after before although though as if since until than where whether how what
    why unless but or so yet which who whereas once whom whose"""
)
PREPOSITION = word_set(
    """in on at during by through to after before from of via with for about over under against amid among
    between into near outside inside within without since until toward towards upon despite following
    regarding alongside"""
)
TIME = word_set(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight last this earlier
    later january february march april june july august september october november december overnight
    recently"""
)
WEEKDAY = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight")
BREAK = word_set(", ; : — – ( ) [ ] … -- . ? !")
STOP = word_set(". ? ! ; — –")
CONTRAST = word_set("but while although though whereas")
PHRASE_BREAK = word_set("""while when after before because since although though until during amid but if""")


def is_adverb(word: str) -> bool:
    """Say whether a lower-case word may stand between a subject and its verb as an adverb."""
    return word in ADVERB or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERB)
