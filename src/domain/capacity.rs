//! Capacity of a unit in the first year, and the load of a set of goals on it.

use serde::{Deserialize, Serialize};

use super::goal::{Control, Goal};

/// Limits for the first year. An unset limit limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// ISO 4217 code; `GBP` where unset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Whole units of currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<u64>,
    /// Staff hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// Number of goals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<u64>,
    /// Smallest number of goals for each strand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_strand: Option<u64>,
}

impl Capacity {
    /// Formats an amount with its currency: `£2,000`, `SEK 40`.
    pub fn money_text(&self, amount: u64) -> String {
        let figures = grouped(amount);
        match self.currency.as_deref().unwrap_or("GBP") {
            "GBP" => format!("£{figures}"),
            "EUR" => format!("€{figures}"),
            // A meeting has one currency, so the plain sign is clear to everybody in it.
            "USD" | "AUD" | "CAD" | "NZD" => format!("${figures}"),
            other => format!("{other} {figures}"),
        }
    }
}

/// Formats a number with thousands separators: `90,000`.
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        // By hand: the standard library formats without a locale, and a crate for commas is one too many.
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Load of a set of goals in the first year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Known cost, in whole units of currency.
    pub money: u64,
    /// Known staff hours.
    pub hours: u64,
    /// Number of goals.
    pub goals: u64,
    /// Number of goals without a known cost.
    pub money_unknown: u64,
    /// Number of goals without known hours.
    pub hours_unknown: u64,
}

impl Load {
    /// Adds up `goals`.
    pub fn of<'a>(goals: impl IntoIterator<Item = &'a Goal>) -> Self {
        let mut load = Self::default();
        for goal in goals {
            load.goals += 1;
            match goal.cost {
                // Files may hold any u64, and a sum that wraps round would fit.
                Some(cost) => load.money = load.money.saturating_add(cost),
                // Unknown is not 0: the sum is shown with the number of goals that are not in it.
                None => load.money_unknown += 1,
            }
            match goal.hours {
                Some(hours) => load.hours = load.hours.saturating_add(hours),
                None => load.hours_unknown += 1,
            }
        }
        load
    }

    /// Limits that the load exceeds, as parts of a sentence: `£300 more than the £2,000 there is`. Empty if it fits.
    pub fn beyond(&self, capacity: &Capacity) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(limit) = capacity.money
            && self.money > limit
        {
            let (over, limit) = (
                capacity.money_text(self.money - limit),
                capacity.money_text(limit),
            );
            parts.push(format!("{over} more than the {limit} there is"));
        }
        if let Some(limit) = capacity.hours
            && self.hours > limit
        {
            parts.push(format!(
                "{} hours more than the {limit} there are",
                self.hours - limit
            ));
        }
        if let Some(limit) = capacity.goals
            && self.goals > limit
        {
            parts.push(format!("{} goals where {limit} were planned", self.goals));
        }
        parts
    }
}

/// True if the team or the hospital can make a goal happen, or nobody has said who can.
pub fn within_reach(control: Option<Control>) -> bool {
    // Nobody has said yet: leaving such a goal out would make the total look better than it is.
    matches!(control, Some(Control::Team | Control::Hospital) | None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_people_write_it() {
        let gbp = Capacity::default();
        assert_eq!(gbp.money_text(0), "£0");
        assert_eq!(gbp.money_text(300), "£300");
        assert_eq!(gbp.money_text(90_000), "£90,000");
        let sek = Capacity {
            currency: Some("SEK".into()),
            ..Capacity::default()
        };
        assert_eq!(sek.money_text(1_234_567), "SEK 1,234,567");
    }
}
