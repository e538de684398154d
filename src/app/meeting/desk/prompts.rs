//! Prompts for the facilitator: what to ask the room next, from the state of the meeting.

use crate::{
    app::{
        meeting::{
            context::Context,
            screen::{review as review_page, themes::short, vote as vote_page},
        },
        words,
    },
    domain::{
        agenda::Stage,
        findings::Theme,
        goal::Goal,
        meeting::mark::{CountdownKind, Slide},
        people::Attendee,
        vote::round::Round,
    },
};

/// Longest title in a prompt, in characters. The prompt is read in passing, and the title is on the wall.
const TITLE: usize = 60;

/// A prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacilitatorPrompt {
    /// The question or request to say aloud.
    pub ask: String,
    /// The fact it follows from; may be empty.
    pub because: String,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "each caller may have nothing to ask"
)]
fn prompt(ask: impl Into<String>, because: impl Into<String>) -> Option<FacilitatorPrompt> {
    Some(FacilitatorPrompt {
        ask: ask.into(),
        because: because.into(),
    })
}

/// The prompt for the stage on the wall; `None` where nothing is to be asked.
// One and not a list: a facilitator looks for a second, and the second question is only true once the first is answered.
pub fn current(room: &Context) -> Option<FacilitatorPrompt> {
    if room.follow_up {
        return after_months(room);
    }
    let is_open = room.open_round().is_some();
    if room.meeting.saved().is_some() && room.stage() == Stage::Close && !is_open {
        return prompt("Thank everybody.", "What was agreed is saved.");
    }
    if let Some(round) = room.open_round() {
        return open_round(room, round);
    }
    match room.stage() {
        Stage::Welcome => welcome(room),
        Stage::Review => review(room),
        Stage::Themes => room.theme().and_then(|theme| on_theme(room, theme)),
        Stage::Goals => goals(room),
        Stage::Vote => vote(room),
        Stage::Owners => owners(room),
        Stage::Close => close(room),
    }
}

/// The people present who have not been heard on a theme, in speaking order.
pub fn not_heard<'a>(room: &Context<'a>, theme: &str) -> Vec<&'a Attendee> {
    let heard = room.meeting.heard_on(theme);
    let order = room.meeting.speaking_order();
    order
        .into_iter()
        .filter(|a| !heard.contains_key(&a.person.id))
        .collect()
}

fn welcome(room: &Context) -> Option<FacilitatorPrompt> {
    let absent = room.meeting.people().iter().filter(|a| !a.was_here());
    let absent = absent.count() as u64;
    if !room.meeting.is_started() {
        return match absent {
            0 => prompt("Ask: may we begin?", "Everybody on the list is here."),
            _ => prompt(
                "Ask: who knows where they are?",
                format!(
                    "{} not here yet.",
                    words::count(absent, "person is", "people are")
                ),
            ),
        };
    }
    if room.meeting.agenda().ground_rules.is_empty() {
        return prompt("Ask: does everybody know everybody?", "");
    }
    prompt("Read the rules aloud. Ask: can we all hold to them?", "")
}

/// The prompt of a review months after the meeting.
fn after_months(room: &Context) -> Option<FacilitatorPrompt> {
    let progress = review_page::progress(room);
    match progress.left() {
        0 => prompt("Thank everybody.", "Every goal was looked at."),
        left => prompt(
            "Ask: what would a patient notice, and what got in the way?",
            format!(
                "{} to look at.",
                words::count(left as u64, "goal is", "goals are")
            ),
        ),
    }
}

fn review(room: &Context) -> Option<FacilitatorPrompt> {
    let goals = room.meeting.previous().map_or(&[][..], |p| &p.goals);
    let open = goals
        .iter()
        .filter(|g| room.meeting.reviewed(&g.id).is_none());
    match open.count() as u64 {
        0 => prompt(
            "Ask: what did we learn from these?",
            "Every goal has its answer.",
        ),
        open => prompt(
            "Ask: did it happen, and what got in the way?",
            format!(
                "{} no answer yet.",
                words::count(open, "goal has", "goals have")
            ),
        ),
    }
}

fn on_theme(room: &Context, theme: &Theme) -> Option<FacilitatorPrompt> {
    let shown = &room.mark.shown;
    if matches!(shown.slide, Some(Slide::Comment { .. })) {
        let reading = shown.countdown.map(|c| c.kind) == Some(CountdownKind::Reading);
        return if reading {
            prompt("Say nothing. Let everybody read.", "")
        } else {
            prompt("Ask: what would have helped here?", "Patients first.")
        };
    }
    let heard = room.meeting.heard_on(&theme.id);
    let left = not_heard(room, &theme.id);
    if !heard.is_empty()
        && let Some(next) = left.first()
    {
        return prompt(
            "Ask: who has not spoken yet?",
            format!("Next in the round: {}.", next.person.name),
        );
    }
    let standard = room.meeting.standard(&theme.id);
    let of_theme = || {
        let goals = room.meeting.live_goals();
        goals.filter(|g| g.themes.contains(&theme.id))
    };
    let goals = of_theme().count() as u64;
    // A room that proposes goals without a speaking round has answered this in its own way.
    let talked = of_theme().any(|g| !g.brought);
    if heard.is_empty() && !left.is_empty() && !talked {
        return prompt(
            "Ask: does this match what you see?",
            "Nobody has been heard on this theme yet. Patients first.",
        );
    }
    if goals == 0 {
        return prompt(
            "Ask: what could we do about it?",
            "No goal from this theme yet.",
        );
    }
    if standard.text.is_empty() {
        return prompt(
            "Ask: what could we promise patients about this?",
            "No standard yet.",
        );
    }
    if !standard.agreed {
        return prompt(
            "Ask: can we promise our standard?",
            "The standard is not agreed yet.",
        );
    }
    prompt(
        "Ask: is anything missing?",
        format!("{} from this theme.", words::count(goals, "goal", "goals")),
    )
}

