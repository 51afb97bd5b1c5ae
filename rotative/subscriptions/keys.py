"""The press's keys of what is for sale."""

FOR_SALE = "subscriptions:for-sale"  # that there is something to buy: every page with a link to it
OFFER = "subscriptions:offer"  # what it costs, and whether an establishment reads by its network: the wall
