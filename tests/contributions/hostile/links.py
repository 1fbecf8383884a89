"""Addresses that run a program, lead elsewhere than they say, or out of the site."""

from __future__ import annotations

from tests.contributions.story import HARMLESS, Story, post, posts, unlike

UNSAFE = "error[unsafe-link]"
REFUSED = "warning[unsafe-link]"
NOWHERE = "warning[broken-link]"
DECEPTIVE = "error[deceptive-link]"

TEXTS = (
    ("a script", "[x](javascript:alert(1))", UNSAFE),
    ("a script in capital letters", "[x](JaVaScRiPt:alert(1))", UNSAFE),
    ("a script with an entity", "[x](javascript&colon;alert(1))", UNSAFE),
    ("a script with a tab", "[x](java&Tab;script:alert(1))", UNSAFE),
    ("a script with a line break", "[x](java&#10;script:alert(1))", UNSAFE),
    ("a script in HTML with a line break", '<a href="java&#10;script:alert(1)">x</a>', UNSAFE),
    ("a script in HTML with a typed line break", '<a href="java\nscript:alert(1)">x</a>', UNSAFE),
    ("a script after a blank", '<a href=" javascript:alert(1)">x</a>', UNSAFE),
    ("a script after a control character", "[x](&#1;javascript:alert(1))", NOWHERE),
    ("a script as numbers", "[x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1))", UNSAFE),
    ("a script as percent signs", "[x](javascript%3Aalert(1))", NOWHERE),
    ("a script as backslashes", "[x](\\javascript:alert(1))", NOWHERE),
    ("a script with unicode escapes", "[x](\\u006aavascript:alert(1))", NOWHERE),
    ("a script as an autolink", "<javascript:alert(1)>", UNSAFE),
    ("a script as a reference", "[x][y]\n\n[y]: javascript:alert(1)", UNSAFE),
    ("a script as a picture", "![x](javascript:alert(1))", UNSAFE),
    ("a script in a picture in a link", "[![x](javascript:alert(1))](javascript:alert(2))", UNSAFE),
    ("a page as data", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", UNSAFE),
    ("a picture as data", "![x](data:image/svg+xml,<svg/onload=alert(1)>)", UNSAFE),
    ("a small picture as data", "![x](data:image/gif;base64,R0lGODlhAQABAAAAACw=)", UNSAFE),
    ("an old script", "[x](vbscript:msgbox(1))", UNSAFE),
    ("a file of the reader", "[x](file:///C:/Windows/System32/calc.exe)", UNSAFE),
    ("a blob", "[x](blob:https://evil.example/1)", UNSAFE),
    (
        "a program of the reader",
        "[x](ms-msdt:/id PCWDiagnostic) [y](search-ms:query=x) [z](intent://x#Intent;end)",
        REFUSED,
    ),
    ("a view of the source", "[x](view-source:https://example.org)", REFUSED),
    ("another host without a scheme", "[x](//evil.example/x)", REFUSED),
    ("another host with backslashes", "[x](\\\\evil.example\\x)", NOWHERE),
    ("another host with a slash and a backslash", "[x](/\\evil.example)", NOWHERE),
    ("another host after a tab", "[x](/&Tab;/evil.example)", REFUSED),
    ("an address without slashes", "[x](https:evil.example)", REFUSED),
    ("an address with three slashes", "[x](https:///evil.example)", REFUSED),
    ("an address with backslashes", "[x](https:\\\\evil.example)", REFUSED),
    ("an address with a backslash in its host", "[x](https://good.example\\\\.evil.example/)", REFUSED),
    ("an address with a name", "[x](https://bank.example@evil.example/)", DECEPTIVE + " " + REFUSED),
    ("an address with a name as percent signs", "[x](https://bank.example%40evil.example/)", REFUSED),
    ("an address with a slash as percent signs", "[x](https://bank.example%2fevil.example/)", REFUSED),
    (
        "an address with a broken host",
        "[x](https://[::1/) [y](https://exa mple.org/) [z](https://a:b/)",
        REFUSED + " warning[unread-markdown]",
    ),
    ("an address with a broken port", "[x](https://example.org:99999999/)", REFUSED),
    ("an address of another script", "[x](https://аррӏе.com/)", DECEPTIVE),
    ("an address in punycode of another script", "[x](https://xn--80ak6aa92e.com/)", DECEPTIVE),
    ("an address of another script as percent signs", "[x](https://%D0%B0%D1%80%D1%80%D3%8F%D0%B5.com/)", DECEPTIVE),
    ("an address with a full-width stop", "[x](https://good.example．evil.example/)", DECEPTIVE),
    ("an address with a soft hyphen, which browsers leave out", "[x](https://go\u00adod.example/)", HARMLESS),
    ("a text that is another address", "[https://good.example/](https://evil.example/)", DECEPTIVE),
    ("a text that is another host", "[good.org](https://evil.example/)", "warning[deceptive-link]"),
    ("a text in code that is another address", "[`https://good.example/`](https://evil.example/)", DECEPTIVE),
    ("a text in HTML that is another address", '<a href="https://evil.example/">https://good.example/</a>', DECEPTIVE),
    ("a text that is another letter", "[info@good.example](mailto:info@evil.example)", DECEPTIVE),
    ("a letter with a copy", "[x](mailto:info@good.example?bcc=all@evil.example)", REFUSED),
    ("a letter to many", "[x](mailto:info@good.example,info@evil.example)", REFUSED),
    ("a letter with headers", "[x](mailto:info@good.example%0d%0abcc:info@evil.example)", REFUSED),
    ("a letter with an attachment", "[x](mailto:info@good.example?attach=/etc/passwd)", REFUSED),
    ("a way out of the site", "[x](../../../../../../etc/passwd) [y](/../../etc/passwd)", NOWHERE),
    ("a way out with percent signs", "[x](..%2f..%2f..%2fetc%2fpasswd) [y](%2e%2e/%2e%2e/network.yml)", NOWHERE),
    (
        "a way to the settings",
        "[x](../mkdocs.yml) [y](../network.yml) [z](../.git/config) [w](../members.yml)",
        NOWHERE,
    ),
    ("a way with a NUL", "[x](/posts/hello/%00.md)", NOWHERE),
    ("a way with line breaks", "[x](/posts/%0d%0aSet-Cookie:x=1)", NOWHERE),
    ("a title with elements", "[x](https://example.org '\"><script>alert(1)</script>')", HARMLESS),
    ("a title with a mark", "[x](https://example.org ' href=\"site:x\" onclick=alert(1)')", HARMLESS),
    ("a title over lines", "[x](https://example.org '\nonclick=alert(1)\n')", HARMLESS),
    ("a place with elements", '[x](#"><script>alert(1)</script>)', "warning[broken-anchor]"),
    ("a place as percent signs", "[x](#%22%3E%3Cscript%3E)", "warning[broken-anchor]"),
    ("a place that runs", "[x](https://example.org/#javascript:alert(1))", HARMLESS),
    ("an address with quotation marks", '[x](https://example.org/"onclick=alert(1)//)', REFUSED),
    ("an address with angles", "[x](<https://example.org/<script>>)", "error[unsafe-html]"),
    ("an address of thousands of signs", f"[x](https://example.org/{'x' * 5000})", REFUSED),
    ("an address that loads a page", "[x](https://good.example/redirect?to=https://evil.example)", HARMLESS),
    ("a bare address with elements", "https://example.org/<script>alert(1)</script>", "error[unsafe-html]"),
    ("a bare address with quotation marks", 'https://example.org/"onmouseover="alert(1)', REFUSED),
    ("a link to a draft", "[x](marked-draft.md)", "warning[hidden-link]"),
    (
        "a link to somebody hidden",
        "[x](/members/marked-hidden/) [y](/people/marked-person/) [z](/events/marked-meeting/)",
        "warning[hidden-link]",
    ),
    ("a call by telephone", "[x](tel:+6799123456)", "warning[unsafe-link] warning[phone-number]"),
)

FIELDS = tuple(
    Story(
        f"a field with {name}",
        {f"posts/links-field-{number}.md": post("Text.", more=f"first_published: {{name: A paper, url: {url}}}\n")},
        told,
        (6, 6),
    )
    for number, (name, url, told) in enumerate(
        (
            ("a script", '"javascript:alert(1)"', "error[bad-url]"),
            ("a page as data", '"data:text/html,x"', "error[bad-url]"),
            ("another host without a scheme", '"//evil.example"', "error[bad-url]"),
            ("a name before the host", '"https://good.example@evil.example/"', "error[bad-url]"),
            ("a line break", '"https://good.example/\\r\\nX: 1"', "error[bad-url]"),
            ("quotation marks", "'https://good.example/\"onclick=alert(1)'", "error[bad-url]"),
            ("another script", '"https://аррӏе.com/"', "error[deceptive-link]"),
            ("another piece's address", '"https://elsewhere.example/piece"', HARMLESS),
            ("an entity", "https://good.example/?a=1&quot;onclick=1", HARMLESS),
        )
    )
)

STORIES = unlike((*posts("links", TEXTS), *FIELDS))
