"""What finding does in the background."""

from django_tasks import task

from fingerpost.finding import documents


@task()
def read_document(document_id: int) -> None:
    """Keep the words of a document, to be searched; safe to run twice."""
    documents.keep_words(document_id=document_id)
