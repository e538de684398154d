//! Code cards: random codes by which somebody on the telephone marks a ballot, while whoever types learns nothing.
//!
//! A card has a code for every mark of every line. The codes come from the operating system's random source, so that a code that is
//! said aloud tells nothing about its mark.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::method::{Keys, Method};
use crate::domain::refusal::{Refusal, refuse};

/// The parts of a card: each is for one round.
pub const PARTS: usize = 3;
/// The lines of a part: each is for one goal, in the order of the ballot.
pub const LINES: usize = 15;
/// The letters of a code.
pub const LENGTH: usize = 4;

// Letters whose English names share a vowel are the ones that people confuse: B C D E G P T V, then A H J K, then F M N S X (Conrad 1964,
// "Acoustic confusions in immediate memory", British Journal of Psychology 55). A telephone passes 300 to 3,400 Hz: voicing, nasality and
// affrication survive that, the place of a consonant does not (Miller and Nicely 1955, Journal of the Acoustical Society of America 27). So of
// each family only letters stay that differ in more than place:
// * G P V of the first: voiced affricate, voiceless stop, voiced fricative. B D T differ from P by voicing or place alone; C and E went too.
// * H J K of the second. A went: each of them becomes one where its consonant is lost.
// * F M X of the third. S went (F without its high notes), N went (M but for its place).
// * I went, which sounds like Y and looks like L; Q went, which rhymes with U and looks like O.
// L, O, R, W and Z ("zed") have names of their own.
/// The sixteen letters of codes, chosen so that a British telephone does not confuse them.
pub const LETTERS: [char; 16] = [
    'F', 'G', 'H', 'J', 'K', 'L', 'M', 'O', 'P', 'R', 'U', 'V', 'W', 'X', 'Y', 'Z',
];

/// The words by which the letters are spelled (ICAO), in the order of [`LETTERS`].
pub const SPELLING: [&str; 16] = [
    "Foxtrot", "Golf", "Hotel", "Juliett", "Kilo", "Lima", "Mike", "Oscar", "Papa", "Romeo",
    "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
];

/// Letters of which a code holds one at most.
const VOWELS: &str = "OUY";
/// The weights of the first three letters in the fourth.
const WEIGHTS: [u8; 3] = [2, 3, 4];
/// Draws after which the random source counts as broken.
const MOST_DRAWS: usize = 100_000;

/// A code: four letters, each as its place in [`LETTERS`]. Two codes differ in at least two letters.
// The fourth letter is a sum of the others over the field of 16 elements, with weights that differ from each other and from 1: an MDS code with
// the distance 2 (MacWilliams and Sloane, "The Theory of Error-Correcting Codes", chapter 11). It catches every wrong letter, and also
// every swap of two letters, which rejection of near codes would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code([u8; LENGTH]);

/// The product of two elements of the field of 16 elements, modulo x^4 + x + 1.
fn product(a: u8, b: u8) -> u8 {
    let (mut a, mut sum) = (a, 0);
    for bit in 0..4 {
        if b >> bit & 1 == 1 {
            sum ^= a;
        }
        a <<= 1;
        if a & 0x10 != 0 {
            a ^= 0x13;
        }
    }
    sum
}

/// The fourth letter of a code.
fn check_letter(first: [u8; 3]) -> u8 {
    let parts = first.iter().zip(WEIGHTS);
    parts.fold(0, |sum, (letter, weight)| sum ^ product(*letter, weight))
}

impl Code {
    /// The code of the low twelve bits of a random number; `None` if it would hold two of `O`, `U` and `Y`.
    pub fn of_random(number: u64) -> Option<Self> {
        let nibble = |at: u32| u8::try_from(number >> (4 * at) & 0xF).unwrap_or(0);
        let [a, b, c] = [nibble(0), nibble(1), nibble(2)];
        let code = Self([a, b, c, check_letter([a, b, c])]);
        code.is_drawn().then_some(code)
    }

