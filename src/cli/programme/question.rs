//! `pledge programme FOLDER --question NAME`: a named question answered from the rows of the dataset, or its text in SQL.

use clap::{ValueEnum, builder::PossibleValue};
use serde_json::json;

use crate::{
    cli::failure::Failure,
    programme::question::{Answer, Question, Value, shown::Table},
    text::cell,
};

/// The flags of a question.
#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// Answer a named question from the rows of the dataset
    #[arg(long, value_name = "NAME", group = "dated")]
    pub(super) question: Option<Question>,
    /// The question as SQL over the tables of the dataset, for another engine
    #[arg(long, requires = "question", conflicts_with_all = ["json", "csv"])]
    sql: bool,
}

impl Flags {
    /// The question whose text is printed.
    pub(super) fn text(&self) -> Option<Question> {
        self.question.filter(|_| self.sql)
    }
}

// By hand, since the question belongs to a room that does not know the command line.
impl ValueEnum for Question {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.title()))
    }
}

/// An answer as a program reads it, a row a line.
pub(super) fn json(answer: &Answer) -> Result<String, Failure> {
    let text = |value: serde_json::Value| serde_json::to_string(&value).map_err(Failure::internal);
    let rows = answer.rows.iter();
    let rows = rows.map(|row| Ok(format!("\n    {}", text(json!(row))?)));
    let rows: Vec<String> = rows.collect::<Result<_, Failure>>()?;
    let end = if rows.is_empty() { "" } else { "\n  " };
    Ok(format!(
        "{{\n  \"question\": {},\n  \"on\": {},\n  \"columns\": {},\n  \"rows\": [{}{end}]\n}}\n",
        text(json!(answer.question.name()))?,
        text(json!(answer.on))?,
        text(json!(answer.question.columns()))?,
        rows.join(","),
    ))
}

/// An answer for a spreadsheet.
pub(super) fn csv(answer: &Answer) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let wrong = |e: csv::Error| Failure::new(e.to_string());
    writer
        .write_record(answer.question.columns())
        .map_err(wrong)?;
    for row in &answer.rows {
        let cells = row.iter().map(|value| match value {
            // A negative sum is a number and no formula.
            Value::Number(number) => number.to_string(),
            Value::Word(word) => cell::escape_formula(word).into_owned(),
        });
        writer.write_record(cells).map_err(wrong)?;
    }
    let bytes = writer.into_inner().map_err(Failure::internal)?;
    String::from_utf8(bytes).map_err(Failure::internal)
}

/// An answer for people: the question, the table, and the number of rows that it rests on.
pub(super) fn table(answer: &Answer) -> String {
    let mut lines = vec![answer.question.title().to_owned()];
    if answer.question == Question::Stalled {
        lines.push(format!("On {}.", crate::domain::dates::say(answer.on)));
    }
    lines.push(String::new());
    if answer.rows.is_empty() {
        lines.push("There is nothing to count yet.".to_owned());
    } else {
        lines.extend(Table::of(answer).lines());
    }
    lines.join("\n") + "\n"
}
