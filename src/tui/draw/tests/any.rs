//! Property tests: any view at any size is drawn without a panic, and without control characters in a cell.

use proptest::prelude::*;

use super::*;
use crate::app::cards::strip::{Band, Glyph, Strip, StripMark, StripNote, StripRange, Strips};
use crate::app::{
    cards::{Places, Scale, ScaleBlock, Scales, countdown::CountdownLine, pull_quote::PullQuote},
    input::Target,
};

/// Arbitrary text, with control, bidi, wide and combining characters more often than chance.
fn words() -> impl Strategy<Value = String> {
    // Plain random characters hardly ever hit the ones that move the cursor, reverse the text, or have no width.
    let one = prop_oneof![
        4 => any::<char>(),
        4 => prop::sample::select(" \t\r\n-.abc\u{a0}\u{301}\u{200d}\u{202e}\u{ad}\u{fe0f}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("é漢ㅏ각🇬🇧👍👩क्षाﷺשل".chars().collect::<Vec<_>>()),
    ];
    prop_oneof![
        9 => prop::collection::vec(one, 0..30).prop_map(String::from_iter),
        1 => "[a-z ]{500}",
    ]
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Ink,
        Role::Muted,
        Role::Strong,
        Role::Accent,
        Role::Good,
        Role::Warn,
        Role::Bad,
        Role::Bar,
        Role::Track,
    ])
}

fn side() -> impl Strategy<Value = Align> {
    prop::sample::select(vec![Align::Left, Align::Centre, Align::Right])
}

fn any_line() -> impl Strategy<Value = Line> {
    prop::collection::vec((role(), words()).prop_map(|(r, w)| span(r, w)), 0..3)
}

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    let row = (
        prop::collection::vec(any_line(), 0..most),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(cells, selected)| Row { cells, selected });
    prop::collection::vec(row, 0..6)
}

fn column() -> impl Strategy<Value = Column> {
    let width = prop_oneof![
        Just(crate::app::cards::Width::Fill),
        Just(crate::app::cards::Width::FillLine),
        (0_u16..30).prop_map(crate::app::cards::Width::Fit),
        (0_u16..30).prop_map(crate::app::cards::Width::Set),
        (0_u16..30).prop_map(crate::app::cards::Width::OneLine)
    ];
    (words(), side(), width, 0_u8..4).prop_map(|(head, side, width, drop)| Column {
        head,
        said: "",
        side,
        width,
        drop,
    })
}

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..100.0_f64, any::<f64>()]
}

fn any_bar() -> impl Strategy<Value = Bar> {
    let share = (figure(), (figure(), figure()), figure());
    let words = (words(), words(), words(), any_line());
    (share, words, 0_u8..32).prop_map(|((percent, likely, against), words, has)| Bar {
        label: words.0,
        percent: (has & 1 > 0).then_some(percent),
        likely: (has & 2 > 0).then_some(likely),
        against: (has & 4 > 0).then_some(against),
        figure: words.1,
        text: words.2,
        below: if has & 8 > 0 { words.3 } else { Line::new() },
        line_only: has & 16 > 0,
    })
}

fn any_strip() -> impl Strategy<Value = Strip> {
    let glyph = prop::sample::select(vec![
        Glyph::Before,
        Glyph::Now,
        Glyph::Arrow,
        Glyph::Team,
        Glyph::Together,
    ]);
    let mark = (any::<u32>(), prop::option::of(any::<u32>()), glyph, role()).prop_map(
        |(at, from, glyph, role)| StripMark {
            at,
            from,
            glyph,
            role,
        },
    );
    let range = (any::<u32>(), any::<u32>(), role()).prop_map(|(from, to, role)| StripRange {
        from,
        to,
        band: Band::Diamonds,
        role,
    });
    let text = || prop::collection::vec(any_line(), 0..3);
    (
        (any_line(), any_line(), any_line(), any_line()),
        (text(), text()),
        prop::collection::vec(mark, 0..3),
        prop::collection::vec(range, 0..2),
        0_u8..32,
    )
        .prop_map(
            |((title, signs, under, figure), (alarm, words), marks, ranges, has)| Strip {
                row: Row {
                    cells: vec![title],
                    selected: has & 1 > 0,
                },
                hidden: has & 2 > 0,
                signs,
                strong: has & 4 > 0,
                tall: has & 8 > 0,
                folds: has & 16 > 0,
                under,
                marks,
                ranges,
                figure,
                alarm,
                words,
                ..Strip::default()
            },
        )
}

