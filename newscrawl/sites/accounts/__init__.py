"""How complete and how good what is stored of a site is: estimates, habits, and what falls far below them."""
