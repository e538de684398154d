//! Themes: the evidence card of one finding at a time, the theme's standard, and notes.

pub(in crate::app) mod card;
mod clicker;
pub(in crate::app) mod over_time;

pub(in crate::app) use self::card::{Detail, card};
pub use self::{
    card::{chance_notes, large},
    clicker::{clicker, show_last, stop_ahead},
};

use crate::{
    app::{
        action::Action,
        cards::{Align, Beside, Block, Line, Page, Part, Role, line, muted, span, text},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            layer::{speaking, write},
            onward,
            ui::{Pick, Purpose, Sheet, Ui},
            update,
        },
        shell::{Choice, moved},
        words::{self, results::RESULTS},
    },
    domain::{
        agenda::Stage,
        command::Command,
        findings::{Comment, Finding, SourceKind, Theme},
        refusal::{Refusal, allow_if},
        stats::{Share, whole_percent},
    },
    text::quotation::quoted,
};

/// The height in rows from which the page shows the parts that a key can also bring up.
const ROOMY: u16 = 21;
/// The width in columns below which the page says the least.
const NARROW: u16 = 70;
/// The height in rows from which the page says everything, and lists the other findings.
const SPACIOUS: u16 = 30;
/// The size in columns and rows from which the page has all findings, and what belongs to them beside them.
const WALL: (u16, u16) = (150, 40);

/// The current finding of a theme: its index, the number of findings, and the finding.
pub fn finding<'a>(ui: &Ui, theme: &'a Theme) -> Option<(usize, usize, &'a Finding)> {
    let all = theme.wall_order();
    let at = ui
        .finding
        .get(&theme.id)
        .copied()
        .unwrap_or(0)
        // The place may come from a wall that was recorded before a question was taken out of the findings.
        .min(all.len().saturating_sub(1));
    all.get(at).map(|f| (at, all.len(), *f))
}

/// The sentence shown in place of a finding for a theme without questions, which may still have comments.
pub(in crate::app) fn not_asked(theme: &Theme) -> &'static str {
    let said = |c: &Comment| c.source == SourceKind::Interview && !c.hold && c.was_read();
    if theme.comments.iter().any(said) {
        "No question asked about this. Patients said it in interviews."
    } else {
        "No question of the survey belongs to this theme."
    }
}

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let Some(theme) = room.theme() else {
        let blocks = vec![
            Block::Heading("What patients said".into()),
            Block::Gap,
            muted("The themes of findings.yaml will stand here, one at a time. It has none yet."),
        ];
        return Page {
            blocks,
            ..Page::default()
        };
    };
    let found = finding(ui, theme);
    let (columns, rows) = ui.shell.size;
    if let Some((at, of, finding)) = found
        && over_time::has_chart(room.meeting.findings(), finding)
    {
        let blocks = whole_page(ui, room, theme, (at, of, finding));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let mut blocks = vec![heading(
        theme,
        found.map(|(at, of, _)| (at, of)),
        columns < NARROW,
    )];
    blocks.push(standard(room, theme));
    if rows >= ROOMY {
        let rate = response_rate(room).map(|rate| match room.theme_at() {
            // The response rate qualifies all numbers, so it is shown with the first ones and not repeated.
            0 if rows >= SPACIOUS => format!("{rate}. {}", RESULTS.not_in_range),
            _ => rate,
        });
        blocks.extend(rate.map(muted));
    }
    blocks.push(Block::Gap);
    let comments = room.meeting.comments_on_wall(theme, false);
    if columns >= WALL.0 && rows >= WALL.1 && found.is_some() {
        blocks.push(wall(room, theme, found.map_or(0, |(at, _, _)| at), rows));
    } else {
        match found {
            Some((_, _, finding)) => {
                let detail = if columns < NARROW {
                    Detail::Sentence
                } else if rows < SPACIOUS {
                    Detail::Figures
                } else {
                    Detail::Ranges
                };
                card(room, finding, detail, &mut blocks);
                blocks.extend(chance_notes(room, finding, rows >= SPACIOUS));
            }
            None => blocks.push(muted(not_asked(theme))),
        }
        if rows >= ROOMY
            && let Some(first) = comments
                // Another quotation for each finding, so that the first comment is not the only one
                // that a room without a clicker sees.
                .get(found.map_or(0, |(at, _, _)| at))
                .or(comments.first())
        {
            blocks.push(Block::Gap);
            blocks.extend(quotation(room, first));
        }
        if rows >= SPACIOUS {
            if let Some((_, _, finding)) = found
                && let Some(others) = card::others(room, theme, &finding.id)
            {
                blocks.push(Block::Gap);
                blocks.push(others);
            }
            blocks.push(Block::Gap);
            blocks.push(muted(counts(room, theme, comments.len())));
        }
    }
    blocks.extend(noted(room, theme));
    Page {
        blocks,
        ..Page::default()
    }
}

