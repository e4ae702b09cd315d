"""TCP's rarer options as fields: user timeouts (RFC 5482), authentication (RFC 5925), experiments (RFC 6994).

An experiment is told by its identifier: Fast Open and accurate ECN began as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.sources import Both
from tui_tcp.fields.spots import number
from tui_tcp.fields.tcp_options import TCP_OPTIONS, of_kinds

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.option_finds import OptionFinds
    from tui_tcp.fields.options import Options
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, HEX, FLAG, LABEL, BYTES, PROTOCOL = (
    Type.NUMBER,
    Type.HEX,
    Type.FLAG,
    Type.LABEL,
    Type.BYTES,
    Type.PROTOCOL,
)
_USER_TIMEOUT, _AUTHENTICATION, _FAST_OPEN = 28, 29, 34
_EXPERIMENTS = (253, 254)
_ECN_0, _ECN_1 = 172, 174  # kinds that count ECT(0) first, or ECT(1)
_ACK_RATE, _ACCURATE_ECN, _FAST_OPEN_TRIED = 0x00AC, 0xACC0, 0xF989
_IDENTIFIERS = {
    _ACK_RATE: "TCP ACK Rate Request",
    0x0348: "Host ID",
    0x0A0D: "Autonomous System Compensation",
    0x0CA0: "Capability Option",
    0x0ED0: "Extended Data Offset",
    0x454E: "Encryption Negotiation",
    0x5323: "Service Number",
    0x75EC: "Timestamp Interval",
    _ACCURATE_ECN: "Accurate ECN - Order 0",
    0xACC1: "Accurate ECN - Order 1",
    0xACCE: "Accurate ECN",
    0xE2D4: "Shared Memory communications over RMDA protocol",
    _FAST_OPEN_TRIED: "Fast Open",
    0xF990: "Low Latency",
}
_GRANULARITY = {0: "Seconds", 1: "Minutes"}
_KNOWN = (
    *(0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 19, 20, 21, 22, 23, 27, _USER_TIMEOUT, _AUTHENTICATION, 30, _FAST_OPEN),
    *(76, 78, _ECN_0, _ECN_1, *_EXPERIMENTS),
)


def _experiment(*identifiers: int) -> OptionFinds:
    """The experiments of some identifiers."""

    def which(slab: Slab, options: Options) -> Vector:
        here: Vector = _is_experiment(slab, options)
        return here & np.isin(number(slab.bytes.array, options.spots.at + 2, 2), identifiers)

    return TCP_OPTIONS.those(which)


def _is_experiment(_: Slab, options: Options) -> Vector:
    here: Vector = np.isin(options.kinds, _EXPERIMENTS) & options.spots.have(4)
    return here


def _other_experiment(slab: Slab, options: Options) -> Vector:
    """Those of which what they hold is not read."""
    read = (_ACK_RATE, _ACCURATE_ECN, _FAST_OPEN_TRIED)
    others: Vector = ~np.isin(number(slab.bytes.array, options.spots.at + 2, 2), read)
    return _is_experiment(slab, options) & others


def _counter(in_first: int, in_second: int) -> Find:
    """A counter of accurate ECN, by its place among those of the one order, and of the other."""
    tried = _experiment(_ACCURATE_ECN).numbers(_EXPERIMENTS, 4 + 3 * in_first, 3)
    return Both(
        TCP_OPTIONS.numbers((_ECN_0,), 2 + 3 * in_first, 3),
        TCP_OPTIONS.numbers((_ECN_1,), 2 + 3 * in_second, 3),
        tried,
    )


def _have_cookie(slab: Slab, options: Options) -> Vector:
    """Tell which options bring a Fast Open cookie."""
    spots = options.spots
    tried = _is_experiment(slab, options) & (number(slab.bytes.array, spots.at + 2, 2) == _FAST_OPEN_TRIED)
    brings: Vector = ((options.kinds == _FAST_OPEN) & spots.have(3)) | (tried & spots.have(5))
    return brings


def _asks_for_cookie(slab: Slab, options: Options) -> Found:
    """An option without a cookie asks for one."""
    sizes = options.spots.end - options.spots.at
    rows = options.spots.rows[sizes == np.where(options.kinds == _FAST_OPEN, 2, 4)]
    return Found(rows, np.ones(len(rows), np.int64))


def _of(name: str, kind: Type, bits: int, meaning: str, find: Find, names: dict[int, str] | None = None) -> FrameField:
    return FrameField(f"tcp.options.{name}", kind, meaning, find, bits, names or {})


_TRIED = _experiment(_FAST_OPEN_TRIED)
HAS_COOKIE = TCP_OPTIONS.those(_have_cookie)
_TIMEOUT = TCP_OPTIONS.those(lambda _, o: (o.kinds == _USER_TIMEOUT) & (o.spots.end - o.spots.at == 4))
_AUTHENTICATED = TCP_OPTIONS.those(lambda _, o: (o.kinds == _AUTHENTICATION) & o.spots.have(4))
_COOKIE = Both(TCP_OPTIONS.octets(_FAST_OPEN, 2, least=1), _TRIED.octets(None, 4, least=1))
_REQUEST = Both(TCP_OPTIONS.those(of_kinds(_FAST_OPEN)).found_by(_asks_for_cookie), _TRIED.found_by(_asks_for_cookie))
_RATE = _experiment(_ACK_RATE).those(lambda _, options: options.spots.end - options.spots.at == 5)
_UNKNOWN = TCP_OPTIONS.those(lambda _, options: ~np.isin(options.kinds, _KNOWN))

RARE_OPTION_FIELDS = [
    _of("tfo", PROTOCOL, 32, "option: fast open", TCP_OPTIONS.octets(_FAST_OPEN)),
    _of("tfo.cookie", BYTES, 32, "fast open cookie", _COOKIE),
    _of("tfo.request", LABEL, 32, "a fast open cookie is asked for", _REQUEST),
    _of("user_to", PROTOCOL, 32, "option: user timeout", TCP_OPTIONS.octets(_USER_TIMEOUT)),
    _of(
        "user_to_granularity",
        FLAG,
        1,
        "unit of the user timeout",
        _TIMEOUT.numbers((_USER_TIMEOUT,), 2, 2, 0x8000),
        _GRANULARITY,
    ),
    _of("user_to_val", NUMBER, 16, "user timeout", _TIMEOUT.numbers((_USER_TIMEOUT,), 2, 2, 0x7FFF)),
    _of("ao", PROTOCOL, 32, "option: authentication", TCP_OPTIONS.octets(_AUTHENTICATION)),
    _of("ao.keyid", NUMBER, 8, "number of the key", _AUTHENTICATED.numbers((_AUTHENTICATION,), 2, 1)),
    _of("ao.rnextkeyid", NUMBER, 8, "number of the next key", _AUTHENTICATED.numbers((_AUTHENTICATION,), 3, 1)),
    _of("ao.mac", BYTES, 32, "authentication code", _AUTHENTICATED.octets(None, 4, least=1)),
    _of("acc_ecn", PROTOCOL, 32, "option: accurate ECN", TCP_OPTIONS.those(of_kinds(_ECN_0, _ECN_1)).octets()),
    _of("acc_ecn.ee0b", NUMBER, 24, "bytes that came with ECT(0)", _counter(0, 2)),
    _of("acc_ecn.eceb", NUMBER, 24, "bytes that came with CE", _counter(1, 1)),
    _of("acc_ecn.ee1b", NUMBER, 24, "bytes that came with ECT(1)", _counter(2, 0)),
    _of("experimental", PROTOCOL, 32, "option: experiment", TCP_OPTIONS.those(of_kinds(*_EXPERIMENTS)).octets()),
    _of(
        "experimental.exid",
        HEX,
        16,
        "identifier of the experiment",
        TCP_OPTIONS.numbers(_EXPERIMENTS, 2, 2),
        _IDENTIFIERS,
    ),
    _of("experimental.data", BYTES, 32, "what it holds", TCP_OPTIONS.those(_other_experiment).octets(None, 4, least=1)),
    _of("tarr.rate", NUMBER, 8, "ACK rate that is asked for", _RATE.numbers(_EXPERIMENTS, 4, 1, 0xFE)),
    _of("unknown", PROTOCOL, 32, "option that is not known", _UNKNOWN.octets()),
    _of("unknown.payload", BYTES, 32, "what it holds", _UNKNOWN.octets(None, 2, least=1)),
]
