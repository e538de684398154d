//! Lines that still hold a part of a name, or the id that was made of it: only a person can judge whether they
//! identify somebody, so they are listed and left.

use std::path::PathBuf;

use super::words::Words;

/// The most lines that are listed for one file; the others are counted.
const MOST: usize = 8;
/// The characters that are shown before and after the word.
const AROUND: usize = 50;

/// Titles before a name, in small letters. They identify nobody.
const TITLES: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sister",
    "sir",
    "dame",
    "rev",
    "the",
];

/// Lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The file.
    pub path: PathBuf,
    /// Number of each line, from 1, and its words around the place.
    pub shown: Vec<(usize, String)>,
    /// The number of further ones.
    pub more: usize,
}

/// The parts that a person may be known by: each word of the name but titles, initials and particles such as `van`.
pub(super) fn parts_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 1)
        .filter(|part| part.chars().next().is_some_and(|c| !c.is_lowercase()))
        .filter(|part| !TITLES.contains(&part.to_lowercase().as_str()))
}

/// The lines of a file that hold one of the words; `None` if there are none.
pub(super) fn lines(path: PathBuf, text: &str, words: &Words) -> Option<Lines> {
    let mut places = words.places(text).into_iter().peekable();
    let mut shown = Vec::new();
    let mut more = 0;
    let mut begins = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let ends = begins + line.len();
        let mut first = None;
        while let Some((from, to)) = places.next_if(|(from, _)| *from < ends) {
            first.get_or_insert((from - begins, to.min(ends) - begins));
        }
        match first {
            Some((from, to)) if shown.len() < MOST => shown.push((number, around(line, from, to))),
            Some(_) => more += 1,
            None => {}
        }
        begins = ends;
    }
    (!shown.is_empty()).then_some(Lines { path, shown, more })
}

/// A place in a line with the words around it.
fn around(line: &str, from: usize, to: usize) -> String {
    let (before, rest) = line.split_at_checked(from).unwrap_or((line, ""));
    let (word, after) = rest
        .split_at_checked(to.saturating_sub(from))
        .unwrap_or((rest, ""));
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let cut = after.trim_end().chars().count() > AROUND;
    let after: String = after.trim_end().chars().take(AROUND).collect();
    let head = if skipped > 0 { "\u{2026}" } else { "" };
    let tail = if cut { "\u{2026}" } else { "" };
    format!("{head}{}{word}{after}{tail}", before.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &[&str]) -> Vec<(usize, String)> {
        let mut looked_for = Words::new(1);
        for word in words {
            looked_for.add(word);
        }
        lines(PathBuf::from("f"), text, &looked_for).map_or_else(Vec::new, |l| l.shown)
    }

    #[test]
    fn each_line_is_told_once_with_its_number() {
        let text = "Parveen was here.\nSo was Jo.\n  and PARVEEN\u{2019}s friend parveen cried\nparveens\n";
        assert_eq!(
            found(text, &["Parveen"]),
            [
                (1, "Parveen was here.".to_owned()),
                (3, "and PARVEEN\u{2019}s friend parveen cried".to_owned()),
            ]
        );
        assert_eq!(found(text, &["Ama"]), []);
        assert_eq!(found("{\"person\":\"jo-ellis\"}", &["jo-ellis"]).len(), 1);
        assert_eq!(found("{\"person\":\"jo-hart\"}", &["jo-ellis"]), []);
    }

    #[test]
    fn a_long_line_is_told_around_the_place_and_many_lines_are_counted() {
        let long = format!("{}Jo{}", "\u{e9}".repeat(70), " x".repeat(70));
        let told = found(&long, &["jo"]);
        assert_eq!(told, []);
        let long = format!("{} Jo{}", "\u{e9}".repeat(70), " x".repeat(70));
        let told = found(&long, &["jo"]);
        let text = format!(
            "\u{2026}{} Jo{}\u{2026}",
            "\u{e9}".repeat(49),
            " x".repeat(25)
        );
        assert_eq!(told, [(1, text)]);
        let mut words = Words::new(1);
        words.add("jo");
        let many = lines(PathBuf::from("f"), &"jo\n".repeat(20), &words).unwrap();
        assert_eq!((many.shown.len(), many.more), (MOST, 12));
    }

    #[test]
    fn a_name_is_known_by_its_words() {
        let parts = |name| parts_of(name).collect::<Vec<_>>();
        assert_eq!(parts("Dr. Parveen J. Aslam"), ["Parveen", "Aslam"]);
        assert_eq!(
            parts("Mrs Anne-Marie van der Berg"),
            ["Anne", "Marie", "Berg"]
        );
        assert_eq!(parts("Si\u{e2}n Ll\u{177}r"), ["Si\u{e2}n", "Ll\u{177}r"]);
        assert_eq!(parts("Jo"), ["Jo"]);
    }
}