/// A finding that takes the whole page: its chart over time, or its numbers.
fn whole_page(
    ui: &Ui,
    room: &Context,
    theme: &Theme,
    (at, of, finding): (usize, usize, &Finding),
) -> Vec<Block> {
    let (columns, rows) = ui.shell.size;
    let mut blocks = Vec::new();
    let place = line(Role::Muted, format!("finding {} of {of}", at + 1));
    let question = line(Role::Strong, finding.question.clone());
    if rows >= SPACIOUS {
        blocks.push(heading(theme, Some((at, of)), columns < NARROW));
        blocks.push(standard(room, theme));
        blocks.push(Block::Gap);
        blocks.push(Block::Heading(finding.question.clone()));
    } else if columns < NARROW {
        // The question needs the whole line.
        blocks.push(Block::Heading(finding.question.clone()));
    } else {
        blocks.push(Block::Pair(question, place));
    }
    if ui.numbers {
        blocks.push(Block::Gap);
        blocks.push(over_time::numbers(room, finding));
    } else {
        blocks.extend(over_time::blocks(room, finding, rows));
        blocks.extend(card::without_charts(room, finding, rows < SPACIOUS));
    }
    blocks.extend(noted(room, theme));
    blocks
}

/// The notes about a theme.
fn noted(room: &Context, theme: &Theme) -> Vec<Block> {
    let notes = room.meeting.notes().iter();
    let notes = notes.filter(|n| n.theme.as_deref() == Some(&theme.id));
    let notes: Vec<Block> = notes.map(|n| text(n.text.clone())).collect();
    if notes.is_empty() {
        return notes;
    }
    let head = [Block::Gap, Block::Heading("Noted".into())];
    head.into_iter().chain(notes).collect()
}

/// Allows the numbers of a finding where it has a chart; a bar has its numbers beside it.
pub(super) fn as_numbers(ui: &Ui, room: &Context) -> Result<(), Refusal> {
    let found = room.theme().and_then(|theme| finding(ui, theme));
    let findings = room.meeting.findings();
    allow_if(
        found.is_some_and(|(_, _, finding)| over_time::has_chart(findings, finding)),
        "There is no chart here: the numbers are on the page.",
    )
}

/// A comment in quotation marks, with its source.
fn quotation(room: &Context, comment: &Comment) -> Vec<Block> {
    let source = words::source(room.meeting.attribution(comment));
    let mut words: Line = vec![span(Role::Ink, quoted(&short(&comment.text, 140)))];
    if !source.is_empty() {
        words.push(span(Role::Muted, format!("   {source}")));
    }
    vec![Block::Text {
        line: words,
        side: Align::Left,
        indent: 0,
    }]
}

/// All findings of a theme, and beside them patients' words, the goals so far and how many have been heard.
fn wall(room: &Context, theme: &Theme, at: usize, rows: u16) -> Block {
    let all = theme.wall_order();
    // A question, both lines of its bar, the sentence and a blank line; the frame and the heading take the rest.
    let most = usize::from(rows.saturating_sub(19) / 5).max(1);
    // Besides, the marked finding has a line with names, and four lines for each further strand.
    let strands = room.meeting.findings().strands().len();
    let airy = all.len() * 6 + 4 * strands + 12 <= usize::from(rows);
    let first = (at + 1).saturating_sub(most);
    let mut left = Vec::new();
    for (nth, finding) in all.iter().enumerate().skip(first).take(most) {
        left.extend(card::in_list(room, finding, nth == at, airy));
        left.push(Block::Gap);
    }
    left.push(card::marks(room, theme));
    let mut right = Vec::new();
    let comments = room.meeting.comments_on_wall(theme, false);
    if !comments.is_empty() {
        right.push(Block::Heading("In their words".into()));
        for comment in comments.iter().skip(at.min(comments.len() - 1)).take(2) {
            right.push(Block::Gap);
            right.extend(quotation(room, comment));
        }
        right.push(Block::Gap);
    }
    right.push(Block::Heading("Goals so far".into()));
    let goals = room.meeting.live_goals();
    let goals: Vec<_> = goals.filter(|g| g.themes.contains(&theme.id)).collect();
    right.push(Block::Gap);
    if goals.is_empty() {
        right.push(muted("None yet: {Themes.Propose} proposes one."));
    }
    for goal in goals.iter().take(4) {
        right.push(text(goal.title.clone()));
    }
    if let Some(more @ 1..) = goals.len().checked_sub(4) {
        right.push(muted(format!("{more} more")));
    }
    let order = room.meeting.speaking_order();
    let heard = room.meeting.heard_on(&theme.id);
    if !order.is_empty() {
        right.push(Block::Gap);
        right.push(Block::Heading("Heard".into()));
        right.push(Block::Gap);
        // Numbers and no names: a list of who is missing would press people to speak.
        for (group, done, of) in speaking::groups(&order, heard) {
            right.push(Block::Pair(
                line(Role::Ink, words::capital(words::group(group))),
                line(
                    if done == of { Role::Good } else { Role::Ink },
                    format!("{done} of {of}"),
                ),
            ));
        }
    }
    let columns = vec![Part::share(1, left), Part::fixed(50, right)];
    Block::Beside(Beside {
        gap: 5,
        ..Beside::new(140, columns)
    })
}

