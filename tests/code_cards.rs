//! A vote by telephone: codes that somebody types, what a room and a disk learn of them, and that the key is gone afterwards.

mod program;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use service_pledge::{
    app::{
        input::{Input, Key},
        keymap::{KEYS, Scope},
        program::Program as _,
        shell,
    },
    domain::{
        meeting::Began,
        vote::{
            ballot::Answers,
            ballot_box::BallotBox,
            code_card::{self, Code, CodeCard},
            method::Method,
        },
    },
    plain::Dialogue,
    store::{ballot_box::BoxFile, code_keys::CodeKeys, memory::MemoryDisk},
    text,
};

use crate::harness::{Play, crowd, northbrook, places, symbols};

/// The seat of Una, who is on the telephone.
const UNA: &str = "1 2";

/// A source of random numbers that is the same each time.
fn source(seed: u64) -> impl FnMut() -> Result<u64, service_pledge::domain::refusal::Refusal> {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Ok(state >> 33)
    }
}

/// A card whose key is on a disk.
fn made(disk: &MemoryDisk, person: &str, method: Method, seed: u64) -> CodeCard {
    let mut keys = CodeKeys::load(disk, &places()).unwrap();
    let card = CodeCard::draw(person, method, &mut keys.codes(), source(seed)).unwrap();
    keys.replace(disk, &places(), card.clone()).unwrap();
    card
}

/// The code for a mark, as it is said.
fn said(card: &CodeCard, part: usize, line: usize, mark: Option<u8>) -> String {
    let marks = code_card::marks(card.method).unwrap();
    let place = marks.iter().position(|m| *m == mark).unwrap();
    card.parts[part].lines[line][place]
        .to_string()
        .to_lowercase()
}

/// A meeting that has begun: Una is on the telephone, everybody else is in the room.
fn begun(disk: MemoryDisk, began: Began) -> Play {
    let mut play = Play::on(disk, began, "2026-11-24T12:58:00+00:00");
    // Jo, Bernadette, Parveen, Tess; then Una; then Vi, Sam and the team.
    play.press("space space space space");
    play.press("c").sees("Una Birch is here by telephone.");
    play.press("j");
    for _ in 0..10 {
        play.press("space");
    }
    play.press("s");
    play
}

/// The same with a card of Una and an open round of scores.
fn voting(seed: u64) -> (Play, CodeCard) {
    let disk = MemoryDisk::default();
    let card = made(&disk, "una", Method::Score, seed);
    let mut play = begun(disk, crowd());
    play.press("5 o")
        .sees("Una Birch votes by code card, part 1.")
        .press("enter");
    (play, card)
}

/// Una says the codes of her marks, and somebody types them.
fn says(play: &mut Play, card: &CodeCard, part: usize, marks: [Option<u8>; 3]) {
    play.press("*").press(UNA).press("enter");
    for (line, mark) in marks.into_iter().enumerate() {
        play.text(&said(card, part, line, mark));
    }
}

#[test]
fn somebody_on_the_telephone_votes_by_codes_that_another_person_types() {
    let (mut play, card) = voting(1);
    play.press(UNA)
        .sees("Una Birch")
        .sees("type the codes they say");
    for (columns, rows) in [(80, 22), (60, 18), (120, 40)] {
        play.resize(columns, rows);
        play.press("enter").sees("Part 1, goal 1");
        let code = said(&card, 0, 0, Some(4));
        play.text(&code[..2]);
        insta::assert_snapshot!(
            format!("a ballot by code card {columns}x{rows}"),
            play.screen()
        );
        play.press("esc").press("*").press(UNA);
    }
    play.resize(80, 22);
    play.press("enter");
    play.text(&said(&card, 0, 0, Some(4)))
        .sees("Part 1, goal 2")
        .sees("● ");
    play.text(&said(&card, 0, 1, None)).sees("Part 1, goal 3");
    play.text(&said(&card, 0, 2, Some(0)))
        .sees("Every goal is marked.")
        .sees("3 of 3 marked");
    play.press("enter")
        .sees("Thank you. Handed in: 1 of 14 have voted.")
        .sees("● 12 Una Birch");
    // The pad does not go to the telephone.
    play.press("1 1 enter 5 5 5")
        .sees("Then pass the number pad to seat 13.")
        .press("enter");
    play.press("c y a");
    play.sees("Handed in: 1 at the number pad, 1 by code card.");
    let outcome = play.outcome();
    assert_eq!(outcome.meeting.by_telephone, ["una"]);
    assert!(outcome.meeting.present.contains(&"una".to_owned()));
    let by = outcome.rounds[0].by.unwrap();
    assert_eq!((by.keys, by.slips, by.codes), (1, 0, 1));
}

