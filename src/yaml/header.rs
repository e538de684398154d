//! The header key, which names the kind of a file, and the steps from text to value that all files share.
//!
//! A file of another kind or of a newer `pledge` gets that one sentence, and not a hundred about its keys.

use super::{
    Read, ValuePlaces,
    chars::quoted,
    lost,
    problem::{Problems, UnplacedProblem},
    reader::{At, FieldSpec, Fields, Path, Reader, did_you_mean},
    source::Source,
    tree::{self, Node, ValueKind, YamlEntry},
};

/// The files that this module reads and writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Results and comments of patients.
    Findings,
    /// The meeting as prepared.
    Agenda,
    /// The result of a meeting.
    Outcome,
    /// The settings of one computer.
    Settings,
    /// The mapping of a survey's export to findings.
    Codebook,
    /// A unit's choices for its booklet.
    Booklet,
    /// The papers' sentences in another language.
    Words,
    /// The units of a programme.
    Programme,
}

impl FileKind {
    /// Every kind, in the order in which a unit meets them.
    pub const ALL: [Self; 8] = [
        Self::Findings,
        Self::Agenda,
        Self::Outcome,
        Self::Settings,
        Self::Codebook,
        Self::Booklet,
        Self::Words,
        Self::Programme,
    ];
    /// The newest number of every kind.
    // Up to the first release keys may be added under it. From then on each added key raises the
    // number, since an older program refuses unknown keys.
    const NUMBER: u32 = 1;

    /// The word before the stroke.
    pub fn word(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Agenda => "agenda",
            Self::Outcome => "outcome",
            Self::Settings => "settings",
            Self::Codebook => "codebook",
            Self::Booklet => "booklet",
            Self::Words => "words",
            Self::Programme => "programme",
        }
    }

    /// The value of the first key, such as `findings/1`.
    pub fn header(self) -> String {
        format!("{}/{}", self.word(), Self::NUMBER)
    }

    /// The kind of a file from its first lines; `None` if they name none that is known. Reads no further than the
    /// first key, so that it can be asked of any file.
    pub fn of(text: &str) -> Option<Self> {
        let line = text
            .trim_start_matches('\u{FEFF}')
            .lines()
            // Asked of every file of a folder, so it must not read through a large one that is
            // somebody else's.
            .take(100)
            .find(|l| !l.trim().is_empty() && !l.starts_with(['#', '%']) && l.trim() != "---")?;
        let (key, value) = line.split_once(':')?;
        let unquoted = |s: &str| s.trim().trim_matches(['"', '\'']).to_owned();
        let value = unquoted(value.split(" #").next().unwrap_or_default());
        let (word, _) = value.split_once('/')?;
        (unquoted(key) == "pledge")
            .then(|| Self::ALL.into_iter().find(|k| k.word() == word))
            .flatten()
    }

    fn is_called(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Agenda => "an agenda",
            Self::Outcome => "an outcome",
            Self::Settings => "settings",
            Self::Codebook => "a codebook",
            Self::Booklet => "a booklet",
            Self::Words => "words of another language",
            Self::Programme => "a programme",
        }
    }
}

