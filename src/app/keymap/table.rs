//! The key table: one row for each action in each scope.
//!
//! A macro and not a list of calls, because rustfmt would make five lines of each row, and a table of a thousand lines is
//! not read.

use super::{Binding, Scope};
use crate::{
    app::{
        action::{Action, Begin, ImportAction, Instead, ProgrammeAction, Wish},
        input::{Code, Key},
    },
    domain::{agenda::Stage, meeting::mark::CountdownKind, outcome::Status},
};

macro_rules! key {
    (F1) => {
        Key::plain(Code::F(1))
    };
    (F2) => {
        Key::plain(Code::F(2))
    };
    (F5) => {
        Key::plain(Code::F(5))
    };
    // Clickers send F5 or Shift-F5 for their start button, after the two keys of presentation programs.
    (ShiftF5) => {
        Key {
            shift: true,
            ..Key::plain(Code::F(5))
        }
    };
    (CtrlC) => {
        Key::ctrl('c')
    };
    (CtrlN) => {
        Key::ctrl('n')
    };
    (CtrlO) => {
        Key::ctrl('o')
    };
    (CtrlP) => {
        Key::ctrl('p')
    };
    (CtrlQ) => {
        Key::ctrl('q')
    };
    (CtrlR) => {
        Key::ctrl('r')
    };
    (CtrlS) => {
        Key::ctrl('s')
    };
    (CtrlU) => {
        Key::ctrl('u')
    };
    ($code:ident) => {
        Key::plain(Code::$code)
    };
    ($char:literal) => {
        Key::char($char)
    };
}

macro_rules! column {
    (-) => {
        false
    };
    (footer) => {
        true
    };
    (changes) => {
        true
    };
}

macro_rules! table {
    ($($scope:ident [$($key:tt)+] $footer:tt $changes:tt $action:ident $(($argument:expr))? $label:literal;)+) => {
        &[$(Binding {
            // Every column is a word, so that a new row cannot leave out whether it changes something.
            scope: Scope::$scope,
            keys: &[$(key!($key)),+],
            action: Action::$action $(($argument))?,
            label: $label,
            footer: column!($footer),
            changes: column!($changes),
        }),+]
    };
}

