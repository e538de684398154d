//! Goals of an exported dataset, read back for the goal bank.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use parquet::{
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
    schema::types::Type,
};

use super::{EncodeError, LakeNote};
use crate::{
    domain::outcome::{Status, Verdict},
    programme::bank::{BankPart, LakeGoal},
};

/// Tables that the goal bank needs, of one year, as the bytes of their files.
#[derive(Clone, Debug, Default)]
pub struct BankTables {
    /// `meetings`.
    pub meetings: Vec<u8>,
    /// `goals`.
    pub goals: Vec<u8>,
    /// `goal_themes`.
    pub goal_themes: Vec<u8>,
    /// `reviews`.
    pub reviews: Vec<u8>,
}

/// Agreed goals with wording, a part for each meeting of the year.
///
/// # Errors
/// If a file is damaged or lacks a column.
pub fn decode_bank(tables: BankTables, note: &LakeNote) -> Result<Vec<BankPart>, EncodeError> {
    type GoalKey = (String, i32);
    let mut units = BTreeMap::new();
    each_row(
        tables.meetings,
        ["meeting_id", "unit_id", "unit", "organisation"],
        |[meeting, key, unit, organisation]| {
            let is_shared = note.bank.contains(&text(key));
            units.insert(text(meeting), (text(unit), text(organisation), is_shared));
        },
    )?;
    let mut themes: BTreeMap<GoalKey, Vec<String>> = BTreeMap::new();
    each_row(
        tables.goal_themes,
        ["meeting_id", "goal_no", "theme"],
        |[meeting, goal, theme]| {
            let themes = themes.entry((text(meeting), int(goal))).or_default();
            themes.push(text(theme));
        },
    )?;
    let mut reviews: BTreeMap<GoalKey, Vec<(Date, i32, Status)>> = BTreeMap::new();
    each_row(
        tables.reviews,
        [
            "meeting_id",
            "goal_no",
            "looked_on",
            "status",
            "months_since",
        ],
        |[meeting, goal, looked, status, months]| {
            let found = (|| {
                let (_, status) = Status::WORDS.iter().find(|(w, _)| *w == text(status))?;
                Some((day(looked)?, int(months), *status))
            })();
            let reviews = reviews.entry((text(meeting), int(goal))).or_default();
            reviews.extend(found);
        },
    )?;
    let mut goals: BTreeMap<String, Vec<LakeGoal>> = BTreeMap::new();
    each_row(
        tables.goals,
        [
            "meeting_id",
            "goal_no",
            "title",
            "decision",
            "cost",
            "hours",
        ],
        |[meeting, number, title, decision, cost, hours]| {
            let agreed = Verdict::WORDS
                .iter()
                .any(|(word, verdict)| *verdict == Verdict::Agreed && *word == text(decision));
            // Without its wording nothing can be like a goal.
            if !agreed || matches!(title, Field::Null) {
                return;
            }
            let key = (text(meeting), int(number));
            let goal = LakeGoal {
                title: text(title),
                themes: themes.remove(&key).unwrap_or_default(),
                cost: whole(cost),
                hours: whole(hours),
                reviews: reviews.remove(&key).unwrap_or_default(),
            };
            goals.entry(key.0).or_default().push(goal);
        },
    )?;
    let parts = goals.into_iter().filter_map(|(meeting, goals)| {
        let (unit, organisation, is_shared) = units.get(&meeting)?.clone();
        Some(BankPart::of_rows((unit, organisation), goals, is_shared))
    });
    Ok(parts.collect())
}

/// Hands the named columns of each row to `take`.
fn each_row<const N: usize>(
    bytes: Vec<u8>,
    names: [&str; N],
    mut take: impl FnMut([&Field; N]),
) -> Result<(), EncodeError> {
    let reader = SerializedFileReader::new(Bytes::from(bytes))?;
    let schema = FileReader::metadata(&reader).file_metadata().schema();
    let wanted = schema
        .get_fields()
        .iter()
        .filter(|f| names.contains(&f.name()));
    let projection = Type::group_type_builder("row")
        .with_fields(wanted.cloned().collect())
        .build()?;
    for row in reader.get_row_iter(Some(projection))? {
        let row = row?;
        let mut fields = [&Field::Null; N];
        let mut found = 0;
        for (name, field) in row.get_column_iter() {
            let place = names.iter().zip(&mut fields).find(|(n, _)| *n == name);
            if let Some((_, place)) = place {
                *place = field;
                found += 1;
            }
        }
        if found < N {
            return Err(ParquetError::General("a column is missing".to_owned()).into());
        }
        take(fields);
    }
    Ok(())
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        _ => String::new(),
    }
}

