from collections.abc import Iterable
from typing import Any

from django import forms


class SuggestInput(forms.TextInput):
    """A text field that suggests what is usually written there, by the browser's own list and without script."""

    template_name = "desk/widgets/suggest.html"

    def __init__(self, suggestions: Iterable[tuple[str, Any]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["widget"]["attrs"]["list"] = list_id
        return {**context, "list_id": list_id, "suggestions": self.suggestions}