fn any_strips() -> impl Strategy<Value = Block> {
    let axis = prop::collection::vec((any::<u32>(), words()), 0..5);
    let text = || prop::collection::vec(any_line(), 0..3);
    (
        (text(), text(), text()),
        axis,
        (any::<u16>(), any::<u8>(), any::<bool>(), side()),
        prop::collection::vec(any_strip().boxed(), 0..5),
        prop::collection::vec((text(), text(), any::<bool>()), 0..3),
    )
        .prop_map(
            |((title, right, aside), axis, (steps, part, keeps_figures, side), strips, notes)| {
                let notes = notes
                    .into_iter()
                    .map(|(left, right, spare)| StripNote::Text { left, right, spare });
                Block::Strips(Box::new(Strips {
                    title,
                    right,
                    aside,
                    axis,
                    steps,
                    part,
                    keeps_figures,
                    side,
                    strips,
                    notes: notes.chain([StripNote::Title]).collect(),
                    ..Strips::default()
                }))
            },
        )
}

fn block() -> impl Strategy<Value = Block> {
    let edit = (
        words(),
        prop::collection::vec(words(), 0..3),
        (0_usize..4, 0_usize..40),
        any::<bool>(),
        any_line(),
        any_line(),
    )
        .prop_map(|(label, lines, cursor, several, note, about)| {
            Block::Edit(Edit {
                label,
                lines,
                cursor,
                several,
                note,
                about,
            })
        });
    prop_oneof![
        Just(Block::Gap),
        words().prop_map(Block::Heading),
        (any_line(), side(), 0_u16..80).prop_map(|(line, side, indent)| Block::Text {
            line,
            side,
            indent
        }),
        (any_line(), any_line()).prop_map(|(l, r)| Block::Pair(l, r)),
        (prop::collection::vec(column(), 0..5), rows(6))
            .prop_map(|(columns, rows)| Block::Table { columns, rows }),
        prop::collection::vec(any_bar(), 0..4).prop_map(Block::Bars),
        // Boxed: every strategy of the choice lies on the stack of the test, and this one is large.
        any_strips().boxed(),
        (words(), words()).prop_map(|(text, source)| Block::Quote { text, source }),
        (words(), words()).prop_map(|(text, source)| Block::PullQuote(PullQuote { text, source })),
        (prop_oneof![words(), "[0-9:.,%of£/+ -]{0,14}"], role())
            .prop_map(|(w, r)| Block::Big(w, r)),
        rows(5).prop_map(Block::Fields),
        edit,
        words().prop_map(Block::Rule),
        any_scales().prop_map(Block::Scales),
    ]
}

fn any_scales() -> impl Strategy<Value = Scales> {
    let block = (0_usize..120, any::<u64>(), any::<bool>());
    let block = block.prop_map(|(number, takes, agreed)| ScaleBlock {
        number,
        takes,
        agreed,
    });
    let blocks = prop::collection::vec(block, 0..9);
    let limit = prop_oneof![
        Just(None),
        (0_u64..9).prop_map(Some),
        any::<u64>().prop_map(Some)
    ];
    let scale = (
        words(),
        blocks.clone(),
        limit.clone(),
        words(),
        words(),
        any_line(),
    );
    let scale = scale.prop_map(|(label, blocks, limit, sum, of, note)| Scale {
        label,
        blocks,
        limit,
        sum,
        of,
        note,
    });
    let places = (words(), blocks, limit, any_line());
    let places = places.prop_map(|(label, blocks, limit, sum)| Places {
        label,
        blocks,
        limit,
        sum,
    });
    (prop::collection::vec(scale, 0..3), prop::option::of(places))
        .prop_map(|(scales, places)| Scales { scales, places })
}

