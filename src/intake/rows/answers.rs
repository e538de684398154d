//! Tables in which a row is an answer and not a person: one column has the question, and another what was said to it.
//!
//! Counted as people they would be as many as there are questions times people, and patients' answers to all questions would
//! be one scale. They are refused with what to export instead.

use std::collections::{HashMap, HashSet};

use crate::{
    domain::alike::folded,
    intake::{
        export::{AnswerKind, Export, Platform, Refused},
        kind::{header_words, is_missing},
        platform::TOOLS,
        table::AnswerColumn,
    },
};

/// Words of a header over questions.
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

/// Words of a header over what was said.
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

/// Questions of a survey at most.
const MOST_QUESTIONS: usize = 300;

/// Refuses a table whose rows are answers.
pub(in crate::intake) fn refuse_answers(export: &Export) -> Option<Refused> {
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
        // A column that is called so first; where people tell that a row is an answer, any that mixes what was said.
        let (called, other): (Vec<usize>, Vec<usize>) =
            (0..columns.len()).partition(|nth| headed(export, *nth, ANSWER));
        for answers in called.into_iter().chain(other) {
            let Some(said) = columns.get(answers) else {
                continue;
            };
            if answers == questions || !mixes(export, (questions, asked), answers, said) {
                continue;
            }
            let person = who(export, questions, &[questions, answers]);
            // Where nobody can be told apart, each question is in as many rows as the next, as one asked of all is.
            if person.is_none() && !(asked && is_even(column)) {
                continue;
            }
            return Some(refused(export, questions, answers, person));
        }
    }
    None
}

/// Words behind "Q" in a header over questions: `Q_no`, `Q code`.
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

/// Whether a column holds questions: few, each of them in many rows. True where its header says so too; `None` where it
/// holds none.
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

/// Whether a cell is the code of a question: `Q4`, `q_12`, `Question 3`, `item2`.
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

/// Whether the questions of a column come about equally often.
fn is_even(column: &AnswerColumn) -> bool {
    let counts = column.answers().unwrap_or_default().iter().map(|a| a.count);
    let (least, most) = counts.fold((u32::MAX, 0), |(least, most), n| {
        (least.min(n), most.max(n))
    });
    least > 2 && most * 2 <= least * 3
}

/// Whether a column mixes the answers to the questions of another: what is said to one question is not said to the next.
fn mixes(
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
        && who(export, questions, &[questions, nth]).is_none())
    {
        return false;
    }
    let Some(column) = export.table.columns().get(questions) else {
        return false;
    };
    // What was answered to each question, and how often.
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
    // To choose from: few answers, which come back.
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
    // Where all questions have one scale, a person's answers differ; what a person has once, such as a site, does not.
    words > 0 || apart || (asked && differs(export, questions, nth))
}

/// Whether the same person has different cells in a column; true where nothing says who answered.
fn differs(export: &Export, questions: usize, nth: usize) -> bool {
    let persons = people_by(export, questions, &[questions, nth]);
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

/// The column that says whose an answer is: each of its values once with each question, and with several of them.
fn who(export: &Export, questions: usize, others: &[usize]) -> Option<(usize, usize)> {
    let rows = export.table.rows();
    let persons = people_by(export, questions, others);
    persons
        .into_iter()
        .find(|(_, people)| people * 3 <= rows * 2)
}

/// The columns that may say whose an answer is, with how many people each tells apart.
fn people_by(export: &Export, questions: usize, others: &[usize]) -> Vec<(usize, usize)> {
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

fn refused(
    export: &Export,
    questions: usize,
    answers: usize,
    person: Option<(usize, usize)>,
) -> Refused {
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
    for tool in TOOLS.iter().filter(|t| !t.whole.is_empty()) {
        help.push_str("; in ");
        help.push_str(tool.name);
        help.push_str(": ");
        help.push_str(tool.whole);
    }
    Refused {
        row: None,
        what: format!(
            "each row is one answer, not one person{people}: {} has what was asked, and {} what was said to it",
            name(questions),
            name(answers)
        ),
        help,
    }
}
