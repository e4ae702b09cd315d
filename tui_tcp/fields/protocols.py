"""The protocols of a frame in one line, as Wireshark lists them, as far as they are known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.found import Found, Words, merged
from tui_tcp.fields.layers import is_plain, links_of, spots_of, told_ipv6
from tui_tcp.fields.leftover import KNOWN, parts_of
from tui_tcp.fields.slab import in_parts
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab

_PLAIN = ["eth:ethertype:ip:tcp", "eth:ethertype:ipv6:tcp"]
_RAW = (12, 14, 101)  # link types of packets that begin with IP of either version
_TYPED = {"eth": 14, "vlan": 4, "ieee8021ad": 4}  # bytes of headers that end in a type, or in a length
_LEAST_TYPE = 1536
_UNLISTED = {"dns", ""}  # a layer of its own; what is taken for nothing
# Layers that Wireshark lists by other names.
_LISTED = {"pwethcw": "pwethheuristic:pwethcw", "igmp": "igmp:igmp", "sll": "sll:ethertype"}


def protocols(slab: Slab) -> Found:
    """Find the list of every frame of which anything is known."""
    is_simple = is_plain(slab)
    simple, others = np.flatnonzero(is_simple), np.flatnonzero(~is_simple)
    found = [Found(simple, Words(told_ipv6(slab)[simple].astype(np.int64), _PLAIN))]
    if len(others):
        for part in in_parts(slab.part(others), lambda part: (part, _listed(part))):
            rows = np.searchsorted(slab.numbers, part[0].numbers)
            found.append(Found(rows, part[1]))
    return merged(found)


def _listed(slab: Slab) -> Words:
    """Put every row's layers in the order in which they stand, and join their names."""
    names, spots = _named(slab)
    codes = np.repeat(np.arange(len(names)), [len(each.rows) for each in spots])
    rows, at = (np.concatenate(column) for column in zip(*((each.rows, each.at) for each in spots), strict=True))
    order = np.lexsort((codes, at, rows))
    rows, codes = rows[order], codes[order]
    counts = np.bincount(rows, minlength=len(slab))
    table = np.full((len(slab), int(counts.max(initial=0))), -1, np.int16)
    table[rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)] = codes
    different, places = np.unique(table, axis=0, return_inverse=True)
    texts = [_text([names[code] for code in row if code >= 0]) for row in different.tolist()]
    return _with_raw(slab, Words(places.reshape(-1), texts))


def _named(slab: Slab) -> tuple[list[str], list[Spots]]:
    """Return all layers and what they carry, with their names: in a row and at a place, the outer first."""
    found: list[tuple[str, Spots]] = []
    for layer in KNOWN:
        spots = spots_of(slab, layer)
        if layer in _TYPED:
            is_typed = number(slab.bytes.array, spots.at + _TYPED[layer] - 2, 2) >= _LEAST_TYPE
            found.append((f"{layer}:ethertype", spots.where(is_typed)))
            spots = spots.where(~is_typed)
        found.append((_LISTED.get(layer, layer), spots))
    carried = parts_of(slab)
    names = sorted(carried.keys() - _UNLISTED, key=lambda name: name == "data")
    found += [(name, carried[name]) for name in names]
    return [name for name, _ in found], [spots for _, spots in found]


def _text(names: list[str]) -> str:
    """A stack of labels is listed once."""
    return ":".join(name for place, name in enumerate(names) if name != "mpls" or names[place - 1 : place] != ["mpls"])


def _with_raw(slab: Slab, words: Words) -> Words:
    is_raw = np.isin(links_of(slab), _RAW)
    if not is_raw.any():
        return words
    count = len(words.words)
    return Words(words.codes + count * is_raw, [*words.words, *(f"raw:{text}" for text in words.words)])