#[test]
fn a_line_can_be_left_out_and_letters_can_be_taken_back() {
    let (mut play, card) = voting(2);
    play.press(UNA).press("enter");
    play.text("f")
        .press("bs")
        .press("enter")
        .sees("goal 2 of 3");
    play.press("bs").sees("goal 1 of 3").press("enter");
    play.text(&said(&card, 0, 1, Some(5)));
    play.press("enter").sees("2 goals are not marked");
    play.press("*").sees("Begun again").sees("goal 1 of 3");
    play.text("a").sees("No code has the letter A.");
    play.press("5").sees("Type the four letters of the code.");
    play.press("esc").sees("Nothing was handed in.");
}

#[test]
fn every_key_of_the_table_can_be_pressed_on_a_ballot_by_code_card() {
    let keys: Vec<Key> = KEYS.iter().flat_map(|row| row.keys).copied().collect();
    let (mut play, card) = voting(14);
    for key in keys {
        play.press("esc esc *").press(UNA).press("enter");
        assert!(
            shell::scopes(&play.app).contains(&Scope::CodeBallot),
            "{key:?}"
        );
        play.text(&said(&card, 0, 0, Some(1)))
            .input(Input::Key(key));
        for symbol in symbols(&play.buffer()) {
            assert_eq!(text::clean(symbol), symbol, "{key:?}");
        }
        assert!(play.meeting().open_round().is_some(), "{key:?}");
        if play.app.is_over() {
            play = play.reopen();
        }
    }
}

#[test]
fn a_tick_in_the_room_and_one_by_telephone_exclude_each_other() {
    let mut play = Play::new(northbrook());
    play.press("space k c")
        .sees("Jo Ellis is ticked as in the room: take that tick away first.");
    play.press("space c").sees("Jo Ellis is here by telephone.");
    play.sees("by telephone").sees("1 of 10 here");
    play.press("c x").sees("Jo Ellis leaves at");
    assert_eq!(play.outcome().meeting.by_telephone, ["jo"]);
    play.press("u u").sees("0 of 10 here");
    assert_eq!(play.outcome().meeting.by_telephone, Vec::<String>::new());
}

#[test]
fn who_has_a_code_card_is_marked_on_welcome_until_they_are_there() {
    let disk = MemoryDisk::default();
    made(&disk, "jo", Method::Score, 1);
    let mut play = Play::on(disk, northbrook(), "2026-11-24T12:58:00+00:00");
    for size in [(80, 22), (120, 40)] {
        play.resize(size.0, size.1);
        play.sees("c: phone");
    }
    play.resize(60, 18);
    play.does_not_see("c: phone").press("c").sees("phone");
    play.resize(80, 22);
    play.does_not_see("c: phone").sees("telephone");
}

#[test]
fn codes_from_a_chat_can_be_pasted() {
    let (mut play, card) = voting(3);
    play.press(UNA).press("enter");
    let [a, b, c] = [0, 1, 2].map(|line| said(&card, 0, line, Some(3)).to_uppercase());
    let chat = format!("Una, from the train: {a}\n2: {b}\n3: {c} thanks\n");
    play.input(Input::Paste(chat));
    play.sees("Every goal is marked.")
        .press("enter")
        .sees("Handed in: 1 of 14");
}

#[test]
fn every_code_gives_the_ballot_the_mark_that_stands_beside_it() {
    for (method, keys, marks) in [
        (Method::Score, "", [Some(0), Some(5), None]),
        (Method::Approve, "m y e s enter", [Some(1), Some(0), None]),
        (Method::Rate, "m r a t e enter", [Some(1), Some(9), None]),
    ] {
        let disk = MemoryDisk::default();
        let card = made(&disk, "una", method, 31);
        let mut play = begun(disk, crowd());
        play.press("5 o").press(keys).press("enter");
        says(&mut play, &card, 0, marks);
        play.press("enter").sees("Handed in: 1 of 14");
        let round = play.meeting().open_round().unwrap().box_key();
        let file = BoxFile::new(&places(), "m-northbrook", &round);
        let ballots: BallotBox = file.get(&play.disk).unwrap().unwrap();
        assert_eq!(ballots.ballots.len(), 1);
        assert_eq!(ballots.ballots[0].answers, Answers::of(method, &marks));
        assert_eq!((ballots.voted, ballots.codes), (vec!["una".to_owned()], 1));
    }
}

