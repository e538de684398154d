//! Results on screens and papers: the wording of changes, and the protection of small sides in words and numbers.

use proptest::prelude::*;
use service_pledge::{
    domain::{
        agenda::plan::weigh,
        booklet::Booklet,
        comparison::Comparisons,
        findings::{Comment, Findings, SourceKind, SurveySource as Asked},
        meeting::Began,
        outcome::{Evidence, Outcome, OutcomeGoal, Review, Status, Verdict},
        stats::{ChangeCode, DisclosedResult, Share},
        words::results::RESULTS,
    },
    intake::score::withhold,
    plain::Dialogue,
    programme::Programme,
    publish::{
        PaperSource,
        ballots::Slip,
        booklet::booklet,
        markdown,
        pack::{PackSource, pack},
        page::PaperSize,
        set,
        share::share,
        words::ENGLISH,
    },
    yaml,
};

use crate::harness::{Play, northbrook};

fn source<'a>(
    outcome: &'a Outcome,
    findings: &'a Findings,
    previous: Option<&'a Outcome>,
    wishes: &'a Booklet,
) -> PaperSource<'a> {
    PaperSource {
        outcome,
        findings: Some(findings),
        previous,
        wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    }
}

/// An outcome with a goal for each finding, as a meeting would write its evidence: agreed, asked for, and some for one strand.
fn an_outcome(play: &Play) -> Outcome {
    let meeting = play.meeting();
    let findings = meeting.findings();
    let mut goals = Vec::new();
    for (nth, finding) in findings.themes.iter().flat_map(|t| &t.findings).enumerate() {
        let strand = match nth % 3 {
            0 => Some("secondary"),
            _ => None,
        };
        let mut evidence = meeting.evidence(&finding.id, strand);
        evidence.extend(meeting.evidence("c31", strand));
        goals.push(OutcomeGoal {
            id: format!("g{nth}"),
            title: format!("Goal {nth}"),
            themes: vec!["waiting".into()],
            strand: strand.map(str::to_owned),
            reviews: vec![Review {
                on: Some(jiff::civil::date(2027, 5, 24)),
                status: Some(Status::OnTrack),
                figures: evidence.clone(),
                ..Review::default()
            }],
            evidence,
            decision: if nth % 4 == 3 {
                Verdict::Ask
            } else {
                Verdict::Agreed
            },
            ..OutcomeGoal::default()
        });
    }
    Outcome {
        unit: findings.unit.clone(),
        goals,
        ..Outcome::default()
    }
}

/// Everything that a meeting with these findings shows: screens at two sizes, the dialogue, and all papers and files for others.
fn everything(began: &Began) -> Vec<(String, Vec<u8>)> {
    let mut seen: Vec<(String, Vec<u8>)> = Vec::new();
    let mut play = Play::new(began.clone());
    let mut see = |name: String, text: String| seen.push((name, text.into_bytes()));
    play.press("esc");
    for size in [(60, 18), (80, 22)] {
        play.resize(size.0, size.1);
        for (nth, theme) in began.findings.themes.iter().enumerate() {
            for at in 0..theme.findings.len() {
                let place = format!("{nth}/{at} at {size:?}");
                see(
                    format!("card {place}"),
                    play_at(&mut play, nth, at).screen(),
                );
                if size == (80, 22) {
                    see(format!("slide {place}"), play.press("z").screen());
                    play.press("esc");
                    let now = play.now;
                    let said = Dialogue::default().open(&mut play.app, now);
                    see(format!("dialogue {place}"), said);
                }
            }
        }
        play.press("2").press("home");
        see(format!("review at {size:?}"), play.screen());
        for goal in 0..6 {
            play.press("enter");
            see(format!("goal {goal} at {size:?}"), play.screen());
            play.press("down down esc").press("down");
        }
    }
    // A goal carries the finding that it was proposed from, and its owner's form begins a measure with it.
    play_at(&mut play, 0, 0)
        .press("g")
        .text("Say it")
        .press("enter");
    for keys in ["4", "4 enter", "6", "6 enter"] {
        see(
            format!("form {keys}"),
            play.press("esc").press(keys).screen(),
        );
    }

    let findings = &began.findings;
    let outcome = an_outcome(&play);
    see("outcome.yaml".into(), yaml::write_outcome(&outcome));
    let wishes = Booklet::default();
    let source = source(&outcome, findings, began.previous.as_ref(), &wishes);
    let goals = ["Say it".to_owned()];
    let slip = Slip {
        unit: &findings.unit,
        vote: &began.agenda.vote,
        goals: &goals,
        colour: wishes.colour(),
    };
    let before = PackSource {
        findings,
        agenda: &began.agenda,
        wishes: &wishes,
        previous: true,
    };
    let mut view = Programme::default();
    view.add("outcome.yaml", &outcome);
    see("programme".into(), serde_json::to_string(&view).unwrap());
    let weights: Vec<_> = findings.themes.iter().map(|t| weigh(findings, t)).collect();
    see("order of themes".into(), format!("{weights:?}"));
    let mut withheld = findings.clone();
    withhold(&mut withheld);
    see("withheld findings".into(), yaml::write_findings(&withheld));
    for set in [
        set::before(&before, &slip, &ENGLISH),
        set::after(&source, &ENGLISH, play.now),
    ] {
        assert_eq!(set.failed, []);
        seen.extend(set.files.into_iter().map(|m| (m.name, m.bytes)));
    }
    seen
}

