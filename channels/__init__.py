"""How the hub speaks to the Rasa bot: an input channel, the tracker store behind it, the process that serves both."""
