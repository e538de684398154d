//! Scales of words and of numbers, and answers that none knows.
//!
//! A wrong proposal looks right to whoever agrees to it, so what counts is spelt out answer by answer.

use super::*;

fn answers(texts: &[&str]) -> Vec<Answer> {
    let answer = |t: &&str| Answer {
        text: (*t).to_owned(),
        count: 3,
    };
    texts.iter().map(answer).collect()
}

#[track_caller]
fn proposed(texts: &[&str], name: &str, positive: &[&str], other: &[&str], leave_out: &[&str]) {
    let found = propose(&answers(texts)).expect("a scale");
    assert_eq!(found.name, name);
    assert_eq!(found.positive, positive);
    assert_eq!(found.other, other);
    assert_eq!(found.leave_out, leave_out);
}

#[test]
fn dont_know_counts_in_the_friends_and_family_test_and_nowhere_else() {
    proposed(
        &[
            "Very good",
            "Don’t know",
            "Poor",
            "Good",
            "Neither good nor poor",
            "Very poor",
        ],
        "friends and family",
        &["Very good", "Good"],
        &["Don’t know", "Poor", "Neither good nor poor", "Very poor"],
        &[],
    );
    proposed(
        &[
            "Extremely likely",
            "Likely",
            "Don't know",
            "Extremely unlikely",
        ],
        "friends and family before 2020",
        &["Extremely likely", "Likely"],
        &["Don't know", "Extremely unlikely"],
        &[],
    );
    proposed(
        &["Very satisfied", "Don't know", "Dissatisfied"],
        "satisfied",
        &["Very satisfied"],
        &["Dissatisfied"],
        &["Don't know"],
    );
}

#[test]
fn to_some_extent_is_not_a_good_answer() {
    proposed(
        &[
            "Yes, definitely",
            "Yes, to some extent",
            "No",
            "I did not need an explanation",
            "Don't know / can't remember",
        ],
        "yes, definitely",
        &["Yes, definitely"],
        &["Yes, to some extent", "No"],
        &[
            "I did not need an explanation",
            "Don't know / can't remember",
        ],
    );
    proposed(
        &["Yes, always", "Yes, sometimes", "No", "Not applicable"],
        "yes, definitely",
        &["Yes, always"],
        &["Yes, sometimes", "No"],
        &["Not applicable"],
    );
    proposed(
        &["No", "Yes", "N/A"],
        "yes or no",
        &["Yes"],
        &["No"],
        &["N/A"],
    );
}

#[test]
fn case_quotes_blanks_dots_and_numbering_do_not_matter() {
    proposed(
        &[
            "5 - Strongly  Agree",
            "(4) agree",
            "3. Neither agree nor disagree.",
            "DISAGREE (2)",
        ],
        "agree",
        &["5 - Strongly  Agree", "(4) agree"],
        &["3. Neither agree nor disagree.", "DISAGREE (2)"],
        &[],
    );
    proposed(
        &[
            "Sehr zufrieden",
            "Teils/teils",
            "unzufrieden",
            "Keine Angabe",
        ],
        "satisfied",
        &["Sehr zufrieden"],
        &["Teils/teils", "unzufrieden"],
        &["Keine Angabe"],
    );
    proposed(
        &[
            "Extremely comfortable",
            "Somewhat comfortably",
            "Not so comfortable",
        ],
        "how much",
        &["Extremely comfortable"],
        &["Somewhat comfortably", "Not so comfortable"],
        &[],
    );
}

#[test]
fn only_the_top_of_a_frequency_is_good() {
    proposed(
        &["Always", "Usually", "Sometimes", "Never"],
        "always",
        &["Always"],
        &["Usually", "Sometimes", "Never"],
        &[],
    );
}

