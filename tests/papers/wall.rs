//! Papers that are hung up, shown and sent round: poster, slides, news, and the frame for Easy Read.

use std::{collections::BTreeMap, fs, path::Path};

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};
use service_pledge::{
    domain::{
        booklet::Booklet,
        findings::{Comment, Finding, Findings, SourceKind, StrandResult, Survey, Theme},
        goal::Reason,
        outcome::{Evidence, Outcome, OutcomeGoal, OutcomePerson, Review, Status, Verdict},
    },
    publish::{
        PaperSource, easy_read,
        fonts::{self, Weight},
        markdown, news,
        page::PaperSize,
        poster::{self, Poster, PosterSheet},
        slides,
        words::ENGLISH,
    },
};

use super::Samples;

const SHEETS: [PosterSheet; 2] = [PosterSheet::A4, PosterSheet::A3];

/// An outcome with agreed goals and as many that cannot be done.
fn outcome(agreed: usize, against: usize, title: &str) -> Outcome {
    let goal = |nth: usize, decision| OutcomeGoal {
        id: format!("g{nth}"),
        title: format!("{nth} {title}"),
        themes: vec!["t".into()],
        decision,
        reason: (decision != Verdict::Agreed).then_some(Reason::Money),
        due: Some(jiff::civil::date(2027, 2, 28)),
        owner_role: Some("Breast care nurse".into()),
        ..OutcomeGoal::default()
    };
    let goals = (0..agreed).map(|nth| goal(nth, Verdict::Agreed));
    let others = (agreed..agreed + against).map(|nth| goal(nth, Verdict::NotThisTime));
    let mut outcome = Outcome {
        goals: goals.chain(others).collect(),
        ..Outcome::default()
    };
    outcome.unit.name = "Northbrook Breast Unit".into();
    outcome.unit.organisation = "Northbrook Hospitals NHS Trust".into();
    outcome.meeting.date = Some(jiff::civil::date(2026, 11, 24));
    outcome
}

