"""E-mail: newsletters, invitations and forwarded messages, with what is attached to them."""

from fingerpost.readers.formats.mail.reader import read_mail

__all__ = ["read_mail"]
