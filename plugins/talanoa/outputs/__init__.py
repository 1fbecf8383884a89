"""What the site consists of: pages, feeds, calendars. Each output is a function from a `View` of the site to values.

No I/O, no clock, no network in here. A `Page` is HTML content that a theme wraps; a `File` is bytes at an address; a `Copy`
is a file of the repository at an address.
"""
