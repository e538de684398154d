//! The rules within a file and across files.

use super::{agenda, findings, heads, outcome, samples, told};
use crate::yaml::{Severity, cross_check, left_out_of_print, outcome_left_out_of_print};

/// The problems after one change to an example, and if the file can still be used.
fn findings_with(from: &str, to: &str) -> (bool, Vec<String>) {
    assert!(samples::FINDINGS.contains(from), "{from}");
    let read = findings(&samples::FINDINGS.replacen(from, to, 1));
    (read.value.is_some(), heads(&read.problems))
}

fn agenda_with(from: &str, to: &str) -> (bool, Vec<String>) {
    assert!(samples::AGENDA.contains(from), "{from}");
    let read = agenda(&samples::AGENDA.replacen(from, to, 1));
    (read.value.is_some(), heads(&read.problems))
}

fn outcome_with(from: &str, to: &str) -> (bool, Vec<String>) {
    assert!(samples::OUTCOME.contains(from), "{from}");
    let read = outcome(&samples::OUTCOME.replacen(from, to, 1));
    (read.value.is_some(), heads(&read.problems))
}

fn list(changes: &[(bool, Vec<String>)]) -> String {
    let mut lines = Vec::new();
    for (usable, told) in changes {
        lines.push(if *usable { "usable:" } else { "refused:" }.to_owned());
        lines.extend(told.iter().map(|t| format!("  {t}")));
    }
    lines.join("\n")
}

/// Changes to the example, each of which breaks a rule.
pub(super) const OF_FINDINGS: &[(&str, &str)] = &[
    ("positive: 54", "positive: 154"),
    ("low: 55.0", "low: 68"),
    ("percent: 61.0", "percent: 80"),
    ("percent: 61.0", "percent: 161"),
    ("percent: 61.0", "percent: 61%"),
    ("id: c31", "id: q14"),
    ("[q14, c31]", "[q41, x]"),
    ("hide_below: 11", "hide_below: 0"),
    ("hide_below: 11", "hide_cells_below: 3"),
    ("hide_below: 11", "hide_cells_below: 1"),
    ("hide_below: 11", "hide_cells_below: 6"),
    ("invited: 190", "invited: 19"),
    ("positive: 54, scored: 131", "positive: 54, scored: 132"),
    ("hold: true", "hold: true, wall: 1"),
    ("hold: true", "hold: true, publish: true"),
    (
        "{strand: secondary, kind: survey",
        "{strand: primary, kind: survey",
    ),
    ("{strand: secondary, period", "{strand: primary, period"),
    ("strand: secondary, source", "strand: secundary, source"),
    ("period: \"2026\"\n", "period: \"2027\"\n"),
    ("source: interview", "source: interviews"),
    ("cost: 0", "cost: £0"),
    ("evidence: [q14, c31]", "evidence: q14"),
    ("text: \"...\"", "text: \"\""),
];

