"""A bidder's side of the workbooks: a pack read, filled and written; answers of an earlier bid."""
