//! The page of an open round: its turnout, the seat of the person who votes next, and the seats that have voted.
//!
//! A number pad goes round, so everything on the way to a ballot is a digit or a key beside the digits. Nobody is proposed
//! before a seat or a letter was typed: whoever pressed Enter three times would vote in another person's name.

use crate::{
    app::{
        action::Action,
        cards::{BigCount, Block, Line, Page, Role, Seat, SeatField, line, muted, span, told},
        meeting::{
            code_card,
            context::Context,
            effect::Effect,
            ui::{Pick, Sheet, Ui, Voting},
        },
        shell::{Choice, Picker},
        words,
    },
    domain::{
        people::Attendee,
        refusal::{Refusal, allow_if, refuse},
        vote::{
            method::Method,
            round::{Round, Voter},
            settings::RoundSettings,
        },
    },
};

/// Height in rows below which the page has no empty lines.
const ROOMY_ROWS: u16 = 20;

/// `true` if the window is too low for empty lines between the parts of a round's pages.
pub fn is_low(ui: &Ui) -> bool {
    ui.shell.size.1 < ROOMY_ROWS
}

/// `true` once every ballot that there can be is in.
pub fn all_voted(room: &Context, round: &Round) -> bool {
    let turnout = room.meeting.turnout(round, room.ballots);
    room.turnout_known && turnout.of > 0 && turnout.voted >= turnout.of
}

/// The method and the weight of a round, in a few words.
pub(super) fn how(settings: &RoundSettings) -> String {
    let short = match settings.method {
        // Both limits are part of what the room has to know, and are in the long form only.
        Method::Dots | Method::Rank => settings.method.row().long(settings.allowed),
        method => words::method_short(method).to_owned(),
    };
    format!(
        "{short}, {}",
        words::weight_of(settings.method, settings.weight)
    )
}

