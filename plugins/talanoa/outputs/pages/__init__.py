"""The pages of the contract's section 2, a module for each part of the site; the HTML is in theme/pages."""
