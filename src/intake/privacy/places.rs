//! Finds addresses, vehicle registrations, and the wards and beds where somebody lay.

use super::{
    Marked,
    lexicon::{self, WordClass},
    patterns::{LazyPatterns, Patterns, digits, identifying_part, text_before, word_after},
};
use crate::domain::findings::CommentMark::{self, Address, Place, Vehicle, Ward};

/// Kinds of streets, with abbreviations.
const STREET: &str = r"(?:street|road|rd|avenue|ave|lane|ln|close|drive|way|terrace|crescent|cres|gardens|gdns|court|place|grove|square|mews|parade|quay|wharf|buildings|villas|croft|garth|wynd|vennel|brae|boulevard|walk|rise|row|hill|park|green|view|gate|fold|yard|cottages|mount|brow|bank|loan|circus|esplanade|promenade|meadow|meadows|orchard|paddock|ridge|dene|dell|chase|heights|wood|woods|field|fields|bridge|end|cross|estate|house|lodge|farm|cottage|path|passage|alley|steps|broadway|causeway|gait|ginnel|backs|st)";

/// Kinds of streets that are hardly ever other words.
const SURE_STREET: &str = r"(?:street|road|rd|avenue|ave|lane|close|drive|terrace|crescent|cres|gardens|gdns|grove|mews|wynd|vennel|court|way)";

/// Words that suggest a vehicle.
const VEHICLE: &str = r"(?:car|cars|van|lorry|truck|bike|motorbike|motorcycle|moped|scooter|vehicle|taxi|cab|ambulance|minibus|caravan|campervan|camper|trailer|tractor|reg|regs|registration|reg\.|plate|plates|number ?plate|numberplate|parked|parking|clamped|clamp|towed|ticket|ticketed|fine|fined|pcn|attendant|transit|fiesta|corsa|golf|astra|polo|focus|mini|bmw|audi|mercedes|ford|vauxhall|toyota|honda|nissan|renault|peugeot|kia|skoda|blue badge|estate|hatchback|saloon|jeep|land rover|drove|driver|driving)";

/// Kinds of streets that precede the name, as in Wales, Scotland and Brittany.
const STREET_BEFORE: &str = r"(?:Heol|Ffordd|Stryd|L\u{f4}n|Lon|Rhodfa|Clos|Cwrt|Maes|Bryn|Tan|Trem|Rhes|Llys|Parc|Cae|Erw|D\u{f4}l|Dol|Waun|Gwaun|Allt|Rhiw|Pentre|Teras|Gerddi|Cilgant|Rathad|Sr\u{e0}id|Rue|Via|Calle)";

