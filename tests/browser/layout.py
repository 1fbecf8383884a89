"""Whether a page fits its window: nothing reaches out at the sides, and no two texts print on top of each other, wherever it is
scrolled to; full-page pictures don't show what sticks."""

from __future__ import annotations

from playwright.sync_api import Page

# The document's own overflow, and words that are outside the window though nothing there can be scrolled.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth
    const heard = it => it && (it.clientWidth <= 1 && getComputedStyle(it).overflowX === "hidden" || heard(it.parentElement))
    const scrolls = it => it && (/auto|scroll/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement))
    const named = it => it.tagName.toLowerCase() + (it.id && "#" + it.id) + [...it.classList].map(name => "." + name).join("")
    const found = new Set()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement, range = document.createRange()
        if (!text.data.trim() || !parent.checkVisibility({visibilityProperty: true}) || scrolls(parent)
            || heard(parent) || parent.matches('a[href^="#"]')) continue  // the skip link is out of sight until it has the focus
        range.selectNodeContents(text)
        for (const box of range.getClientRects())
            if (box.bottom > 0 && (box.right > width + 1 || box.left < -1)) found.add(named(parent) + ": " + text.data.trim())
    }
    const over = document.documentElement.scrollWidth - width
    if (over > 0)
        for (const it of document.body.querySelectorAll("*")) {
            const box = it.getBoundingClientRect()
            if (box.width && (box.right > width + 1 || box.left < -1) && !scrolls(it.parentElement)) found.add(named(it))
        }
    return over > 0 ? [`${over} px too wide`, ...found] : [...found]
}"""

# Each line of each text that can be seen, as the box of its letters: the font's own box is higher, and would meet those of
# honest neighbours. Two boxes that meet by more than 2 px in both directions are a fault, and so is a text that something
# sticky or fixed hides; but a menu that readers opened may cover what is behind it.
OVERLAPS = """() => {
    const LEAST = 2, ROOM = .72, STEP = 20
    const kept = new Map()
    const of = (it, what, make) => {
        const key = kept.get(what) ?? kept.set(what, new Map()).get(what)
        if (!key.has(it)) key.set(it, make(it))
        return key.get(it)
    }
    const style = it => of(it, "style", getComputedStyle)
    const stays = it => it && (/sticky|fixed/.test(style(it).position) ? it : of(it.parentElement, "stays", stays))
    const opened = new Set([...document.querySelectorAll("[aria-expanded=true][aria-controls]")]
        .map(it => document.getElementById(it.getAttribute("aria-controls"))))
    const menu = it => it && (opened.has(it) ? it : menu(it.parentElement))
    // What is left of a box within all that cut it off.
    const cut = (it, box) => {
        for (; it && it !== document.documentElement; it = it.parentElement) {
            const {overflowX, overflowY, clipPath, position} = style(it)
            if (clipPath !== "none") return null
            if (overflowX !== "visible" || overflowY !== "visible") {
                const edge = of(it, "edge", it => it.getBoundingClientRect())
                box = {left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right),
                       top: Math.max(box.top, edge.top), bottom: Math.min(box.bottom, edge.bottom)}
            }
            if (position === "fixed") break
        }
        return box
    }
    const texts = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const text = walker.currentNode, parent = text.parentElement
        if (text.data.trim() && !parent.closest("svg, script, style, template, option")
            && parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) texts.push([text, parent])
    }
    const range = document.createRange()
    const boxes = some => some.flatMap(([text, parent]) => {
        range.selectNodeContents(text)
        const height = parseFloat(style(parent).fontSize) * ROOM
        return [...range.getClientRects()].flatMap(box => {
            const spare = Math.max(0, box.height - height) / 2
            const seen = cut(parent, {left: box.left, right: box.right, top: box.top + spare, bottom: box.bottom - spare})
            return seen && seen.right - seen.left > LEAST && seen.bottom - seen.top > LEAST
                ? [{...seen, top: seen.top + scrollY, bottom: seen.bottom + scrollY, text, parent}] : []
        })
    })
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > LEAST
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > LEAST
    const said = it => `${it.parent.tagName.toLowerCase()} “${it.text.data.trim().replace(/\\s+/g, " ").slice(0, 40)}”`
    const found = new Set()
    const judge = (one, other) => {
        if (one.text !== other.text && meet(one, other) && Boolean(menu(one.parent)) === Boolean(menu(other.parent)))
            found.add(`${said(one)} and ${said(other)}`)
    }
    const all = boxes(texts).sort((a, b) => a.top - b.top)
    let open = []
    for (const box of all) {
        open = open.filter(other => other.bottom > box.top)
        for (const other of open) judge(other, box)
        open.push(box)
    }
    // What stays in the window while the rest goes by meets others there.
    const staying = texts.filter(([, parent]) => of(parent, "stays", stays))
    const going = all.filter(({parent}) => !of(parent, "stays", stays))
    const before = scrollY, end = document.documentElement.scrollHeight - innerHeight
    for (let at = 0; staying.length && at < end + STEP && found.size < 20; at += STEP) {
        scrollTo({top: at, behavior: "instant"})
        kept.get("edge")?.clear()
        const now = boxes(staying)
        const near = going.filter(box => box.bottom > scrollY && box.top < scrollY + innerHeight)
        for (const [index, box] of now.entries()) for (const other of [...near, ...now.slice(index + 1)]) judge(box, other)
    }
    scrollTo({top: before, behavior: "instant"})
    return [...found]
}"""


def overlaps(page: Page) -> list[str]:
    """Each pair of texts that meet somewhere on the page, at the top or scrolled to any place."""
    found: list[str] = page.evaluate(OVERLAPS)
    return found