#[test]
fn the_questions_about_the_meeting_are_answered_by_code_too() {
    let (mut play, card) = voting(32);
    all_vote(&mut play, &card, 0, &marks());
    play.press("7 e")
        .sees("Una Birch votes by code card, part 2.")
        .press("enter")
        .press(UNA)
        .press("enter")
        .sees("Part 2, question 1");
    play.text(&said(&card, 1, 0, Some(0)))
        .sees(code_card::NO_CODE);
    for line in 0..4 {
        play.text(&said(&card, 1, line, Some(5)));
    }
    play.press("enter").sees("Handed in: 1 of 14");
}

#[test]
fn every_wrong_code_is_refused_in_the_same_words() {
    let disk = MemoryDisk::default();
    let vi = made(&disk, "vi", Method::Score, 8);
    let una = made(&disk, "una", Method::Score, 9);
    let mut play = begun(disk, crowd());
    play.press("5 o enter").press(UNA).press("enter");
    let right = said(&una, 0, 0, Some(5));
    let slip = right.replacen(
        &right[..1],
        if right.starts_with('k') { "z" } else { "k" },
        1,
    );
    let mut screens = BTreeSet::new();
    for wrong in [
        slip,
        said(&una, 0, 1, Some(5)),
        said(&una, 1, 0, Some(5)),
        said(&vi, 0, 0, Some(5)),
        "ffgg".to_owned(),
    ] {
        play.text(&wrong).sees("goal 1 of 3");
        screens.insert(play.screen());
    }
    assert_eq!(screens.len(), 1);
    play.sees(code_card::NO_CODE);
    play.text(&right).sees("goal 2 of 3");
}

#[test]
fn two_ballots_by_code_with_other_marks_are_the_same_screens() {
    let seen = |marks: [Option<u8>; 3], desk: bool| {
        let (mut play, card) = voting(4);
        if desk {
            play = play.reopen_at_the_desk();
        }
        let mut screens = Vec::new();
        play.press(UNA).press("enter");
        for (line, mark) in marks.into_iter().enumerate() {
            for letter in said(&card, 0, line, mark).chars() {
                play.text(&letter.to_string());
                screens.push(play.screen());
            }
        }
        play.press("enter");
        screens.push(play.screen());
        screens
    };
    for desk in [false, true] {
        let one = seen([Some(5), None, Some(0)], desk);
        assert_eq!(one, seen([Some(0), Some(3), None], desk));
        assert_eq!(one.len(), 13);
    }
}

#[test]
fn a_code_that_was_heard_is_never_heard_again() {
    let (mut play, card) = voting(5);
    // Begun, and the round is given up: another part, also after the program was restarted.
    play.press(UNA)
        .press("enter")
        .text(&said(&card, 0, 0, Some(2)));
    play.press("esc esc");
    // In the same round it is the same part, which is no new vote.
    let mut play = play.reopen();
    play.press(UNA).sees("Part 1 of their card.").press("*");
    play.press("x y").press("o").sees("part 2.").press("enter");
    // An undo of the opening, which has no votes, and a new one.
    play.press(UNA)
        .press("enter")
        .text(&said(&card, 1, 0, Some(2)));
    play.press("esc esc u")
        .press("o")
        .sees("part 3.")
        .press("enter");
    says(&mut play, &card, 2, [Some(1); 3]);
    play.press("enter").sees("Handed in: 1 of 14");
    play.press(UNA)
        .sees("Una Birch has voted already.")
        .press("*");
    play.press("1 1 enter 5 5 5 enter c y a");
    // Used up; and what was handed in is not on the disk any more.
    play.press("o").sees("Una Birch’s code card is used up.");
    play.sees("not secret");
    let keys = CodeKeys::load(&play.disk, &places()).unwrap();
    assert_eq!(keys.codes(), BTreeSet::new());
}

#[test]
fn a_round_begun_anew_takes_the_next_part() {
    let (mut play, card) = voting(6);
    // One of the team cannot judge, so that the next round has nearly the same voters.
    let mut marks = marks();
    marks[13] = [None; 3];
    all_vote(&mut play, &card, 0, &marks);
    play.press("o")
        .sees("part 2.")
        .press("a")
        .sees("Type your seat number.");
    assert_eq!(play.meeting().rounds().len(), 2);
    play.press(UNA).press("enter").sees("Part 2, goal 1");
    play.text(&said(&card, 0, 0, Some(1)))
        .sees(code_card::NO_CODE);
    play.text(&said(&card, 1, 0, Some(1)))
        .sees("Part 2, goal 2");
}

