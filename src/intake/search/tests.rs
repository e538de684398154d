//! The index finds what a linear search finds, and a theme is suggested only with a clear lead.

use proptest::prelude::*;

use super::*;

fn found(texts: &[&str], typed: &str) -> Vec<usize> {
    SearchIndex::new(texts.iter()).filter(typed)
}

#[test]
fn every_word_has_to_be_in_it_in_any_order() {
    let texts = [
        "The WAIT for results was long",
        "Results came quickly",
        "",
        "long wait",
    ];
    assert_eq!(found(&texts, "wait"), [0, 3]);
    assert_eq!(found(&texts, "long WAIT"), [0, 3]);
    assert_eq!(found(&texts, "results wait"), [0]);
    assert_eq!(found(&texts, "  resul "), [0, 1]);
    assert_eq!(found(&texts, "parking"), [0; 0]);
    assert_eq!(found(&texts, " "), [0, 1, 2, 3]);
    assert_eq!(found(&[], "wait"), [0; 0]);
}

#[test]
fn nothing_is_found_across_two_comments() {
    assert_eq!(found(&["the wa", "it was long"], "wait"), [0; 0]);
    assert_eq!(found(&["the\nwait", "long"], "wait long"), [0; 0]);
}

#[test]
fn letters_of_other_languages_are_found_too() {
    let texts = ["Tŷ gwych, diolch", "ΟΔΟΣ ΜΑΣ", "Große Hilfe"];
    assert_eq!(found(&texts, "TŶ"), [0]);
    assert_eq!(found(&texts, "οδοσ"), [1]);
    assert_eq!(found(&texts, "GROßE"), [2]);
}

#[test]
fn texts_of_several_threads_keep_their_places() {
    let texts: Vec<String> = (0..80_000)
        .map(|n| format!("{n}x {}", "the ward was quiet at night ".repeat(9)))
        .collect();
    let search = SearchIndex::new(texts.iter());
    assert!(search.arena.len() > 4 * BYTES_PER_THREAD);
    assert_eq!(search.filter("night quiet").len(), texts.len());
    let expected: Vec<usize> = (0..texts.len())
        .filter(|n| texts[*n].contains("99x"))
        .collect();
    assert_eq!(search.filter("ward 99x"), expected);
}

fn about(words: &[&str]) -> Vec<ThemeText> {
    let about = |w: &&str| ThemeText {
        words: (*w).to_owned(),
    };
    words.iter().map(about).collect()
}

#[test]
fn a_theme_is_named_where_one_stands_out() {
    let themes = about(&[
        "Waiting for results. Results within five days. How long did you wait for your results?",
        "Information. Written information is given. Was the leaflet clear?",
        "Access. Parking and signs. Could you find the clinic?",
    ]);
    assert_eq!(suggest("We waited weeks for the result", &themes), Some(0));
    assert_eq!(suggest("Nobody gave me any leaflets", &themes), Some(1));
    assert_eq!(suggest("Lovely staff, thank you", &themes), None);
    assert_eq!(suggest("", &themes), None);
    assert_eq!(suggest("anything", &[]), None);
}

#[test]
fn two_themes_that_are_level_are_none_and_a_rare_word_outweighs_a_common_one() {
    let themes = about(&["parking clinic", "leaflet clinic", "clinic"]);
    assert_eq!(suggest("the clinic", &themes), None);
    assert_eq!(suggest("parking and a leaflet", &themes), None);
    assert_eq!(suggest("the clinic's leaflet", &themes), Some(1));
}

proptest! {
    #[test]
    fn the_plain_way_of_looking_agrees(
        texts in prop::collection::vec("[abAB \nσΣé]{0,12}", 0..40),
        typed in "[abAB σΣé]{0,5}",
    ) {
        let small = |text: &str| -> String { text.chars().flat_map(char::to_lowercase).collect() };
        let words: Vec<String> = typed.split_whitespace().map(small).collect();
        let plain: Vec<usize> = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| words.iter().all(|word| small(text).contains(word.as_str())))
            .map(|(place, _)| place)
            .collect();
        prop_assert_eq!(SearchIndex::new(texts.iter()).filter(&typed), plain);
    }
}
