"""The one way a benchmark says what it found."""


def row(what: str, measured: float, limit: float, unit: str) -> bool:
    """Print a figure beside its limit and their ratio; say whether it is within."""
    ratio = measured / limit
    print(f"{what:<52} {measured:>10.2f} {unit:<8} of {limit:>8g}   ratio {ratio:.2f} {'' if ratio <= 1 else '  OVER'}")
    return ratio <= 1