/// The card of a finding, by its place.
fn play_at(play: &mut Play, theme: usize, finding: usize) -> &mut Play {
    play.press("esc esc 3");
    for _ in 0..6 {
        play.press("bs");
    }
    for _ in 0..theme {
        play.press("tab");
    }
    play.press("home");
    for _ in 0..finding {
        play.press("down");
    }
    play
}

/// A result with a small side: so many people on it, of so many, and whether it is the people who were content.
#[derive(Clone, Copy, Debug)]
struct Small {
    side: u32,
    scored: u32,
}

impl Small {
    fn result(self, content: bool) -> (u32, u32) {
        if content {
            (self.side, self.scored)
        } else {
            (self.scored - self.side, self.scored)
        }
    }
}

fn small() -> impl Strategy<Value = Small> {
    (0_u32..3, 11_u32..60).prop_map(|(side, scored)| Small { side, scored })
}

/// The sample with the rule on, and some of its results changed, in the findings and in what the last pledge rested on.
fn with(changes: &[(usize, bool, Small)]) -> Began {
    let mut began = northbrook();
    began.findings.survey.hide_cells_below = Some(3);
    let previous = began.previous.as_mut().unwrap();
    let mut then: Vec<&mut Evidence> = previous
        .goals
        .iter_mut()
        .flat_map(|g| &mut g.evidence)
        .collect();
    let results: Vec<_> = began
        .findings
        .themes
        .iter_mut()
        .flat_map(|t| &mut t.findings)
        .flat_map(|f| {
            let id = f.id.clone();
            f.results.iter_mut().map(move |r| (id.clone(), r))
        })
        .collect();
    for (nth, (id, result)) in results.into_iter().enumerate() {
        let Some((_, content, small)) = changes.iter().find(|(at, ..)| *at == nth) else {
            continue;
        };
        (result.positive, result.scored) = small.result(*content);
        for e in &mut then {
            if e.finding.as_ref() == Some(&id)
                && e.strand.as_ref() == Some(&result.strand)
                && e.period.as_ref() == Some(&result.period)
            {
                (e.positive, e.scored) = (Some(result.positive), Some(result.scored));
            }
        }
    }
    began
}

fn results(findings: &Findings) -> usize {
    let all = findings.themes.iter().flat_map(|t| &t.findings);
    all.map(|f| f.results.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Two units that differ in nothing but numbers behind the same words look the same, to the last byte: so nothing that is
    /// shown, printed or handed on says which of them it is.
    #[test]
    fn what_is_shown_is_the_same_whatever_a_small_side_is(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), small(), small()), 1..8),
    ) {
        let all = results(&northbrook().findings);
        let placed = |of: fn(&(prop::sample::Index, bool, Small, Small)) -> Small| -> Vec<(usize, bool, Small)> {
            changes.iter().map(|c| (c.0.index(all), c.1, of(c))).collect()
        };
        let (one, other) = (everything(&with(&placed(|c| c.2))), everything(&with(&placed(|c| c.3))));
        prop_assert_eq!(one.len(), other.len());
        for ((name, one), (_, other)) in one.iter().zip(&other) {
            prop_assert!(
                one == other,
                "{} tells them apart:\n{}\n{}",
                name,
                String::from_utf8_lossy(one),
                String::from_utf8_lossy(other)
            );
        }
    }
}

