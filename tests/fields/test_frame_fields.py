"""Each field of a frame: on a small capture, and as tshark prints it on our own."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import SERVER_ISS, Line, ack, back, data, fin, syn, syn_ack
from tests.judges.answers import packets
from tests.model.captures import datagram, frame, pcap
from tui_tcp.fields.field import Type
from tui_tcp.fields.table import all_frame_fields
from tui_tcp.tcp.flags import ACK, PSH

ROOT = Path(__file__).parents[2]
SHIFTED = [replace(syn(), window=1000), replace(syn_ack(), window=2000), ack(), data(1, 7), back(fin(1, 8))]
FRAMES = [*map(frame, SHIFTED), datagram()]
NOTHING = ""

# field -> what it prints for each of FRAMES
EXPECTED = {
    "frame.number": ["1", "2", "3", "4", "5", "6"],
    "frame.time_epoch": [f"1700000000.00{number}000000" for number in range(6)],
    "frame.time_relative": [f"0.00{number}000000" for number in range(6)],
    "frame.time_delta": ["0.000000000"] + ["0.001000000"] * 5,
    "frame.len": ["54", "54", "54", "61", "54", "47"],
    "frame.cap_len": ["54", "54", "54", "61", "54", "47"],
    "frame.marked": ["0"] * 6,
    "frame.ignored": ["0"] * 6,
    "frame.offset_shift": ["0.000000000"] * 6,
    "frame.protocol": ["TCP"] * 5 + ["UDP"],
    "ip.src": ["10.9.0.1", "10.9.0.2", "10.9.0.1", "10.9.0.1", "10.9.0.2", "10.9.0.1"],
    "ip.dst": ["10.9.0.2", "10.9.0.1", "10.9.0.2", "10.9.0.2", "10.9.0.1", "10.9.0.2"],
    "ipv6.src": [NOTHING] * 6,
    "tcp.srcport": ["40000", "80", "40000", "40000", "80", NOTHING],
    "tcp.dstport": ["80", "40000", "80", "80", "40000", NOTHING],
    "tcp.stream": ["0"] * 5 + [NOTHING],
    "tcp.seq": ["0", "0", "1", "1", "1", NOTHING],
    "tcp.nxtseq": ["1", "1", "1", "8", "2", NOTHING],
    "tcp.ack": ["0", "1", "1", "1", "8", NOTHING],
    "tcp.seq_raw": ["1000", "50000", "1001", "1001", "50001", NOTHING],
    "tcp.ack_raw": ["0", "1001", "50001", "50001", "1008", NOTHING],
    "tcp.len": ["0", "0", "0", "7", "0", NOTHING],
    "tcp.hdr_len": ["20"] * 5 + [NOTHING],
    "tcp.flags": ["0x0002", "0x0012", "0x0010", "0x0018", "0x0011", NOTHING],
    "tcp.flags.syn": ["1", "1", "0", "0", "0", NOTHING],
    "tcp.flags.push": ["0", "0", "0", "1", "0", NOTHING],
    "tcp.window_size_value": ["1000", "2000", "65535", "65535", "65535", NOTHING],
    "tcp.window_size": ["1000", "2000", "65535", "65535", "65535", NOTHING],
    "segment.client_state": ["SYN-SENT", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "CLOSE-WAIT", NOTHING],
    "segment.server_state": ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "ESTABLISHED", "FIN-WAIT-1", NOTHING],
    "segment.client_confidence": ["certain", "implied", "certain", "certain", "implied", NOTHING],
    "segment.server_confidence": ["assumed", "certain", "implied", "implied", "certain", NOTHING],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_field_prints_for_every_frame(name: str, tmp_path: Path) -> None:
    path = tmp_path / "small.pcap"
    path.write_bytes(pcap(FRAMES))
    assert [answer[name] for answer in packets(path, [name])] == EXPECTED[name]


def test_an_acknowledgment_number_without_the_flag_stays_raw(tmp_path: Path) -> None:
    path = tmp_path / "raw.pcap"
    path.write_bytes(pcap([frame(replace(data(1, 5), flags=PSH)), frame(Line(ACK, 6, 1))]))
    assert [answer["tcp.ack"] for answer in packets(path, ["tcp.ack"])] == ["0", "1"]
    assert SERVER_ISS + 1 == 50_001


# What tshark calls otherwise or has not: our own, the protocol as people know it, and what hangs on what it recognises.
OURS_ALONE = ("segment.", "flow.", "frame.protocol", "data.")
SHARED_FIELDS = [
    field.name
    for field in all_frame_fields().values()
    if not field.name.startswith(OURS_ALONE) and field.type is not Type.PROTOCOL
]


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize(
    "path",
    [
        "tui_tcp/sample/classic_lesson.pcap",
        "fixtures/port_reuse.client.pcap",
        "fixtures/http_ipv6.server.pcap",
        "fixtures/three_losses.client.pcap",
        "fixtures/bad/no_tcp.pcap",
    ],
)
def test_fields_print_as_tshark_prints_them(path: str) -> None:
    theirs = tshark(ROOT / path)
    ours = packets(ROOT / path, SHARED_FIELDS)
    assert len(theirs) == len(ours)
    differing = [
        f"#{number} {name}: {their[name]} not {our[name]}"
        for number, (their, our) in enumerate(zip(theirs, ours, strict=True), 1)
        for name in SHARED_FIELDS
        if their[name] != our[name]
    ]
    assert not differing, differing[:20]


def tshark(path: Path) -> list[dict[str, str]]:
    options = ["-n", "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields"]
    fields = [part for name in SHARED_FIELDS for part in ("-e", name)]
    out = subprocess.run(["tshark", "-r", path, *options, *fields], capture_output=True, text=True, check=True).stdout
    return [dict(zip(SHARED_FIELDS, line.split("\t"), strict=True)) for line in out.splitlines()]
