"""Setting the working calendar: days off by decree, office hours, and limits, each as a new version with its effect shown before."""