#[test]
fn rules_of_findings() {
    let changes: Vec<_> = OF_FINDINGS
        .iter()
        .map(|(from, to)| findings_with(from, to))
        .collect();
    insta::assert_snapshot!(list(&changes), @"
    refused:
      findings.yaml:21:57: found 154 good answers of 131, expected at most as many as `scored`
    refused:
      findings.yaml:24:62: found a range from 68 to 67, expected `low` to be at most `high`
    refused:
      findings.yaml:24:51: found 80, outside the range given for it, expected a figure from `low` to `high`
    refused:
      findings.yaml:24:51: found `161`, expected a number from 0 to 100
    refused:
      findings.yaml:24:51: found `61%`, expected a number from 0 to 100
    refused:
      findings.yaml:27:14: found the id `q14` again, first in line 18, expected an id that no other finding or comment has
      findings.yaml:30:117: found `c31`, which is no finding or comment of this file, expected the id of a finding or comment
    refused:
      findings.yaml:30:112: found `q41`, which is no finding or comment of this file, expected the id of a finding or comment
      findings.yaml:30:117: found `x`, which is no finding or comment of this file, expected the id of a finding or comment
    usable:
      findings.yaml:6:15: warning: found results shown from 0 answers on, expected 5 or more (11 where nothing is said)
    usable:
    refused:
      findings.yaml:6:21: found 1, which hides nothing, expected 2 or more; 3 is usual
    usable:
      findings.yaml:6:21: warning: found 6, which hides every result of fewer than 12 answers as well, expected half of `hide_below` (11) at most
    refused:
      findings.yaml:8:62: found 131 people who answered, of 19 invited, expected at most as many as were invited
    usable:
      findings.yaml:21:69: warning: found 132 answers, of 131 people who answered the survey, expected at most as many as answered
    usable:
      findings.yaml:28:70: warning: found the place 1 on the wall again, first in line 27, expected each place once in a theme
    usable:
      findings.yaml:28:73: warning: found a comment that is kept off the wall and may be printed, expected `hold` or `publish`
    refused:
      findings.yaml:9:7: found `primary` by survey again, first in line 8, expected each strand and kind once
    refused:
      findings.yaml:23:13: found a result of `primary` in `2026` again, first in line 21, expected one for each strand and period
    usable:
      findings.yaml:27:27: warning: found a strand `secundary`, which no source has, expected a strand of `survey.sources`
    usable:
      findings.yaml:4:3: warning: found the period `2027` without a result, expected the period of the current results
    refused:
      findings.yaml:27:46: found `interviews`, expected `survey` or `interview`
    refused:
      findings.yaml:31:31: found `£0`, expected a whole number, 0 or more
    refused:
      findings.yaml:30:111: found `q14`, expected a list
    refused:
      findings.yaml:28:70: found an empty text, expected some text
    ");
}

/// Changes to the example, each of which breaks a rule.
pub(super) const OF_AGENDAS: &[(&str, &str)] = &[
    ("minutes: 90", "minutes: 60"),
    ("minutes: 90", "minutes: 120"),
    ("minutes: 90", "minutes: 0"),
    ("minutes: 5", "minutes: 5000"),
    ("speaker: jo", "speaker: joe"),
    ("group: patient", "group: patients"),
    ("group: mdt", "group: staff"),
    ("id: sam", "id: jo"),
    ("name: Sam Hart", "name: ama boateng"),
    ("method: score", "method: scores"),
    ("apart_from: 3", "apart_from: 0"),
    ("apart_from: 3", "apart_from: 1"),
    ("currency: GBP", "currency: £"),
    ("break: Tea", "breack: Tea"),
    ("{stage: close", "{stage: close, break: Tea"),
    ("stage: owners", "stage: owner"),
    ("previous:", "# previous:"),
    ("date: 2026-11-24", "date: 24/11/2026"),
    ("date: 2026-11-24", "date: 2026-11-31"),
    ("date: 2026-11-24", "date: 0026-11-24"),
    ("start: \"13:00\"", "start: 25:00"),
    ("start: \"13:00\"", "start: 1pm"),
];

#[test]
fn rules_of_agendas() {
    let changes: Vec<_> = OF_AGENDAS
        .iter()
        .map(|(from, to)| agenda_with(from, to))
        .collect();
    insta::assert_snapshot!(list(&changes), @"
    usable:
      agenda.yaml:4:85: warning: found 60 minutes for items of 90, expected the minutes of the items together
    usable:
      agenda.yaml:4:85: warning: found 120 minutes for items of 90, expected the minutes of the items together
    refused:
      agenda.yaml:4:85: found 0, expected a whole number, 1 or more
    refused:
      agenda.yaml:14:31: found `5000`, expected at most 1440 minutes
    refused:
      agenda.yaml:16:44: found `joe`, which is no person of this file, expected the id of a person
    refused:
      agenda.yaml:7:67: found `patients`, expected `patient` or `mdt`
    refused:
      agenda.yaml:6:66: found `staff`, expected `patient` or `mdt`
    refused:
      agenda.yaml:8:10: found the id `jo` again, first in line 7, expected an id that no other person has
    usable:
      agenda.yaml:8:5: warning: found `ama boateng` again, first in line 6, expected each person once
    refused:
      agenda.yaml:11:16: found `scores`, expected `score`, `approve`, `dots`, `rate`, `rank`, `hands`, `tables` or `thumbs`
    refused:
      agenda.yaml:11:53: found 0, expected a whole number, 1 or more
    usable:
      agenda.yaml:11:53: warning: found groups of 1 shown apart, expected 3 or more (3 where nothing is said)
    refused:
      agenda.yaml:10:22: found `£`, expected a currency in three capital letters
    refused:
      agenda.yaml:18:5: found an item that is nothing, expected `stage`, `theme` or `break`
      agenda.yaml:18:6: found an unknown key `breack`, expected `stage`, `theme`, `break`, `minutes` or `speaker`
    refused:
      agenda.yaml:22:5: found stage and break in one item, expected `stage`, `theme` or `break`
    refused:
      agenda.yaml:21:13: found `owner`, expected `welcome`, `review`, `themes`, `goals`, `vote`, `owners` or `close`
    usable:
      agenda.yaml:15:5: warning: found a review without an outcome to look back at, expected `previous: ` and the path of an outcome
    refused:
      agenda.yaml:4:48: found `24/11/2026`, expected a date such as 2026-11-24
    refused:
      agenda.yaml:4:48: found `2026-11-31`, a day that does not exist, expected a date such as 2026-11-24
    refused:
      agenda.yaml:4:48: found `0026-11-24`, expected a year from 1900 to 2199
    refused:
      agenda.yaml:4:67: found `25:00`, expected a time from 0:00 to 23:59
    refused:
      agenda.yaml:4:67: found `1pm`, expected a time from 0:00 to 23:59
    ");
    let (usable, told) = agenda_with("items:\n", "items: []\nexpected_:\n");
    assert!(
        !usable && told.iter().any(|t| t.contains("found no items")),
        "{told:?}"
    );
}

/// Changes to the example, each of which breaks a rule.
pub(super) const OF_OUTCOMES: &[(&str, &str)] = &[
    ("owner: ama", "owner: amma"),
    ("partner: jo", "partner: nobody"),
    ("present: [ama, jo]", "present: [ama, jo, lee]"),
    ("absent: [lee]", "absent: [les]"),
    ("voted: {patient: 3", "voted: {patients: 3"),
    ("[7, 1, 1]", "[7, 1]"),
    ("[7, 1, 1]", "[7, 1, x]"),
    ("withheld: true", "withheld: true, groups: {patient: 4.0}"),
    ("due: 2027-02-28", "due: 2026-02-28"),
    ("{due: 2027-05-24}", "{due: 2025-05-24}"),
    ("{due: 2027-05-24}", "{note: x}"),
    (
        "{due: 2027-05-24}",
        "{due: 2027-05-24, on: 2027-05-24, status: stuck}",
    ),
    ("{due: 2027-05-24}", "{due: 2027-05-24, on: 2027-05-24}"),
    ("{comment: c31}", "{}"),
    ("{comment: c31}", "{comment: c31, finding: q14}"),
    ("positive: 54", "withheld: true, positive: 54"),
    ("positive: 54", "positive: 540"),
    ("owner: ama", "owner: ama, owner_role: x"),
    ("owner: ama", "owner: ama\n    owner_role: Nurse"),
    ("id: drop-in", "id: tell-waits"),
    ("decision: ask", "decision: asked"),
    ("T14:31:00+00:00", "T12:31:00+00:00"),
    ("T14:31:00+00:00", " half past"),
    ("note: \"nearly\"", "noticed: A board, owner: Ward manager"),
    ("note: \"nearly\"", "owner: amma"),
    ("on_track, note", "stuck, noticed: A board, note"),
    ("id: r2", "id: r1"),
    ("note: No camera", "note: \"\""),
    (
        "standards: [",
        "standards: [{theme: waiting, text: x, agreed: no}, ",
    ),
];

#[test]
fn rules_of_outcomes() {
    let changes: Vec<_> = OF_OUTCOMES
        .iter()
        .map(|(from, to)| outcome_with(from, to))
        .collect();
    insta::assert_snapshot!(list(&changes), @"
    refused:
      outcome.yaml:33:12: found `amma`, which is no person of this file, expected the id of a person
    refused:
      outcome.yaml:35:14: found `nobody`, which is no person of this file, expected the id of a person
    usable:
      outcome.yaml:3:168: warning: found `lee` again, first in line 3, expected each person once, present or absent
    refused:
      outcome.yaml:3:163: found `les`, which is no person of this file, expected the id of a person
    refused:
      outcome.yaml:13:13: found a group `patients`, expected `patient` or `mdt`
    refused:
      outcome.yaml:21:67: found 2 numbers, expected three: for, against, abstained
    refused:
      outcome.yaml:21:74: found `x`, expected a whole number, 0 or more
    usable:
      outcome.yaml:16:64: warning: found results of groups where they are withheld, expected only the result of all together
    usable:
      outcome.yaml:39:10: warning: found 2026-02-28, before the meeting of 2026-11-24, expected a day after the meeting
    usable:
      outcome.yaml:40:21: warning: found 2025-05-24, before the meeting of 2026-11-24, expected a day after the meeting
    refused:
      outcome.yaml:40:15: found a review without a day, expected `due` or `on`
    usable:
      outcome.yaml:40:57: warning: found `stuck` without a reason, expected `note: ` and why
    usable:
      outcome.yaml:40:15: warning: found a review that is half filled in, expected both `on` and `status`, or none of them
    refused:
      outcome.yaml:28:92: found neither a finding nor a comment, expected `finding` or `comment`
    refused:
      outcome.yaml:28:92: found a finding and a comment in one, expected `finding` or `comment`
    usable:
      outcome.yaml:28:16: warning: found numbers where they are withheld, expected `withheld: true` or the numbers
    refused:
      outcome.yaml:28:74: found 540 good answers of 131, expected at most as many as `scored`
    refused:
      outcome.yaml:33:27: found a second colon in the line, expected one key and its value
    usable:
      outcome.yaml:34:17: warning: found two owners, expected `owner` or `owner_role`
    refused:
      outcome.yaml:41:10: found the id `tell-waits` again, first in line 23, expected an id that no other goal has
    refused:
      outcome.yaml:41:54: found `asked`, expected `agreed`, `ask`, `not_this_time` or `undecided`
    usable:
      outcome.yaml:3:105: warning: found an end before the beginning, expected a moment after `started`
    refused:
      outcome.yaml:3:105: found `2026-11-24 half past`, expected a moment such as 2026-11-24T13:02:11+00:00
    usable:
    usable:
      outcome.yaml:40:197: warning: found `amma`, which is no person of this file, expected the id of a person, or a role
    usable:
      outcome.yaml:40:196: warning: found `noticed` beside `stuck`, expected `noticed` beside `done` or `on_track`
    refused:
      outcome.yaml:17:9: found the id `r1` again, first in line 10, expected an id that no other round has
    usable:
      outcome.yaml:45:75: warning: found `stuck` without a reason, expected `note: ` and why
    refused:
      outcome.yaml:8:52: found the standard of a theme again, first in line 8, expected one standard for each theme
    ");
}

#[test]
fn a_mistake_in_an_entry_does_not_make_others_out_of_what_names_it() {
    let (_, told) = findings_with("question: Were", "qestion: Were");
    assert_eq!(told.len(), 1, "{told:?}");
    let (_, told) = agenda_with("name: Jo Ellis", "nam: Jo Ellis");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn files_are_held_against_each_other() {
    let found = findings(samples::FINDINGS);
    let text = samples::AGENDA
        .replace("theme: waiting", "theme: wating")
        .replace("strand: secondary", "strand: secondry");
    let problems = cross_check(&found, &agenda(&text));
    insta::assert_snapshot!(told(&problems), @"
    agenda.yaml:7:84: warning: found a strand `secondry`, which the findings do not have, expected a strand of `survey.sources`
      7 |   - {id: jo, name: Jo Ellis, role: Patient representative, group: patient, strand: secondry}
        |                                                                                    ^
      help: did you mean `secondary`?

    agenda.yaml:14:3: warning: found no item for `waiting`, expected an item for each theme of the findings
      14 |   - {stage: welcome, minutes: 5}
         |   ^
      help: add `- {theme: ..., minutes: ...}`; the room can still visit a theme without one

    agenda.yaml:16:13: found `wating`, which is no theme of the findings, expected the id of a theme
      16 |   - {theme: wating, minutes: 15, speaker: jo}
         |             ^
      help: did you mean `waiting`?

    agenda.yaml:17:13: found `nurse-access`, which is no theme of the findings, expected the id of a theme
      17 |   - {theme: nurse-access, minutes: 15}
         |             ^
      help: name another, or delete the item
    ");
    assert_eq!(problems[0].severity, Severity::Warning);
    assert_eq!(problems[2].severity, Severity::Error);
    let all = samples::AGENDA
        .replace(
            "theme: waiting, minutes: 15, speaker: jo",
            "stage: themes, minutes: 15",
        )
        .replace("  - {theme: nurse-access, minutes: 15}\n", "");
    assert_eq!(told(&cross_check(&found, &agenda(&all))), "");
    assert!(cross_check(&found, &agenda("")).is_empty());
}

/// A comment of four people under a goal for their strand: paper leaves it out, and `check` says so.
#[test]
fn a_comment_that_would_point_beside_its_strand_is_told_of() {
    let with = |from: &str, to: &str| {
        assert!(samples::FINDINGS.contains(from), "{from}");
        let read = findings(&samples::FINDINGS.replacen(from, to, 1));
        heads(&left_out_of_print(&read))
    };
    assert!(with("cost: 0", "cost: 0").is_empty());
    assert!(with("cost: 0", "strand: primary, cost: 0").is_empty());
    let told = with("cost: 0", "strand: secondary, cost: 0");
    insta::assert_snapshot!(told.join("\n"), @"findings.yaml:30:117: warning: found the comment `c31` beside its strand `secondary`, with 4 people behind it, expected 11 people or more behind it");
    // Nobody prints it, or enough people are behind it.
    let quiet = samples::FINDINGS.replacen("cost: 0", "strand: secondary, cost: 0", 1);
    for (from, to) in [
        ("wall: 1, publish: true", "wall: 1"),
        (
            "kind: interview, answered: 4",
            "kind: interview, answered: 11",
        ),
    ] {
        assert!(quiet.contains(from), "{from}");
        let read = findings(&quiet.replacen(from, to, 1));
        assert!(left_out_of_print(&read).is_empty(), "{from}");
    }

    let known = findings(samples::FINDINGS).value.unwrap();
    let agreed = outcome(samples::OUTCOME);
    assert!(samples::OUTCOME.contains("strand: secondary"));
    let told = heads(&outcome_left_out_of_print(&agreed, &known));
    insta::assert_snapshot!(told.join("\n"), @"outcome.yaml:28:102: warning: found the comment `c31` beside its strand `secondary`, with 4 people behind it, expected 11 people or more behind it");
}
