"""What a dissected frame is made of: layers, each with a tree of fields that know their bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the outline.

    `name` is Wireshark's field name ('' where it has none). `value` is printed for people and escaped; a number with a
    meaning stands as `number (meaning)`. `start` and `size` are its bytes in the frame, size 0 for what is derived.
    """

    name: str
    label: str
    value: str
    start: int
    size: int
    children: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One protocol's header (or message) in a frame; `name` is Wireshark's abbreviation of the protocol."""

    name: str
    title: str
    start: int
    size: int
    fields: tuple[Field, ...]
