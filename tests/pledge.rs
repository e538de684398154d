//! The pledge on one page: its squares are read from the drawn cells by a reader that is not their writer.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier},
};
use service_pledge::{
    app::{
        cards::{Block, leaves},
        program::Program as _,
    },
    domain::settings::Palette,
    tui::{self, Appearance, ColourDepth},
};

use crate::{
    harness::{Play, northbrook},
    sample::the_finished_meeting,
};

/// Windows in which a goal has a square.
const SIZES: [(u16, u16); 5] = [(80, 22), (100, 30), (110, 30), (120, 40), (160, 45)];

/// The luminance of a colour from 0 to 255, as a camera sees it.
fn grey(colour: Option<Color>) -> u8 {
    match colour {
        Some(Color::Rgb(r, g, b)) => {
            let sum = u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114;
            u8::try_from(sum / 1000).unwrap()
        }
        Some(Color::Black | Color::Indexed(16)) => 0,
        Some(Color::White | Color::Indexed(231)) => 255,
        other => panic!("{other:?} has no known look in a square"),
    }
}

/// The two halves of a cell as grey values: the upper and the lower one.
fn halves(buffer: &Buffer, x: u16, y: u16) -> (u8, u8) {
    let cell = buffer.cell((x, y)).unwrap();
    let style = cell.style();
    assert!(!style.add_modifier.contains(Modifier::REVERSED));
    let (ink, paper) = (grey(style.fg), grey(style.bg));
    match cell.symbol() {
        "█" => (ink, ink),
        "▀" => (ink, paper),
        "▄" => (paper, ink),
        " " => (paper, paper),
        other => panic!("{other:?} in a square"),
    }
}

/// The cells of the square in a drawn screen, by the letter of its role.
fn square(buffer: &Buffer, look: Appearance) -> Option<Rect> {
    let roles = tui::role_grid(buffer, look);
    let rows: Vec<(usize, &str)> = roles
        .lines()
        .enumerate()
        .filter(|(_, row)| row.contains('q'))
        .collect();
    let (top, first) = rows.first()?;
    let left = first.chars().position(|c| c == 'q')?;
    let wide = first.chars().filter(|c| *c == 'q').count();
    for (nth, (y, row)) in rows.iter().enumerate() {
        assert_eq!(*y, top + nth, "the square is in one piece");
        let found: String = row.chars().skip(left).take(wide).collect();
        assert_eq!(found, "q".repeat(wide), "row {y}");
        assert_eq!(row.matches('q').count(), wide);
    }
    let number = |n: usize| u16::try_from(n).unwrap();
    Some(Rect::new(
        number(left),
        number(*top),
        number(wide),
        number(rows.len()),
    ))
}

/// The text that a camera reads from the drawn square; `None` if there is none.
fn read(play: &Play, look: Appearance) -> Option<String> {
    let mut view = play.app.view(play.now);
    view.palette = look.palette;
    let mut buffer = Buffer::empty(Rect::new(0, 0, play.size.0, play.size.1));
    tui::draw(&mut buffer, &view, look);
    // The place from a palette in which no other text is black on white.
    let light = Appearance::from(Palette::RoomLight);
    let mut known = Buffer::empty(buffer.area);
    tui::draw(&mut known, &play.app.view(play.now), light);
    let place = square(&known, light).filter(|_| look.has_squares())?;
    // Each module a square of pixels, with the dark paper of the palette around it as a camera would see it.
    let scale = 4;
    let (wide, tall) = (usize::from(place.width), usize::from(place.height) * 2);
    let around = 8;
    let pixel = |x: usize, y: usize| -> u8 {
        let inside = |at: usize, most: usize| {
            let at = at.checked_sub(around)? / scale;
            (at < most).then_some(at)
        };
        let Some((x, y)) = inside(x, wide).zip(inside(y, tall)) else {
            return 60;
        };
        let cell = (u16::try_from(x).unwrap(), u16::try_from(y / 2).unwrap());
        let (upper, lower) = halves(&buffer, place.x + cell.0, place.y + cell.1);
        if y % 2 == 0 { upper } else { lower }
    };
    let (columns, rows) = (wide * scale + 2 * around, tall * scale + 2 * around);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(columns, rows, pixel);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one square at {:?} {look:?}", play.size);
    let (_, text) = grids[0].decode().unwrap();
    Some(text)
}

fn looks() -> Vec<Appearance> {
    let depths = [ColourDepth::True, ColourDepth::Indexed, ColourDepth::Ansi];
    Palette::ALL
        .into_iter()
        .flat_map(|palette| {
            depths.map(|depth| Appearance {
                palette,
                depth,
                ascii: false,
            })
        })
        .collect()
}

/// The finished meeting of the sample, at its pledge.
fn pledge() -> Play {
    let mut play = the_finished_meeting();
    play.press("7 o");
    play
}

