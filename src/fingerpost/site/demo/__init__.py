"""The demonstration: a hub made of the facts in ``data/``, whose README says where they come from.

``actions.load_demo`` builds it; the command ``load_demo`` calls that.
"""