#[test]
fn a_vote_in_the_box_is_safe_and_its_codes_go_although_the_program_is_killed_between_them() {
    let (mut play, card) = voting(7);
    says(&mut play, &card, 0, [Some(1); 3]);
    // The box is written, and then the key.
    let before = play.disk.calls().len();
    play.press("enter");
    let calls = play.disk.calls().split_off(before);
    let write_of = |what: &str| {
        let is_it = |call: &String| call.starts_with("replace") && call.ends_with(what);
        calls.iter().position(is_it)
    };
    let (vote, key) = (write_of(".ballots"), write_of(".codes"));
    assert!(vote.is_some() && vote < key, "{calls:?}");
    let mut play = play.reopen();
    play.press(UNA)
        .sees("Una Birch has voted already.")
        .press("*");
    play.press("1 1 enter 5 5 5 enter c y a");
    let keys = CodeKeys::load(&play.disk, &places()).unwrap();
    assert!(!keys.card("una").unwrap().has(0));
}

#[test]
fn the_setup_says_why_somebody_on_the_telephone_cannot_vote() {
    // Without a card; then with one whose key is on another computer; then with another method.
    let mut play = begun(MemoryDisk::default(), crowd());
    play.press("/").text("jo el").press("enter x c");
    play.sees("Jo Ellis is here by telephone. They have no code card.");
    play.press("x")
        .press("5 o")
        .sees("Una Birch is on the telephone and has no code card.")
        .sees("y hands in for them, and");
    play.press("esc");
    made(&play.disk, "una", Method::Score, 1);
    let key = CodeKeys::load(&play.disk, &places()).unwrap();
    let key = places().code_key(&key.listed("una").unwrap().fingerprint);
    let bytes = play.disk.file(&key).unwrap();
    let elsewhere = MemoryDisk::default();
    elsewhere.put(&key, &bytes);
    service_pledge::store::disk::Disk::remove(&play.disk, &key).unwrap();
    let mut play = play.reopen();
    play.press("5 o")
        .sees("The key of Una Birch’s code card is not on this computer.")
        .press("esc");
    play.disk.put(&key, &bytes);
    let mut play = play.reopen();
    play.press("5 o m d o t s enter").sees("does not work with");
    play.press("enter").press(UNA).sees("does not work with");
    // The way out is open to somebody on the telephone, and says what it is.
    play.press("* y")
        .sees("Not secret")
        .text("una")
        .press("enter");
    play.sees("I hand in for them");
}

