//! Hostile text on papers: whatever characters people write, other programs read back these characters and nothing else.

use std::collections::BTreeSet;

use proptest::{prelude::*, string::string_regex};
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::{Reader, events::Event as XmlEvent};
use scraper::Html;
use service_pledge::{
    domain::{
        booklet::Booklet,
        findings::{Comment, Findings, SourceKind, Theme, Unit},
        outcome::{AgreedStandard, Outcome, OutcomeGoal, OutcomeNote, Review, Status, Verdict},
    },
    publish::{
        PaperSource, action_log, booklet, calendar, docx, easy_read, html, markdown, minutes, news,
        page::{Document, PaperSize},
        poster::{self, PosterSheet},
        words::ENGLISH,
    },
    text::sanitise,
};

/// Text that tries to be something else in one format or another.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</style><h1>",
        "&lt;b&gt;",
        "\"'><svg/onload=1>",
        "](http://x)",
        "![a](b)",
        "[a]: http://x",
        "http://example.org",
        "www.example.org",
        "a@example.org",
        "<http://x>",
        "# h",
        "- l",
        "+ l",
        "1. n",
        "1) n",
        "> q",
        "```",
        "`c`",
        "**b**",
        "_i_",
        "~~s~~",
        "| a | b |",
        "---",
        "===",
        "    code",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "#import \"x\"",
        "$x$",
        "*",
        "\\",
        "\n",
        "\r\n",
        "\u{202E}abc",
        "\u{200B}",
        "BEGIN:VEVENT",
        ";",
        ",",
        ":",
        "{a}",
        "ŵŷ",
        "\u{0}",
        "\u{1b}[31m",
        ":smile:",
        "&amp;",
        "[^1]",
        "[x]",
        "$",
        "^",
        "!",
    ]);
    prop::collection::vec(
        prop_oneof![
            signs.prop_map(str::to_owned),
            string_regex("\\PC{0,12}").unwrap(),
            "[a-z ]{0,8}"
        ],
        1..6,
    )
    .prop_map(|parts| parts.concat())
}