    /// True for a code that a card can have, and false for any other four letters.
    pub fn is_drawn(&self) -> bool {
        let [a, b, c, check] = self.0;
        // Nobody has to read a word aloud that insults them: those of these letters have two vowels.
        let vowels = self.letters().filter(|c| VOWELS.contains(*c)).count();
        check == check_letter([a, b, c]) && vowels < 2
    }

    /// The letters.
    pub fn letters(&self) -> impl Iterator<Item = char> + '_ {
        let letter = |place: &u8| LETTERS.get(usize::from(*place)).copied();
        self.0.iter().filter_map(letter)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.letters().try_for_each(|c| write!(f, "{c}"))
    }
}

impl FromStr for Code {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let places = text.chars().map(place_of);
        let places: Option<Vec<u8>> = places.collect();
        let places = places.and_then(|places| <[u8; LENGTH]>::try_from(places).ok());
        match places {
            Some(places) => Ok(Self(places)),
            None => refuse(NO_CODE),
        }
    }
}

impl TryFrom<String> for Code {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

/// The place of a letter in [`LETTERS`], whether small or capital.
fn place_of(letter: char) -> Option<u8> {
    let letter = letter.to_ascii_uppercase();
    let place = LETTERS.iter().position(|l| *l == letter)?;
    u8::try_from(place).ok()
}

/// True for one of [`LETTERS`], small or capital.
pub fn is_letter(letter: char) -> bool {
    place_of(letter).is_some()
}

// One sentence for every reason: whether a code is of another line, of another person or used already is nobody's business.
/// The answer to a code that is not taken.
pub const NO_CODE: &str = "That code is not one of this line. Ask to hear it again.";

/// The marks of a line on a card, in the order of its codes: `None` is "cannot judge".
///
/// # Errors
/// A sentence, if ballots of the method are no mark a goal: dots, places and hands.
pub fn marks(method: Method) -> Result<Vec<Option<u8>>, Refusal> {
    match method.row().keys {
        _ if method.is_open() => {}
        Keys::Digits(low, high) => return Ok((low..=high).map(Some).chain([None]).collect()),
        Keys::YesNo => return Ok(vec![Some(1), Some(0), None]),
        // A rule over the whole ballot would have to be checked before the voter hears of it, and its refusal would tell marks.
        Keys::Dots | Keys::Places => {}
    }
    refuse(format!(
        "Code cards do not work with {}: they need a mark of its own for each goal.",
        method.row().words.short
    ))
}

/// True if a card for one method can be used in a round of another: of the same, or of the questions about the meeting, which need no
/// marks but those of the card.
pub fn works_with(card: Method, round: Method) -> bool {
    let has_all = || match (marks(card), marks(round)) {
        (Ok(card), Ok(round)) => round.iter().all(|mark| card.contains(mark)),
        _ => false,
    };
    // Not for a vote of yes and no by a card of scores: its page has no yes.
    card == round || (round == Method::Evaluation && has_all())
}

/// A part of a card: the codes of one round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The key of the round it is used in; `None` before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// The codes of each line, in the order of [`marks`]. Empty once the part is used.
    pub lines: Vec<Vec<Code>>,
}

/// The codes of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCard {
    /// The person's id.
    pub person: String,
    /// The method of the rounds in which it can be used.
    pub method: Method,
    /// Its parts, each for one round.
    pub parts: Vec<Part>,
}