/// The number of goals that meet a condition, and the title of the first.
fn first_of<'a>(
    goals: impl Iterator<Item = &'a Goal>,
    is: impl Fn(&Goal) -> bool,
) -> Option<(u64, String)> {
    let found: Vec<&Goal> = goals.filter(|g| is(g)).collect();
    let first = found.first()?;
    Some((found.len() as u64, short(&first.title, TITLE)))
}

fn goals(room: &Context) -> Option<FacilitatorPrompt> {
    let live = || room.meeting.live_goals();
    if live().next().is_none() {
        return prompt("Ask: what could we do? One sentence each.", "No goal yet.");
    }
    if let Some((many, title)) = first_of(live(), |g| g.control.is_none()) {
        return prompt(
            format!("Ask: who can make it happen? \u{201c}{title}\u{201d}"),
            format!(
                "{} nobody named.",
                words::count(many, "goal has", "goals have")
            ),
        );
    }
    if let Some((many, title)) = first_of(live(), Goal::lacks_figures) {
        return prompt(
            format!("Ask: what does it take in money and hours? \u{201c}{title}\u{201d}"),
            format!(
                "{} no figures.",
                words::count(many, "goal has", "goals have")
            ),
        );
    }
    prompt(
        "Ask: does everybody understand each goal as it stands?",
        "Every goal has its figures.",
    )
}

/// The prompt while the ballots of a round are taken.
fn open_round(room: &Context, round: &Round) -> Option<FacilitatorPrompt> {
    if round.settings.method.is_tables() {
        let lists = format!("{}.", words::capital(&vote_page::lists_in(round)));
        return prompt("Collect the sheets, and type them in.", lists);
    }
    if round.settings.method.is_open() {
        return prompt("Ask for hands, goal by goal.", "");
    }
    let turnout = room.meeting.turnout(round, room.ballots);
    let left = turnout.of.saturating_sub(turnout.voted) as u64;
    match left {
        _ if !room.turnout_known => None,
        0 => prompt("Close the round.", "All have voted."),
        _ => prompt(
            "Pass the keyboard on. Nobody looks.",
            format!(
                "{} not voted yet.",
                words::count(left, "person has", "people have")
            ),
        ),
    }
}

fn vote(room: &Context) -> Option<FacilitatorPrompt> {
    let Some(count) = room.meeting.last_count() else {
        return prompt("Ask: is anything unclear before we vote?", "No round yet.");
    };
    let undecided = |goal: &str| {
        room.meeting
            .goal(goal)
            .filter(|g| g.is_live() && g.decision.is_none())
    };
    let parted = count.tally().and_then(|tally| {
        let mut goals = tally.ranked().into_iter().filter(|c| c.parted.is_some());
        goals.find_map(|c| undecided(&c.goal))
    });
    if let Some(goal) = parted {
        return prompt(
            format!(
                "Ask: why do we see it so differently? \u{201c}{}\u{201d}",
                short(&goal.title, TITLE)
            ),
            "The groups differ on it. Patients first.",
        );
    }
    match first_of(room.meeting.live_goals(), |g| g.decision.is_none()) {
        Some((many, title)) => prompt(
            format!("Ask: do we agree to it? \u{201c}{title}\u{201d}"),
            format!(
                "{} not decided.",
                words::count(many, "goal is", "goals are")
            ),
        ),
        None => prompt(
            "Ask: is everybody content with this?",
            "Every goal is decided.",
        ),
    }
}

fn owners(room: &Context) -> Option<FacilitatorPrompt> {
    let agreed = || room.meeting.live_goals().filter(|g| g.is_agreed());
    if let Some((many, title)) = first_of(agreed(), |g| g.owner.is_none()) {
        return prompt(
            format!("Ask: who will do it? \u{201c}{title}\u{201d}"),
            format!("{} no owner.", words::count(many, "goal has", "goals have")),
        );
    }
    if let Some((many, title)) = first_of(agreed(), |g| g.due.is_none()) {
        return prompt(
            format!("Ask: by when? \u{201c}{title}\u{201d}"),
            format!("{} no day.", words::count(many, "goal has", "goals have")),
        );
    }
    if let Some((_, title)) = first_of(agreed(), |g| g.partner.is_none()) {
        return prompt(
            format!("Ask: which patient will work with the owner? \u{201c}{title}\u{201d}"),
            "",
        );
    }
    prompt(
        "Ask each owner: what is the first step?",
        "Every goal has its owner and day.",
    )
}

fn close(room: &Context) -> Option<FacilitatorPrompt> {
    let lines = room.meeting.read_back_lines();
    let left = lines.iter().filter(|l| !l.confirmed).count() as u64;
    if left > 0 {
        return prompt(
            "Read it aloud. Ask: is this what we agreed?",
            format!("{} to read back.", words::count(left, "line", "lines")),
        );
    }
    let parked = room.meeting.parked().len() as u64;
    if parked > 0 {
        return prompt(
            "Ask: where do the parked topics go?",
            format!("{} parked.", words::count(parked, "topic is", "topics are")),
        );
    }
    if room.meeting.is_started() && room.meeting.evaluation().is_none() {
        return prompt(
            "Ask the four questions: was it a good meeting?",
            "In secret, as every vote. The room may leave it.",
        );
    }
    prompt("Ask: what will you tell people at home?", "")
}