/// As a paper may have it: on one line, without what acts on a screen.
fn line(text: &str) -> String {
    sanitise::clean(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn outcome(text: &str) -> Outcome {
    Outcome {
        unit: Unit {
            name: text.to_owned(),
            organisation: text.to_owned(),
        },
        standards: vec![AgreedStandard {
            theme: "t".into(),
            text: text.to_owned(),
            agreed: true,
        }],
        goals: [
            Verdict::Agreed,
            Verdict::Ask,
            Verdict::NotThisTime,
            Verdict::Undecided,
        ]
        .map(|decision| OutcomeGoal {
            id: format!("{decision:?}"),
            title: text.to_owned(),
            themes: vec!["t".into()],
            decision,
            note: Some(text.to_owned()),
            by_whom: Some(text.to_owned()),
            ask_of: Some(text.to_owned()),
            owner_role: Some(text.to_owned()),
            first_step: Some(text.to_owned()),
            measure: Some(text.to_owned()),
            due: Some(jiff::civil::date(2027, 2, 28)),
            ..OutcomeGoal::default()
        })
        .to_vec(),
        notes: vec![OutcomeNote {
            theme: Some("t".into()),
            text: text.to_owned(),
        }],
        ..Outcome::default()
    }
}

fn findings(text: &str) -> Findings {
    Findings {
        themes: vec![Theme {
            id: "t".into(),
            title: text.to_owned(),
            comments: vec![Comment {
                id: "c".into(),
                strand: text.to_owned(),
                source: SourceKind::Survey,
                wall: None,
                publish: true,
                hold: false,
                read: true,
                edited: false,
                was: None,
                marks: Vec::new(),
                text: text.to_owned(),
            }],
            ..Theme::default()
        }],
        ..Findings::default()
    }
}

fn with<T>(text: &str, make: impl FnOnce(&PaperSource<'_>) -> T) -> T {
    let (outcome, findings, wishes) = (outcome(text), findings(text), Booklet::default());
    make(&PaperSource {
        outcome: &outcome,
        findings: Some(&findings),
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: true,
    })
}

fn papers(text: &str) -> Vec<Document> {
    with(text, |source| {
        let mut reviewed = source.outcome.clone();
        for goal in &mut reviewed.goals {
            goal.reviews = vec![Review {
                on: Some(jiff::civil::date(2027, 5, 24)),
                status: Status::of(goal.decision).first().copied(),
                note: Some(text.to_owned()),
                noticed: Some(text.to_owned()),
                next_step: Some(text.to_owned()),
                ..Review::default()
            }];
        }
        let reviewed = PaperSource {
            outcome: &reviewed,
            ..*source
        };
        vec![
            booklet::booklet(source, &ENGLISH, PaperSize::A4, false),
            minutes::minutes(source, &ENGLISH, PaperSize::A4, false),
            easy_read::easy_read(source, &ENGLISH).unwrap(),
            news::news(&reviewed, &ENGLISH, PaperSize::A4).unwrap(),
        ]
    })
}

/// Elements that our own pages are made of.
const OURS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "section",
    "article",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "svg",
    "rect",
    "span",
    "b",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "ol",
    "img",
    "footer",
    "path",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn html_has_our_elements_and_the_words(text in hostile()) {
        let poster = with(&text, |source| poster::poster(source, &ENGLISH, PosterSheet::A4));
        let poster = poster::html(&poster.unwrap(), ENGLISH.language);
        let papers = papers(&text);
        let pages = papers.iter().map(|paper| html::write(paper, ENGLISH.language));
        for (page, is_poster) in pages.map(|page| (page, false)).chain([(poster, true)]) {
            let parsed = Html::parse_document(&page);
            let mut words = BTreeSet::new();
            for node in parsed.tree.nodes() {
                if let Some(element) = node.value().as_element() {
                    prop_assert!(OURS.contains(&element.name()), "an element {}", element.name());
                    for (name, value) in element.attrs() {
                        prop_assert!(!name.starts_with("on") && name != "href", "{name}");
                        prop_assert!(name != "src" || value.starts_with("data:"), "{value}");
                    }
                }
                if let Some(text) = node.value().as_text() {
                    words.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            let line = line(&text);
            // A poster cuts what is too long for it.
            if !line.is_empty() && !is_poster {
                prop_assert!(words.contains(&line), "{line:?} is not on the page");
            }
        }
    }

    #[test]
    fn markdown_says_the_words_and_links_nothing(text in hostile()) {
        let line = line(&text);
        let escaped = markdown::escaped(&line);
        for before in ["", "- ", "> ", "## ", "| a |\n| --- |\n| "] {
            let source = format!("{before}{escaped}{}", if before.starts_with('|') { " |" } else { "" });
            let mut said = String::new();
            // Curly quotation marks are some readers' own wish, and change no meaning.
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
            for event in Parser::new_ext(&source, options) {
                match event {
                    Event::Text(text) => said.push_str(&text),
                    Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::BlockQuote(_) | Tag::Heading { .. }
                        | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) | Event::End(_) => {}
                    other => prop_assert!(false, "{other:?} of {source:?}"),
                }
            }
            let said = if before.starts_with('|') { said.strip_prefix('a').unwrap_or_default().to_owned() } else { said };
            // Characters that Markdown cannot carry come back as the sign for that.
            let line = line.replace('\u{0}', "\u{FFFD}");
            prop_assert_eq!(said.trim(), line.trim(), "of {:?}", source);
        }
    }

    #[test]
    fn word_has_the_words_and_its_parts_are_well_formed(text in hostile()) {
        for paper in papers(&text) {
            let bytes = docx::write(&paper, ENGLISH.language).unwrap();
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut words = BTreeSet::new();
            for i in 0..zip.len() {
                let part = std::io::read_to_string(zip.by_index(i).unwrap()).unwrap();
                let (mut reader, mut depth, mut said) = (Reader::from_str(&part), 0, String::new());
                loop {
                    match reader.read_event().unwrap() {
                        XmlEvent::Start(_) => depth += 1,
                        XmlEvent::End(_) => {
                            depth -= 1;
                            let text = std::mem::take(&mut said);
                            words.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
                        }
                        XmlEvent::Text(text) => said.push_str(&text.xml10_content()),
                        XmlEvent::GeneralRef(name) => said.push_str(match name.as_ref() {
                            "lt" => "<",
                            "gt" => ">",
                            "amp" => "&",
                            "apos" => "'",
                            "quot" => "\"",
                            other => panic!("&{other};"),
                        }),
                        XmlEvent::Empty(_) | XmlEvent::Decl(_) => {}
                        XmlEvent::Eof => break,
                        other => prop_assert!(false, "{other:?}"),
                    }
                }
                prop_assert_eq!(depth, 0);
            }
            let line = line(&text);
            if !line.is_empty() {
                // XML cannot carry these two, in no form.
                let line = line.replace(['\u{FFFE}', '\u{FFFF}'], "");
                prop_assert!(words.contains(&line), "{line:?} is not in {words:?}");
            }
        }
    }

    #[test]
    fn no_cell_begins_a_formula(text in hostile()) {
        let bytes = with(&text, |source| action_log::csv(source, &ENGLISH));
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap()).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let width = reader.headers().unwrap().len();
        for row in reader.records() {
            let row = row.unwrap();
            prop_assert_eq!(row.len(), width);
            for cell in &row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            }
        }
        prop_assert!(with(&text_of(text), |source| action_log::xlsx(source, &ENGLISH)).is_ok());
    }

    #[test]
    fn a_calendars_lines_are_short_and_whole(text in hostile()) {
        let now = "2026-11-24T14:25:00+00:00".parse().unwrap();
        let made = with(&text, |source| calendar::calendar(source, &ENGLISH, now));
        for line in made.split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let unfolded = made.replace("\r\n ", "");
        let begun = |what: &str| {
            let line = format!("BEGIN:{what}");
            unfolded.split("\r\n").filter(|l| **l == line).count()
        };
        // The goal that was agreed, and the two that are not any more.
        prop_assert_eq!([begun("VCALENDAR"), begun("VEVENT"), begun("VALARM")], [1, 3, 2]);
        let summary = unfolded.split("\r\n").find_map(|l| l.strip_prefix("SUMMARY:")).unwrap();
        let mut said = String::new();
        let mut chars = summary.chars();
        while let Some(c) = chars.next() {
            said.push(if c == '\\' { match chars.next().unwrap() { 'n' => '\n', c => c } } else { c });
        }
        let summary = format!("Draft: Pledge due: {text}");
        prop_assert_eq!(said, sanitise::clean(&summary).trim().to_owned());
    }
}

/// The text again, for a second look at it.
fn text_of(text: &str) -> String {
    text.chars().take(400).collect()
}

/// The typesetter takes any words, or says which letters it has no shape for; never what is wrong with its own template.
#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_set_or_the_letters_are_named() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(24));
    runner
        .run(&hostile(), |text| {
            for paper in papers(&text) {
                match service_pledge::publish::pdf::write(&paper, ENGLISH.language) {
                    Ok(bytes) => {
                        prop_assert!(bytes.starts_with(b"%PDF-1.7"));
                        let holds = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
                        prop_assert!(
                            !holds(b"/URI") && !holds(b"/Launch") && !holds(b"/EmbeddedFile")
                        );
                    }
                    Err(why) => {
                        prop_assert!(why.sentence().contains("fonts do not have"), "{why}");
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}