/// Every key of every program, in the order of the help page.
///
/// The first key of a row is the one that is shown. `footer` rows are hints at the foot of the screen, in this order.
/// `changes` rows are refused where a meeting can only be read.
pub const KEYS: &[Binding] = table! {
    // scope        keys                           footer  changes  action                      label
    Everywhere      [':' CtrlP]                    -       -        Actions                     "everything that can be done, by name";
    Everywhere      ['1']                          -       -        Go(Stage::Welcome)          "Welcome";
    Everywhere      ['2']                          -       -        Go(Stage::Review)           "Review";
    Everywhere      ['3']                          -       -        Go(Stage::Themes)           "Themes";
    Everywhere      ['4']                          -       -        Go(Stage::Goals)            "Goals";
    Everywhere      ['5']                          -       -        Go(Stage::Vote)             "Vote";
    Everywhere      ['6']                          -       -        Go(Stage::Owners)           "Owners";
    Everywhere      ['7']                          -       -        Go(Stage::Close)            "Close";
    // Brackets besides the digits: while a round is open, digits may be seats or marks.
    Everywhere      [']']                          -       -        NextStage                   "next stage";
    Everywhere      ['[']                          -       -        PreviousStage               "stage before";
    Everywhere      [PageDown]                     -       -        Forward                     "on, as with a clicker";
    Everywhere      [PageUp]                       -       -        Backward                    "back, as with a clicker";
    Everywhere      ['p']                          -       changes  Park                        "park a topic";
    Everywhere      ['t']                          -       changes  Timer                       "start or pause the timer";
    // Plus needs Shift on many keyboards; the same key without it is an equals sign.
    Everywhere      ['+' '=']                      -       changes  AddMinute                   "add a minute";
    // Clickers blank a screen with one of these two, depending on the maker.
    Everywhere      ['b' '.']                      -       -        Blank                       "blank the wall; any key brings it back";
    Everywhere      [F5 ShiftF5]                   -       -        Present                     "show it large, as a clicker’s start key";
    // Of whatever is on the other screen: the desk may have room for all of it, and the wall may not.
    Everywhere      ['}']                          -       -        WallDown                    "move a long page of the wall down";
    Everywhere      ['{']                          -       -        WallUp                      "move it up again";
    // Two keys beside each other, pressed without a look while the room talks.
    Everywhere      ['o']                          -       changes  Voice                       "at the desk: a patient speaks, or the team";
    Everywhere      ['O']                          -       changes  NoVoice                     "at the desk: nobody speaks on the theme";
    Everywhere      ['H']                          -       changes  HandOverMeeting             "hand over: somebody else leads the meeting";
    Everywhere      ['T']                          -       -        Clock                       "the clock, large";
    Everywhere      ['i']                          -       -        Glossary                    "what a word means";
    Everywhere      ['f']                          -       -        Notes                       "the facilitator’s notes, at the desk";
    Everywhere      [F2]                           -       -        Tour                        "the tour, again";
    // Of one family with the two keys of undo and redo; on a page without a text field it clears nothing.
    Everywhere      [CtrlU]                        -       -        Steps                       "what undo would take back";
    // Signs that nobody presses by chance: they are for a save that failed, or a file that changed meanwhile.
    Everywhere      ['!']                          -       changes  TryAgain                    "try to save again";
    Everywhere      ['@']                          -       changes  SaveElsewhere               "save on this computer instead";
    Everywhere      ['&']                          -       changes  TakeInFindings              "take in findings that changed";
    // Never quits. It is also the stop key of a clicker, which must not end a meeting in front of the room.
    Everywhere      [Esc 'q']                      -       -        Back                        "back one step";
    // Rows of every program, so that the same key cannot drift to another meaning in one of them.
    Common          ['?' F1]                       -       -        Help                        "help";
    Common          ['u']                          -       changes  Undo                        "undo";
    Common          ['U' CtrlR]                    -       changes  Redo                        "redo";
    Common          ['v']                          -       -        Colours                     "colours";
    // Ctrl-C as well: in raw mode it is an ordinary key, and people try it when they want to get out.
    Always          [CtrlQ CtrlC]                  -       -        Quit                        "quit; nothing is lost";
    List            [Up 'k']                       -       -        Up                          "up";
    List            [Down 'j']                     -       -        Down                        "down";
    List            [Home]                         -       -        First                       "to the top";
    List            [End]                          -       -        Last                        "to the end";
    List            ['/']                          -       -        Find                        "find in the list";
    Welcome         [' ' Enter]                    footer  changes  Toggle                      "here or not";
    Welcome         [Left 'h']                     -       -        Left                        "to the list on the left";
    Welcome         [Right 'l']                    -       -        Right                       "to the list on the right";
    Welcome         ['s']                          footer  changes  Start                       "start the meeting";
    Welcome         ['w']                          footer  changes  WalkIn                      "somebody else is here";
    Welcome         ['c']                          -       changes  Telephone                   "here by telephone or video call";
    Welcome         ['x']                          footer  changes  Leave                       "leaves now";
    Welcome         ['e']                          footer  changes  Correct                     "correct";
    Welcome         ['a']                          -       -        HereFor                     "what each of us is here for";
    HereFor         [Enter Esc 'q' 'a']            footer  -        Back                        "on";
    HereFor         [' ']                          footer  -        Further                     "further down, and back to the top";
    HereFor         [Up 'k']                       -       -        Higher                      "up";
    HereFor         [Down 'j']                     -       -        Lower                       "down";
    Review          [Enter]                        footer  -        Open                        "look closer";
    Review          ['d']                          footer  changes  Look(Status::Done)          "done";
    Review          ['o']                          footer  changes  Look(Status::OnTrack)       "on track";
    Review          ['s']                          footer  changes  Look(Status::Stuck)         "stuck";
    Review          ['x']                          footer  changes  Look(Status::Dropped)       "dropped";
    Review          ['y']                          footer  changes  Answer(true)                "yes";
    Review          ['n']                          footer  changes  Answer(false)               "no";
    Review          ['w']                          footer  changes  Look(Status::Waiting)       "no answer yet";
    Review          ['e']                          footer  changes  NextStep                    "what happens next";
    Review          ['m']                          footer  changes  MoveDue                     "another day";
    Review          ['g']                          footer  changes  GiveOver                    "give it to another owner";
    Review          ['a']                          -       changes  Accept                      "the owner says yes, or not yet";
    Review          ['c']                          footer  changes  CarryOver                   "carry over to today";
    Earlier         ['d']                          footer  changes  Look(Status::Done)          "done";
    Earlier         ['o']                          footer  changes  Look(Status::OnTrack)       "on track";
    Earlier         ['s']                          footer  changes  Look(Status::Stuck)         "stuck";
    Earlier         ['x']                          footer  changes  Look(Status::Dropped)       "dropped";
    Earlier         ['y']                          footer  changes  Answer(true)                "yes";
    Earlier         ['n']                          footer  changes  Answer(false)               "no";
    Earlier         ['w']                          footer  changes  Look(Status::Waiting)       "no answer yet";
    Earlier         ['e']                          footer  changes  NextStep                    "what happens next";
    Earlier         ['m']                          footer  changes  MoveDue                     "another day";
    Earlier         ['g']                          footer  changes  GiveOver                    "give it to another owner";
    Earlier         ['a']                          -       changes  Accept                      "the owner says yes, or not yet";
    Earlier         ['c']                          footer  changes  CarryOver                   "carry over to today";
    Earlier         [Esc 'q']                      footer  -        Back                        "all goals";
    Earlier         [Right 'l' Down 'j']           -       -        Down                        "next goal";
    Earlier         [Left 'h' Up 'k']              -       -        Up                          "goal before";
    Earlier         [' ']                          -       -        Further                     "further down, and back to the top";
    Themes          ['g']                          footer  changes  Propose                     "propose a goal";
    Themes          ['m']                          footer  -        AsNumbers                   "as numbers";
    Themes          ['c']                          footer  -        Comments                    "comments";
    Themes          ['r']                          footer  -        Speaking                    "speaking round";
    Themes          ['z']                          footer  -        Zoom                        "large";
    Themes          [Right 'l']                    -       -        Right                       "next finding, then the next theme";
    Themes          [Left 'h']                     -       -        Left                        "finding before, then the theme before";
    Themes          [Tab]                          -       -        NextTheme                   "next theme";
    Themes          [Backspace]                    -       -        ThemeBefore                 "theme before";
    Themes          ['s']                          footer  changes  RewordStandard              "standard";
    Themes          ['a']                          -       changes  AgreeStandard               "agree the standard";
    Themes          ['w']                          -       changes  CountDown(CountdownKind::Writing)  "write in silence";
    Themes          ['n']                          -       changes  Note                        "note";
    Themes          [' ']                          -       -        Further                     "further down, and back to the top";
    Themes          [Enter]                        -       -        Open                        "change a note";
    Comments        [Down 'j' Right 'l' Enter]     footer  -        Down                        "next comment";
    Comments        [Up 'k' Left 'h']              -       -        Up                          "comment before";
    // In the footer, because the person who must find it has just seen something on the wall that should not be there.
    Comments        ['x']                          footer  changes  HoldBack                    "hold back";
    Comments        ['g']                          footer  changes  Propose                     "propose a goal";
    Comments        ['t']                          footer  changes  CountDown(CountdownKind::Reading)  "read in silence";
    Comments        ['m']                          footer  -        Everything                  "all, or only the chosen ones";
    Comments        ['s']                          -       changes  Star                        "star it, for your notes at the desk";
    Comments        ['a']                          -       changes  Group                       "a word it belongs under, at the desk";
    Comments        ['c']                          -       -        Back                        "back";
    Comments        [' ']                          -       -        Further                     "further down a long comment, and back";
    Zoom            [Down 'j' Right 'l']           footer  -        Down                        "next";
    Zoom            [Up 'k' Left 'h']              footer  -        Up                          "before";
    Zoom            ['g']                          footer  changes  Propose                     "propose a goal";
    Zoom            ['z' Esc 'q']                  footer  -        Back                        "back";
    Zoom            [' ']                          -       -        Further                     "further down, and back to the top";
    Speaking        [Enter ' ']                    footer  -        Open                        "who has spoken";
    Speaking        ['s']                          footer  changes  CountDown(CountdownKind::Speaking)  "two minutes to speak";
    Speaking        ['-']                          footer  changes  Pass                        "passes";
    Speaking        ['r' Esc 'q']                  footer  -        Back                        "back";
    // Two letters: `g` as on Themes, and `a` because it is what people guess for adding something.
    Goals           ['g' 'a']                      footer  changes  Propose                     "propose a goal";
    Goals           [Enter]                        footer  -        Open                        "look closer";
    Goals           ['c']                          footer  changes  Figures                     "add figures";
    Goals           ['w']                          -       changes  CountDown(CountdownKind::Writing)  "write in silence";
    Goals           ['e']                          footer  changes  Reword                      "reword";
    Goals           ['o']                          footer  -        Sort                        "another order";
    Goals           ['m']                          footer  changes  Merge                       "merge";
    Goals           ['s']                          footer  changes  Split                       "split in two";
    Goals           ['x']                          footer  changes  Drop                        "drop";
    Form            [Enter]                        footer  -        Open                        "change";
    Form            [Down Tab]                     footer  -        Down                        "another field";
    Form            [Up]                           -       -        Up                          "the field before";
    Form            [CtrlN Right PageDown]         footer  -        Right                       "next goal";
    Form            [Left PageUp]                  -       -        Left                        "goal before";
    Form            [Home]                         -       -        First                       "first field";
    Form            [End]                          -       -        Last                        "last field";
    Form            [Esc]                          footer  -        Back                        "leave the form";
    Vote            ['o']                          footer  changes  OpenRound                   "open a round";
    Vote            ['d' Enter]                    footer  changes  Decide                      "decide this goal";
    Vote            ['w']                          footer  changes  Fits                        "what fits";
    Vote            ['e']                          footer  changes  Explain                     "how it came about";
    Vote            ['r']                          footer  -        Earlier                     "earlier rounds";
    Vote            ['c']                          -       changes  Compare                     "compare with another round";
    Vote            ['l']                          -       changes  Lists                       "the list of each group or table";
    Vote            ['y']                          -       changes  Ballots                     "the votes of the round, without names";
    // Enter as well, because whoever has just answered a question presses it to go on.
    Reveal          [' ' Enter]                    footer  -        RevealNext                  "show the next goal";
    Reveal          ['a']                          footer  -        RevealAll                   "show all";
    // First in the footer, because there is nothing else left to do.
    AllVoted        ['c']                          footer  changes  CloseRound                  "close the round";
    // The footer has room for one hint, so the label of the first digit describes the whole row of keys.
    OpenRound       ['0']                          footer  changes  Seat(0)                     "to 9 your seat number";
    OpenRound       ['1']                          -       changes  Seat(1)                     "a digit of your seat number";
    OpenRound       ['2']                          -       changes  Seat(2)                     "a digit of your seat number";
    OpenRound       ['3']                          -       changes  Seat(3)                     "a digit of your seat number";
    OpenRound       ['4']                          -       changes  Seat(4)                     "a digit of your seat number";
    OpenRound       ['5']                          -       changes  Seat(5)                     "a digit of your seat number";
    OpenRound       ['6']                          -       changes  Seat(6)                     "a digit of your seat number";
    OpenRound       ['7']                          -       changes  Seat(7)                     "a digit of your seat number";
    OpenRound       ['8']                          -       changes  Seat(8)                     "a digit of your seat number";
    OpenRound       ['9']                          -       changes  Seat(9)                     "a digit of your seat number";
    OpenRound       [Enter]                        footer  changes  TakeSeat                    "that is me";
    OpenRound       ['c']                          footer  changes  CloseRound                  "close the round";
    OpenRound       ['/']                          footer  changes  ByName                      "your name instead";
    // The full stop as well: on a number pad it is beside the zero, and here it must not blank the wall.
    OpenRound       ['*' '-' Backspace '.']        -       changes  ClearSeat                   "another number";
    OpenRound       ['s']                          footer  changes  Slips                       "paper slips";
    OpenRound       ['l']                          footer  changes  LetIn                       "somebody came late";
    // Not in the footer, because a vote for somebody who is absent is the exception.
    OpenRound       ['y']                          -       changes  Proxy                       "hand in for somebody who is not here";
    OpenRound       ['x']                          -       changes  GiveUpRound                 "give it up";
    OpenHands       [Enter]                        footer  -        Open                        "count hands";
    OpenHands       ['l']                          footer  changes  LetIn                       "somebody came late";
    OpenHands       ['c']                          footer  changes  CloseRound                  "close the round";
    OpenHands       ['x']                          footer  changes  GiveUpRound                 "give it up";
    OpenTables      [Enter]                        footer  -        Open                        "type in a table’s list";
    OpenTables      ['c']                          footer  changes  CloseRound                  "add the lists";
    OpenTables      ['x']                          footer  changes  GiveUpRound                 "give it up";
    Setup           [Enter 'o']                    footer  changes  OpenRound                   "open the round";
    Setup           [' ']                          footer  changes  Toggle                      "in or out";
    Setup           ['m']                          footer  changes  ChangeMethod                "another method";
    Setup           ['c']                          footer  changes  Figures                     "add figures";
    Setup           [Right 'l']                    -       -        Right                       "more dots or places";
    Setup           [Left 'h']                     -       -        Left                        "fewer dots or places";
    Setup           ['n']                          -       changes  ChangeMost                  "how many dots on one goal";
    Setup           ['w']                          footer  changes  ChangeWeight                "how it counts";
    Setup           ['a']                          footer  changes  BeginAnew                   "begin anew: the earlier result goes";
    Setup           [Esc]                          footer  -        Back                        "back";
    Fits            [' ']                          footer  changes  Toggle                      "in or out";
    Fits            ['a']                          footer  changes  AgreeSet                    "agree these";
    Fits            [Backspace]                    footer  changes  StartOver                   "back to what fits";
    Fits            ['t']                          footer  changes  Ties                        "settle the tie";
    Fits            ['d']                          footer  changes  Decide                      "decide one";
    Fits            [Right 'l' Tab]                footer  -        Right                       "another way";
    Fits            [Left 'h']                     -       -        Left                        "the way before";
    Fits            ['e']                          footer  changes  Explain                     "how it came about";
    Fits            [Esc 'q']                      -       -        Back                        "back";
    // The footer has room for one hint, so the label of the first mark describes the whole row of keys.
    MarkScore       ['0']                          footer  changes  Mark(0)                     "to 5 mark";
    MarkScore       ['1']                          -       changes  Mark(1)                     "1 of 5";
    MarkScore       ['2']                          -       changes  Mark(2)                     "2 of 5";
    MarkScore       ['3']                          -       changes  Mark(3)                     "3 of 5";
    MarkScore       ['4']                          -       changes  Mark(4)                     "4 of 5";
    MarkScore       ['5']                          -       changes  Mark(5)                     "5 of 5";
    MarkRate        ['1']                          footer  changes  Mark(1)                     "to 9 mark";
    MarkRate        ['2']                          -       changes  Mark(2)                     "2 of 9";
    MarkRate        ['3']                          -       changes  Mark(3)                     "3 of 9";
    MarkRate        ['4']                          -       changes  Mark(4)                     "4 of 9";
    MarkRate        ['5']                          -       changes  Mark(5)                     "5 of 9";
    MarkRate        ['6']                          -       changes  Mark(6)                     "6 of 9";
    MarkRate        ['7']                          -       changes  Mark(7)                     "7 of 9";
    MarkRate        ['8']                          -       changes  Mark(8)                     "8 of 9";
    MarkRate        ['9']                          -       changes  Mark(9)                     "9 of 9";
    MarkAnswer      ['1']                          footer  changes  Mark(1)                     "to 5 mark";
    MarkAnswer      ['2']                          -       changes  Mark(2)                     "2 of 5";
    MarkAnswer      ['3']                          -       changes  Mark(3)                     "3 of 5";
    MarkAnswer      ['4']                          -       changes  Mark(4)                     "4 of 5";
    MarkAnswer      ['5']                          -       changes  Mark(5)                     "5 of 5";
    MarkYesNo       ['1' 'y']                      footer  changes  Mark(1)                     "yes, 0 no";
    MarkYesNo       ['0' 'n']                      -       changes  Mark(0)                     "no";
    MarkDots        ['0']                          footer  changes  Mark(0)                     "to 9 dots";
    MarkDots        ['1']                          -       changes  Mark(1)                     "1 dot";
    MarkDots        ['2']                          -       changes  Mark(2)                     "2 dots";
    MarkDots        ['3']                          -       changes  Mark(3)                     "3 dots";
    MarkDots        ['4']                          -       changes  Mark(4)                     "4 dots";
    MarkDots        ['5']                          -       changes  Mark(5)                     "5 dots";
    MarkDots        ['6']                          -       changes  Mark(6)                     "6 dots";
    MarkDots        ['7']                          -       changes  Mark(7)                     "7 dots";
    MarkDots        ['8']                          -       changes  Mark(8)                     "8 dots";
    MarkDots        ['9']                          -       changes  Mark(9)                     "9 dots";
    MarkRank        ['1']                          footer  changes  Mark(1)                     "to 9 place";
    MarkRank        ['0']                          -       changes  Mark(0)                     "no place";
    MarkRank        ['2']                          -       changes  Mark(2)                     "place 2";
    MarkRank        ['3']                          -       changes  Mark(3)                     "place 3";
    MarkRank        ['4']                          -       changes  Mark(4)                     "place 4";
    MarkRank        ['5']                          -       changes  Mark(5)                     "place 5";
    MarkRank        ['6']                          -       changes  Mark(6)                     "place 6";
    MarkRank        ['7']                          -       changes  Mark(7)                     "place 7";
    MarkRank        ['8']                          -       changes  Mark(8)                     "place 8";
    MarkRank        ['9']                          -       changes  Mark(9)                     "place 9";
    // Everything that a voter needs is on a number pad: one pad goes round, and no letter has to be found.
    Ballot          [Enter Down]                   footer  changes  Next                        "next";
    Ballot          ['-' Backspace Up]             footer  -        Up                          "back";
    // No undo inside a ballot: it would have to show which mark it takes back, and the wall shows none.
    Ballot          ['*']                          footer  changes  StartOver                   "begin again";
    Ballot          ['.']                          footer  changes  CannotJudge                 "cannot judge";
    Ballot          ['/' 'a']                      footer  changes  Abstain                     "abstain";
    Ballot          [Esc]                          -       -        Back                        "leave it";
    CodeBallot      [Enter Down]                   footer  changes  Next                        "no code for this goal";
    CodeBallot      [Backspace Up]                 footer  -        Up                          "back";
    CodeBallot      ['*']                          footer  changes  StartOver                   "begin again";
    CodeBallot      [Esc]                          footer  -        Back                        "leave it";
    HandIn          [Enter]                        footer  changes  HandIn                      "hand in";
    HandIn          ['-' Backspace Up]             footer  -        Up                          "back";
    HandIn          ['*']                          footer  changes  StartOver                   "begin again";
    HandIn          [Esc]                          -       -        Back                        "leave it";
    Owners          [Enter]                        footer  -        Open                        "owner, days, steps";
    Close           ['r']                          footer  -        ReadBack                    "read back";
    Close           ['s' CtrlS]                    footer  changes  Save                        "save what was agreed";
    Close           ['w']                          footer  changes  Papers                      "write the papers";
    Close           ['e']                          footer  -        Evaluate                    "was it a good meeting?";
    Close           ['o']                          footer  -        Pledge                      "our pledge on one page";
    Close           ['h']                          -       -        Voices                      "whose voice was heard";
    Close           [Enter]                        footer  -        Open                        "go there";
    Close           ['d']                          -       -        Files                       "documents that were written";
    ReadBack        ['y' Enter]                    footer  changes  Yes                         "yes, that is what we agreed";
    ReadBack        ['n']                          footer  changes  No                          "no, change it";
    ReadBack        [Right Down 'l' 'j']           -       -        Down                        "next";
    ReadBack        [Left Up 'h' 'k']              -       -        Up                          "before";
    ReadBack        [Esc]                          footer  -        Back                        "back";
    Evaluation      [Enter 'o']                    footer  changes  OpenRound                   "ask everybody";
    Evaluation      [Esc 'q' 'e']                  footer  -        Back                        "back";
    Voices          [Enter Esc 'q' 'h']            footer  -        Back                        "back";
    Pledge          [' ' Right 'l' Enter]          footer  -        Down                        "next goal";
    Pledge          [Left 'h']                     -       -        Up                          "before";
    Pledge          ['z']                          footer  -        Zoom                        "one goal, or all";
    // A long pledge in a low window is scrolled; the arrows to the sides go from goal to goal.
    Pledge          [Down 'j']                     -       -        Lower                       "down";
    Pledge          [Up 'k']                       -       -        Higher                      "up";
    Pledge          [Esc 'q']                      footer  -        Back                        "back";
    // Ctrl-S works in both kinds of text, so that whoever learned it for notes need not unlearn it.
    GoalText        [CtrlO]                        footer  -        Bank                        "from other units";
    Text            [Enter CtrlS]                  footer  changes  Done                        "done";
    Text            [Esc]                          footer  -        Back                        "leave it";
    // No Enter: it is a line break there, also in text that is pasted under Windows.
    Lines           [CtrlS]                        footer  changes  Done                        "done";
    Lines           [Esc]                          footer  -        Back                        "leave it";
    Choose          [Enter]                        footer  -        Open                        "this one";
    // No `k` and `j` as in other lists, since letters narrow this one.
    Choose          [Up]                           -       -        Up                          "up";
    Choose          [Down Tab]                     -       -        Down                        "down";
    Choose          [CtrlU]                        -       -        ClearLetters                "all letters away";
    Choose          [Esc]                          footer  -        Back                        "leave it";
    ChooseMany      [' ']                          footer  changes  Toggle                      "in or out";
    ChooseMany      [Enter]                        footer  changes  Done                        "done";
    ChooseMany      [Up]                           -       -        Up                          "up";
    ChooseMany      [Down Tab]                     -       -        Down                        "down";
    ChooseMany      [CtrlU]                        -       -        ClearLetters                "all letters away";
    ChooseMany      [Esc]                          footer  -        Back                        "leave it";
    Ask             ['y']                          footer  changes  Yes                         "yes";
    Ask             ['n' Esc]                      footer  changes  No                          "no";
    Help            [Enter]                        footer  -        Open                        "do it";
    // The keys that open the page close it as well.
    Help            [Esc '?' 'q' F1]               footer  -        Back                        "back";
    Help            [Up 'k']                       -       -        Up                          "up";
    Help            [Down 'j']                     -       -        Down                        "down";
    Help            [PageDown ' ']                 -       -        Forward                     "a page down";
    Help            [PageUp]                       -       -        Backward                    "a page up";
    Help            [Home]                         -       -        First                       "to the top";
    Help            [End]                          -       -        Last                        "to the end";
    Help            ['/' ':']                      -       -        Actions                     "look for one by name";
    Reading         [Esc Enter 'q' 'i' 'f' F2]     footer  -        Back                        "back";
    Reading         [' ' PageDown]                 footer  -        Further                     "further down";
    Reading         [Up 'k' PageUp]                -       -        Higher                      "up";
    Reading         [Down 'j']                     -       -        Lower                       "down";
    Clock           [Esc 'T' 'q']                  footer  -        Back                        "back";
    Steps           [Esc Enter 'q' CtrlU]          footer  -        Back                        "back";
    // No Esc: it is the stop key of a clicker, which must not take the wall away.
    Following       ['q']                          footer  -        Quit                        "leave; the meeting goes on";
    Following       [' ' PageDown]                 -       -        Further                     "further down, and back to the top";
    Following       [Up 'k' PageUp]                -       -        Higher                      "up";
    Following       [Down 'j']                     -       -        Lower                       "down";
    Following       ['v']                          -       -        Colours                     "colours";
    Import          ['1']                          -       -        Import(ImportAction::Step(1))       "the export";
    Import          ['2']                          -       -        Import(ImportAction::Step(2))       "its columns";
    Import          ['3']                          -       -        Import(ImportAction::Step(3))       "how answers count";
    Import          ['4']                          -       -        Import(ImportAction::Step(4))       "themes";
    Import          ['5']                          -       -        Import(ImportAction::Step(5))       "comments";
    Import          ['6']                          -       -        Import(ImportAction::Step(6))       "save";
    Import          [']' PageDown]                 -       -        NextStage                   "next step";
    Import          ['[' PageUp]                   -       -        PreviousStage               "previous step";
    Import          [Up 'k']                       -       -        Up                          "up";
    Import          [Down 'j']                     -       -        Down                        "down";
    Import          [Home]                         -       -        First                       "first";
    Import          [End]                          -       -        Last                        "last";
    ImportExport    [Enter]                        footer  -        Open                        "change it";
    ImportColumns   [Enter]                        footer  -        Open                        "choose what it becomes";
    ImportColumns   ['f']                          footer  changes  Import(ImportAction::Finding)       "a finding";
    ImportColumns   ['c']                          footer  changes  Import(ImportAction::Comments)      "comments";
    ImportColumns   ['n']                          footer  changes  Import(ImportAction::Unused)        "not used";
    ImportScoring   ['a']                          footer  changes  Import(ImportAction::Agree)         "agree";
    ImportScoring   ['y']                          footer  changes  Import(ImportAction::Reversed)      "yes, it is";
    ImportScoring   ['n']                          footer  changes  Import(ImportAction::Direct)        "no, it is not";
    ImportScoring   ['+' 'g']                      footer  changes  Import(ImportAction::Good)          "good";
    ImportScoring   ['-' 'c']                      footer  changes  Import(ImportAction::NotGood)       "counts, not good";
    ImportScoring   ['x']                          footer  changes  Import(ImportAction::DoesNotCount)  "does not count";
    ImportScoring   [Right 'l']                    footer  -        Right                       "next question";
    ImportScoring   [Left 'h']                     -       -        Left                        "question before";
    ImportScoring   [Enter]                        -       -        Open                        "how it counts, in turn";
    ImportScoring   ['A']                          -       changes  Import(ImportAction::AgreeAll)      "agree to this scale wherever it is proposed";
    ImportScoring   ['e']                          -       changes  Reword                      "the wording";
    ImportScoring   ['/']                          -       -        Find                        "find a question";
    ImportThemes    ['m' Enter]                    footer  changes  Import(ImportAction::Move)          "move to a theme";
    ImportThemes    ['<']                          footer  changes  Import(ImportAction::ThemeBefore)   "to the theme before";
    ImportThemes    ['>']                          footer  changes  Import(ImportAction::ThemeAfter)    "to the next theme";
    ImportThemes    ['n']                          footer  changes  Import(ImportAction::NewTheme)      "new theme";
    ImportThemes    ['e']                          footer  changes  Reword                      "the wording";
    ImportThemes    ['K']                          -       changes  Import(ImportAction::Higher)        "higher in the order";
    ImportThemes    ['J']                          -       changes  Import(ImportAction::Lower)         "lower in the order";
    ImportThemes    ['x']                          -       changes  Import(ImportAction::RemoveTheme)   "leave the question out, remove an empty theme";
    ImportComments  [Enter]                        footer  -        Open                        "look closely";
    ImportComments  ['m']                          footer  changes  Import(ImportAction::Move)          "to a theme";
    ImportComments  ['y']                          footer  changes  Import(ImportAction::Suggested)     "take the suggestion";
    ImportComments  ['h']                          footer  changes  Import(ImportAction::Hold)          "hold or release";
    ImportComments  ['/']                          footer  -        Find                        "filter";
    ImportComments  ['f']                          -       -        Import(ImportAction::Only)          "only marked, held, not sorted, with a suggestion, left out";
    ImportComments  ['M']                          -       changes  Import(ImportAction::MoveAll)       "all that are listed to a theme";
    ImportComments  ['Y']                          -       changes  Import(ImportAction::SuggestedAll)  "take all suggestions that are listed";
    ImportComments  ['r']                          -       changes  Import(ImportAction::Redact)        "redact, or not";
    ImportComments  ['x']                          -       changes  Import(ImportAction::LeaveOut)      "leave out, or take in";
    ImportComment   [Right 'l']                    footer  -        Right                       "next";
    ImportComment   [Left]                         -       -        Left                        "the one before";
    ImportComment   ['m']                          footer  changes  Import(ImportAction::Move)          "to a theme";
    ImportComment   ['y']                          footer  changes  Import(ImportAction::Suggested)     "take the suggestion";
    ImportComment   ['h']                          footer  changes  Import(ImportAction::Hold)          "hold or release";
    ImportComment   ['r']                          -       changes  Import(ImportAction::Redact)        "redact, or not";
    ImportComment   ['x']                          -       changes  Import(ImportAction::LeaveOut)      "leave out, or take in";
    ImportComment   ['b']                          footer  -        Import(ImportAction::Pick)          "black words out";
    ImportComment   ['e']                          -       changes  Import(ImportAction::Words)         "mend a typing error";
    ImportComment   [Esc 'q']                      footer  -        Back                        "back";
    Pick            [Right 'l']                    footer  -        Right                       "next word";
    Pick            [Left 'h']                     -       -        Left                        "the word before";
    Pick            [' ']                          footer  changes  Toggle                      "pick";
    Pick            ['n' Enter]                    footer  changes  Black(Instead::Name)        "[name]";
    Pick            ['p']                          footer  changes  Black(Instead::Place)       "[place]";
    Pick            ['d']                          footer  changes  Black(Instead::Detail)      "[detail]";
    Pick            [Home]                         -       -        First                       "first word";
    Pick            [End]                          -       -        Last                        "last word";
    Pick            ['u']                          -       changes  Undo                        "undo";
    Pick            [Esc 'q']                      footer  -        Back                        "back";
    ImportFilter    [Enter]                        footer  changes  Done                        "done";
    ImportFilter    [Esc]                          footer  -        Back                        "all again";
    ImportFilter    [Up]                           -       -        Up                          "up";
    ImportFilter    [Down]                         -       -        Down                        "down";
    ImportStrands   [Enter]                        footer  -        Open                        "what it means";
    ImportStrands   ['x']                          footer  changes  Import(ImportAction::DoesNotCount)  "leave out";
    ImportStrands   [Esc 'q']                      footer  -        Back                        "back";
    ImportSave      ['s']                          footer  changes  Save                        "save";
    ImportSave      [Enter]                        footer  -        Open                        "go there";
    Prepare         ['1']                          -       -        Prepare(Wish::Step(1))      "when and where";
    Prepare         ['2']                          -       -        Prepare(Wish::Step(2))      "who comes";
    Prepare         ['3']                          -       -        Prepare(Wish::Step(3))      "themes and standards";
    Prepare         ['4']                          -       -        Prepare(Wish::Step(4))      "comments";
    Prepare         ['5']                          -       -        Prepare(Wish::Step(5))      "goals brought along";
    Prepare         ['6']                          -       -        Prepare(Wish::Step(6))      "the agenda";
    Prepare         ['7']                          -       -        Prepare(Wish::Step(7))      "the booklet";
    Prepare         ['8']                          -       -        Prepare(Wish::Step(8))      "what is missing, and saving";
    Prepare         [']' PageDown]                 -       -        NextStage                   "next step";
    Prepare         ['[' PageUp]                   -       -        PreviousStage               "previous step";
    Prepare         [Up 'k']                       -       -        Up                          "up";
    Prepare         [Down 'j']                     -       -        Down                        "down";
    Prepare         [Home]                         -       -        First                       "first";
    Prepare         [End]                          -       -        Last                        "last";
    Prepare         [CtrlS]                        -       changes  Save                        "save into the files";
    Prepare         ['!']                          -       changes  TryAgain                    "try to save again; go on where nobody can tell who has it open";
    PrepareMeeting  [Enter]                        footer  -        Open                        "change it";
    PreparePeople   [Enter]                        footer  -        Open                        "the name";
    PreparePeople   ['a']                          footer  changes  Prepare(Wish::Add)          "add somebody";
    PreparePeople   ['r']                          footer  changes  Prepare(Wish::Role)         "role";
    PreparePeople   ['g']                          footer  changes  Prepare(Wish::Group)        "votes with";
    PreparePeople   ['x']                          footer  changes  Prepare(Wish::Remove)       "remove";
    PreparePeople   ['s']                          -       changes  Prepare(Wish::Strand)       "for whom they speak";
    PreparePeople   ['h']                          -       changes  Prepare(Wish::Hours)        "hours in the first year";
    PreparePeople   ['l']                          -       changes  Prepare(Wish::Lead)         "Pledge Lead, or not";
    PreparePeople   ['c']                          -       changes  Prepare(Wish::Consent)      "the booklet may print the name, or not";
    PreparePeople   ['e']                          -       changes  Prepare(Wish::Access)       "what they need to take part";
    PreparePeople   ['w']                          -       changes  Prepare(Wish::HereFor)      "what they are here for";
    PreparePeople   ['n']                          -       changes  Prepare(Wish::Seat)         "the seat they vote from";
    PreparePeople   ['K' '<']                      -       changes  Prepare(Wish::Higher)       "higher on the list";
    PreparePeople   ['J' '>']                      -       changes  Prepare(Wish::Lower)        "lower on the list";
    PrepareThemes   [Enter]                        footer  -        Open                        "the words";
    PrepareThemes   ['s']                          footer  changes  Prepare(Wish::Standard)     "standard";
    PrepareThemes   ['K' '<']                      footer  changes  Prepare(Wish::Higher)       "higher";
    PrepareThemes   ['J' '>']                      footer  changes  Prepare(Wish::Lower)        "lower";
    PrepareThemes   ['m']                          footer  changes  Prepare(Wish::Move)         "move the finding";
    PrepareThemes   ['f']                          footer  changes  Prepare(Wish::Finding)      "add a finding";
    PrepareThemes   ['r']                          footer  changes  Prepare(Wish::Result)       "its results";
    PrepareThemes   ['y']                          -       changes  Prepare(Wish::KnownSince)   "since when it is known";
    PrepareThemes   ['a']                          -       changes  Prepare(Wish::Add)          "add a theme";
    PrepareThemes   ['x']                          -       changes  Prepare(Wish::Remove)       "take an empty theme or finding away";
    PrepareComments [Enter]                        footer  -        Open                        "read";
    PrepareComments ['w']                          footer  changes  Prepare(Wish::Wall)         "on the wall, or not";
    PrepareComments ['h']                          footer  changes  Prepare(Wish::Hold)         "hold, or release";
    PrepareComments ['p']                          footer  changes  Prepare(Wish::Publish)      "may be printed";
    PrepareComments ['m']                          footer  changes  Prepare(Wish::Move)         "move";
    PrepareComments ['K' '<']                      -       changes  Prepare(Wish::Higher)       "earlier on the wall";
    PrepareComments ['J' '>']                      -       changes  Prepare(Wish::Lower)        "later on the wall";
    PrepareComments ['a']                          -       changes  Prepare(Wish::Add)          "type a quotation in";
    PrepareComments ['f']                          -       -        Prepare(Wish::Only)         "only unread, on the wall, or held";
    PrepareComment  [Right Down 'j' Enter ' ']     footer  -        Right                       "next";
    PrepareComment  [Left Up 'k']                  -       -        Left                        "the one before";
    PrepareComment  ['w']                          footer  changes  Prepare(Wish::Wall)         "on the wall, or not";
    PrepareComment  ['h']                          footer  changes  Prepare(Wish::Hold)         "hold, or release";
    PrepareComment  ['p']                          footer  changes  Prepare(Wish::Publish)      "may be printed";
    PrepareComment  ['m']                          -       changes  Prepare(Wish::Move)         "move";
    PrepareComment  ['b']                          footer  -        Prepare(Wish::Pick)         "black words out";
    PrepareComment  ['e']                          -       changes  Prepare(Wish::Words)        "mend a typing error";
    PrepareComment  [Esc 'q']                      footer  -        Back                        "back";
    PrepareGoals    [Enter]                        footer  -        Open                        "the words";
    PrepareGoals    ['a']                          footer  changes  Prepare(Wish::Add)          "add a goal";
    PrepareGoals    ['c']                          footer  changes  Prepare(Wish::Control)      "who can";
    PrepareGoals    ['m']                          footer  changes  Prepare(Wish::Money)        "money";
    PrepareGoals    ['h']                          footer  changes  Prepare(Wish::Hours)        "hours";
    PrepareGoals    ['e']                          footer  changes  Prepare(Wish::Evidence)     "what it rests on";
    PrepareGoals    ['s']                          -       changes  Prepare(Wish::Strand)       "for which patients mainly";
    PrepareGoals    ['t']                          -       changes  Prepare(Wish::Move)         "to another theme";
    PrepareGoals    ['x']                          -       changes  Prepare(Wish::Remove)       "take it off";
    PrepareAgenda   ['+' '=']                      footer  changes  Prepare(Wish::Longer)       "longer";
    PrepareAgenda   ['-']                          footer  changes  Prepare(Wish::Shorter)      "shorter";
    PrepareAgenda   ['K' '<']                      footer  changes  Prepare(Wish::Higher)       "earlier";
    PrepareAgenda   ['J' '>']                      footer  changes  Prepare(Wish::Lower)        "later";
    PrepareAgenda   ['s']                          footer  changes  Prepare(Wish::Speaker)      "who opens it";
    PrepareAgenda   [Enter]                        -       -        Open                        "its minutes";
    PrepareAgenda   ['a']                          -       changes  Prepare(Wish::Add)          "add an item after it";
    PrepareAgenda   ['x']                          -       changes  Prepare(Wish::Remove)       "take it off";
    PrepareAgenda   ['w']                          -       changes  Prepare(Wish::Minutes)      "minutes by what patients said";
    PrepareAgenda   ['o']                          -       changes  Prepare(Wish::Order)        "order by what patients said";
    PrepareAgenda   ['f']                          -       changes  Prepare(Wish::Fit)          "make it fit the meeting";
    PrepareBooklet  [Enter]                        footer  changes  Open                        "change it";
    PrepareBooklet  ['v']                          footer  -        Prepare(Wish::Preview)      "what it will say";
    PreparePreview  [Esc 'q' 'v']                  footer  -        Back                        "back";
    PrepareSave     [Enter]                        footer  -        Open                        "go there";
    PrepareSave     ['s']                          footer  changes  Save                        "save";
    Start           [Enter]                        footer  -        Open                        "open";
    Start           ['d']                          footer  changes  Begin(Begin::DeleteVotes)   "delete these votes";
    Start           ['p']                          footer  -        Begin(Begin::Prepare)       "prepare";
    Start           ['e']                          footer  -        Begin(Begin::Rehearse)      "rehearse";
    Start           ['r']                          footer  -        Begin(Begin::Review)        "look again";
    Start           ['a']                          footer  changes  Begin(Begin::Again)         "pledge again";
    Start           ['n']                          footer  changes  Begin(Begin::New)           "start a unit";
    Start           ['s']                          -       changes  Begin(Begin::Sample)        "the sample meeting";
    Start           [Up 'k']                       -       -        Up                          "up";
    Start           [Down 'j']                     -       -        Down                        "down";
    Start           [Home]                         -       -        First                       "first";
    Start           [End]                          -       -        Last                        "last";
    Start           ['q' Esc]                      -       -        Quit                        "leave";
    Programme       [Enter]                        footer  -        Open                        "open";
    Programme       ['/']                          footer  -        Find                        "filter";
    Programme       ['s']                          footer  -        Programme(ProgrammeAction::Sort)    "sort by the next column";
    Programme       ['r']                          -       -        Programme(ProgrammeAction::Reverse) "the other way round";
    Programme       ['e']                          footer  -        Programme(ProgrammeAction::Export)  "save what is listed";
    Programme       [Esc]                          -       -        Back                        "all rows again";
    Programme       ['1']                          -       -        Programme(ProgrammeAction::Step(1)) "units";
    Programme       ['2']                          -       -        Programme(ProgrammeAction::Step(2)) "goals";
    Programme       ['3']                          -       -        Programme(ProgrammeAction::Step(3)) "due and overdue";
    Programme       ['4']                          -       -        Programme(ProgrammeAction::Step(4)) "questions";
    Programme       ['5']                          -       -        Programme(ProgrammeAction::Step(5)) "files that are not counted";
    Programme       [']' PageDown]                 -       -        NextStage                   "next tab";
    Programme       ['[' PageUp]                   -       -        PreviousStage               "previous tab";
    Programme       [Up 'k']                       -       -        Up                          "up";
    Programme       [Down 'j']                     -       -        Down                        "down";
    Programme       [Home]                         -       -        First                       "first";
    Programme       [End]                          -       -        Last                        "last";
    Programme       ['q']                          footer  -        Quit                        "leave";
    ProgrammeFilter [Enter]                        footer  -        Done                        "done";
    ProgrammeFilter [Esc]                          footer  -        Back                        "all again";
    ProgrammeFilter [Up]                           -       -        Up                          "up";
    ProgrammeFilter [Down]                         -       -        Down                        "down";
    ProgrammeGoal   [Right 'l']                    footer  -        Right                       "next";
    ProgrammeGoal   [Left 'h']                     -       -        Left                        "the one before";
    ProgrammeGoal   [' ' PageDown]                 footer  -        Further                     "further down, and back to the top";
    ProgrammeGoal   [Up 'k' PageUp]                -       -        Higher                      "up";
    ProgrammeGoal   [Down 'j']                     -       -        Lower                       "down";
    ProgrammeGoal   [Esc 'q']                      footer  -        Back                        "back";
    ProgrammeAnswer [' ' PageDown]                 footer  -        Further                     "further down, and back to the top";
    ProgrammeAnswer [Up 'k' PageUp]                -       -        Higher                      "up";
    ProgrammeAnswer [Down 'j']                     -       -        Lower                       "down";
    ProgrammeAnswer ['e']                          footer  -        Programme(ProgrammeAction::Export)  "save it";
    ProgrammeAnswer [Esc 'q']                      footer  -        Back                        "back";
};