#[test]
fn numbers_count_only_where_both_ends_are_told() {
    let bare = answers(&["1", "2", "3", "4", "5"]);
    assert_eq!(propose(&bare), None);
    assert_eq!(
        ends(bare.iter().map(|a| a.text.as_str())),
        Some(NumberEnds { low: 1, high: 5 })
    );
    proposed(
        &["1 - Very poor", "2", "3", "4", "5 - Excellent"],
        "numbers",
        &["4", "5 - Excellent"],
        &["1 - Very poor", "2", "3"],
        &[],
    );
    let down = propose_for("How was it? (1 = excellent, 5 = very poor)", &bare).expect("told");
    assert_eq!(down.positive, ["1", "2"]);
    let ten = answers(&["0", "7", "8", "9", "10"]);
    let up = propose_for("From 0 (worst possible) to 10 (best possible)", &ten).expect("told");
    assert_eq!(up.positive, ["9", "10"]);
    // Nobody gave a 1 or a 2: the ends are those of the question.
    let few = propose_for("1 = poor, 5 = excellent", &answers(&["3", "4", "5"])).expect("told");
    assert_eq!(few.positive, ["4", "5"]);
    assert_eq!(propose_for("Question 3 of 5", &bare), None);
    assert_eq!(propose_for("5 = excellent", &bare), None);
    let pain = "1 = not at all painful, 5 = extremely painful";
    assert_eq!(propose_for(pain, &bare), None, "both ends are bad words");
}

#[test]
fn an_answer_that_no_scale_knows_is_handed_back() {
    let some = answers(&["Very satisfied", "Meh", "Dissatisfied"]);
    assert_eq!(propose(&some), None);
    let partial = partial("", &some).expect("two of three");
    assert_eq!(partial.known.positive, ["Very satisfied"]);
    assert_eq!(partial.known.other, ["Dissatisfied"]);
    assert_eq!(partial.unknown, ["Meh"]);
    assert_eq!(super::partial("", &answers(&["Leeds", "York"])), None);
    // Nothing that counts is no scale.
    assert_eq!(propose(&answers(&["Don't know", "N/A"])), None);
    assert_eq!(propose(&answers(&["Prefer not to say"])), None);
}

#[test]
fn every_word_of_the_table_is_as_answers_are_made() {
    for scale in words::SCALES {
        for word in scale.positive.iter().chain(scale.other) {
            assert_eq!(plain(word), *word, "{}", scale.name);
            assert!(
                !(scale.positive.contains(word) && scale.other.contains(word)),
                "{word} is good and not good"
            );
        }
    }
}

