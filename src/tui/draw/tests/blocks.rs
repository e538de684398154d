//! Snapshots of each kind of block at several widths.

use super::*;

#[test]
fn bars_keep_their_columns() {
    insta::assert_snapshot!(laid(vec![bars()], 110), @"
    |primary       █████████████████▓▓▓▓▒▒▒▒░░░░░░░░░░░░░░░░░░░░░░░░░   41%  likely 33 to 50   of 131 answers
    |              2023: 58% of 118   lower than before, more than chance
    |secondary     ███████▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒░░░░░░│░░░░░░░░░░░░░░░░░░░   27%  likely 13 to 48   of 22 answers
    |men           fewer than 11 answers
    |              no earlier figure
    |England 2025                                │                      61%
    ");
    insta::assert_snapshot!(laid(vec![bars()], 80), @"
    |primary       ███████▓▓▒▒░░░░░░░░░░░   41%  likely 33 to 50   of 131 answers
    |              2023: 58% of 118   lower than before, more than chance
    |secondary     ███▓▓▓▒▒▒▒▒░░│░░░░░░░░   27%  likely 13 to 48   of 22 answers
    |men           fewer than 11 answers
    |              no earlier figure
    |England 2025               │           61%
    ");
    insta::assert_snapshot!(laid(vec![bars()], 60), @"
    |primary       ████████████▓▓▓▒▒▒░░░░░░░░░░░░░░░░░░   41%
    |              likely 33 to 50   of 131 answers
    |              2023: 58% of 118   lower than before, more
    |              than chance
    |secondary     █████▓▓▓▓▓▒▒▒▒▒▒▒░░░░│░░░░░░░░░░░░░░   27%
    |              likely 13 to 48   of 22 answers
    |men           fewer than 11 answers
    |              no earlier figure
    |England 2025                       │                 61%
    ");
}

#[test]
fn tables_give_way_column_by_column() {
    insta::assert_snapshot!(laid(vec![goals(1)], 110), @"
    |                                                         who can         money   hours   from
    |  Say how long the wait is, and why, at the desk and     we can             £0      12   Waiting
    |  on the screen
    |> Photographs of surgery and reconstruction              we can           £300       8   Information
    |  Drop-in clinic with a nurse, Tuesdays                  we can      not known     104   Access to a nurse
    |  A new waiting room                                     beyond us     £90,000       -   Waiting
    ");
    insta::assert_snapshot!(laid(vec![goals(1)], 80), @"
    |                                               who can         money   hours
    |  Say how long the wait is, and why, at the    we can             £0      12
    |  desk and on the screen
    |> Photographs of surgery and reconstruction    we can           £300       8
    |  Drop-in clinic with a nurse, Tuesdays        we can      not known     104
    |  A new waiting room                           beyond us     £90,000       -
    ");
    insta::assert_snapshot!(laid(vec![goals(1)], 60), @"
    |                                           money   hours
    |  Say how long the wait is, and why,          £0      12
    |  at the desk and on the screen
    |> Photographs of surgery and                £300       8
    |  reconstruction
    |  Drop-in clinic with a nurse,         not known     104
    |  Tuesdays
    |  A new waiting room                     £90,000       -
    ");
}

#[test]
fn a_table_without_a_selected_row_has_no_room_for_the_mark() {
    insta::assert_snapshot!(laid(vec![goals(9)], 80), @"
    |                                               who can         money   hours
    |Say how long the wait is, and why, at the      we can             £0      12
    |desk and on the screen
    |Photographs of surgery and reconstruction      we can           £300       8
    |Drop-in clinic with a nurse, Tuesdays          we can      not known     104
    |A new waiting room                             beyond us     £90,000       -
    ");
}

#[test]
fn columns_stand_whatever_is_in_them() {
    let rows = [
        ["Siân Llŷr", "4.4"],
        ["乳房外科の山田花子先生と看護師の鈴木さん", "10.0"],
        ["מרים כהן", "3.9"],
        ["👩‍⚕️ Zoë \u{202e}reversed", "-"],
    ];
    let rows = rows
        .iter()
        .map(|r| Row {
            cells: cells(r),
            selected: false,
        })
        .collect();
    let columns = vec![Column::words("name", 20, 0), Column::number("score", 0)];
    insta::assert_snapshot!(laid(vec![Block::Table { columns, rows }], 60), @"
    |name                                       score
    |Siân Llŷr                                    4.4
    |乳房外科の山田花子先生と看護師の鈴木さん    10.0
    |מרים כהן                                     3.9
    |👩⚕️ Zoë reversed                              -
    ");
}

#[test]
fn forms_put_what_is_known_beside_or_below() {
    let row = |c: &[&str], selected| Row {
        cells: cells(c),
        selected,
    };
    let form = || {
        vec![Block::Fields(vec![
            row(
                &[
                    "owner",
                    "Ama Boateng",
                    "has 40 hours, this takes 12, 28 left",
                ],
                false,
            ),
            row(&["partner", "Jo Ellis"], false),
            row(
                &[
                    "measure",
                    "q14 above 61% in the next survey, asked in the same words",
                    "now 41%",
                ],
                true,
            ),
            row(
                &["due", "28 February 2027", "understood from “end feb”"],
                false,
            ),
        ])]
    };
    insta::assert_snapshot!(laid(form(), 110), @"
    |  owner     Ama Boateng                                               has 40 hours, this takes 12, 28 left
    |  partner   Jo Ellis
    |> measure   q14 above 61% in the next survey, asked in the same       now 41%
    |            words
    |  due       28 February 2027                                          understood from “end feb”
    ");
    insta::assert_snapshot!(laid(form(), 80), @"
    |  owner     Ama Boateng                        has 40 hours, this takes 12,
    |                                               28 left
    |  partner   Jo Ellis
    |> measure   q14 above 61% in the next          now 41%
    |            survey, asked in the same words
    |  due       28 February 2027                   understood from “end feb”
    ");
    insta::assert_snapshot!(laid(form(), 60), @"
    |  owner     Ama Boateng
    |            has 40 hours, this takes 12, 28 left
    |  partner   Jo Ellis
    |> measure   q14 above 61% in the next survey, asked in
    |            the same words
    |            now 41%
    |  due       28 February 2027
    |            understood from “end feb”
    ");
}

#[test]
fn running_text_wraps_and_keeps_its_side() {
    let blocks = || {
        vec![
            Block::Heading("Waiting in clinic".to_owned()),
            Block::Pair(
                vec![
                    span(Role::Muted, "Our standard: "),
                    span(
                        Role::Strong,
                        "We will tell you how long you will wait, and why.",
                    ),
                ],
                line(Role::Muted, "known here since 2024"),
            ),
            Block::Gap,
            Block::Text {
                line: line(
                    Role::Ink,
                    "It begins here and it goes on until the line is full, and then some.\nA new paragraph.",
                ),
                side: Align::Left,
                indent: 4,
            },
            Block::Rule("what fits: £300 of £2,000".to_owned()),
            Block::Text {
                line: line(Role::Strong, "Is this what we agreed?"),
                side: Align::Centre,
                indent: 0,
            },
            Block::Text {
                line: line(Role::Muted, "2 of 3"),
                side: Align::Right,
                indent: 0,
            },
            Block::Rule(String::new()),
        ]
    };
    insta::assert_snapshot!(laid(blocks(), 110), @"
    |Waiting in clinic
    |Our standard: We will tell you how long you will wait, and why.                      known here since 2024
    |
    |    It begins here and it goes on until the line is full, and then some.
    |    A new paragraph.
    |─── what fits: £300 of £2,000 ────────────────────────────────────────────────────────────────────────────
    |                                         Is this what we agreed?
    |                                                                                                    2 of 3
    |──────────────────────────────────────────────────────────────────────────────────────────────────────────
    ");
    insta::assert_snapshot!(laid(blocks(), 80), @"
    |Waiting in clinic
    |Our standard: We will tell you how long you will       known here since 2024
    |wait, and why.
    |
    |    It begins here and it goes on until the line is full, and then some.
    |    A new paragraph.
    |─── what fits: £300 of £2,000 ──────────────────────────────────────────────
    |                          Is this what we agreed?
    |                                                                      2 of 3
    |────────────────────────────────────────────────────────────────────────────
    ");
    insta::assert_snapshot!(laid(blocks(), 60), @"
    |Waiting in clinic
    |Our standard: We will tell you     known here since 2024
    |how long you will wait, and why.
    |
    |    It begins here and it goes on until the line is
    |    full, and then some.
    |    A new paragraph.
    |─── what fits: £300 of £2,000 ──────────────────────────
    |                Is this what we agreed?
    |                                                  2 of 3
    |────────────────────────────────────────────────────────
    ");
}

#[test]
fn a_quotation_has_air_and_its_source() {
    let quote = || {
        vec![Block::Quote {
            text: "I sat in a gown for two hours and nobody told me why. When I asked they said it was busy.".to_owned(),
            source: "interview, people with secondary breast cancer".to_owned(),
        }]
    };
    insta::assert_snapshot!(laid(quote(), 110), @"
    |   “I sat in a gown for two hours and nobody told me why. When
    |
    |    I asked they said it was busy.”
    |
    |                  interview, people with secondary breast cancer
    ");
    insta::assert_snapshot!(laid(quote(), 80), @"
    |   “I sat in a gown for two hours and nobody told me why. When
    |
    |    I asked they said it was busy.”
    |
    |                  interview, people with secondary breast cancer
    ");
    insta::assert_snapshot!(laid(quote(), 60), @"
    | “I sat in a gown for two hours and nobody told me
    |
    |  why. When I asked they said it was busy.”
    |
    |        interview, people with secondary breast cancer
    ");
}

#[test]
fn big_characters_are_blocks_or_bold() {
    insta::assert_snapshot!(laid(vec![Block::Big("9 of 12".to_owned(), Role::Accent)], 60), @"
    |       ▄█▀▀█▄             ▄█▀▀      ▄██   ▄█▀▀█▄
    |       ▀█▄▄██     ▄█▀▀█▄ ▀██▀        ██     ▄▄█▀
    |          ▄█▀     ██  ██  ██         ██   ▄█▀
    |        ▀▀▀        ▀▀▀▀   ▀▀        ▀▀▀▀  ▀▀▀▀▀▀
    ");
    insta::assert_snapshot!(laid(vec![Block::Big("06:35".to_owned(), Role::Ink)], 60), @"
    |             ▄█▀▀█▄  ▄█▀▀  ▄▄ ▄█▀▀█▄ ██▀▀▀▀
    |             ██  ██ ██▄▄▄  ▀▀   ▄▄█▀ ▀▀▀▀█▄
    |             ██  ██ ██  ██ ██ ▄▄  ██ ▄▄  ██
    |              ▀▀▀▀   ▀▀▀▀      ▀▀▀▀   ▀▀▀▀
    ");
    insta::assert_snapshot!(laid(vec![Block::Big("4.7 +80%".to_owned(), Role::Ink)], 60), @"
    |     ▄███    ▀▀▀▀██       ▄▄   ▄█▀▀█▄ ▄█▀▀█▄ ██  ▄█▀
    |   ▄█▀ ██      ▄█▀      ▄▄██▄▄ ▀█▄▄█▀ ██  ██   ▄█▀
    |   ▀▀▀▀██ ▄▄   ██         ██   ██  ██ ██  ██ ▄█▀ ▄▄
    |       ▀▀ ▀▀   ▀▀               ▀▀▀▀   ▀▀▀▀  ▀   ▀▀
    ");
    insta::assert_snapshot!(laid(vec![Block::Big("£2,000 / 160".to_owned(), Role::Ink)], 110), @"
    |                 ▄█▀█▄ ▄█▀▀█▄    ▄█▀▀█▄ ▄█▀▀█▄ ▄█▀▀█▄         ██      ▄██    ▄█▀▀  ▄█▀▀█▄
    |                ▄██▄▄    ▄▄█▀    ██  ██ ██  ██ ██  ██       ▄█▀        ██   ██▄▄▄  ██  ██
    |                 ██    ▄█▀    ██ ██  ██ ██  ██ ██  ██     ▄█▀          ██   ██  ██ ██  ██
    |                ▀▀▀▀▀▀ ▀▀▀▀▀▀ ▀   ▀▀▀▀   ▀▀▀▀   ▀▀▀▀      ▀▀          ▀▀▀▀   ▀▀▀▀   ▀▀▀▀
    ");
    insta::assert_snapshot!(laid(vec![Block::Big("nobody yet".to_owned(), Role::Ink)], 60), @"
    |                       nobody yet
    ");
}

#[test]
fn what_is_written_is_all_there() {
    let edit = |several, lines: &[&str]| {
        vec![Block::Edit(Edit {
            label: "New goal".to_owned(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            cursor: (0, 17),
            several,
            note: line(Role::Good, "14 words, a reading age of about 10"),
            about: Line::new(),
        })]
    };
    let words = "Say how long the wait is, and why, at the desk and on the screen, every day";
    insta::assert_snapshot!(laid(edit(false, &[words]), 80), @"
    |New goal
    |> Say how long the wait is, and why, at the desk and on the screen, every
    |  day
    |  14 words, a reading age of about 10
    ");
    insta::assert_snapshot!(laid(edit(true, &["Noted:", "", words]), 60), @"
    |New goal
    |> Noted:
    |
    |  Say how long the wait is, and why, at the desk and on
    |  the screen, every day
    |  14 words, a reading age of about 10
    ");
    let view = screen(page(edit(false, &[words])));
    let (_, drawn) = drawn(&view, 60, 18);
    assert_eq!(drawn.cursor.map(|c| (c.x, c.y)), Some((2 + 2 + 17, 4)));
    assert!(drawn.writing);
}
