"""What a visitor sees of finding: the question that an address asks, its facets, and what was found as rows."""
