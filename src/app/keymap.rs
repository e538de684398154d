//! The one key table. Dispatch, the footer, the help page and the README read it, and nothing else names a key.

mod import;
mod prepare;
mod table;

pub use self::{import::IMPORT, prepare::PREPARE, table::KEYS};

use super::{
    action::Action,
    input::{Code, Key},
};
use crate::domain::{
    agenda::Stage,
    vote::method::{Keys, Method},
};

/// Where one stands, as far as keys are concerned.
#[expect(missing_docs, reason = "`title` says it in words")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Everywhere,
    List,
    Welcome,
    Review,
    Earlier,
    Themes,
    Comments,
    Zoom,
    Speaking,
    Goals,
    Form,
    Vote,
    OpenRound,
    OpenHands,
    Setup,
    Fits,
    IAm,
    MarkScore,
    MarkRate,
    MarkYesNo,
    MarkDots,
    MarkRank,
    Ballot,
    Owners,
    Close,
    ReadBack,
    Text,
    Lines,
    Choose,
    ChooseMany,
    Ask,
    Help,
    Reading,
    Clock,
    Following,
    Import,
    ImportExport,
    ImportColumns,
    ImportScoring,
    ImportThemes,
    ImportComments,
    ImportComment,
    Pick,
    ImportFilter,
    ImportStrands,
    ImportSave,
    Prepare,
    PrepareMeeting,
    PreparePeople,
    PrepareThemes,
    PrepareComments,
    PrepareComment,
    PrepareGoals,
    PrepareAgenda,
    PrepareSave,
    Start,
}

impl Scope {
    /// All of them, in the order of the help page.
    pub const ALL: &[Self] = &[
        Self::Everywhere,
        Self::List,
        Self::Welcome,
        Self::Review,
        Self::Earlier,
        Self::Themes,
        Self::Comments,
        Self::Zoom,
        Self::Speaking,
        Self::Goals,
        Self::Form,
        Self::Vote,
        Self::OpenRound,
        Self::OpenHands,
        Self::Setup,
        Self::Fits,
        Self::IAm,
        Self::MarkScore,
        Self::MarkRate,
        Self::MarkYesNo,
        Self::MarkDots,
        Self::MarkRank,
        Self::Ballot,
        Self::Owners,
        Self::Close,
        Self::ReadBack,
        Self::Text,
        Self::Lines,
        Self::Choose,
        Self::ChooseMany,
        Self::Ask,
        Self::Help,
        Self::Reading,
        Self::Clock,
        Self::Following,
        Self::Import,
        Self::ImportExport,
        Self::ImportColumns,
        Self::ImportScoring,
        Self::ImportThemes,
        Self::ImportComments,
        Self::ImportComment,
        Self::Pick,
        Self::ImportFilter,
        Self::ImportStrands,
        Self::ImportSave,
        Self::Prepare,
        Self::PrepareMeeting,
        Self::PreparePeople,
        Self::PrepareThemes,
        Self::PrepareComments,
        Self::PrepareComment,
        Self::PrepareGoals,
        Self::PrepareAgenda,
        Self::PrepareSave,
        Self::Start,
    ];

