"""Bibliographies: RIS and its relatives, BibTeX and BibLaTeX, CSL-JSON, EndNote's XML, MODS."""
