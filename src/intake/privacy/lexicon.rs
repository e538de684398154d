//! Word classes: common English, names, and words that say something about their neighbours.
//!
//! The long lists are files in `src/intake/word-lists`, whose README names their source and licence; the short ones are
//! below.

use std::{collections::HashMap, sync::LazyLock};

/// Class of a word. A word may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum WordClass {
    /// Among the ten thousand most frequent words.
    Frequent = 1,
    /// In the dictionary.
    Common = 1 << 1,
    /// Name of a person or place.
    Name = 1 << 2,
    /// Title: `Dr`, `Mrs`.
    Title = 1 << 3,
    /// Role: `nurse`, `receptionist`.
    Role = 1 << 4,
    /// Relative: `mum`, `husband`.
    Relative = 1 << 5,
    /// Function word: `the`, `and`, `was`. Never a name after a title.
    Function = 1 << 6,
    /// A person without a name: `everyone`, `she`.
    Someone = 1 << 7,
    /// Verb for something that only people do: `rang`, `explained`.
    Does = 1 << 8,
    /// Unit that is counted: `20 people`, `5 minutes`.
    Counted = 1 << 9,
    /// Term of health care, brand or large place, which identifies nobody.
    Known = 1 << 10,
    /// Part of a place name: `Little`, `Upper`.
    PlacePart = 1 << 11,
    /// A common word that is also a given name: `Grace`, `Rose`.
    GivenName = 1 << 12,
    /// A word that precedes a name: `thanks to`, `with`.
    Leads = 1 << 13,
    /// A department or kind of ward.
    Department = 1 << 14,
    /// A settlement: `village`, `island`.
    Settlement = 1 << 15,
}

/// Set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    /// True if it contains the class.
    pub(super) fn has(self, class: WordClass) -> bool {
        self.0 & class as u32 != 0
    }

    fn with(self, class: WordClass) -> Self {
        Self(self.0 | class as u32)
    }

    fn without(self, class: WordClass) -> Self {
        Self(self.0 & !(class as u32))
    }
}

static ENGLISH: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/intake/word-lists/english-words.txt"
));
static NAMES: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/intake/word-lists/names.txt"
));
static GIVEN_NAMES: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/intake/word-lists/given-names.txt"
));
static KNOWN: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/intake/word-lists/known-words.txt"
));

/// Titles. `sister` and `nurse` are roles, because people use them without a name.
const TITLE: &str =
    "dr drs mr mrs ms miss mx prof professor sir dame lady rev reverend messrs mister doc";

const ROLE: &str = "nurse nurses sister sisters matron midwife midwives consultant consultants surgeon surgeons oncologist radiographer radiologist receptionist receptionists \
registrar doctor doctors hca hcas bcn physio physios physiotherapist secretary volunteer volunteers manager porter porters anaesthetist anesthetist phlebotomist pharmacist therapist \
sonographer mammographer dietitian dietician chaplain cleaner driver paramedic optician dentist dietitians student trainee assistant carer carers keyworker worker healthcare gp \
psychologist counsellor navigator coordinator co-ordinator clerk administrator technician practitioner ot cns anp dermatologist gynaecologist urologist cardiologist haematologist \
neurologist psychiatrist paediatrician houseman intern locum technologist caterer cook waitress handyman gardener guard attendant warden supervisor";

const RELATIVE: &str = "husband wife partner mum mam mom mother dad father sister brother son daughter nan nana gran granny grandma grandad granddad grandfather grandmother \
grandson granddaughter grandchild auntie aunty aunt uncle niece nephew cousin boyfriend girlfriend fiance fiancé fiancee fiancée friend neighbour mate daughters sons sisters brothers \
boys girls kids children grandchildren grandkids twins sister-in-law brother-in-law mother-in-law father-in-law son-in-law daughter-in-law stepson stepdaughter stepmum stepdad stepfather \
stepmother ex spouse baby girl boy hubby missus little-one ones godmother godson goddaughter godfather parent parents guardian";

/// Words that are no names after a title or a role, or before a ward.
const FUNCTION: &str = "a about after again all also although always am an and another any anyone anything are aren't around as asked at away back be because been before behind being best better \
but by called came can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either else even ever every everyone everything for from gave get gets getting \
give given go goes going got had has hasn't have haven't having he he's her here hers him his how however i i'd i'll i'm i've if in into is isn't it it's its just kept knew know last left less \
let like made make many may maybe me might mine more most much must my need needs neither never new next no nobody none nor not nothing now of off on once one only or other others our out over \
own perhaps please quite rather really said same saw say says see seemed seen she she's should shouldn't since so some someone something soon still such than thank thanks that that's the their \
them then there these they they're this those though through to told too took two under until up upon us very want wanted was wasn't we we've went were weren't what when where whether which while \
who whose why will with within without won't would wouldn't yes yet you your yours im ive dont didnt wasnt isnt cant couldnt wouldnt doesnt hasnt havent arent wont shes hes theyre id ill \
well good great bad big first second third three four five six seven eight nine ten both few several hi hello dear ok okay oh sorry overall unfortunately luckily sadly honestly \
meanwhile finally later today tomorrow yesterday tonight everywhere nowhere somewhere anyway besides despite despite due per via plus minus etc re ps";

