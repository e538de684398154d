//! Marking a ballot, by a voter at the shared number pad or from a paper slip.
//!
//! The screen is projected, so nothing on it depends on the marks: a goal that was passed shows a dot, whatever was given.

use crate::{
    app::{
        action::Action,
        cards::{
            Align, Beside, Block, Column, Line, MarkScale, Page, Part, Role, Row, Width, line,
            muted, span, text, told,
        },
        meeting::{
            context::Context,
            effect::Effect,
            screen::vote,
            ui::{CodeTyping, Sheet, Ui, Voting},
            update,
        },
        shell::Typing,
        words,
    },
    domain::{
        capacity::grouped,
        evaluation,
        goal::{Control, Goal},
        refusal::{Refusal, refuse},
        vote::{
            ballot::{Answers, check},
            code_card::{self, Code as DrawnCode, LENGTH, LINES, NO_CODE},
            method::Keys,
            round::Round,
        },
    },
};

/// Width in columns below which money and hours are said in fewer words.
const WIDE_COLUMNS: u16 = 70;
/// Height in rows from which a last line repeats what a dot means.
const TALL_ROWS: u16 = 30;
/// Width of the money and of the hours of a goal, in columns of text.
const FIGURE_COLUMNS: u16 = 15;

/// Opens an empty paper slip of a group.
pub fn slip(ui: &mut Ui, room: &Context, group: &str) {
    if let Some(round) = room.meeting.open_round() {
        ui.push(Sheet::Ballot(Voting::new(round, None, group.to_owned())));
    }
}

/// The page of a ballot: the goal under the mark, or the page on which it is handed in.
pub(super) fn page(ui: &Ui, room: &Context, voting: &Voting) -> Page {
    let Some(round) = room.meeting.open_round() else {
        return Page::default();
    };
    let marked = round.settings.goals.get(voting.at);
    let goal = marked.and_then(|id| room.meeting.goal(id));
    let question = marked.and_then(|id| evaluation::question(id));
    let blocks = match (goal, question) {
        (_, Some(question)) if round.is_evaluation() => {
            mark_page(ui, room, round, voting, question.asked, None)
        }
        (Some(goal), _) => {
            let needs = needs(room, goal, ui.shell.size.0 >= WIDE_COLUMNS);
            mark_page(ui, room, round, voting, &goal.title, Some(needs))
        }
        (None, _) => hand_in_page(ui, room, round, voting),
    };
    Page {
        blocks,
        ..Page::default()
    }
}

/// The seat and the name, or the number of the slip.
fn who(room: &Context, round: &Round, voting: &Voting) -> Line {
    let (what, whose) = if let Some(person) = &voting.voter {
        let seat = room.meeting.seat_of(person).unwrap_or(0);
        let name = room.meeting.name_of(person);
        let name = if voting.codes.is_some() {
            format!("{name}, on the telephone")
        } else {
            name
        };
        (format!("Seat {seat}"), name)
    } else {
        let slip = room.ballots.slips.get(&voting.group).copied().unwrap_or(0) + 1;
        // Against the people who have not voted yet: a slip that is missing, or typed twice, is noticed while the pile is at hand.
        let of = room.meeting.slips_of(round, room.ballots, &voting.group);
        let group = words::group(&voting.group);
        (
            format!("Paper slip {slip} of {of}"),
            format!("of the {group}"),
        )
    };
    vec![
        span(Role::Accent, what),
        span(Role::Ink, format!("   {whose}")),
    ]
}

/// The page on which a goal or a question is marked; `needs` is the money and the hours of a goal.
fn mark_page(
    ui: &Ui,
    room: &Context,
    round: &Round,
    voting: &Voting,
    title: &str,
    needs: Option<Line>,
) -> Vec<Block> {
    let (_, rows) = ui.shell.size;
    let gap = || (!vote::is_low(ui)).then_some(Block::Gap);
    let (one, _) = voting.method.marked();
    let place = format!("{one} {} of {}", voting.at + 1, voting.marks.len());
    let mut blocks = vec![Block::Pair(
        who(room, round, voting),
        line(Role::Muted, place),
    )];
    blocks.extend(gap());
    blocks.push(told(Role::Strong, title));
    blocks.extend(needs.map(|line| Block::Text {
        line,
        side: Align::Left,
        indent: 0,
    }));
    blocks.extend(gap());
    match &voting.codes {
        Some(codes) => blocks.extend(code_line(codes, one, voting.at)),
        None => blocks.extend(scale(room, round, voting)),
    }
    blocks.extend(gap());
    blocks.push(list(ui, room, round, voting));
    if rows >= TALL_ROWS {
        blocks.push(Block::Gap);
        blocks.push(muted(format!(
            "A dot shows that a {one} is marked, never how. Nobody can see it afterwards."
        )));
    }
    blocks
}

