//! A role as somebody types it, held against roles that are known: "Senior radiographer" is like "Radiographer".
//!
//! Words that say patient, carer or the like turn a role round ("patient of the surgeon"), so two roles are alike only where
//! they have the same of these.

/// Words of people who are here for a patient. Whose votes theirs count among is for the agenda to say.
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

/// Words of people who take part without a vote.
const WITHOUT_A_VOTE: &[&str] = &["facilitator", "guest", "interpreter", "observer"];

/// The words of a role, in small letters and without the `s` of a plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRole {
    words: Vec<String>,
}

impl PersonRole {
    /// A role as it is written.
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| {
                let one = w.strip_suffix('s').filter(|one| one.len() > 2);
                one.unwrap_or(w).to_owned()
            });
        Self {
            words: words.collect(),
        }
    }

    /// Whether it is the same role. No role is the same as nothing.
    pub fn is(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words == other.words
    }

    /// Whether one of the two is a kind of the other: "Senior radiographer" and "Radiographer", "Nurse" and "Breast care nurse".
    pub fn is_like(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let (ours, theirs) = (self.those(NEAR_A_PATIENT), other.those(NEAR_A_PATIENT));
        if !ours.is_empty() || !theirs.is_empty() {
            return ours == theirs;
        }
        self.is_of_patients() == other.is_of_patients() && (self.holds(other) || other.holds(self))
    }

    /// The group of a role that nobody on the list has; `None` where the words do not tell.
    pub fn usual_group(&self) -> Option<&'static str> {
        if !self.those(NEAR_A_PATIENT).is_empty() || !self.those(WITHOUT_A_VOTE).is_empty() {
            return None;
        }
        if !self.is_of_patients() {
            return Some("mdt");
        }
        let last = self.words.last().map(String::as_str);
        // A patient experience manager is none.
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

    /// Whether the other's words stand in it, one after the other.
    fn holds(&self, other: &Self) -> bool {
        self.words
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
