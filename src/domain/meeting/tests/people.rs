//! The people of a meeting: which group a walk-in is proposed for, and what can be corrected until when.

use super::*;
use crate::domain::meeting::people::Because;

fn walk_in(name: &str, role: &str, group: &str) -> Command {
    Command::WalkIn {
        person: Person {
            name: name.into(),
            role: role.into(),
            group: (!group.is_empty()).then(|| group.to_owned()),
            ..Person::default()
        },
    }
}

fn group(person: &str, group: Option<&str>) -> Command {
    set_group(person, group, &BallotBox::default())
}

fn set_group(person: &str, group: Option<&str>, ballots: &BallotBox) -> Command {
    Command::SetPersonGroup {
        person: person.into(),
        group: group.map(str::to_owned),
        ballots: ballots.clone(),
    }
}

fn rename(person: &str, name: &str) -> Command {
    Command::RenamePerson {
        person: person.into(),
        name: name.into(),
    }
}

fn role(person: &str, role: &str) -> Command {
    Command::SetPersonRole {
        person: person.into(),
        role: role.into(),
    }
}

/// The sample's kinds of people, and who is expected.
fn with_roles(roles: &[(&str, Option<&str>)], expected: &[&str]) -> Room {
    Room::with(|began| {
        let people = roles.iter().enumerate().map(|(i, (role, group))| Person {
            id: format!("p{i}"),
            name: format!("Person {i}"),
            role: (*role).to_owned(),
            group: group.map(str::to_owned),
            ..Person::default()
        });
        began.agenda.people = people.collect();
        began.agenda.expected = expected.iter().map(|e| (*e).to_owned()).collect();
    })
}

/// The group that is proposed: `no vote` is an answer too, and `nothing` is none.
fn proposed(room: &Room, role: &str) -> String {
    let Some(proposal) = room.meeting.propose_group(role) else {
        return "nothing".to_owned();
    };
    proposal.group.unwrap_or("no vote").to_owned()
}

#[test]
fn a_group_is_proposed_by_people_of_the_same_role_and_by_the_roles_that_are_expected() {
    let room = with_roles(
        &[
            ("Breast care nurse", Some("mdt")),
            ("Surgeon", Some("mdt")),
            ("Patient representative", Some("patient")),
            ("Facilitator", None),
        ],
        &["Surgeon", "Radiographer", "Patient representative"],
    );
    for (role, expected) in [
        ("Surgeon", "mdt"),
        ("surgeon ", "mdt"),
        ("Consultant surgeon", "mdt"),
        ("Nurse", "mdt"),
        ("Secondary breast care nurses", "mdt"),
        ("Radiographer", "mdt"),
        ("Senior radiographer (mammography)", "mdt"),
        ("Patient representative", "patient"),
        ("Patient", "patient"),
        ("Facilitator", "no vote"),
        ("", "nothing"),
        ("Chaplain", "nothing"),
        ("Student nurse", "nothing"),
        ("Patient experience manager", "nothing"),
        ("Patient of the surgeon", "nothing"),
        ("Surgeon\u{2019}s patient", "nothing"),
        ("Carer", "nothing"),
        ("Patient advocate", "nothing"),
        ("Wife of a radiographer", "nothing"),
        ("Representative", "nothing"),
    ] {
        assert_eq!(proposed(&room, role), expected, "{role:?}");
    }
}

#[test]
fn carers_and_advocates_are_proposed_as_the_agenda_has_them_and_never_otherwise() {
    let room = |carer| {
        with_roles(
            &[
                ("Patient representative", Some("patient")),
                ("Carer of a patient", carer),
                ("Surgeon", Some("mdt")),
            ],
            &["Advocate"],
        )
    };
    let with_patients = room(Some("patient"));
    assert_eq!(proposed(&with_patients, "Carer"), "patient");
    // Of husbands the agenda says nothing.
    assert_eq!(proposed(&with_patients, "Carer, her husband"), "nothing");
    assert_eq!(proposed(&with_patients, "Advocate"), "nothing");
    assert_eq!(proposed(&room(None), "Carers"), "no vote");
}

#[test]
fn roles_that_both_groups_have_propose_nothing() {
    let room = with_roles(
        &[("Volunteer", Some("mdt")), ("Volunteer", Some("patient"))],
        &[],
    );
    assert_eq!(proposed(&room, "Volunteer"), "nothing");
    let room = with_roles(
        &[("Clinic nurse", Some("mdt")), ("Nurse", Some("patient"))],
        &[],
    );
    // The very same role goes before one that is like it.
    assert_eq!(proposed(&room, "Nurse"), "patient");
}

