"""OAI-PMH: the answers of archives that let themselves be harvested."""

from fingerpost.readers.formats.oai.reader import read_answer

__all__ = ["read_answer"]
