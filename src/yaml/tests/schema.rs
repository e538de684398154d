//! The schemas of the files: against the reader's tables, against what the writer writes, and against what the reader refuses.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path, sync::LazyLock};

use jsonschema::Validator;
use proptest::{collection::btree_map, collection::vec, option, prelude::*, sample::select};
use serde_json::Value;

use super::{
    agenda, findings, outcome,
    roundtrip::{date, id, name, some, some_agenda, some_findings, some_outcome, text},
    rules, samples,
};
use crate::{
    domain::{
        agenda::{APART_FROM, Stage, VoteSettings},
        booklet::{Booklet, BookletSection, Colour, SectionSettings},
        codebook::{
            Codebook, CodebookTheme, ColumnContent, CommentColumn, CommentDecision, ExportRule,
            PeriodLength, QuestionColumn, RowLabel, SurveyInfo, ThemeOf, Weighting,
        },
        findings::{CommentMark, HIDE_BELOW, SourceKind, Unit},
        goal::{Control, Reason},
        outcome::{SettledBy, Status, Verdict},
        programme::{ProgrammeFile, ProgrammeUnit},
        settings::{Clicker, Palette, PaperLanguage, Settings},
        vote::{method::Method, settings::Weight},
    },
    yaml::{
        self, FileKind, Remarks,
        reader::{FieldSpec, scalar::GROUPS},
        write_agenda, write_booklet, write_codebook, write_findings, write_outcome,
        write_programme, write_settings,
    },
};

/// Sentences of a made-up table.
const KNOWN: &[(&str, &str)] = &[
    ("title", "Our pledge to you"),
    ("day", "{day} {month}"),
    ("minutes.title", "Minutes"),
    ("months.1", "January"),
    ("months.2", "February"),
];

fn schema(kind: FileKind) -> Value {
    yaml::schema(kind, KNOWN)
}

static VALIDATORS: LazyLock<Vec<(FileKind, Validator)>> = LazyLock::new(|| {
    let validator = |kind| {
        let options = jsonschema::options().should_validate_formats(true);
        (kind, options.build(&schema(kind)).unwrap())
    };
    FileKind::ALL.into_iter().map(validator).collect()
});

fn validator(kind: FileKind) -> &'static Validator {
    &VALIDATORS.iter().find(|(k, _)| *k == kind).unwrap().1
}