fn int(field: &Field) -> i32 {
    match field {
        Field::Int(n) => *n,
        _ => 0,
    }
}

fn whole(field: &Field) -> Option<u64> {
    match field {
        Field::Long(n) => u64::try_from(*n).ok(),
        _ => None,
    }
}

fn day(field: &Field) -> Option<Date> {
    match field {
        Field::Date(days) => date(1970, 1, 1).checked_add((*days).days()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            findings::Unit,
            outcome::{Outcome, OutcomeGoal, Review},
            programme::{ProgrammeFile, ProgrammeUnit},
        },
        programme::{
            bank::Bank,
            dataset::{Source, dataset},
            lake::{encode, years},
            rows::Dataset,
        },
    };

    const UNITS: usize = 7;

    fn outcome(nth: usize) -> Outcome {
        let board = OutcomeGoal {
            title: format!("Board number {nth} that says how long the wait is"),
            themes: vec!["waiting".to_owned(), "letters".to_owned()],
            decision: Verdict::Agreed,
            cost: Some(300),
            hours: nth.is_multiple_of(2).then_some(12),
            reviews: vec![Review {
                on: Some(date(2026 + i16::try_from(nth % 2).unwrap(), 5, 1)),
                status: Some([Status::Done, Status::Stuck][nth % 2]),
                ..Review::default()
            }],
            ..OutcomeGoal::default()
        };
        let refused = OutcomeGoal {
            title: "Board of another kind".to_owned(),
            decision: Verdict::NotThisTime,
            ..OutcomeGoal::default()
        };
        let mut outcome = Outcome::default();
        outcome.unit.name = format!("Unit {nth}");
        outcome.meeting.date = Some(date(2024 + i16::try_from(nth % 2).unwrap(), 11, 10));
        outcome.goals = vec![refused, board];
        outcome
    }

    #[test]
    fn a_bank_of_the_dataset_is_that_of_the_outcomes() {
        let listed = |nth: usize| ProgrammeUnit {
            folder: nth.to_string(),
            titles: nth != 6,
            bank: nth < 2,
            ..ProgrammeUnit::default()
        };
        let settings = ProgrammeFile {
            units: (0..UNITS).map(listed).collect(),
            ..ProgrammeFile::default()
        };
        let outcomes = (0..UNITS).map(|nth| {
            let source = Source {
                file: format!("{nth}/outcome.yaml"),
                folder: nth.to_string(),
            };
            (source, outcome(nth))
        });
        let (data, _) = dataset(outcomes, &settings, date(2026, 11, 29));
        let note = LakeNote::of(&data, None);
        assert_eq!(note.bank.len(), 2);
        let mut files = BTreeMap::new();
        encode(&data, |path, bytes| {
            files.insert(path.to_owned(), bytes);
            Ok::<_, EncodeError>(())
        })
        .unwrap();
        let of_files = years(&data).into_iter().flat_map(|year| {
            let mut table = |name| files.remove(&super::super::path_of(name, year)).unwrap();
            let tables = BankTables {
                meetings: table("meetings"),
                goals: table("goals"),
                goal_themes: table("goal_themes"),
                reviews: table("reviews"),
            };
            decode_bank(tables, &note).unwrap()
        });
        let of_files = Bank::of(of_files);
        // The dataset has no wording of the last unit, which is like nothing there.
        let of_outcomes = Bank::of((0..UNITS - 1).map(|nth| BankPart::of(&outcome(nth), nth < 2)));
        for text in [
            "A board about the wait",
            "board number 3",
            "letters",
            "nothing",
        ] {
            let themes = ["waiting".to_owned()];
            let found = of_files.like(text, &themes, &Unit::default());
            let mut expected = of_outcomes.like(text, &themes, &Unit::default());
            // Meetings are in the order of their keys.
            expected.shared.sort_by(|a, b| a.title.cmp(&b.title));
            let mut shared = found.shared.clone();
            shared.sort_by(|a, b| a.title.cmp(&b.title));
            assert_eq!(shared, expected.shared, "{text}");
            assert_eq!(
                (found.known, found.likely),
                (expected.known, expected.likely),
                "{text}"
            );
        }
        let own = Unit {
            name: "Unit 0".to_owned(),
            ..Unit::default()
        };
        assert_eq!(
            of_files.like("A board about the wait", &[], &own).known,
            Some((5, 2))
        );
    }

    #[test]
    fn damaged_files_are_an_error() {
        let note = LakeNote::of(&Dataset::default(), None);
        let tables = BankTables {
            meetings: b"PAR1 and no more".to_vec(),
            ..BankTables::default()
        };
        assert!(decode_bank(tables, &note).is_err());
    }
}
