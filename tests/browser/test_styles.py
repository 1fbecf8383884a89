"""Every page links the stylesheets that it needs, and hand-written ones may use what Material's users know."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

# What rules of stylesheets that a page doesn't link would style on it; what comes and goes (hovering) is taken as there.
MISSED = """([styles, pages]) => {
    const rules = (list, found = []) => {
        for (const rule of list) rule.selectorText ? found.push(rule.selectorText) : rule.cssRules && rules(rule.cssRules, found)
        return found
    }
    const selectors = Object.entries(styles).map(([name, text]) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(text)
        return [name, rules(sheet.cssRules).map(it => it.replace(/::[\\w-]+|:(hover|target|focus-visible)/g, ":not(x)"))]
    })
    const found = []
    for (const [address, html] of pages) {
        const page = new DOMParser().parseFromString(html, "text/html")
        if (!page.querySelector("main")) continue  // a redirect, which no one sees
        for (const [name, list] of selectors)
            if (!page.querySelector(`link[rel=stylesheet][href*="/${name}."]`))
                found.push(...list.filter(it => page.querySelector(it)).map(it => `${address} lacks ${name}: ${it}`))
    }
    return found
}"""


def test_no_page_lacks_a_style(browser: Browser, built: Path) -> None:
    styles = {path.name.partition(".")[0]: path.read_text("utf-8") for path in (built / "assets").glob("*.css")}
    assert len(styles) > 5
    pages = [[str(path.relative_to(built)), path.read_text("utf-8")] for path in sorted(built.rglob("*.html"))]
    page = browser.new_page()
    missed = page.evaluate(MISSED, [styles, pages])
    page.close()
    assert missed == []
