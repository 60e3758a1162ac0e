"""Who stands in for whom: Plt., Plh. and Pj. by SK, operators with a mandate, redirects during leave, and mutations."""