/// The place of the code on the voter's page, and the letters that are typed, as dots.
// Dots also at the desk: with the letters on a screen, and a copy of the page, the mark could be looked up later.
fn code_line(codes: &CodeTyping, one: &str, at: usize) -> Vec<Block> {
    let place = if at < LINES {
        format!("Part {}, {one} {}:  ", codes.part + 1, at + 1)
    } else {
        "The code card ends before this goal.  ".to_owned()
    };
    let typed = codes.letters.chars().count();
    let signs = (0..LENGTH).map(|n| if n < typed { "●" } else { "○" });
    let signs: Vec<&str> = signs.collect();
    vec![
        Block::Text {
            line: vec![
                span(Role::Strong, place),
                span(Role::Accent, signs.join(" ")),
            ],
            side: Align::Left,
            indent: 0,
        },
        muted("Type the four letters that they say. A wrong letter is noticed."),
    ]
}

/// The money and the hours of a goal, and who can do it.
fn needs(room: &Context, goal: &Goal, wide: bool) -> Line {
    let capacity = &room.meeting.agenda().capacity;
    let year = if wide { "in the first year" } else { "a year" };
    let ink = |text: String| span(Role::Ink, text);
    let hours = |n| span(Role::Strong, words::count(n, "hour", "hours"));
    let mut line = match (goal.cost, goal.hours) {
        (Some(cost), Some(n)) => vec![
            span(Role::Strong, capacity.money_text(cost)),
            ink(" and about ".to_owned()),
            hours(n),
            ink(format!(" {year}.")),
        ],
        (Some(cost), None) => vec![
            span(Role::Strong, capacity.money_text(cost)),
            ink(format!(" {year}, hours not known.")),
        ],
        (None, Some(n)) => vec![
            ink("Money not known, about ".to_owned()),
            hours(n),
            ink(format!(" {year}.")),
        ],
        (None, None) => vec![ink("Money and hours not known.".to_owned())],
    };
    let can = match goal.control {
        Some(Control::Team) => " The team can do it.",
        Some(Control::Hospital) => " The hospital can do it.",
        Some(Control::Beyond) => " Only others can do it.",
        None => "",
    };
    if wide {
        line.push(ink(can.to_owned()));
    }
    line
}

/// The marks that a voter can give, and what they mean.
fn scale(room: &Context, round: &Round, voting: &Voting) -> Vec<Block> {
    let row = round.settings.method.row();
    let allowed = round.settings.allowed;
    let meaning = |mark: &str, meaning: &str| Block::Text {
        line: vec![
            span(Role::Accent, format!("{mark}  ")),
            span(Role::Ink, meaning.replace('\n', " ")),
        ],
        side: Align::Left,
        indent: 0,
    };
    match row.keys {
        Keys::Digits(low, high) => vec![Block::MarkScale(MarkScale {
            points: (low..=high).map(|n| n.to_string()).collect(),
            low: row.words.low.to_owned(),
            middle: row.words.middle.to_owned(),
            high: row.words.high.to_owned(),
        })],
        Keys::YesNo => vec![
            meaning("1", &format!("yes: {}", row.words.high)),
            meaning("0", &format!("no: {}", row.words.low)),
        ],
        Keys::Dots => {
            let have = words::count(allowed.dots.into(), "dot", "dots");
            let most = if allowed.most >= allowed.dots {
                "Give a goal as many as you like, or none.".to_owned()
            } else {
                format!("Give a goal {} at most, or none.", allowed.most)
            };
            if room.desk {
                return vec![dots_left(voting, allowed.dots), text(most)];
            }
            vec![
                text(format!("You have {have}. {most}")),
                // Dots left after each goal would be a ballot that is read aloud.
                muted("Too many is said at the end only. Before, it would show what you gave."),
            ]
        }
        Keys::Places => {
            let top = usize::from(allowed.top).min(voting.marks.len());
            let second = match (voting.two_digits, voting.first_digit) {
                (false, _) => "0 is no place.",
                (true, None) => "Two digits each: 01 is the first place, 00 is no place.",
                (true, Some(_)) => "The first digit is in: one more.",
            };
            vec![
                text(format!(
                    "Give {} a place: 1 is what should be done first.",
                    match top {
                        1 => "one goal".to_owned(),
                        n => format!("the best {n}"),
                    }
                )),
                muted(second),
            ]
        }
    }
}

