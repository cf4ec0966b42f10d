"""The link of a class, and its QR code."""

from urllib.parse import unquote

import pytest

from ui.classroom.address import is_only_here, qr_code

ADDRESS = "http://192.168.1.5:8501/base/classroom?join=BCDFGH&x=<b>"


def test_the_code_is_a_picture_with_its_address_in_words():
    html = qr_code(ADDRESS, "40vmin")
    assert 'alt="QR code of http://192.168.1.5:8501/base/classroom?join=BCDFGH&amp;x=&lt;b&gt;"' in html
    assert 'style="width: 40vmin"' in html
    assert html.count("<") == html.count(">") == 1
    assert "fill='#fff'" in unquote(html)  # no dark theme turns it round


@pytest.mark.parametrize(
    ("address", "alone"),
    [("http://localhost:8501/", True), ("http://[::1]:8501/", True), (ADDRESS, False), ("/a", False)],
)
def test_an_address_of_this_machine_alone_is_known(address, alone):
    assert is_only_here(address) == alone
