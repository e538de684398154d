//! Refuses tables in long format, with one row for each answer instead of each person.
//!
//! Counted as people they would multiply everybody by the number of questions, and answers to all questions would be one
//! scale. The refusal says how to export the wide format.

use std::collections::{HashMap, HashSet};

use crate::{
    domain::alike::folded,
    intake::{
        export::{AnswerKind, Export, FileRefusal, Platform},
        kind::{header_words, is_missing},
        platform::TOOLS,
        table::AnswerColumn,
    },
};

/// Header words of a question column, in several languages.
const QUESTION: &[&str] = &[
    "ask",
    "cwestiwn",
    "field",
    "frage",
    "fragetext",
    "indicator",
    "item",
    "metric",
    "measure",
    "prompt",
    "pregunta",
    "question",
    "domanda",
    "vraag",
    "variable",
    "attribute",
    "qid",
    "qno",
    "statement",
    "pytanie",
    "pergunta",
];

/// Header words of an answer column.
const ANSWER: &[&str] = &[
    "answer",
    "antwort",
    "ateb",
    "antwoord",
    "choice",
    "comment",
    "content",
    "data",
    "entry",
    "given",
    "input",
    "said",
    "text",
    "verbatim",
    "odpowied\u{17a}",
    "rating",
    "reply",
    "response",
    "respuesta",
    "resposta",
    "risposta",
    "r\u{e9}ponse",
    "score",
    "value",
    "wert",
    "valeur",
    "valor",
];

/// Maximum number of questions in a survey.
const MOST_QUESTIONS: usize = 300;

/// Refuses a table whose rows are single answers.
pub(in crate::intake) fn refuse_answers(export: &Export) -> Option<FileRefusal> {
    if export.platform != Platform::Plain && export.platform != Platform::NhsFft {
        return None;
    }
    let columns = export.table.columns();
    let rows = export.table.rows();
    if rows < 4 {
        return None;
    }
    for (questions, column) in columns.iter().enumerate() {
        let Some(asked) = questions_in(export, questions, column) else {
            continue;
        };
        // Columns named after answers first. Any other column needs a person column, too, before it is taken for answers.
        let (called, other): (Vec<usize>, Vec<usize>) =
            (0..columns.len()).partition(|nth| headed(export, *nth, ANSWER));
        for answers in called.into_iter().chain(other) {
            let Some(said) = columns.get(answers) else {
                continue;
            };
            if answers == questions || !mixes_answers(export, (questions, asked), answers, said) {
                continue;
            }
            let person = person_column(export, questions, &[questions, answers]);
            // Without people to tell apart, only an even number of rows per question shows that all were asked the same.
            if person.is_none() && !(asked && is_even(column)) {
                continue;
            }
            return Some(refusal(export, questions, answers, person));
        }
    }
    None
}

/// Words behind "Q" in a question header: `Q_no`, `Q code`.
const OF_A_QUESTION: &[&str] = &[
    "code", "id", "key", "label", "name", "no", "nr", "num", "number", "ref", "text",
];

fn headed(export: &Export, nth: usize, words: &[&str]) -> bool {
    let header = export.columns.get(nth).map_or("", |c| c.question.as_str());
    let said = header_words(header);
    if let [q, of] = said.as_slice()
        && q == "q"
        && OF_A_QUESTION.contains(&of.as_str())
    {
        return std::ptr::eq(words, QUESTION);
    }
    said.len() <= 4
        && said
            .iter()
            .any(|w| words.contains(&w.trim_end_matches('s')) || words.contains(&w.as_str()))
}

/// Checks for a column of questions: few values, each in many rows. `Some(true)` if its header or codes say so too.
fn questions_in(export: &Export, nth: usize, column: &AnswerColumn) -> Option<bool> {
    let answers = column.answers()?;
    let described = export.columns.get(nth)?;
    let kinds = matches!(
        described.kind,
        AnswerKind::Choice
            | AnswerKind::Scale
            | AnswerKind::Text
            | AnswerKind::Number
            | AnswerKind::Identifier
    );
    let rows = export.table.rows();
    let again = answers.iter().filter(|a| a.count > 1).count();
    if !kinds
        || !(2..=MOST_QUESTIONS).contains(&answers.len())
        || again * 2 < answers.len()
        || (column.answered() as usize) * 10 < rows * 9
    {
        return None;
    }
    let questions = answers
        .iter()
        .filter(|a| a.text.trim_end().ends_with('?'))
        .count();
    let headed = headed(export, nth, QUESTION) || answers.iter().all(|a| is_question_code(&a.text));
    (headed || questions * 2 >= answers.len()).then_some(headed)
}

/// True for a question code: `Q4`, `q_12`, `Question 3`, `item2`.
fn is_question_code(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let number = ["question", "item", "qu", "q"]
        .iter()
        .find_map(|word| cell.strip_prefix(word));
    number.is_some_and(|n| {
        let n = n.trim_start_matches([' ', '_', '-', '.']);
        (1..=3).contains(&n.len()) && n.chars().all(|c| c.is_ascii_digit())
    })
}