    /// As the help page heads it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::List => "In a list",
            Self::Welcome => "Welcome",
            Self::Review => "Review",
            Self::Earlier => "A goal of last time",
            Self::Themes => "Themes",
            Self::Comments => "Comments",
            Self::Zoom => "One finding, large",
            Self::Speaking => "Speaking round",
            Self::Goals => "Goals",
            Self::Form => "A goal",
            Self::Vote => "Vote",
            Self::OpenRound => "A round is open",
            Self::OpenHands => "A show of hands is open",
            Self::Setup => "Before a round opens",
            Self::IAm => "\u{201c}I am ...\u{201d}",
            Self::Fits => "What fits",
            Self::MarkScore => "A ballot of scores",
            Self::MarkRate => "A ballot of ratings",
            Self::MarkYesNo => "A ballot of yes and no",
            Self::MarkDots => "A ballot of dots",
            Self::MarkRank => "A ballot of places",
            Self::Ballot => "Any ballot",
            Self::Owners => "Owners",
            Self::Close => "Close",
            Self::ReadBack => "Read-back",
            Self::Text => "Writing a line",
            Self::Lines => "Writing several lines",
            Self::Choose => "Choosing one",
            Self::ChooseMany => "Choosing several",
            Self::Ask => "A question",
            Self::Help => "The page of keys",
            Self::Reading => "A page to read",
            Self::Clock => "The clock, large",
            Self::Following => "On a wall, in notes",
            Self::Import => "Import, on every step",
            Self::ImportExport => "Import: the export",
            Self::ImportColumns => "Import: its columns",
            Self::ImportScoring => "Import: how answers count",
            Self::ImportThemes => "Import: themes",
            Self::ImportComments => "Import: comments",
            Self::ImportComment => "Import: one comment",
            Self::Pick => "Words to black out",
            Self::ImportFilter => "Import: filtering comments",
            Self::ImportStrands => "Import: what a column says",
            Self::ImportSave => "Import: save",
            Self::Prepare => "Preparing, on every step",
            Self::PrepareMeeting => "Preparing: when and where",
            Self::PreparePeople => "Preparing: people",
            Self::PrepareThemes => "Preparing: themes",
            Self::PrepareComments => "Preparing: comments",
            Self::PrepareComment => "Preparing: one comment",
            Self::PrepareGoals => "Preparing: goals",
            Self::PrepareAgenda => "Preparing: the agenda",
            Self::PrepareSave => "Preparing: save",
            Self::Start => "The first screen",
        }
    }

    /// Whether the keys of every screen work here as well.
    pub fn is_open(self) -> bool {
        !matches!(
            self,
            Self::IAm
                | Self::MarkScore
                | Self::MarkRate
                | Self::MarkYesNo
                | Self::MarkDots
                | Self::MarkRank
                | Self::Ballot
                | Self::Text
                | Self::Lines
                | Self::Choose
                | Self::ChooseMany
                | Self::Ask
                | Self::Help
                | Self::Reading
                | Self::Following
                | Self::Import
                | Self::ImportExport
                | Self::ImportColumns
                | Self::ImportScoring
                | Self::ImportThemes
                | Self::ImportComments
                | Self::ImportComment
                | Self::Pick
                | Self::ImportFilter
                | Self::ImportStrands
                | Self::ImportSave
                | Self::Prepare
                | Self::PrepareMeeting
                | Self::PreparePeople
                | Self::PrepareThemes
                | Self::PrepareComments
                | Self::PrepareComment
                | Self::PrepareGoals
                | Self::PrepareAgenda
                | Self::PrepareSave
                | Self::Start
        )
    }

    /// Where the marks of a ballot are given, by the method of its round.
    pub fn of_marks(method: Method) -> Self {
        match method.row().keys {
            Keys::Digits(0, _) => Self::MarkScore,
            Keys::Digits(..) => Self::MarkRate,
            Keys::YesNo => Self::MarkYesNo,
            Keys::Dots => Self::MarkDots,
            Keys::Places => Self::MarkRank,
        }
    }

    /// Whether a ballot is marked there.
    pub fn is_ballot(self) -> bool {
        matches!(
            self,
            Self::MarkScore
                | Self::MarkRate
                | Self::MarkYesNo
                | Self::MarkDots
                | Self::MarkRank
                | Self::Ballot
        )
    }

    /// The stage whose own screen it is.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Welcome => Some(Stage::Welcome),
            Self::Review => Some(Stage::Review),
            Self::Themes => Some(Stage::Themes),
            Self::Goals => Some(Stage::Goals),
            Self::Vote => Some(Stage::Vote),
            Self::Owners => Some(Stage::Owners),
            Self::Close => Some(Stage::Close),
            _ => None,
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The first one is shown.
    pub keys: &'static [Key],
    /// What it asks for.
    pub action: Action,
    /// In a few words.
    pub label: &'static str,
    /// The footer shows it, in the order of the table.
    pub footer: bool,
}

/// The rows that hold in any of `scopes`, nearest scope first; a key of a nearer scope hides the same key further out.
pub fn rows(scopes: &[Scope]) -> Vec<&'static Binding> {
    scopes
        .iter()
        .flat_map(|s| {
            KEYS.iter()
                .chain(IMPORT)
                .chain(PREPARE)
                .filter(move |b| b.scope == *s)
        })
        .collect()
}

/// What a key asks for in `scopes`, nearest first.
pub fn lookup(scopes: &[Scope], key: Key) -> Option<&'static Binding> {
    // Terminals differ in whether a capital letter comes with shift; the letter itself says it.
    let key = match key.code {
        Code::Char(_) => Key {
            shift: false,
            ..key
        },
        _ => key,
    };
    rows(scopes).into_iter().find(|b| b.keys.contains(&key))
}

/// The README's section of keys.
pub fn markdown() -> String {
    let mut out = String::from("| where | key | what it does |\n|---|---|---|\n");
    for scope in Scope::ALL {
        for (i, row) in rows(&[*scope]).iter().enumerate() {
            let place = if i == 0 { scope.title() } else { "" };
            let keys: Vec<String> = row.keys.iter().map(|k| format!("`{}`", k.name())).collect();
            out.push_str("| ");
            out.push_str(place);
            out.push_str(" | ");
            out.push_str(&keys.join(" "));
            out.push_str(" | ");
            out.push_str(row.label);
            out.push_str(" |\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut seen = HashSet::new();
        for row in KEYS.iter().chain(IMPORT).chain(PREPARE) {
            for key in row.keys {
                assert!(
                    seen.insert((row.scope, *key)),
                    "{} in {:?}",
                    key.name(),
                    row.scope
                );
            }
        }
    }

    #[test]
    fn nothing_private_or_final_can_be_reached_from_a_ballot() {
        for key in "u1234567pbU:?".chars() {
            let row = lookup(&[Scope::Ballot], Key::char(key));
            assert!(
                !row.is_some_and(|r| matches!(
                    r.action,
                    Action::Undo | Action::Go(_) | Action::Park
                )),
                "{key}"
            );
        }
    }

    #[test]
    fn a_capital_letter_is_found_whether_or_not_shift_comes_with_it() {
        let with_shift = Key {
            shift: true,
            ..Key::char('U')
        };
        assert_eq!(
            lookup(&[Scope::Everywhere], with_shift).map(|b| b.action),
            Some(Action::Redo)
        );
    }
}
