"""The pages, a module for each part of the site; the HTML is in theme/pages."""