fn beside() -> impl Strategy<Value = Block> {
    let part = (
        0_u16..50,
        any::<bool>(),
        prop::collection::vec(block(), 0..4),
    )
        .prop_map(|(width, fixed, blocks)| {
            if fixed {
                Part::fixed(width, blocks)
            } else {
                Part::share(width, blocks)
            }
        });
    (
        prop::collection::vec(part, 0..4),
        0_u16..130,
        0_u16..6,
        any::<bool>(),
    )
        .prop_map(|(parts, from, gap, scrolls)| {
            Block::Beside(Beside {
                parts,
                from,
                gap,
                scrolls,
            })
        })
}

fn any_page() -> impl Strategy<Value = Page> {
    (
        prop::collection::vec(prop_oneof![4 => block(), 1 => beside()], 0..6),
        any::<u16>(),
        any::<bool>(),
        (0_usize..3, 0_usize..3),
    )
        .prop_map(|(blocks, scroll, slide, pinned)| Page {
            blocks,
            scroll,
            slide,
            bare: scroll % 3 == 0,
            pinned,
        })
}

fn any_dock() -> impl Strategy<Value = Dock> {
    let letters = prop::option::of((words(), 0_usize..90, 0_usize..90));
    (words(), letters, any_page(), 0_u16..90).prop_map(|(label, letters, page, least)| Dock {
        label,
        letters: letters.map(|(typed, found, of)| Letters { typed, found, of }),
        page,
        least,
    })
}

fn view() -> impl Strategy<Value = View> {
    let frame = (
        words(),
        words(),
        words(),
        prop::option::of((words(), role())),
        prop::collection::vec((words(), any::<bool>()), 0..8),
    );
    let said = (
        prop::option::of(words()),
        prop::option::of((words(), role())),
        prop::collection::vec((words(), words()), 0..6),
        prop::option::of((words(), words(), any::<u64>(), any::<u64>())),
    );
    (
        frame,
        said,
        any_page(),
        prop::option::of(any_page()),
        (prop::option::of(any_page()), prop::option::of(any_dock())),
        prop::bool::weighted(0.05),
    )
        .prop_map(
            |(
                (unit, place, clock, timer, stages),
                (alert, toast, footer, countdown),
                page,
                overlay,
                (side, dock),
                blank,
            )| View {
                unit,
                place,
                timer: timer.map(|(text, role)| Timer {
                    text,
                    role,
                    haste: Haste::LastMinute,
                }),
                ends: String::new(),
                clock,
                stages,
                alert,
                countdown: countdown.map(|(label, text, left, of)| CountdownLine {
                    label,
                    text,
                    left,
                    of,
                }),
                page,
                overlay,
                dock,
                footer: footer
                    .into_iter()
                    .map(|(key, label)| Hint {
                        keep: key == "?",
                        key,
                        label,
                        press: None,
                        scrolls: false,
                    })
                    .collect(),
                toast: toast.map(|(text, role)| Toast { text, role }),
                blank,
                side,
                side_needed: true,
                palette: Palette::default(),
            },
        )
}

