"""What is told to whom and by which channel: in the application, by e-mail, by web push."""
