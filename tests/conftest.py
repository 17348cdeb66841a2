import os

# Playwright's loop runs in the thread that runs the tests; Django takes that for asynchronous code calling the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
