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
        Some(Ends { low: 1, high: 5 })
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
