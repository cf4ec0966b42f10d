"""A share in words, written one way everywhere."""


def percent(share: float, digits: int = 1) -> str:
    """'99.3 %'; never 100 unless it is exact."""
    if share < 1 and round(100 * share, digits) == 100:
        return f"> {100 - 10**-digits:.{digits}f} %"
    return "100 %" if share == 1 else f"{100 * share:.{digits}f} %"