#[test]
fn an_expected_role_that_nobody_has_is_the_hospital_teams_unless_it_is_a_patients_or_has_no_vote() {
    let room = with_roles(
        &[],
        &[
            "Radiographer",
            "Patient representative",
            "Patient experience manager",
            "Carer",
            "Observer",
        ],
    );
    for (role, expected) in [
        ("Radiographer", "mdt"),
        ("Patient representative", "patient"),
        ("Patient experience manager", "nothing"),
        ("Carer", "nothing"),
        ("Observer", "nothing"),
    ] {
        assert_eq!(proposed(&room, role), expected, "{role:?}");
    }
    let because = |role: &str| room.meeting.propose_group(role).map(|p| p.because);
    assert_eq!(because("Radiographer"), Some(Because::Expected));
}

#[test]
fn a_proposal_says_whom_it_goes_by() {
    let mut room = with_roles(&[], &[]);
    room.does(walk_in("Grace", "Chaplain", "mdt"));
    let proposal = room.meeting.propose_group("Chaplain").unwrap();
    assert_eq!(proposal.group, Some("mdt"));
    assert_eq!(proposal.because, Because::Like("Grace"));
}

#[test]
fn name_role_and_group_are_corrected_one_by_one() {
    let mut room = Room::new();
    room.does(walk_in("Grace Oby", "Radiograper", "patient"));
    let id = room.meeting.people().last().unwrap().person.id.clone();
    assert_eq!(
        room.does(rename(&id, " Grace Obi ")),
        [Event::PersonRenamed {
            person: id.clone(),
            name: "Grace Obi".into()
        }]
    );
    assert_eq!(
        room.does(role(&id, "Radiographer")),
        [Event::PersonRoleSet {
            person: id.clone(),
            role: "Radiographer".into()
        }]
    );
    assert_eq!(
        room.does(group(&id, Some("mdt"))),
        [Event::PersonGroupSet {
            person: id.clone(),
            group: Some("mdt".into())
        }]
    );
    let person = &room.meeting.attendee(&id).unwrap().person;
    assert_eq!(
        (
            person.name.as_str(),
            person.role.as_str(),
            person.group.as_deref()
        ),
        ("Grace Obi", "Radiographer", Some("mdt"))
    );
    // The same again is no step.
    for command in [
        rename(&id, "Grace Obi"),
        role(&id, "Radiographer"),
        group(&id, Some("mdt")),
    ] {
        assert_eq!(room.does(command), []);
    }
    room.does(role(&id, ""));
    room.does(group(&id, None));
    let person = &room.meeting.attendee(&id).unwrap().person;
    assert_eq!((person.role.as_str(), person.group.as_deref()), ("", None));
}

#[test]
fn a_correction_that_would_confuse_is_refused() {
    let mut room = Room::new();
    for (command, sentence) in [
        (rename("pat", " "), "A name needs some words."),
        (rename("pat", "una"), "Una is on the list already."),
        (rename("nobody", "X"), "Nobody of that name is on the list."),
        (role("nobody", "X"), "Nobody of that name is on the list."),
        (group("nobody", None), "Nobody of that name is on the list."),
        (
            group("pat", Some("staff")),
            "There is no group of that name.",
        ),
    ] {
        assert_eq!(room.refuses(command), sentence);
    }
    // Only how it is written.
    room.does(rename("pat", "PAT"));
    assert_eq!(room.meeting.name_of("pat"), "PAT");
}

#[test]
fn a_group_stays_once_somebody_had_a_vote_in_a_round_that_was_counted() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo"]);
    let round = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&round);
    let open = room.meeting.open_round().unwrap().clone();
    for voter in ["pat", "mo"] {
        ballots.cast(&open, voter, ones(1)).unwrap();
    }
    room.does(Command::CloseRound {
        round,
        ballots: ballots.clone(),
    });
    // Whether Una handed in is kept nowhere, so she counts as somebody who did.
    for (person, name) in [("pat", "Pat"), ("una", "Una")] {
        assert_eq!(
            room.refuses(group(person, Some("mdt"))),
            format!(
                "{name} had a vote in round 1, which is counted: the group stays as it was. Name and role can still be corrected."
            )
        );
    }
    // Nell was not there.
    room.does(group("nell", Some("patient")));
    room.does(rename("pat", "Patricia"));
    room.does(role("pat", "Patient representative"));
    assert_eq!(room.meeting.name_of("pat"), "Patricia");
}

