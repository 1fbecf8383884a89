"""What the site consists of: pages, feeds, calendars. Each output is a function from a `View` of the site to values.

No clock, no network, and no file but the templates and styles of theme/ in here. A `Page` is HTML content that a theme wraps; a `File` is bytes at an address; a `Copy`
is a file of the repository at an address.
"""