const SOMEONE: &str = "he she they everyone everybody nobody someone somebody anyone anybody people staff team patient patients lady man woman men women ladies gentleman girl girls lad lads \
person folk them him her we i you it who others colleague colleagues boss management reception hospital surgery department nhs family visitors visitor chap gent bloke guy guys lass";

const DOES: &str = "rang phoned explained held listened sat smiled laughed hugged apologised apologized introduced reassured comforted cried chatted talked spoke told asked answered noticed \
remembered fetched brought took made came stayed helped met saw did gave got found sorted showed called visited warmed kept let went walked wheeled pushed treated looked cared fought dealt \
sang sings whispered joked nodded winked knelt danced prayed wept waved squeezed stroked washed bathed coached taught advised encouraged \
guided drove carried chased promised insisted drew wrote listens smiles explains sorts looks cares talks speaks tells helps shows \
deserves deserved knows knew understands understood says said thinks thought makes gets gives goes does keeps has had is was would could will can should always never ran works worked";

const COUNTED: &str = "minute minutes min mins hour hours hr hrs day days week weeks month months year years yr yrs time times people patients patient person persons women men nurses doctors staff \
mile miles metre metres meters km yards yard feet foot ft inch inches cm mm mg ml pounds quid pence percent per of or to and/or am pm o'clock oclock degrees degree out different more others \
other chairs beds rooms wards visits visitors appointments scans seconds sec secs stone lbs kg kilos sessions cycles doses tablets pills points stars attempts questions letters phone calls \
ladies gents babies children kids adults weekends nights night mornings afternoons evenings occasions steps floors doors flights units pints litres cups machines operations";

/// Words before or after the proper part of a place name.
const PLACE_PART: &str = "little great upper lower nether north south east west old new long high middle saint st market castle marsh kirk abbots kings bishops inner outer near far \
over under big mains bridge cross end green hill wood moor common heath row bay head haven port isle island glen loch ness water mere mill church village town hall park farm ferry";

const LEADS: &str = "thanks thank to by with for from without between asked ask told tell give gave saw met spoke and or like love bless hug nurses sisters miss";

const DEPARTMENT: &str = "acute admissions ambulatory anaesthetic anaesthetics antenatal assessment audiology bay birthing bone breast burns cancer cardiac cardiology care casualty chemo \
chemotherapy chest children's childrens child children clinic colorectal coronary critical day delivery dementia dental dermatology diabetes diabetic diagnostic dialysis discharge ear early \
elderly elective emergency endoscopy eye female fracture gastro general geriatric gynae gynaecology haematology head heart high hospital imaging infusion injuries inpatient intensive isolation \
kidney labour long lung macmillan main major male mammogram mammography maternity medical medicine memory menopause mental minor mixed mri neonatal neuro neurology night nhs \
nursing observation oncology ophthalmology ortho orthopaedic orthopaedics outpatient outpatients outreach overnight paediatric paediatrics pain palliative parents patient physio physiotherapy \
plastic plastics post postnatal pre pre-op private psychiatric quiet radiology radiotherapy recovery rehab rehabilitation renal respiratory resus satellite scanning scan screening short side skin \
specialist spinal stroke support surgery surgical symptomatic teenage theatre treatment triage trauma ultrasound urgent urology vascular visitors waiting walk-in ward women's womens wound x-ray xray \
your our my same other another next whole entire old new first second own different wrong right busy top bottom open virtual closed single big small large hot cold clean dirty lovely nice calm \
quiet noisy entrance family relatives staff day-case daycase one-stop rapid access health wellbeing information";

const SETTLEMENT: &str = "village town hamlet island isle parish valley glen dale";

