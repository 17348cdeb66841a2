from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures that editors uploaded: few, small and typed by their content. A larger hub puts its proxy before them.
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("fingerpost.site.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "fingerpost.site.views.errors.not_found"
