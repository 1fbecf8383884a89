"""The preview: a warm process that shows a folder's site, and every saved change at once.

server.py     an address, until Ctrl-C
answers.py    a request → a page, a file, or the stream that says when to reload
ranges.py     the bytes of a file, or those of them that a browser still needs
watching.py   saved files
preview.py    what is shown, and the thread that keeps it up to date
state.py      one state of the site: its files by path, made when they are asked for
assets.py     the picture or document at an address
quick.py      a saved text → its page, before everything else is looked at
reports.py    the coordinator's reports, as pages that no site has
letters.py    the digest that is due, as such a page
notice.py     the problems of a page, on the page
"""

from talanoa.engine.preview.server import PortTaken, serve

__all__ = ["PortTaken", "serve"]
