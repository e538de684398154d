//! The difference between two findings: what came, what has other words now, what is gone, and what stands elsewhere.
//!
//! A journal stores this in place of the whole file. Findings hold thousands of comments, and a meeting in which a corrected
//! file is taken in again and again would grow by all of them each time.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{BroughtGoal, Comment, Finding, Findings, Theme};
use crate::domain::event_sourced::EventError;

/// The difference between two findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FindingsChange {
    /// Everything but the themes, where it is not as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Findings>,
    /// Themes that came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Which themes are gone, and where the others stand.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub theme_moves: Moves,
    /// Themes in which something is not as it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ThemeChange>,
}

/// The difference within one theme. Its lists are called as they are in a theme, so that whoever looks for somebody's words
/// finds them here as well.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThemeChange {
    /// The theme's id.
    pub id: String,
    /// Everything but its lists, where it is not as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Theme>,
    /// Findings that came or are not as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Which are gone, and where the others stand.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub finding_moves: Moves,
    /// Comments that came or are not as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// As for findings.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub comment_moves: Moves,
    /// Goals brought along that came or are not as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<BroughtGoal>,
    /// As for findings.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub goal_moves: Moves,
}

/// What a list lost, and the places in it of what came or moved. Everything else stands in the order in which it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Ids of what is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// Places, from 0 and in their order, and the ids of what stands there now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placed: Vec<(usize, String)>,
}

impl Moves {
    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.placed.is_empty()
    }
}

/// Something with an id that is its own in its list.
trait Keyed: Clone + PartialEq {
    fn key(&self) -> &str;
}

impl Keyed for Theme {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for Finding {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for Comment {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for BroughtGoal {
    fn key(&self) -> &str {
        &self.id
    }
}

impl FindingsChange {
    /// The change that makes `new` of `old`; `None` where it cannot be told, since an id stands twice in a list.
    pub fn between(old: &Findings, new: &Findings) -> Option<Self> {
        let (old_head, new_head) = (head_of(old), head_of(new));
        let theme_moves = moves(&old.themes, &new.themes)?;
        let mut change = Self {
            head: (old_head != new_head).then_some(new_head),
            theme_moves,
            ..Self::default()
        };
        for theme in &new.themes {
            match old.theme(&theme.id) {
                None => change.themes.push(theme.clone()),
                Some(before) if before == theme => {}
                Some(before) => change.changed.push(ThemeChange::between(before, theme)?),
            }
        }
        let mut made = old.clone();
        change.apply_to(&mut made);
        (made == *new).then_some(change)
    }

    /// Checks that it can be applied to these findings.
    ///
    /// # Errors
    /// The first thing that is not there.
    pub fn fits(&self, old: &Findings) -> Result<(), EventError> {
        all_there(&old.themes, &self.themes, &self.theme_moves, "a theme")?;
        for changed in &self.changed {
            let Some(theme) = old.theme(&changed.id) else {
                return Err(unknown("a theme", &changed.id));
            };
            changed.fits(theme)?;
        }
        Ok(())
    }

    /// Makes the change. What does not fit is left out.
    pub fn apply_to(&self, findings: &mut Findings) {
        if let Some(head) = &self.head {
            let themes = std::mem::take(&mut findings.themes);
            findings.clone_from(head);
            findings.themes = themes;
        }
        for changed in &self.changed {
            let mut themes = findings.themes.iter_mut();
            if let Some(theme) = themes.find(|t| t.id == changed.id) {
                changed.apply_to(theme);
            }
        }
        apply(&mut findings.themes, &self.themes, &self.theme_moves);
    }
}

impl ThemeChange {
    fn between(old: &Theme, new: &Theme) -> Option<Self> {
        let (old_head, new_head) = (head_of_theme(old), head_of_theme(new));
        Some(Self {
            id: new.id.clone(),
            head: (old_head != new_head).then_some(new_head),
            findings: came(&old.findings, &new.findings),
            finding_moves: moves(&old.findings, &new.findings)?,
            comments: came(&old.comments, &new.comments),
            comment_moves: moves(&old.comments, &new.comments)?,
            goals: came(&old.goals, &new.goals),
            goal_moves: moves(&old.goals, &new.goals)?,
        })
    }

    fn fits(&self, old: &Theme) -> Result<(), EventError> {
        all_there(
            &old.findings,
            &self.findings,
            &self.finding_moves,
            "a finding",
        )?;
        all_there(
            &old.comments,
            &self.comments,
            &self.comment_moves,
            "a comment",
        )?;
        all_there(&old.goals, &self.goals, &self.goal_moves, "a goal")
    }

