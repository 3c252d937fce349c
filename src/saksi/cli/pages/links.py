"""Questions of who is who, for people: each pair with what speaks for it and against it."""

from saksi.resolve import PersonKey, Proposal, Questions

from .screen import Screen, plain

_HEADINGS = (("may be one", "may be one person"), ("may be two", "may be two of one name"))


def print_links(found: Questions) -> None:
    """Print the questions by kind, the best first."""
    screen = Screen()
    screen.title("Who may be who")
    if not found.rows:
        screen.line("Nothing: no two names on record sound like one person, and nobody rests on a name only.", indent=2)
        return
    for kind, heading in _HEADINGS:
        rows = [each for each in found.rows if each.kind == kind]
        if rows:
            screen.heading(heading, str(len(rows)))
        for row in rows:
            _print(screen, row)
    screen.gap()
    if found.is_cut:
        screen.line("Not all were compared: too many names on record sound near. Look with `saksi person NAME`.")
    screen.line("Nothing is decided here: a name alone never makes two people one.", style="dim")


def _print(screen: Screen, row: Proposal) -> None:
    both = " / ".join(_words(each) for each in (row.left, row.right) if each is not None)
    screen.item(str(row.score_percent), both, indent=2, width=4)
    if row.reasons:
        screen.item("for", "; ".join(row.reasons), indent=6, width=8)
    if row.against:
        screen.item("against", "; ".join(row.against), indent=6, width=8)


def _words(person: PersonKey) -> str:
    known = ", ".join(each for each in (person.role, person.affiliation) if each)
    return f"{plain(person.name)} ({plain(known)})" if known else plain(person.name)
