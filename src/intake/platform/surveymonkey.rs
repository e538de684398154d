//! SurveyMonkey: two rows of headers, the question and below it "Response" or the option; expanded with a column an option,
//! condensed with a column a question; with the columns about the respondent or without them.

use super::{
    Found, Named,
    headers::{cell, clean, plain, width},
};
use crate::intake::{
    export::{Kind, Refused},
    read::Head,
};

/// Second headers that name no option.
const NO_OPTION: [&str; 4] = ["response", "open ended response", "antwort", "réponse"];

/// First headers of the columns about the respondent.
const ABOUT: [(&str, Option<Kind>); 13] = [
    ("respondent id", Some(Kind::Identifier)),
    ("respondentid", Some(Kind::Identifier)),
    ("collector id", Some(Kind::Identifier)),
    ("collectorid", Some(Kind::Identifier)),
    ("start date", Some(Kind::Date)),
    ("startdate", Some(Kind::Date)),
    ("end date", Some(Kind::Date)),
    ("enddate", Some(Kind::Date)),
    ("ip address", Some(Kind::Identifier)),
    ("email address", Some(Kind::Identifier)),
    ("first name", Some(Kind::Identifier)),
    ("last name", Some(Kind::Identifier)),
    ("custom data 1", Some(Kind::Identifier)),
];

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let [first, second, ..] = head.rows.as_slice() else {
        return Ok(None);
    };
    let respondents = ["respondent id", "respondentid"]
        .contains(&plain(cell(Some(first), 0)).as_str())
        && cell(Some(second), 0).is_empty();
    let says_response = second
        .iter()
        .any(|c| NO_OPTION.contains(&plain(c).as_str()));
    // Below a question stands always something, and where nothing stands above, it is the option of the one before.
    let orphan = first
        .iter()
        .zip(second)
        .any(|(q, o)| q.is_empty() && o.is_empty());
    if !(respondents || says_response) || orphan || cell(Some(first), 0).is_empty() {
        return Ok(None);
    }
    let mut columns = Vec::new();
    let (mut number, mut part, mut question) = (0, 0, String::new());
    for column in 0..width(&head.rows, 2) {
        let (above, below) = (cell(Some(first), column), cell(Some(second), column));
        let about = ABOUT.iter().find(|(word, _)| plain(above) == *word);
        if let Some((_, kind)) = about
            && below.is_empty()
        {
            columns.push(Named {
                id: plain(above).replace(' ', "_"),
                question: clean(above),
                kind: *kind,
                option: None,
            });
            continue;
        }
        if above.is_empty() {
            part += 1;
        } else {
            (number, part) = (number + 1, 1);
            question = clean(above);
        }
        let option = (!NO_OPTION.contains(&plain(below).as_str()) && !below.is_empty())
            .then(|| clean(below));
        let alone = part == 1 && option.is_none();
        columns.push(Named {
            id: if alone {
                format!("q{number}")
            } else {
                format!("q{number}_{part}")
            },
            question: question.clone(),
            option,
            kind: None,
        });
    }
    Ok(Some(Found {
        header_rows: 2,
        columns,
        notes: Vec::new(),
    }))
}
