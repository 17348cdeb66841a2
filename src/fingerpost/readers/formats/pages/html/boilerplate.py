"""What stands on every page of a site: menus, feet, sidebars, cookie notices, share bars, comments."""

import re
from functools import lru_cache

from fingerpost.readers.formats.pages.html.nodes import Node

_TAGS = {"nav": "navigation", "footer": "the page's foot", "aside": "a sidebar"}
_ROLES = {
    "navigation": "navigation", "banner": "the page's head", "contentinfo": "the page's foot", "search": "a search form",
    "complementary": "a sidebar", "menu": "navigation", "menubar": "navigation", "tablist": "navigation", "dialog": "a notice",
    "alertdialog": "a notice", "toolbar": "navigation",
}  # fmt: skip
_START = r"(?<![a-z0-9])"
_STOP = r"(?![a-z])"
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(f"{_START}(?:{words}){_STOP}"))
    for reason, words in (
        ("navigation", r"nav(?:bar|igation|menu)?|(?:main|top|sub|side|site|mega|primary|secondary|mobile|footer|user|language)[-_]?(?:nav|menu|navigation)|gnb|lnb|snb|gnavi|globalnavi|"
         r"bread[-_]?crumbs?|pankuzu|topicpath|pag(?:er|ination|inate|ing)|page-numbers|post-navigation|nav-links|skip-?(?:link|nav|to-content)|skipnav|toc|catlinks|mw-jump-link|mw-editsection|"
         r"site-switcher|lang(?:uage)?-(?:switcher|selector)|quick-?links|menu-item|nav-tabs|tab-nav|elementor-tabs-wrapper|printfooter|back-to-top|portlet"),
        ("the page's foot", r"(?:site|page|main|global|mw)?[-_]?footer(?:-widgets?|-widget-area|-bottom|-menu|-container|-wrapper|-inner|-main|-top|-info|-area)?|footer-sections|colophon|copyright|imprint|fusszeile"),
        ("the page's head", r"(?:site|main|global|top|masthead|location|page-top)[-_]header|masthead|top-?bar|top-header|site_header"),
        ("a sidebar", r"aside|(?:left|right|main|primary|secondary)?[-_]?sidebar(?:-\w+)?|widget-area|widgetarea|widget_(?!text)[a-z_]+|layout-sidebar[\w-]*|side-?column|tag[-_]?cloud|tagcloud"),
        ("a notice", r"cookie[-_]?(?:banner|notice|consent|bar|law|popup|policy-bar)?s?|cookie-law-info[\w-]*|gdpr[\w-]*|consent[\w-]*|newsletter[\w-]*|subscribe[\w-]*|signup-form|popup|modal|lightbox|announcement-bar|mc4wp[\w-]*|mailchimp[\w-]*|mc_embed\w*"),
        ("a share bar", r"share(?:-bar|-buttons?|-links|-this|daddy|thispost)?|sharing|sharedaddy|social(?:-(?:share|sharing|icons?|links?|media|bar|nav|menu))?|sns|addtoany[\w-]*|addthis[\w-]*|a2a_kit|et_social[\w-]*|wp-block-social-links|jp-sharing"),
        ("related items", r"related(?:-?(?:posts?|articles?|news|content|items?|stories|events))?|jp-relatedposts[\w-]*|yarpp[\w-]*|you-may-also-like|more-posts|recommended|recent-?posts|popular-posts|most-read|prev-next|see-also-posts"),
        ("comments", r"comments?(?:-area|-list|-form|-section|-respond)?|commentlist|commentform|respond|disqus[\w-]*|fb-comments"),
        ("a search form", r"search(?:-?(?:form|box|bar|field|widget))?|views?-exposed-form|view-filters|filters?(?:-bar|-form)?|tribe-events-header|tribe-events-c-search"),
    )
)  # fmt: skip
_CONTENT = re.compile(r"(?<![a-z])(?:main|content|article|entry|post|event|result|list|grid)(?![a-z])")
_MAX_SHARE = 0.55  #: of the page's text; a wrapper named "has-sidebar" holds more
_HEADER_MAX = 600


def boilerplate_reason(node: Node, *, share: float, depth_in_content: bool) -> str | None:
    """Say which part of every page an element is; None if it belongs to this page. ``share`` is its part of the text."""
    if node.is_related:
        return "related items"
    if node.tag in ("body", "main", "article", "tr", "td", "th", "tbody", "table"):
        return None
    if share > _MAX_SHARE and node.tag not in _TAGS:
        return None
    if (reason := _TAGS.get(node.tag)) and not (node.tag == "footer" and depth_in_content) and share <= 0.8:
        return reason if not _is_card_part(node) else None
    if (reason := _ROLES.get(node.attrs.get("role", "").lower())) and not _holds_panels(node):
        return None if node.tag == "header" and depth_in_content else reason
    if node.tag == "header" and not depth_in_content and not any(node.find("h1", "table", "article")):
        return "the page's head"
    if not node.marks:
        return None
    return _named(f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}".lower())


@lru_cache(maxsize=4096)
def _named(names: str) -> str | None:
    for reason, pattern in _NAMES:
        match = pattern.search(names)
        if match and not _only_describes(match, names, reason):
            return reason
    return None


def _holds_panels(node: Node) -> bool:
    """Accordions call themselves a list of tabs and hold the panels with the content as well."""
    return node.attrs.get("role") == "tablist" and any(
        one.attrs.get("role") == "tabpanel" or "tab-content" in one.marks for one in node.walk()
    )


def _is_card_part(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in ("article", "li") and node.tag in ("aside", "nav")


def _only_describes(match: re.Match[str], names: str, reason: str) -> bool:
    """ "col-main has-sidebar", "no-sidebar", "widget-nav-off": the element is named after what stands beside it."""
    before = names[: match.start()].rsplit(" ", 1)[-1]
    word = names[match.start() :].split(" ", 1)[0]
    if before.endswith(("has-", "no-", "with-", "without-", "is-", "hide-", "show-")):
        return True
    rest = word[match.end() - match.start() :]
    return (
        (bool(rest) and bool(_CONTENT.search(rest)))
        or before.startswith(("field-", "views-", "block-system-main"))
        or (reason == "a share bar" and before not in ("", "et_") and "share" not in word)
    )