fn heading(theme: &Theme, place: Option<(usize, usize)>, narrow: bool) -> Block {
    let since = theme.known_since.iter().filter(|_| !narrow);
    let place = place.map(|(at, of)| format!("finding {} of {of}", at + 1));
    let right: Vec<String> = since
        .map(|since| format!("known here since {since}"))
        .chain(place)
        .collect();
    Block::Pair(
        line(Role::Accent, theme.title.clone()),
        line(Role::Muted, right.join("     ")),
    )
}

fn standard(room: &Context, theme: &Theme) -> Block {
    let standard = room.meeting.standard(&theme.id);
    if standard.text.is_empty() {
        return muted(
            "No standard yet: {RewordStandard} writes one, a promise that patients may hold us to.",
        );
    }
    let mut words = vec![
        span(Role::Muted, "Our standard: "),
        span(Role::Strong, standard.text),
    ];
    if standard.agreed {
        words.push(span(Role::Good, "  agreed"));
    }
    Block::Text {
        line: words,
        side: Align::Left,
        indent: 0,
    }
}

fn response_rate(room: &Context) -> Option<String> {
    let surveys = room
        .meeting
        .findings()
        .survey
        .sources
        .iter()
        .filter(|s| s.kind == SourceKind::Survey);
    let (answered, invited) = surveys.fold((0_u32, Some(0_u32)), |(a, i), s| {
        (
            a.saturating_add(s.answered),
            i.zip(s.invited).map(|(x, y)| x.saturating_add(y)),
        )
    });
    // Interviews have no rate. "0 of 0" under patients' words would look like a fault.
    if answered == 0 {
        return None;
    }
    Some(
        match invited.and_then(|i| Share::new(answered, i).map(|s| (i, s))) {
            Some((invited, share)) => {
                format!(
                    "{answered} of {invited} people answered ({}%)",
                    whole_percent(share.percent())
                )
            }
            None => format!("{answered} people answered"),
        },
    )
}

fn counts(room: &Context, theme: &Theme, comments: usize) -> String {
    let goals = room
        .meeting
        .live_goals()
        .filter(|g| g.themes.contains(&theme.id))
        .count() as u64;
    format!(
        "{} from this theme   {}",
        words::count(goals, "goal", "goals"),
        words::count(comments as u64, "comment", "comments")
    )
}

/// The start of a text, at most `most` columns.
pub fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    // By characters and not by bytes, which would cut through a Welsh letter.
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{whole} \u{2026}")
}

/// Asks for a new goal, with the finding or comment on the wall as its evidence.
pub fn propose(ui: &mut Ui, room: &Context, comment: Option<&str>) {
    let (mut themes, mut evidence) = (Vec::new(), Vec::new());
    if let Some(theme) = room.theme() {
        themes.push(theme.id.clone());
        // The goal carries along what was on the wall. Later nobody remembers which number it was about.
        evidence.extend(finding(ui, theme).map(|(_, _, f)| f.id.clone()));
    }
    evidence.extend(comment.map(str::to_owned));
    write::open(ui, room, Purpose::Goal { themes, evidence }, "");
}

/// Goes to another finding of the theme.
pub fn step(ui: &mut Ui, room: &Context, action: Action) {
    if let Some(theme) = room.theme() {
        let at = ui.finding.get(&theme.id).copied().unwrap_or(0);
        let of = theme.wall_order().len();
        ui.finding.insert(theme.id.clone(), moved(at, of, action));
    }
}

/// The next thing after the finding on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// A finding of the theme by its place, and their number.
    Finding(usize, usize),
    /// Another theme, by its id.
    Theme(String),
    /// An item of the agenda, by its place.
    Item(usize),
    /// A stage.
    Stage(Stage),
}

/// The next thing after the finding on the wall; `None` at the end of everything.
pub fn ahead(ui: &Ui, room: &Context) -> Option<Ahead> {
    let theme = room.theme()?;
    if let Some((at, of, _)) = finding(ui, theme)
        && at + 1 < of
    {
        return Some(Ahead::Finding(at + 1, of));
    }
    // The agenda knows of the tea between two themes, and the themes do not. Somebody who looks at a theme that is not
    // the agenda's item goes through the themes.
    if room.is_at_item()
        && let Some(item) = onward::item_ahead(room)
    {
        return Some(Ahead::Item(item));
    }
    match room.meeting.themes().get(room.theme_at() + 1) {
        Some(theme) => Some(Ahead::Theme(theme.id.clone())),
        None => update::stage_beside(room, 1).map(Ahead::Stage),
    }
}

