//! One change of a unit folder for each setting that the assessment depends on, with the rows that have to change.

use std::fs;

use super::Unit;

/// One change of a folder: its name, and the rows that have to change with it.
pub(super) struct Change {
    pub(super) name: &'static str,
    pub(super) make: fn(&Unit),
    pub(super) rows: &'static [&'static str],
}

const fn change(name: &'static str, make: fn(&Unit), rows: &'static [&'static str]) -> Change {
    Change { name, make, rows }
}

/// One change for each setting that the assessment depends on.
pub(super) const CHANGES: &[Change] = &[
    change(
        "unit",
        |u| {
            u.change(
                "outcome.yaml",
                "name: Northbrook Breast Unit",
                "name: Harbour Unit",
            );
        },
        &["Annex B: settings that this assessment was filled in from / Unit"],
    ),
    change(
        "organisation",
        |u| {
            u.change(
                "outcome.yaml",
                "organisation: Northbrook Hospitals NHS Trust",
                "organisation: Harbour Trust",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / Organisation",
            "Submitting controller details / Name of controller",
        ],
    ),
    change(
        "title of the survey",
        |u| {
            u.change(
                "findings.yaml",
                "title: Patient experience survey 2026",
                "title: Another survey",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / Title of the survey",
            "Scope of the processing / Survey",
        ],
    ),
    change(
        "period",
        |u| u.change("findings.yaml", "  period: \"2026\"", "  period: \"2025\""),
        &[
            "Annex B: settings that this assessment was filled in from / Period of the survey",
            "Scope of the processing / Period",
        ],
    ),
    change(
        "limit of answers",
        |u| u.change("findings.yaml", "hide_below: 11", "hide_below: 4"),
        &[
            "Annex B: settings that this assessment was filled in from / Results hidden below",
            "Data minimisation and quality / Results are hidden below",
            "Step 5: Identify and assess risks / 2",
        ],
    ),
    change(
        "limit of one side",
        |u| {
            u.change(
                "findings.yaml",
                "hide_below: 11",
                "hide_below: 11\n  hide_cells_below: 3",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / One side of a result hidden below",
            "Data minimisation and quality / One side of a result is hidden below",
        ],
    ),
    change(
        "people invited and answered",
        |u| {
            u.change(
                "findings.yaml",
                "invited: 190, answered: 131",
                "invited: 200, answered: 120",
            );
        },
        &[
            "Scope of the processing / People with primary breast cancer",
            "Step 1: Identify the need for a DPIA / Data processed on a large scale",
        ],
    ),
    change(
        "kind of a source",
        |u| {
            u.change(
                "findings.yaml",
                "kind: survey, invited: 190",
                "kind: interview, invited: 190",
            );
            u.change(
                "findings.yaml",
                "kind: interview, answered: 12",
                "kind: survey, answered: 12",
            );
        },
        &["Scope of the processing / People with primary breast cancer"],
    ),
    change(
        "strand of a source",
        |u| {
            u.change(
                "findings.yaml",
                "{strand: secondary, kind: interview",
                "{strand: lymphoedema, kind: interview",
            );
        },
        &[
            "Scope of the processing / Lymphoedema",
            "Step 1: Identify the need for a DPIA / Data about vulnerable people",
        ],
    ),
    change(
        "a comment is read",
        |u| {
            u.change(
                "findings.yaml",
                "hold: true, text: \"One of the nurses",
                "hold: true, read: true, text: \"One of the nurses",
            );
        },
        &[
            "Scope of the processing / Read by a person",
            "Scope of the processing / Not read by anybody yet",
            "Step 5: Identify and assess risks / 1",
        ],
    ),
    change(
        "a comment is held",
        |u| {
            u.change(
                "findings.yaml",
                "id: c11, strand: primary, source: survey, read: true",
                "id: c11, strand: primary, source: survey, read: true, hold: true",
            );
        },
        &["Scope of the processing / Held back from wall and paper"],
    ),
    change(
        "a comment is marked",
        |u| {
            u.change(
                "findings.yaml",
                "id: c11, strand: primary, source: survey, read: true",
                "id: c11, strand: primary, source: survey, read: true, marks: [name]",
            );
        },
        &[
            "Scope of the processing / Marked as perhaps pointing to a person, and not held",
            "Step 5: Identify and assess risks / 1",
        ],
    ),
    change(
        "a comment is on the wall",
        |u| {
            u.change(
                "findings.yaml",
                "id: c11, strand: primary, source: survey, read: true",
                "id: c11, strand: primary, source: survey, wall: 9",
            );
        },
        &["Scope of the processing / Chosen for the wall"],
    ),
    change(
        "a comment is released",
        |u| {
            u.change(
                "findings.yaml",
                "id: c11, strand: primary, source: survey, read: true",
                "id: c11, strand: primary, source: survey, read: true, publish: true",
            );
        },
        &[
            "Scope of the processing / Released for print",
            "Step 5: Identify and assess risks / 9",
        ],
    ),
    change(
        "a comment is edited",
        |u| {
            u.change(
                "findings.yaml",
                "id: c11, strand: primary, source: survey, read: true",
                "id: c11, strand: primary, source: survey, read: true, edited: true",
            );
        },
        &["Scope of the processing / Blacked out or corrected after the import"],
    ),
    change(
        "a comment is in no theme",
        |u| {
            u.change("findings.yaml", "themes:\n", "themes:\n  - id: not-sorted\n    title: Not sorted\n    comments:\n      - {id: zz1, strand: primary, source: survey, text: \"Something.\"}\n");
        },
        &[
            "Scope of the processing / Not sorted into a theme",
            "Scope of the processing / All comments kept",
            "Retention / Comments still kept",
        ],
    ),
    change(
        "a comment is forgotten",
        |u| u.change("findings.yaml", "themes:\n", "forgotten: [zz2]\nthemes:\n"),
        &[
            "Scope of the processing / Forgotten on request",
            "Step 5: Identify and assess risks / 8",
        ],
    ),
    change(
        "columns used",
        |u| {
            u.change("codebook.yaml", "comments:\n", "  - {column: Q3, finding: f3, theme: care, question: And now?, positive: [Good], other: [Poor]}\ncomments:\n  - {column: Q4, theme: care}\n");
        },
        &[
            "Data minimisation and quality / Columns used as questions",
            "Data minimisation and quality / Columns used as comments",
            "Data minimisation and quality / Blacked out by rule",
        ],
    ),
    change(
        "columns left out",
        |u| {
            u.change(
                "codebook.yaml",
                "unused: [Respondent ID, IP address]",
                "unused: [Respondent ID]",
            );
        },
        &[
            "Data minimisation and quality / Columns left out on purpose",
            "Data minimisation and quality / Their headings",
        ],
    ),
    change(
        "words blacked out",
        |u| u.change("codebook.yaml", "redact: true", "redact: false"),
        &["Data minimisation and quality / Blacked out by rule"],
    ),
    change(
        "names looked for",
        |u| u.change("codebook.yaml", "names: [Gladys]", "names: [Gladys, Lynn]"),
        &[
            "Data minimisation and quality / Names looked for in comments",
            "Step 5: Identify and assess risks / 1",
        ],
    ),
    change(
        "single comments",
        |u| {
            u.change(
                "codebook.yaml",
                "{comment: k1, hold: true}",
                "{comment: k1, leave_out: true}",
            );
        },
        &["Data minimisation and quality / Single comments"],
    ),
    change(
        "exports",
        |u| {
            u.change(
                "codebook.yaml",
                "names:",
                "  - {file: talks.csv, kind: interview, strand: primary, period: \"2026\"}\nnames:",
            );
        },
        &[
            "Data minimisation and quality / Exports read",
            "Step 1: Identify the need for a DPIA / Matching or combining data sets",
        ],
    ),
    change(
        "day of the meeting",
        |u| {
            u.change(
                "outcome.yaml",
                "date: \"2026-11-24\"",
                "date: \"2026-11-25\"",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / Day of the meeting",
            "Context of the processing / Day",
        ],
    ),
    change(
        "people on the list",
        |u| {
            u.change("agenda.yaml", "ground_rules:", "  - {id: tess, name: Tess Adair, role: Patient representative, group: patient}\nground_rules:");
        },
        &[
            "Annex B: settings that this assessment was filled in from / People on the list",
            "Scope of the processing / Patient representatives",
            "Step 5: Identify and assess risks / 11",
        ],
    ),
    change(
        "the team on the list",
        |u| {
            u.change("agenda.yaml", "ground_rules:", "  - {id: omar, name: Omar Finch, role: Nurse, group: mdt}\n  - {id: pia, name: Pia Grant, role: Observer}\nground_rules:");
        },
        &[
            "Scope of the processing / Hospital team",
            "Scope of the processing / Without a vote",
        ],
    ),
    change(
        "consent",
        |u| {
            u.change(
                "agenda.yaml",
                "role: Surgeon, group: mdt, hours: 16",
                "role: Surgeon, group: mdt, hours: 16, consent: true",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / People with consent to be printed",
            "Scope of the processing / Hospital team",
        ],
    ),
    change(
        "ground rules",
        |u| u.change("agenda.yaml", "  - Names stay in this room\n", ""),
        &["Step 5: Identify and assess risks / 4"],
    ),
    change(
        "method",
        |u| u.change("agenda.yaml", "method: score", "method: hands"),
        &[
            "Annex B: settings that this assessment was filled in from / Vote method",
            "Context of the processing / How the room votes",
            "Step 5: Identify and assess risks / 3",
        ],
    ),
    change(
        "weight",
        |u| u.change("agenda.yaml", "weight: balanced", "weight: head"),
        &[
            "Annex B: settings that this assessment was filled in from / Weight",
            "Context of the processing / Weight of the groups",
            "Step 5: Identify and assess risks / 11",
        ],
    ),
    change(
        "smallest group",
        |u| u.change("agenda.yaml", "apart_from: 3", "apart_from: 2"),
        &[
            "Annex B: settings that this assessment was filled in from / Group shown apart from",
            "Context of the processing / Group shown apart from",
            "Step 5: Identify and assess risks / 3",
        ],
    ),
    change(
        "names are printed",
        |u| u.change("booklet.yaml", "contact:", "names: true\ncontact:"),
        &[
            "Annex B: settings that this assessment was filled in from / Names of those who agreed are printed",
        ],
    ),
    change(
        "contact",
        |u| {
            u.change(
                "booklet.yaml",
                "  - \"Letters: Breast Unit, Northbrook Hospital\"\n",
                "",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / Way to say what could be better",
        ],
    ),
    change(
        "other languages",
        |u| {
            u.change(
                "booklet.yaml",
                "languages: [Welsh, Polish, Urdu]",
                "languages: [Welsh]",
            );
        },
        &["Annex B: settings that this assessment was filled in from / Other languages"],
    ),
    change(
        "other formats",
        |u| {
            u.change(
                "booklet.yaml",
                "formats: [large print, Easy Read, audio]",
                "formats: [audio]",
            );
        },
        &["Annex B: settings that this assessment was filled in from / Other formats"],
    ),
    change(
        "time of an answer",
        |u| {
            u.change(
                "booklet.yaml",
                "reply_within: 10 working days",
                "reply_within: 5 days",
            );
        },
        &[
            "Annex B: settings that this assessment was filled in from / People who write get an answer within",
        ],
    ),
    change(
        "last review",
        |u| u.change_all("outcome.yaml", "2028-05-24", "2029-05-24"),
        &["Retention / Last review planned"],
    ),
    change(
        "reviews that are past",
        |u| {
            u.change_all("outcome.yaml", "due: \"2027-", "due: \"2020-");
            u.change_all("outcome.yaml", "due: \"2028-", "due: \"2021-");
        },
        &[
            "Retention / Comments may go since",
            "Retention / Overdue on the day of this paper",
            "Step 5: Identify and assess risks / 7",
        ],
    ),
    change(
        "record is gone",
        |u| fs::remove_file(u.file("meeting.journal")).unwrap(),
        &[
            "Context of the processing / State of the meeting",
            "Step 5: Identify and assess risks / 10",
            "Annex A: files, and which of them are in this folder / meeting.journal",
        ],
    ),
    change(
        "no codebook",
        |u| fs::remove_file(u.file("codebook.yaml")).unwrap(),
        &[
            "Annex B: settings that this assessment was filled in from / codebook.yaml",
            "Data minimisation and quality / Exports read",
            "Annex A: files, and which of them are in this folder / codebook.yaml",
        ],
    ),
    change(
        "an export beside it",
        |u| fs::write(u.file("survey 2026.csv"), "a,b\n").unwrap(),
        &["Step 5: Identify and assess risks / 6"],
    ),
    change(
        "a copy set aside",
        |u| fs::write(u.file("outcome.edited-1.yaml"), "x").unwrap(),
        &[
            "Step 5: Identify and assess risks / 5",
            "Step 5: Identify and assess risks / 8",
        ],
    ),
    change(
        "a rehearsal's copy",
        |u| {
            let copy = u.0.path().join("pledge-rehearsal-x");
            fs::create_dir(&copy).unwrap();
            fs::write(
                copy.join("rehearsal.of"),
                u.file("").to_str().unwrap().trim_end_matches('/'),
            )
            .unwrap();
            fs::write(copy.join("rehearsal.lock"), "").unwrap();
        },
        &["Annex A: files, and which of them are in this folder / pledge-rehearsal-"],
    ),
    change(
        "language",
        |u| {
            fs::create_dir_all(u.0.path().join("config/pledge")).unwrap();
            fs::write(
                u.0.path().join("config/pledge/settings.yaml"),
                "pledge: settings/1\nlanguage: cy\n",
            )
            .unwrap();
        },
        &["Context of the processing / Language of the papers for patients"],
    ),
];
