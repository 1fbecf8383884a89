"""The site that Pelican builds from a corpus; bench/README.md says what it has in common with the others."""

PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["posts/pictures"]
SITENAME = "Example Network"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

ARTICLE_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = "posts/{slug}/index.html"
CATEGORY_URL = "kinds/{slug}/"
CATEGORY_SAVE_AS = "kinds/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
YEAR_ARCHIVE_URL = "years/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/index.html"
AUTHOR_SAVE_AS = AUTHOR_URL = ""  # no other peer has pages of authors here: the theme's links to them lead home
DIRECT_TEMPLATES = ["index", "categories", "tags", "archives"]
THEME_TEMPLATES_OVERRIDES = ["templates"]

DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None, "period_archives": None}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
SUMMARY_MAX_PARAGRAPHS = 1
SUMMARY_MAX_LENGTH = None

FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = None
FEED_ALL_RSS = "index.xml"
CATEGORY_FEED_ATOM = None
CATEGORY_FEED_RSS = "kinds/{slug}/index.xml"
TAG_FEED_RSS = "tags/{slug}/index.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

DISPLAY_PAGES_ON_MENU = False  # every member and event is a page
MENUITEMS = [
    (title, f"{SITEURL}/{address}")
    for title, address in {
        "Members": "members/",
        "Events": "events/",
        "Tags": "tags.html",
        "Archive": "archives.html",
        "About": "about/",
        "How it works": "how-it-works/",
        "Privacy": "privacy/",
    }.items()
]

MARKDOWN = {
    "extensions": [
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "meta",
        "tables",
        "toc",
        "pymdownx.highlight",
        "pymdownx.superfences",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ],
    "extension_configs": {"toc": {"permalink": True}},
}
