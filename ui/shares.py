"""Shares and counts in words. Streamlit-free, as reports are made without it too."""


def percent(share: float, digits: int = 1) -> str:
    """'99.3 %'; never 100 unless it is exact."""
    if share < 1 and round(100 * share, digits) == 100:
        return f"> {100 - 10**-digits:.{digits}f} %"
    return "100 %" if share == 1 else f"{100 * share:.{digits}f} %"


def decimal(share: float) -> str:
    """'0.993'; never 1 unless it is exact."""
    return "1" if share == 1 else f"{share:.3f}" if share < 0.9995 else f"{min(share, 0.9999):.4f}"


def points(difference: float) -> str:
    """A difference of two shares, without its sign: '1.3 points'."""
    return f"{100 * abs(difference):.1f} points"


def counted(number: int, what: str) -> str:
    """'1 mistake', '2,310 mistakes'."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
