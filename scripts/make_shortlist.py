"""Writes templates/importing/shortlist.xlsx, the comparison that docs/comparison.md takes in.

An invented operator's shortlist as consultants keep it: vendor names merged over score, comment and
weighted score, headings, a price scored by lowest over price, and one slip: the totals end one row
above the last criterion. Run it from the root of the repository.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

VENDORS = ("Fernlink", "Opsmere", "Toravel")
PRICES = (5400, 4900, 6100)
SHEET = (
    ("Tickets and work orders", 35),
    ("1.1", "One ticket for one outage, whatever raised it", 12, (4, 3, 5), "shown in the demo"),
    ("1.2", "Alarms open and close tickets by themselves", 10, (4, 4, 3), ""),
    ("1.3", "Field work orders with parts and skills", 8, (3, 4, 4), ""),
    ("1.4", "Customers see the state of their outage", 5, (5, 3, 2), "screens only"),
    ("Fit into our landscape", 20),
    ("2.1", "Open interfaces (TMF621, TMF642)", 8, (4, 3, 4), "certificate asked for"),
    ("2.2", "Inventory and topology read, not copied", 7, (3, 4, 3), ""),
    ("2.3", "Single sign-on and audit trail", 5, (4, 4, 4), ""),
    ("Delivery", 20),
    ("3.1", "Named team, in our time zone", 8, (4, 3, 3), ""),
    ("3.2", "History of 400,000 tickets moved over", 6, (4, 4, 3), ""),
    ("3.3", "Exit: all data back within 30 days", 6, (1, 4, 3), "not in the draft contract"),
)
PRICE_WEIGHT = 25


def main() -> None:
    """Write the workbook, formulas with their values."""
    path = Path("templates/importing/shortlist.xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "Shortlist (invented)", "author": "", "comments": ""})
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bg_color": "#DDE6ED", "text_wrap": True})
        middle = book.add_format({"bold": True, "align": "center", "bg_color": "#DDE6ED"})
        about = book.add_worksheet("Read me")
        about.write_column(
            0,
            0,
            (
                "Trouble ticketing: comparison of three offers (all names and figures invented)",
                "Scores from 0 to 5: 0 = not met, 3 = partly met, 5 = fully met and shown",
                "Price: lowest price divided by price, times 5",
            ),
        )
        sheet = book.add_worksheet("Evaluation")
        sheet.set_column(1, 1, 46)
        sheet.write(0, 0, "Evaluation of offers", bold)
        for v, name in enumerate(VENDORS):
            sheet.merge_range(2, 3 + 3 * v, 2, 5 + 3 * v, name, middle)
        sheet.write_row(3, 0, ("No", "Criterion", "Weight"), head)
        for v in range(3):
            sheet.write_row(3, 3 + 3 * v, ("Score", "Comment", "Weighted"), head)
        row, sums = 4, [0.0, 0.0, 0.0]
        last = 4 + len(SHEET)
        for line in SHEET:
            if len(line) == 2:
                sheet.write(row, 1, line[0], bold)
                row += 1
                continue
            code, title, weight, scores, comment = line
            sheet.write_string(row, 0, code)
            sheet.write_row(row, 1, (title, weight))
            for v, score in enumerate(scores):
                column = 3 + 3 * v
                sheet.write(row, column, score)
                if comment and v == 0:
                    sheet.write(row, column + 1, comment)
                value = weight * score / 5
                cell = f"{chr(65 + column)}{row + 1}"
                sheet.write_formula(row, column + 2, f"=$C{row + 1}*{cell}/5", None, value)
                if code != "3.3":
                    sums[v] += value
            row += 1
        # The price stands above the sum, the last criterion slipped under its range.
        sheet.write_row(last, 1, ("Price over five years (k EUR)", PRICE_WEIGHT))
        for v, price in enumerate(PRICES):
            value = PRICE_WEIGHT * min(PRICES) / price
            sheet.write(last, 3 + 3 * v, price)
            formula = f"=$C{last + 1}*MIN($D{last + 1},$G{last + 1},$J{last + 1})/"
            cell = f"{chr(68 + 3 * v)}{last + 1}"
            sheet.write_formula(last, 5 + 3 * v, formula + cell, None, value)
            sums[v] += value
        sheet.write(last + 1, 1, "Total", bold)
        sheet.write_formula(last + 1, 2, f"=SUM(C5:C{last + 1})", bold, 100)
        for v in range(3):
            letter = chr(70 + 3 * v)
            formula = f"=SUM({letter}5:{letter}{last - 1})+{letter}{last + 1}"
            sheet.write_formula(last + 1, 5 + 3 * v, formula, bold, sums[v])
        order = sorted(sums, reverse=True)
        sheet.write(last + 2, 1, "Rank", bold)
        for v in range(3):
            sheet.write(last + 2, 5 + 3 * v, order.index(sums[v]) + 1)
        sheet.write(last + 4, 1, "Recommendation: Fernlink")


if __name__ == "__main__":
    main()
