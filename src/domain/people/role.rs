//! Similar roles: "Senior radiographer", typed for a walk-in, is like "Radiographer" on the agenda.
//!
//! Words such as "patient" or "carer" reverse a role ("patient of the surgeon"), so similar roles must share these words.

/// Words for people who accompany a patient. Their group is not guessed; the agenda says it.
const NEAR_A_PATIENT: &[&str] = &[
    "advocate",
    "brother",
    "carer",
    "caregiver",
    "companion",
    "daughter",
    "family",
    "father",
    "friend",
    "husband",
    "mother",
    "partner",
    "relative",
    "son",
    "spouse",
    "wife",
];

/// Words for people without a vote.
const WITHOUT_A_VOTE: &[&str] = &["facilitator", "guest", "interpreter", "observer"];

/// A role as words in lower case, without a plural `s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRole {
    words: Vec<String>,
}

impl PersonRole {
    /// Splits a role into words.
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| {
                // The `s` of a short word, such as "us", is mostly no plural.
                let one = w.strip_suffix('s').filter(|one| one.len() > 2);
                one.unwrap_or(w).to_owned()
            });
        Self {
            words: words.collect(),
        }
    }

    /// True for the same words. An empty role equals none.
    pub fn is(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words == other.words
    }

    /// True if one role is a kind of the other, as with "Nurse" and "Breast care nurse".
    pub fn is_like(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let (ours, theirs) = (self.those(NEAR_A_PATIENT), other.those(NEAR_A_PATIENT));
        if !ours.is_empty() || !theirs.is_empty() {
            // A carer and an advocate are not alike, although both are near a patient.
            return ours == theirs;
        }
        self.is_of_patients() == other.is_of_patients() && (self.holds(other) || other.holds(self))
    }

    /// Likely group of a role that nobody on the agenda has; `None` if its words do not tell.
    pub fn usual_group(&self) -> Option<&'static str> {
        if !self.those(NEAR_A_PATIENT).is_empty() || !self.those(WITHOUT_A_VOTE).is_empty() {
            return None;
        }
        if !self.is_of_patients() {
            return Some("mdt");
        }
        let last = self.words.last().map(String::as_str);
        // By the last word only: a "patient experience manager" is staff.
        matches!(last, Some("patient" | "representative" | "rep")).then_some("patient")
    }

    fn is_of_patients(&self) -> bool {
        self.words.iter().any(|w| w == "patient")
    }

    fn those(&self, words: &[&str]) -> Vec<&str> {
        let mut those: Vec<&str> = self.words.iter().map(String::as_str).collect();
        those.retain(|w| words.contains(w));
        those.sort_unstable();
        those
    }

    /// True if it contains the words of `other` in a row.
    fn holds(&self, other: &Self) -> bool {
        self.words
            // In a row: "student nurse" shares a word with "breast care nurse" and is no kind of it.
            .windows(other.words.len())
            .any(|part| part == other.words.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        let (one, other) = (PersonRole::new(one), PersonRole::new(other));
        assert_eq!(one.is_like(&other), other.is_like(&one));
        one.is_like(&other)
    }

    #[test]
    fn a_role_is_like_one_that_it_is_a_kind_of() {
        for (one, other) in [
            ("Senior radiographer", "Radiographer"),
            ("nurse", "Breast care nurse"),
            ("Breast-care nurses", "breast care nurse"),
            ("Radiographer (mammography)", "Radiographer"),
            ("Patient", "Patient representative"),
            ("Carer of a patient", "Carer"),
        ] {
            assert!(alike(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn and_not_like_one_that_shares_a_word_or_speaks_of_somebody_else() {
        for (one, other) in [
            ("", "Surgeon"),
            ("Student nurse", "Breast care nurse"),
            ("Patient of the surgeon", "Surgeon"),
            ("Carer", "Advocate"),
            ("Nurse and carer", "Nurse"),
            ("Radio", "Radiographer"),
            ("Patient experience manager", "Patient representative"),
        ] {
            assert!(!alike(one, other), "{one}, {other}");
        }
    }
}
