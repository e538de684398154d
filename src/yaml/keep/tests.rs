//! Files as people write them, changed by the program: what stays, what moves, what is lost and said.

use proptest::{prelude::*, sample::Index};

use super::*;
use crate::domain::{
    agenda::{Activity, AgendaItem, Stage},
    people::Person,
};

const AGENDA: &str = r#"# The spring meeting.
pledge: agenda/1
findings: findings.yaml
meeting: {title: Service Pledge meeting, date: 2026-11-24, start: "13:00", minutes: 90, place: 'Seminar room 2'}   # booked

# Who comes.
people:
  # the hospital team
  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt, lead: true, hours: 40}   # on leave in March
  - id: lee
    name: Lee Okafor   # call me Lee
    role: Surgeon
    group: mdt
    # asked twice
    hours: 8
  # patients
  - {id: jo, name: Jo Ellis,
     role: Patient representative, group: patient, strand: secondary}
  # nobody's vote
  - {id: sam, name: Sam Hart, role: Facilitator}
ground_rules: [One person speaks at a time, Names stay in this room]
capacity: {currency: GBP, money: 2000, hours: 160, goals: 5}
vote: {method: score}
expected:
- Surgeon
- Radiographer   # never came
items:
  - {stage: welcome, minutes: 5}
  - {theme: waiting, minutes: 15, speaker: jo}
  # the long one
  - {theme: access, minutes: 15}
  - {break: Tea, minutes: 5}
  - stage: close
    minutes: 5
# The end.
"#;

fn read() -> AgendaFile {
    read_agenda("agenda.yaml", AGENDA).value.unwrap()
}

fn kept(change: impl FnOnce(&mut AgendaFile)) -> UpdatedFile {
    let mut file = read();
    change(&mut file);
    let kept = keep_agenda(AGENDA, &file);
    assert_eq!(
        read_agenda("agenda.yaml", &kept.text).value.as_ref(),
        Some(&file),
        "{}",
        kept.text
    );
    kept
}

/// The lines that one text has and the other has not.
fn changed_lines(new: &str) -> (Vec<String>, Vec<String>) {
    let only = |a: &str, b: &str| -> Vec<String> {
        let there: Vec<&str> = b.lines().collect();
        let gone = a.lines().filter(|l| !there.contains(l));
        gone.map(str::to_owned).collect()
    };
    (only(AGENDA, new), only(new, AGENDA))
}

#[test]
fn a_file_that_did_not_change_is_left_as_it_is() {
    let kept = kept(|_| {});
    assert_eq!(kept.text, AGENDA);
    assert!(kept.lost.is_empty());
}

#[test]
fn one_value_is_one_line() {
    let kept = kept(|f| f.agenda.people[0].hours = Some(35));
    assert_eq!(
        changed_lines(&kept.text),
        (
            vec!["  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt, lead: true, hours: 40}   # on leave in March".to_owned()],
            vec!["  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt, lead: true, hours: 35}   # on leave in March".to_owned()],
        )
    );
    assert!(kept.lost.is_empty());
}

#[test]
fn a_remark_behind_a_changed_value_stays_there() {
    let kept = kept(|f| {
        f.agenda.people[1].name = "Lee Okafor-Smith".to_owned();
        f.agenda.meeting.place = "Room 3".to_owned();
        f.agenda.items[4].minutes = 10;
    });
    let (_, new) = changed_lines(&kept.text);
    assert_eq!(
        new,
        [
            "meeting: {title: Service Pledge meeting, date: 2026-11-24, start: \"13:00\", minutes: 90, place: Room 3}   # booked",
            "    name: Lee Okafor-Smith   # call me Lee",
            "    minutes: 10",
        ]
    );
    assert!(kept.lost.is_empty());
}

#[test]
fn what_moves_takes_its_remarks_along() {
    let kept = kept(|f| f.agenda.items.swap(1, 2));
    assert!(
        kept.text.contains(
            "  - {stage: welcome, minutes: 5}\n  # the long one\n  - {theme: access, minutes: 15}\n  - {theme: waiting, minutes: 15, speaker: jo}\n  - {break: Tea"
        ),
        "{}",
        kept.text
    );
    assert!(kept.lost.is_empty());
}

