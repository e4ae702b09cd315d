from tui_tcp.verdicts.agreed import DEFAULT_MSS_6, agree, agreed_text
from tui_tcp.verdicts.headers import Offer

OFFER = Offer(1460, 7, True, True, False, False, False, True)


def test_what_both_offer_is_agreed() -> None:
    agreed = agree(OFFER, OFFER._replace(mss=1380, scale=10, timestamps=False, ecn=True))
    assert agreed
    assert (agreed.scale_client, agreed.scale_server) == (7, 10)
    assert (agreed.sack, agreed.timestamps, agreed.ecn) == (True, False, False)


def test_scaling_needs_both() -> None:
    agreed = agree(OFFER, OFFER._replace(scale=None))
    assert agreed and agreed.scale_client is None
    assert "windows not scaled" in agreed_text(OFFER, OFFER._replace(scale=None))


def test_the_words() -> None:
    assert agreed_text(OFFER, OFFER._replace(mss=1380)) == "MSS 1380, windows scaled by 128, SACK, timestamps"


def test_each_end_scales_by_its_own_factor() -> None:
    assert "windows scaled by 128 (client) and 1 (server)" in agreed_text(OFFER, OFFER._replace(scale=0))


def test_nothing_is_known_of_what_was_not_captured() -> None:
    assert agree(OFFER, None) is None
    assert agreed_text(OFFER, OFFER._replace(is_whole=False)) == ""


def test_where_no_mss_is_offered_the_default_holds_unless_more_was_sent() -> None:
    none, other = OFFER._replace(mss=None), OFFER._replace(mss=None, sack=False)
    assert agreed_text(none, other).startswith("no MSS offered (so 536 at most), ")
    assert agreed_text(none, other, DEFAULT_MSS_6).startswith("no MSS offered (so 1220 at most), ")
    assert agreed_text(none, other, is_larger=True).startswith("no MSS offered, ")
    assert agreed_text(OFFER, none).startswith("MSS 1460 (client), none of the server, ")
    assert agreed_text(none, OFFER).startswith("MSS 1460 (server), none of the client, ")


def test_accurate_ecn_needs_both() -> None:
    accurate = OFFER._replace(ecn=True, accurate_ecn=True)
    assert agreed_text(accurate, OFFER._replace(accurate_ecn=True)).endswith(", Accurate ECN")
    assert agreed_text(accurate, OFFER._replace(ecn=True)).endswith(", ECN")