/// The property above would hold as well if nothing were shown at all, or if the numbers stood nowhere.
#[test]
fn without_the_rule_the_numbers_are_there_and_with_it_the_words() {
    let small = |side| Small { side, scored: 21 };
    // The fourth question of the first theme, for the secondary strand: one of twenty-one was not content.
    let at = 11;
    let mut began = with(&[(at, false, small(1))]);
    let everywhere = |began: &Began| -> Vec<(String, String)> {
        let all = everything(began).into_iter();
        // Papers keep "20 of 21 people" on one line with spaces that do not break.
        all.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).replace('\u{a0}', " ")))
            .collect()
    };
    let with_words = everywhere(&began);
    began.findings.survey.hide_cells_below = None;
    let with_numbers = everywhere(&began);
    let told = |all: &[(String, String)], words: &str| -> Vec<String> {
        all.iter()
            .filter(|(_, text)| text.contains(words))
            .map(|(name, _)| name.clone())
            .collect()
    };
    for (name, numbers) in [
        ("card 0/3 at (80, 22)", "95%"),
        ("slide 0/3 at (80, 22)", "21 answers"),
    ] {
        let is_in = |all: &[(String, String)], words| told(all, words).contains(&name.to_owned());
        assert!(is_in(&with_numbers, numbers), "{name}");
        assert!(is_in(&with_words, "early all"), "{name}");
        assert!(!is_in(&with_words, numbers), "{name}");
    }
    for (name, words) in [
        ("dialogue 0/3 at (80, 22)", "95 in 100"),
        ("pack.html", "20 of 21 people"),
        ("booklet.md", "20 of 21 people"),
        ("booklet.html", "20 of 21 people"),
        ("minutes.md", "20 of 21"),
        ("ask-g3.html", "20 of 21 people"),
        ("outcome.yaml", "positive: 20, scored: 21"),
        ("outcome-shared.yaml", "positive: 20, scored: 21"),
        ("withheld findings", "positive: 20, scored: 21"),
    ] {
        // The goal of the fourth question is asked for, so the booklet has no chart for it.
        if !name.starts_with("booklet") {
            assert!(
                told(&with_numbers, words).contains(&name.to_owned()),
                "{name}"
            );
        }
        assert!(
            !told(&with_words, words).contains(&name.to_owned()),
            "{name}"
        );
    }
    for name in [
        "pack.html",
        "minutes.md",
        "ask-g3.html",
        "dialogue 0/3 at (80, 22)",
    ] {
        assert!(
            told(&with_words, "early all").contains(&name.to_owned()),
            "{name}"
        );
    }
}

