"""Wireshark's analysis as fields; that they are right is judged against tshark (tests/judges, test_frame_fields)."""

from pathlib import Path

from tests.builders import ack, back, data, established, late
from tests.judges.answers import packets
from tests.model.captures import datagram, frame, pcap
from tui_tcp.fields.wireshark_fields import WIRESHARK_FIELDS

LINES = [*established(), data(1, 10), back(ack(1, 11)), late(data(1, 10), 300)]


def printed(folder: Path, name: str) -> list[str]:
    path = folder / "labelled.pcap"
    path.write_bytes(pcap([*map(frame, LINES), datagram()]))
    return [answer[name] for answer in packets(path, [name])]


def test_a_flag_prints_1_or_nothing(tmp_path: Path) -> None:
    assert printed(tmp_path, "tcp.analysis.spurious_retransmission") == ["", "", "", "", "", "1", ""]


def test_any_flag_sets_the_group(tmp_path: Path) -> None:
    assert printed(tmp_path, "tcp.analysis.flags") == ["", "", "", "", "", "1", ""]


def test_an_acknowledgment_has_its_frame_and_its_time(tmp_path: Path) -> None:
    assert printed(tmp_path, "tcp.analysis.acks_frame") == ["", "1", "2", "", "4", "", ""]
    assert printed(tmp_path, "tcp.analysis.ack_rtt")[4] == "0.001000000"


def test_completeness_stands_on_every_segment(tmp_path: Path) -> None:
    assert printed(tmp_path, "tcp.completeness") == ["0", "1", "3", "7", "15", "15", ""]


def test_all_bear_wireshark_s_prefix() -> None:
    assert all(field.name == "tcp.completeness" or field.name.startswith("tcp.analysis") for field in WIRESHARK_FIELDS)
