//! Snapshots of complete screens.

use super::*;

/// A screen with an evidence card.
fn card() -> View {
    let mut view = screen(page(vec![
        Block::Pair(
            line(Role::Strong, "Waiting in clinic"),
            line(Role::Muted, "known here since 2024"),
        ),
        text("Our standard: We will tell you how long you will wait, and why."),
        muted("153 of 231 people answered (66%)"),
        Block::Gap,
        text("Were you told how long you would wait?"),
        bars(),
    ]));
    view.toast = Some(Toast {
        text: "The standard is agreed.".to_owned(),
        role: Role::Good,
    });
    view
}

#[test]
fn a_screen_is_a_page() {
    insta::assert_snapshot!(shown(&card(), 80, 22), @"
    Northbrook Breast Unit                        3 of 6    06:12 of 10    13:34
    1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
    ───────────────────────━━━━━━━━─────────────────────────────────────────────
    Waiting in clinic                                      known here since 2024
    Our standard: We will tell you how long you will wait, and why.
    153 of 231 people answered (66%)

    Were you told how long you would wait?
    primary       ███████▓▓▒▒░░░░░░░░░░░   41%  likely 33 to 50   of 131 answers
                  2023: 58% of 118   lower than before, more than chance
    secondary     ███▓▓▓▒▒▒▒▒░░│░░░░░░░░   27%  likely 13 to 48   of 22 answers
    men           fewer than 11 answers
                  no earlier figure
    England 2025               │           61%






    The standard is agreed. ────────────────────────────────────────────────────
    g propose a goal   c comments   r speaking round   t timer   u undo   ? help
    ");
    insta::assert_snapshot!(shown(&card(), 60, 18), @"
    Northbrook Breast Unit    3 of 6    06:12 of 10    13:34
    1   2   3 Themes   4   5   6   7
    ────────━━━━━━━━────────────────────────────────────────
    Waiting in clinic                  known here since 2024
    Our standard: We will tell you how long you will wait,
    and why.
    153 of 231 people answered (66%)

    Were you told how long you would wait?
    primary       ████████████▓▓▓▒▒▒░░░░░░░░░░░░░░░░░░   41%
                  likely 33 to 50   of 131 answers
                  2023: 58% of 118   lower than before, more
                  than chance
    secondary     █████▓▓▓▓▓▒▒▒▒▒▒▒░░░░│░░░░░░░░░░░░░░   27%
                  likely 13 to 48   of 22 answers
    men           fewer than 11 answers
    The standard is agreed. ─────────────────── ↓ 2 more ───
    g propose a goal  c comments  r speaking round  ? help
    ");
    insta::assert_snapshot!(shown(&card(), 110, 30), @"
    Northbrook Breast Unit                                                      3 of 6    06:12 of 10    13:34
    1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
    ───────────────────────━━━━━━━━───────────────────────────────────────────────────────────────────────────


    Waiting in clinic                                                                    known here since 2024
    Our standard: We will tell you how long you will wait, and why.
    153 of 231 people answered (66%)


    Were you told how long you would wait?
    primary       █████████████████▓▓▓▓▒▒▒▒░░░░░░░░░░░░░░░░░░░░░░░░░   41%  likely 33 to 50   of 131 answers
                  2023: 58% of 118   lower than before, more than chance
    secondary     ███████▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒░░░░░░│░░░░░░░░░░░░░░░░░░░   27%  likely 13 to 48   of 22 answers
    men           fewer than 11 answers
                  no earlier figure
    England 2025                                │                      61%











    The standard is agreed. ──────────────────────────────────────────────────────────────────────────────────
    g propose a goal   c comments   r speaking round   t timer   u undo   ? help
    ");
}

#[test]
fn roles_are_where_they_belong() {
    let mut view = screen(page(vec![goals(2)]));
    view.alert = Some("3 steps not saved".to_owned());
    let (buffer, drawn) = drawn(&view, 80, 18);
    insta::assert_snapshot!(role_grid(&buffer, Palette::RoomLight), @"
    iiiiiiiiii iiiiii iiii                        m mm m    iiiii ii ii    iiiii
    m mmmmmmm   m mmmmmm   a aaaaaa   m mmmmm   m mmmm   m mmmmmm   m mmmmm
    b b bbbbb bbb bbbbb
    ............................................................................
                                                   mmm mmm         mmmmm   mmmmm
      iii iii iiii iii iiii iii iii iiii ii iii    ii iii             ii      ii
      iiii iii ii iii iiiiii
      iiiiiiiiiii ii iiiiiii iii iiiiiiiiiiiiii    ii iii           iiii       i
    A_IIIIIII_IIIIII_IIII_I_IIIIII_IIIIIIII________II_III______III_IIIII_____III
      i iii iiiiiii iiii                           iiiiii ii     iiiiiii       i






    ............................................................................
    a iiiiiii i iiii   a iiiiiiii   a iiiiiiii iiiii   a iiiii   a iiii   a iiii
    ");
    assert_eq!(drawn.cursor.map(|c| (c.x, c.y)), Some((2, 8)));
    assert!(!drawn.writing);
}

#[test]
fn an_overlay_is_one_box_or_the_whole_page() {
    let mut view = screen(page(vec![goals(0)]));
    view.overlay = Some(page(vec![
        Block::Heading("Close the round?".to_owned()),
        Block::Gap,
        text("9 of 12 have voted. Closing cannot be undone."),
    ]));
    insta::assert_snapshot!(shown(&view, 80, 22), @"
    Northbrook Breast Unit                        3 of 6    06:12 of 10    13:34
    1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
    ───────────────────────━━━━━━━━─────────────────────────────────────────────
                                                   who can         money   hours
    > Say how long the wait is, and why, at the    we can             £0      12
      desk and on the screen
      Photographs of surgery and reconstruction    we can           £300       8
      Drop-in clinic with a nurse, Tuesdays        we can      not known     104
      A new wai ┌─────────────────────────────────────────────────┐ ,000       -
                │                                                 │
                │  Close the round?                               │
                │                                                 │
                │  9 of 12 have voted. Closing cannot be undone.  │
                │                                                 │
                └─────────────────────────────────────────────────┘





    ────────────────────────────────────────────────────────────────────────────
    g propose a goal   c comments   r speaking round   t timer   u undo   ? help
    ");
    insta::assert_snapshot!(shown(&view, 60, 18), @"
    Northbrook Breast Unit    3 of 6    06:12 of 10    13:34
    1   2   3 Themes   4   5   6   7
    ────────━━━━━━━━────────────────────────────────────────
    Close the round?

    9 of 12 have voted. Closing cannot be undone.










    ────────────────────────────────────────────────────────
    g propose a goal  c comments  r speaking round  ? help
    ");
}

#[test]
fn a_slide_stands_in_the_middle() {
    let mut view = screen(Page {
        blocks: vec![
            Block::Text {
                line: line(Role::Strong, "We will say how long the wait is, and why."),
                side: Align::Centre,
                indent: 0,
            },
            Block::Gap,
            Block::Text {
                line: line(Role::Ink, "Ama Boateng, with Jo Ellis, by 28 February 2027"),
                side: Align::Centre,
                indent: 0,
            },
        ],
        slide: true,
        ..Page::default()
    });
    view.stages.clear();
    insta::assert_snapshot!(shown(&view, 80, 18), @"
    Northbrook Breast Unit                        3 of 6    06:12 of 10    13:34
    ────────────────────────────────────────────────────────────────────────────





                     We will say how long the wait is, and why.

                  Ama Boateng, with Jo Ellis, by 28 February 2027






    ────────────────────────────────────────────────────────────────────────────
    g propose a goal   c comments   r speaking round   t timer   u undo   ? help
    ");
}

#[test]
fn a_prompt_stands_below_what_it_is_about() {
    let mut view = screen(page(vec![
        Block::Heading("What could change".to_owned()),
        Block::Gap,
        goals(3),
    ]));
    view.dock = Some(Dock {
        label: "Money in the first year?".to_owned(),
        page: page(vec![Block::Edit(Edit {
            lines: vec!["about £90k".to_owned()],
            cursor: (0, 10),
            note: line(Role::Good, "understood: £90,000"),
            about: line(Role::Muted, "for the theme: Waiting"),
            ..Edit::default()
        })]),
        ..Dock::default()
    });
    insta::assert_snapshot!(shown(&view, 80, 22), @"
    Northbrook Breast Unit                        3 of 6    06:12 of 10    13:34
    1 Welcome   2 Review   3 Themes   4 Goals   5 Vote   6 Owners   7 Close
    ───────────────────────━━━━━━━━─────────────────────────────────────────────
    What could change

                                                   who can         money   hours
      Say how long the wait is, and why, at the    we can             £0      12
      desk and on the screen
      Photographs of surgery and reconstruction    we can           £300       8
      Drop-in clinic with a nurse, Tuesdays        we can      not known     104
    > A new waiting room                           beyond us     £90,000       -




    ━━ Money in the first year? ────────────────────────────────────────────────

    > about £90k
      understood: £90,000                                 for the theme: Waiting

    ────────────────────────────────────────────────────────────────────────────
    g propose a goal   c comments   r speaking round   t timer   u undo   ? help
    ");
    insta::assert_snapshot!(shown(&view, 60, 14), @"
    Northbrook Breast Unit    3 of 6    06:12 of 10    13:34
    1   2   3 Themes   4   5   6   7
    ────────━━━━━━━━─────────────────────────── ↑ 6 more ───
                                               money   hours
      Drop-in clinic with a nurse,         not known     104
      Tuesdays
    > A new waiting room                     £90,000       -
    ━━ Money in the first year? ────────────────────────────

    > about £90k
      understood: £90,000             for the theme: Waiting

    ────────────────────────────────────────────────────────
    g propose a goal  c comments  r speaking round  ? help
    ");
    let (buffer, drawn) = drawn(&view, 80, 22);
    assert_eq!(drawn.cursor.map(|c| c.y), Some(17));
    // The only tint is that of the field.
    let tinted = role_grid(&buffer, Palette::RoomLight);
    let tinted: Vec<&str> = tinted.lines().filter(|l| l.contains('_')).collect();
    assert_eq!(tinted.len(), 1, "{tinted:?}");
}

#[test]
fn what_is_out_of_sight_is_said() {
    let lines = (0..40).map(|n| text(format!("line {n}"))).collect();
    let mut view = screen(page(lines));
    view.page.scroll = 10;
    let all = shown(&view, 80, 22);
    let rules: Vec<&str> = all.lines().filter(|l| l.contains("more")).collect();
    assert!(rules[0].ends_with("─ ↑ 10 more ───"), "{all}");
    assert!(rules[1].ends_with("─ ↓ 13 more ───"), "{all}");
    let (_, drawn) = drawn(&view, 80, 22);
    assert_eq!((drawn.scroll_max, drawn.page_height), (23, 17));
}

#[test]
fn a_small_window_asks_for_a_bigger_one() {
    let mut view = card();
    insta::assert_snapshot!(shown(&view, 38, 4), @"
    Please make this window bigger: it is
    38 x 4, 60 x 18 is enough.
    ");
    view.blank = true;
    assert_eq!(shown(&view, 80, 3), "\n\n\n");
}

#[test]
fn a_long_message_takes_lines_from_the_page() {
    let mut view = card();
    view.toast = Some(Toast {
        text: "“Say how long the wait is” cannot be merged while a round is open: close the round, or abandon it, and merge then.".to_owned(),
        role: Role::Warn,
    });
    let all = shown(&view, 60, 18);
    assert!(all.contains("\n  ! “Say how long"), "{all}");
    assert!(all.contains("abandon it, and merge\n  then. ──"), "{all}");
}

#[test]
fn the_keys_that_fit_are_whole_and_help_is_the_last() {
    for width in 40..110 {
        let all = shown(&card(), width, 20);
        let keys = all.lines().last().unwrap_or_default();
        assert!(keys.ends_with("? help"), "{width}: {keys}");
        for part in keys.split("  ").map(str::trim).filter(|p| !p.is_empty()) {
            let known = [
                "g propose a goal",
                "c comments",
                "r speaking round",
                "t timer",
                "u undo",
                "? help",
            ];
            assert!(known.contains(&part), "{width}: {part}");
        }
    }
}

#[test]
fn without_colour_everything_is_still_said() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 22));
    draw(&mut buffer, &card(), Palette::Mono);
    assert_eq!(text_grid(&buffer), shown(&card(), 80, 22));
}

#[test]
fn a_picture_says_what_the_screen_does() {
    let (buffer, _) = drawn(&card(), 80, 22);
    let picture = crate::tui::svg(&buffer, Palette::RoomLight);
    for words in [
        "Waiting in clinic",
        "propose a goal",
        "England 2025",
        "#2F6FB2",
        "#FBFAF6",
    ] {
        assert!(picture.contains(words), "{words}");
    }
    assert!(!picture.contains('█') && !picture.contains('─'));
}
