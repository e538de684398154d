//! Questions before actions that cannot be undone, and before no others.

use crate::{
    app::{
        cards::{Role, muted, text, told},
        meeting::{context::Context, screen::vote, ui::Pick},
        shell::Ask,
        words,
    },
    domain::vote::round::Round,
};

/// The question before a round is closed.
pub(in crate::app::meeting) fn close_round(room: &Context, round: &Round) -> Ask<Pick> {
    let turnout = room.meeting.turnout(round, room.ballots);
    // Hands have no turnout: they are counted in groups and not by person.
    let question = if round.settings.method.is_tables() {
        format!("{}. Add them?", words::capital(&vote::lists_in(round)))
    } else if round.settings.method.is_open() {
        "Close the round?".to_owned()
    } else {
        format!(
            "{} of {} have voted. Close the round?",
            turnout.voted, turnout.of
        )
    };
    Ask::new(
        Pick::CloseRound(round.id.clone()),
        question,
        // Final, because the difference between two counts would be somebody's ballot.
        if round.is_evaluation() || round.settings.method.is_tables() {
            "The count is final."
        } else {
            "The count is final. Who comes late votes in another round."
        },
    )
}

/// The question before a round is given up, with the ballots in it.
pub(in crate::app::meeting) fn give_up_round(room: &Context, round: &Round) -> Ask<Pick> {
    let ballots = u32::try_from(room.ballots.ballots.len()).unwrap_or(u32::MAX);
    let yes = Pick::GiveUpRound {
        round: round.id.clone(),
        ballots,
    };
    // The number in the box is no longer known, so none is named.
    if room.box_lost {
        return Ask::new(
            yes,
            "Give this round up?",
            "The votes that were handed in are not here, and are not counted.",
        );
    }
    if ballots == 0 {
        return Ask::new(yes, "Give this round up?", "Nobody has voted in it yet.");
    }
    let votes = words::count(u64::from(ballots), "vote", "votes");
    Ask::new(
        yes,
        format!("Give this round up, with {votes} in it?"),
        // Uncounted also for the facilitator: a round that is given up because of its result must not have one.
        "They are destroyed uncounted, and cannot be brought back.",
    )
}

/// The question before leaving with so many steps that are nowhere on disk.
pub(in crate::app::meeting) fn leave_unsaved(steps: usize) -> Ask<Pick> {
    let steps = words::count(steps as u64, "step is", "steps are");
    Ask::new(
        Pick::Leave,
        format!("{steps} not saved anywhere. Leave all the same?"),
        "They are lost if you leave now. {Ask.No} goes back, then {TryAgain} tries again and {SaveElsewhere} saves on this computer.",
    )
}

/// The question before leaving with an outcome file that is not written.
pub(in crate::app::meeting) fn leave_unwritten() -> Ask<Pick> {
    Ask::new(
        Pick::Leave,
        "outcome.yaml is not written. Leave all the same?",
        "Nothing is lost: the next opening writes it from the record. {Ask.No} goes back, then {TryAgain} tries again.",
    )
}

/// The question before writing goes on without a lock.
pub(in crate::app::meeting) fn go_on() -> Ask<Pick> {
    Ask::new(
        Pick::GoOn,
        "Has nobody else this meeting open?",
        "{Ask.Yes} goes on here. Where two people write at once, the record comes apart into two.",
    )
}

/// The question before saving with so many lines that were not read back.
pub(in crate::app::meeting) fn save_unread(unread: usize) -> Ask<Pick> {
    let lines = words::count(unread as u64, "line has", "lines have");
    Ask::new(
        Pick::SaveUnread,
        format!("{lines} not been read back. Save all the same?"),
        "{ReadBack} reads them back first.",
    )
}

/// The question before the steps of another journal of this meeting are merged. `coming` describes them, `refused` counts
/// those that do not fit.
pub(in crate::app::meeting) fn merge(file: &str, coming: &str, refused: usize) -> Ask<Pick> {
    let mut blocks = vec![text(format!("{coming}."))];
    // The number of refused steps is said before the yes. Found out afterwards, it would look as if the merge had lost them.
    if refused > 0 {
        let stay = words::count(refused as u64, "step does not fit", "steps do not fit");
        blocks.push(told(
            Role::Warn,
            format!("{stay} any more, and will stay in that file."),
        ));
    }
    blocks.extend([
        muted("{Ask.Yes} brings them in. Each is one step, and {Undo} takes it back."),
        muted(format!("{{Ask.No}} leaves them in {file}.")),
    ]);
    Ask {
        question: "This meeting was also written in another place. Bring those steps in?"
            .to_owned(),
        blocks,
        yes: Pick::MergeRecord,
    }
}
