"""What may stand in a body, and what a typed text becomes."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.errors import Invalid
from eoffice.pdf import isi
from tests.pdf.bodies import BODY, body, nodes, paragraph

STRANGE: list[tuple[str, Any]] = [
    ("", lambda node: node.update(onclick="x")),
    (".type", lambda node: node.update(type="image")),
    (".type", lambda node: node.update(type=["paragraph"])),
    (".attrs.href", lambda node: node.setdefault("attrs", {}).update(href="file:///etc/passwd")),
]


def refused(value: Any) -> str:
    with pytest.raises(Invalid) as caught:
        isi.check(value)
    return caught.value.fields["isi"]


@given(BODY)
@settings(max_examples=60, deadline=None)
def test_every_body_within_the_allow_list_is_accepted(value: Any) -> None:
    isi.check(value)
    assert isinstance(isi.plain_text(value), str)


# KEAMANAN: CNT-01
@given(BODY, st.data())
@settings(max_examples=120, deadline=None)
def test_one_strange_thing_anywhere_refuses_the_body_with_its_path(value: Any, data: st.DataObject) -> None:
    value = json.loads(json.dumps(value))  # no part may be shared with another
    path, node = data.draw(st.sampled_from(list(nodes(value["doc"]))))
    suffix, spoil = data.draw(st.sampled_from(STRANGE))
    if suffix.startswith(".attrs") and not isi.KINDS[node["type"]].attrs:
        suffix = ".attrs"

    spoil(node)

    assert refused(value).startswith(f"{path}{suffix or '.onclick'}: ")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (None, "isi"),
        ({"v": 2, "doc": body(paragraph("a"))["doc"]}, "v"),
        ({"v": True, "doc": body(paragraph("a"))["doc"]}, "v"),
        ({**body(paragraph("a")), "x": 1}, "x"),
        ({"v": 1}, "doc"),
        (body(), "doc.content"),
        (body({"type": "text", "text": "a"}), "doc.content[0].type"),
        (body({"type": "paragraph", "content": [{"type": "text", "text": ""}]}), "doc.content[0].content[0].text"),
        (body(paragraph("a\x07b")), "doc.content[0].content[0].text"),
        (body(paragraph("a\ud800b")), "doc.content[0].content[0].text"),
        (body({"type": "paragraph", "attrs": {"indent": True}}), "doc.content[0].attrs.indent"),
        (body({"type": "paragraph", "attrs": {"firstLine": 1}}), "doc.content[0].attrs.firstLine"),
        (body({"type": "paragraph", "attrs": {"align": "left; x"}}), "doc.content[0].attrs.align"),
        (body({"type": "list", "attrs": {"start": 1000}, "content": []}), "doc.content[0].attrs.start"),
        (
            body({"type": "list", "content": [{"type": "list_item", "content": [{"type": "list", "content": []}]}]}),
            "doc.content[0].content[0].content[0].type",
        ),
        (
            body({"type": "paragraph", "content": [{"type": "field", "attrs": {"key": "sandi"}}]}),
            "doc.content[0].content[0].attrs.key",
        ),
        (
            body({"type": "paragraph", "content": [{"type": "field"}]}),
            "doc.content[0].content[0].attrs.key",
        ),
        (
            body({"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": [{"type": "link"}]}]}),
            "doc.content[0].content[0].marks[0]",
        ),
        (
            body(
                {
                    "type": "paragraph",
                    "content": [{"type": "text", "text": "a", "marks": [{"type": "bold", "attrs": {"color": "red"}}]}],
                }
            ),
            "doc.content[0].content[0].marks[0]",
        ),
    ],
)
def test_what_is_outside_the_list_is_named_by_its_path(value: Any, path: str) -> None:
    assert refused(value).split(": ")[0] == path


def test_nesting_deeper_than_fourteen_is_refused() -> None:
    block = paragraph("a")
    for _ in range(7):
        block = {"type": "list", "content": [{"type": "list_item", "content": [paragraph("b"), block]}]}

    assert "bersarang lebih dari 14 tingkat" in refused(body(block))


def test_two_hundred_thousand_characters_pass_and_one_more_does_not() -> None:
    most = [paragraph("a" * 20_000)] * 10
    isi.check(body(*most))

    assert "lebih dari 200000 huruf" in refused(body(*most, paragraph("b")))


def test_twenty_thousand_nodes_are_the_limit() -> None:
    isi.check(body(*[{"type": "paragraph"}] * 19_999))

    assert "lebih dari 20000 bagian" in refused(body(*[{"type": "paragraph"}] * 20_000))


def test_a_table_may_not_grow_wide_through_spans() -> None:
    cell = {"type": "table_cell", "attrs": {"colspan": 12, "rowspan": 200}, "content": [{"type": "paragraph"}]}
    rows = [{"type": "table_row", "content": [cell]} for _ in range(1500)]

    assert refused(body({"type": "table", "content": rows})).startswith("doc.content[0].content: tabel lebih dari 12")


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_becomes_a_valid_body(text: str) -> None:
    isi.check(isi.from_plain(text))


def test_typed_lines_become_paragraphs_and_lists() -> None:
    value = isi.from_plain("Pembuka:\n1. satu\n2. dua\n\n5) lima\n- butir\n\nbaris satu\nbaris dua")

    kinds = [(block["type"], block.get("attrs", {}).get("style")) for block in value["doc"]["content"]]
    assert kinds == [
        ("paragraph", None),
        ("list", "decimal"),
        ("list", "decimal-paren"),
        ("list", "dash"),
        ("paragraph", None),
    ]
    assert isi.plain_text(value) == "Pembuka:\n1. satu\n2. dua\n5) lima\n– butir\nbaris satu baris dua"


def test_fields_are_listed_and_print_their_value_or_dots() -> None:
    value = body({"type": "paragraph", "content": [{"type": "field", "attrs": {"key": "hal"}}]})

    assert isi.used_fields(value) == frozenset({"hal"})
    assert isi.plain_text(value) == "……"
    assert isi.plain_text(value, {"hal": "Undangan"}) == "Undangan"


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [("decimal", 3, "3."), ("lower-alpha", 27, "aa."), ("decimal-paren", 2, "2)"), ("lower-alpha-paren", 2, "b)")],
)
def test_markers_follow_the_official_order(style: str, number: int, shown: str) -> None:
    assert isi.marker(style, number) == shown


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200e", "\ufeff", "\U000e0041"])
def test_a_sign_without_a_shape_is_refused_and_can_be_taken_out(sign: str) -> None:  # KEAMANAN: CNT-01, CNT-06
    posted = body(
        paragraph(f"bayar {sign}000.01 rupiah"), {"type": "paragraph", "content": [{"type": "text", "text": sign}]}
    )

    assert "tanda yang tidak terlihat di dekat “bayar 000.01" in refused(posted)
    cleaned = isi.without_invisible(posted)
    isi.check(cleaned)
    assert isi.plain_text(cleaned) == "bayar 000.01 rupiah\n"
    assert isi.plain_text(isi.from_plain(f"bayar{sign}")) == "bayar"


def test_a_body_nested_without_end_is_left_for_the_check() -> None:  # KEAMANAN: CNT-01
    deep: Any = "\u202e"
    for _ in range(500):
        deep = [deep]

    assert refused(isi.without_invisible({"v": 1, "doc": deep}))
