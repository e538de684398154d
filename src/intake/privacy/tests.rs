//! What is marked, what is not, and that redacting leaves nothing.

use proptest::prelude::*;

use super::*;

/// The marked parts of a text, with what they are.
fn found(text: &str) -> Vec<(&'static str, String)> {
    found_with(text, &Names::default())
}

fn found_with(text: &str, names: &Names) -> Vec<(&'static str, String)> {
    let marks = marks(text, names);
    marks
        .iter()
        .map(|m| (m.mark.word(), text[m.from..m.to].to_owned()))
        .collect()
}

fn one(text: &str, mark: &'static str, part: &str) {
    assert_eq!(found(text), [(mark, part.to_owned())], "{text}");
}

#[test]
fn every_pattern_is_made() {
    assert_eq!(COMPILED.len(), PATTERNS.len());
    assert!(ANY.is_some());
    assert_eq!(WORDS.len(), 2);
}

#[test]
fn people_after_titles_and_roles_are_marked() {
    one("Dr Hughes was kind", "name", "Hughes");
    one(
        "I saw Mrs. O\u{2019}Brien-Smith twice",
        "name",
        "O\u{2019}Brien-Smith",
    );
    one("Professor J. van der Berg", "name", "J. van der Berg");
    one("thanks to nurse Ama for all", "name", "Ama");
    one("DR SMITH KEPT ME WAITING", "name", "SMITH");
    one("dr smith was late", "name", "smith");
    one("a nurse called Joy helped", "name", "Joy");
    for text in [
        "the doctor was late",
        "The nurse said so",
        "my sister came",
        "Doctors were kind",
        "a miss is a miss",
        "The ward was clean",
        "Lovely ward, the bed I was in was clean",
        "the dr was kind, dr and nurses, MS team",
        "THE DOCTOR WAS VERY GOOD",
        "the doctor I've seen",
        "District Nurse Team",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn numbers_and_addresses_are_marked() {
    for number in [
        "0113 496 0000",
        "(0113) 496 0000",
        "07700 900123",
        "+44 7700 900 123",
        "01134960000",
    ] {
        one(&format!("ring me on {number} please"), "phone", number);
    }
}

#[test]
fn an_nhs_number_has_to_pass_its_check() {
    one("my number is 943 476 5919", "nhs_number", "943 476 5919");
    assert_eq!(found("order 943 476 5918"), []);
    one(
        "mail jo.ellis@example.org.",
        "email",
        "jo.ellis@example.org",
    );
    one("I live in LS1 4AP now", "postcode", "LS1 4AP");
    one("born 3/4/1961", "birth_date", "3/4/1961");
    one("on 3rd of April 1961", "birth_date", "3rd of April 1961");
    one("left on ward 7b for hours", "place", "7b");
    assert_eq!(found("waited 3 hours in room with 20 people, 5/10"), []);
}

#[test]
fn names_that_the_unit_knows_are_marked_as_whole_words() {
    let names = Names::new(&["Ama Boateng", "Hope Ward", "Dr Lee"]);
    assert_eq!(
        found_with("Ama's smile, and ama boateng", &names),
        [
            ("name", "Ama's".to_owned()),
            ("name", "ama boateng".to_owned())
        ]
    );
    assert_eq!(
        found_with("on hope ward", &names),
        [("place", "hope ward".to_owned())]
    );
    assert_eq!(found_with("I hope so, mamma, and leeks", &names), []);
}

#[test]
fn strong_words_and_distress_are_marked_and_stay() {
    let text = "It was bloody awful, I wanted to die";
    assert_eq!(
        found(text),
        [
            ("strong_language", "bloody".to_owned()),
            ("distress", "wanted to die".to_owned())
        ]
    );
    assert_eq!(redact(text, &marks(text, &Names::default())), text);
    assert_eq!(
        found("Scunthorpe, Essex, cockpit, grape, assess, shitake"),
        []
    );
}

#[test]
fn redacting_puts_words_in_the_place_of_people() {
    let text = "Mrs Khan (0113 496 0000) on ward B2";
    let marks = marks(text, &Names::default());
    assert_eq!(redact(text, &marks), "Mrs [name] ([phone]) on ward [place]");
}

#[test]
fn marked_places_in_real_comments_are_whole_and_redacting_leaves_none() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/surveys/fft_phase1_themes_criticality.csv"
    );
    let Ok(mut reader) = csv::Reader::from_path(path) else {
        println!("skipped: ../shared/data/surveys is not here");
        return;
    };
    let (mut comments, mut marked) = (0, 0);
    for record in reader.records() {
        let record = record.unwrap();
        let text = &record[3];
        let marks = marks(text, &Names::default());
        comments += 1;
        marked += usize::from(marks.iter().any(|m| m.mark.may_identify()));
        let again = super::marks(&redact(text, &marks), &Names::default());
        assert!(
            again.iter().all(|m| !m.mark.may_identify()),
            "{text:?} {again:?}"
        );
    }
    assert_eq!(comments, 10_334);
    println!("{marked} of {comments} are marked");
    // Three in a hundred are looked at by hand, not half of them.
    assert!((30..1500).contains(&marked), "{marked}");
}

proptest! {
    #[test]
    fn redacted_text_has_nothing_left(text in "((Dr Hughes|Mrs O'Brien|nurse Ama|0113 496 0000|ward 7|LS1 4AP|a@b\\.cc|3/4/1961|bloody|\\[name\\]|é|Dr|it)(\\. |, and )){0,12}") {
        let found = marks(&text, &Names::default());
        prop_assert!(found.windows(2).all(|w| w[0].to <= w[1].from));
        let once = redact(&text, &found);
        let again = marks(&once, &Names::default());
        prop_assert!(again.iter().all(|m| !m.mark.may_identify()), "{once}");
        prop_assert_eq!(redact(&once, &again), once);
    }
}