fn with<T>(
    outcome: &Outcome,
    findings: Option<&Findings>,
    make: impl FnOnce(&PaperSource<'_>) -> T,
) -> T {
    let wishes = Booklet {
        contact: vec!["Breast care nurses: 01632 960 123, Monday to Friday".into()],
        ..Booklet::default()
    };
    make(&PaperSource {
        outcome,
        findings,
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    })
}

const LONG: &str = "Say at the desk and on the screen how long the wait is today, and why it is so long, also for people who cannot hear well or do not speak English";

fn rows(poster: &Poster) -> usize {
    poster.parts.iter().map(|part| part.rows.len()).sum()
}

#[test]
fn a_poster_is_one_sheet_and_counts_what_it_leaves_out() {
    for sheet in SHEETS {
        let (least, most) = sheet.sizes();
        for (agreed, against) in [(2, 0), (2, 1), (5, 2), (9, 4), (15, 6), (0, 3)] {
            for title in ["Ring back", LONG, &LONG.repeat(6)] {
                let outcome = outcome(agreed, against, title);
                let poster = with(&outcome, None, |s| poster::poster(s, &ENGLISH, sheet)).unwrap();
                let size = poster.fit.body;
                assert!((least..=most).contains(&size), "{size}");
                let left = agreed + against - rows(&poster);
                let counted = poster.more.split(' ').next().and_then(|n| n.parse().ok());
                assert_eq!(counted.unwrap_or(0), left, "{}", poster.more);
                // Whatever is left out, something that cannot be done stays.
                let has_against = poster.parts.iter().any(|part| part.against);
                assert_eq!(has_against, against > 0, "{agreed} {against}");
                #[cfg(feature = "pdf")]
                service_pledge::publish::pdf::poster(&poster, "en-GB").unwrap();
            }
        }
    }
}

/// Posters from few to too many goals, as HTML, each with its name.
pub(super) fn posters() -> Vec<(String, String)> {
    let mut posters = Vec::new();
    for sheet in SHEETS {
        for (agreed, against, title) in [
            (2, 1, "Ring back"),
            (5, 2, LONG),
            (9, 3, "Ring back the same day"),
            (15, 5, LONG),
        ] {
            let outcome = outcome(agreed, against, title);
            let poster = with(&outcome, None, |s| poster::poster(s, &ENGLISH, sheet));
            let html = poster::html(&poster.unwrap(), ENGLISH.language);
            posters.push((format!("{} {agreed}", sheet.name()), html));
        }
    }
    posters
}

#[test]
fn few_goals_are_in_larger_letters() {
    let size = |n| {
        let outcome = outcome(n, 1, "Ring back the same day");
        let poster = with(&outcome, None, |s| {
            poster::poster(s, &ENGLISH, PosterSheet::A4)
        });
        poster.unwrap().fit.body
    };
    assert!(size(1) > size(5), "{} {}", size(1), size(5));
}

#[test]
fn after_a_review_it_says_what_was_done_and_what_not() {
    let mut outcome = outcome(3, 1, "Ring back");
    let review = |status, noticed: Option<&str>, note: Option<&str>| Review {
        on: Some(jiff::civil::date(2027, 5, 24)),
        status: Some(status),
        noticed: noticed.map(str::to_owned),
        note: note.map(str::to_owned),
        ..Review::default()
    };
    outcome.goals[0].reviews = vec![review(
        Status::Done,
        Some("A nurse rings you the same day"),
        None,
    )];
    outcome.goals[1].reviews = vec![review(Status::Stuck, None, Some("The nurse left"))];
    let poster = with(&outcome, None, |s| {
        poster::poster(s, &ENGLISH, PosterSheet::A4)
    })
    .unwrap();
    assert_eq!(poster.title, "You said, we did");
    let heads: Vec<&str> = poster
        .parts
        .iter()
        .map(|part| part.heads[1].as_str())
        .collect();
    assert_eq!(heads, ["We did", "We will", "Because"]);
    assert_eq!(
        poster.parts[0].rows[0].right,
        "A nurse rings you the same day."
    );
    let against = &poster.parts[2];
    assert_eq!(against.heads[0], "We could not");
    assert_eq!(against.rows[0].right, "The nurse left.");
    assert_eq!(against.rows[1].right, "It costs more money than we have.");
    // Before a review nothing was done, and nothing is over.
    outcome
        .goals
        .iter_mut()
        .for_each(|goal| goal.reviews.clear());
    let poster = with(&outcome, None, |s| {
        poster::poster(s, &ENGLISH, PosterSheet::A4)
    })
    .unwrap();
    assert_eq!(poster.title, "You said, we will");
    assert_eq!(poster.parts[1].heads, ["We cannot now", "Because"]);
}

/// Findings with one question, answered by so many, and a comment.
fn findings(positive: u32, scored: u32, hold: bool) -> Findings {
    Findings {
        survey: Survey {
            period: "2026".into(),
            hide_below: 11,
            ..Survey::default()
        },
        themes: vec![Theme {
            id: "t".into(),
            title: "Waiting in clinic".into(),
            findings: vec![Finding {
                id: "q1".into(),
                question: "Were you told how long you would wait?".into(),
                said: Some("were told how long they would wait".into()),
                wall: None,
                results: vec![StrandResult {
                    strand: "primary".into(),
                    period: "2026".into(),
                    positive,
                    scored,
                    withheld: false,
                    weighted: None,
                }],
                benchmark: None,
                comparable: true,
                rebase: Vec::new(),
            }],
            comments: vec![Comment {
                id: "c1".into(),
                strand: "primary".into(),
                source: SourceKind::Survey,
                wall: None,
                publish: true,
                hold,
                read: true,
                edited: false,
                was: None,
                marks: Vec::new(),
                text: "Nobody told me why.".into(),
            }],
            ..Theme::default()
        }],
        ..Findings::default()
    }
}

/// The first thing that patients said, on a poster.
fn said(positive: u32, scored: u32, hold: bool) -> String {
    let findings = findings(positive, scored, hold);
    let mut outcome = outcome(1, 0, "Ring back");
    outcome.goals[0].evidence = vec![
        Evidence {
            finding: Some("q1".into()),
            strand: Some("primary".into()),
            period: Some("2026".into()),
            positive: Some(positive),
            scored: Some(scored),
            ..Evidence::default()
        },
        Evidence {
            comment: Some("c1".into()),
            ..Evidence::default()
        },
    ];
    let poster = with(&outcome, Some(&findings), |s| {
        poster::poster(s, &ENGLISH, PosterSheet::A4)
    });
    poster.unwrap().parts[0].rows[0].left.replace('\u{A0}', " ")
}

#[test]
fn what_patients_said_follows_the_rules_of_the_papers() {
    assert_eq!(
        said(54, 131, false),
        "41 in 100 people with primary breast cancer were told how long they would wait."
    );
    // Too few answers: a comment that may be printed; held back: the theme.
    assert_eq!(said(3, 8, false), "\u{201C}Nobody told me why.\u{201D}");
    assert_eq!(said(3, 8, true), "Waiting in clinic could be better.");
}

/// A text of a slide, with its place.
#[derive(Debug)]
pub(super) struct Text {
    x: f64,
    y: f64,
    size: f64,
    bold: bool,
    anchor: String,
    pub(super) content: String,
}

/// Reads a slide; panics if it is no XML, or refers to anything outside.
pub(super) fn read(svg: &str) -> (Vec<Text>, String) {
    let mut reader = Reader::from_str(svg);
    let (mut texts, mut description, mut inside) = (Vec::new(), String::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                let mut values = BTreeMap::new();
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    let value = attribute.value.clone().into_owned();
                    assert!(!key.contains("href") && !key.starts_with("on"), "{key}");
                    values.insert(key, value);
                }
                assert!(
                    ["svg", "title", "desc", "style", "rect", "text", "path"]
                        .contains(&name.as_str()),
                    "{name}"
                );
                if name == "text" {
                    let number = |key: &str| values[key].parse::<f64>().unwrap();
                    texts.push(Text {
                        x: number("x"),
                        y: number("y"),
                        size: number("font-size"),
                        bold: values["font-weight"] == "700",
                        anchor: values["text-anchor"].clone(),
                        content: String::new(),
                    });
                }
                inside = name;
            }
            Event::Text(text) => {
                let text = text.xml10_content().into_owned();
                add(&inside, &text, &mut texts, &mut description);
            }
            Event::GeneralRef(entity) => {
                let entity = entity.as_ref().to_owned();
                let sign = match entity.as_str() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    other => panic!("an entity {other}"),
                };
                add(&inside, sign, &mut texts, &mut description);
            }
            Event::End(_) => inside.clear(),
            Event::Eof => return (texts, description),
            _ => {}
        }
    }
}