/// True if all questions occur about equally often.
fn is_even(column: &AnswerColumn) -> bool {
    let counts = column.answers().unwrap_or_default().iter().map(|a| a.count);
    let (least, most) = counts.fold((u32::MAX, 0), |(least, most), n| {
        (least.min(n), most.max(n))
    });
    least > 2 && most * 2 <= least * 3
}

/// True if a column mixes the answers of several questions: answers to one are never given to another.
fn mixes_answers(
    export: &Export,
    (questions, asked): (usize, bool),
    nth: usize,
    said: &AnswerColumn,
) -> bool {
    let Some(described) = export.columns.get(nth) else {
        return false;
    };
    if matches!(
        described.kind,
        AnswerKind::Date | AnswerKind::Identifier | AnswerKind::Empty
    ) || (asked
        && !headed(export, nth, ANSWER)
        && person_column(export, questions, &[questions, nth]).is_none())
    {
        return false;
    }
    let Some(column) = export.table.columns().get(questions) else {
        return false;
    };
    // Answers to each question, with their counts.
    let mut of: HashMap<usize, HashMap<String, usize>> = HashMap::new();
    for row in 0..export.table.rows() {
        let (Some(question), cell) = (column.code(row), said.cell(row)) else {
            continue;
        };
        if !is_missing(cell) {
            *of.entry(question)
                .or_default()
                .entry(folded(cell))
                .or_default() += 1;
        }
    }
    // Closed questions have few answers, which repeat.
    let closed = |answers: &HashMap<String, usize>| {
        let given: usize = answers.values().sum();
        given > 1
            && answers.len() <= 12
            && answers.len() < given
            && answers.keys().all(|a| a.split(' ').count() <= 8)
    };
    let chosen: Vec<&HashMap<String, usize>> = of.values().filter(|a| closed(a)).collect();
    if chosen.is_empty() {
        return false;
    }
    let words = of.len() - chosen.len();
    let apart = chosen.iter().enumerate().any(|(n, one)| {
        chosen
            .iter()
            .skip(n + 1)
            .any(|two| one.keys().all(|a| !two.contains_key(a)))
    });
    // If all questions share a scale, a person's answers still differ; a fixed property such as the site does not.
    words > 0 || apart || (asked && differs(export, questions, nth))
}

/// True if one person has different cells in a column, or nothing says who answered.
fn differs(export: &Export, questions: usize, nth: usize) -> bool {
    let persons = person_candidates(export, questions, &[questions, nth]);
    let Some((person, _)) = persons.into_iter().next() else {
        return true;
    };
    let columns = export.table.columns();
    let (Some(person), Some(said)) = (columns.get(person), columns.get(nth)) else {
        return true;
    };
    let mut first: HashMap<&str, &str> = HashMap::new();
    (0..export.table.rows()).any(|row| {
        let cell = said.cell(row);
        *first.entry(person.cell(row)).or_insert(cell) != cell
    })
}

/// The person column: each id occurs once per question, and with several questions.
fn person_column(export: &Export, questions: usize, others: &[usize]) -> Option<(usize, usize)> {
    let rows = export.table.rows();
    let persons = person_candidates(export, questions, others);
    persons
        .into_iter()
        .find(|(_, people)| people * 3 <= rows * 2)
}

/// Columns that may identify people, with the number of people in each.
fn person_candidates(export: &Export, questions: usize, others: &[usize]) -> Vec<(usize, usize)> {
    let rows = export.table.rows();
    let mut found = Vec::new();
    let Some(asked) = export.table.columns().get(questions) else {
        return found;
    };
    let candidates = (0..export.columns.len()).filter(|nth| !others.contains(nth));
    for nth in candidates {
        let Some(column) = export.table.columns().get(nth) else {
            continue;
        };
        let mut pairs = HashSet::new();
        let mut people: HashMap<&str, usize> = HashMap::new();
        let once = (0..rows).all(|row| {
            let cell = column.cell(row);
            *people.entry(cell).or_default() += 1;
            !cell.is_empty() && pairs.insert((cell, asked.cell(row)))
        });
        let day = export
            .columns
            .get(nth)
            .is_some_and(|c| c.kind == AnswerKind::Date);
        if once && !day && people.len() > 1 && people.len() < rows {
            found.push((nth, people.len()));
        }
    }
    found
}

fn refusal(
    export: &Export,
    questions: usize,
    answers: usize,
    person: Option<(usize, usize)>,
) -> FileRefusal {
    let name = |nth: usize| {
        let column = export.columns.get(nth);
        column.map_or(String::new(), |c| format!("\u{201c}{}\u{201d}", c.question))
    };
    let rows = export.table.rows();
    let people = match person {
        Some((nth, people)) => format!(" ({people} people by {}, in {rows} rows)", name(nth)),
        None => String::new(),
    };
    let mut help = "export one row for each person and one column for each question".to_owned();
    for tool in TOOLS.iter().filter(|t| !t.export_menu.is_empty()) {
        help.push_str("; in ");
        help.push_str(tool.name);
        help.push_str(": ");
        help.push_str(tool.export_menu);
    }
    FileRefusal {
        row: None,
        what: format!(
            "each row is one answer, not one person{people}: {} has what was asked, and {} what was said to it",
            name(questions),
            name(answers)
        ),
        help,
    }
}
