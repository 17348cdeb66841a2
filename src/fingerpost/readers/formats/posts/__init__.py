"""Social posts: the events that one announces, and the post itself as a piece of news."""

from fingerpost.readers.formats.posts.marks import looks_like_post
from fingerpost.readers.formats.posts.post import ReadPost, read_announcement, read_post

__all__ = ["ReadPost", "looks_like_post", "read_announcement", "read_post"]