#[test]
fn what_comes_and_goes_leaves_the_rest_alone() {
    let kept = kept(|f| {
        f.agenda.people.remove(2);
        f.agenda.items[1].speaker = None;
        f.agenda.people.push(Person {
            id: "kim".to_owned(),
            name: "Kim, of the ward".to_owned(),
            role: "Radiographer".to_owned(),
            ..Person::default()
        });
        f.agenda.expected.push("Oncologist".to_owned());
        f.agenda.ground_rules.remove(0);
        f.agenda.people[1].hours = None;
        f.agenda.people[1].consent = true;
        f.agenda.capacity.per_strand = Some(1);
        f.previous = Some("../old/outcome.yaml".to_owned());
    });
    let (gone, new) = changed_lines(&kept.text);
    assert_eq!(
        gone,
        [
            "    hours: 8",
            "  - {id: jo, name: Jo Ellis,",
            "     role: Patient representative, group: patient, strand: secondary}",
            "ground_rules: [One person speaks at a time, Names stay in this room]",
            "capacity: {currency: GBP, money: 2000, hours: 160, goals: 5}",
            "  - {theme: waiting, minutes: 15, speaker: jo}",
        ]
    );
    assert_eq!(
        new,
        [
            "previous: \"../old/outcome.yaml\"",
            "    consent: true",
            "  - {id: kim, name: \"Kim, of the ward\", role: Radiographer}",
            "ground_rules: [Names stay in this room]",
            "capacity: {currency: GBP, money: 2000, hours: 160, goals: 5, per_strand: 1}",
            "- Oncologist",
            "  - {theme: waiting, minutes: 15}",
        ]
    );
    assert!(kept.lost.is_empty(), "{:?}", kept.lost);
}

#[test]
fn a_remark_on_the_line_of_what_goes_is_said_to_be_lost() {
    let kept = kept(|f| {
        f.agenda.people.remove(0);
    });
    assert_eq!(kept.lost, ["# on leave in March"]);
}

#[test]
fn a_file_with_anchors_is_written_anew_and_says_so() {
    let text =
        "pledge: agenda/1 # mine\nmeeting: {title: &t Us}\nitems: [{break: *t, minutes: 5}]\n";
    let mut file = read_agenda("", text).value.unwrap();
    file.agenda.meeting.place = "Here".to_owned();
    let kept = keep_agenda(text, &file);
    assert_eq!(read_agenda("", &kept.text).value, Some(file));
    assert!(kept.text.starts_with("pledge: agenda/1\n"));
}

#[test]
fn lines_that_end_as_in_windows_go_on_so() {
    let text = AGENDA.replace('\n', "\r\n");
    let mut file = read();
    file.agenda.people.push(Person {
        id: "kim".to_owned(),
        name: "Kim".to_owned(),
        ..Person::default()
    });
    file.agenda.items.swap(1, 2);
    let kept = keep_agenda(&text, &file);
    assert!(kept.lost.is_empty(), "{:?}\n{}", kept.lost, kept.text);
    assert_eq!(
        kept.text.matches('\n').count(),
        kept.text.matches("\r\n").count()
    );
}

#[test]
fn comments_and_themes_of_findings_are_kept_apart() {
    let text = "pledge: findings/1\nunit: {name: N}\nsurvey: {title: S, period: \"2026\"}\nthemes:\n  # first\n  - id: a\n    title: A   # short\n    comments:\n      # from the clinic\n      - {id: c1, strand: primary, source: survey, text: \"One.\"}\n      # long\n      - id: c2\n        strand: primary\n        source: interview\n        text: >\n          It was\n          long.\n  - {id: b, title: B}\n";
    let mut findings = read_findings("", text).value.unwrap();
    let comment = findings.themes[0].comments.remove(1);
    findings.themes[1].comments.push(comment);
    findings.themes[0].comments[0].hold = true;
    findings.themes[1].standard = "We will, and we do: always.".to_owned();
    findings.themes.swap(0, 1);
    let kept = keep_findings(text, &findings);
    assert_eq!(read_findings("", &kept.text).value, Some(findings));
    assert!(kept.lost.is_empty(), "{:?}\n{}", kept.lost, kept.text);
    assert!(kept.text.contains("title: A   # short"), "{}", kept.text);
    assert!(
        kept.text
            .contains("source: survey, hold: true, text: \"One.\"}"),
        "{}",
        kept.text
    );
}