static LEXICON: LazyLock<HashMap<&'static str, Classes>> = LazyLock::new(|| {
    // Slightly above the number of words, so that the map never grows.
    let mut lexicon: HashMap<&'static str, Classes> = HashMap::with_capacity(96_000);
    let mut add = |word: &'static str, class: WordClass| {
        let classes = lexicon.entry(word).or_default();
        *classes = classes.with(class);
    };
    let mut frequent = false;
    for line in ENGLISH.lines() {
        match line.strip_prefix("# ") {
            // One file for both, since every frequent word is in the dictionary as well.
            Some(section) => frequent = section == "common",
            None => {
                add(line, WordClass::Common);
                if frequent {
                    add(line, WordClass::Frequent);
                }
            }
        }
    }
    for name in NAMES.lines() {
        add(name, WordClass::Name);
    }
    for name in GIVEN_NAMES.lines().filter(|l| !l.starts_with('#')) {
        add(name, WordClass::GivenName);
    }
    for word in KNOWN
        .lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(str::split_whitespace)
    {
        add(word, WordClass::Known);
    }
    let lists = [
        (TITLE, WordClass::Title),
        (ROLE, WordClass::Role),
        // Words may stand in several lists: "sister" is a role and a relative.
        (RELATIVE, WordClass::Relative),
        (FUNCTION, WordClass::Function),
        (SOMEONE, WordClass::Someone),
        (DOES, WordClass::Does),
        (COUNTED, WordClass::Counted),
        (PLACE_PART, WordClass::PlacePart),
        (LEADS, WordClass::Leads),
        (DEPARTMENT, WordClass::Department),
        (SETTLEMENT, WordClass::Settlement),
    ];
    for (words, class) in lists {
        for word in words.split_whitespace() {
            add(word, class);
        }
    }
    for classes in lexicon.values_mut() {
        // A role or a title is not taken for a name, although some people are called Porter.
        let is_no_name = [
            WordClass::Title,
            WordClass::Role,
            WordClass::Relative,
            WordClass::Function,
            WordClass::Counted,
            WordClass::Department,
        ]
        .iter()
        .any(|c| classes.has(*c));
        // Given names win: "Will" and "May" are function words, and people.
        if is_no_name && !(classes.has(WordClass::GivenName)) {
            *classes = classes.without(WordClass::Name);
        }
    }
    lexicon
});

/// Classes of a word in small letters. A hyphenated word is common if all its parts are.
pub(super) fn classes(base: &str) -> Classes {
    if let Some(classes) = LEXICON.get(base) {
        return *classes;
    }
    if base.contains('-') {
        let mut parts = base.split('-').filter(|p| !p.is_empty()).map(classes);
        if parts.all(|c| {
            c.has(WordClass::Common) || c.has(WordClass::Known) || c.has(WordClass::Function)
        }) {
            return Classes::default().with(WordClass::Common);
        }
    }
    // Plural possessives; the singular has lost its ending when the base was made.
    if let Some(short) = base.strip_suffix("s'") {
        return classes(short);
    }
    Classes::default()
}

/// True if a word is in a list separated by blanks.
pub(super) fn is_in_list(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|w| w == word)
}

/// True for a typing error in a common word: one letter added, missing or wrong, or two swapped.
pub(super) fn is_near_common(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    // Nearly every name of four letters is one letter away from some English word.
    if letters.len() < 5 || base.contains(['-', '\'']) {
        return false;
    }
    let is_common = |letters: &[char]| {
        let word: String = letters.iter().collect();
        LEXICON
            .get(word.as_str())
            .is_some_and(|c| c.has(WordClass::Common) || c.has(WordClass::Known))
    };
    // Typing errors in the first letter are rare.
    for at in 1..letters.len() {
        let mut fewer = letters.clone();
        fewer.remove(at);
        let mut swapped = letters.clone();
        swapped.swap(at - 1, at);
        if is_common(&fewer) || is_common(&swapped) {
            return true;
        }
        for letter in 'a'..='z' {
            let mut other = letters.clone();
            if let Some(place) = other.get_mut(at) {
                *place = letter;
            }
            let mut more = letters.clone();
            more.insert(at, letter);
            if is_common(&other) || is_common(&more) {
                return true;
            }
        }
    }
    false
}

/// True for two common words without the blank between them: `Verygood`.
pub(super) fn is_joined(base: &str) -> bool {
    base.char_indices().any(|(at, _)| {
        let (Some(left), Some(right)) = (base.get(..at), base.get(at..)) else {
            return false;
        };
        let known = |part: &str| {
            LEXICON
                .get(part)
                .is_some_and(|c| c.has(WordClass::Frequent) || c.has(WordClass::Function))
        };
        // Short halves are found in most surnames: "Hasan" is not "has an".
        at > 0
            && left.chars().count() + right.chars().count() > 4
            && (left == "a" || left.chars().count() > 2)
            && right.chars().count() > 2
            && known(left)
            && known(right)
    })
}