/// Faults of a text, as an editor would find them.
fn faults(kind: FileKind, text: &str) -> Vec<String> {
    // As YAML 1.2 and editors read it: `no` and `n` are texts.
    let strict = serde_yaml::options! { strict_booleans: true };
    let value: Value = match serde_yaml::from_str_with_options(text, strict) {
        Ok(value) => value,
        Err(why) => return vec![format!("no YAML: {why}")],
    };
    let errors = validator(kind).iter_errors(&value);
    errors
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

/// Each table of the reader: its name, the kind of file, and the place of its schema.
macro_rules! tables {
    ($($kind:ident $place:literal $($table:ident)::+;)*) => {
        &[$((stringify!($($table)::+), FileKind::$kind, $place, yaml::$($table)::+),)*]
    };
}

type Table = (&'static str, FileKind, &'static str, &'static [FieldSpec]);

const TABLES: &[Table] = tables! {
    Findings "" findings::fields::FIELDS;
    Findings "/$defs/Unit" findings::fields::UNIT;
    Findings "/$defs/Survey" findings::fields::SURVEY;
    Findings "/$defs/Source" findings::fields::SOURCE;
    Findings "/$defs/Theme" findings::fields::THEME_FIELDS;
    Findings "/$defs/Finding" findings::fields::FINDING;
    Findings "/$defs/StrandResult" findings::fields::RESULT;
    Findings "/$defs/Benchmark" findings::fields::BENCHMARK;
    Findings "/$defs/Rebase" findings::fields::REBASE;
    Findings "/$defs/Comment" findings::fields::COMMENT;
    Findings "/$defs/BroughtGoal" findings::fields::GOAL_FIELDS;
    Agenda "" agenda::FIELDS;
    Agenda "/$defs/Occasion" agenda::MEETING;
    Agenda "/$defs/Person" agenda::PERSON_FIELDS;
    Agenda "/$defs/Capacity" agenda::CAPACITY;
    Agenda "/$defs/Vote" agenda::VOTE;
    Agenda "/$defs/Item" agenda::ITEM;
    Outcome "" outcome::fields::FIELDS;
    Outcome "/$defs/Unit" findings::fields::UNIT;
    Outcome "/$defs/HeldMeeting" outcome::fields::MEETING;
    Outcome "/$defs/PersonMoment" outcome::fields::PERSON_MOMENT;
    Outcome "/$defs/Handover" outcome::fields::HANDOVER;
    Outcome "/$defs/Channels" outcome::fields::BY;
    Outcome "/$defs/Person" outcome::fields::PERSON_FIELDS;
    Outcome "/$defs/Standard" outcome::fields::STANDARD;
    Outcome "/$defs/Round" outcome::fields::ROUND_FIELDS;
    Outcome "/$defs/Tie" outcome::fields::TIE;
    Outcome "/$defs/GoalResult" outcome::fields::RESULT;
    Outcome "/$defs/Evaluation" outcome::fields::EVALUATION;
    Outcome "/$defs/QuestionResult" outcome::fields::QUESTION;
    Outcome "/$defs/Airtime" outcome::fields::AIRTIME;
    Outcome "/$defs/Goal" outcome::fields::GOAL_FIELDS;
    Outcome "/$defs/AimFigure" outcome::fields::AIM_FIELDS;
    Outcome "/$defs/Evidence" outcome::fields::EVIDENCE;
    Outcome "/$defs/Review" outcome::fields::REVIEW;
    Outcome "/$defs/PreviousGoal" outcome::fields::LOOKED_AT;
    Outcome "/$defs/Note" outcome::fields::NOTE;
    Outcome "/$defs/Parked" outcome::fields::PARKED;
    Outcome "/$defs/TimedItem" outcome::fields::AGENDA;
    Settings "" settings::FIELDS;
    Settings "/$defs/Clicker" settings::CLICKER;
    Settings "/$defs/Vote" agenda::VOTE;
    Codebook "" codebook::FIELDS;
    Codebook "/$defs/OpenUnit" findings::fields::UNIT;
    Codebook "/$defs/OpenSurvey" codebook::SURVEY;
    Codebook "/$defs/Export" codebook::EXPORT;
    Codebook "/$defs/StrandColumn" codebook::BY;
    Codebook "/$defs/PeriodColumn" codebook::BY;
    Codebook "/$defs/Theme" codebook::THEME_FIELDS;
    Codebook "/$defs/Question" codebook::QUESTION;
    Codebook "/$defs/CommentColumn" codebook::COMMENT;
    Codebook "/$defs/ThemeColumn" codebook::THEME_OF;
    Codebook "/$defs/Placed" codebook::PLACED;
    Booklet "" booklet::FIELDS;
    Booklet "/$defs/Section" booklet::SECTION;
    Words "" words::FIELDS;
    Programme "" programme::FIELDS;
    Programme "/$defs/Unit" programme::UNIT_FIELDS;
};

fn keys(value: Option<&Value>) -> BTreeSet<&str> {
    let map = value.and_then(Value::as_object);
    map.into_iter()
        .flat_map(|m| m.keys().map(String::as_str))
        .collect()
}

fn texts(value: Option<&Value>) -> BTreeSet<&str> {
    let list = value.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn each_object_has_the_keys_of_its_table_and_no_other() {
    for (table, kind, place, fields) in TABLES {
        let schema = schema(*kind);
        let object = schema.pointer(place).unwrap_or_else(|| panic!("{place}"));
        let names: BTreeSet<&str> = fields.iter().map(|f| f.name).collect();
        assert_eq!(keys(object.get("properties")), names, "{table}");
        assert_eq!(object["additionalProperties"], false, "{table}");
        // The first line is asked for by the header and not by the table.
        let needed = |f: &&FieldSpec| f.needed || f.name == "pledge";
        let needed: BTreeSet<&str> = fields.iter().filter(needed).map(|f| f.name).collect();
        let mut required = texts(object.get("required"));
        required.extend(texts(object.pointer("/else/required")));
        assert_eq!(required, needed, "{table}");
    }
    let findings = schema(FileKind::Findings);
    let result = &findings["$defs"]["StrandResult"];
    let withheld = yaml::findings::fields::WITHHELD;
    let left: BTreeSet<&str> = keys(result.get("properties"))
        .difference(&keys(result.pointer("/then/properties")))
        .copied()
        .collect();
    assert_eq!(left, withheld.iter().map(|f| f.name).collect());
    let needed = withheld.iter().filter(|f| f.needed).map(|f| f.name);
    assert_eq!(texts(result.get("required")), needed.collect());
}

#[test]
fn each_object_and_each_table_is_compared() {
    for kind in FileKind::ALL {
        let schema = schema(kind);
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            let place = format!("/$defs/{name}");
            let compared = TABLES.iter().any(|(_, k, p, _)| *k == kind && *p == place);
            assert_eq!(definition.get("properties").is_some(), compared, "{place}");
        }
    }
    let compared: BTreeSet<&str> = TABLES.iter().map(|(table, ..)| *table).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/yaml");
    let mut files = vec![folder];
    let mut count = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
        } else if !path.components().any(|c| c.as_os_str() == "tests") {
            let text = fs::read_to_string(path).unwrap();
            count += text.matches(": &[FieldSpec] =").count();
        }
    }
    // The table of results without numbers is compared by hand.
    assert_eq!(count, compared.len() + 1);
}