/// One thing that a person may change.
#[derive(Clone, Debug)]
enum UserEdit {
    Minutes(Index, u32),
    Move(Index, Index),
    RemoveItem(Index),
    AddItem(Index, String),
    Rename(Index, String),
    Role(Index, String),
    RemovePerson(Index),
    Place(String),
    Money(Option<u64>),
    Rules(Vec<String>),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ,:#'\"\\[\\]{}?!-]{1,20}",
        Just("no".to_owned()),
        Just("# a".to_owned()),
        Just("x".repeat(90))
    ]
    .prop_map(|t| format!("x{}", t.trim()))
}

fn change() -> impl Strategy<Value = UserEdit> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1_u32..30).prop_map(|(i, m)| UserEdit::Minutes(i, m)),
        (at(), at()).prop_map(|(i, j)| UserEdit::Move(i, j)),
        at().prop_map(UserEdit::RemoveItem),
        (at(), text()).prop_map(|(i, t)| UserEdit::AddItem(i, t)),
        (at(), text()).prop_map(|(i, t)| UserEdit::Rename(i, t)),
        (at(), text()).prop_map(|(i, t)| UserEdit::Role(i, t)),
        at().prop_map(UserEdit::RemovePerson),
        text().prop_map(UserEdit::Place),
        proptest::option::of(0_u64..5000).prop_map(UserEdit::Money),
        proptest::collection::vec(text(), 0..3).prop_map(UserEdit::Rules),
    ]
}

impl UserEdit {
    /// Gives whether something was taken away.
    fn make(&self, file: &mut AgendaFile) -> bool {
        let agenda = &mut file.agenda;
        let (items, people) = (&mut agenda.items, &mut agenda.people);
        match self {
            Self::Minutes(i, m) if !items.is_empty() => {
                let i = i.index(items.len());
                items[i].minutes = *m;
            }
            Self::Move(i, j) if !items.is_empty() => {
                let item = items.remove(i.index(items.len()));
                items.insert(j.index(items.len() + 1), item);
            }
            Self::RemoveItem(i) if items.len() > 1 => {
                items.remove(i.index(items.len()));
                return true;
            }
            Self::AddItem(i, t) => items.insert(
                i.index(items.len() + 1),
                AgendaItem {
                    what: Activity::Break(t.clone()),
                    minutes: 5,
                    speaker: None,
                },
            ),
            Self::Rename(i, t) if !people.is_empty() => {
                let i = i.index(people.len());
                people[i].name.clone_from(t);
            }
            Self::Role(i, t) if !people.is_empty() => {
                let i = i.index(people.len());
                people[i].role.clone_from(t);
            }
            Self::RemovePerson(i) if !people.is_empty() => {
                let gone = people.remove(i.index(people.len()));
                for item in items {
                    item.speaker.take_if(|s| *s == gone.id);
                }
                return true;
            }
            Self::Place(t) => agenda.meeting.place.clone_from(t),
            Self::Money(m) => agenda.capacity.money = *m,
            Self::Rules(r) => {
                agenda.ground_rules.clone_from(r);
                return true;
            }
            _ => {}
        }
        false
    }
}

proptest! {
    #[test]
    fn any_changes_are_in_and_no_remark_goes_with_what_stays(changes in proptest::collection::vec(change(), 1..8)) {
        let mut file = read();
        let mut taken = false;
        for change in &changes {
            taken |= change.make(&mut file);
        }
        let Some(wanted) = read_agenda("", &write_agenda(&file)).value else {
            // Changes that the file's own rules refuse.
            return Ok(());
        };
        let kept = keep_agenda(AGENDA, &wanted);
        let read = read_agenda("", &kept.text).value;
        prop_assert_eq!(read.as_ref(), Some(&wanted), "{}", kept.text);
        prop_assert!(taken || kept.lost.is_empty(), "{:?}\n{}", kept.lost, kept.text);
        prop_assert!(kept.text.starts_with("# The spring meeting.\npledge"), "{}", kept.text);
        prop_assert!(kept.text.ends_with("# The end.\n"), "{}", kept.text);
    }
}

#[test]
fn stages_go_by_their_names() {
    let kept = kept(|f| {
        f.agenda.items.insert(
            4,
            AgendaItem {
                what: Activity::Stage(Stage::Vote),
                minutes: 15,
                speaker: None,
            },
        );
        f.agenda.items[5].minutes = 7;
    });
    assert!(
        kept.text.ends_with(
            "  - {stage: vote, minutes: 15}\n  - stage: close\n    minutes: 7\n# The end.\n"
        ),
        "{}",
        kept.text
    );
}