fn pattern_sources() -> Vec<(CommentMark, String)> {
    let capital = r"\p{Lu}[\p{L}'\u{2019}\-]*";
    vec![
        // 0: full postcodes.
        (Address, r"(?i)\b(?:gir ?0aa|[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d|[a-hk-y]\d\d|\d[a-hjkstuw]|[a-hk-y]\d[abehmnprvwxy]) ?\d[abd-hjlnp-uw-z]{2})\b".to_owned()),
        // 1: outward codes that are called a postcode.
        (Address, r"(?i)\bpost ?code\b\W*(?:is|was|of|area|starts|begins|with|in|the|:|\s)*\s([a-z]{1,2}\d{1,2}[a-z]?)\b".to_owned()),
        // 2: a number and a street, with flat or house before, and street or town behind.
        (
            Address,
            format!(r"\b(?:(?i:flat|apartment|apt|unit|room|house|no\.?|number)\s*\w{{1,4}},?\s+(?:{capital}(?:\s+{capital}){{0,2}},?\s+)?)?(?:(?i:no\.?|number)\s*)?\d{{1,4}}(?:\s?[A-Za-z])?,?\s+(?:{capital}\s+){{1,3}}(?i:{STREET})\b(?:,\s*{capital}(?:\s+{capital}){{0,2}}\s+(?i:{STREET})\b)?"),
        ),
        // 3: in small letters, only kinds of streets that are hardly other words.
        (
            Address,
            format!(r"(?i)\b(?:(?:flat|apartment|apt)\s*\w{{1,4}},?\s+)?(?:(?:no\.?|number)\s*)?\d{{1,4}}[a-z]?,?\s+((?:[a-z'\u{{2019}}\-]{{3,}}\s+){{1,2}}){SURE_STREET}\b"),
        ),
        // 4: a flat and a named house.
        (
            Address,
            format!(r"\b(?i:flat|apartment|apt|maisonette)\s*(?i:no\.?|number)?\s*\d{{0,3}}[A-Za-z]?,?\s+{capital}(?:\s+{capital}){{0,2}}(?:,\s*\d{{0,4}}\s*{capital}(?:\s+{capital}){{0,2}}){{0,2}}"),
        ),
        // 5: a named house.
        (
            Address,
            format!(r"\b(?:{capital}\s+){{1,2}}(?:Cottage|Farm|Farmhouse|House|Lodge|Villa|Bungalow|Barn|Mill|Grange|Rectory|Vicarage|Manor|Croft|Caravan Park)(?:,\s*(?:\d{{1,4}}\s+)?{capital}(?:\s+{capital}){{0,2}}(?:\s+(?i:{STREET}))?)+"),
        ),
        // 6: a named street without a number.
        (Address, format!(r"\b(?:{capital}\s+){{1,2}}(?:Street|Road|Rd|Avenue|Ave|Lane|Close|Drive|Terrace|Crescent|Gardens|Grove|Mews|Wynd|Court)\b")),
        // 7: registrations since 2001.
        (Vehicle, r"(?i)\b[a-z]{2}[ \-]?\d{2}[ \-]?[a-z]{3}\b".to_owned()),
        // 8: with the year letter first.
        (Vehicle, r"(?i)\b[a-z]\d{1,3}[ \-]?[a-z]{3}\b".to_owned()),
        // 9: with the year letter last.
        (Vehicle, r"(?i)\b[a-z]{3}[ \-]?\d{1,3}[ \-]?[a-z]\b".to_owned()),
        // 10: of Northern Ireland, and older ones.
        (Vehicle, r"(?i)\b(?:[a-z]{1,3}[ \-]?\d{1,4}|\d{1,4}[ \-]?[a-z]{1,3})\b".to_owned()),
        // 11: a personal registration after its label.
        (Vehicle, r"(?i)\b(?:reg|registration|number ?plate|licen[cs]e plate|plate)\b\.?\s*(?:no\.?|number|is|was|of|:|mark|on|it|\s)*\s*([A-Z0-9]{2,4}[ \-]?[A-Z0-9]{2,4}(?:[ \-]?[A-Z]{1,3})?)\b".to_owned()),
        // 12: wards, rooms and beds with a number or letter.
        (
            Ward,
            r"(?i)\b(?:wards?|bay|bays|clinic|clinic room|room|rm|theatre|suite|bed|unit|cubicle|side ?room|side ward|pod|zone|chair|lounge|block|wing|corridor|entrance|reception|treatment room|consulting room|gate|car park|lift|level|floor|outpatients|area|trolley|ward-room)\s*(?:no\.?|number|#|called)?\s*((?:[a-z]{0,2}[\-]?\d{1,3}[a-z]?|[a-z])(?:\s*(?:/|&|and|\+)\s*(?:[a-z]{0,2}\d{1,3}[a-z]?|[a-z]))?)\b".to_owned(),
        ),
        // 13: with a number word.
        (Ward, r"(?i)\b(?:ward|bay|room|bed|cubicle|theatre|clinic|pod)\s+(?:number\s+)?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ \-]\w+)?|thirty(?:[ \-]\w+)?)\b".to_owned()),
        // 14: the number first.
        (Ward, r"\b([A-Z]\d{1,3}|\d{1,2}[A-Z])\s+(?i:ward|bay|unit|suite)\b".to_owned()),
        // 15: a number and a street whose kind comes first.
        (
            Address,
            format!(r"\b\d{{1,4}}[A-Za-z]?,?\s+{STREET_BEFORE}(?:[ \-](?i:y|yr|'r|ar|na|nan|an|de|du|des|la|le|del|della))*[ \-]{capital}(?:[ \-]{capital})?"),
        ),
        // 16: postcodes of areas that do not exist, as people mistype them: capitals only.
        (Address, r"\b[A-Z]{2}\d[A-Z\d]? \d[A-Z]{2}\b".to_owned()),
        // 17: villages named by two common words.
        (Place, format!(r"\b(?i:in|at|near|from|of|to|outside|around|via)\s+((?:Nether|Upper|Lower|Great|Little|Much|Market|Chipping|Kirk|Abbots?|Bishops?|Kings?|Over|Steeple|Stoke|Temple|Castle)[ \-]{capital})\b")),
    ]
}

static PATTERNS: LazyPatterns = LazyPatterns::new(|| Patterns::new(&pattern_sources()));

