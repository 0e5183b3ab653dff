"""What can be wrong with a list of sites."""


class SitesError(Exception):
    """A list of sites, or a site to be listed, cannot be used; the message is one line that says what to do."""
