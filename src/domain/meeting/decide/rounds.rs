//! Rules of rounds: opening, letting voters in, counting, ties, and results from another record.

use std::collections::BTreeSet;

use super::Decided;
use crate::domain::{
    command::{Now, Settling},
    evaluation,
    event::Event,
    meeting::{Meeting, fits::draw},
    phrase::capital,
    refusal::{Refusal, refuse},
    vote::{
        allowed::Allowed, ballot_box::BallotBox, disclosure::Shown, hands::Hands,
        room_rule::RoomRule, round::Brought, round::Round, round::Voter, settings::RoundSettings,
        tables, tally::Tally,
    },
};

impl Meeting {
    pub(super) fn settle_tie(
        &self,
        round: String,
        rule: RoomRule,
        mut between: Vec<String>,
        by: Settling,
    ) -> Decided {
        let Some(counted) = self.rounds.iter().find(|r| r.id == round && r.counts()) else {
            return refuse("That round has no result.");
        };
        // Lots are found again by this list, and a screen may name the goals in any order.
        between.sort();
        between.dedup();
        let fits = self.fits(counted, rule)?;
        // Checked anew: a cost or a decision may have changed since the screen was drawn, and a settled tie that is none would stay in
        // the record for ever.
        let is_level = fits.level.iter().any(|level| {
            let mut level = level.clone();
            level.sort();
            level == between
        });
        if !is_level {
            return refuse("These goals do not stand level in that round.");
        }
        let (taken, seed) = match by {
            Settling::Chair(goal) => (goal, None),
            Settling::Lot(random) => {
                // Drawn here and not by the screen, so that the seed in the journal proves which goal it gives.
                let drawn = between.get(draw(random, between.len()));
                (drawn.cloned().unwrap_or_default(), Some(random))
            }
        };
        if !between.contains(&taken) {
            return refuse("That goal does not stand level with the others.");
        }
        Ok(vec![Event::TieSettled {
            round,
            between,
            taken,
            seed,
        }])
    }

    /// Adds the result of a round from another record. It is refused if a group differs too little from a round counted here:
    /// the two results together could reveal a person's vote, and such a round would have been withheld if counted here.
    pub(super) fn bring_round(&self, round: Box<Brought>, now: Now) -> Decided {
        if let Some(open) = self.open_round() {
            return refuse(format!("{} is still open.", capital(&open.name())));
        }
        if round.settings.method.is_evaluation() {
            self.may_evaluate(&round.settings)?;
        } else {
            for goal in &round.settings.goals {
                if self.goal(goal).is_none() {
                    return refuse("One of its goals is not known here.");
                }
            }
        }
        for voter in &round.voters {
            self.known_person(&voter.person)?;
        }
        let as_round = round.as_round(String::new(), 0, Vec::new());
        // A withheld result is coarse enough to be published beside any other.
        if round.tally.shown() != Shown::Withheld {
            let voted = |group: &str| round.tally.voted.get(group).copied().unwrap_or(0) > 0;
            let marks = |group: &str, goal: &str| as_round.marks_of(group, goal);
            let alike = self.alike(
                as_round.settings.method,
                &as_round.settings.goals,
                as_round.settings.apart_from,
                |group| voted(group).then_some((as_round.voters_of(group), &marks)),
            );
            // A round that this one replaces is published no more, so there is nothing to compare it with.
            let mut alike = alike.iter().filter(|(_, r)| !round.instead_of.contains(r));
            if let Some((_, id)) = alike.next() {
                let number = self
                    .rounds
                    .iter()
                    .find(|r| r.id == *id)
                    .map_or(0, |r| r.number);
                return refuse(format!(
                    "Nearly the same people voted on it in round {number}: the two results together could tell somebody\u{2019}s vote."
                ));
            }
        }
        let id = self.fresh_id("r", now.n);
        Ok(vec![Event::RoundBrought { id, round }])
    }

    pub(super) fn bring_tie(
        &self,
        round: String,
        mut between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    ) -> Decided {
        let Some(counted) = self.rounds.iter().find(|r| r.id == round && r.counts()) else {
            return refuse("That round has no result.");
        };
        between.sort();
        between.dedup();
        // The other record does not say under which rule the tie was, so a tie under any rule will do.
        let is_level = RoomRule::ALL.iter().any(|rule| {
            let levels = self.fits(counted, *rule).map(|f| f.level);
            levels.unwrap_or_default().into_iter().any(|mut level| {
                level.sort();
                level == between
            })
        });
        if !is_level || !between.contains(&taken) {
            return refuse("These goals do not stand level in that round.");
        }
        Ok(vec![Event::TieSettled {
            round,
            between,
            taken,
            seed,
        }])
    }

