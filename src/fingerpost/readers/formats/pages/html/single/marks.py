"""The classes by which content management systems mark the page of one event or of one document."""

import re

EVENT_MARKS = re.compile(
    r"(?<![\w-])(?:single-(?:tribe[_-])?(?:events?|webinars?)|(?:page-)?node-{1,2}type-{1,2}(?:events?|webinar|conference|training|course)|portaltype-event|template-event_view|"
    r"type-(?:tribe_)?events?|event-single|single-event|event-detail\w*|eventdetail\w*|h-event|vevent|evo_event|mec-single-event|eventitem)(?![a-z])"
)
DOCUMENT_MARKS = re.compile(
    r"(?<![\w-])(?:single-(?:publications?|resources?|reports?|documents?|case[_-]stud(?:y|ies))|(?:page-)?node-{1,2}type-{1,2}(?:publications?|resources?|reports?|documents?|case-?stud(?:y|ies)|library)|"
    r"type-(?:publications?|resources?|reports?|documents?|case[_-]stud(?:y|ies))|(?:case[_-]stud(?:y|ies)|publications?|resources?|reports?)-template-default|portaltype-file|pkp_page_article|publication-detail\w*)(?![a-z])"
)
