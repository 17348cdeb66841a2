from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from fingerpost.site.choosers import record_chooser


@hooks.register("register_admin_viewset")
def register_record_chooser() -> ChooserViewSet:
    return record_chooser
