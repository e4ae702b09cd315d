"""Header decode: the bytes of each framed record -> the numbers of its TCP segment, or the kind of frame it is.

One method a header, called in the order in which headers stand in a frame; each checks the lengths that it relies on
where it relies on them, and leaves the frame's kind behind. What is rare (tunnels, odd links) is opened by the
functions of tunnels.py and links.py. Lengths of payload come from the IP header, so a short snaplen changes nothing
and Ethernet padding is never payload. Nothing here raises on any bytes.
"""

from __future__ import annotations

from tui_tcp.segment import CUT, LINKED, NO_NUMBER, NUMBERED, PARTIAL, TOO_BIG, Segment
from tui_tcp.wire import octets
from tui_tcp.wire.cursor import FIRST_LAYER, IP4, IP6, IP_PROTOCOL, LINK_TYPE, QUOTED_IP4, Cursor
from tui_tcp.wire.frames import NO_HEADER, Frames, Kind
from tui_tcp.wire.ipcomp import decompressed
from tui_tcp.wire.options import read_options
from tui_tcp.wire.padding import is_padding
from tui_tcp.wire.pairs import Pairs
from tui_tcp.wire.reassembly import Reassembly
from tui_tcp.wire.tunnels import CARRIERS, unwrap

# As C integers where compiled: to look up an enum's member costs more than the header it names.
_OTHER, _TCP4, _TCP6, _PARTIAL = int(Kind.OTHER), int(Kind.TCP4), int(Kind.TCP6), int(Kind.PARTIAL)
_UDP, _ICMP, _ICMP6, _OTHER_IP = int(Kind.UDP), int(Kind.ICMP), int(Kind.ICMP6), int(Kind.OTHER_IP)
_FRAGMENT, _CUT, _MALFORMED = int(Kind.FRAGMENT), int(Kind.CUT), int(Kind.MALFORMED)
_UNKNOWN_LINK, _QUOTED = int(Kind.UNKNOWN_LINK), int(Kind.QUOTED)
_NUMBERED, _LINKED, _PARTIAL_FORM, _CUT_FORM, _TOO_BIG = NUMBERED, LINKED, PARTIAL, CUT, TOO_BIG
_NO_NUMBER, _NO_HEADER, _CARRIERS = NO_NUMBER, NO_HEADER, CARRIERS
_IP4, _IP6, _QUOTED_IP4, _IP_PROTOCOL = IP4, IP6, QUOTED_IP4, IP_PROTOCOL
_LINK_TYPE, _ETHERTYPE, _TOO_BIG_4, _TOO_BIG_6 = LINK_TYPE, FIRST_LAYER, 0x0304, 0x0200  # ICMP's types and codes
_TCP_LAYER, _COMPRESSED_LAYER = IP_PROTOCOL | 6, IP_PROTOCOL | 108

_IPV6 = 1 << 32  # in a pair's ports
_LINK_ETHERNET, _MAX_LINK, _REDIRECT = 1, 0xFFFF, 5  # https://www.tcpdump.org/linktypes.html; a type of ICMP
_ONLY_TIMESTAMPS = 0x0101080A  # as in RFC 7323 appendix A; asking first saves 103 instructions a frame of 2,579
_MAX_EXTENSIONS = 32  # IPv6 extension headers; as deep as anything real, and a bound for what is not
_MAX_DEPTH, _MOST_PADDING = 8, 6  # IP headers within IP headers; bytes


