"""Steps on the calendar, and the EDTF of what is reached. Pure arithmetic; no words here."""

from datetime import date, timedelta

from saksi.model import When

Month = tuple[int, int]


def day(of: date) -> When:
    """A single day."""
    return When(of.isoformat())


def month(of: Month) -> When:
    """A month."""
    return When(f"{of[0]:04}-{of[1]:02}")


def year(of: int) -> When:
    """A year."""
    return When(f"{of:04}")


def interval(first: When, last: When) -> When | None:
    """From the one to the other, each as precise as it is; None where they are out of order."""
    start, end = first.edtf.partition("/")[0], last.edtf.rpartition("/")[2]
    if first.earliest is None or last.latest is None or first.earliest > last.latest:
        return None
    return When(f"{start}/{end}")


def since(first: When) -> When:
    """From then on."""
    return When(f"{first.edtf.partition('/')[0]}/..")


def days(first: date, count: int) -> date:
    """So many days on, or back."""
    return first + timedelta(days=count)


def months(first: Month, count: int) -> Month:
    """So many months on, or back."""
    whole = first[0] * 12 + first[1] - 1 + count
    return whole // 12, whole % 12 + 1


def month_of(of: date) -> Month:
    """The month of a day."""
    return of.year, of.month


def week(of: date, count: int = 0) -> When:
    """The week of a day, Monday to Sunday, or the one so many weeks on."""
    monday = days(of, 7 * count - of.weekday())
    return When(f"{monday}/{days(monday, 6)}")


def weekend(of: date, count: int = 0) -> When:
    """Saturday and Sunday of the week of a day."""
    saturday = days(of, 7 * count + 5 - of.weekday())
    return When(f"{saturday}/{days(saturday, 1)}")


def weekday_back(number: int, upto: date) -> date:
    """The last such weekday up to and including a day."""
    return days(upto, -((upto.isoweekday() - number) % 7))


def weekday_on(number: int, after: date) -> date:
    """The first such weekday from a day on, that day included."""
    return days(after, (number - after.isoweekday()) % 7)


def nth_weekday(of: Month, number: int, nth: int) -> date:
    """The nth such weekday of a month."""
    return days(weekday_on(number, date(*of, 1)), 7 * (nth - 1))


def months_of_year(of: int, first: int, last: int) -> When:
    """A run of months in one year: a quarter, a half."""
    return When(f"{of:04}-{first:02}/{of:04}-{last:02}")