proptest::proptest! {
    #[test]
    fn every_answer_is_in_one_list_and_order_does_not_matter(
        picked in proptest::collection::hash_set(0_usize..60, 1..12), own in "[a-z ]{0,12}"
    ) {
        let words: Vec<&str> = words::SCALES
            .iter()
            .flat_map(|s| s.positive.iter().chain(s.other))
            .copied()
            .chain(["N/A", "Don't know", "7", "3 - Good", own.as_str()])
            .collect();
        let mut texts: Vec<&str> = picked.iter().filter_map(|n| words.get(n * 5 % words.len()).copied()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.retain(|t| !t.trim().is_empty());
        let Some(one) = partial("", &answers(&texts)) else { return Ok(()) };
        let lists = [&one.known.positive, &one.known.other, &one.known.leave_out, &one.unknown];
        let mut all: Vec<&str> = lists.iter().flat_map(|l| l.iter().map(String::as_str)).collect();
        all.sort_unstable();
        proptest::prop_assert_eq!(&all, &texts);
        texts.reverse();
        let again = partial("", &answers(&texts)).expect("the same");
        proptest::prop_assert_eq!(again.known.name, one.known.name);
        proptest::prop_assert_eq!(again.unknown.len(), one.unknown.len());
    }
}

fn answers_of(texts: &[&str]) -> Vec<Answer> {
    let answer = |text: &&str| Answer {
        text: (*text).to_owned(),
        count: 4,
    };
    texts.iter().map(answer).collect()
}

const ALWAYS: &[&str] = &["Always", "Sometimes", "Never"];
const YES: &[&str] = &["Yes", "No"];
const DEFINITELY: &[&str] = &["Yes, definitely", "Yes, to some extent", "No"];
const AGREE: &[&str] = &[
    "Strongly agree",
    "Agree",
    "Neither agree nor disagree",
    "Disagree",
    "Strongly disagree",
];

#[test]
fn a_question_that_is_worded_the_other_way_round_is_asked_about_and_not_proposed() {
    let mut missed = Vec::new();
    for (question, answers) in [
        ("Have you ever felt ignored by staff?", ALWAYS),
        ("Did you have to wait longer than you expected?", YES),
        (
            "Did staff talk in front of you as if you were not there?",
            DEFINITELY,
        ),
        ("How often do you feel frustrated?", ALWAYS),
        ("How often do you consider leaving?", ALWAYS),
        ("Were you worried about what would happen next?", YES),
        ("Were you in pain after your operation?", ALWAYS),
        ("Did you find it difficult to reach your nurse?", YES),
        ("Was your appointment cancelled or moved?", YES),
        ("Did you feel rushed in the clinic?", DEFINITELY),
        ("Were you ever bothered by noise at night?", YES),
        (
            "Did you get conflicting information from different people?",
            ALWAYS,
        ),
        ("Were you given conflicting advice?", YES),
        ("Staff did not listen to me", AGREE),
        ("I had to repeat my story to each doctor", AGREE),
        ("I was left alone for too long", AGREE),
        (
            "Did one member of staff say one thing and another something quite different?",
            ALWAYS,
        ),
        ("Was there a delay in getting your results?", YES),
        ("Did you ever have to ask for help more than once?", ALWAYS),
        ("Were you treated rudely by anyone?", YES),
        ("Did anyone talk down to you?", ALWAYS),
        (
            "How likely are you to complain about us?",
            &["Very likely", "Likely", "Unlikely", "Very unlikely"],
        ),
        ("Did you experience any problems with your wound?", YES),
        (
            "Mussten Sie l\u{e4}nger als erwartet warten?",
            &["Ja", "Nein"],
        ),
        (
            "F\u{fc}hlten Sie sich allein gelassen?",
            &["Immer", "Manchmal", "Nie"],
        ),
        ("Avez-vous attendu trop longtemps ?", &["Oui", "Non"]),
        ("Did staff ever raise their voice at you?", ALWAYS),
        ("How often did staff talk over you?", ALWAYS),
        ("Were your notes missing when you came?", YES),
        ("Were your calls unanswered?", ALWAYS),
        ("Were you moved between wards at night?", YES),
        ("Did you wait more than 30 minutes?", YES),
        ("Did you wait past your appointment time?", YES),
        ("Did you miss meals because of tests?", YES),
        ("Were you readmitted within a month?", YES),
        ("Did you catch an infection?", YES),
        ("Have you fallen while in hospital?", YES),
        ("Did you experience any side effects?", YES),
        ("Were you treated unfairly?", YES),
        ("Did we let you down?", YES),
        ("The clinic was chaotic", AGREE),
        ("Staff seemed too busy to help", AGREE),
        ("I was kept in the dark", AGREE),
        ("I felt like a number", AGREE),
        ("A oeddech chi mewn poen?", &["Oedd", "Ydw", "Naddo"]),
    ] {
        let answers = answers_of(answers);
        if is_plausible(question, &answers).is_some() {
            missed.push(question);
        }
    }
    assert_eq!(missed, [""; 0]);
}

#[test]
fn a_question_that_only_mentions_a_trouble_is_proposed_as_it_is() {
    let mut asked = Vec::new();
    for (question, answers) in [
        ("Were you told how long you would wait?", DEFINITELY),
        ("Did you have a nurse to ring between appointments?", YES),
        (
            "Did staff do everything they could to help control your pain?",
            DEFINITELY,
        ),
        (
            "Did you find someone to talk to about your worries and fears?",
            DEFINITELY,
        ),
        (
            "Were you told who to contact if you were worried about your condition?",
            YES,
        ),
        (
            "Were possible side effects explained in a way you could understand?",
            DEFINITELY,
        ),
        ("Was your pain well controlled?", ALWAYS),
        ("Were you told about side effects to watch for?", YES),
        ("Did staff explain how to prevent an infection?", YES),
        ("Did staff talk over your choices with you?", YES),
        ("Were you given a number to ring?", YES),
        ("If you had any problems, did staff help you?", ALWAYS),
        ("Were your concerns taken seriously?", DEFINITELY),
        ("Did anyone tell you why there was a delay?", YES),
        ("Did you feel safe on the ward?", ALWAYS),
        ("Were you treated with respect and dignity?", ALWAYS),
        ("Staff explained the risks and benefits to me", AGREE),
        ("I was involved as much as I wanted to be", AGREE),
        (
            "How likely are you to recommend us?",
            &["Very likely", "Likely", "Unlikely", "Very unlikely"],
        ),
        (
            "How difficult was it to park?",
            &["Very easy", "Easy", "Difficult", "Very difficult"],
        ),
        (
            "How satisfied are you with the pain relief?",
            &["Satisfied", "Dissatisfied"],
        ),
        (
            "Overall, how was your experience?",
            &["Very good", "Good", "Poor"],
        ),
        (
            "Wurden Ihre Schmerzen ernst genommen und behandelt?",
            &["Gut", "Schlecht"],
        ),
    ] {
        if is_plausible(question, &answers_of(answers)).is_none() {
            asked.push(question);
        }
    }
    assert_eq!(asked, [""; 0]);
}

#[test]
fn turned_round_a_scale_has_its_other_end_good_and_its_middle_in_neither() {
    for (answers, good) in [
        (YES, &["No"][..]),
        (ALWAYS, &["Never"]),
        (DEFINITELY, &["No"]),
        (AGREE, &["Disagree", "Strongly disagree"]),
        (&["Ja", "Nein"], &["Nein"]),
        (&["TRUE", "FALSE"], &["FALSE"]),
    ] {
        let proposal = propose(&answers_of(answers)).expect("a scale");
        let turned = reversed(&proposal);
        assert_eq!(turned.positive, good, "{answers:?}");
        assert_eq!(
            turned.positive.len() + turned.other.len(),
            answers.len(),
            "{answers:?}"
        );
    }
}

#[test]
fn nothing_is_proposed_where_no_answer_that_came_is_a_good_one() {
    assert!(is_plausible("Were you told?", &answers_of(&["No", "Don't know"])).is_none());
    assert!(is_plausible("Were you told?", &answers_of(&["Yes", "Don't know"])).is_some());
    assert!(
        is_plausible(
            "How often were you told?",
            &answers_of(&["Sometimes", "Never"])
        )
        .is_none()
    );
}

#[test]
fn what_machines_and_other_keyboards_write_is_the_same_answer() {
    for answers in [
        &["TRUE", "FALSE"][..],
        &["true", "False", "NA"],
        &["Y", "N"],
        &["y", "n", "N/A"],
        &["Yes", "No\u{200b}"],
        &["Yes", "N\u{43e}"],
        &["\u{ff39}es", "No\u{a0}"],
        &["Oui", "Non"],
        &["Tak", "Nie"],
    ] {
        let proposal = propose(&answers_of(answers)).unwrap_or_default();
        assert_eq!(
            (proposal.name, proposal.positive.len(), proposal.other.len()),
            ("yes or no", 1, 1),
            "{answers:?}"
        );
    }
}

#[test]
fn answers_stand_in_the_order_of_their_scale() {
    for order in [
        &["Always", "Usually", "Sometimes", "Never", "Don't know"][..],
        &[
            "Yes, definitely",
            "Yes, to some extent",
            "No",
            "Not applicable",
        ],
        &["None", "Mild", "Moderate", "Severe"],
        &["1", "2", "3", "5", "10"],
        &["0 - worst", "5", "10 - best"],
        &["-2", "-1", "0", "+1", "+2"],
        &[
            "Very clean",
            "Fairly clean",
            "Not very clean",
            "Not at all clean",
        ],
        &["Strongly agree", "Agree", "Disagree", "Strongly disagree"],
        &[
            "Very good",
            "Good",
            "Neither good nor poor",
            "Poor",
            "Very poor",
            "Don't know",
        ],
    ] {
        let mut answers = answers_of(order);
        answers.reverse();
        in_order(&mut answers);
        let sorted: Vec<&str> = answers.iter().map(|a| a.text.as_str()).collect();
        assert_eq!(sorted, order);
    }
}

#[test]
fn none_is_an_answer_beside_degrees_and_beside_numbers_of_times() {
    for answers in [
        &["None", "Mild", "Moderate", "Severe"][..],
        &["None", "A little", "A lot"],
        &["None", "1 to 2", "3 to 5", "6 or more"],
        &["None", "Some", "Many"],
    ] {
        assert!(are_degrees(&answers_of(answers)), "{answers:?}");
    }
    for answers in [
        &["None", "Shorter waits", "More chairs", "NA"][..],
        &["Yes", "No", "None"],
        &["Very good", "Good", "None"],
        &["None", "North", "South"],
    ] {
        assert!(!are_degrees(&answers_of(answers)), "{answers:?}");
    }
}
