//! Names of staff from columns such as "Who was your nurse?".
//!
//! They are offered for the list of names, so that a comment that mentions one is marked.

use super::{
    export::{AnswerKind, Export},
    kind::is_missing,
};
use crate::domain::alike::folded;

/// Header words that ask for a nurse, doctor or other staff.
const ASKS: &[&str] = &[
    "nurse",
    "consultant",
    "surgeon",
    "doctor",
    "clinician",
    "keyworker",
    "oncologist",
    "therapist",
    "practitioner",
    "midwife",
    "radiographer",
    "physio",
    "gp",
    "staff",
    "seen by",
    "name of your",
];

/// Maximum number of names; a unit has no more staff.
const MOST: usize = 200;

/// Maximum number of words in a name, with its title.
const LONGEST: usize = 4;

/// Distinct names in columns that ask for staff, in order of appearance.
pub fn staff_names(exports: &[Export]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for export in exports.iter().filter(|e| !e.is_results()) {
        for (described, cells) in export.columns.iter().zip(export.table.columns()) {
            let header = described.question.to_lowercase();
            // "Who was your nurse?" identifies nobody who answered, so such a column is a choice or text, never an
            // identifier.
            let usable = matches!(
                described.kind,
                AnswerKind::Choice | AnswerKind::Text | AnswerKind::Scale
            );
            if !usable || !ASKS.iter().any(|word| header.contains(word)) {
                continue;
            }
            let answers: Vec<&str> = (0..export.table.rows())
                .map(|row| cells.cell(row).trim())
                .filter(|a| !a.is_empty() && !is_missing(&folded(a)))
                .collect();
            let people = answers.iter().filter(|a| is_name(a)).count();
            // Seven in ten: "How was your nurse?" has answers such as "Always", and free text begins with a capital now and
            // then.
            if answers.is_empty() || people * 10 < answers.len() * 7 {
                continue;
            }
            for answer in answers.into_iter().filter(|a| is_name(a)) {
                if names.len() < MOST && !names.iter().any(|n| folded(n) == folded(answer)) {
                    names.push(answer.to_owned());
                }
            }
        }
    }
    names
}

/// True for one to four capitalised words of which one is no English word.
fn is_name(answer: &str) -> bool {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    (1..=LONGEST).contains(&words.len())
        && words.iter().all(capital)
        && !answer.contains(|c: char| c.is_ascii_digit() || matches!(c, '?' | '!'))
        && words.iter().any(|w| super::privacy::is_name(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{open, read::ReadOptions};

    fn export_of(text: &str) -> Export {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("survey.csv");
        std::fs::write(&path, text).unwrap();
        open::open(&path, ReadOptions::default()).unwrap()
    }

    #[test]
    fn names_of_staff_are_found_and_answers_are_not() {
        let export = export_of(
            "Who was your nurse?,Was the nurse kind?,What did the doctor say?\n\
             Imelda,Always,It was a long talk about what comes next and I was glad of it\n\
             Ngaire Ellis,Sometimes,Nothing much that I remember of it now to be honest\n\
             Rose,Never,That I could go home and that was that for the day\n\
             imelda,Always,He was in a hurry and so was I as it happens\n\
             N/A,Always,Kind words\n",
        );
        assert_eq!(staff_names(&[export]), ["Imelda", "Ngaire Ellis", "Rose"]);
    }
}
