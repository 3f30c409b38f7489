"""What the rules hand to the linking: a span and who is meant, known or new."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its identity is settled.

    Attributes:
        actor_id: of the register, or None for a name that the register lacks.
        name, actor_type: of a new actor, in the words of the text.
        aliases: other forms of a new actor's name that its words imply.
        country: actor_id of the state that a new actor's name says it belongs to.
        rivals: ids between which nothing decides: an issue, not a mention.
    """

    start: int
    end: int
    rule: str
    form: str = "name"
    actor_id: str | None = None
    name: str = ""
    actor_type: str = ""
    aliases: tuple[str, ...] = ()
    country: str | None = None
    rivals: tuple[str, ...] = ()
