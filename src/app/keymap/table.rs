//! The table itself: where, which keys, what they ask for, what it is called.

use super::{Binding, Scope};
use crate::{
    app::{
        action::Action,
        input::{Code, Key},
    },
    domain::{agenda::Stage, outcome::Status},
};

const fn c(c: char) -> Key {
    Key::char(c)
}

const fn k(code: Code) -> Key {
    Key::plain(code)
}

const fn row(scope: Scope, keys: &'static [Key], action: Action, label: &'static str) -> Binding {
    Binding {
        scope,
        keys,
        action,
        label,
        footer: false,
    }
}

const fn shown(scope: Scope, keys: &'static [Key], action: Action, label: &'static str) -> Binding {
    Binding {
        scope,
        keys,
        action,
        label,
        footer: true,
    }
}

const UP: &[Key] = &[k(Code::Up), c('k')];
const DOWN: &[Key] = &[k(Code::Down), c('j')];
const ENTER: &[Key] = &[k(Code::Enter)];
const ESC: &[Key] = &[k(Code::Esc)];
const BACK: &[Key] = &[k(Code::Esc), c('q')];

/// Every key there is, in the order of the help page.
pub const KEYS: &[Binding] = &[
    row(
        Scope::Everywhere,
        &[c('?'), k(Code::F(1))],
        Action::Help,
        "help",
    ),
    row(
        Scope::Everywhere,
        &[c('1')],
        Action::Go(Stage::Welcome),
        "Welcome",
    ),
    row(
        Scope::Everywhere,
        &[c('2')],
        Action::Go(Stage::Review),
        "Review",
    ),
    row(
        Scope::Everywhere,
        &[c('3')],
        Action::Go(Stage::Themes),
        "Themes",
    ),
    row(
        Scope::Everywhere,
        &[c('4')],
        Action::Go(Stage::Goals),
        "Goals",
    ),
    row(
        Scope::Everywhere,
        &[c('5')],
        Action::Go(Stage::Vote),
        "Vote",
    ),
    row(
        Scope::Everywhere,
        &[c('6')],
        Action::Go(Stage::Owners),
        "Owners",
    ),
    row(
        Scope::Everywhere,
        &[c('7')],
        Action::Go(Stage::Close),
        "Close",
    ),
    row(
        Scope::Everywhere,
        &[c(']')],
        Action::NextStage,
        "next stage",
    ),
    row(
        Scope::Everywhere,
        &[c('[')],
        Action::PreviousStage,
        "stage before",
    ),
    row(
        Scope::Everywhere,
        &[k(Code::PageDown)],
        Action::Forward,
        "on, as with a clicker",
    ),
    row(
        Scope::Everywhere,
        &[k(Code::PageUp)],
        Action::Backward,
        "back, as with a clicker",
    ),
    row(Scope::Everywhere, &[c('p')], Action::Park, "park a topic"),
    row(
        Scope::Everywhere,
        &[c('t')],
        Action::Timer,
        "start or pause the timer",
    ),
    row(
        Scope::Everywhere,
        &[c('+'), c('=')],
        Action::AddMinute,
        "add a minute",
    ),
    row(
        Scope::Everywhere,
        &[c('b'), c('.')],
        Action::Blank,
        "blank the wall; any key brings it back",
    ),
    row(Scope::Everywhere, &[c('u')], Action::Undo, "undo"),
    row(
        Scope::Everywhere,
        &[c('U'), Key::ctrl('r')],
        Action::Redo,
        "redo",
    ),
    row(
        Scope::Everywhere,
        &[c('!')],
        Action::TryAgain,
        "try to save again",
    ),
    row(
        Scope::Everywhere,
        &[c('@')],
        Action::SaveElsewhere,
        "save on this computer instead",
    ),
    row(
        Scope::Everywhere,
        &[c('&')],
        Action::TakeInFindings,
        "take in findings that changed",
    ),
    row(Scope::Everywhere, BACK, Action::Back, "back one step"),
    row(
        Scope::Everywhere,
        &[Key::ctrl('q'), Key::ctrl('c')],
        Action::Quit,
        "quit; nothing is lost",
    ),
    row(Scope::List, UP, Action::Up, "up"),
    row(Scope::List, DOWN, Action::Down, "down"),
    row(Scope::List, &[k(Code::Home)], Action::First, "to the top"),
    row(Scope::List, &[k(Code::End)], Action::Last, "to the end"),
    shown(
        Scope::Welcome,
        &[c(' '), k(Code::Enter)],
        Action::Toggle,
        "here or not",
    ),
    shown(
        Scope::Welcome,
        &[c('s')],
        Action::Start,
        "start the meeting",
    ),
    shown(
        Scope::Welcome,
        &[c('w')],
        Action::WalkIn,
        "somebody else is here",
    ),
    shown(Scope::Welcome, &[c('x')], Action::Leave, "leaves now"),
    shown(Scope::Review, ENTER, Action::Open, "look closer"),
    shown(Scope::Review, &[c('d')], Action::Look(Status::Done), "done"),
    shown(
        Scope::Review,
        &[c('o')],
        Action::Look(Status::OnTrack),
        "on track",
    ),
    shown(
        Scope::Review,
        &[c('s')],
        Action::Look(Status::Stuck),
        "stuck",
    ),
    shown(
        Scope::Review,
        &[c('x')],
        Action::Look(Status::Dropped),
        "dropped",
    ),
    shown(Scope::Themes, &[c('g')], Action::Propose, "propose a goal"),
    shown(Scope::Themes, &[c('c')], Action::Comments, "comments"),
    row(
        Scope::Themes,
        &[k(Code::Right), c('l')],
        Action::Right,
        "next theme",
    ),
    row(
        Scope::Themes,
        &[k(Code::Left), c('h')],
        Action::Left,
        "theme before",
    ),
    shown(Scope::Themes, &[c('s')], Action::RewordStandard, "standard"),
    shown(Scope::Themes, &[c('a')], Action::AgreeStandard, "agree it"),
    shown(Scope::Themes, &[c('n')], Action::Note, "note"),
    row(
        Scope::Themes,
        &[c(' ')],
        Action::Rest,
        "the rest of the page, and back",
    ),
    row(
        Scope::Themes,
        &[k(Code::Enter)],
        Action::Open,
        "change a note",
    ),
    shown(
        Scope::Comments,
        &[
            k(Code::Down),
            c('j'),
            k(Code::Right),
            c('l'),
            k(Code::Enter),
        ],
        Action::Down,
        "next",
    ),
    shown(
        Scope::Comments,
        &[k(Code::Up), c('k'), k(Code::Left), c('h')],
        Action::Up,
        "before",
    ),
    shown(Scope::Comments, &[c('x')], Action::HoldBack, "hold back"),
    shown(
        Scope::Comments,
        &[c('g')],
        Action::Propose,
        "propose a goal",
    ),
    shown(
        Scope::Comments,
        &[c('m')],
        Action::Everything,
        "more or fewer",
    ),
    shown(Scope::Comments, &[c('c')], Action::Back, "back"),
    shown(
        Scope::Goals,
        &[c('g'), c('a')],
        Action::Propose,
        "propose a goal",
    ),
    row(
        Scope::Comments,
        &[c(' ')],
        Action::Rest,
        "the rest of a long comment, and back",
    ),
    shown(Scope::Goals, ENTER, Action::Open, "look closer"),
    shown(Scope::Goals, &[c('e')], Action::Reword, "reword"),
    shown(Scope::Goals, &[c('m')], Action::Merge, "merge"),
    shown(Scope::Goals, &[c('x')], Action::Drop, "drop"),
    shown(Scope::Form, ENTER, Action::Open, "change"),
    shown(
        Scope::Form,
        &[k(Code::Right), c('l')],
        Action::Right,
        "next goal",
    ),
    shown(
        Scope::Form,
        &[k(Code::Left), c('h')],
        Action::Left,
        "goal before",
    ),
    shown(Scope::Form, ESC, Action::Back, "back"),
    shown(Scope::Vote, &[c('o')], Action::OpenRound, "open a round"),
    shown(
        Scope::Vote,
        &[c('d'), k(Code::Enter)],
        Action::Decide,
        "decide this goal",
    ),
    shown(Scope::Vote, &[c('r')], Action::Earlier, "earlier rounds"),
    shown(
        Scope::OpenRound,
        &[k(Code::Enter)],
        Action::HandOver,
        "the keyboard goes round",
    ),
    shown(Scope::OpenRound, &[c('s')], Action::Slips, "paper slips"),
    shown(
        Scope::OpenRound,
        &[c('l')],
        Action::LetIn,
        "somebody came late",
    ),
    shown(
        Scope::OpenRound,
        &[c('c')],
        Action::CloseRound,
        "close the round",
    ),
    shown(
        Scope::OpenRound,
        &[c('x')],
        Action::GiveUpRound,
        "give it up",
    ),
    shown(
        Scope::OpenHands,
        &[k(Code::Enter)],
        Action::Open,
        "count hands",
    ),
    shown(
        Scope::OpenHands,
        &[c('l')],
        Action::LetIn,
        "somebody came late",
    ),
    shown(
        Scope::OpenHands,
        &[c('c')],
        Action::CloseRound,
        "close the round",
    ),
    shown(
        Scope::OpenHands,
        &[c('x')],
        Action::GiveUpRound,
        "give it up",
    ),
    shown(
        Scope::Setup,
        &[c('o'), k(Code::Enter)],
        Action::OpenRound,
        "open it",
    ),
    shown(Scope::Setup, &[c(' ')], Action::Toggle, "in or out"),
    shown(
        Scope::Setup,
        &[c('m')],
        Action::ChangeMethod,
        "score or hands",
    ),
    shown(
        Scope::Setup,
        &[c('w')],
        Action::ChangeWeight,
        "how it counts",
    ),
    shown(Scope::Setup, ESC, Action::Back, "back"),
    shown(Scope::IAm, ENTER, Action::Yes, "yes, that is me"),
    shown(Scope::IAm, ESC, Action::Back, "no"),
    shown(
        Scope::Ballot,
        &[c('0')],
        Action::Mark(0),
        "to 5, a key a goal",
    ),
    shown(Scope::Ballot, ENTER, Action::HandIn, "hand in"),
    row(Scope::Ballot, &[c('1')], Action::Mark(1), "1 of 5"),
    row(Scope::Ballot, &[c('2')], Action::Mark(2), "2 of 5"),
    row(Scope::Ballot, &[c('3')], Action::Mark(3), "3 of 5"),
    row(Scope::Ballot, &[c('4')], Action::Mark(4), "4 of 5"),
    row(Scope::Ballot, &[c('5')], Action::Mark(5), "5 of 5"),
    shown(
        Scope::Ballot,
        &[c('-')],
        Action::CannotJudge,
        "cannot judge",
    ),
    row(Scope::Ballot, UP, Action::Up, "up"),
    row(Scope::Ballot, DOWN, Action::Down, "down"),
    shown(
        Scope::Ballot,
        &[k(Code::Backspace), c('r')],
        Action::StartOver,
        "start over",
    ),
    shown(Scope::Ballot, ESC, Action::Back, "leave it"),
    shown(Scope::Owners, ENTER, Action::Open, "owner, days, steps"),
    shown(Scope::Close, &[c('r')], Action::ReadBack, "read back"),
    shown(
        Scope::Close,
        &[c('s'), Key::ctrl('s')],
        Action::Save,
        "save what was agreed",
    ),
    shown(Scope::Close, ENTER, Action::Open, "go there"),
    shown(
        Scope::ReadBack,
        &[c('y'), k(Code::Enter)],
        Action::Yes,
        "yes, that is what we agreed",
    ),
    shown(Scope::ReadBack, &[c('n')], Action::No, "no, change it"),
    row(
        Scope::ReadBack,
        &[k(Code::Right), k(Code::Down), c('l'), c('j')],
        Action::Down,
        "next",
    ),
    row(
        Scope::ReadBack,
        &[k(Code::Left), k(Code::Up), c('h'), c('k')],
        Action::Up,
        "before",
    ),
    shown(Scope::ReadBack, ESC, Action::Back, "back"),
    shown(
        Scope::Text,
        &[k(Code::Enter), Key::ctrl('s')],
        Action::Done,
        "done",
    ),
    shown(Scope::Text, ESC, Action::Back, "leave it"),
    shown(Scope::Lines, &[Key::ctrl('s')], Action::Done, "done"),
    shown(Scope::Lines, ESC, Action::Back, "leave it"),
    shown(Scope::Choose, ENTER, Action::Open, "this one"),
    row(Scope::Choose, &[k(Code::Up)], Action::Up, "up"),
    row(
        Scope::Choose,
        &[k(Code::Down), k(Code::Tab)],
        Action::Down,
        "down",
    ),
    shown(Scope::Choose, ESC, Action::Back, "leave it"),
    shown(Scope::ChooseMany, &[c(' ')], Action::Toggle, "in or out"),
    shown(Scope::ChooseMany, ENTER, Action::Done, "done"),
    row(Scope::ChooseMany, UP, Action::Up, "up"),
    row(Scope::ChooseMany, DOWN, Action::Down, "down"),
    shown(Scope::ChooseMany, ESC, Action::Back, "leave it"),
    shown(Scope::Ask, &[c('y')], Action::Yes, "yes"),
    shown(Scope::Ask, &[c('n'), k(Code::Esc)], Action::No, "no"),
    shown(
        Scope::Help,
        &[k(Code::Esc), c('?'), c('q'), k(Code::F(1)), k(Code::Enter)],
        Action::Back,
        "back",
    ),
    row(
        Scope::Help,
        &[k(Code::Up), c('k'), k(Code::PageUp)],
        Action::Up,
        "up",
    ),
    row(
        Scope::Help,
        &[k(Code::Down), c('j'), k(Code::PageDown), c(' ')],
        Action::Down,
        "down",
    ),
];
