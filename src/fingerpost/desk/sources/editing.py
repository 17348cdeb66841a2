"""A source is added, changed or taken away; what the form says can be tried before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.generic import CreateView, DeleteView, EditView

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.sources.forms import SourceForm
from fingerpost.desk.sources.prefilling import source_from
from fingerpost.desk.sources.trying import Tried, tried
from fingerpost.intake.actions.harvesting import plan
from fingerpost.intake.models import Batch, Source
from fingerpost.links.errors import FetchError
from fingerpost.readers.errors import ReaderError


class TryingMixin:
    """A form with a second button, “Try it”, that shows what would come and saves nothing."""

    template_name = "desk/sources/form.html"
    found: Tried | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "try" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object() if "pk" in kwargs else None
        self.form = self.get_form()
        if self.form.is_valid():
            self._try(self.form)
        return self.render_to_response(self.get_context_data())

    def _try(self, form: SourceForm) -> None:
        try:
            self.found = tried(form.instance)
        except (FetchError, ReaderError) as error:
            form.add_error("url", str(error))
            return
        if not form.data.get("name") and self.found.title:
            form.data = form.data.copy()
            form.data["name"] = self.found.title[:300]

    def save_instance(self) -> Source:
        plan(self.form.instance, self.form.changed, now=timezone.now())
        saved = super().save_instance()
        if self.form.lost_trust:
            messages.warning(
                self.request,
                _("What this source gives is held for review from now on: a moderator trusted its old address."),
            )
        return saved

    def get_success_url(self) -> str:
        return reverse("sources:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(found=self.found, **kwargs)


class AddView(TryingMixin, CreateView):
    success_message = gettext_lazy("“%(object)s” is a source now. Read it now, or wait for its time.")
    error_message = gettext_lazy("The source could not be added. What is wrong stands at its field.")
    submit_button_label = gettext_lazy("Add the source")

    @cached_property
    def batch(self) -> Batch | None:
        """Return the import whose address is to be read regularly, if somebody comes from there."""
        pk = self.request.GET.get("import", "")
        return Batch.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None

    def get_add_url(self) -> str:
        address = super().get_add_url()
        return f"{address}?import={self.batch.pk}" if self.batch else address

    def get_initial_form_instance(self) -> Source:
        source = source_from(self.batch) if self.batch else Source(url=self.request.GET.get("address", ""))
        source.responsible = self.request.user
        return source

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        add_crisis = reverse(Crisis.snippet_viewset.get_url_name("add"))
        return super().get_context_data(
            has_hub=Crisis.objects.exists(),
            add_crisis_url=add_crisis if self.request.user.has_perm("catalogue.add_crisis") else "",
            **kwargs,
        )


class ChangeView(TryingMixin, EditView):
    success_message = gettext_lazy("“%(object)s” was saved.")
    error_message = gettext_lazy("The source could not be saved. What is wrong stands at its field.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_hub=True, **kwargs)


class RemoveView(DeleteView):
    success_message = gettext_lazy("“%(object)s” is no source any more. What it brought stays.")

    @property
    def confirmation_message(self) -> str:
        count = self.object.batches.count()
        words = ngettext(
            "“%(name)s” will not be read any more. Its import and all records from it stay as they are.",
            "“%(name)s” will not be read any more. Its %(count)d imports and all records from them stay as they are.",
            count,
        )
        return words % {"name": self.object, "count": count}
