from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "site"


def _x(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(slug)


urlpatterns = [
    path("events/<str:slug>", _x, name="event"),
    path("resources/<str:slug>", _x, name="resource"),
    path("measures/<str:slug>", _x, name="measure"),
    path("updates/<str:slug>", _x, name="update"),
    path("organisations/<str:slug>", _x, name="organisation"),
    path("cities/<str:slug>", _x, name="city"),
    path("themes/<str:slug>", _x, name="theme"),
    path("series/<str:slug>", _x, name="series"),
]