class Decoder:
    """Decode batches of framed records; numbers the socket pairs it meets in `pairs`."""

    def __init__(self, batch: list[Segment]) -> None:
        self.batch = batch  # filled from its start with what has a socket pair; at least one for each row of a call
        self.pairs = Pairs()
        self.unknown_links: dict[int, int] = {}  # link type -> frames
        self.reassembly = Reassembly()
        self.places: dict[int, bytes] = {}  # file offset of a frame that completes a datagram -> Datagram.places
        self._cursor = Cursor()

    def decode(
        self, data: memoryview, origin: int, frames: Frames, start: int, stop: int, links: list[int], first_row: int
    ) -> int:
        """Decode rows start..stop of `frames`, whose bytes lie in `data`, which begins at file position `origin`.

        `links` has the link type of each interface; row 0 of `frames` is the capture's `first_row`. Returns how many
        of the batch were filled.
        """
        self.data = data
        self.origin = origin
        self.frames = frames
        count = 0
        for row in range(start, stop):
            self.row = row
            self.segment = self.batch[count]
            self.segment.pair = -1
            self.depth = self.quoted_by = self.is_fragment = self.is_elsewhere = 0
            frames.ip_at[row] = _NO_HEADER
            self.start = frames.offset[row] - origin
            self.end = self.start + frames.captured[row]
            self.limit = self.start + frames.wire(row)
            interface = frames.interface[row]
            link = links[interface] if interface < len(links) else -1
            frames.kind[row] = self._ethernet(self.start) if link == _LINK_ETHERNET else self._other_link(link)
            if self.segment.pair >= 0:
                self.segment.row = first_row + row
                self.segment.time = frames.time[row]
                count += 1
        return count

    def _ethernet(self, at: int) -> int:
        if at + 14 > self.end:
            return _CUT
        inner = at + 12
        ethertype = octets.b16(self.data, inner)
        while ethertype in (0x8100, 0x88A8) and inner + 6 <= self.end:
            inner += 4
            ethertype = octets.b16(self.data, inner)
        if ethertype == 0x0800:
            return self._ip4(inner + 2)
        if ethertype == 0x86DD:
            return self._ip6(inner + 2)
        return self._open(_LINK_TYPE | _LINK_ETHERNET, at)

    def _other_link(self, link: int) -> int:
        if link < 0:
            return _OTHER  # a record that belongs to no interface: no packet
        kind = self._open(_LINK_TYPE | link, self.start) if link <= _MAX_LINK else _UNKNOWN_LINK
        if kind == _UNKNOWN_LINK:
            self.unknown_links[link] = self.unknown_links.get(link, 0) + 1
        return kind

    def _open(self, layer: int, at: int) -> int:
        """Open what stands at `at` down to the next IP header, or to where it ends."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            return _OTHER_IP
        cursor = self._cursor
        cursor.data = self.data
        cursor.at = at
        cursor.end = self.end
        cursor.limit = self.limit
        layer = unwrap(cursor, layer)
        self.end = cursor.end
        self.limit = cursor.limit
        return self._opened(layer, cursor.at) if layer >= _ETHERTYPE else layer

    def _opened(self, layer: int, at: int) -> int:
        self.is_fragment = 0
        if layer == _IP4:
            return self._ip4(at)
        if layer == _IP6:
            return self._ip6(at)
        if layer == _TCP_LAYER:  # behind an authentication header
            return self._tcp(at, self.family)
        if layer == _COMPRESSED_LAYER:
            return self._compressed(at)
        return self._quote(layer, at)

    def _quote(self, layer: int, at: int) -> int:
        """Look for a TCP header in what an ICMP error quotes; anything else leaves it an ICMP message."""
        self.quoted_by = self.data[at - 8]  # the type of an error, which is never 0
        is_ipv4 = layer == _QUOTED_IP4
        kind = self._ip4(at) if is_ipv4 else self._ip6(at)
        if self.segment.pair >= 0 and octets.b16(self.data, at - 8) == (_TOO_BIG_4 if is_ipv4 else _TOO_BIG_6):
            self.segment.form |= _TOO_BIG
            self.segment.mss = octets.b16(self.data, at - 2)
        return kind if kind == _QUOTED else _ICMP if is_ipv4 else _ICMP6

    def _ip4(self, at: int) -> int:
        """RFC 791 section 3.1."""
        if at + 20 > self.end:
            return _CUT
        header = (self.data[at] & 0x0F) * 4
        if self.data[at] >> 4 != 4 or header < 20:
            return self._ip6(at) if self.data[at] >> 4 == 6 else _MALFORMED
        if not self.is_elsewhere:
            self.frames.ip_at[self.row] = min(at - self.start, _NO_HEADER)
        self.src_high = self.dst_high = 0
        self.src_low = octets.b32(self.data, at + 12)
        self.dst_low = octets.b32(self.data, at + 16)
        self.family = _TCP4
        self.segment.number = octets.b16(self.data, at + 4)
        self.segment.ecn = self.data[at + 1] & 3
        total = octets.b16(self.data, at + 2)
        if total < header and total:
            return _MALFORMED
        # A length of 0 is written by segmentation offload, after the capture: the frame's own length counts.
        self._bound(at + total if total else self.limit)
        if octets.b16(self.data, at + 6) & 0x3FFF:
            return self._fragment4(at, at + header)
        return self._ip_payload(self.data[at + 9], at + header)

    def _bound(self, ip_end: int) -> None:
        """Say where the innermost IP packet ends; what follows it in the frame is padding."""
        self.ip_end = ip_end
        self.limit = min(self.limit, ip_end)
        self.end = min(self.end, ip_end)

    def _fragment4(self, at: int, payload_at: int) -> int:
        """Keep a fragment for its datagram; a first one that was not captured whole still shows its TCP header."""
        place = octets.b16(self.data, at + 6)
        protocol = self.data[at + 9]
        offset = (place & 0x1FFF) * 8
        if payload_at < self.ip_end == self.end and not self.quoted_by:
            key = (4, self.src_low, self.dst_low, octets.b16(self.data, at + 4), protocol, self._vlan())
            return self._reassemble(key, protocol, offset, payload_at, not place & 0x2000)
        if offset:
            return _FRAGMENT
        self.is_fragment = 1
        kind = self._ip_payload(protocol, payload_at)
        self.is_fragment = 0
        return kind

    def _vlan(self) -> int:
        """Return the frame's outermost VLAN, if any: a mirror port may show a datagram once in each."""
        at = self.start + 12
        return (
            octets.b16(self.data, at + 2) & 0x0FFF if at + 4 <= self.end and octets.b16(self.data, at) == 0x8100 else 0
        )

    def _reassemble(self, key: tuple[int, ...], protocol: int, offset: int, at: int, is_last: bool) -> int:
        place = -1 if self.is_elsewhere else self.origin + at
        datagram = self.reassembly.add(key, offset, place, bytes(self.data[at : self.end]), is_last)
        if datagram is None:
            return _FRAGMENT
        is_direct = not self.is_elsewhere
        kind = self._elsewhere(datagram.joined(), protocol)
        if is_direct:
            self.places[self.frames.offset[self.row]] = datagram.places()
        return kind

    def _elsewhere(self, payload: bytes, protocol: int) -> int:
        """Decode an IP packet's payload that does not lie in the frame as it is."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            return _OTHER_IP
        data, end, limit = self.data, self.end, self.limit
        self.is_elsewhere = 1
        self.data = memoryview(payload)
        self.end = self.limit = self.ip_end = len(payload)
        kind = self._ip_payload(protocol, 0)
        self.data = data
        self.end, self.limit = end, limit
        return kind

    def _compressed(self, at: int) -> int:
        """RFC 3173: the payload is compressed, in practice by DEFLATE."""
        if at + 4 > self.end:
            return _CUT
        payload = decompressed(bytes(self.data[at + 4 : self.end]))
        return self._elsewhere(payload, self.data[at]) if payload else _OTHER_IP

    def _ip6(self, at: int) -> int:
        """RFC 8200 section 3."""
        if at + 40 > self.end:
            return _CUT
        if self.data[at] >> 4 != 6:
            return _MALFORMED
        if not self.is_elsewhere:
            self.frames.ip_at[self.row] = min(at - self.start, _NO_HEADER)
        length = octets.b16(self.data, at + 4)
        self.src_high = octets.b64(self.data, at + 8)
        self.src_low = octets.b64(self.data, at + 16)
        self.dst_high = octets.b64(self.data, at + 24)
        self.dst_low = octets.b64(self.data, at + 32)
        self.family = _TCP6
        self.segment.number = _NO_NUMBER
        self.segment.ecn = self.data[at + 1] >> 4 & 3
        self._bound(at + 40 + length if length else self.limit)  # 0: a jumbogram (RFC 2675), or offload
        return self._ip6_payload(self.data[at + 6], at + 40)

    def _ip6_payload(self, protocol: int, at: int) -> int:
        """Follow the extension headers (RFC 8200 section 4) to what they carry."""
        for _ in range(_MAX_EXTENSIONS):
            if protocol not in (0, 43, 44, 51, 60, 140):
                break
            if at + 8 > self.end:
                return _CUT
            if protocol == 44 and octets.b16(self.data, at + 2) & 0xFFF9:
                return self._fragment6(at)
            size = self._extension_size(protocol, at)
            protocol = self.data[at]
            at += size
        return self._ip_payload(protocol, at)

    def _fragment6(self, at: int) -> int:
        """RFC 8200 section 4.5."""
        if not at + 8 < self.ip_end == self.end or self.quoted_by:
            return _FRAGMENT
        place = octets.b16(self.data, at + 2)
        key = (6, self.src_high, self.src_low, self.dst_high, self.dst_low, octets.b32(self.data, at + 4))
        return self._reassemble(key, self.data[at], place & 0xFFF8, at + 8, not place & 1)

    def _extension_size(self, protocol: int, at: int) -> int:
        if protocol == 51:  # the authentication header counts in fours (RFC 4302 section 2.2)
            return (self.data[at + 1] + 2) * 4
        return 8 if protocol == 44 else (self.data[at + 1] + 1) * 8

    def _ip_payload(self, protocol: int, at: int) -> int:
        if protocol == 6:
            return self._tcp(at, self.family)
        if protocol == 17 and not (at + 4 <= self.end and self._is_carrier(at)):
            return _UDP
        return self._open(_IP_PROTOCOL | protocol, at)

    def _is_carrier(self, at: int) -> bool:
        return bool(_CARRIERS[octets.b16(self.data, at)] or _CARRIERS[octets.b16(self.data, at + 2)])

    def _tcp(self, at: int, kind: int) -> int:
        """RFC 9293 section 3.1. The first 16 bytes of the header tell all but its options."""
        if at + 16 > self.end or self.quoted_by:
            return self._quoted_tcp(at) if self.quoted_by else _CUT
        segment = self.segment
        word = self._begin(at)
        header = (word >> 12) * 4
        room = self.limit - at - header
        length = self.ip_end - at - header
        segment.form = 0
        if room < 0 or self.is_fragment or header < 20 or at + header > self.end:
            segment.form = self._form(header, room, at)
            kind = _PARTIAL if segment.form & _PARTIAL_FORM else kind
        segment.window = octets.b16(self.data, at + 14)
        segment.shown_length = room if room > 0 else 0
        segment.length = length if length > 0 and header >= 20 else 0
        if 0 < segment.length <= _MOST_PADDING and is_padding(segment, self.data, at, header, self.end):
            segment.length = 0
        if header == 32 and at + 32 <= self.end and octets.b32(self.data, at + 20) == _ONLY_TIMESTAMPS:
            segment.has_timestamps = 1
            segment.tsval = octets.b32(self.data, at + 24)
            segment.tsecr = octets.b32(self.data, at + 28)
        elif header > 20:
            read_options(segment, self.data, at + 20, at + header, self.end)
        self._keep(at, word)
        return kind

    def _begin(self, at: int) -> int:
        """Read what a header's first 14 bytes tell; return its bytes 12 and 13."""
        segment = self.segment
        segment.pair = self.pairs.find(self.src_high, self.src_low, self.dst_high, self.dst_low, self._ports(at))
        word = octets.b16(self.data, at + 12)
        segment.flags = word & 0x0FFF
        segment.seq_raw = octets.b32(self.data, at + 4)
        segment.ack_raw = octets.b32(self.data, at + 8)
        segment.clear_options()
        return word

    def _ports(self, at: int) -> int:
        return octets.b32(self.data, at) | (_IPV6 if self.family == _TCP6 else 0)

    def _keep(self, at: int, word: int) -> None:
        """Write what is kept of every segment."""
        frames, row, segment = self.frames, self.row, self.segment
        frames.tcp_at[row] = _NO_HEADER if self.is_elsewhere else min(at - self.start, _NO_HEADER)
        frames.header_word[row] = word
        frames.seq_raw[row] = segment.seq_raw
        frames.ack_raw[row] = segment.ack_raw
        frames.window_raw[row] = segment.window
        frames.payload[row] = segment.shown_length

    def _form(self, header: int, room: int, at: int) -> int:
        partial = _PARTIAL_FORM if room < 0 or self.is_fragment else 0
        return partial if 20 <= header <= self.end - at else partial | _CUT_FORM

    def _quoted_tcp(self, at: int) -> int:
        """Note which socket pair a quoted header speaks of; Wireshark numbers it if it has 16 bytes, in no redirect."""
        if at + 4 > self.end:
            return _CUT
        segment = self.segment
        if at + 16 > self.end or self.quoted_by == _REDIRECT:
            segment.pair = self.pairs.known(self.src_high, self.src_low, self.dst_high, self.dst_low, self._ports(at))
            segment.form = _LINKED
            return _CUT
        word = self._begin(at)
        segment.form = _NUMBERED if word >> 12 >= 5 else _NUMBERED | _CUT_FORM
        segment.length = segment.shown_length = segment.window = 0
        self.frames.header_word[self.row] = word
        self.frames.seq_raw[self.row] = segment.seq_raw
        self.frames.ack_raw[self.row] = segment.ack_raw
        return _QUOTED
