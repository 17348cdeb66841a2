from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from fingerpost.site.choosers import CHOOSERS


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    return CHOOSERS