#[test]
fn a_round_that_was_given_up_fixes_no_group() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = room.opens(&["board"]);
    room.does(Command::AbandonRound { round, ballots: 2 });
    room.does(group("pat", Some("mdt")));
    assert_eq!(room.meeting.attendee("pat").unwrap().group(), Some("mdt"));
}

#[test]
fn in_an_open_round_a_group_is_corrected_until_its_vote_is_in() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    let round = room.opens(&["board"]);
    let open = room.meeting.open_round().unwrap().clone();
    let mut ballots = BallotBox::new(&round);
    ballots.cast(&open, "pat", ones(1)).unwrap();
    assert_eq!(
        room.refuses(set_group("pat", Some("mdt"), &ballots)),
        "Pat has voted in round 1: the group stays as it was. Name and role can still be corrected."
    );
    room.does(set_group("una", Some("mdt"), &ballots));
    let group_of = |room: &Room, person: &str| {
        let round = room.meeting.open_round().unwrap();
        round.group_of(person).map(str::to_owned)
    };
    assert_eq!(group_of(&room, "una").as_deref(), Some("mdt"));
    // Without a group there is no vote; whoever gets one has to be let in.
    room.does(set_group("nell", None, &ballots));
    assert_eq!(group_of(&room, "nell"), None);
    room.does(set_group("nell", Some("mdt"), &ballots));
    assert_eq!(group_of(&room, "nell"), None);
    let open = room.meeting.open_round().unwrap().clone();
    ballots.cast_slip(&open, "mdt", ones(1)).unwrap();
    assert_eq!(
        room.refuses(set_group("mo", Some("patient"), &ballots)),
        "Paper slips of the hospital team are in, and Mo\u{2019}s may be one of them: the group stays as it was in round 1."
    );
}

#[test]
fn once_hands_of_a_group_are_counted_nobody_leaves_it_or_comes_into_it() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    room.does(Command::OpenRound {
        settings: RoundSettings {
            method: Method::Hands,
            ..settings(&["board"])
        },
    });
    let round = room.meeting.open_round().unwrap().id.clone();
    room.does(group("nell", Some("patient")));
    room.does(Command::CountHands {
        round,
        goal: "board".into(),
        group: "patient".into(),
        hands: Hands {
            yes: 3,
            no: 0,
            abstain: 0,
        },
    });
    for (person, to, name) in [("pat", "mdt", "Pat"), ("mo", "patient", "Mo")] {
        assert_eq!(
            room.refuses(group(person, Some(to))),
            format!(
                "Hands of the patients are counted in round 1: {name}\u{2019}s group stays as it was."
            )
        );
    }
}

#[test]
fn where_only_an_outcome_is_left_a_group_that_voted_stays() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&round);
    let open = room.meeting.open_round().unwrap().clone();
    ballots.cast(&open, "pat", ones(1)).unwrap();
    room.does(Command::CloseRound { round, ballots });
    room.does(Command::Save);
    let outcome = room.meeting.outcome(&Mark::default(), minute(30));
    let began = Began::from_outcome("m2".into(), outcome, None);
    let mut room = Room {
        meeting: Meeting::begin(&began),
        n: 1,
    };
    assert_eq!(
        room.refuses(group("pat", Some("mdt"))),
        "Pat was there when votes were counted: the group stays as it was. Name and role can still be corrected."
    );
    room.does(group("una", Some("mdt")));
    room.does(rename("pat", "Patricia"));
    let outcome = room.meeting.outcome(&Mark::default(), minute(30));
    let people: Vec<_> = outcome
        .people
        .iter()
        .map(|p| (p.name.as_str(), p.group.as_deref()))
        .collect();
    assert_eq!(
        people[..2],
        [("Patricia", Some("patient")), ("Una", Some("mdt"))]
    );
}

#[test]
fn what_the_room_corrected_stays_when_a_changed_agenda_is_taken_in() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    room.does(rename("pat", "Patricia"));
    room.does(group("una", Some("mdt")));
    let round = room.opens(&["board"]);
    let mut ballots = BallotBox::new(&round);
    let open = room.meeting.open_round().unwrap().clone();
    ballots.cast(&open, "mo", ones(1)).unwrap();
    room.does(Command::CloseRound { round, ballots });
    let mut agenda = room.meeting.agenda().clone();
    for person in &mut agenda.people {
        person.role = "New role".into();
        person.group = Some("patient".into());
        person.hours = Some(9);
    }
    room.does(Command::TakeInAgenda {
        agenda: Box::new(agenda),
    });
    let person = |id: &str| room.meeting.attendee(id).unwrap().person.clone();
    assert_eq!(person("pat").name, "Patricia");
    assert_eq!(person("pat").role, "New role");
    assert_eq!(person("una").group.as_deref(), Some("mdt"));
    // Mo has voted with the hospital team, and Nell, who was not there, has not.
    assert_eq!(person("mo").group.as_deref(), Some("mdt"));
    assert_eq!(person("nell").group.as_deref(), Some("patient"));
    assert_eq!(person("nell").hours, Some(9));
}