/// The files of a disk that hold a code of a card, in small or capital letters.
fn telling(disk: &MemoryDisk, card: &CodeCard) -> Vec<PathBuf> {
    let codes: BTreeSet<Code> = card.codes().collect();
    let mut telling = disk.paths();
    telling.retain(|path| {
        let bytes = disk.file(path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let words = text.split(|c: char| !c.is_alphanumeric());
        let mut words = words.filter_map(|word| word.parse::<Code>().ok());
        words.any(|code| codes.contains(&code))
    });
    telling
}

/// Fourteen vote: Una by code, the others by key.
fn all_vote(play: &mut Play, card: &CodeCard, part: usize, marks: &[[Option<u8>; 3]; 14]) {
    let seats = (1..=15).filter(|seat| *seat != 10);
    for (seat, marks) in seats.zip(marks) {
        if seat == 12 {
            says(play, card, part, *marks);
            play.press("enter").sees("Handed in");
            continue;
        }
        for digit in seat.to_string().chars() {
            play.press(&digit.to_string());
        }
        play.press("enter");
        for mark in marks {
            let key = mark.map_or_else(|| ".".to_owned(), |mark| mark.to_string());
            play.press(&key);
        }
        play.press("enter").sees("Handed in");
    }
    play.press("c y a");
}

/// A whole meeting with one round, and the disk after it is saved.
fn saved(seed: u64, marks: &[[Option<u8>; 3]; 14]) -> (Play, CodeCard) {
    let (mut play, card) = voting(seed);
    all_vote(&mut play, &card, 0, marks);
    play.press("7 s");
    if play.meeting().saved().is_none() {
        play.press("y");
    }
    assert!(play.meeting().saved().is_some());
    (play, card)
}

/// Marks of fourteen people that differ from each other.
fn marks() -> [[Option<u8>; 3]; 14] {
    std::array::from_fn(|n| {
        let n = u8::try_from(n).unwrap();
        [Some(n % 6), Some((n / 6) % 6), Some(n * 5 % 6)]
    })
}

#[test]
fn after_saving_nothing_on_disk_maps_a_code_to_a_mark() {
    let (play, card) = saved(11, &marks());
    assert_eq!(telling(&play.disk, &card), Vec::<PathBuf>::new());
    let mut left = play.disk.paths();
    left.retain(|path| {
        path.extension()
            .is_some_and(|e| e == "codes" || e == "ballots")
    });
    assert_eq!(left, Vec::<PathBuf>::new());
    // The same test finds a file that does.
    for planted in [
        serde_json::to_string(&card).unwrap(),
        format!("una said {} for goal 1", said(&card, 0, 0, Some(5))),
    ] {
        let path = Path::new("/unit/planted.txt");
        play.disk.put(path, planted.as_bytes());
        assert_eq!(telling(&play.disk, &card), [path]);
    }
}

#[test]
fn nothing_on_disk_narrows_the_ballot_of_somebody_who_voted_by_code() {
    let bytes = |seed: u64, marks: &[[Option<u8>; 3]; 14]| {
        let (play, _) = saved(seed, marks);
        let files = play.disk.paths();
        let files = files.into_iter().map(|path| {
            let bytes = play.disk.file(&path).unwrap();
            (path, String::from_utf8(bytes).unwrap())
        });
        files.collect::<Vec<_>>()
    };
    let one = bytes(12, &marks());
    // Other codes for the same marks leave the same files.
    assert_eq!(one, bytes(13, &marks()));
    // So does another mark of hers, where somebody else of her group has that one. Seats 7, 8, 9, 11, 12 and 13 are of patients.
    for other in [6, 7, 8, 9, 11] {
        let mut swapped = marks();
        swapped.swap(10, other);
        assert_eq!(one, bytes(12, &swapped), "with {other}");
    }
    // And the comparison sees a mark that nobody gave.
    let mut changed = marks();
    changed[10] = [Some(5), Some(5), Some(4)];
    assert_ne!(one, bytes(12, &changed));
}

#[test]
fn codes_can_be_typed_in_the_dialogue() {
    let disk = MemoryDisk::default();
    let card = made(&disk, "una", Method::Score, 21);
    let mut play = begun(disk, crowd());
    play.press("5 o enter");
    let mut dialogue = Dialogue::default();
    let now = play.now;
    dialogue.open(&mut play.app, now);
    let mut says = |line: &str| dialogue.answer(&mut play.app, line, now);
    let seat = says("12");
    assert!(
        seat.contains("type the codes they say. Part 1 of their card."),
        "{seat}"
    );
    let ballot = says("enter");
    assert!(ballot.contains("Part 1, goal 1"), "{ballot}");
    assert!(
        ballot.contains("Type the codes in the order in which they are said"),
        "{ballot}"
    );
    let [a, b, c] = [0, 1, 2].map(|line| said(&card, 0, line, Some(3)));
    let wrong = says(&b);
    assert!(wrong.contains(code_card::NO_CODE), "{wrong}");
    let two = says(&format!("{a} {b}"));
    assert!(two.contains("Goal 3 of 3") && !two.contains(&a), "{two}");
    let all = says(&c);
    assert!(all.contains("Every goal is marked."), "{all}");
    let done = says("enter");
    assert!(done.contains("Handed in: 1 of 14 have voted."), "{done}");
}

#[test]
fn slips_are_counted_against_the_people_who_have_not_voted() {
    let mut play = Play::new(northbrook());
    crate::walkthrough::welcome(&mut play);
    play.press("5 o enter 7 enter 5 5 5 enter");
    // The team has six people; a slip is marked and Enter opens the next one.
    play.press("s").text("team").press("enter");
    play.sees("Paper slip 1 of 6").press("5 4 3 enter");
    play.sees("Paper slip 2 of 6").press("1 1 1 enter");
    play.sees("Paper slip 3 of 6").press("esc");
    play.sees("2 of 6 slips of the hospital team are in.");
    play.sees("On paper, without names: 2 of 6 slips of the hospital team.");
    // Who votes at the pad after all has no slip.
    play.press("1 enter 2 2 2 enter s")
        .text("team")
        .press("enter");
    play.sees("Paper slip 3 of 5").press("esc");
    play.press("c y a");
    play.sees("Handed in: 2 at the number pad, 2 on paper.");
    let by = play.outcome().rounds[0].by.unwrap();
    assert_eq!((by.keys, by.slips, by.codes), (2, 2, 0));
}