/// Each list of words of the reader, with the kind of file and the place of its schema.
macro_rules! words {
    ($($kind:ident $place:literal $words:path;)*) => {
        &[$((FileKind::$kind, $place, || $words.iter().map(|(word, _)| *word).collect()),)*]
    };
}

type WordList = (FileKind, &'static str, fn() -> BTreeSet<&'static str>);

const WORDS: &[WordList] = words! {
    Findings "/$defs/Source/properties/kind" SourceKind::WORDS;
    Findings "/$defs/Comment/properties/source" SourceKind::WORDS;
    Findings "/$defs/Comment/properties/marks/items" CommentMark::WORDS;
    Findings "/$defs/BroughtGoal/properties/control" Control::WORDS;
    Agenda "/$defs/Person/properties/group" GROUPS;
    Agenda "/$defs/Vote/properties/method" Method::WORDS;
    Agenda "/$defs/Vote/properties/weight" Weight::WORDS;
    Agenda "/$defs/Item/properties/stage" Stage::WORDS;
    Outcome "/$defs/Person/properties/group" GROUPS;
    Outcome "/$defs/Round/properties/method" Method::WORDS;
    Outcome "/$defs/Round/properties/weight" Weight::WORDS;
    Outcome "/$defs/Tie/properties/settled" SettledBy::WORDS;
    Outcome "/$defs/Goal/properties/control" Control::WORDS;
    Outcome "/$defs/Goal/properties/decision" Verdict::WORDS;
    Outcome "/$defs/Goal/properties/reason" Reason::WORDS;
    Outcome "/$defs/Review/properties/status" Status::WORDS;
    Outcome "/$defs/PreviousGoal/properties/status" Status::WORDS;
    Outcome "/$defs/Parked/properties/stage" Stage::WORDS;
    Outcome "/$defs/TimedItem/properties/stage" Stage::WORDS;
    Settings "/properties/palette" Palette::WORDS;
    Settings "/properties/language" PaperLanguage::WORDS;
    Codebook "/$defs/Export/properties/kind" SourceKind::WORDS;
    Codebook "/$defs/Export/properties/results" Weighting::WORDS;
    Codebook "/$defs/PeriodColumn/properties/by" PeriodLength::WORDS;
};

#[test]
fn each_list_of_words_is_the_readers() {
    for (kind, place, words) in WORDS {
        let schema = schema(*kind);
        let list = schema.pointer(place).unwrap_or_else(|| panic!("{place}"));
        assert_eq!(texts(list.get("enum")), words(), "{place}");
    }
    // No list is missing above.
    let mut count = 0;
    for kind in FileKind::ALL {
        each(&schema(kind), &mut |_, value| {
            count += usize::from(value.get("enum").is_some());
        });
    }
    // The settings have the methods and weights of an agenda.
    assert_eq!(count, WORDS.len() + 2);
    let booklet = schema(FileKind::Booklet);
    let sections = booklet.pointer("/properties/sections/anyOf/0/properties");
    let sections = sections.or(booklet.pointer("/properties/sections/properties"));
    let words: BTreeSet<&str> = BookletSection::WORDS
        .iter()
        .map(|(word, _)| *word)
        .collect();
    assert_eq!(keys(sections), words);
}

/// Calls `look` with every schema in a schema, and its place.
fn each(schema: &Value, look: &mut impl FnMut(&str, &Value)) {
    fn go(value: &Value, place: &str, look: &mut impl FnMut(&str, &Value)) {
        look(place, value);
        let Value::Object(map) = value else { return };
        for (key, inner) in map {
            let place = format!("{place}/{key}");
            match (key.as_str(), inner) {
                ("properties" | "$defs", Value::Object(named)) => {
                    for (name, inner) in named {
                        go(inner, &format!("{place}/{name}"), look);
                    }
                }
                (
                    "items"
                    | "additionalProperties"
                    | "propertyNames"
                    | "if"
                    | "then"
                    | "else"
                    | "not",
                    _,
                ) => {
                    go(inner, &place, look);
                }
                ("anyOf" | "allOf" | "oneOf" | "prefixItems", Value::Array(all)) => {
                    for (nth, inner) in all.iter().enumerate() {
                        go(inner, &format!("{place}/{nth}"), look);
                    }
                }
                _ => {}
            }
        }
    }
    go(schema, "", look);
}

