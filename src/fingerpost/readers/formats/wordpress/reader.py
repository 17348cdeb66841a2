"""A WordPress export as Candidates: its events, posts and documents, and what its pages list."""

import html
import re
from dataclasses import replace
from typing import Any

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.fragments import plain_line
from fingerpost.readers.formats.items import read_item, why_not
from fingerpost.readers.formats.pages.html.reading import read_html
from fingerpost.readers.formats.wordpress.post import Post, html_of, is_event, item_of, open_post, why_ignored
from fingerpost.readers.formats.xml import first_text, open_tree, parts_of
from fingerpost.readers.types import Balance, Candidate, Entry, Fate, Issue, Reading, Source
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.names import known_names

NAME = "wordpress export"
_MIN_LISTED = 2
_ROW = re.compile(r"<(?:li|tr|a|h[2-5])[\s>]", re.IGNORECASE)


def read_export(source: Source) -> Reading:
    """Return what a WordPress export publishes.

    A post or page that lists things gives those, with its title as their section where they have none; a post that does
    not is one record, and a page is one only if it reads as one event or document. The balance counts items.
    Raises UnreadableSource for what is no export.
    """
    tree = open_tree(source.content, what="export", base_url=source.base_url)
    channel = next(parts_of(tree.root, "channel"), None) if tree.root is not None else None
    if channel is None:
        raise UnreadableSource("The source is no WordPress export.", remedy="Export it again: Tools, Export.")
    base = first_text(channel, "link") or source.base_url
    stated = first_text(channel, "language")
    posts = _posts(channel, base, stated)
    context = Context(today=source.today, known=known_names())
    records: list[Candidate] = []
    issues: list[Issue] = []
    entries: list[Entry] = []
    for post in posts:
        fate, reason = _read(post, source, context, records, issues)
        text = plain_line(post.fields.get("title", "")) or post.link or post.origin
        entries.append(Entry(origin=post.origin, fate=fate, text=text[:200], reason=reason))
    if tree.broken_at is not None:
        issues.append(_broken(tree.broken_at, len(posts)))
    return Reading(
        reader=NAME,
        records=tuple(records),
        issues=tuple(issues),
        balance=Balance(unit="item", entries=tuple(entries)),
        title=first_text(channel, "title") or None,
        language=language_tag(stated) if stated else None,
        facts={"encoding": tree.encoding, **({"address": base} if base else {})},
    )


def _posts(channel: Any, base: str | None, language: str) -> list[Post]:
    posts = [open_post(node, number) for number, node in enumerate(parts_of(channel, "item"), start=1)]
    venues = {post.fields.get("post_id", ""): _venue(post) for post in posts if post.kind == "tribe_venue"}
    hosts = {post.fields.get("post_id", ""): plain_line(post.fields.get("title", "")) for post in posts if post.kind == "tribe_organizer"}  # fmt: skip
    for post in posts:
        post.base, post.language, post.venues, post.hosts = base, language, venues, hosts
    return posts


def _venue(post: Post) -> str:
    parts = (plain_line(post.fields.get("title", "")), post.first("_VenueCity"), post.first("_VenueCountry"))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _read(
    post: Post, source: Source, context: Context, records: list[Candidate], issues: list[Issue]
) -> tuple[Fate, str]:
    if reason := why_ignored(post):
        return "ignored", reason
    if post.kind != "attachment" and not is_event(post) and (post.kind == "page" or _may_list(post)):
        listed = _listed(post, source)
        if len(listed.records) >= _MIN_LISTED or (post.kind == "page" and listed.records):
            title = plain_line(post.fields.get("title", "")) or None
            records.extend(replace(found, section=found.section or title, origin=f"{post.origin}, {found.origin}", language=found.language or listed.language) for found in listed.records)  # fmt: skip
            issues.extend(replace(issue, origin=f"{post.origin}, {issue.origin}") for issue in listed.issues)
            return "read", f"It lists {len(listed.records)}."
        if post.kind == "page":
            return "ignored", "It is a page that lists nothing."
    item = item_of(post)
    if reason := why_not(item):
        return "unread", reason
    record, questions = read_item(item, context, language=language_tag(post.language) if post.language else None)
    records.append(record)
    issues.extend(questions)
    return "read", ""


def _may_list(post: Post) -> bool:
    """True for a content with rows or links enough to be worth a reading as a page."""
    return len(_ROW.findall(post.content[:1_000_000])) >= _MIN_LISTED


def _listed(post: Post, source: Source) -> Reading:
    """The post's content, read as the page on which it is shown."""
    title = html.escape(plain_line(post.fields.get("title", "")))
    language = language_tag(post.language) if post.language else None
    page = f'<html lang="{html.escape(language or "")}"><head><title>{title}</title></head><body><main><h1>{title}</h1>{html_of(post)}</main></body></html>'
    return read_html(replace(source, content=page.encode("utf-8", "replace"), base_url=post.link or post.base))


def _broken(line: int, count: int) -> Issue:
    return Issue(
        problem=f"The export is not well-formed XML; {count} items could be read.",
        remedy="Check that none is missing, and export it again.",
        origin=f"line {line}",
    )
