//! Sentences around the answers of the assurance paper; the answers themselves stand beside their tests in `publish::assurance`.

/// Title.
pub const TITLE: &str = "Assurance of pledge";
/// Subtitle.
pub const SUBTITLE: &str =
    "Answers to the Digital Technology Assessment Criteria (DTAC), for the trust to finish";
/// Standing of the document.
pub const STANDING: &str = "About pledge {version}, made on {date}. This is a draft with answers of the makers. Nobody has assessed it, and it is no approval. Boxes headed \u{201c}For the trust\u{201d} are open.";
/// Kinds of sentences.
pub const STANDING_PARTS: &str = "A sentence with a number in square brackets is a claim about the program that tests show: annex C names them, and they run with the source (\u{201c}cargo test\u{201d}). A sentence without a number is a statement of intention, or says what there is not; nobody has tested it.";
/// The form.
pub const STANDING_FORM: &str = "Sections A to D are those of both versions of the form. The numbers of questions are those of version 1; version 2.0 (24 February 2026) numbers some otherwise, and the documents that it asks for are listed after section D. The trust\u{2019}s own form goes before this paper.";
/// Heading of a question.
pub const QUESTION: &str = "{number}: {question}";
/// A claim with its number.
pub const MARKED: &str = "{text} [{n}]";
/// Heading of a box.
pub const FOR_TRUST: &str = "For the trust: {number}";

/// Caption of the clauses of DCB0129.
pub const CLAUSES: &str = "DCB0129, clause by clause";
/// Headings of the table.
pub const CLAUSES_HEAD: [&str; 3] = ["Clause", "What there is", "What there is not"];

/// Heading.
pub const ASKED_FOR: &str = "Documents that version 2.0 of the form asks for";
/// Caption.
pub const ASKED_FOR_TABLE: &str = "Documents";
/// Headings of the table.
pub const ASKED_FOR_HEAD: [&str; 3] = ["Question", "Document", "State"];

/// Annex A.
pub const SOFTWARE: &str = "Annex A: accessibility of the program (EN 301 549, chapter 11)";
/// Introduction.
pub const SOFTWARE_TEXT: &str = "EN 301 549 version 3.2.1, whose chapter 11 applies WCAG 2.1 to software that is not on the web. It is read as WCAG2ICT reads it for programs in a terminal. Two forms are judged: the full screen, and the dialogue that \u{201c}--plain\u{201d} opens.";
/// Meaning of the words in the tables.
pub const DEGREES: [&str; 4] = [
    "supported: it holds, and a test shows it",
    "partly: the remark says what is missing",
    "FAILS: it does not hold",
    "not tested: the makers believe the remark, no test shows it, and the trust has to try it",
];
/// Failures in short.
pub const FAILS: &str = "What fails, in short: the full screen is a grid of characters. It has no names, roles, values or structure for assistive technology, announces no messages, and has keys of one letter that cannot be changed. Somebody who uses a screen reader or speech input should use the dialogue, which fails fewer criteria but cannot tell its language either.";
/// Caption of a table.
pub const PERCEIVABLE: &str = "11.1 Perceivable";
/// Caption of a table.
pub const OPERABLE: &str = "11.2 Operable";
/// Caption of a table.
pub const UNDERSTANDABLE: &str = "11.3 and 11.4 Understandable, robust";
/// Caption of a table.
pub const SERVICES: &str = "11.5 to 11.8 Assistive technology, preferences, authoring";
/// Caption of a table.
pub const ADDED: &str = "Criteria of WCAG 2.2 at levels A and AA that EN 301 549 does not have yet";
/// Caption of a table.
pub const DOCUMENTS: &str = "Chapter 10: documents";
/// Headings of a table.
pub const SOFTWARE_HEAD: [&str; 4] = ["Clause", "Full screen", "Dialogue", "Remark"];
/// Annex B.
pub const PAPERS: &str = "Annex B: accessibility of the papers (EN 301 549, chapter 10)";
/// Introduction.
pub const PAPERS_TEXT: &str = "Papers as HTML files, and as PDF where it is built in. The typesetter is told to write PDF/UA-1 and refuses what breaks its own checks; that alone is not counted as a test here. On a website chapter 9 applies, with the same criteria.";
/// Headings of a table.
pub const PAPERS_HEAD: [&str; 4] = ["Clause", "HTML", "PDF", "Remark"];
/// A criterion in the evidence.
pub const CRITERION: &str = "{clause}: {remark}";
/// Caption of the box.
pub const TRIED: &str = "For the trust: accessibility as it was tried";
/// Rows of the box.
pub const TRIED_ROWS: [&str; 4] = [
    "Full screen: terminal, magnifier or contrast setting, with date",
    "Dialogue: terminal and screen reader, with date",
    "Papers: browser or viewer and screen reader, with date",
    "What did not work, and what is offered in its place",
];

/// Annex C.
pub const EVIDENCE: &str = "Annex C: claims and the tests that show them";
/// Introduction.
pub const EVIDENCE_TEXT: &str =
    "Each name is that of a test in the source. A test shows what it tries and no more.";
/// Caption.
pub const EVIDENCE_TABLE: &str = "Claims";
/// Headings of the table.
pub const EVIDENCE_HEAD: [&str; 3] = ["No.", "Claim", "Shown by"];

/// Annex D.
pub const BILL: &str = "Annex D: software bill of materials";
/// Introduction.
pub const BILL_TEXT: &str = "{n} packages, for all systems, with the first 16 digits of the SHA-256 of each archive. \u{201c}pledge export FOLDER --to sbom\u{201d} writes the whole as CycloneDX for programs that look for advisories.";
/// Caption.
pub const BILL_TABLE: &str = "Packages that this build is made of";
/// Headings of the table.
pub const BILL_HEAD: [&str; 4] = ["Package", "Version", "Licence (SPDX)", "SHA-256"];
/// A licence that is not known.
pub const LICENCE_OPEN: &str = "not known";
/// Parts that are no packages.
pub const BILL_FILES: &str = "Besides: the fonts Public Sans and Source Sans 3 (OFL-1.1), and lists of words made of SCOWL. \u{201c}pledge licences\u{201d} prints their licences.";