fn go_ahead(ui: &mut Ui, room: &Context) -> Vec<Effect> {
    match ahead(ui, room) {
        Some(Ahead::Finding(..)) => {
            step(ui, room, Action::Down);
            Vec::new()
        }
        Some(Ahead::Theme(_)) => to_theme(ui, room, room.theme_at().checked_add(1), 0),
        Some(Ahead::Item(_)) => super::next_item(ui, room, true),
        Some(Ahead::Stage(stage)) => update::go(ui, room, stage),
        None => Vec::new(),
    }
}

fn go_back(ui: &mut Ui, room: &Context) -> Vec<Effect> {
    let at = room.theme().and_then(|t| finding(ui, t)).map(|f| f.0);
    if at.is_some_and(|at| at > 0) {
        step(ui, room, Action::Up);
        return Vec::new();
    }
    // The way back ends where the way on began, or the room sees other findings on it.
    to_theme(ui, room, room.theme_at().checked_sub(1), usize::MAX)
}

/// Goes to a theme by its place, and to a finding of it; beyond the last one is the last one.
fn to_theme(ui: &mut Ui, room: &Context, at: Option<usize>, nth: usize) -> Vec<Effect> {
    let Some(theme) = at.and_then(|at| room.meeting.themes().get(at).copied()) else {
        return Vec::new();
    };
    let last = theme.wall_order().len().saturating_sub(1);
    ui.finding.insert(theme.id.clone(), nth.min(last));
    vec![Effect::Mark(room.mark_at(Stage::Themes, Some(&theme.id)))]
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    let Some(theme) = room.theme() else {
        if action == Action::Propose {
            propose(ui, room, None);
        }
        return Vec::new();
    };
    match action {
        Action::Up | Action::Down | Action::First | Action::Last => {
            step(ui, room, action);
            Vec::new()
        }
        Action::Zoom => {
            ui.push(Sheet::Zoom {
                theme: theme.id.clone(),
            });
            Vec::new()
        }
        Action::AsNumbers => {
            ui.numbers = !ui.numbers;
            Vec::new()
        }
        Action::Speaking => {
            ui.push(Sheet::Speaking {
                theme: theme.id.clone(),
                at: 0,
            });
            Vec::new()
        }
        Action::Right => go_ahead(ui, room),
        Action::Left => go_back(ui, room),
        Action::NextTheme => to_theme(ui, room, room.theme_at().checked_add(1), 0),
        Action::ThemeBefore => to_theme(ui, room, room.theme_at().checked_sub(1), 0),
        Action::Propose => {
            propose(ui, room, None);
            Vec::new()
        }
        Action::Comments => {
            // Where none was chosen for the wall, those that somebody has read are better than an empty slide.
            let all = room.meeting.comments_on_wall(theme, false).is_empty();
            ui.push(Sheet::Comments {
                theme: theme.id.clone(),
                at: 0,
                all,
            });
            Vec::new()
        }
        Action::RewordStandard => {
            let old = room.meeting.standard(&theme.id).text;
            write::open(ui, room, Purpose::Standard(theme.id.clone()), &old);
            Vec::new()
        }
        Action::AgreeStandard => {
            let theme_id = theme.id.clone();
            if room.meeting.standard(&theme.id).agreed {
                vec![ask_and_say(
                    Command::ReopenStandard { theme: theme_id },
                    "The standard is open again.",
                )]
            } else {
                vec![ask_and_say(
                    Command::AgreeStandard { theme: theme_id },
                    "Agreed: it will be printed for patients.",
                )]
            }
        }
        Action::Note => {
            write::open(ui, room, Purpose::Note(Some(theme.id.clone())), "");
            Vec::new()
        }
        Action::Open => {
            open_note(ui, room, theme);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Opens a note of the theme for rewording; asks which one if there are several.
fn open_note(ui: &mut Ui, room: &Context, theme: &Theme) {
    let notes: Vec<_> = room
        .meeting
        .notes()
        .iter()
        .filter(|n| n.theme.as_deref() == Some(&theme.id))
        .collect();
    match notes.as_slice() {
        [] => {
            ui.shell.toast = Some(crate::app::cards::Toast {
                text: "No note yet: {Note} writes one.".into(),
                role: Role::Muted,
            });
        }
        [one] => write::open(ui, room, Purpose::RewordNote(one.id.clone()), &one.text),
        many => {
            let choices = many
                .iter()
                .map(|n| Choice::new(Pick::Note(n.id.clone()), short(&n.text, 60), ""))
                .collect();
            ui.choose("Which note?", choices, 0);
        }
    }
}
