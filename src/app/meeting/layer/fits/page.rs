//! The page of what fits: bars above, the goals with their reasons, and the sentences below.

use super::{fits, goals_in_order, round, rule, selected_set};
use crate::{
    app::{
        cards::{
            Align, Block, Column, Line, Page, Places, Role, Row, Scale, ScaleBlock, Scales, Width,
            line, muted, span, text, told,
        },
        meeting::{
            context::Context,
            screen::goals::{hours, money},
            ui::{Fitting, Ui},
        },
        words,
    },
    domain::{
        capacity::{Load, grouped},
        goal::Goal,
        meeting::fits::{Claim, Fits, GoalReason, Limit},
        refusal::Refusal,
        vote::{room_rule::RoomRule, round::Round},
    },
};

/// Window height in rows from which two lines stand below the list.
const TWO_LINES: u16 = 20;
/// Window height in rows from which the page has room for all its sentences.
const ROOMY: u16 = 30;
/// Window width in columns below which sentences are shortened.
const NARROW: u16 = 70;
/// Window width in columns from which each rule has a column of its own.
const WIDE: u16 = 112;

/// A proposal with the room's changes, as the page shows it.
struct Shown<'a> {
    room: &'a Context<'a>,
    fitting: &'a Fitting,
    round: &'a Round,
    fits: Fits,
    /// The set of each rule, or why there is none.
    ways: Vec<(RoomRule, Result<Vec<String>, Refusal>)>,
    /// The ids of the goals that are in.
    set: Vec<String>,
    /// The goals in the order of the list.
    goals: Vec<&'a Goal>,
    /// Money, hours and places of the agreed goals and the set together.
    load: Load,
}

pub(in crate::app::meeting::layer) fn page(ui: &Ui, room: &Context, fitting: &Fitting) -> Page {
    let Some(round) = round(room, &fitting.round) else {
        return reason_page(fitting, None, "That round is gone.".to_owned());
    };
    let fits = match fits(room, fitting) {
        Ok(fits) => fits,
        // A rule without a proposal says why. An empty table would be read as "nothing fits".
        Err(why) => return reason_page(fitting, Some(round), why.into()),
    };
    let set = selected_set(fitting, &fits);
    let shown = Shown {
        room,
        fitting,
        round,
        ways: ways(room, round, rule(fitting), &fits),
        goals: goals_in_order(room, &fits),
        load: room.meeting.load_with(&set),
        set,
        fits,
    };
    let (columns, rows) = ui.shell.size;
    let narrow = columns < NARROW;
    let mut blocks = vec![
        heading(fitting, Some(round), narrow),
        Block::Scales(shown.scales()),
    ];
    if rows >= ROOMY {
        blocks.insert(1, Block::Gap);
        blocks.push(Block::Gap);
    }
    let head = blocks.len();
    blocks.push(shown.table(columns >= WIDE));
    let foot = shown.foot(columns, rows);
    let pinned = (head, foot.len());
    blocks.extend(foot);
    Page {
        blocks,
        pinned,
        ..Page::default()
    }
}

/// The heading: the round, the rule, and whether the room has changed the set.
fn heading(fitting: &Fitting, round: Option<&Round>, narrow: bool) -> Block {
    let rule = rule(fitting);
    let way = match rule {
        RoomRule::BestFirst => "the best result first".to_owned(),
        _ => words::room_rule(rule).to_owned(),
    };
    let changed = !fitting.moved.is_empty();
    let number = round.map(|r| format!("round {}", r.number));
    // Changed by hand, the set is not that of the rule any more.
    let way = Some(way).filter(|_| !(narrow && changed));
    let parts: Vec<String> = number.into_iter().chain(way).collect();
    let right = if changed {
        line(Role::Accent, "changed by you")
    } else if fitting.rule > 0 {
        line(
            Role::Muted,
            format!("way {} of {}", fitting.rule + 1, RoomRule::ALL.len()),
        )
    } else {
        Line::new()
    };
    Block::Pair(
        vec![
            span(Role::Strong, "What fits"),
            span(Role::Muted, format!("  {}", parts.join(", "))),
        ],
        right,
    )
}

fn reason_page(fitting: &Fitting, round: Option<&Round>, why: String) -> Page {
    Page {
        blocks: vec![heading(fitting, round, false), Block::Gap, muted(why)],
        ..Page::default()
    }
}

