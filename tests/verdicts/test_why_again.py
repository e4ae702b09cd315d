import pytest

from tests.verdicts.captures import reasons


@pytest.mark.parametrize(
    ("capture", "frame", "finding", "words"),
    [
        ("three_losses.client", 31, "retransmission", "Bytes 5793 to 7240 had been sent"),
        ("three_losses.client", 31, "fast_retransmission", "#30 had SACKed 11585 to 14480, 7241 to 8688"),
        ("fast_retransmit_nosack.client", 31, "fast_retransmission", "3 duplicate ACKs so far (last #30)"),
        ("rto_tail_loss.client", 24, "retransmission", "copy 2 of 2"),
        ("rto_tail_loss.client", 24, "timeout_retransmission", "The timer ran out 468 ms after #23"),
        ("tail_loss_probe.client", 23, "tail_loss_probe", "repeated once, 248 ms after #13"),
        ("syn_blackhole.client", 3, "syn_retransmission", "Try number 3, 2.0 s after #2"),
        ("last_ack_lost.client", 12, "spurious_retransmission", "The FIN had been acknowledged 214 ms before (#11)"),
        ("spurious_retransmission.client", 6, "spurious_retransmission", "by D-SACK that it had come twice (#7"),
        ("last_ack_lost.server", 11, "spurious_retransmission", "echoes the timestamp of an earlier copy"),
        ("verdicts/syn_ack_lost.server", 5, "answer_to_repeated_syn", "after the SYN came again (#4)"),
    ],
)
def test_reasons(capture: str, frame: int, finding: str, words: str) -> None:
    assert words in reasons(capture, frame)[finding]