#[test]
fn each_schema_is_one_and_describes_all_that_it_names() {
    for kind in FileKind::ALL {
        let schema = schema(kind);
        assert!(
            jsonschema::draft202012::meta::is_valid(&schema),
            "{}",
            kind.word()
        );
        assert!(schema["title"].is_string());
        let mut count = 0;
        each(&schema, &mut |place, value| {
            let mut parts = place.rsplit('/');
            let (_, of) = (parts.next(), parts.next());
            let condition = ["/if", "/then", "/else", "/anyOf", "/allOf"];
            let is_named = matches!(of, Some("properties" | "$defs")) || place.is_empty();
            if is_named && !condition.iter().any(|c| place.contains(c)) {
                let about = value["description"].as_str().unwrap_or_default();
                assert!(
                    about.ends_with(['.', '"']) || kind == FileKind::Words,
                    "{place}: {about}"
                );
                assert!(!about.is_empty(), "{}: {place}", kind.word());
                count += 1;
            }
        });
        assert!(count > 3, "{}", kind.word());
        // The name of the draft is the only address, and editors know it.
        let text = schema.to_string();
        assert_eq!(
            text.matches("://").count(),
            1 + text.matches("with https://").count() + text.matches("https?://").count(),
            "{}",
            kind.word()
        );
    }
    let told = schema(FileKind::Findings).to_string();
    assert!(told.contains(&format!("{HIDE_BELOW} where the key is left out")));
    let told = schema(FileKind::Agenda).to_string();
    assert!(told.contains(&format!("{APART_FROM} where the key is left out")));
}

#[test]
fn the_examples_are_valid() {
    for (kind, text) in [
        (FileKind::Findings, samples::FINDINGS),
        (FileKind::Agenda, samples::AGENDA),
        (FileKind::Outcome, samples::OUTCOME),
        (FileKind::Codebook, super::results::CODEBOOK),
        (FileKind::Settings, super::settings::CONTRACT),
        (
            FileKind::Words,
            "pledge: words/1\nlanguage: cy\nwords:\n  title: Ein haddewid\n  day: \"\"\n  months: [Ionawr]\n",
        ),
        (FileKind::Programme, PROGRAMME),
    ] {
        assert_eq!(faults(kind, text), Vec::<String>::new(), "{}", kind.word());
    }
}

/// Changes to an example that the reader refuses and the schema takes; a change that the reader takes, the schema takes as well.
fn unseen(
    kind: FileKind,
    example: &str,
    changes: &[(&str, &str)],
    is_usable: impl Fn(&str) -> bool,
) -> String {
    let mut unseen = String::new();
    for (from, to) in changes {
        assert!(example.contains(from), "{from}");
        let text = example.replacen(from, to, 1);
        let faults = faults(kind, &text);
        match (is_usable(&text), faults.is_empty()) {
            (true, false) => panic!("{to:?}: {faults:?}"),
            (false, true) => writeln!(unseen, "{from:?} -> {to:?}").unwrap(),
            _ => {}
        }
    }
    unseen
}

