"""The Reader for a page of HTML, whatever made it: ``reading.read_html``. Importing this loads nothing, so that others may share its vocabulary."""