    pub(super) fn open_new_round(&self, settings: RoundSettings, now: Now) -> Decided {
        if let Some(open) = self.open_round() {
            return refuse(format!("{} is still open.", capital(&open.name())));
        }
        let Allowed { dots, most, top } = settings.allowed;
        if dots == 0 || most == 0 || most > dots || top == 0 {
            return refuse(
                "There must be at least one dot and one place, and no more dots on one goal than there are.",
            );
        }
        if settings.goals.is_empty() {
            return refuse("Choose at least one goal to vote on.");
        }
        if settings.apart_from == 0 {
            return refuse("Groups can be shown apart from 1 ballot on, not from none.");
        }
        let is_live = |g: &String| self.goal(g).is_some_and(crate::domain::goal::Goal::is_live);
        if settings.method.is_evaluation() {
            self.may_evaluate(&settings)?;
        } else if !settings.goals.iter().all(is_live) {
            return refuse("One of these goals is not on the list any more.");
        }
        // The list of voters is fixed at the opening: arrivals and departures must not change a count that is under way.
        let voters: Vec<Voter> = self.voters_here();
        if voters.is_empty() {
            return refuse("Nobody with a vote is ticked as here: tick people at Welcome first.");
        }
        let number = self.next_round_number();
        Ok(vec![Event::RoundOpened {
            id: self.fresh_id("r", now.n),
            number: (number != self.rounds.len() + 1)
                .then_some(number)
                .filter(|_| !settings.method.is_evaluation()),
            settings,
            voters,
            at: now.at,
        }])
    }

    /// Checks that the room can be asked about the meeting.
    ///
    /// # Errors
    /// A sentence, where it has been: the difference between two counts of nearly the same people would be somebody's answer.
    fn may_evaluate(&self, settings: &RoundSettings) -> Result<(), Refusal> {
        let before = self.began.outcome.as_ref();
        if self.evaluation().is_some() || before.is_some_and(|o| o.evaluation.is_some()) {
            return refuse("The room has answered these questions: they are asked once.");
        }
        if *settings != evaluation::settings(settings.apart_from) {
            return refuse("These are not the questions about the meeting.");
        }
        Ok(())
    }

    pub(super) fn count_hands(
        &self,
        round: &str,
        goal: String,
        group: String,
        hands: Hands,
    ) -> Decided {
        let round = self.open_round_of(round)?;
        if round.settings.method.is_tables() {
            return refuse("This round is of small tables: hands are not counted in it.");
        }
        if !round.settings.method.is_open() {
            return refuse("This round is sealed: hands are not counted in it.");
        }
        if !round.settings.goals.contains(&goal) {
            return refuse("That goal is not in this round.");
        }
        let voters = round.voters.iter().filter(|v| v.group == group).count();
        // Fewer are fine: people may not raise a hand at all.
        if hands.total() as usize > voters {
            return refuse(format!(
                "That is {} hands, and {voters} people of this group have a vote.",
                hands.total()
            ));
        }
        Ok(vec![Event::HandsCounted {
            round: round.id.clone(),
            goal,
            group,
            hands,
        }])
    }

    pub(super) fn rank_table(&self, round: &str, table: usize, order: Vec<String>) -> Decided {
        let round = self.open_round_of(round)?;
        if !round.settings.method.is_tables() {
            return refuse("This round is not of small tables.");
        }
        if !(1..=tables::MOST_TABLES).contains(&table) {
            return refuse(format!("There are tables 1 to {}.", tables::MOST_TABLES));
        }
        let known = order.iter().collect::<BTreeSet<_>>();
        if known.len() != order.len() {
            return refuse("A goal stands twice in that list.");
        }
        if !known.iter().all(|g| round.settings.goals.contains(g)) {
            return refuse("That goal is not in this round.");
        }
        if order.is_empty() {
            return refuse("A list needs at least one goal.");
        }
        Ok(vec![Event::TableRanked {
            round: round.id.clone(),
            table,
            order,
        }])
    }