/// The dots of a voter and how many are left, for the facilitator's own screen.
fn dots_left(voting: &Voting, dots: u8) -> Block {
    let given = voting.marks.iter().flatten().flatten();
    let given: usize = given.map(|n| usize::from(*n)).sum();
    let have = usize::from(dots);
    let left = if given > have {
        format!("   {} too many", given - have)
    } else {
        format!("   {} left", have - given)
    };
    Block::Text {
        line: vec![
            span(
                Role::Ink,
                format!("You have {}.  ", words::count(dots.into(), "dot", "dots")),
            ),
            span(Role::Bar, "●".repeat(given.min(have))),
            span(Role::Muted, "○".repeat(have.saturating_sub(given))),
            span(Role::Ink, left),
        ],
        side: Align::Left,
        indent: 0,
    }
}

/// All goals of the ballot. They give way where the window is low, and never the goal's own words and the scale above them.
fn list(ui: &Ui, room: &Context, round: &Round, voting: &Voting) -> Block {
    let table = table(ui, room, round, voting);
    Block::Beside(Beside::new(0, vec![Part::share(1, vec![table])]).scrolling())
}

/// The goals of the ballot with their money and hours, and a sign for each that was marked.
fn table(ui: &Ui, room: &Context, round: &Round, voting: &Voting) -> Block {
    if round.is_evaluation() {
        return questions(room, round, voting);
    }
    let wide = ui.shell.size.0 >= WIDE_COLUMNS;
    let capacity = &room.meeting.agenda().capacity;
    let rows = round.settings.goals.iter().enumerate().map(|(at, id)| {
        let goal = room.meeting.goal(id);
        let selected = at == voting.at;
        let hours = match (goal.and_then(|g| g.hours), wide) {
            (Some(n), true) => words::count(n, "hour", "hours"),
            (Some(n), false) => grouped(n),
            (None, true) => "hours not known".to_owned(),
            (None, false) => "?".to_owned(),
        };
        let money = match (goal.and_then(|g| g.cost), wide) {
            (Some(n), _) => capacity.money_text(n),
            (None, true) => "not known".to_owned(),
            (None, false) => "?".to_owned(),
        };
        let title = goal.map_or_else(|| id.clone(), |g| g.title.clone());
        Row {
            cells: vec![
                sign(room, voting, at),
                line(if selected { Role::Strong } else { Role::Ink }, title),
                line(Role::Muted, money),
                line(Role::Muted, hours),
            ],
            selected,
        }
    });
    let figure = || Column {
        width: Width::Fit(FIGURE_COLUMNS),
        ..Column::number("", 0)
    };
    Block::Table {
        columns: vec![
            Column::words("", 2, 0),
            Column::title(""),
            figure(),
            figure(),
        ],
        rows: rows.collect(),
    }
}

/// The questions of the ballot, with a sign for each that was marked.
fn questions(room: &Context, round: &Round, voting: &Voting) -> Block {
    let rows = round.settings.goals.iter().enumerate().map(|(at, id)| {
        let selected = at == voting.at;
        let asked = evaluation::question(id).map_or(id.as_str(), |q| q.asked);
        let role = if selected { Role::Strong } else { Role::Ink };
        Row {
            cells: vec![sign(room, voting, at), line(role, asked)],
            selected,
        }
    });
    Block::Table {
        columns: vec![Column::words("", 2, 0), Column::title("")],
        rows: rows.collect(),
    }
}

