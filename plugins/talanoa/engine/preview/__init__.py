"""The preview: a warm process that shows a folder's site, and every saved change at once.

server.py     an address, until Ctrl-C
answers.py    a request → a page, a file, or the stream that says when to reload
watching.py   saved files
preview.py    what is shown, and the thread that keeps it up to date
state.py      one state of the site: its files by path, made when they are asked for
quick.py      a saved text → its page, before everything else is looked at
reports.py    the coordinator's reports, as pages that no site has
notice.py     the problems of a page, on the page
"""

from talanoa.engine.preview.server import PortTaken, serve

__all__ = ["PortTaken", "serve"]
