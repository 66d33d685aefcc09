"""What must hold of every notice, whatever text it was read from."""

from corpus.model import Notice


def assert_sound(notice: Notice) -> None:
    """Offsets hold; every character is in exactly one clause or one other part."""
    spans = sorted([c.span for c in notice.clauses] + [p.span for p in notice.unassigned])
    assert all(span.start < span.end for span in spans)
    edges = [0, *(edge for span in spans for edge in span), len(notice.text)]
    assert edges[::2] == edges[1::2], "a gap or an overlap"
    assert len({c.id for c in notice.clauses}) == len(notice.clauses)
    for clause in notice.clauses:
        printed = clause.span.of(notice.text)
        assert printed.startswith(clause.label) or clause.label.startswith("第")
        for measure in clause.measures:
            terms = measure.terms
            stated = [*terms.periods, *terms.conditions, *terms.beneficiaries]
            stated += [a.span for a in terms.amounts] + [k.span for k in terms.kinds]
            assert all(measure.span.contains(part) for part in (*measure.sentences, *stated))
            assert clause.span.contains(measure.span)
            if quoted := measure.agencies_span:
                heading = measure.heading_span.of(notice.text) if measure.heading_span else ""
                quote = quoted.of(notice.text) + heading
                assert all(quoted.contains(s) for s in (*measure.deadlines, *measure.remarks))
                own = measure.agencies.as_printed()
                names = "".join((*own.lead, *own.support, *own.responsible))
                assert set(names) <= set(quote)
