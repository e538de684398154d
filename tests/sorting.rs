//! Accuracy of suggested themes, on comments sorted by people: 150 random ones are given, and themes are suggested for the others.
//! The draws are reproducible.

use std::{iter::empty, path::Path};

use service_pledge::intake::{
    search::ThemeText,
    sorting::{Sorter, Suggestion},
};

use crate::harness::{Outside, requires};

/// Comments that are sorted before anything is measured.
const SORTED: usize = 150;

const DRAWS: u32 = 20;

/// Comments with the place of their theme, and the themes by their size.
struct Themed {
    texts: Vec<String>,
    theme: Vec<usize>,
    titles: Vec<String>,
}

fn themed(file: &Path, text: &str, label: &str, themes: usize) -> Themed {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let place = |reader: &mut csv::Reader<_>, name: &str| {
        reader
            .headers()
            .unwrap()
            .iter()
            .position(|h| h == name)
            .unwrap()
    };
    let (text, label) = (place(&mut reader, text), place(&mut reader, label));
    let rows: Vec<(String, String)> = reader
        .records()
        .map(|r| r.unwrap())
        .map(|r| (r[text].to_owned(), r[label].to_owned()))
        .filter(|(t, l)| t.chars().any(char::is_alphabetic) && !l.is_empty() && l != "NA")
        .collect();
    let mut sizes: Vec<(String, usize)> = Vec::new();
    for (_, label) in &rows {
        match sizes.iter_mut().find(|(l, _)| l == label) {
            Some((_, n)) => *n += 1,
            None => sizes.push((label.clone(), 1)),
        }
    }
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sizes.truncate(themes);
    let titles: Vec<String> = sizes.into_iter().map(|(l, _)| l).collect();
    let mut found = Themed {
        texts: Vec::new(),
        theme: Vec::new(),
        titles,
    };
    for (text, label) in rows {
        if let Some(theme) = found.titles.iter().position(|t| *t == label) {
            found.texts.push(text);
            found.theme.push(theme);
        }
    }
    found
}

/// Numbers that are the same each time (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

/// The share of right suggestions of all, of the surest quarter, and of those that would be shown, with the share that is shown.
fn measured(themed: &Themed) -> [f64; 4] {
    let sorter = Sorter::new(themed.texts.iter().map(String::as_str));
    let about: Vec<ThemeText> = themed
        .titles
        .iter()
        .map(|t| ThemeText { words: t.clone() })
        .collect();
    let mut sums = [0.0; 4];
    for draw in 1..=DRAWS {
        let mut order: Vec<usize> = (0..themed.texts.len()).collect();
        let mut numbers = Draw(u64::from(draw).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for last in (1..order.len()).rev() {
            order.swap(last, numbers.below(last + 1));
        }
        let (taught, others) = order.split_at(SORTED);
        let learnt = sorter.learn(
            &about,
            taught.iter().map(|n| (*n, themed.theme[*n])),
            empty(),
        );
        let mut results: Vec<(f32, bool, bool)> = others
            .iter()
            .map(|nth| match sorter.suggest(&learnt, *nth) {
                Some(s) => (
                    s.ahead,
                    s.theme == themed.theme[*nth],
                    Suggestion::is_sure(s),
                ),
                None => (f32::MIN, false, false),
            })
            .collect();
        results.sort_by(|a, b| b.0.total_cmp(&a.0));
        let right = |results: &[(f32, bool, bool)]| {
            let hits = results.iter().filter(|r| r.1).count();
            count(hits) / count(results.len().max(1))
        };
        let shown = results.partition_point(|r| r.2);
        sums[0] += right(&results);
        sums[1] += right(&results[..results.len() / 4]);
        sums[2] += right(&results[..shown]);
        sums[3] += count(shown) / count(results.len());
    }
    sums.map(|sum| sum / f64::from(DRAWS))
}

#[test]
fn suggestions_are_right_as_often_as_is_asked_of_them() {
    let Some(folder) = requires(Outside::Reference) else {
        return;
    };
    let files = [
        // The NHS's comments with the themes that people gave them, and the same with finer ones.
        (
            "fft_phase1_themes_criticality.csv",
            "feedback",
            "label",
            7,
            0.53,
            0.76,
        ),
        (
            "fft_phase1_themes_criticality.csv",
            "feedback",
            "subcategory",
            10,
            0.50,
            0.76,
        ),
        // Labels that a program gave: always guessing the commonest gives 23 in 100.
        (
            "gp_fft_responses.csv",
            "free_text",
            "feedback_labels",
            7,
            0.45,
            0.66,
        ),
    ];
    for (file, text, label, themes, all, quarter) in files {
        let themed = themed(&folder.join("surveys").join(file), text, label, themes);
        let [right, surest, shown, share] = measured(&themed);
        println!(
            "{file}, {label}: {:.1}% right of {}, {:.1}% of the surest quarter; {:.1}% of the {:.0}% that are shown",
            right * 100.0,
            themed.texts.len(),
            surest * 100.0,
            shown * 100.0,
            share * 100.0
        );
        assert!(right >= all, "{file}: {right}");
        assert!(surest >= quarter, "{file}: {surest}");
        assert!(shown >= 0.65 && share > 0.2, "{file}: {shown} of {share}");
    }
}
