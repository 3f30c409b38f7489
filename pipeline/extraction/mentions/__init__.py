"""Mentions: names of those who act or are acted on, and who is meant.

Here belong the rules that find names in a sentence (``works`` and ``words`` prepare it;
``names``, ``bodies``, ``typed``, ``persons``, ``citations``, ``references``, ``meaning`` and
``metonymy`` read it) and those that tell who is meant in one document (``register``, ``cast``).
What the words are is in ``pipeline/vocabulary``; linking across documents is the dataset's work.

In: a parsed document and the actor register. Out: mentions, new actors, issues.
"""

from pipeline.extraction.mentions.finding import find_mentions
from pipeline.extraction.mentions.register import ActorRegister, actor_register

__all__ = ["ActorRegister", "actor_register", "find_mentions"]