/// `true` for characters on which terminals act: Unicode Cc, and part of Cf.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_view_is_drawn_at_any_size(view in view(), width in 1_u16..=130, height in 1_u16..=45) {
        let (buffer, drawn) = drawn(&view, width, height);
        for cell in buffer.content() {
            prop_assert!(!cell.symbol().chars().any(acts), "{:?}", cell.symbol());
        }
        if let Some(at) = drawn.cursor {
            prop_assert!(at.x < width && at.y < height);
        }
        // A cell that holds more than two columns would shift everything right of it.
        for row in text_grid(&buffer).lines() {
            prop_assert!(crate::text::width(row) <= usize::from(width), "{row:?}");
        }
    }

    #[test]
    fn what_is_selected_is_in_sight(above in 0_usize..30, count in 1_usize..30, at in 0_usize..30, below in 0_usize..30, width in 40_u16..=130, height in 10_u16..=45) {
        let at = at.min(count - 1);
        let rows = (0..count)
            .map(|n| Row { cells: cells(&[if n == at { "this one" } else { "another" }]), selected: n == at })
            .collect();
        let mut blocks: Vec<Block> = (0..above).map(|_| text("above")).collect();
        blocks.push(Block::Table { columns: vec![Column::fill("")], rows });
        blocks.extend((0..below).map(|_| text("below")));
        let (buffer, drawn) = drawn(&screen(page(blocks)), width, height);
        let all = text_grid(&buffer);
        let row = all.lines().position(|l| l.contains("> this one"));
        prop_assert!(row.is_some(), "{all}");
        prop_assert_eq!(drawn.cursor.map(|c| usize::from(c.y)), row);
    }

    #[test]
    fn what_is_asked_about_is_in_sight(above in 0_usize..30, count in 1_usize..30, at in 0_usize..30, choices in 1_usize..90, narrowed: bool, prompt: bool, width in 60_u16..=130, height in 14_u16..=45) {
        let at = at.min(count - 1);
        let row = |words: &str, selected| Row { cells: cells(&[words]), selected };
        let rows = (0..count).map(|n| row(if n == at { "this one" } else { "another" }, n == at)).collect();
        let mut blocks: Vec<Block> = (0..above).map(|_| text("above")).collect();
        blocks.push(Block::Table { columns: vec![Column::fill("")], rows });
        let mut view = screen(page(blocks));
        let found = if narrowed { choices.div_ceil(2) } else { choices };
        let marked = found / 2;
        let content = if prompt {
            Block::Edit(Edit { lines: vec!["written".to_owned()], cursor: (0, 7), ..Edit::default() })
        } else {
            let rows = (0..found).map(|n| row(if n == marked { "chosen" } else { "choice" }, n == marked)).collect();
            Block::Table { columns: vec![Column::fill("")], rows }
        };
        view.dock = Some(Dock {
            label: "Which one?".to_owned(),
            letters: (!prompt).then(|| Letters { typed: if narrowed { "ch".to_owned() } else { String::new() }, found, of: choices }),
            page: page(vec![content]),
            least: if prompt { 0 } else { u16::try_from(choices).unwrap_or(0) },
        });
        let (buffer, drawn) = drawn(&view, width, height);
        let all = text_grid(&buffer);
        prop_assert!(all.contains("> this one"), "{}", all);
        prop_assert!(all.contains("━━ Which one? ──"), "{}", all);
        let answer = if prompt { "> written" } else { "> chosen" };
        let row = all.lines().position(|l| l.contains(answer));
        prop_assert!(row.is_some(), "{}", all);
        prop_assert_eq!(drawn.cursor.map(|c| usize::from(c.y)), row);
        // Only the answer can be clicked.
        let rows = drawn.targets.iter().filter(|(_, t)| matches!(t, Target::Row(_))).count();
        let most = if prompt { 0 } else { found };
        prop_assert!(rows <= most);
    }

    #[test]
    fn what_is_selected_in_a_column_is_in_sight(above in 0_usize..9, lists in prop::collection::vec(0_usize..30, 1..4), at in 0_usize..90, below in 0_usize..9, scrolls: bool, width in 60_u16..=130, height in 16_u16..=45) {
        let count: usize = lists.iter().sum();
        prop_assume!(count > 0);
        let at = at % count;
        let mut rows = (0..count)
            .map(|n| Row { cells: cells(&[if n == at { "this one" } else { "another" }]), selected: n == at });
        let parts = lists.iter().map(|wanted| Part::share(1, vec![
            Block::Heading("list".to_owned()),
            Block::Table { columns: vec![Column::fill("")], rows: rows.by_ref().take(*wanted).collect() },
        ])).collect();
        let mut blocks: Vec<Block> = (0..above.min(4)).map(|_| text("above")).collect();
        blocks.push(Block::Beside(Beside { scrolls, ..Beside::new(50, parts) }));
        blocks.extend((0..below.min(3)).map(|_| text("below")));
        let (buffer, drawn) = drawn(&screen(page(blocks)), width, height);
        let all = text_grid(&buffer);
        let row = all.lines().position(|l| l.contains("> this one"));
        prop_assert!(row.is_some(), "{all}");
        prop_assert_eq!(drawn.cursor.map(|c| usize::from(c.y)), row);
        let here = drawn.cursor.and_then(|c| drawn.target(c.x, c.y));
        prop_assert_eq!(here, Some(Target::Row(at)));
        if scrolls {
            prop_assert_eq!(all.matches("below").count(), below.min(3), "{}", all);
        }
    }
}