impl CodeCard {
    /// Draws a card. No code of `taken` is on it; those of the card are added to it.
    ///
    /// # Errors
    /// A sentence, if the method has no cards, or if the random source fails or repeats itself.
    // Each code is drawn from all codes that are left, by rejection: every one is equally likely for every mark.
    pub fn draw(
        person: &str,
        method: Method,
        taken: &mut BTreeSet<Code>,
        mut random: impl FnMut() -> Result<u64, Refusal>,
    ) -> Result<Self, Refusal> {
        let marks = marks(method)?.len();
        let mut code = || -> Result<Code, Refusal> {
            for _ in 0..MOST_DRAWS {
                if let Some(code) = Code::of_random(random()?)
                    && taken.insert(code)
                {
                    return Ok(code);
                }
            }
            refuse("No codes are left: too many pages were made for one meeting.")
        };
        let mut line = || -> Result<Vec<Code>, Refusal> { (0..marks).map(|_| code()).collect() };
        let mut part = || -> Result<Part, Refusal> {
            Ok(Part {
                round: None,
                lines: (0..LINES).map(|_| line()).collect::<Result<_, _>>()?,
            })
        };
        Ok(Self {
            person: person.to_owned(),
            method,
            parts: (0..PARTS).map(|_| part()).collect::<Result<_, _>>()?,
        })
    }