/// Reads a file from text to value: the tree, the header key, then the `body`.
pub(super) fn read<T>(
    name: &str,
    text: &str,
    kind: FileKind,
    fields: &[FieldSpec],
    body: impl FnOnce(&Fields<'_>) -> Option<T>,
) -> Read<T> {
    let source = Source::new(name, text);
    let (root, faults) = tree::parse(&source);
    let mut problems = Problems::default();
    let mut value = None;
    if let Some(root) = &root {
        let mut reader = Reader::default();
        // Before the reading, since only there it is known whether a text is meant to be words.
        reader.cut = lost::cut_short(&source, root);
        match check(root, kind) {
            Header::Stop(fault) => reader.note(fault),
            Header::GoOn(faults) => {
                for fault in faults {
                    reader.note(fault);
                }
                let at = At {
                    reader: &reader,
                    node: root,
                    path: Path::Top,
                };
                value = at.map(fields).and_then(|map| body(&map));
            }
        }
        problems = reader.finish();
    }
    for fault in faults {
        problems.add(fault);
    }
    // Half a value is never handed on: numbers that silently lack a line would be projected.
    if problems.has_errors() {
        value = None;
        // Only where the file cannot be read: in one that can, such a blank does no harm.
        for fault in lost::hidden(&source) {
            problems.add(fault);
        }
    }
    let problems = problems.into_faults();
    Read {
        value,
        problems: problems.into_iter().map(|f| source.problem(f)).collect(),
        places: ValuePlaces::new(source, root),
    }
}

enum Header {
    /// It is another file: the rest would be misread.
    Stop(UnplacedProblem),
    GoOn(Vec<UnplacedProblem>),
}

fn check(root: &Node, kind: FileKind) -> Header {
    let ValueKind::Map(entries) = &root.kind else {
        return Header::GoOn(Vec::new());
    };
    let first_line = format!(
        "the first line says what the file is: `pledge: {}`",
        kind.header()
    );
    let Some(at) = entries.iter().position(|e| e.key.text == "pledge") else {
        let fault = UnplacedProblem::error(root.mark, "pledge", "no `pledge`")
            .expected(format!("`pledge: {}`", kind.header()))
            .help(first_line);
        return Header::GoOn(vec![fault]);
    };
    let Some(YamlEntry { key, value }) = entries.get(at) else {
        return Header::GoOn(Vec::new());
    };
    let (text, shown) = match &value.kind {
        ValueKind::Scalar { text, .. } if text.is_empty() => ("", "nothing".to_owned()),
        ValueKind::Scalar { text, .. } => (text.as_str(), quoted(text)),
        ValueKind::List(_) => ("", "a list".to_owned()),
        ValueKind::Map(_) => ("", "keys with values".to_owned()),
    };
    let stop = |found: String, expected: String, help: String| {
        let fault = UnplacedProblem::error(value.mark, "pledge", found);
        Header::Stop(fault.expected(expected).help(help))
    };
    let number = |n: &str| {
        let digits = !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        // A number too large to be one is newer than anything, and gets the sentence about a newer
        // program.
        digits.then(|| n.parse::<u32>().unwrap_or(u32::MAX))
    };
    let split = text
        .split_once('/')
        .and_then(|(word, n)| Some((word, number(n).filter(|n| *n > 0)?)));
    let Some((word, number)) = split else {
        return stop(shown, format!("`{}`", kind.header()), first_line);
    };
    match FileKind::ALL.into_iter().find(|k| k.word() == word) {
        Some(other) if other != kind => stop(
            format!("{} ({shown})", other.is_called()),
            format!("{} (`{}`)", kind.is_called(), kind.header()),
            "look whether it is the right file".to_owned(),
        ),
        None => stop(
            shown,
            format!("`{}`", kind.header()),
            did_you_mean(word, [kind.word()]).map_or(
                "look whether it is the right file, or whether it needs a newer `pledge`"
                    .to_owned(),
                |_| format!("did you mean `{}`?", kind.header()),
            ),
        ),
        Some(_) if number > FileKind::NUMBER => stop(
            format!("{shown}, made for a newer `pledge`"),
            format!("`{}` or older", kind.header()),
            "open it with the `pledge` that wrote it, or a newer one".to_owned(),
        ),
        // Read all the same: `FileKind::of` does not see it there, so other commands would take it
        // for no file of ours.
        Some(_) if at > 0 => Header::GoOn(vec![
            UnplacedProblem::warning(key.mark, "pledge", "`pledge` further down")
                .expected("it to be the first key")
                .help(first_line),
        ]),
        Some(_) => Header::GoOn(Vec::new()),
    }
}