fn add(inside: &str, text: &str, texts: &mut [Text], description: &mut String) {
    match inside {
        "text" => texts.last_mut().unwrap().content.push_str(text),
        "desc" => description.push_str(text),
        "style" => assert!(!text.contains("url(http") && !text.contains("@import")),
        _ => {}
    }
}

/// Checks that each text of a slide can be read from the back and is inside the slide.
fn check(svg: &str) -> Result<(), TestCaseError> {
    let (texts, description) = read(svg);
    prop_assert!(texts.len() > 2);
    prop_assert!(!description.is_empty());
    for text in texts {
        let weight = if text.bold {
            Weight::Bold
        } else {
            Weight::Regular
        };
        let wide = fonts::width(&text.content, weight) * text.size;
        let left = if text.anchor == "end" {
            text.x - wide
        } else {
            text.x
        };
        prop_assert!(left >= 0.0 && left + wide <= 1920.0, "{text:?}");
        prop_assert!(text.y - text.size >= 0.0 && text.y <= 1060.0, "{text:?}");
        prop_assert!(text.size >= 28.0, "{text:?}");
    }
    Ok(())
}

#[test]
fn slides_of_the_sample_hold_their_text_and_no_comment() {
    let samples = Samples::new();
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "slides",
        "-o",
        "slides",
    ]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let folder = samples.0.path().join("slides");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "svg"))
        .collect();
    names.sort();
    insta::assert_snapshot!("slides", names.join("\n"));
    let findings = fs::read_to_string(samples.finished().join("findings.yaml")).unwrap();
    let findings = service_pledge::yaml::read_findings("findings.yaml", &findings);
    let findings = findings.value.unwrap();
    for name in &names {
        let svg = fs::read_to_string(folder.join(name)).unwrap();
        check(&svg).unwrap();
        let (texts, description) = read(&svg);
        let all: Vec<&str> = texts.iter().map(|t| t.content.as_str()).collect();
        let all = format!("{} {description}", all.join(" "));
        for comment in findings.themes.iter().flat_map(|t| &t.comments) {
            assert!(!all.contains(&comment.text), "{name}: {}", comment.text);
        }
    }
    let waiting = fs::read_to_string(folder.join(&names[0])).unwrap();
    insta::assert_snapshot!("slide said", read(&waiting).1);
}