#[test]
fn a_camera_reads_each_goal_at_every_size_in_every_palette() {
    let mut play = pledge();
    let goals: Vec<_> = play
        .meeting()
        .live_goals()
        .filter(|g| g.is_agreed())
        .cloned()
        .collect();
    assert!(goals.len() > 3);
    play.press("z");
    for goal in &goals {
        for size in SIZES {
            play.resize(size.0, size.1);
            let title = goal.title.replace(',', "\\,");
            for look in looks() {
                let text = read(&play, look).unwrap_or_else(|| panic!("no square at {size:?}"));
                let begins = text.contains(&goal.title[..24]) || text.contains(&title[..24]);
                assert!(begins, "{size:?}: {text}");
                if size.0 > 80 {
                    assert!(text.starts_with("BEGIN:VEVENT\n"), "{text}");
                    assert!(text.ends_with("\nEND:VEVENT"), "{text}");
                }
            }
        }
        play.press("right");
    }
}

#[test]
fn a_camera_reads_the_whole_pledge_in_a_wide_window() {
    let mut play = pledge();
    for (size, whole) in [((120, 40), false), ((160, 45), true)] {
        play.resize(size.0, size.1);
        for look in looks() {
            let text = read(&play, look).unwrap();
            for goal in play.meeting().live_goals().filter(|g| g.is_agreed()) {
                let title = if whole {
                    &goal.title
                } else {
                    &goal.title[..16]
                };
                assert!(text.contains(title), "{size:?}: {text}");
            }
        }
    }
    for size in [(60, 18), (80, 22)] {
        play.resize(size.0, size.1);
        assert_eq!(read(&play, Appearance::default()), None);
    }
}

#[test]
fn no_square_holds_the_name_of_a_patient() {
    let mut play = pledge();
    let meeting = play.meeting().clone();
    let patients: Vec<&str> = meeting
        .people()
        .iter()
        .filter(|a| a.group() == Some("patient"))
        .map(|a| a.person.name.as_str())
        .collect();
    // A patient who owns a goal is named by their role.
    play.press("esc 6 home enter home")
        .text("jo ellis")
        .press("enter");
    play.press("esc 7 o");
    let mut texts = Vec::new();
    for size in SIZES {
        play.resize(size.0, size.1);
        texts.extend(read(&play, Appearance::default()));
        play.press("z");
        for _ in 0..5 {
            texts.extend(read(&play, Appearance::default()));
            play.press("right");
        }
        play.press("esc");
    }
    assert!(texts.len() > 20);
    assert!(texts.iter().any(|t| t.contains("Patient representative")));
    for text in texts {
        for name in &patients {
            assert!(!text.contains(name), "{text}");
        }
    }
}

#[test]
fn without_colours_or_blocks_there_is_no_square_and_nothing_about_one() {
    let mut play = pledge();
    play.press("z").resize(120, 40);
    for (depth, ascii) in [(ColourDepth::None, false), (ColourDepth::True, true)] {
        let look = Appearance {
            palette: Palette::RoomLight,
            depth,
            ascii,
        };
        assert_eq!(read(&play, look), None);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        tui::draw(&mut buffer, &play.app.view(play.now), look);
        let screen = tui::text_grid(&buffer);
        assert!(!screen.contains("telephone"), "{screen}");
        assert!(screen.contains("Our pledge"), "{screen}");
    }
}

#[test]
fn the_page_is_the_last_one_of_a_meeting() {
    let mut play = pledge();
    // Not at 160x45: its square alone is more than a person reviews. A camera reads it in the test above.
    for (columns, rows) in [(60, 18), (80, 22), (100, 30), (120, 40)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("the pledge at {columns}x{rows}"), play.screen());
    }
    play.resize(80, 22);
    play.press("z");
    insta::assert_snapshot!("one goal at 80x22", play.screen());
    play.press("esc esc");
    insta::assert_snapshot!("after saving", play.screen());
}

#[test]
fn saving_shows_the_pledge_and_its_files_are_behind_a_key() {
    let mut play = Play::new(northbrook());
    crate::walkthrough::welcome(&mut play);
    play.press("4 home").press("5 d enter");
    play.press("7 s y");
    // The heading is drawn in large letters, which the text of the screen does not have.
    let view = play.app.view(play.now);
    let heading = Block::Masthead("Our pledge".to_owned());
    assert_eq!(leaves(&view.page.blocks).first(), Some(&&heading));
    play.sees("1 Say how long the wait is, and why, at the desk and on the screen")
        .sees("In the room: 6 of the team, 3 patients.");
    assert!(!play.screen().contains("outcome.yaml"));
    play.press("esc");
    assert!(!play.screen().contains("/unit/"), "{}", play.screen());
    play.press("d").sees("/unit/outcome.yaml");
}