/// Finds addresses, vehicles and wards. `shouts` is set if the comment is all in capitals, where a single letter is a word.
pub(super) fn find(text: &str, shouts: bool, found: &mut Vec<Marked>) {
    let near_vehicle = std::cell::OnceCell::new();
    let near = || *near_vehicle.get_or_init(|| VEHICLES.as_ref().is_some_and(|v| v.is_match(text)));
    PATTERNS.find(text, found, |nth, captures| {
        let whole = captures.get(0)?;
        let (from, to) = if nth == 3 {
            (whole.start(), whole.end())
        } else {
            identifying_part(captures)?
        };
        let said = text.get(from..to)?;
        let keeps = match nth {
            0 => !is_spelt_measure(said),
            3 => captures
                .get(1)
                .is_some_and(|name| is_street_name(name.as_str())),
            4 | 11 => digits(said) > 0,
            5 => is_no_usual_place(said),
            6 => is_no_usual_place(said) && is_home(text, from),
            7 => {
                let compact = !said.contains(' ') && !said.contains('-');
                let tail = !is_word_at_end(said) && !is_word_at_start(said);
                (has_capitals(said) && !shouts || compact) && tail
                    || near() && (has_capitals(said) || tail || compact)
            }
            8 => {
                said.len() > 4
                    && !is_word_at_end(said)
                    && (has_capitals(said) && !shouts || near())
                    && (digits(said) > 1 || near())
            }
            9 => {
                !is_word_at_start(said)
                    && (has_capitals(said) && !shouts && digits(said) > 1 || near())
                    && !is_unit(said)
            }
            10 => {
                has_capitals(said)
                    && said.len() > 4
                    && near()
                    && is_plate_of_old(said)
                    && is_led_by_vehicle(text, from)
            }
            16 => !shouts,
            17 => is_village(said) && !IN_TOWN.contains(&word_after(text, to).as_str()),
            12 => is_ward(text, whole.as_str(), said, to, shouts),
            13 => {
                word_after(text, to) == "to"
                    || !lexicon::classes(&word_after(text, to)).has(WordClass::Counted)
            }
            _ => true,
        };
        keeps.then_some((from, to))
    });
}

static VEHICLES: std::sync::LazyLock<Option<regex::Regex>> = std::sync::LazyLock::new(|| {
    regex::Regex::new(&super::patterns::ascii(&format!(r"(?i)\b{VEHICLE}\b"))).ok()
});

fn has_capitals(said: &str) -> bool {
    said.chars().all(|c| !c.is_lowercase())
}

/// True for a measurement that looks like a postcode: `5ml`.
fn is_spelt_measure(said: &str) -> bool {
    let lower = said.to_lowercase();
    [
        "st", "nd", "rd", "th", "mm", "cm", "mg", "pm", "am", "hr", "yr",
    ]
    .iter()
    .any(|u| lower.ends_with(u))
        && lower.len() < 6
        && !lower.contains(' ')
}

/// True for a street's name, as in "6 otterburn close"; false in "20 people on the road".
fn is_street_name(words: &str) -> bool {
    let mut words = words.split_whitespace();
    words.all(|w| {
        let classes = lexicon::classes(&w.to_lowercase());
        !classes.has(WordClass::Function)
            && !classes.has(WordClass::Counted)
            && !classes.has(WordClass::Someone)
            && !matches!(w.to_lowercase().as_str(), "way" | "main" | "long")
    })
}

/// False for streets with public names: "High Street", "the Main Road", "Car Park Road".
fn is_no_usual_place(said: &str) -> bool {
    let first = said
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    !matches!(
        first.as_str(),
        "high"
            | "main"
            | "the"
            | "car"
            | "whole"
            | "entire"
            | "other"
            | "this"
            | "that"
            | "my"
            | "our"
            | "your"
            | "no"
            | "very"
            | "too"
            | "ring"
            | "old"
            | "next"
    )
}

/// True if somebody lives there: "I live in Larkmead Terrace", unlike the road of the hospital.
fn is_home(text: &str, from: usize) -> bool {
    let lead = text_before(text, from, 40).to_lowercase();
    [
        "live",
        "living",
        "lived",
        "my house",
        "my home",
        "my flat",
        "moved",
        "home is",
        "address",
        "neighbour",
        "sent to",
        "posted to",
        "delivered",
    ]
    .iter()
    .any(|w| lead.contains(w))
}

fn is_word_at_end(said: &str) -> bool {
    let word: String = said
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let classes = lexicon::classes(&word.to_lowercase());
    classes.has(WordClass::Common)
        || classes.has(WordClass::Known)
        || classes.has(WordClass::Function)
}

fn is_word_at_start(said: &str) -> bool {
    let word: String = said.chars().take_while(|c| c.is_alphabetic()).collect();
    let classes = lexicon::classes(&word.to_lowercase());
    classes.has(WordClass::Common)
        || classes.has(WordClass::Known)
        || classes.has(WordClass::Function)
}