#[test]
fn the_schema_refuses_what_can_be_told_from_one_value() {
    let findings = unseen(
        FileKind::Findings,
        samples::FINDINGS,
        rules::OF_FINDINGS,
        |t| findings(t).value.is_some(),
    );
    let agenda = unseen(FileKind::Agenda, samples::AGENDA, rules::OF_AGENDAS, |t| {
        agenda(t).value.is_some()
    });
    let outcome = unseen(
        FileKind::Outcome,
        samples::OUTCOME,
        rules::OF_OUTCOMES,
        |t| outcome(t).value.is_some(),
    );
    insta::assert_snapshot!([findings, agenda, outcome].join("\n"), @r#"
    "positive: 54" -> "positive: 154"
    "low: 55.0" -> "low: 68"
    "percent: 61.0" -> "percent: 80"
    "id: c31" -> "id: q14"
    "[q14, c31]" -> "[q41, x]"
    "invited: 190" -> "invited: 19"
    "{strand: secondary, kind: survey" -> "{strand: primary, kind: survey"
    "{strand: secondary, period" -> "{strand: primary, period"

    "speaker: jo" -> "speaker: joe"
    "id: sam" -> "id: jo"

    "owner: ama" -> "owner: amma"
    "partner: jo" -> "partner: nobody"
    "absent: [lee]" -> "absent: [les]"
    "positive: 54" -> "positive: 540"
    "id: drop-in" -> "id: tell-waits"
    "id: r2" -> "id: r1"
    "standards: [" -> "standards: [{theme: waiting, text: x, agreed: no}, "
    "#);
}

/// Booklet to be changed.
const BOOKLET: &str = "pledge: booklet/1\ncolour: \"#00468C\"\nlogo: logo.png\naddress: https://www.example.org\nsections:\n  about: {show: no}\n";
/// Table of words to be changed.
const TABLE_OF_WORDS: &str = "pledge: words/1\nlanguage: cy\nwords:\n  title: T\n  day: \"{month} {day}\"\n  minutes: {title: M}\n  months: [I, C]\n";

/// Programme to be changed.
const PROGRAMME: &str = "pledge: programme/1\nname: Service Pledge, North\nhide_below: 11\nunits:\n  - {folder: northbrook, id: northbrook, alliance: Wessex, region: South East, titles: true, bank: true}\n  - {folder: elmham, consent: false}\n";

/// Changes to an example: the text, what stands in its place, and whether that is refused.
type Change = (&'static str, &'static str, bool);

/// Examples with changes that concern one value, so that reader and schema agree on them.
const CHANGES: &[(FileKind, &str, &[Change])] = &[
    (
        FileKind::Findings,
        samples::FINDINGS,
        &[
            // A list where a text is, a text where a list is, keys where a text is.
            ("{name: Northbrook Breast Unit", "{name: [a]", true),
            ("title: Waiting in clinic", "title: {a: b}", true),
            ("evidence: [q14, c31]", "evidence: q14", true),
            // Nothing where something is needed, and where nothing is.
            ("title: Waiting in clinic", "title:", true),
            ("title: Waiting in clinic", "title: \" \"", true),
            (
                "standard: We will tell you how long you will wait, and why.",
                "standard:",
                false,
            ),
            ("known_since: \"2024\"", "known_since: ~", false),
            // Misspelt, missing, too many.
            ("survey:", "survy:", true),
            ("pledge: findings/1\n", "", true),
            ("pledge: findings/1\n", "pledge: agenda/1\n", true),
            ("pledge: findings/1\n", "pledge: findings/2\n", true),
            (", answered: 131", "", true),
            ("id: q14", "id: q 14", true),
            ("id: waiting", "id: \u{e9}t\u{e9}-14", false),
            // Words, numbers, flags.
            ("kind: survey", "kind: Survey", true),
            ("hide_below: 11", "hide_below: \"11\"", false),
            ("hide_below: 11", "hide_below: 11.5", true),
            ("hide_below: 11", "hide_below: -1", true),
            ("hide_below: 11", "hide_below: 10000001", true),
            ("comparable: true", "comparable: \"yes\"", false),
            ("comparable: true", "comparable: maybe", true),
            ("period: \"2026\"\n", "period: 2026\n", false),
            // Numbers where there are none.
            ("positive: 54, scored: 131", "withheld: true", false),
            (
                "positive: 54, scored: 131",
                "withheld: true, positive: 54",
                true,
            ),
            ("positive: 54, scored: 131", "withheld: \"no\"", true),
            ("positive: 54, scored: 131", "positive: , scored: 131", true),
            (
                "positive: 54, scored: 131",
                "positive: 54, scored: 131, weighted: true",
                true,
            ),
            (
                "positive: 54, scored: 131",
                "positive: 54, scored: 131, percent: 41.2",
                true,
            ),
            (
                "positive: 54, scored: 131",
                "positive: 54, scored: 131, percent: 41.2, weighted: true",
                false,
            ),
            (
                "percent: 61.0, low: 55.0, high: 67.0",
                "low: 55, high: 67",
                false,
            ),
            ("percent: 61.0, low: 55.0, high: 67.0", "low: 55", true),
            ("percent: 61.0, low: 55.0, high: 67.0", "percent: 61%", true),
        ],
    ),
    (
        FileKind::Agenda,
        samples::AGENDA,
        &[
            ("stage: close", "stage: , break: Tea", false),
            ("stage: close", "stage: close, theme:", false),
            ("stage: close", "stage:", true),
            ("{stage: close, ", "{", true),
            ("lead: true", "lead: true, seat: 99", false),
            ("lead: true", "lead: true, seat: 100", true),
            ("date: 2026-11-24", "date: 2027-02-29", true),
            ("date: 2026-11-24", "date: 2028-02-29", false),
            ("date: 2026-11-24", "date: 2026-02-30", true),
            ("start: \"13:00\"", "start: \"9:30\"", false),
            ("start: \"13:00\"", "start: \"13:60\"", true),
            (
                "previous: ../northbrook-2023",
                "previous: /northbrook-2023",
                true,
            ),
            (
                "vote: {method: score",
                "vote: {dots: 0, method: score",
                true,
            ),
            (
                "capacity: {currency: GBP, money: 2000",
                "capacity: {money: 2000.50",
                true,
            ),
            (
                "ground_rules: [One person speaks at a time, ",
                "ground_rules: [~, ",
                true,
            ),
        ],
    ),
    (
        FileKind::Outcome,
        samples::OUTCOME,
        &[
            ("[7, 1, 1]", "[7, 1, 1, 0]", true),
            ("groups: {patient: 4.8", "groups: {patients: 4.8", true),
            ("balanced: 4.4", "balanced: high", true),
            ("agreed: true", "agreed:", true),
            ("above: 61", "above: 100", true),
            ("{comment: c31}", "{finding: , comment: c31}", false),
            ("{due: 2027-05-24}", "{on: 2027-05-24, status: done}", false),
            ("{due: 2027-05-24}", "{due: }", true),
            ("13:02:11+00:00", "13:02:11", true),
            ("13:02:11+00:00", "13:02:11Z", false),
        ],
    ),
    (
        FileKind::Settings,
        super::settings::CONTRACT,
        &[
            ("forward: [F5]", "forward: [shift-f5, pagedown]", false),
            ("forward: [F5]", "forward: [F1]", true),
            ("forward: [F5]", "forward: [Shift-F1]", false),
            ("forward: [F5]", "forward: [PgUp]", true),
            ("forward: [F5]", "forward: [g]", true),
            ("forward: [F5]", "forward: F5", true),
            ("blank: [F7]", "blank: [b, \".\"]", false),
            ("blank: [F7]", "blank: [F36]", true),
            ("palette: room-light", "palette: pink", true),
            (
                "plain_words: {CNS: specialist nurse",
                "plain_words: {CNS: ",
                true,
            ),
            (
                "plain_words: {CNS: specialist nurse",
                "plain_words: {\"...\": specialist nurse",
                true,
            ),
            ("language: cy", "language: de", true),
        ],
    ),
    (
        FileKind::Codebook,
        super::results::CODEBOOK,
        &[
            (
                "strand: primary",
                "strand: {column: Q2, values: {Primary: primary}}",
                false,
            ),
            ("strand: primary", "strand: {column: Q2, by: month}", true),
            ("strand: primary", "period: {column: Q2, by: month}", false),
            ("strand: primary", "period: {column: Q2, by: week}", true),
            (
                "strand: primary",
                "period: {column: Q2, by: month, values: {a: b}}",
                true,
            ),
            ("base 2026: n", "basis 2026: n", true),
            ("question: Question", "question 2026: Question", true),
            ("    results: weighted\n", "", true),
            ("positive: []", "positive: good", true),
            ("{id: care, title: Care}", "{id: care}", true),
        ],
    ),
    (
        FileKind::Booklet,
        BOOKLET,
        &[
            ("\"#00468C\"", "\"#00468\"", true),
            ("logo.png", "pictures/logo.png", true),
            ("logo.png", "Logo.JPEG", false),
            ("https://www", "www", true),
            ("about: {show: no}", "about:", true),
            ("about: {show: no}", "abuot: {show: no}", true),
            ("about: {show: no}", "about: {text: \"\"}", false),
            ("sections:\n  about: {show: no}\n", "sections:\n", false),
        ],
    ),
    (
        FileKind::Words,
        TABLE_OF_WORDS,
        &[
            ("{month} {day}", "{month}", true),
            ("{month} {day}", "", false),
            ("title: T", "titel: T", true),
            ("[I, C]", "[I, C, M]", true),
            ("[I, C]", "[I]", false),
            ("{title: M}", "", false),
            ("language: cy", "language: c", true),
            ("language: cy", "language: en-GB", false),
        ],
    ),
    (
        FileKind::Programme,
        PROGRAMME,
        &[
            ("hide_below: 11", "hide_below: 4", true),
            ("hide_below: 11", "hide_below: 5", false),
            ("folder: elmham", "folder: ../elmham", true),
            ("folder: elmham", "folder: /elmham", true),
            ("folder: elmham", "folder: \"C:\\\\elmham\"", true),
            ("folder: elmham", "folder: north/elmham/2024", false),
            ("folder: elmham", "folder: .", false),
            ("folder: elmham", "folder: 7", false),
            ("{folder: elmham, consent", "{consent", true),
            ("consent: false", "consent: perhaps", true),
            ("consent: false", "concent: false", true),
            ("alliance: Wessex", "aliance: Wessex", true),
            ("alliance: Wessex", "alliance: [Wessex]", true),
            ("name: Service Pledge, North", "name:", false),
            ("units:", "unit:", true),
        ],
    ),
];

fn is_refused(kind: FileKind, text: &str) -> bool {
    match kind {
        FileKind::Findings => findings(text).value.is_none(),
        FileKind::Agenda => agenda(text).value.is_none(),
        FileKind::Outcome => outcome(text).value.is_none(),
        FileKind::Settings => super::settings(text).value.is_none(),
        FileKind::Codebook => yaml::read_codebook("codebook.yaml", text).value.is_none(),
        FileKind::Booklet => yaml::read_booklet("booklet.yaml", text).value.is_none(),
        FileKind::Words => yaml::read_words("cy.yaml", text, KNOWN).value.is_none(),
        FileKind::Programme => yaml::read_programme("programme.yaml", text).value.is_none(),
    }
}

#[test]
fn a_wrong_kind_of_value_is_refused_as_by_the_reader() {
    let mut wrong = Vec::new();
    for (kind, example, changes) in CHANGES {
        for (from, to, refused) in *changes {
            assert!(example.contains(from), "{from}");
            let text = example.replacen(from, to, 1);
            let (read, faults) = (is_refused(*kind, &text), faults(*kind, &text));
            if (read, !faults.is_empty()) != (*refused, *refused) {
                wrong.push(format!("{to:?}: {read}, {faults:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

prop_compose! {
    fn some_booklet()(names in vec(option::of(name()), 9), lists in vec(vec(name(), 0..3), 3), days in (option::of(date()), option::of(date())), is_named: bool,
        colour in option::of((0_u8..90, 0_u8..90, 0_u8..90)), picture in option::of("[a-z ]{1,6}\\.(png|JPG|jpeg)"), address in option::of("https?://[a-z]{1,8}\\.example/[a-z]{0,5}"),
        sections in btree_map(some(BookletSection::WORDS), (any::<bool>(), option::of(name()), option::of(text())), 0..4)) -> Booklet {
        let nth = |i: usize| names[i].clone();
        Booklet {
            title: nth(0), subtitle: nth(1), colour: colour.map(|(r, g, b)| Colour(r, g, b)), logo: picture.clone(), logo_alt: nth(2), picture, picture_alt: nth(3), epigraph: nth(4), names: is_named,
            contact: lists[0].clone(), address, languages: lists[1].clone(), formats: lists[2].clone(), reply_within: nth(5), asks_from: nth(6), made_by: nth(7), paid_by: nth(8), checked: days.0, next_check: days.1,
            sections: sections.into_iter().map(|(section, (show, heading, text))| (section, SectionSettings { show, heading, text })).collect(),
        }
    }
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    btree_map(name(), name(), 0..3).prop_map(|pairs| pairs.into_iter().collect())
}

fn label(may_be_days: bool) -> impl Strategy<Value = RowLabel> {
    prop_oneof![
        text().prop_map(RowLabel::Is),
        (name(), name(), name()).prop_map(|(column, answer, meaning)| RowLabel::Column {
            column,
            values: vec![(answer, meaning)],
            leave_out: Vec::new(),
        }),
        (name(), some(PeriodLength::WORDS)).prop_map(move |(column, each)| {
            if may_be_days {
                RowLabel::Days { column, each }
            } else {
                RowLabel::Is(column)
            }
        }),
    ]
}

prop_compose! {
    fn export()(file in name(), kind in some(SourceKind::WORDS), sheet in text(), strand in label(false), period in label(true), invited in option::of((name(), 0_u32..99)), columns in pairs(),
        table in option::of((some(Weighting::WORDS), text(), some(ColumnContent::WORDS), name()))) -> ExportRule {
        let invited = invited.into_iter().collect();
        match table {
            Some((weighting, hospital, content, column)) => ExportRule { file, kind, sheet, strand, period, invited, columns: vec![(content.word().to_owned(), column)], results: Some(weighting), hospital },
            None => ExportRule { file, kind, sheet, strand, period, invited, columns, results: None, hospital: String::new() },
        }
    }
}

prop_compose! {
    fn some_codebook()(unit in (text(), text()), survey in (text(), text(), 0_u32..20), export in option::of(export()), names in vec(name(), 0..3), titles in vec(name(), 1..3),
        question in option::of((name(), name(), name(), name(), any::<(bool, bool)>())), comment in option::of((name(), any::<(bool, bool)>())), placed in option::of((any::<(bool, bool)>(), option::of(any::<bool>()))), unused in vec(name(), 0..2)) -> Codebook {
        let themes: Vec<CodebookTheme> = titles.into_iter().enumerate().map(|(i, title)| CodebookTheme { id: id(i), title }).collect();
        let question = question.map(|(column, question, good, other, (agreed, reversed))| QuestionColumn { column, finding: id(20), theme: id(0), question, positive: vec![good], other: vec![other], leave_out: Vec::new(), agreed, reversed });
        let comment = comment.map(|(column, (redact, sorted))| CommentColumn { column: column.clone(), theme: if sorted { ThemeOf::Column { column, values: vec![("Waiting".to_owned(), id(0))] } } else { ThemeOf::unsorted() }, redact });
        let placed = placed.map(|((redact, leave_out), hold)| CommentDecision { comment: id(9), theme: hold.map(|_| id(0)), hold, redact, leave_out });
        Codebook {
            unit: Unit { name: unit.0, organisation: unit.1 }, survey: SurveyInfo { title: survey.0, period: survey.1, hide_below: survey.2 },
            exports: export.into_iter().collect(), names, themes, questions: question.into_iter().collect(), comments: comment.into_iter().collect(), placed: placed.into_iter().collect(), unused,
        }
    }
}

prop_compose! {
    fn some_settings()(palette in some(Palette::WORDS), (mouse, ascii, reduced_motion) in any::<(bool, bool, bool)>(), forward in vec(select(&["F5", "Ctrl-Alt-Shift-F12", "PgDn"][..]), 0..3), blank in vec(select(&["b", ".", "F35"][..]), 0..3),
        vote in (some(Method::WORDS), some(Weight::WORDS), 1_u32..9, option::of(1_u32..9)), currency in "[A-Z]{3}", plain_words in btree_map("[a-z#:' ]{0,4}[a-z0-9]", name(), 0..3), language in some(PaperLanguage::WORDS), goal_bank in option::of(name())) -> Settings {
        let keys = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect();
        Settings {
            palette, mouse, ascii, reduced_motion, clicker: Clicker { forward: keys(forward), back: Vec::new(), blank: keys(blank) },
            vote: VoteSettings { method: vote.0, weight: vote.1, apart_from: vote.2, dots: vote.3 }, currency, plain_words, language, goal_bank,
        }
    }
}

prop_compose! {
    fn some_programme()(title in option::of(name()), hide_below in option::of(5_u32..40), units in vec((vec(option::of(name()), 3), any::<[bool; 3]>()), 0..4)) -> ProgrammeFile {
        let unit = |(i, (names, flags)): (usize, (Vec<Option<String>>, [bool; 3]))| ProgrammeUnit {
            folder: if i == 0 { ".".to_owned() } else { format!("north/unit-{i}") },
            id: names[0].clone(), alliance: names[1].clone(), region: names[2].clone(), consent: flags[0], titles: flags[1], bank: flags[2],
        };
        ProgrammeFile { name: title, hide_below, units: units.into_iter().enumerate().map(unit).collect() }
    }
}

fn is_valid(kind: FileKind, text: &str) -> Result<(), TestCaseError> {
    let faults = faults(kind, text);
    prop_assert!(faults.is_empty(), "{faults:?}\n{text}");
    Ok(())
}

proptest! {
    #[test]
    fn written_findings_are_valid(value in some_findings()) {
        is_valid(FileKind::Findings, &write_findings(&value))?;
    }

    #[test]
    fn written_agendas_are_valid(value in some_agenda()) {
        is_valid(FileKind::Agenda, &write_agenda(&value))?;
    }

    #[test]
    fn written_outcomes_are_valid(value in some_outcome()) {
        is_valid(FileKind::Outcome, &write_outcome(&value))?;
    }

    #[test]
    fn written_codebooks_are_valid(value in some_codebook()) {
        is_valid(FileKind::Codebook, &write_codebook(&value, &Remarks::default()))?;
    }

    #[test]
    fn written_booklets_are_valid(value in some_booklet()) {
        is_valid(FileKind::Booklet, &write_booklet(&value))?;
    }

    #[test]
    fn written_programmes_are_valid_and_come_back(value in some_programme()) {
        let text = write_programme(&value);
        is_valid(FileKind::Programme, &text)?;
        let read = yaml::read_programme("programme.yaml", &text);
        prop_assert_eq!(read.value, Some(value));
    }

    #[test]
    fn written_settings_are_valid(value in some_settings()) {
        is_valid(FileKind::Settings, &write_settings(&value))?;
    }
}
