"""Accounts: signing in, the sessions on the server, passwords, and the links that start them."""
