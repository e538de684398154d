//! Differences between two versions of findings: added, changed, removed and moved items.
//!
//! A journal stores the difference and not the file. Findings contain thousands of comments, and a journal would grow by all of
//! them each time that a corrected file is taken in: 6.5 MB at 16,000 comments.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{BroughtGoal, Comment, Finding, Findings, Theme};
use crate::domain::event_sourced::EventError;

/// Difference between two versions of findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FindingsChange {
    /// Everything but the themes, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Findings>,
    /// Added themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Removed and moved themes.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub theme_moves: Moves,
    /// Changed themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ThemeChange>,
}

// `pledge forget` looks for a person's words by the names of these lists, so they are the same as in a theme.
/// Difference within one theme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThemeChange {
    /// The theme's id.
    pub id: String,
    /// Everything but its lists, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Theme>,
    /// Added and changed findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Removed and moved findings.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub finding_moves: Moves,
    /// Added and changed comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Removed and moved comments.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub comment_moves: Moves,
    /// Added and changed goals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<BroughtGoal>,
    /// Removed and moved goals.
    #[serde(default, skip_serializing_if = "Moves::is_empty")]
    pub goal_moves: Moves,
}

/// Removals and moves in a list. All other items keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Ids of removed items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// New positions, from 0 and ascending, with the ids of the items there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placed: Vec<(usize, String)>,
}

impl Moves {
    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.placed.is_empty()
    }
}

/// An item with an id that is unique in its list.
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
    /// The difference from `old` to `new`; `None` if an id occurs twice in a list.
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
                // Most themes are the same, and comparing is far cheaper than listing what is in them.
                Some(before) if before == theme => {}
                Some(before) => change.changed.push(ThemeChange::between(before, theme)?),
            }
        }
        // A difference that is not exact would change what a meeting rests on, unseen; the whole file is stored then.
        let mut made = old.clone();
        change.apply_to(&mut made);
        (made == *new).then_some(change)
    }

    /// Checks that it can be applied to `old`.
    ///
    /// # Errors
    /// The first unknown id.
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

    /// Applies the change. Parts with an unknown id are skipped.
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

/// Everything but the themes. A clone that is emptied, so that a field added later is included.
fn head_of(findings: &Findings) -> Findings {
    let mut head = findings.clone();
    head.themes.clear();
    head
}

/// Everything but the lists of a theme, in the same way.
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

/// Items of `new` that `old` does not contain in the same form.
fn came<T: Keyed>(old: &[T], new: &[T]) -> Vec<T> {
    let before: HashMap<&str, &T> = old.iter().map(|item| (item.key(), item)).collect();
    let differs = |item: &&T| before.get(item.key()) != Some(item);
    new.iter().filter(differs).cloned().collect()
}

/// Removals and moves from `old` to `new`; `None` if an id occurs twice.
fn moves<T: Keyed>(old: &[T], new: &[T]) -> Option<Moves> {
    let before: HashMap<&str, usize> = (0..).zip(old).map(|(at, i)| (i.key(), at)).collect();
    let after: HashSet<&str> = new.iter().map(T::key).collect();
    // Positions are told by id, which only works while each id is unique.
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

/// Longest increasing subsequence of distinct numbers. What is outside it has moved, so the longest gives the fewest moves.
fn longest_rising(list: &[usize]) -> Vec<usize> {
    // Patience sorting, n log n: for each length the position of the smallest number that ends such a subsequence, and for each
    // position its predecessor. Quadratic time would show with ten thousand comments.
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

/// Checks that each item to remove or move is in the list or among the added ones.
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
    // Rebuilding a list of thousands for nothing would be felt at every replay.
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
        // Items without a new position fill the gaps in their old order.
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

    /// A comment as read from a file, so that a field added later needs no change here.
    fn comment(id: &str, text: &str) -> Comment {
        serde_json::from_value(serde_json::json!(
            {"id": id, "strand": "primary", "source": "survey", "text": text}
        ))
        .unwrap()
    }

    /// Findings from random numbers for ids, themes, order and wording.
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