#[test]
fn whoever_left_is_not_still_to_come() {
    let mut room = with_roles(
        &[
            ("Surgeon", Some("mdt")),
            ("Service manager", Some("mdt")),
            ("Patient representative", Some("patient")),
        ],
        &[
            "Surgeon",
            "Service manager",
            "Patient representative",
            "Radiographer",
        ],
    );
    assert_eq!(room.meeting.missing_groups(), ["patient", "mdt"]);
    room.arrive(&["p0", "p1", "p2"]);
    room.does(Command::Leave {
        person: "p1".into(),
    });
    room.does(Command::Leave {
        person: "p2".into(),
    });
    assert_eq!(room.meeting.missing_roles(), ["Radiographer"]);
    assert_eq!(room.meeting.missing_groups(), [] as [&str; 0]);
    assert_eq!(
        room.meeting.left_roles(),
        ["Service manager", "Patient representative"]
    );
    assert_eq!(room.meeting.left_groups(), ["patient"]);
    room.arrive(&["p1"]);
    assert_eq!(room.meeting.left_roles(), ["Patient representative"]);
    // A tick that was a mistake is no stay.
    room.does(Command::TakeBackArrival {
        person: "p0".into(),
    });
    assert_eq!(room.meeting.missing_roles(), ["Surgeon", "Radiographer"]);
}

#[test]
fn what_undo_names_and_what_an_entry_may_not_name() {
    let mut room = Room::new();
    let renamed = room.does(rename("pat", "Patricia"));
    assert_eq!(
        room.meeting.describe(&renamed[0]),
        "the name \u{201c}Patricia\u{201d}"
    );
    let set = room.does(role("pat", "Patient"));
    assert_eq!(room.meeting.describe(&set[0]), "the role of Patricia");
    let set = room.does(group("pat", None));
    assert_eq!(room.meeting.describe(&set[0]), "the group of Patricia");
    let unknown = Event::PersonGroupSet {
        person: "nobody".into(),
        group: None,
    };
    assert_eq!(
        room.meeting.validate(&unknown).unwrap_err().to_string(),
        "it names a person `nobody` that is not known"
    );
}

#[test]
fn somebody_on_the_telephone_is_present_votes_and_has_no_paper_slip() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let una = || "una".to_owned();
    room.does(Command::JoinByTelephone { person: una() });
    assert!(room.meeting.attendee("una").unwrap().is_by_telephone());
    assert_eq!(
        room.try_to(Command::JoinByTelephone { person: una() }),
        Ok(Vec::new())
    );
    let said = room.refuses(Command::JoinByTelephone {
        person: "pat".into(),
    });
    assert!(said.contains("ticked as in the room"), "{said}");
    let said = room.refuses(Command::HandOverMeeting { person: una() });
    assert!(said.contains("not at the keyboard"), "{said}");
    let round = room.opens(&["board"]);
    assert_eq!(room.voters(), ["pat", "una", "mo"]);
    let open = room.meeting.open_round().unwrap().clone();
    let mut ballots = BallotBox::new(&round);
    let slips = |room: &Room, ballots: &BallotBox| {
        ["patient", "mdt"].map(|g| room.meeting.slips_of(&open, ballots, g))
    };
    assert_eq!(slips(&room, &ballots), [1, 1]);
    ballots.cast(&open, "pat", ones(1)).unwrap();
    assert_eq!(slips(&room, &ballots), [0, 1]);
    // Without a code card the vote can be handed in by somebody else, and not for those in the room.
    let by_proxy = |person: &str| Command::LetIn {
        round: round.clone(),
        person: person.to_owned(),
        proxy: true,
    };
    assert!(
        room.refuses(by_proxy("mo"))
            .contains("is here, and can vote")
    );
    room.does(by_proxy("una"));
    assert!(
        room.meeting
            .open_round()
            .unwrap()
            .voters
            .iter()
            .any(|v| v.person == "una" && v.proxy)
    );
    let held = room.meeting.outcome(&Mark::default(), minute(9)).meeting;
    assert_eq!(held.by_telephone, ["una"]);
}