/// The sign of a goal on the ballot: marked or not; at the desk the mark itself.
fn sign(room: &Context, voting: &Voting, at: usize) -> Line {
    match voting.marks.get(at).copied().flatten() {
        None => line(Role::Muted, "○"),
        // A code's mark is the voter's alone, also at the desk.
        Some(_) if voting.codes.is_some() => line(Role::Bar, "●"),
        // Only the facilitator sees the desk, and has to check a slip against what was typed.
        Some(Some(mark)) if room.desk && voting.abstained.is_none() => {
            line(Role::Accent, mark.to_string())
        }
        Some(_) if room.desk => line(Role::Accent, "-"),
        Some(_) => line(Role::Bar, "●"),
    }
}

/// The page on which a ballot is handed in.
fn hand_in_page(ui: &Ui, room: &Context, round: &Round, voting: &Voting) -> Vec<Block> {
    let gap = || (!vote::is_low(ui)).then_some(Block::Gap);
    let goals = voting.marks.len();
    let marked = voting.marks.iter().flatten().count();
    let place = format!("{marked} of {goals} marked");
    let mut blocks = vec![
        Block::Pair(who(room, round, voting), line(Role::Muted, place)),
        Block::Gap,
    ];
    if room.desk {
        blocks.push(list(ui, room, round, voting));
    } else {
        let signs: Vec<Line> = (0..goals).map(|at| sign(room, voting, at)).collect();
        blocks.push(Block::Text {
            line: signs.join(&span(Role::Ink, " ")),
            side: Align::Left,
            indent: 0,
        });
    }
    blocks.push(Block::Gap);
    let left = goals - marked;
    let (one, several) = voting.method.marked();
    blocks.push(match check(&round.settings, &answers(voting)) {
        Err(why) => told(Role::Warn, why.full_text()),
        Ok(()) if left == 0 => told(
            Role::Strong,
            format!("Every {one} is marked. {{HandIn}} hands it in."),
        ),
        Ok(()) => {
            let left = match left {
                1 => format!("1 {one} is not marked: it counts"),
                n => format!("{n} {several} are not marked: they count"),
            };
            let sentence =
                format!("{left} as \u{201c}cannot judge\u{201d}. {{HandIn}} hands it in.");
            told(Role::Strong, sentence)
        }
    });
    blocks.push(Block::Gap);
    blocks.push(text(
        "After that it cannot be seen or changed by anybody, you included.",
    ));
    blocks.push(text(then(room, round, voting)));
    blocks.extend(gap());
    blocks
}

/// The next thing to do after the ballot is handed in.
fn then(room: &Context, round: &Round, voting: &Voting) -> String {
    let Some(voter) = &voting.voter else {
        return if is_last_slip(room, round, &voting.group) {
            format!(
                "It is the last slip of the {}.",
                words::group(&voting.group)
            )
        } else {
            "Then the next slip.".to_owned()
        };
    };
    if voting.codes.is_some() {
        return "Tell them that it is handed in.".to_owned();
    }
    let seat = room.meeting.seat_of(voter).unwrap_or(0);
    match vote::next_seat(room, round, seat) {
        Some(next) => format!("Then pass the number pad to seat {next}."),
        None => "Then everybody has voted.".to_owned(),
    }
}

/// `true` if the open slip is the last one of the group, or takes its last vote.
fn is_last_slip(room: &Context, round: &Round, group: &str) -> bool {
    let slips = room.ballots.slips.get(group).copied().unwrap_or(0);
    let slips = usize::try_from(slips).unwrap_or(usize::MAX);
    let has_no_other = slips.saturating_add(1) >= room.meeting.slips_of(round, room.ballots, group);
    has_no_other || room.ballots.count(group) + 1 >= round.voters_of(group).len()
}