    fn apply_to(&self, theme: &mut Theme) {
        if let Some(head) = &self.head {
            let findings = std::mem::take(&mut theme.findings);
            let comments = std::mem::take(&mut theme.comments);
            let goals = std::mem::take(&mut theme.goals);
            theme.clone_from(head);
            (theme.findings, theme.comments, theme.goals) = (findings, comments, goals);
        }
        apply(&mut theme.findings, &self.findings, &self.finding_moves);
        apply(&mut theme.comments, &self.comments, &self.comment_moves);
        apply(&mut theme.goals, &self.goals, &self.goal_moves);
    }
}

/// Everything but the themes. Cloned and emptied, so that a field that is added later is in it.
fn head_of(findings: &Findings) -> Findings {
    let mut head = findings.clone();
    head.themes.clear();
    head
}

/// Everything but the lists, in the same way.
fn head_of_theme(theme: &Theme) -> Theme {
    let mut head = theme.clone();
    head.findings.clear();
    head.comments.clear();
    head.goals.clear();
    head
}

fn unknown(what: &'static str, id: &str) -> EventError {
    EventError::UnknownChanged {
        what,
        id: id.to_owned(),
    }
}

/// The items of `new` that are not, or not so, in `old`.
fn came<T: Keyed>(old: &[T], new: &[T]) -> Vec<T> {
    let before: HashMap<&str, &T> = old.iter().map(|item| (item.key(), item)).collect();
    let differs = |item: &&T| before.get(item.key()) != Some(item);
    new.iter().filter(differs).cloned().collect()
}

/// What is gone and what stands elsewhere; `None` where an id stands twice.
fn moves<T: Keyed>(old: &[T], new: &[T]) -> Option<Moves> {
    let before: HashMap<&str, usize> = (0..).zip(old).map(|(at, i)| (i.key(), at)).collect();
    let after: HashSet<&str> = new.iter().map(T::key).collect();
    if before.len() != old.len() || after.len() != new.len() {
        return None;
    }
    let gone = old.iter().map(T::key).filter(|key| !after.contains(key));
    let kept: Vec<usize> = new
        .iter()
        .filter_map(|i| before.get(i.key()).copied())
        .collect();
    let mut stays = longest_rising(&kept).into_iter().peekable();
    let mut placed = Vec::new();
    for (at, item) in new.iter().enumerate() {
        let stood = before.get(item.key()).copied();
        if stood.is_none() || stays.next_if_eq(&stood.unwrap_or_default()).is_none() {
            placed.push((at, item.key().to_owned()));
        }
    }
    Some(Moves {
        gone: gone.map(str::to_owned).collect(),
        placed,
    })
}

/// A longest rising part of a list of different numbers, so that as few as can be have moved.
fn longest_rising(list: &[usize]) -> Vec<usize> {
    // For each length, the place of the smallest number that ends a rising part of it; and for each place the one before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(list.len());
    for (at, number) in list.iter().enumerate() {
        let length = ends.partition_point(|end| list.get(*end) < Some(number));
        before.push(length.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising.extend(list.get(at));
        next = before.get(at).copied().flatten();
    }
    rising.reverse();
    rising
}

/// Whether everything that is to go or to move is in the list or among what came.
fn all_there<T: Keyed>(
    old: &[T],
    came: &[T],
    moves: &Moves,
    what: &'static str,
) -> Result<(), EventError> {
    let there: HashSet<&str> = old.iter().map(T::key).collect();
    let came: HashSet<&str> = came.iter().map(T::key).collect();
    let placed = moves.placed.iter().map(|(_, id)| id);
    let mut named = moves
        .gone
        .iter()
        .chain(placed.filter(|id| !came.contains(id.as_str())));
    match named.find(|id| !there.contains(id.as_str())) {
        Some(id) => Err(unknown(what, id)),
        None => Ok(()),
    }
}

fn apply<T: Keyed>(list: &mut Vec<T>, came: &[T], moves: &Moves) {
    if came.is_empty() && moves.is_empty() {
        return;
    }
    let mut came: HashMap<&str, &T> = came.iter().map(|item| (item.key(), item)).collect();
    let gone: HashSet<&str> = moves.gone.iter().map(String::as_str).collect();
    let placed: HashSet<&str> = moves.placed.iter().map(|(_, id)| id.as_str()).collect();
    let mut set_aside: HashMap<String, T> = HashMap::new();
    let mut rest = Vec::with_capacity(list.len());
    for mut item in list.drain(..) {
        if gone.contains(item.key()) {
            continue;
        }
        if let Some(new) = came.remove(item.key()) {
            item = new.clone();
        }
        if placed.contains(item.key()) {
            set_aside.insert(item.key().to_owned(), item);
        } else {
            rest.push(item);
        }
    }
    let mut rest = rest.into_iter();
    for (at, id) in &moves.placed {
        // Those between two that are placed stand as they stood.
        list.extend(rest.by_ref().take(at.saturating_sub(list.len())));
        let item = set_aside
            .remove(id)
            .or_else(|| came.remove(id.as_str()).cloned());
        list.extend(item);
    }
    list.extend(rest);
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Comments as they come out of a file, so that a field that is added later needs no word here.
    fn comment(id: &str, text: &str) -> Comment {
        serde_json::from_value(serde_json::json!(
            {"id": id, "strand": "primary", "source": "survey", "text": text}
        ))
        .unwrap()
    }

    /// Findings from dice: which ids stand in which theme, in which order, and with which words.
    fn findings(dice: &[(u8, Vec<(u8, u8)>)]) -> Findings {
        let mut findings = Findings::default();
        for (theme, items) in dice {
            let id = format!("t{}", theme % 6);
            if findings.theme(&id).is_some() {
                continue;
            }
            let mut made = Theme {
                title: format!("Theme {}", theme / 128),
                id,
                ..Theme::default()
            };
            for (id, words) in items {
                let (id, words) = (format!("c{}", id % 12), format!("Words {}", words % 3));
                if !made.comments.iter().any(|c| c.id == id) {
                    made.comments.push(comment(&id, &words));
                    made.goals.insert(
                        0,
                        serde_json::from_value(serde_json::json!({"id": id, "title": words}))
                            .unwrap(),
                    );
                }
            }
            findings.themes.push(made);
        }
        findings.survey.title = format!("Survey {}", dice.len() % 2);
        findings
    }

    fn dice() -> impl Strategy<Value = Vec<(u8, Vec<(u8, u8)>)>> {
        vec((any::<u8>(), vec(any::<(u8, u8)>(), 0..14)), 0..7)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn applying_the_difference_gives_exactly_the_new_findings(old in dice(), new in dice()) {
            let (old, new) = (findings(&old), findings(&new));
            let change = FindingsChange::between(&old, &new).unwrap();
            prop_assert_eq!(change.fits(&old), Ok(()));
            let mut made = old.clone();
            change.apply_to(&mut made);
            prop_assert_eq!(&made, &new);
            // And so it does after it was stored.
            let stored = serde_json::to_string(&change).unwrap();
            let read: FindingsChange = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(&read, &change);
            prop_assert!((old == new) == (change == FindingsChange::default()));
        }

        #[test]
        fn a_longest_rising_part_is_what_trying_all_of_them_finds(list in vec(0_usize..40, 0..10)) {
            let mut list = list;
            let mut seen = HashSet::new();
            list.retain(|n| seen.insert(*n));
            let found = longest_rising(&list);
            prop_assert!(found.is_sorted());
            let longest = (0_u32..1 << list.len())
                .map(|mask| {
                    let part = list.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
                    part.map(|(_, n)| *n).collect::<Vec<usize>>()
                })
                .filter(|part| part.is_sorted())
                .map(|part| part.len())
                .max();
            prop_assert_eq!(Some(found.len()), longest);
        }
    }

    #[test]
    fn one_comment_that_moves_to_the_end_is_one_move() {
        let list = |ids: &[&str]| ids.iter().map(|i| comment(i, "w")).collect::<Vec<_>>();
        let found = moves(&list(&["a", "b", "c", "d"]), &list(&["b", "c", "d", "a"])).unwrap();
        assert_eq!(found.placed, [(3, "a".to_owned())]);
        assert_eq!(found.gone, [""; 0]);
    }

    #[test]
    fn an_id_that_stands_twice_has_no_difference_and_an_unknown_one_does_not_fit() {
        let mut twice = findings(&[(0, vec![(0, 0)])]);
        let comments = &mut twice.themes[0].comments;
        comments.push(comments[0].clone());
        let once = findings(&[(0, vec![(0, 0)])]);
        assert_eq!(FindingsChange::between(&twice, &once), None);
        assert_eq!(FindingsChange::between(&once, &twice), None);
        let other = findings(&[(0, vec![(0, 0), (1, 0)])]);
        let back = FindingsChange::between(&other, &once).unwrap();
        assert_eq!(
            back.fits(&once).unwrap_err().to_string(),
            "it changes a comment `c1` that is not known"
        );
        let none = Findings::default();
        assert_eq!(
            back.fits(&none).unwrap_err().to_string(),
            "it changes a theme `t0` that is not known"
        );
    }
}
