"""Social posts: the event that one announces, and the post itself as a piece of news."""

from fingerpost.readers.formats.posts.post import ReadPost, is_one_post, looks_like_post, read_post

__all__ = ["ReadPost", "is_one_post", "looks_like_post", "read_post"]