    /// Every code that is still on it.
    pub fn codes(&self) -> impl Iterator<Item = Code> + '_ {
        self.parts.iter().flat_map(|p| &p.lines).flatten().copied()
    }

    /// The part for a round, counted from 0: the one that is in use in it, else the first that is in use in none.
    pub fn part_for(&self, round: &str) -> Option<usize> {
        let has_codes = |part: &Part| !part.lines.is_empty();
        let is_of = |part: &Part| part.round.as_deref() == Some(round);
        let parts = &self.parts;
        // Used up in this round: its vote is in, and another part would be a second one.
        if parts.iter().any(|p| is_of(p) && !has_codes(p)) {
            return None;
        }
        let own = parts.iter().position(is_of);
        own.or_else(|| parts.iter().position(|p| p.round.is_none() && has_codes(p)))
    }

    /// The mark of a code on a line of a part. Lines and parts are counted from 0.
    ///
    /// # Errors
    /// [`NO_CODE`], whatever the reason.
    pub fn mark(&self, part: usize, line: usize, code: Code) -> Result<Option<u8>, Refusal> {
        let codes = self.parts.get(part).and_then(|p| p.lines.get(line));
        let place = codes.and_then(|codes| codes.iter().position(|c| *c == code));
        let mark = place.and_then(|place| marks(self.method).ok()?.get(place).copied());
        mark.ok_or_else(|| Refusal::new(NO_CODE))
    }

    /// Puts a part to use in a round; true if that is new.
    // From the first code that is said aloud: heard again in a later round, it would tell whether the mark is the same.
    pub fn begin(&mut self, part: usize, round: &str) -> bool {
        match self.parts.get_mut(part) {
            Some(part) if part.round.is_none() => {
                part.round = Some(round.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Deletes the codes of the parts that were used in rounds of which none is `open`; true if there were any.
    pub fn use_up(&mut self, is_open: impl Fn(&str) -> bool) -> bool {
        let mut changed = false;
        for part in &mut self.parts {
            let is_over = part.round.as_deref().is_some_and(|round| !is_open(round));
            if is_over && !part.lines.is_empty() {
                part.lines.clear();
                changed = true;
            }
        }
        changed
    }

    /// True if the part still has its codes.
    pub fn has(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(|p| !p.lines.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Every code that there is.
    fn all() -> Vec<Code> {
        (0..4096).filter_map(Code::of_random).collect()
    }

    fn distance(a: Code, b: Code) -> usize {
        a.0.iter().zip(b.0).filter(|(a, b)| **a != *b).count()
    }

    /// A source of numbers that look random and are the same each time (splitmix64, Steele and others 2014).
    fn source(seed: u64) -> impl FnMut() -> Result<u64, Refusal> {
        let mut state = seed;
        move || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
            Ok(z ^ z >> 31)
        }
    }

    fn card(method: Method, seed: u64) -> CodeCard {
        CodeCard::draw("jo", method, &mut BTreeSet::new(), source(seed)).unwrap()
    }

    #[test]
    fn any_two_codes_differ_in_two_letters_and_no_slip_makes_another_one() {
        let all = all();
        let known: BTreeSet<Code> = all.iter().copied().collect();
        assert_eq!(known.len(), all.len());
        assert!(all.len() > 3_000, "{}", all.len());
        for (nth, a) in all.iter().enumerate() {
            for b in &all[nth + 1..] {
                assert!(distance(*a, *b) >= 2, "{a} {b}");
            }
            for place in 0..LENGTH {
                for letter in 0..16 {
                    let mut slip = *a;
                    slip.0[place] = letter;
                    assert!(slip == *a || !known.contains(&slip), "{a} {slip}");
                }
                for other in 0..place {
                    let mut swapped = *a;
                    swapped.0.swap(place, other);
                    assert!(swapped == *a || !known.contains(&swapped), "{a} {swapped}");
                }
            }
        }
    }

    #[test]
    fn every_letter_stands_for_a_word_that_begins_with_it() {
        let unlike: BTreeSet<char> = LETTERS.into_iter().collect();
        assert_eq!(unlike.len(), 16);
        for (letter, word) in LETTERS.iter().zip(SPELLING) {
            assert!(word.starts_with(*letter), "{letter} {word}");
        }
        for left_out in "ABCDEINQST".chars() {
            assert!(!is_letter(left_out));
        }
    }

    #[test]
    fn codes_are_read_small_or_capital_and_nothing_else_is() {
        let code = all()[77];
        assert!(code.is_drawn());
        for no_code in ["FROM", "WORK", "YOUR"] {
            assert!(!no_code.parse::<Code>().unwrap().is_drawn(), "{no_code}");
        }
        let text = code.to_string();
        assert_eq!(text.parse::<Code>().unwrap(), code);
        assert_eq!(text.to_lowercase().parse::<Code>().unwrap(), code);
        for wrong in ["", "FGH", "FGHJK", "FGHA", "FGH1", "FGH "] {
            assert_eq!(wrong.parse::<Code>().unwrap_err().to_string(), NO_CODE);
        }
    }

    #[test]
    fn codes_are_uniform_and_independent_of_the_mark() {
        // Chi-square of each mark's codes over all codes. With more than 3,000 cells it is nearly normal: mean `cells`, variance twice that.
        let all = all();
        let cards: Vec<CodeCard> = (0..400).map(|seed| card(Method::Score, seed)).collect();
        for place in 0..7 {
            let mut counts: BTreeMap<Code, u32> = BTreeMap::new();
            let lines = cards.iter().flat_map(|c| &c.parts).flat_map(|p| &p.lines);
            for line in lines {
                *counts.entry(line[place]).or_insert(0) += 1;
            }
            let drawn = f64::from(counts.values().sum::<u32>());
            let cells = f64::from(u32::try_from(all.len()).unwrap());
            let expected = drawn / cells;
            let chi: f64 = all
                .iter()
                .map(|code| f64::from(counts.get(code).copied().unwrap_or(0)) - expected)
                .map(|off| off * off / expected)
                .sum();
            let sigma = (chi - (cells - 1.0)) / (2.0 * (cells - 1.0)).sqrt();
            assert!(
                sigma.abs() < 4.0,
                "mark {place}: {sigma} standard deviations"
            );
        }
    }

    #[test]
    fn every_code_comes_from_exactly_one_number_of_twelve_bits() {
        let mut counts: BTreeMap<Code, u32> = BTreeMap::new();
        for number in 0..4096_u64 {
            // The bits above do not matter.
            assert_eq!(
                Code::of_random(number),
                Code::of_random(number | 0xABC0_0000_0000_1000)
            );
            if let Some(code) = Code::of_random(number) {
                *counts.entry(code).or_insert(0) += 1;
            }
        }
        assert!(counts.values().all(|n| *n == 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_card_has_a_code_of_its_own_for_every_mark(seed: u64, method in prop::sample::select(vec![
            Method::Score, Method::Approve, Method::Rate,
        ])) {
            let card = card(method, seed);
            let marks = marks(method).unwrap();
            let codes: Vec<Code> = card.codes().collect();
            let different: BTreeSet<Code> = codes.iter().copied().collect();
            prop_assert_eq!(codes.len(), PARTS * LINES * marks.len());
            prop_assert_eq!(different.len(), codes.len());
            for (part, line, place) in [(0, 0, 0), (1, 7, 1), (2, 14, marks.len() - 1)] {
                let code = card.parts[part].lines[line][place];
                prop_assert_eq!(card.mark(part, line, code).unwrap(), marks[place]);
                // On any other line it is no code.
                for (p, l) in (0..PARTS).flat_map(|p| (0..=LINES).map(move |l| (p, l))) {
                    prop_assert_eq!(card.mark(p, l, code).is_ok(), (p, l) == (part, line));
                }
                for place in 0..LENGTH {
                    for letter in 0..16 {
                        let mut slip = code;
                        slip.0[place] = letter;
                        prop_assert!(slip == code || card.mark(part, line, slip).is_err());
                    }
                }
            }
        }

        #[test]
        fn no_two_cards_of_a_meeting_share_a_code(seed: u64) {
            let mut taken = BTreeSet::new();
            let mut random = source(seed);
            let mut draw = |who: &str| CodeCard::draw(who, Method::Score, &mut taken, &mut random);
            let (jo, una) = (draw("jo").unwrap(), draw("una").unwrap());
            let of_jo: BTreeSet<Code> = jo.codes().collect();
            prop_assert!(una.codes().all(|code| !of_jo.contains(&code)));
        }
    }

    #[test]
    fn methods_with_rules_over_the_whole_ballot_have_no_cards() {
        for method in [Method::Dots, Method::Rank, Method::Hands] {
            let refused = CodeCard::draw("jo", method, &mut BTreeSet::new(), source(1));
            let said = refused.unwrap_err().to_string();
            assert!(said.contains("do not work with"), "{said}");
        }
    }

    #[test]
    fn the_questions_about_the_meeting_take_the_codes_of_scores_and_ratings() {
        for method in [Method::Score, Method::Rate] {
            assert!(works_with(method, method) && works_with(method, Method::Evaluation));
        }
        assert!(!works_with(Method::Approve, Method::Evaluation));
        assert!(!works_with(Method::Score, Method::Approve));
        assert!(!works_with(Method::Score, Method::Dots));
    }

    #[test]
    fn a_source_that_repeats_itself_or_fails_gives_no_card() {
        let draw = |random: fn() -> Result<u64, Refusal>| {
            CodeCard::draw("jo", Method::Score, &mut BTreeSet::new(), random)
        };
        assert!(draw(|| Ok(5)).is_err());
        assert!(draw(|| refuse("none")).is_err());
    }

    #[test]
    fn a_part_belongs_to_the_first_round_in_which_it_is_used() {
        let mut card = card(Method::Score, 3);
        assert_eq!(card.part_for("r1"), Some(0));
        assert!(card.begin(0, "r1") && !card.begin(0, "r1"));
        assert_eq!(
            (card.part_for("r1"), card.part_for("r2")),
            (Some(0), Some(1))
        );
        assert!(!card.use_up(|round| round == "r1"));
        assert!(card.has(0));
        // Handed in: the same round has no other part for it.
        assert!(card.use_up(|_| false));
        assert!(!card.has(0));
        assert_eq!((card.part_for("r1"), card.part_for("r2")), (None, Some(1)));
        card.begin(1, "r2");
        card.begin(2, "r3");
        card.use_up(|_| false);
        assert_eq!(card.part_for("r4"), None);
        assert_eq!(card.codes().count(), 0);
    }
}
