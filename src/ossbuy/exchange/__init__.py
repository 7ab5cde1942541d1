"""Files in and out: readable project files, workbooks, reports. The only home of spreadsheets."""
