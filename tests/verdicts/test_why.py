from tests.verdicts.captures import path, reasons
from tests.views.builders import read
from tui_tcp.tcp.findings import FINDINGS
from tui_tcp.verdicts.why import WHY, why


def test_every_finding_has_its_reason() -> None:
    assert WHY.keys() >= {finding.name for finding in FINDINGS}


def test_what_wireshark_calls_otherwise() -> None:
    told = reasons("zero_window.client", 16)
    assert told["zero_window_probe"].startswith("Nothing is outstanding, and the other end's window was 0 (#15)")
    assert told["wireshark"] == "Wireshark 4.0 calls it tcp.analysis.keep_alive."
    assert reasons("simultaneous_open.client", 3) == {
        "wireshark": "Wireshark 4.0 calls it tcp.analysis.retransmission."
    }
    assert "wireshark" not in reasons("fast_retransmit_sack.client", 31)


def test_a_segment_without_findings() -> None:
    assert why(read(path("refused.client")), 0) == []
    assert why(read("fixtures/bad/no_tcp.pcap"), 0) == []


def test_every_segment_of_every_capture_can_be_explained() -> None:
    for capture in ("three_losses.server", "verdicts/lossy_upload.client", "verdicts/ignored_reset.client"):
        session = read(path(capture))
        for row in range(session.frame_count):
            for reason in why(session, row):
                assert reason.text.endswith(".") and row + 1 in reason.frames
