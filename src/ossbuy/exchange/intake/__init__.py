"""Reading files from anybody: hostile until proven otherwise, whatever program wrote them."""
