"""What the demonstration's pages tell, in our own words. Each page: title, short name, introduction, sections."""

TITLE = "COVID-19: response, resources and initiatives"
INTRO = (
    "What cities of Asia and the Pacific and their partners did, learned and published, kept in one place: so that a city "
    "that has to act today can start from what worked elsewhere."
)
TAGLINE = "A network of cities in Asia and the Pacific, with its secretariat in Seoul."
DEMONSTRATION = "This is a demonstration. The network it describes does not run it."

ABOUT = (
    "About this hub",
    "about",
    "What stands here, where it comes from, and who does not run it.",
    [
        (
            "A demonstration",
            "<p>This hub shows what Fingerpost does with the page that a network of cities keeps by hand in a crisis. It is "
            "made of facts about the COVID-19 pandemic that CityNet and others published. CityNet does not run this hub and "
            "has not reviewed it; nothing here speaks for CityNet or for any other organisation that is named.</p>",
        ),
        (
            "What it holds",
            "<p>Three kinds of entries: events of the network and of its partners, resources that help a city to act, and "
            "measures that cities took. Beside them stand two short updates of the network.</p>"
            "<p>CityNet's COVID-19 page gave the first of them: its own webinars, its list of partners' events and its list of "
            "resources. Further events and resources on the same subjects, and the measures of cities, were added.</p>",
        ),
        (
            "What is ours",
            "<p>Titles, names, dates and addresses are the sources' own. Titles and summaries of city measures, the text of "
            "the updates and the sorting by theme were written for this demonstration.</p>",
        ),
    ],
)

CHOSEN = (
    "How entries are chosen",
    "how-entries-are-chosen",
    "Which facts were taken, how they were checked, and what was left open.",
    [
        (
            "What was taken",
            "<p>Every row of the lists on CityNet's COVID-19 page is here, in its words; obvious slips of the pen in titles are "
            "repaired, and each entry keeps the text as it was printed. To these come events and resources about cities, "
            "COVID-19 and resilience, and measures of cities, mostly in Asia and the Pacific.</p>",
        ),
        (
            "How it was checked",
            "<p>Each entry names the page where its facts were found. Those were stored copies of public web pages; the "
            "addresses were not opened live, so some may have moved or gone. Some lead to a third party's copy, where the "
            "publisher's own page was not found, and say so.</p>",
        ),
        (
            "What was left open",
            "<p>A field is empty where no source states the fact. Of the events and resources on CityNet's page, some have no "
            "address: no page about them was found. A time has a zone only where the source names one. Where a source gives "
            "a date without its year, the year follows from its context, and the entry says so.</p>",
        ),
        (
            "What an entry does not say",
            "<p>A measure tells what its source reported at the time. It does not say that the measure worked, or that it "
            "still runs. Being listed is no recommendation.</p>",
        ),
    ],
)

ACCESSIBILITY = (
    "Accessibility",
    "accessibility",
    "What this hub does so that everybody can use it, and what is not known yet.",
    [
        (
            "What it aims at",
            "<p>The public pages aim to meet the Web Content Accessibility Guidelines 2.2 at level AA. They work by keyboard "
            "alone, without scripts, enlarged to 400 per cent, in light and dark and in print, and follow a reader's wish for less "
            "motion or for colours of their own.</p>",
        ),
        (
            "How that is checked",
            "<p>The software's own tests open its pages in a browser and run automatic accessibility checks. Such checks find "
            "only a part of all barriers. Nobody independent has audited this hub, and people who rely on assistive "
            "technology have not tested it yet; so we do not claim that it conforms.</p>",
        ),
        (
            "Known limits",
            "<ul><li>The pages that entries lead to belong to others. Some are scanned documents or PDF files that a screen "
            "reader may not be able to read.</li>"
            "<li>The language of an entry is marked only where its source states it.</li>"
            "<li>This demonstration has no address to write to. A network that runs a hub names one at the foot of every "
            "page.</li></ul>",
        ),
    ],
)
