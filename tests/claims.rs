//! Truth of "what fits": an independent evaluator checks each claim and each reason on random rounds, and detects each kind of claim
//! after it was falsified.

mod cases;
mod count;
mod falsify;
mod judge;
mod rules;
pub(crate) mod world;

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*};
use service_pledge::domain::{
    meeting::{
        Meeting,
        fits::{Claim, Fits},
    },
    refusal::Refusal,
    vote::{exact::Exact, room_rule::RoomRule},
    words,
};

use self::{
    falsify::{CLAIMS, Falsifier, REASONS, kind, reason},
    judge::{Case, judge},
    world::{BYTES, World, settle},
};

/// A round and a rule's answer to it.
type Told = (World, Meeting, RoomRule, Result<Fits, Refusal>);

/// Answers of every rule to a round, and to the same round after the ties of one rule were settled one by one.
fn told(world: &World) -> Vec<Told> {
    let meeting = world.meeting();
    let mut all = Vec::new();
    let tell = |all: &mut Vec<Told>, world: &World, meeting: &Meeting, rule| {
        let answer = meeting.fits(meeting.last_count().unwrap(), rule);
        all.push((world.clone(), meeting.clone(), rule, answer.clone()));
        answer
    };
    for rule in RoomRule::ALL {
        let mut answer = tell(&mut all, world, &meeting, rule);
        let (mut world, mut meeting) = (world.clone(), meeting.clone());
        for nth in 0..3 {
            let Ok(fits) = &answer else { break };
            if !settle(&mut world, &mut meeting, rule, fits, nth) {
                break;
            }
            for other in RoomRule::ALL {
                let said = tell(&mut all, &world, &meeting, other);
                if other == rule {
                    answer = said;
                }
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_claim_and_every_reason_is_true(bytes in vec(any::<u8>(), BYTES)) {
        for (world, _, rule, answer) in told(&World::thrown(&bytes)) {
            let wrong = judge(&world, rule, &answer);
            prop_assert!(wrong.is_empty(), "{rule:?} {wrong:#?}\n{answer:#?}\n{world:?}");
        }
    }

    #[test]
    fn a_set_that_turns_on_the_names_of_goals_is_said_to_be_tied(
        bytes in vec(any::<u8>(), BYTES),
        names in Just((0..7).collect::<Vec<_>>()).prop_shuffle(),
        twin in any::<bool>(),
    ) {
        let mut world = World::thrown(&bytes);
        if twin {
            make_twins(&mut world);
        }
        let mut renamed = world.clone();
        renamed.ids = (0..world.ids.len()).map(|g| format!("g{}", names[g])).collect();
        for rule in RoomRule::ALL {
            let (one, other) = (proposal(&world, rule), proposal(&renamed, rule));
            if let (Some(one), Some(other)) = (one, other) {
                // What is in does not turn on names at all, since it is in whichever way ties are settled.
                prop_assert_eq!(one, other, "{:?} {:?}", rule, world);
            }
        }
    }

    #[test]
    fn no_smaller_swap_is_found_by_trying_all(
        bytes in vec(any::<u8>(), BYTES),
        inside in vec(any::<bool>(), 16),
        by_hand in vec(any::<bool>(), 16),
    ) {
        let world = World::thrown(&bytes);
        let meeting = world.meeting();
        let round = meeting.last_count().unwrap();
        let capacity = &meeting.agenda().capacity;
        let picked = |of: &[bool]| -> Vec<String> {
            let goals = meeting.live_goals().zip(of);
            goals.filter(|(_, is)| **is).map(|(g, _)| g.id.clone()).collect()
        };
        let (set, kept) = (picked(&inside), picked(&by_hand));
        let fits = |set: &[String]| meeting.load_with(set).beyond(capacity).is_empty();
        let lost = |goals: &[String]| -> Exact {
            let result = |id: &String| round.tally().unwrap().of(id)?.result;
            goals.iter().filter_map(result).sum()
        };
        let may_go: Vec<&String> = set
            .iter()
            .filter(|id| !kept.contains(id) && !meeting.goal(id).unwrap().is_agreed())
            .collect();
        let best = (1_u32..1 << may_go.len())
            .filter(|mask| mask.count_ones() <= 3)
            .filter_map(|mask| {
                let goes = may_go.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
                let goes: Vec<String> = goes.map(|(_, id)| (*id).clone()).collect();
                let rest: Vec<String> = set.iter().filter(|id| !goes.contains(id)).cloned().collect();
                fits(&rest).then(|| (goes.len(), lost(&goes)))
            })
            .min();
        let found = meeting.cheapest_swap(round, &set, &kept);
        if fits(&set) {
            prop_assert_eq!(found, None);
        } else {
            if let Some(goes) = &found {
                let rest: Vec<String> = set.iter().filter(|id| !goes.contains(id)).cloned().collect();
                prop_assert!(fits(&rest) && goes.iter().all(|id| may_go.contains(&id)));
            }
            prop_assert_eq!(found.map(|goes| (goes.len(), lost(&goes))), best);
        }
    }

    #[test]
    fn no_sentence_says_that_a_number_is_below_itself(bytes in vec(any::<u8>(), BYTES)) {
        let world = World::thrown(&bytes);
        let meeting = world.meeting();
        let round = meeting.last_count().unwrap();
        let fits = meeting.fits(round, RoomRule::BestFirst).unwrap();
        for claim in &fits.claims {
            let sentence = words::claim(&meeting, round, claim);
            if let Some((_, numbers)) = sentence.trim_end_matches('.').split_once("its result, ") {
                let (own, middle) = numbers.split_once(" below the middle, ").unwrap();
                let (own, is) = own.split_once(", ").unwrap();
                prop_assert_eq!(own == middle, is == "is just", "{}", sentence);
            }
        }
    }
}

/// Makes the second goal of the ballot the same as the first in all but its name.
fn make_twins(world: &mut World) {
    let (one, other) = (world.ballot[0], world.ballot[1]);
    world.goals[other] = world.goals[one].clone();
    for marks in world.votes.iter_mut().filter_map(|v| v.marks.as_mut()) {
        marks[1] = marks[0];
    }
    if let [one, other, ..] = world.hands.as_mut_slice() {
        *other = *one;
    }
}

/// Positions of the goals that a rule selects, and of those that it calls level.
fn proposal(world: &World, rule: RoomRule) -> Option<(BTreeSet<usize>, BTreeSet<usize>)> {
    let meeting = world.meeting();
    let fits = meeting.fits(meeting.last_count().unwrap(), rule).ok()?;
    let places = |ids: &[String]| ids.iter().map(|id| world.place(id).unwrap()).collect();
    Some((places(&fits.selected), places(&fits.level.concat())))
}

/// Reproducible random bytes.
fn bytes(case: u64) -> Vec<u8> {
    let mut state = case.wrapping_mul(0x2545_f491_4f6c_dd1d);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 56).to_le_bytes()[0]
    };
    (0..BYTES).map(|_| next()).collect()
}

#[test]
fn a_falsified_claim_of_every_kind_is_found() {
    let mut claims = [0; CLAIMS.len()];
    let mut reasons = [0; REASONS.len()];
    let cases = (0..400).map(bytes).map(|b| World::thrown(&b));
    for (world, _, rule, answer) in cases.chain(cases::rare()).flat_map(|w| told(&w)) {
        let Ok(fits) = &answer else { continue };
        let case = Case::new(&world, rule, fits);
        let falsifier = Falsifier::new(fits);
        for claim in &fits.claims {
            for lie in falsifier.claims(claim) {
                assert!(
                    case.claim(&lie).is_err(),
                    "{rule:?} {claim:?} -> {lie:?}\n{world:?}"
                );
                claims[kind(claim)] += 1;
            }
        }
        for placed in &fits.goals {
            for (goal, lie) in falsifier.reasons(&placed.goal, &placed.why) {
                let place = world.place(&goal).unwrap();
                assert!(
                    case.why(place, &lie).is_err(),
                    "{rule:?} {placed:?} -> {goal} {lie:?}\n{world:?}"
                );
                reasons[reason(&placed.why)] += 1;
            }
        }
        if rule != RoomRule::EvenLoad {
            assert!(case.claim(&Claim::Support).is_err());
            claims[kind(&Claim::Support)] += 1;
        }
    }
    for (found, name) in claims.iter().zip(CLAIMS).chain(reasons.iter().zip(REASONS)) {
        assert!(*found > 0, "no falsified {name:?} was thought of");
    }
}