/// The set of each rule, or why there is none; `fits` is that of the rule that is shown.
fn ways(
    room: &Context,
    round: &Round,
    shown: RoomRule,
    fits: &Fits,
) -> Vec<(RoomRule, Result<Vec<String>, Refusal>)> {
    let way = |rule: RoomRule| {
        let set = if rule == shown {
            Ok(fits.selected.clone())
        } else {
            room.meeting.fits(round, rule).map(|f| f.selected)
        };
        (rule, set)
    };
    RoomRule::ALL.iter().copied().map(way).collect()
}

/// The name of a rule in two lines, for the head of its column.
fn short_name(rule: RoomRule) -> &'static str {
    match rule {
        RoomRule::BestFirst => "best\nfirst",
        RoomRule::GroupHalves => "each\nhalf",
        RoomRule::EvenLoad => "even\nload",
        RoomRule::BestSet => "best\nset",
    }
}

impl Shown<'_> {
    fn is_in(&self, goal: &Goal) -> bool {
        self.set.contains(&goal.id)
    }

    fn agreed_before(&self, goal: &Goal) -> bool {
        self.fits.agreed_before.contains(&goal.id)
    }

    /// The number of a goal in the list, from 1.
    fn number(&self, id: &str) -> usize {
        self.goals
            .iter()
            .position(|g| g.id == id)
            .map_or(0, |at| at + 1)
    }

    /// The numbers of goals as a list: `2`, `2 and 3`.
    fn numbers(&self, ids: &[String]) -> String {
        let mut numbers: Vec<usize> = ids.iter().map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        words::listed(&numbers)
    }

    fn marked(&self) -> Option<(usize, &Goal)> {
        let at = self.fitting.at.min(self.goals.len().saturating_sub(1));
        self.goals.get(at).map(|goal| (at + 1, *goal))
    }

    fn scales(&self) -> Scales {
        let meeting = self.room.meeting;
        let capacity = &meeting.agenda().capacity;
        let blocks = |takes: &dyn Fn(&Goal) -> u64| {
            let inside = self.goals.iter().enumerate();
            let inside = inside.filter(|(_, g)| self.is_in(g) || self.agreed_before(g));
            let block = |(nth, goal): (usize, &&Goal)| ScaleBlock {
                number: nth + 1,
                takes: takes(goal),
                agreed: self.agreed_before(goal),
            };
            inside.map(block).collect::<Vec<_>>()
        };
        let scale = |label: &str,
                     takes: &dyn Fn(&Goal) -> u64,
                     limit: Option<u64>,
                     text: &dyn Fn(u64) -> String,
                     (sum, unknown): (u64, u64)| {
            let of = limit.map_or_else(String::new, |limit| format!(" of {}", text(limit)));
            let over = limit.map_or(0, |limit| sum.saturating_sub(limit));
            let mut note = Line::new();
            if over > 0 {
                note.push(span(Role::Bad, format!("{} over", text(over))));
            }
            // Unknown is not 0, and the sum alone would claim that it is.
            if unknown > 0 {
                let gap = if note.is_empty() { "" } else { ", " };
                note.push(span(Role::Muted, format!("{gap}{unknown} not known")));
            }
            Scale {
                label: label.to_owned(),
                blocks: blocks(takes),
                limit,
                sum: text(sum),
                of,
                note,
            }
        };
        let money = |amount: u64| capacity.money_text(amount);
        let load = &self.load;
        let scales = vec![
            scale(
                "money",
                &|g| g.cost.unwrap_or(0),
                capacity.money,
                &money,
                (load.money, load.money_unknown),
            ),
            scale(
                "hours",
                &|g| g.hours.unwrap_or(0),
                capacity.hours,
                &grouped,
                (load.hours, load.hours_unknown),
            ),
        ];
        let over = capacity.goals.is_some_and(|limit| load.goals > limit);
        let of = capacity
            .goals
            .map_or_else(String::new, |limit| format!(" of {limit}"));
        let role = if over { Role::Bad } else { Role::Ink };
        let places = Places {
            label: "places".to_owned(),
            blocks: blocks(&|_| 1),
            limit: capacity.goals,
            sum: line(role, format!("{}{of} goals", load.goals)),
        };
        Scales {
            scales,
            places: Some(places),
        }
    }

    /// The list. Its rows keep their places whatever is in or out: when a toggled row jumped elsewhere with the cursor on it, the
    /// next Space hit another goal.
    fn table(&self, wide: bool) -> Block {
        let capacity = &self.room.meeting.agenda().capacity;
        let at = self.marked().map_or(0, |(number, _)| number);
        let tally = self.round.tally();
        let method = self.round.settings.method;
        let rows = self.goals.iter().enumerate().map(|(nth, goal)| {
            let inside = self.is_in(goal);
            let tick = if self.agreed_before(goal) {
                // Agreed before and so spent already. A tick would let the room take out a decision by a key that is for trying
                // things.
                " = "
            } else if inside {
                "[x]"
            } else {
                "[ ]"
            };
            let role = if inside || self.agreed_before(goal) {
                Role::Ink
            } else {
                Role::Muted
            };
            let number = nth + 1;
            let digits = if self.goals.len() > 9 { 2 } else { 1 };
            let said = tally.and_then(|t| t.said(method, None, &goal.id));
            let earlier = || {
                let before = self.room.meeting.earlier_count(self.round, &goal.id)?;
                before.tally()?.said(method, None, &goal.id)
            };
            let said = match said {
                Some(said) => line(role, said),
                None => line(Role::Muted, earlier().unwrap_or_else(|| "-".to_owned())),
            };
            let mut cells = vec![
                line(role, format!("{number:>digits$} {tick} {}", goal.title)),
                said,
                // A sign and not the words of other pages: "not known" would cost the titles a word.
                goal.cost
                    .map_or_else(|| line(Role::Muted, "?"), |_| money(goal, capacity)),
                goal.hours
                    .map_or_else(|| line(Role::Muted, "?"), |_| hours(goal)),
            ];
            if wide {
                cells.extend(self.ways.iter().map(|(_, set)| match set {
                    Err(_) => line(Role::Muted, "?"),
                    Ok(_) if self.agreed_before(goal) => Line::new(),
                    Ok(set) if set.contains(&goal.id) => line(Role::Bar, "  \u{25cf}"),
                    Ok(_) => line(Role::Track, "  \u{b7}"),
                }));
            }
            cells.push(self.reason(goal));
            Row {
                cells,
                selected: number == at,
            }
        });
        let rows = rows.collect();
        let mut columns = vec![
            Column {
                width: Width::FillLine,
                ..Column::fill("goal")
            },
            // Left out before money and hours, since the list is in the order of the results.
            Column::number("result", 3),
            Column::number("money", 3),
            Column::number("hours", 0),
        ];
        if wide {
            let ways = self.ways.iter();
            columns.extend(ways.map(|(rule, _)| Column::words(short_name(*rule), 5, 4)));
        }
        // The reason is never left out in a narrow window: a list of ticks without reasons would decide for the room.
        columns.push(Column::words("why", 26, 0));
        Block::Table { columns, rows }
    }

    /// The reason why a goal is in or out: the first one that is true, beside the goals that are in.
    fn reason(&self, goal: &Goal) -> Line {
        let Some(why) = self.fits.why(&goal.id) else {
            return Line::new();
        };
        let meeting = self.room.meeting;
        let changed = !self.fitting.moved.is_empty();
        let by_hand = self.fitting.moved.contains_key(&goal.id);
        let never = matches!(
            why,
            GoalReason::BelowMiddle
                | GoalReason::NotKnown(..)
                | GoalReason::OutOfReach
                | GoalReason::AgreedBefore
                | GoalReason::Decided
                | GoalReason::NoSupport
                | GoalReason::NotInRound
        );
        if self.is_in(goal) && by_hand {
            return match self.first_limit_over() {
                None => line(Role::Accent, "put in by you"),
                Some((limit, by)) => line(Role::Bad, words::over(meeting, limit, by)),
            };
        }
        if !self.is_in(goal) && by_hand {
            return line(Role::Accent, "taken out by you");
        }
        if changed && !never && !self.is_in(goal) {
            // Beside the room's own set, for the rule's reason speaks of another one.
            return match meeting.over_beside(&self.set, &goal.id) {
                Some((limit, by)) => line(Role::Ink, words::over(meeting, limit, by)),
                None => line(Role::Muted, "would fit"),
            };
        }
        let role = match why {
            why if why.is_in() => Role::Good,
            GoalReason::AgreedBefore => Role::Good,
            GoalReason::LevelWith(_) | GoalReason::WaitsFor(_) => Role::Warn,
            GoalReason::Short(..)
            | GoalReason::NotCovered
            | GoalReason::Stopped(_)
            | GoalReason::NotKnown(..) => Role::Ink,
            _ => Role::Muted,
        };
        let said = match why {
            GoalReason::LevelWith(others) => format!("level with {}", self.numbers(others)),
            why => words::why(meeting, &goal.id, why),
        };
        line(role, said)
    }

    /// The first limit that the set exceeds, with the amount; all of them stand below the list.
    fn first_limit_over(&self) -> Option<(Limit, u64)> {
        let capacity = &self.room.meeting.agenda().capacity;
        let each = [
            (Limit::Money, self.load.money, capacity.money),
            (Limit::Hours, self.load.hours, capacity.hours),
            (Limit::Goals, self.load.goals, capacity.goals),
        ];
        each.into_iter().find_map(|(limit, sum, there_is)| {
            let by = sum.saturating_sub(there_is?);
            (by > 0).then_some((limit, by))
        })
    }

    /// The lines that stay below the list: which rules take the marked goal, then the tie or the cheapest swap.
    fn foot(&self, columns: u16, rows: u16) -> Vec<Block> {
        let first = self.marked_line(columns);
        let second = self.next_step(columns);
        let mut blocks = Vec::new();
        if rows < TWO_LINES {
            blocks.extend(second.or(first));
            return blocks;
        }
        if rows >= ROOMY {
            blocks.push(Block::Gap);
        }
        if columns >= WIDE && rows >= ROOMY {
            blocks.push(self.legend());
            blocks.push(Block::Gap);
        } else if rows >= ROOMY {
            let method = self.round.settings.method;
            blocks.push(muted(words::room_rule_means(rule(self.fitting), method)));
        }
        // A line of each kind is kept free, so that the list does not move when a sentence comes or goes.
        let settled = self.settled().filter(|s| second.as_ref() != Some(s));
        blocks.push(first.unwrap_or(Block::Gap));
        blocks.push(second.unwrap_or(Block::Gap));
        if rows >= ROOMY {
            blocks.extend(self.level_loads());
            blocks.extend(settled);
        }
        blocks
    }

    /// The meaning of each rule that could be worked out.
    fn legend(&self) -> Block {
        let method = self.round.settings.method;
        let known = self.ways.iter().filter(|(_, set)| set.is_ok());
        let rows = known.map(|(rule, _)| Row {
            cells: vec![
                line(Role::Strong, words::room_rule(*rule)),
                line(Role::Muted, words::room_rule_means(*rule, method)),
            ],
            selected: false,
        });
        Block::Table {
            columns: vec![Column::words("", 20, 0), Column::fill("")],
            rows: rows.collect(),
        }
    }

    /// The rules that take the marked goal, in words.
    fn marked_line(&self, columns: u16) -> Option<Block> {
        let (number, goal) = self.marked()?;
        let known: Vec<_> = self
            .ways
            .iter()
            .filter_map(|(rule, set)| Some((rule, set.as_ref().ok()?)))
            .collect();
        let refused = self.ways.iter().find_map(|(_, set)| set.as_ref().err());
        if self.agreed_before(goal) {
            return Some(muted(format!(
                "{number} was agreed before, so what it takes is spent first."
            )));
        }
        if let ([_], Some(why)) = (known.as_slice(), refused) {
            return Some(muted(why.to_string()));
        }
        let taking: Vec<&str> = known
            .iter()
            .filter(|(_, set)| set.contains(&goal.id))
            .map(|(rule, _)| words::room_rule(**rule))
            .collect();
        let of = known.len();
        let ways = if of == RoomRule::ALL.len() {
            format!("{of} ways")
        } else {
            format!("{of} ways that can be told")
        };
        let name = if columns >= WIDE {
            format!("{number} {}:", goal.title)
        } else {
            format!("{number} is")
        };
        let mut said = match taking.len() {
            0 => format!("{name} taken by none of the {ways}."),
            n if n == of => format!("{name} taken by all {ways}."),
            n => format!("{name} taken by {n} of the {ways}: {}.", taking.join(", ")),
        };
        if taking.is_empty()
            && let Some(apart) = self.apart(goal)
        {
            said = format!("{said} {apart}");
        }
        Some(text(said))
    }

    /// A sentence about the groups where they differ on a goal.
    fn apart(&self, goal: &Goal) -> Option<String> {
        let counted = self.round.tally()?.of(&goal.id)?;
        let gap = words::gap(self.round.settings.method, counted.parted?);
        Some(if counted.ranges.is_empty() {
            format!("The groups differ by {gap} on it.")
        } else {
            // From ranges only the least distance is certain.
            format!("The groups are at least {gap} apart on it.")
        })
    }

    /// The sentence that says what to do next: the cheapest swap, the tie, an unmet promise, or how a tie was settled.
    fn next_step(&self, columns: u16) -> Option<Block> {
        let meeting = self.room.meeting;
        let beyond = words::beyond(meeting, &self.load);
        if !beyond.is_empty() {
            return Some(Block::Text {
                line: vec![
                    span(Role::Bad, format!("{}. ", words::capital(&beyond))),
                    span(Role::Strong, self.swap(columns.saturating_sub(6), &beyond)),
                ],
                side: Align::Left,
                indent: 0,
            });
        }
        // Every tie is on the wall under every rule. Broken silently by id, it would be the program that decides.
        let level = self.fits.level.iter().find(|level| {
            let out = level.iter().filter(|id| !self.set.contains(*id));
            out.count() > 0
        });
        if let Some(level) = level {
            let left = meeting
                .agenda()
                .capacity
                .goals
                .map(|limit| limit.saturating_sub(self.load.goals));
            let best_first = rule(self.fitting) == RoomRule::BestFirst;
            let room = match (left, level.len()) {
                (Some(1), _) if best_first => {
                    "one place is left: the chair chooses, or a lot ({Ties})"
                }
                (_, 2) if best_first => "and only one of them fits: {Ties} settles it",
                _ => "and not all of them fit: {Ties} settles it",
            };
            let level = self.numbers(level);
            return Some(told(Role::Strong, format!("{level} stand level, {room}.")));
        }
        let unmet = |c: &&Claim| matches!(c, Claim::PromiseUnmet { .. });
        if let Some(claim) = self.fits.claims.iter().find(unmet) {
            let sentence = words::claim(meeting, self.round, claim);
            return Some(told(Role::Warn, format!("! {sentence}")));
        }
        self.settled()
    }

    /// The sentence on how the last tie of the round was settled.
    fn settled(&self) -> Option<Block> {
        let lots = self.room.meeting.lots();
        let lot = lots.iter().rfind(|l| l.round == self.round.id)?;
        let how = if lot.seed.is_some() {
            "drawn by lot"
        } else {
            "the chair decided"
        };
        Some(muted(format!(
            "Of those level, {} goes first: {how}.",
            self.number(&lot.taken)
        )))
    }

    /// The sentence about the cheapest swap of a set that does not fit.
    fn swap(&self, columns: u16, beyond: &str) -> String {
        let meeting = self.room.meeting;
        let by_hand: Vec<String> = self.fitting.moved.keys().cloned().collect();
        // What the room has just put in stays if it can: it wants to know what that costs.
        let swap = meeting
            .cheapest_swap(self.round, &self.set, &by_hand)
            .or_else(|| meeting.cheapest_swap(self.round, &self.set, &[]));
        let Some(swap) = swap else {
            return if words::beyond(meeting, &meeting.load_with(&[])).is_empty() {
                "More than three goals would have to go.".to_owned()
            } else {
                "What was agreed before takes more than there is.".to_owned()
            };
        };
        let goals = || swap.iter().filter_map(|id| meeting.goal(id));
        let capacity = &meeting.agenda().capacity;
        let mut takes = Vec::new();
        if capacity.money.is_some_and(|limit| self.load.money > limit) {
            let money = goals().filter_map(|g| g.cost).fold(0, u64::saturating_add);
            takes.push(capacity.money_text(money));
        }
        if capacity.hours.is_some_and(|limit| self.load.hours > limit) {
            let hours = goals().filter_map(|g| g.hours).fold(0, u64::saturating_add);
            takes.push(words::count(hours, "hour", "hours"));
        }
        let takes = if takes.is_empty() {
            String::new()
        } else {
            format!(" ({})", words::listed(&takes))
        };
        let without = format!("ithout {}{takes} it fits.", self.numbers(&swap));
        let said = format!("The cheapest swap: w{without}");
        // On one line if it can be: a second one takes a row from the list.
        if beyond.chars().count() + 2 + said.chars().count() > usize::from(columns) {
            return format!("W{without}");
        }
        said
    }

    /// The sums of the set with each of the tied goals.
    fn level_loads(&self) -> Option<Block> {
        let meeting = self.room.meeting;
        let capacity = &meeting.agenda().capacity;
        let level = self.fits.level.first().filter(|level| level.len() < 5)?;
        if !self.fitting.moved.is_empty() {
            return None;
        }
        let mut level: Vec<&String> = level.iter().collect();
        level.sort_by_key(|id| self.number(id));
        let with = |id: &&String| {
            let mut set = self.set.clone();
            set.push((**id).clone());
            let load = meeting.load_with(&set);
            let money = capacity.money.map(|_| capacity.money_text(load.money));
            let hours = capacity
                .hours
                .map(|_| words::count(load.hours, "hour", "hours"));
            let parts: Vec<String> = money.into_iter().chain(hours).collect();
            format!("With {}: {}.", self.number(id), words::listed(&parts))
        };
        let said: Vec<String> = level.iter().map(with).collect();
        Some(muted(said.join(" ")))
    }
}