#[test]
fn slides_need_a_folder() {
    let samples = Samples::new();
    for output in [&[][..], &["-o", "-"], &["-o", "a.svg"]] {
        let arguments = [&["export", "northbrook-finished", "--to", "slides"], output].concat();
        let done = samples.run(&arguments);
        assert_eq!(done.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8_lossy(&done.stderr).contains("folder"));
    }
}

#[test]
fn news_waits_for_a_review() {
    let samples = Samples::new();
    let done = samples.run(&["export", "northbrook-finished", "--to", "news"]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        said.contains("nothing to tell yet") && said.contains("24 May 2027"),
        "{said}"
    );
}

#[test]
fn the_news_and_a_letter() {
    let samples = Samples::new();
    for (person, name) in [(None, "news"), (Some("bernie"), "letter")] {
        let mut arguments = vec!["export", "northbrook-2023", "--to", "news"];
        arguments.extend(person);
        arguments.extend(["-o", "news.md"]);
        let done = samples.run(&arguments);
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let text = fs::read_to_string(samples.0.path().join("news.md")).unwrap();
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn numbers_are_told_then_and_now() {
    let mut findings = findings(88, 131, false);
    let mut outcome = outcome(1, 0, "Ring back");
    let figure = |period: &str, positive| Evidence {
        finding: Some("q1".into()),
        strand: Some("primary".into()),
        period: Some(period.into()),
        positive: Some(positive),
        scored: Some(131),
        ..Evidence::default()
    };
    outcome.goals[0].evidence = vec![figure("2024", 54)];
    outcome.goals[0].reviews = vec![Review {
        on: Some(jiff::civil::date(2027, 5, 24)),
        status: Some(Status::Done),
        ..Review::default()
    }];
    let told = |outcome: &Outcome, findings: &Findings| {
        let document = with(outcome, Some(findings), |s| {
            news::news(s, &ENGLISH, PaperSize::A4)
        });
        markdown::write(&document.unwrap()).replace('\u{A0}', " ")
    };
    let text = told(&outcome, &findings);
    assert!(
        text.contains("41 in 100 people with primary breast cancer"),
        "{text}"
    );
    assert!(text.contains("67 in 100"), "{text}");
    assert!(
        text.contains("Higher than in 2024, by more than chance."),
        "{text}"
    );
    // What the review found goes before the survey of the folder.
    outcome.goals[0].reviews[0].figures = vec![figure("2025", 65)];
    assert!(told(&outcome, &findings).contains("50 in 100"));
    // Nothing that would be hidden elsewhere.
    outcome.goals[0].reviews[0].figures.clear();
    findings.themes[0].findings[0].results[0].scored = 8;
    findings.themes[0].findings[0].results[0].positive = 5;
    let text = told(&outcome, &findings);
    assert!(
        !text.contains("41 in 100") && text.contains("not asked"),
        "{text}"
    );
}

#[test]
fn a_frame_for_easy_read() {
    let samples = Samples::new();
    let text = samples.markdown(&["easy-read"]);
    insta::assert_snapshot!("easy read", text);
    let html = samples.export(&["easy-read"]);
    assert!(html.contains("--points: 16pt"));
    // The mark of a draft stays after the meeting, and no title calls it finished.
    assert!(html.contains("class=\"draft\""));
    for heading in html
        .split("<h")
        .skip(1)
        .map(|h| h.split("</h").next().unwrap())
    {
        assert!(!heading.contains("Easy Read"), "{heading}");
    }
}

#[test]
fn nobody_is_named_without_consent() {
    let mut outcome = outcome(2, 1, "Ama rings back");
    outcome.people = ["Ama Boateng", "Jo Ellis"]
        .into_iter()
        .zip(["mdt", "patient"])
        .map(|(name, group)| OutcomePerson {
            id: group.into(),
            name: name.into(),
            role: "Nurse".into(),
            group: Some(group.into()),
            consent: true,
        })
        .collect();
    outcome.meeting.present = vec!["mdt".into(), "patient".into()];
    for goal in &mut outcome.goals {
        goal.owner_role = None;
        goal.owner = Some("mdt".into());
        goal.partner = Some("patient".into());
        goal.note = Some("Jo Ellis asked for it".into());
        goal.reviews = vec![Review {
            on: Some(jiff::civil::date(2027, 5, 24)),
            status: Some(Status::OnTrack),
            note: Some("Boateng is at it".into()),
            noticed: Some("Ama rings you".into()),
            next_step: Some("Jo looks".into()),
            ..Review::default()
        }];
    }
    with(&outcome, None, |source| {
        let mut papers = vec![
            poster::html(
                &poster::poster(source, &ENGLISH, PosterSheet::A4).unwrap(),
                "en",
            ),
            markdown::write(&news::news(source, &ENGLISH, PaperSize::A4).unwrap()),
            markdown::write(&easy_read::easy_read(source, &ENGLISH).unwrap()),
        ];
        let slides = slides::slides(source, &ENGLISH);
        papers.extend(slides.into_iter().map(|s| s.svg));
        for paper in &papers {
            for name in ["Ama", "Boateng", "Ellis", "Jo "] {
                // Base64 of the font holds any letters.
                let visible = paper.split("base64,").enumerate().map(|(nth, part)| {
                    let end = part.find(')').filter(|_| nth > 0);
                    &part[end.unwrap_or(0)..]
                });
                let visible: String = visible.collect();
                assert!(
                    !visible.contains(name),
                    "{name} in {}",
                    &visible[..200.min(visible.len())]
                );
            }
        }
        // A letter is to one person, who knows their own name.
        let person = news::representatives(source).next().unwrap();
        let letter = news::letter(source, &ENGLISH, PaperSize::A4, person).unwrap();
        let letter = markdown::write(&letter);
        assert!(
            letter.contains("Dear Jo Ellis") && !letter.contains("Ama"),
            "{letter}"
        );
    });
}

/// Results of as many months, lower in the first nine.
fn monthly(months: usize) -> Vec<StrandResult> {
    let result = |nth: usize| {
        let (year, month) = (2025 + nth / 12, nth % 12 + 1);
        let positive = if nth < 9 { 16 } else { 25 } + u32::try_from(nth % 3).unwrap();
        StrandResult {
            strand: "primary".into(),
            period: format!("{year}-{month:02}"),
            positive,
            scored: 40,
            withheld: false,
            weighted: None,
        }
    };
    (0..months).map(result).collect()
}

#[test]
fn a_slide_has_a_chart_over_time_where_there_is_room_for_it_and_else_its_sentences() {
    let mut findings = findings(54, 131, false);
    findings.themes[0].findings[0].results = monthly(16);
    let lower = "Lower from January\u{a0}2025 to September\u{a0}2025, by more than chance.";
    let first = |goals: usize, title: &str| {
        with(&outcome(goals, goals, title), Some(&findings), |source| {
            read(&slides::slides(source, &ENGLISH)[0].svg)
        })
    };
    let (texts, description) = first(1, "Board");
    let has = |texts: &[Text], words: &str| texts.iter().any(|t| t.content.contains(words));
    assert!(has(&texts, "9 in a row below"), "{texts:?}");
    assert!(has(&texts, "middle 52%"), "{texts:?}");
    assert!(description.contains(lower), "{description}");
    let (texts, description) = first(3, &"A goal with a title of many words ".repeat(3));
    assert!(!has(&texts, "9 in a row below"), "{texts:?}");
    assert!(has(&texts, "Lower from January\u{a0}2025"), "{texts:?}");
    assert!(description.contains(lower), "{description}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_stays_on_its_slide_and_its_sheet(text in super::hostile::hostile(), long in "\\PC{0,300}", agreed in 0_usize..7, against in 0_usize..4, months in 0_usize..20) {
        let mut outcome = outcome(agreed, against, &format!("{text} {long}"));
        outcome.unit.name.clone_from(&text);
        for goal in &mut outcome.goals {
            goal.owner_role = Some(long.clone());
        }
        let mut findings = findings(54, 131, false);
        findings.themes[0].title.clone_from(&text);
        findings.themes[0].findings[0].question.clone_from(&long);
        if months > 0 {
            findings.themes[0].findings[0].results = monthly(months);
        }
        findings.themes[0].findings[0].results[0].strand.clone_from(&text);
        with(&outcome, Some(&findings), |source| {
            for slide in slides::slides(source, &ENGLISH) {
                check(&slide.svg)?;
            }
            for sheet in SHEETS {
                let poster = poster::poster(source, &ENGLISH, sheet);
                prop_assert_eq!(poster.is_some(), agreed + against > 0);
                let Some(poster) = poster else { continue };
                prop_assert!(poster.fit.body >= sheet.sizes().0);
                prop_assert!(rows(&poster) > 0);
            }
            Ok(())
        })?;
    }
}
