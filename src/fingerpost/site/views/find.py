"""Search over everything that the hub holds."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fingerpost.site.context import frame_of
from fingerpost.site.results.answer import Answer, answered
from fingerpost.site.results.question import Question
from fingerpost.site.results.suggestions import suggestions
from fingerpost.site.results.telling import told, told_problems
from fingerpost.site.views.public import public


@public
def find(request: HttpRequest) -> HttpResponse:
    """Show what was found; where the address is not understood, what may have been meant."""
    question = Question(request.GET)
    if question.is_moved and not question.misread:
        return HttpResponsePermanentRedirect(question.address(page=question.page))
    answer = answered(question, seen=frame_of(request).viewing)
    if answer.is_misread:
        return render(request, "site/find_not_understood.html", _context(answer), status=404)
    return render(request, "site/find.html", _context(answer))


@public
def find_json(request: HttpRequest) -> HttpResponse:
    """Answer a program as the page answers a person: the same parameters, the same sentences."""
    answer = answered(Question(request.GET), seen=frame_of(request).viewing)
    return _readable_anywhere(
        told_problems(answer) if answer.is_misread else told(answer), is_found=not answer.is_misread
    )


@public
def complete(request: HttpRequest) -> HttpResponse:
    """Suggest what is being typed may become."""
    return JsonResponse({"suggestions": suggestions(request.GET.get("q", ""))})


def _readable_anywhere(content: dict[str, object], *, is_found: bool) -> HttpResponse:
    response = JsonResponse(content, status=200 if is_found else 404, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _context(answer: Answer) -> dict[str, object]:
    question = answer.question
    return {
        "answer": answer,
        "question": question,
        "page_title": _("Found for “%(words)s”") % {"words": question.text[:200]} if question.text else _("Find"),
        "page_description": _("Search everything that this hub holds."),
        "page_address": f"{settings.PUBLIC_URL}{question.address(page=question.page)}",
        "page_robots": "noindex",
    }