    pub(super) fn close_round(&self, round: &str, ballots: BallotBox, now: Now) -> Decided {
        let round = self.open_round_of(round)?;
        let (ballots, tally) = if round.settings.method.is_tables() {
            if round.lists_in() < tables::FEWEST_LISTS {
                return refuse(
                    "Type in the lists of two tables or more: one alone is no combined list.",
                );
            }
            (Vec::new(), Tally::of_tables(&round.settings, &round.tables))
        } else if round.settings.method.is_open() {
            let counted = |g: &String| {
                round
                    .hands
                    .get(g)
                    .is_some_and(|h| h.values().any(|h| h.total() > 0))
            };
            if !round.settings.goals.iter().any(counted) {
                return refuse("No hands have been counted yet.");
            }
            (Vec::new(), Tally::of_hands(&round.settings, &round.hands))
        } else {
            // The box comes with the command, from outside the meeting: one of another round would be counted as this one.
            if ballots.round != round.id || ballots.ballots.is_empty() {
                return refuse("Nobody has voted yet. The round can be given up instead.");
            }
            let differing = self.differing(round, &ballots);
            let mut tally = Tally::of_differing(&round.settings, &ballots.ballots, &differing);
            tally.by = Some(ballots.channels()).filter(|by| by.total() > 0);
            // Now or never: a moment later the ballots of a small group are gone.
            if !round.is_evaluation() {
                tally.sets = self.sets_to_keep(round, &tally, &ballots.ballots);
            }
            // Ballots of a small group in the journal, which lies in a synced folder, would be as good as names: what is not shown is not
            // written either. Nothing reads single answers about the meeting, so those of a large group are not kept either.
            let keep = tally.shown() == Shown::Open && !round.is_evaluation();
            (if keep { ballots.ballots } else { Vec::new() }, tally)
        };
        Ok(vec![Event::RoundClosed {
            round: round.id.clone(),
            ballots,
            tally,
            at: now.at,
        }])
    }

    /// The groups whose markers differ too little from an earlier count of the same goals: the difference of the two figures would
    /// come close to one person's mark.
    fn differing(&self, round: &Round, ballots: &BallotBox) -> BTreeSet<String> {
        let marks = |group: &str, goal: &str| {
            let place = round.settings.goals.iter().position(|g| g == goal)?;
            let own = ballots.ballots.iter().filter(|b| b.group == group);
            // Marks and not ballots: a goal that only three of eight could judge shows three people's opinion.
            let marks = own.filter(|b| b.answers.mark(place).is_some()).count();
            u32::try_from(marks).ok()
        };
        let alike = self.alike(
            round.settings.method,
            &round.settings.goals,
            round.settings.apart_from,
            |group| {
                let now = round.voters_of(group);
                let voted = ballots.count(group) > 0;
                voted.then_some((now, &marks))
            },
        );
        let alike = alike
            .into_iter()
            .filter(|(_, r)| !round.instead_of.contains(r));
        alike.map(|(group, _)| group).collect()
    }

    pub(super) fn let_voter_in(&self, round: &str, person: String, proxy: bool) -> Decided {
        let round = self.open_round_of(round)?;
        let a = self.known_person(&person)?;
        let Some(group) = a.group() else {
            return refuse(format!(
                "{} is in no group, and so does not vote.",
                a.person.name
            ));
        };
        if !a.is_here() && !proxy {
            return refuse(format!("{} is not ticked as here.", a.person.name));
        }
        // Somebody on the telephone without a code card has no other way to vote.
        if a.is_here() && !a.is_by_telephone() && proxy {
            return refuse(format!("{} is here, and can vote.", a.person.name));
        }
        let voter = round.voters.iter().find(|v| v.person == person);
        // The one change allowed is from a vote of one's own to a proxy: the voter left before voting, then phoned.
        if voter.is_some_and(|v| v.proxy || !proxy) {
            return refuse(format!(
                "{} has a vote in this round already.",
                a.person.name
            ));
        }
        let voter = Voter {
            group: group.to_owned(),
            person,
            proxy,
        };
        Ok(vec![Event::VoterLetIn {
            round: round.id.clone(),
            voter,
        }])
    }

    pub(super) fn begin_round_anew(
        &self,
        settings: RoundSettings,
        instead_of: Vec<String>,
        now: Now,
    ) -> Decided {
        // Two events of one command: an undo takes back both, and no round is left that replaces others by accident.
        let mut events = self.open_new_round(settings, now)?;
        if let Some(Event::RoundOpened { id, .. }) = events.first() {
            let round = id.clone();
            events.push(Event::RoundBegunAnew { round, instead_of });
        }
        Ok(events)
    }

    pub(super) fn abandon_round(&self, round: &str, ballots: u32) -> Decided {
        let round = self.open_round_of(round)?.id.clone();
        Ok(vec![Event::RoundAbandoned { round, ballots }])
    }
}
