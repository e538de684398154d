//! Questions before something that cannot be undone, and only then.

use crate::{
    app::{
        cards::{Block, Role, centred},
        meeting::{room::Room, ui::Pick},
        shell::Ask,
        words,
    },
    domain::vote::round::Round,
};

/// Close this round?
pub(in crate::app::meeting) fn close_round(room: &Room, round: &Round) -> Ask<Pick> {
    let turnout = room.meeting.turnout(round, room.ballots);
    let question = if round.settings.method.is_open() {
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
        "The count is final. Who comes late votes in another round.",
    )
}

/// Give this round up, with the ballots in it?
pub(in crate::app::meeting) fn give_up_round(room: &Room, round: &Round) -> Ask<Pick> {
    let ballots = u32::try_from(room.ballots.ballots.len()).unwrap_or(u32::MAX);
    let yes = Pick::GiveUpRound {
        round: round.id.clone(),
        ballots,
    };
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
        "They are destroyed uncounted, and cannot be brought back.",
    )
}

/// Leave with so many steps that are nowhere on disk?
pub(in crate::app::meeting) fn leave_unsaved(steps: usize) -> Ask<Pick> {
    let steps = words::count(steps as u64, "step is", "steps are");
    Ask::new(
        Pick::Leave,
        format!("{steps} not saved anywhere. Leave all the same?"),
        "They are lost if you leave now. {Ask.No} goes back, then {TryAgain} tries again and {SaveElsewhere} saves on this computer.",
    )
}

/// Leave with what was agreed not in its file?
pub(in crate::app::meeting) fn leave_unwritten() -> Ask<Pick> {
    Ask::new(
        Pick::Leave,
        "outcome.yaml is not written. Leave all the same?",
        "Nothing is lost: the next opening writes it from the record. {Ask.No} goes back, then {TryAgain} tries again.",
    )
}

/// Go on where no lock could be had?
pub(in crate::app::meeting) fn go_on() -> Ask<Pick> {
    Ask::new(
        Pick::GoOn,
        "Has nobody else this meeting open?",
        "{Ask.Yes} goes on here. Where two people write at once, the record comes apart into two.",
    )
}

/// Save with so many lines that were not read back?
pub(in crate::app::meeting) fn save_unread(unread: usize) -> Ask<Pick> {
    let lines = words::count(unread as u64, "line has", "lines have");
    Ask::new(
        Pick::SaveUnread,
        format!("{lines} not been read back. Save all the same?"),
        "{ReadBack} reads them back first.",
    )
}

/// Bring in the steps of another record of this meeting? `coming` says what they are, `refused` how many do not fit.
pub(in crate::app::meeting) fn merge(file: &str, coming: &str, refused: usize) -> Ask<Pick> {
    let mut blocks = vec![
        centred(
            Role::Strong,
            "This meeting was also written in another place. Bring those steps in?",
        ),
        Block::Gap,
        centred(Role::Ink, format!("{coming}.")),
    ];
    if refused > 0 {
        let stay = words::count(refused as u64, "step does not fit", "steps do not fit");
        blocks.push(centred(
            Role::Warn,
            format!("{stay} any more, and will stay in that file."),
        ));
    }
    blocks.extend([
        Block::Gap,
        centred(
            Role::Muted,
            "{Ask.Yes} brings them in. Each is one step, and {Undo} takes it back.",
        ),
        centred(Role::Muted, format!("{{Ask.No}} leaves them in {file}.")),
    ]);
    Ask {
        blocks,
        yes: Pick::MergeRecord,
    }
}
