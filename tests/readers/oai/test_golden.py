from operator import attrgetter
from pathlib import Path

import pytest

from fingerpost.readers.errors import UnreadableSource

from ..golden import GOLDEN, assert_reads_as_told, reading_of

SOURCES = sorted((GOLDEN / "oai").glob("*.xml"))
ANSWER = '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request verb="X">https://x.example/oai</request>{}</OAI-PMH>'


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_an_answer_reads_as_its_golden_file_says(path: Path) -> None:
    assert_reads_as_told(path, reader="oai-pmh")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("badResumptionToken", r"“badResumptionToken”: expired\. Harvest again from the beginning\."),
        ("idDoesNotExist", r"drop the record"),
        ("badVerb", r"Check the address and its parameters\."),
    ],
)
def test_an_error_of_the_archive_is_told_with_its_remedy(code: str, told: str) -> None:
    with pytest.raises(UnreadableSource, match=told):
        reading_of(ANSWER.format(f'<error code="{code}">expired</error>'))


@pytest.mark.parametrize(
    "answer",
    [
        "<ListSets><set><setSpec>a</setSpec><setName>A</setName></set></ListSets>",
        "<ListIdentifiers><header><identifier>oai:x:1</identifier></header></ListIdentifiers>",
        "<Identify><repositoryName>X</repositoryName></Identify>",
        "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat></ListMetadataFormats>",
    ],
)
def test_an_answer_without_descriptions_gives_no_records(answer: str) -> None:
    reading = reading_of(ANSWER.format(answer))

    assert reading["records"] == []
    assert reading["balance"]["unread"] == 0


def test_deleted_records_are_named_for_the_harvester_even_among_identifiers() -> None:
    header = '<header status="deleted"><identifier>oai:x:{}</identifier></header>'

    reading = reading_of(ANSWER.format(f"<ListIdentifiers>{header.format(1)}{header.format(2)}</ListIdentifiers>"))

    assert reading["source"]["deleted"] == "oai:x:1\noai:x:2"


def test_metadata_in_an_unknown_format_are_unread_with_a_remedy() -> None:
    record = "<record><header><identifier>oai:x:1</identifier></header><metadata><marc/></metadata></record>"

    reading = reading_of(ANSWER.format(f"<ListRecords>{record}</ListRecords>"))

    assert [entry["reason"] for entry in reading["balance"]["entries"]] == [
        "Its metadata are in a format that is not read; ask for oai_dc."
    ]