/// Handles an action on the ballot.
pub(super) fn act(ui: &mut Ui, room: &Context, mut voting: Voting, action: Action) -> Vec<Effect> {
    let leaving = std::mem::take(&mut voting.leaving);
    match action {
        Action::Mark(digit) => digit_typed(&mut voting, digit),
        Action::CannotJudge => pass(&mut voting, Some(None)),
        Action::Next => {
            if let Some(codes) = &mut voting.codes {
                codes.letters.clear();
            }
            let kept = voting.marks.get(voting.at).copied().flatten();
            let kept = kept.or_else(|| unmarked(&voting));
            pass(&mut voting, kept);
        }
        Action::Abstain => {
            // One goal and not a jump to the end: a ballot that is full after one key would show who abstains.
            voting.abstained.get_or_insert(voting.at);
            pass(&mut voting, Some(None));
        }
        Action::Up if voting.codes.as_mut().is_some_and(erased) => {}
        Action::Up => back(&mut voting),
        Action::StartOver => {
            voting.abstained = None;
            voting.first_digit = None;
            if let Some(codes) = &mut voting.codes {
                codes.letters.clear();
            }
            voting.marks.fill(None);
            voting.at = 0;
            update::say(ui, Role::Muted, "Begun again: nothing is marked.");
        }
        Action::HandIn => return hand_in(ui, room, voting),
        // A clicker's stop button sends Esc. One stray press must not discard marks, so Esc asks for a second one.
        Action::Back if !leaving && voting.marks.iter().any(Option::is_some) => {
            voting.leaving = true;
            update::say(
                ui,
                Role::Warn,
                "{Ballot.Back} again leaves this vote: nothing of it is handed in.",
            );
        }
        Action::Back => {
            update::say(ui, Role::Muted, left_without(room, &voting));
            return Vec::new();
        }
        _ => {}
    }
    ui.push(Sheet::Ballot(voting));
    Vec::new()
}

/// Takes the last letter of a code away; `false` if there is none.
fn erased(codes: &mut CodeTyping) -> bool {
    codes.letters.pop().is_some()
}

/// Takes letters of codes in; `false` if no ballot by code card is on top. Every code that is complete marks a goal and goes on to the
/// next one; the first one that is refused ends it.
pub(in crate::app::meeting) fn type_in(ui: &mut Ui, room: &Context, typing: Typing<'_>) -> bool {
    let is_open = |voting: &Voting| voting.codes.is_some() && voting.at < voting.marks.len();
    let mut voting = match ui.shell.own_on_top() {
        Some(Sheet::Ballot(voting)) if is_open(voting) => voting.clone(),
        _ => return false,
    };
    let said = match typing {
        Typing::Letter(letter) if code_card::is_letter(letter) => {
            letter_typed(room, &mut voting, letter)
        }
        Typing::Letter(letter) if letter.is_alphabetic() => Err(Refusal::new(format!(
            "No code has the letter {}. Ask for the word that it begins.",
            letter.to_uppercase()
        ))),
        Typing::Letter(_) => return false,
        // The table has a row for it.
        Typing::Erase => Ok(()),
        Typing::Paste(text) => pasted(room, &mut voting, text),
    };
    voting.leaving = false;
    ui.shell.pop_own();
    ui.push(Sheet::Ballot(voting));
    if let Err(why) = said {
        update::say(ui, Role::Warn, why.full_text());
    }
    true
}

/// Takes codes from a chat: words that are codes, whatever stands around them.
fn pasted(room: &Context, voting: &mut Voting, text: &str) -> Result<(), Refusal> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    // A chat has other words of these letters, such as "from"; what is not spelled as a code is left out.
    let codes = words.filter_map(|word| word.parse::<DrawnCode>().ok());
    let codes: Vec<DrawnCode> = codes.filter(DrawnCode::is_drawn).collect();
    if codes.is_empty() {
        return refuse(NO_CODE);
    }
    if let Some(typing) = &mut voting.codes {
        typing.letters.clear();
    }
    for code in codes {
        code_typed(room, voting, code)?;
    }
    Ok(())
}

fn letter_typed(room: &Context, voting: &mut Voting, letter: char) -> Result<(), Refusal> {
    let Some(codes) = &mut voting.codes else {
        return Ok(());
    };
    codes.letters.push(letter);
    if codes.letters.chars().count() < LENGTH {
        return Ok(());
    }
    let code = std::mem::take(&mut codes.letters).parse::<DrawnCode>()?;
    code_typed(room, voting, code)
}

/// Marks the goal by a code of its line.
fn code_typed(room: &Context, voting: &mut Voting, code: DrawnCode) -> Result<(), Refusal> {
    let card = voting.voter.as_deref().zip(room.cards);
    let card = card.and_then(|(voter, cards)| cards.card(voter));
    let part = voting.codes.as_ref().map_or(0, |codes| codes.part);
    let Some(card) = card.filter(|_| voting.at < voting.marks.len()) else {
        return refuse(NO_CODE);
    };
    let mark = card.mark(part, voting.at, code)?;
    // A card of scores has a 0, and the questions about the meeting have none.
    if !code_card::marks(voting.method)?.contains(&mark) {
        return refuse(NO_CODE);
    }
    pass(voting, Some(mark));
    Ok(())
}

