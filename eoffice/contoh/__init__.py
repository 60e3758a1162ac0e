"""The sample city: Kota Arunika, its people, and a year of believable work. All of it is invented."""
