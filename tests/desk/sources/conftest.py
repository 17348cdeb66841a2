from tests.web import site

__all__ = ["site"]
