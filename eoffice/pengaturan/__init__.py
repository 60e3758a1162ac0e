"""The administrator's page on which the city decides how its naskah look and are numbered, with a preview before saving."""
