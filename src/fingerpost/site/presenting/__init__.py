"""What stands on a page, in words: pure functions from records to small frozen values that templates only print."""

from fingerpost.site.presenting.rows import Away, Card, Post, Row, card, post, row
from fingerpost.site.presenting.times import Clock, DayBlock, Viewing, viewing

__all__ = ["Away", "Card", "Clock", "DayBlock", "Post", "Row", "Viewing", "card", "post", "row", "viewing"]