/// True for a unit or a code of treatment: `ABC 10 m`.
fn is_unit(said: &str) -> bool {
    said.chars().last().is_some_and(char::is_lowercase)
}

fn is_plate_of_old(said: &str) -> bool {
    digits(said) >= 1
        && said.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !is_word_at_end(said)
        && !is_word_at_start(said)
}

fn is_led_by_vehicle(text: &str, from: usize) -> bool {
    let lead = text_before(text, from, 30);
    let behind: String = text
        .get(from..)
        .unwrap_or_default()
        .chars()
        .take(32)
        .collect();
    VEHICLES
        .as_ref()
        .is_some_and(|v| v.is_match(lead) || v.is_match(&behind))
}

/// Words after which the name belongs to a street or hospital in a town.
const IN_TOWN: &[&str] = &[
    "street",
    "road",
    "hospital",
    "infirmary",
    "surgery",
    "practice",
    "centre",
    "clinic",
    "nhs",
    "ward",
    "hall",
    "theatre",
];

/// False for a department: "Upper Outpatients".
fn is_village(said: &str) -> bool {
    let last = said.split([' ', '-']).next_back().unwrap_or_default();
    let classes = lexicon::classes(&last.to_lowercase());
    let usual = [
        WordClass::Known,
        WordClass::Department,
        WordClass::Function,
        WordClass::Counted,
        WordClass::Role,
        WordClass::Someone,
    ];
    !usual.iter().any(|class| classes.has(*class))
}

/// True if a ward continues: `room 3 of ward 7`, `bay 2 to bay 5`.
fn is_of_a_ward(rest: &str) -> bool {
    let mut words = rest.split_whitespace().skip(1).map(str::to_lowercase);
    words.next().is_some_and(|w| {
        matches!(
            w.as_str(),
            "ward" | "bay" | "unit" | "block" | "wing" | "room" | "bed"
        )
    })
}

/// True for a ward by number or letter; false in "room 20 people deep", "bed a bit hard", "clinic 22 years".
fn is_ward(text: &str, whole: &str, said: &str, to: usize, shouts: bool) -> bool {
    let kind: String = whole
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    let rest = text.get(to..).unwrap_or_default();
    let next = word_after(text, to);
    let has_digit = digits(said) > 0;
    if matches!(next.as_str(), "of" | "to") && is_of_a_ward(rest) {
        return true;
    }
    // A time, an amount, a score, or part of a longer number.
    if rest.starts_with(['%', '°', '\'']) || rest.starts_with("/1") || rest.starts_with("/5") {
        return false;
    }
    let mut behind = rest.chars();
    if matches!(behind.next(), Some('.' | ':' | ','))
        && behind.next().is_some_and(|c| c.is_ascii_digit())
    {
        return false;
    }
    if !has_digit {
        // A single letter must be a capital and no word.
        let one = said.chars().filter(|c| c.is_alphabetic()).count() == 1;
        return one
            && said.chars().all(char::is_uppercase)
            && !shouts
            && said != "I"
            && !(said == "A"
                && next.chars().next().is_some_and(char::is_alphabetic)
                && kind != "ward"
                && kind != "bay")
            && !matches!(
                kind.as_str(),
                "corridor"
                    | "lounge"
                    | "chair"
                    | "reception"
                    | "trolley"
                    | "lift"
                    | "car"
                    | "outpatients"
                    | "entrance"
            );
    }
    let wide = matches!(
        kind.as_str(),
        "corridor"
            | "lounge"
            | "reception"
            | "entrance"
            | "level"
            | "floor"
            | "car"
            | "lift"
            | "gate"
            | "outpatients"
            | "area"
            | "trolley"
            | "unit"
            | "chair"
            | "zone"
    );
    if wide
        && !said.chars().any(char::is_alphabetic)
        && !matches!(kind.as_str(), "chair" | "unit" | "zone")
    {
        return false;
    }
    if kind == "wards" && said.chars().all(|c| c.is_ascii_digit()) && !rest.starts_with(" and") {
        return false;
    }
    let is_ordinal = ["st", "nd", "rd", "th", "am", "pm"]
        .iter()
        .any(|e| said.to_lowercase().ends_with(e));
    let is_code = said.starts_with(|c: char| c.is_alphabetic()) && said.len() > 1
        || said.ends_with(char::is_alphabetic);
    !is_ordinal && (is_code || !lexicon::classes(&next).has(WordClass::Counted))
}

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    PATTERNS.all_compile(pattern_sources().len())
}
