//! Renders a drawn screen as text: the character of each cell, or the letter of its role.
//!
//! A failed comparison of colours shows that something changed, one of these letters shows what.

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier, Style},
};
use unicode_width::UnicodeWidthStr as _;

use super::palette::Appearance;
use crate::app::cards::Role;

/// The letter of each role.
const LETTERS: [(Role, char); 13] = [
    (Role::Ink, 'i'),
    (Role::Muted, 'm'),
    (Role::Strong, 's'),
    (Role::Accent, 'a'),
    (Role::Good, 'g'),
    (Role::Warn, 'w'),
    (Role::Bad, 'b'),
    (Role::Bar, '#'),
    (Role::Track, '.'),
    (Role::OnBar, '1'),
    (Role::OnAccent, '2'),
    (Role::OnGood, '3'),
    (Role::OnBad, '4'),
];

/// The text of a drawn screen, one line for each row, without trailing spaces.
pub fn text_grid(buffer: &Buffer) -> String {
    grid(buffer, |cell| cell.symbol().to_owned())
}

/// The roles of a drawn screen: `i`nk, `m`uted, `s`trong, `a`ccent, `g`ood, `w`arn, `b`ad, `#` bar, `.` track, s`q`uare,
/// `1` to `4` for text on bar, accent, good and bad, a capital (`=` for bar, `:` for track) on the tint, `_` for the
/// empty tint, `?` for a style of no role.
/// Bold is not shown for a role that is not bold by itself.
pub fn role_grid(buffer: &Buffer, look: impl Into<Appearance>) -> String {
    let look = look.into();
    grid(buffer, |cell| {
        let style = cell.style();
        // In two palettes ordinary text is black on white as well. A cell has an underline's colour, which no role has.
        let square = look.style(Role::Square, false);
        let own = (square.fg, square.bg, square.add_modifier);
        let here = (style.fg, style.bg, style.add_modifier);
        if here == own && square != look.style(Role::Ink, false) && look.has_squares() {
            return "q".to_owned();
        }
        let on = LETTERS.iter().find(|(role, _)| {
            let on = look.style(*role, false);
            is_on(*role) && (on.fg, on.bg) == (style.fg, style.bg) && paper(on) == paper(style)
        });
        if let Some((_, letter)) = on {
            return letter.to_string().repeat(cell.symbol().width().max(1));
        }
        let tinted = [false, true]
            .into_iter()
            .find(|t| paper(look.style(Role::Ink, *t)) == paper(style));
        let Some(tinted) = tinted else {
            return "?".to_owned();
        };
        let letter = if cell.symbol().trim().is_empty() {
            if tinted { '_' } else { ' ' }
        } else {
            letter(look, style, tinted)
        };
        letter.to_string().repeat(cell.symbol().width().max(1))
    })
}

/// `true` for text on the colour of another role.
fn is_on(role: Role) -> bool {
    matches!(
        role,
        Role::OnBar | Role::OnAccent | Role::OnGood | Role::OnBad
    )
}

/// The distinctive part of a background: its colour, and reverse video where there are no colours.
fn paper(style: Style) -> (Option<Color>, bool) {
    (style.bg, style.add_modifier.contains(Modifier::REVERSED))
}

fn letter(look: Appearance, style: Style, tinted: bool) -> char {
    let bold = style.add_modifier.contains(Modifier::BOLD);
    let mut found = LETTERS
        .iter()
        .filter(|(role, _)| look.style(*role, tinted).fg == style.fg);
    // Strong is ink, and bold.
    let exact = found.clone().find(|(role, _)| {
        look.style(*role, tinted)
            .add_modifier
            .contains(Modifier::BOLD)
            == bold
    });
    match exact.or_else(|| found.next()) {
        None => '?',
        Some((_, '#')) if tinted => '=',
        Some((_, '.')) if tinted => ':',
        Some((_, letter)) if tinted => letter.to_ascii_uppercase(),
        Some((_, letter)) => *letter,
    }
}

fn grid(buffer: &Buffer, of: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let area = buffer.area;
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut row = String::new();
        let mut covered = 0;
        for x in area.left()..area.right() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            if let Some(cell) = buffer.cell((x, y)) {
                row.push_str(&of(cell));
                // A wide character covers the next cell, whose symbol is a filler.
                covered = cell.symbol().width().saturating_sub(1);
            }
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}
