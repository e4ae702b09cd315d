from dataclasses import replace

from tui_tcp.verdicts.agreed import agree, agreed_text
from tui_tcp.verdicts.headers import Offer

OFFER = Offer(1460, 7, True, True, False, False, False, True)


def test_what_both_offer_is_agreed() -> None:
    agreed = agree(OFFER, replace(OFFER, mss=1380, scale=10, timestamps=False, ecn=True))
    assert agreed
    assert (agreed.scale_client, agreed.scale_server) == (7, 10)
    assert (agreed.sack, agreed.timestamps, agreed.ecn) == (True, False, False)


def test_scaling_needs_both() -> None:
    agreed = agree(OFFER, replace(OFFER, scale=None))
    assert agreed and agreed.scale_client is None
    assert "windows not scaled" in agreed_text(OFFER, replace(OFFER, scale=None))


def test_the_words() -> None:
    assert agreed_text(OFFER, replace(OFFER, mss=1380)) == "MSS 1380, windows × 128, SACK, timestamps"


def test_nothing_is_known_of_what_was_not_captured() -> None:
    assert agree(OFFER, None) is None
    assert agreed_text(OFFER, replace(OFFER, is_whole=False)) == ""
