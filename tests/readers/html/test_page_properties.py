"""Whatever the elements, the Reader neither fails nor loses count."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readers.html.pages import reading_of

TAGS = st.sampled_from(
    [
        "div",
        "p",
        "ul",
        "li",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "h1",
        "h2",
        "h3",
        "a",
        "b",
        "span",
        "section",
        "article",
        "nav",
        "footer",
        "details",
        "summary",
        "time",
        "del",
        "br",
        "form",
    ]
)
TEXTS = st.sampled_from(
    [
        "Webinar: water in cities",
        "3 July 2020",
        "Organised by: WHO",
        "31 June 2020",
        "Date:",
        "Register",
        "2020",
        "UNDRR & IPU",
        "July 2020",
        "Title",
        "행사명",
        "2020年7月3日",
        "<",
        "&amp;&#0;",
        "\u202e",
        "a" * 300,
        "1 day ago",
        "#water",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " class='card event-title'",
        " class='date'",
        " href='/e/1'",
        " href='#x'",
        " rowspan=3",
        " colspan=0",
        " rowspan=-1",
        " datetime='2020-07-03T10:00Z'",
        " role=tab",
        " role=tabpanel id=x",
        " lang=xx-",
        " itemscope itemtype='http://schema.org/Event'",
        " itemprop=startDate content='2020-13-45'",
    ]
)
PARTS = st.one_of(
    TEXTS,
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
)
SOUP = st.lists(PARTS, min_size=1, max_size=60).map("".join)
RELAXED = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(SOUP)
def test_any_soup_of_elements_is_read_and_balanced(soup: str) -> None:
    reading = reading_of(f"<body>{soup} x")

    balance = reading.balance
    assert sum(balance.count(fate) for fate in ("read", "unread", "ignored")) == len(balance.entries)
    assert {record.origin for record in reading.records} <= {
        entry.origin for entry in balance.entries if entry.fate == "read"
    }
    assert all("<script" not in record.title.lower() for record in reading.records)
    assert all(record.url is None or record.url.startswith(("http://", "https://")) for record in reading.records)


@RELAXED
@given(SOUP)
def test_reading_twice_gives_the_same(soup: str) -> None:
    page = f"<body>{soup} x"

    assert reading_of(page) == reading_of(page)


@RELAXED
@given(
    st.lists(st.sampled_from(["title", "organiser", "date"]), min_size=3, max_size=3, unique=True), st.integers(1, 28)
)
def test_columns_may_stand_in_any_order(order: list[str], day: int) -> None:
    heads = {"title": "Event", "organiser": "Hosted by", "date": "When"}
    cells = {"title": "<a href='/e/1'>Water in cities</a>", "organiser": "UNDRR", "date": f"{day} July 2020"}
    row = "".join(f"<td>{cells[name]}</td>" for name in order)
    head = "".join(f"<th>{heads[name]}</th>" for name in order)

    (record,) = reading_of(f"<table><tr>{head}</tr><tr>{row}</tr></table>").records

    assert (record.title, record.organisers, str(record.start)) == ("Water in cities", ("UNDRR",), f"2020-07-{day:02}")