/// The message after a ballot was left without being handed in.
fn left_without(room: &Context, voting: &Voting) -> String {
    if voting.voter.is_some() {
        return "Nothing was handed in.".to_owned();
    }
    let slips = room.ballots.slips.get(&voting.group).copied().unwrap_or(0);
    let group = words::group(&voting.group);
    let of = room.meeting.open_round().map_or(0, |round| {
        room.meeting.slips_of(round, room.ballots, &voting.group)
    });
    let so_far = match slips {
        0 => format!("No slip of the {group} is in."),
        n => format!("{n} of {of} slips of the {group} are in."),
    };
    let this = if voting.marks.iter().any(Option::is_some) {
        " This one was not taken."
    } else {
        ""
    };
    format!("{so_far}{this}")
}

/// Hands the ballot in, or says why it cannot be.
fn hand_in(ui: &mut Ui, room: &Context, voting: Voting) -> Vec<Effect> {
    let Some(round) = room.meeting.open_round() else {
        return Vec::new();
    };
    let answers = answers(&voting);
    if let Err(why) = check(&round.settings, &answers) {
        update::say(ui, Role::Warn, why.full_text());
        ui.push(Sheet::Ballot(voting));
        return Vec::new();
    }
    let group = voting.group;
    if let Some(voter) = voting.voter {
        if voting.codes.is_some() {
            return vec![Effect::CastByCode { voter, answers }];
        }
        return vec![Effect::Cast { voter, answers }];
    }
    // The next slip is empty and ready: a pile of slips is typed in without a key in between.
    if !is_last_slip(room, round, &group) {
        slip(ui, room, &group);
    }
    vec![Effect::Slip { group, answers }]
}

/// The answers on the ballot.
fn answers(voting: &Voting) -> Answers {
    if voting.abstained.is_some() {
        return Answers::Abstain;
    }
    let marks: Vec<Option<u8>> = voting.marks.iter().copied().map(Option::flatten).collect();
    Answers::of(voting.method, &marks)
}

/// Takes a digit as a mark, or as the first of the two that a place has.
fn digit_typed(voting: &mut Voting, digit: u8) {
    let mark = match (voting.two_digits, voting.first_digit.take()) {
        // Two digits also for the first places. A 1 that waited for another digit where a 2 did not would be seen on the wall.
        (true, None) => {
            voting.first_digit = Some(digit);
            return;
        }
        (true, Some(first)) => first.saturating_mul(10).saturating_add(digit),
        (false, _) => digit,
    };
    voting.abstained = None;
    pass(voting, Some(Some(mark)));
}

/// The mark of a goal that is passed without one.
#[expect(
    clippy::option_option,
    reason = "a ballot's own mark: none yet, cannot judge, or a number"
)]
fn unmarked(voting: &Voting) -> Option<Option<u8>> {
    if voting.abstained.is_some() {
        return Some(None);
    }
    // With dots and places no mark is an answer too, and looks like one: the goals without a place would else be seen.
    let is_answer = voting.method.row().keys.blank_is_zero();
    is_answer.then_some(Some(0))
}

/// Marks the current goal, and moves to the next one.
#[expect(
    clippy::option_option,
    reason = "a ballot's own mark: none yet, cannot judge, or a number"
)]
fn pass(voting: &mut Voting, mark: Option<Option<u8>>) {
    voting.first_digit = None;
    if let Some(there) = voting.marks.get_mut(voting.at) {
        *there = mark;
    }
    // On to the next goal by itself: one key a goal is all that a voter has to be told.
    voting.at = (voting.at + 1).min(voting.marks.len());
}

/// Goes back to the goal before; a first digit is taken back instead.
fn back(voting: &mut Voting) {
    if voting.first_digit.take().is_some() {
        return;
    }
    voting.at = voting.at.saturating_sub(1);
    // Whoever hit the key of abstaining by mistake goes back, as from any other key.
    if voting.abstained == Some(voting.at) {
        voting.abstained = None;
    }
}
