"""A share in words, written one way everywhere."""

NO_BREAK = "\u00a0"  # a space at which no line ends


def percent(share: float, digits: int = 1) -> str:
    """'99.3 %' for pages and reports, with a no-break space; never 100 unless it is exact."""
    return plain_percent(share, digits).replace(" %", f"{NO_BREAK}%")


def plain_percent(share: float, digits: int = 1) -> str:
    """The same for terminals and files, with a plain space."""
    if share < 1 and round(100 * share, digits) == 100:
        return f"> {100 - 10**-digits:.{digits}f} %"
    return "100 %" if share == 1 else f"{100 * share:.{digits}f} %"