/// The sample: 26 comparisons are shown, and these hold however many there are.
#[test]
fn the_samples_comparisons() {
    let began = northbrook();
    let compared = Comparisons::of(&began.findings, "2026");
    assert_eq!(compared.count(), 26);
    let of = |wanted: ChangeCode| -> Vec<&str> {
        compared
            .iter()
            .filter(|c| c.change == wanted)
            .map(|c| c.finding)
            .collect()
    };
    let mut found = Vec::new();
    for change in [
        ChangeCode::Higher,
        ChangeCode::Lower,
        ChangeCode::HigherUnsure,
        ChangeCode::LowerUnsure,
        ChangeCode::AboutSame,
        ChangeCode::TooFewToSay,
        ChangeCode::None,
    ] {
        found.push(of(change).join(" "));
    }
    insta::assert_snapshot!(found.join("\n"), @"
    q16 q23 q6 q42
    q14
    q21 q32 q5 q6 q9 q51 q55 q43
    q15 q24 q25 q44
    q33
    q13 q21 q22 q31 q34 q35 q7 q41
    ");
    let all: Vec<&str> = compared
        .iter()
        .filter(|c| c.after_all)
        .map(|c| c.finding)
        .collect();
    assert_eq!(all, ["q42"]);
}

/// Each change in the same words on the card, in the dialogue and on paper.
#[test]
fn every_medium_says_a_change_in_the_same_words() {
    let began = northbrook();
    let findings = &began.findings;
    let compared = Comparisons::of(findings, "2026");
    let wishes = Booklet::default();
    let before = PackSource {
        findings,
        agenda: &began.agenda,
        wishes: &wishes,
        previous: true,
    };
    let pack = pack(&before, &ENGLISH, PaperSize::A4, true);
    let pack = markdown::write(&pack);
    let mut play = Play::new(began.clone());
    play.resize(90, 60);
    play.press("esc");
    for (nth, theme) in findings.themes.iter().enumerate() {
        for (at, finding) in theme.wall_order().into_iter().enumerate() {
            let screen = play_at(&mut play, nth, at).screen();
            let now = play.now;
            let said = Dialogue::default().open(&mut play.app, now);
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            for c in compared.iter().filter(|c| c.finding == finding.id) {
                let wall = RESULTS.sentence(c.change, c.from, None);
                assert!(screen.contains(&wall), "{} {wall}:\n{screen}", c.finding);
                assert!(said.contains(&wall), "{} {wall}:\n{said}", c.finding);
                let sentence = RESULTS.sentence(c.change, c.from, compared.holds_among(c));
                let (positive, scored) = (c.now.positive(), c.now.scored());
                let percent = c.before.whole_percent();
                let then = format!(
                    "{positive} of {scored} people. In {}: {percent} in 100. ",
                    c.from
                );
                // The figure published elsewhere stands before the change.
                let changed = format!(" {sentence} |");
                let (_, chart) = pack
                    .split_once(&format!("| {} |", finding.question))
                    .unwrap();
                let mut rows = chart.lines().take_while(|l| !l.trim().is_empty());
                assert!(
                    rows.any(|l| l.contains(&then) && l.ends_with(&changed)),
                    "{then}{changed}\n{pack}"
                );
            }
        }
    }
}

/// Men: four answered the survey, two were talked with.
fn with_men() -> Findings {
    let mut findings = northbrook().findings;
    for (kind, answered) in [(SourceKind::Survey, 4), (SourceKind::Interview, 2)] {
        findings.survey.sources.push(Asked {
            strand: "men".into(),
            kind,
            invited: None,
            answered,
        });
    }
    findings.themes[2].comments.push(Comment {
        id: "pink".into(),
        strand: "men".into(),
        source: SourceKind::Interview,
        wall: None,
        publish: true,
        hold: false,
        marks: Vec::new(),
        read: true,
        edited: false,
        was: None,
        text: "Pink leaflets.".into(),
    });
    findings
}

fn a_goal(strand: Option<&str>, decision: Verdict, evidence: Vec<Evidence>) -> Outcome {
    Outcome {
        goals: vec![OutcomeGoal {
            id: "leaflets".into(),
            title: "A leaflet for everybody".into(),
            themes: vec!["information".into()],
            strand: strand.map(str::to_owned),
            decision,
            evidence,
            ..OutcomeGoal::default()
        }],
        ..Outcome::default()
    }
}

fn said(comment: &str) -> Evidence {
    Evidence {
        comment: Some(comment.into()),
        ..Evidence::default()
    }
}

#[test]
fn a_comment_of_few_people_never_stands_beside_its_strand() {
    let findings = with_men();
    let wishes = Booklet::default();
    let printed = |outcome: &Outcome| {
        let source = source(outcome, &findings, None, &wishes);
        markdown::write(&booklet(&source, &ENGLISH, PaperSize::A4, false))
    };
    let of_men = a_goal(Some("men"), Verdict::Agreed, vec![said("pink")]);
    let text = printed(&of_men);
    let (goals, voices) = text.split_once("## What patients told us").unwrap();
    assert!(goals.contains("**Mainly for:** Men") && !goals.contains("Pink leaflets"));
    // The words are not lost: they stand with the others of their theme, and nobody's strand beside them.
    assert!(voices.contains("Pink leaflets") && !voices.contains("men\n"));

    // A theme that asked nobody else tells it as well.
    let mut theirs = findings.clone();
    let mut theme = theirs.themes[2].clone();
    theme.id = "men".into();
    theme.title = "Care of men".into();
    theme.comments.retain(|c| c.id == "pink");
    theme.findings.truncate(1);
    theme.findings[0].id = "q61".into();
    theme.findings[0].results.truncate(1);
    theme.findings[0].results[0].strand = "men".into();
    theirs.themes[2].comments.retain(|c| c.id != "pink");
    theirs.themes.push(theme);
    let nothing = a_goal(None, Verdict::NotThisTime, Vec::new());
    let apart = source(&nothing, &theirs, None, &wishes);
    let text = markdown::write(&booklet(&apart, &ENGLISH, PaperSize::A4, false));
    assert!(!text.contains("Pink leaflets"), "{text}");

    // Without the strand they stay where they are.
    let of_all = a_goal(None, Verdict::Agreed, vec![said("pink")]);
    let text = printed(&of_all);
    let (goals, _) = text.split_once("## What patients told us").unwrap();
    assert!(goals.contains("Pink leaflets"));

    // Twenty-two people are behind a strand that is no smaller than the rule.
    let of_many = a_goal(Some("secondary"), Verdict::Agreed, vec![said("c37")]);
    let text = printed(&of_many);
    let (goals, _) = text.split_once("## What patients told us").unwrap();
    assert!(goals.contains("Two days a week"));

    // A chart of one strand says whose words they are as well.
    let chart = Evidence {
        finding: Some("q51".into()),
        strand: Some("secondary".into()),
        period: Some("2026".into()),
        positive: Some(9),
        scored: Some(22),
        ..Evidence::default()
    };
    let beside = a_goal(None, Verdict::Agreed, vec![chart, said("c36")]);
    let text = printed(&beside);
    let (goals, voices) = text.split_once("## What patients told us").unwrap();
    assert!(goals.contains("People with secondary breast cancer"));
    assert!(!goals.contains("getting on with it") && voices.contains("getting on with it"));

    // The page for somebody else names whom it is for.
    let asked = a_goal(Some("men"), Verdict::Ask, vec![said("pink")]);
    let source = source(&asked, &findings, None, &wishes);
    let page = service_pledge::publish::ask::ask(
        &source,
        &asked.goals[0],
        &service_pledge::publish::words::ENGLISH,
        PaperSize::A4,
        false,
    );
    let page = markdown::write(&page);
    assert!(
        page.contains("**For whom:** men") && !page.contains("Pink leaflets"),
        "{page}"
    );
}

#[test]
fn a_shared_outcome_keeps_no_comment_beside_a_strand_of_few() {
    let findings = with_men();
    let comments = |outcome: &Outcome, findings: Option<&Findings>| -> usize {
        let (shared, _) = share(outcome, findings);
        shared.goals[0]
            .evidence
            .iter()
            .filter(|e| e.comment.is_some())
            .count()
    };
    let of_men = a_goal(
        Some("men"),
        Verdict::Agreed,
        vec![said("pink"), said("c28")],
    );
    assert_eq!(comments(&of_men, Some(&findings)), 1);
    // Nobody knows how many they are, nor whose words these.
    assert_eq!(comments(&of_men, None), 0);
    let of_all = a_goal(None, Verdict::Agreed, vec![said("pink"), said("c28")]);
    assert_eq!(comments(&of_all, Some(&findings)), 2);
    assert_eq!(comments(&of_all, None), 2);
    let withheld = Evidence {
        finding: Some("q31".into()),
        strand: Some("men".into()),
        period: Some("2026".into()),
        withheld: true,
        ..Evidence::default()
    };
    let by_evidence = a_goal(None, Verdict::Agreed, vec![withheld, said("pink")]);
    assert_eq!(comments(&by_evidence, Some(&findings)), 0);
}

/// An outcome of before the rule has its numbers still: what is made of it today keeps them back.
#[test]
fn old_numbers_are_shown_as_the_rule_of_today_wants() {
    let mut findings = northbrook().findings;
    findings.survey.hide_cells_below = Some(3);
    let old = Evidence {
        finding: Some("q55".into()),
        strand: Some("secondary".into()),
        period: Some("2026".into()),
        positive: Some(18),
        scored: Some(20),
        ..Evidence::default()
    };
    assert!(matches!(
        old.disclosed(Some(&findings)),
        Some(DisclosedResult::Words(_))
    ));
    assert_eq!(
        old.disclosed(None),
        Some(DisclosedResult::Numbers(Share::new(18, 20).unwrap()))
    );
    let outcome = a_goal(None, Verdict::Agreed, vec![old]);
    let (shared, _) = share(&outcome, Some(&findings));
    let text = yaml::write_outcome(&shared);
    assert!(
        text.contains("withheld: true") && !text.contains("scored"),
        "{text}"
    );
    let wishes = Booklet::default();
    let source = source(&outcome, &findings, None, &wishes);
    let text = markdown::write(&booklet(&source, &ENGLISH, PaperSize::A4, false));
    assert!(text.contains("nearly all gave a good answer"), "{text}");
    assert!(
        !text.contains("18 of 20") && !text.contains("90 in 100"),
        "{text}"
    );
}