/// The page of the round.
pub(super) fn page(ui: &Ui, room: &Context, round: &Round) -> Page {
    let gap = || (!is_low(ui)).then_some(Block::Gap);
    // In a low window the number that the room waits for goes before the weight, which was said before the round opened.
    let how = if is_low(ui) {
        words::method_short(round.settings.method).to_owned()
    } else {
        how(&round.settings)
    };
    let title = vec![
        span(
            Role::Strong,
            if round.is_evaluation() {
                "Was it a good meeting?".to_owned()
            } else {
                format!("Round {}", round.number)
            },
        ),
        span(Role::Ink, format!("   {how}")),
    ];
    let mut blocks = vec![Block::Text {
        line: title,
        side: crate::app::cards::Align::Left,
        indent: 0,
    }];
    blocks.extend(gap());
    // A screen that follows another computer cannot see its ballot box. A number of 0 would be wrong there.
    if !room.turnout_known {
        blocks.push(told(Role::Accent, "A vote is open."));
        blocks.extend(gap());
        blocks.push(promise(round));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    // Seats and a turnout of 0 would ask for votes that cannot be taken.
    if room.box_lost {
        blocks.push(told(
            Role::Warn,
            "The votes of this round are not here: it can only be given up.",
        ));
        blocks.extend(gap());
        blocks.push(told(
            Role::Ink,
            "{GiveUpRound} gives it up. Then a fresh round can be opened.",
        ));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let turnout = room.meeting.turnout(round, room.ballots);
    blocks.push(Block::BigCount(BigCount {
        figure: format!("{} of {}", turnout.voted, turnout.of),
        words: match turnout.proxy {
            // Ballots that were handed in for somebody absent are counted apart, so
            // that the room sees how many there were.
            0 => "have voted".to_owned(),
            n => format!("have voted, {n} of them through somebody else"),
        },
        role: Role::Accent,
    }));
    blocks.extend(gap());
    if all_voted(room, round) {
        blocks.push(told(
            Role::Good,
            "All have voted: {CloseRound} closes the round.",
        ));
        blocks.extend(gap());
    } else {
        blocks.push(told(Role::Ink, "Type your seat number."));
        blocks.push(Block::SeatField(field(ui, room, round)));
    }
    blocks.extend(gap());
    blocks.push(Block::Seats(seats(ui, room, round)));
    if let Some(paper) = on_paper(room, round) {
        blocks.extend(gap());
        blocks.push(paper);
    } else if !is_low(ui) {
        blocks.push(Block::Gap);
        blocks.push(promise(round));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn promise(round: &Round) -> Block {
    muted(format!(
        "A ballot shows a dot for each {} marked, never how it was marked.",
        round.settings.method.marked().0
    ))
}

/// The votes that came on paper. They have no names, so the seats cannot show whose they are.
fn on_paper(room: &Context, round: &Round) -> Option<Block> {
    let slips = room.ballots.slips.iter().filter(|(_, n)| **n > 0);
    let slips: Vec<String> = slips
        .map(|(group, n)| {
            let of = room.meeting.slips_of(round, room.ballots, group);
            format!("{n} of {of} slips of the {}", words::group(group))
        })
        .collect();
    (!slips.is_empty()).then(|| muted(format!("On paper, without names: {}.", slips.join(", "))))
}

/// The seats in the order of their numbers: those who can vote, and those who have.
fn seats(ui: &Ui, room: &Context, round: &Round) -> Vec<Seat> {
    let mut seats: Vec<Seat> = round
        .voters
        .iter()
        .filter_map(|v| {
            let voted = has_voted(room, round, v);
            let number = room.meeting.seat_of(&v.person)?;
            // The number of somebody who left is not given to anybody else: the list has a gap there.
            (voted || can_vote(room, v)).then(|| Seat {
                number,
                name: room.meeting.name_of(&v.person),
                voted,
                typed: number == ui.seat,
            })
        })
        .collect();
    seats.sort_by_key(|seat| seat.number);
    seats
}

/// `true` if a voter's ballot is in, also where only paper says so: all ballots of the group are.
fn has_voted(room: &Context, round: &Round, voter: &Voter) -> bool {
    room.ballots.voted.contains(&voter.person) || room.ballots.takes(round, &voter.group).is_err()
}

/// `true` if a voter is here, or somebody else hands in for them.
fn can_vote(room: &Context, voter: &Voter) -> bool {
    let attendee = room.meeting.attendee(&voter.person);
    voter.proxy || attendee.is_some_and(Attendee::is_here)
}

/// The person of a seat in this round, and whether a ballot can be marked for them.
enum AtSeat<'a> {
    /// The seat has nobody.
    Nobody,
    /// Its person has no ballot now, and why.
    Not(&'a Attendee, Refusal),
    /// Its person can vote.
    Voter(&'a Attendee, &'a Voter),
    /// Its person is on the telephone, and votes by this part of a code card.
    ByCode(&'a Attendee, &'a Voter, usize),
}

fn at_seat<'a>(room: &Context<'a>, round: &'a Round, seat: usize) -> AtSeat<'a> {
    let Some(person) = room.meeting.at_seat(seat) else {
        return AtSeat::Nobody;
    };
    let voter = round.voters.iter().find(|v| v.person == person.person.id);
    let not = |why: &str| Refusal::new(format!("{} {why}", person.person.name));
    let why = match voter {
        None if person.group().is_none() => not("has no vote."),
        None if person.is_here() => not("came after the round was opened.")
            .with_hint("{LetIn} lets people in who came late."),
        None => not("is not here."),
        Some(voter) if room.ballots.voted.contains(&voter.person) => not("has voted already."),
        Some(voter) if !can_vote(room, voter) => {
            not("is not here.").with_hint("{Proxy} hands in for somebody who is not here.")
        }
        Some(voter) => match room.ballots.takes(round, &voter.group) {
            // Before the ballot is marked and not after it: nobody marks one for nothing.
            Err(why) => why,
            Ok(()) if person.is_by_telephone() && !voter.proxy => {
                match code_card::usable(room, person, &round.settings, &round.box_key()) {
                    Ok((_, part)) => return AtSeat::ByCode(person, voter, part),
                    Err(why) => why.with_hint(code_card::PROXY),
                }
            }
            Ok(()) => return AtSeat::Voter(person, voter),
        },
    };
    AtSeat::Not(person, why)
}

/// The field with the seat that was typed.
fn field(ui: &Ui, room: &Context, round: &Round) -> SeatField {
    if ui.seat == 0 {
        return SeatField::default();
    }
    let typed = ui.seat.to_string();
    let person = |a: &Attendee| -> Line {
        let role = a.person.role.to_lowercase();
        let role = if role.is_empty() {
            String::new()
        } else {
            format!(", {role}")
        };
        vec![
            span(Role::Strong, a.person.name.clone()),
            span(Role::Ink, role),
        ]
    };
    match at_seat(room, round, ui.seat) {
        AtSeat::Nobody => SeatField {
            typed,
            below: line(Role::Warn, "Nobody has that seat. Type another number."),
            ..SeatField::default()
        },
        AtSeat::Not(a, why) => SeatField {
            typed,
            person: person(a),
            below: line(Role::Warn, why.full_text()),
        },
        AtSeat::ByCode(a, _, part) => SeatField {
            typed,
            person: person(a),
            below: vec![
                span(Role::Ink, "{TakeSeat}: type the codes they say."),
                span(Role::Muted, format!("   Part {} of their card.", part + 1)),
            ],
        },
        AtSeat::Voter(a, voter) => {
            let yes = if voter.proxy {
                "{TakeSeat}: I hand in for them."
            } else {
                "{TakeSeat}: that is me."
            };
            SeatField {
                typed,
                person: person(a),
                below: vec![
                    span(Role::Ink, yes),
                    span(
                        Role::Muted,
                        if is_low(ui) {
                            "   Not you? Another number."
                        } else {
                            "   Not you? Type another number."
                        },
                    ),
                ],
            }
        }
    }
}

/// Checks that a key of the seat page can do something now.
///
/// # Errors
/// A sentence that says why not.
pub fn may_vote(ui: &Ui, room: &Context, action: Action) -> Result<(), Refusal> {
    let Some(round) = room.open_round() else {
        return Ok(());
    };
    allow_if(
        !all_voted(room, round),
        "All have voted: {CloseRound} closes the round.",
    )?;
    if action != Action::TakeSeat {
        return Ok(());
    }
    match at_seat(room, round, ui.seat) {
        _ if ui.seat == 0 => refuse("Type your seat number first, or {ByName} and your name."),
        AtSeat::Nobody => refuse("Nobody has that seat. Type another number."),
        AtSeat::Not(_, why) => Err(why),
        AtSeat::Voter(..) | AtSeat::ByCode(..) => Ok(()),
    }
}

/// Handles a key of the seat page; `None` if it is not one.
pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    round: &Round,
    action: Action,
) -> Option<Vec<Effect>> {
    match action {
        Action::Seat(digit) => ui.seat = typed(ui.seat, digit, room.meeting.people().len()),
        Action::ClearSeat => ui.seat = 0,
        Action::TakeSeat => {
            let of = |voter: &Voter| (voter.person.clone(), voter.group.clone());
            let ballot = match at_seat(room, round, ui.seat) {
                AtSeat::Voter(_, voter) => {
                    let (person, group) = of(voter);
                    Voting::new(round, Some(person), group)
                }
                AtSeat::ByCode(_, voter, part) => {
                    let (person, group) = of(voter);
                    Voting::by_codes(round, person, group, part)
                }
                AtSeat::Nobody | AtSeat::Not(..) => return Some(Vec::new()),
            };
            ui.seat = 0;
            ui.push(Sheet::Ballot(ballot));
        }
        Action::ByName => by_name(ui, room, round),
        _ => return None,
    }
    Some(Vec::new())
}

/// The seat after one more digit. A digit that makes no seat with those before it begins the number again.
fn typed(seat: usize, digit: u8, most: usize) -> usize {
    let digit = usize::from(digit);
    let longer = seat.saturating_mul(10).saturating_add(digit);
    // "Not you? Type another number": with nine seats a 7 after a 4 can only be a new number.
    if longer <= most { longer } else { digit }
}

/// Opens the list of voters. It proposes nobody before a letter.
fn by_name(ui: &mut Ui, room: &Context, round: &Round) {
    // Only who is here: with everybody on the list, a wrong Enter would let somebody
    // vote in the name of an absent person.
    let voters = round.voters.iter().filter(|v| can_vote(room, v));
    let mut choices: Vec<_> = voters
        .map(|v| {
            let group = words::group(&v.group);
            let phones = room.meeting.attendee(&v.person);
            let note = if v.proxy {
                format!("{group}, through somebody else")
            } else if phones.is_some_and(Attendee::is_by_telephone) {
                format!("{group}, by telephone")
            } else {
                group.to_owned()
            };
            Choice::new(
                Pick::Voter(v.person.clone()),
                room.meeting.name_of(&v.person),
                note,
            )
        })
        .collect();
    // By name and not by group or by who has voted: the list is on the wall while the keyboard goes round.
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    let list = Picker::new("Type a few letters of your name", choices);
    ui.shell.pick(list.by_words().after_letters());
}

/// The seat to which the number pad goes after this one: the next one without a ballot.
pub fn next_seat(room: &Context, round: &Round, after: usize) -> Option<usize> {
    let mut seats: Vec<usize> = round
        .voters
        .iter()
        .filter(|v| !v.proxy && can_vote(room, v) && !has_voted(room, round, v))
        // The pad does not go to somebody on the telephone.
        .filter(|v| {
            let attendee = room.meeting.attendee(&v.person);
            !attendee.is_some_and(Attendee::is_by_telephone)
        })
        .filter_map(|v| room.meeting.seat_of(&v.person))
        .filter(|seat| *seat != after)
        .collect();
    seats.sort_unstable();
    let later = seats.iter().find(|seat| **seat > after);
    later.or(seats.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn digits_make_a_seat_number_and_begin_again_where_there_is_no_such_seat() {
        let type_in = |digits: &[u8], most| {
            let digits = digits.iter();
            digits.fold(0, |seat, digit| typed(seat, *digit, most))
        };
        for (digits, most, seat) in [
            (&[4][..], 9, 4),
            (&[4, 7], 9, 7),
            (&[1, 2], 14, 12),
            (&[1, 5], 14, 5),
            (&[1, 2, 3], 14, 3),
            (&[0, 7], 14, 7),
            (&[0], 14, 0),
            (&[1, 0], 14, 10),
            (&[9], 3, 9),
        ] {
            assert_eq!(type_in(digits, most), seat, "{digits:?} of {most}");
        }
    }
}
