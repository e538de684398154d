//! Finds details that apply to one person in a place: the ferryman, the only man with an illness, the mother of triplets.
//!
//! A job alone identifies nobody. It does if there is one of its kind: "the mayor", "my husband is the ferryman". A rare
//! illness does next to a place.

use std::sync::LazyLock;

use super::{
    Marked,
    lexicon::{self, WordClass},
    patterns::{LazyPatterns, Patterns, identifying_part},
};
use crate::domain::findings::CommentMark::{self, Detail};

/// Jobs that few people have in one place.
const JOBS: &str = r"(?:vicar|curate|rector|parish priest|priest|minister|pastor|imam|rabbi|canon|deacon|verger|sexton|organist|bell ?ringer|choir ?master|bishop|chaplain|mayor|mayoress|lord mayor|councillor|parish clerk|alderman|mp|town crier|town clerk|sheriff|head ?teacher|head ?master|head ?mistress|head of (?:the )?\w+ school|deputy head|school (?:secretary|cook|caretaker|nurse|crossing patrol)|lollipop (?:lady|man|woman)|crossing patrol|dinner lady|post ?master|post ?mistress|post(?:man|woman|ie)|sub-?postmaster|milkman|fishmonger|butcher|baker|blacksmith|farrier|saddler|cobbler|clockmaker|thatcher|dry[ -]?stone waller|wheelwright|cooper|ferryman|ferrywoman|ferry (?:skipper|captain|master)|skipper|coxswain|cox|lifeboat(?:man| crew| coxswain| mechanic)?|lighthouse keeper|harbour ?(?:master|pilot|mistress)|ship'?s pilot|river pilot|pilot|lock[ -]?keeper|bridge[ -]?keeper|game ?keeper|ghillie|gillie|river ?keeper|water bailiff|green ?keeper|groundsman|groundswoman|zoo ?keeper|bee ?keeper|shepherd(?:ess)?|crofter|falconer|huntsman|master of (?:the )?(?:hunt|hounds)|jockey|trainer|racing driver|stable lad|lion tamer|circus \w+|ring ?master|puppeteer|magician|conjuror|clown|undertaker|funeral director|grave ?digger|coroner|judge|magistrate|sheriff officer|chief constable|police (?:sergeant|inspector|constable|officer)|village (?:bobby|policeman)|bobby|fire chief|station (?:master|manager|officer)|signalman|signal ?woman|train driver|tram driver|crane driver|school bus driver|bus driver|snow ?plough driver|gritter driver|hearse driver|mobile librarian|librarian|archivist|museum curator|curator|town planner|vet|veterinary surgeon|dentist|optician|pharmacist|chemist|midwife|district nurse|health visitor|undertaker|publican|landlord|landlady|pub landlord|innkeeper|hotelier|brewer|distiller|cheese ?maker|wine ?maker|newsreader|news ?reader|weather (?:girl|man|presenter|woman)|weatherman|presenter|radio presenter|disc jockey|dj|sports? commentator|football manager|footballer|goalkeeper|cricketer|referee|olympian|paralympian|world champion|champion \w+|chess (?:master|champion)|actress|actor|novelist|author|poet|poet laureate|sculptor|portrait painter|piper|pipe major|conductor|harpist|opera singer|ballet dancer|bandmaster|astronomer|astronaut|volcanologist|glaciologist|taxidermist|balloonist|hot air balloon pilot|helicopter pilot|airline pilot|air traffic controller|test pilot|diver|deep sea diver|steeplejack|chimney sweep|rat catcher|pest controller|dog warden|traffic warden|lengthsman|reeve|laird|lady of the manor|lord of the manor|squire|duchess|countess|baroness|earl|governor|prison governor|consul|ambassador|interpreter|sign language interpreter|kilt ?maker|boat ?builder|sail ?maker|net ?maker|basket ?maker|stonemason|glass ?blower|gold ?smith|silver ?smith|tattooist|swimming teacher|piano teacher|dance teacher|driving instructor|driving examiner|riding instructor|ski instructor|scout leader|brown owl|akela|guide leader|playgroup leader|childminder|caretaker|warden|youth hostel warden|toll ?keeper|park ranger|ranger|ice ?cream (?:man|lady)|coalman|window cleaner|lamplighter|knocker[ -]?up|town drummer)s?";

/// Things that somebody drives, runs or keeps, of which there is one in a place.
const KEEPS: &str = r"(?:mobile (?:library|shop|bank|butcher|chippy|hairdresser)|library|school|village|community|fish|chip|burger|ice ?cream|post office|corner shop|shop|stores?|pub|inn|bakery|bakehouse|butcher'?s|chippy|chip shop|tea ?room|tea ?shop|café|cafe|hotel|b ?& ?b|guest ?house|caravan (?:site|park)|camp ?site|riding (?:school|stables)|stables|kennels|cattery|sanctuary|donkey sanctuary|owl sanctuary|lighthouse|lifeboat|ferry|steam (?:railway|train|engine)|railway|signal box|toll|windmill|watermill|brewery|distillery|vineyard|museum|theatre|cinema|zoo|farm shop|farm park|garden centre|garage|forge|foundry|quarry|radio station|newspaper|parish (?:magazine|council|newsletter)|food ?bank|scout (?:group|troop)|brownies|guides|cubs|brass band|pipe band|choir|choral society|operatic society|cricket club|football club|rugby club|bowls club|hunt|church|chapel|mosque|temple|gurdwara|synagogue|school bus|minibus|gritter|snow ?plough|hearse|bin lorry|dust ?cart|crane|tram|funicular|cable car|chairlift|only \w+(?: \w+)?)";

/// Phrases that connect a person with a job.
const WHO: &str = r"(?:i am|i'm|im|i was|i've been|i have been|he is|he's|she is|she's|(?:my|our|his|her) (?:\w+[ -]){0,2}(?:is|was|works as|has been|used to be)|(?:husband|wife|partner|son|daughter|brother|sister|mother|father|mum|dad)(?:'s| is| was)|being|as|working as|work as|works as|worked as|employed as|retired as|became|known as)";

fn pattern_sources() -> Vec<(CommentMark, String)> {
    let adjectives = r"(?:[\w'\u{2019}]+[ -]){0,3}?";
    vec![
        // The only one, or the one of this place.
        (Detail, format!(r"(?i)\b{WHO}\s+(?:now |also |still )?(?:the|your|our|their|this|that)\s+{adjectives}({JOBS}(?: of (?:the )?\w+)?)\b")),
        // Without an article: `I work as school cook at`, `as mayor`.
        (Detail, format!(r"(?i)\b(?:i am|i'm|being|as|work as|works as|working as|worked as)\s+(?:former |deputy |retired |acting |local )?({JOBS}(?: of (?:the )?\w+)?)(?:\s+(?:at|for|here|in|to)\b|\s*[,.]|\s+i\b)")),
        // With an indefinite article the job itself must be rare: `a ferryman on this coast`.
        (Detail, format!(r"(?i)\b{WHO}\s+(?:a|an|one of the)\s+{adjectives}((?:harbour|lock|lighthouse|game|zoo|bridge|river|ship'?s?|bell|lion|sword|fire)[ -]?(?:pilot|master|keeper|ringer|tamer|eater|swallower|maker)|lollipop (?:lady|man)|town crier|ferryman|coxswain|steeplejack|falconer|farrier|thatcher|astronaut|volcanologist|taxidermist|newsreader|jockey|olympian|paralympian|pipe major|bandmaster|imam|rabbi|vicar|undertaker|coroner|judge|mp|lighthouse keeper|harbour pilot|lifeboatman|crofter|ghillie|gamekeeper)\b")),
        (Detail, format!(r"(?i)\b(?:the|our|your|its|only|last|first|female|woman|local|village|town) (?:\w+ ){{0,2}}?({JOBS}(?: of the \w+)?)(?:,? (?:here|in the (?:village|town|valley|area|county|parish)|on (?:this|the) (?:coast|island|river)|for (?:the|this) (?:whole )?(?:valley|village|island|town|area|parish)|of (?:two|three|four|five|six) parishes|outside|and people|,? (?:me|myself)))\b")),
        (Detail, format!(r"(?i)\b(?:i|we|he|she|husband|wife|partner|son|daughter|brother|sister|dad|mum|father|mother)\s+(?:also |still |now |used to )?(?:drive|drives|drove|run|runs|ran|keep|keeps|kept|own|owns|captain|skipper|edit|edits|conduct|conducts|manage|manages|lead|leads)\s+(?:the|our|this)\s+((?:(?:only|local|village|last|town|little|old|small)\s+)*{KEEPS}(?:\s+(?:van|bus|shop|office|boat|library|car|lorry|club|band))?)\b")),
        // Public performances.
        (Detail, r"(?i)\bi (?:also )?((?:read|present|do|did|announce) the (?:local |evening |late |regional )?(?:news|weather|traffic|breakfast show|sport)(?: on (?:the )?(?:television|telly|tv|radio|bbc|local radio|itv))?|play (?:the )?\w+ (?:in|with|for) the \w+ (?:orchestra|philharmonic|symphony|band)|play(?:ed)? (?:football|rugby|cricket|hockey|netball) for (?:england|wales|scotland|ireland|my country|the county)|(?:was|am) on (?:bake off|strictly|the x factor|mastermind|countdown|the telly|big brother))\b".to_owned()),
        // More than two children at once are rare. Schools and employers need no pattern: their names are found as
        // capitalised words.
        (Detail, r"(?i)\b(triplets|quadruplets|quads|quintuplets|quins|sextuplets|conjoined twins|identical triplets)\b".to_owned()),
        // The only one of a place. "The only man in Outpatients" identifies nobody.
        (Detail, r"\b((?i:only (?:man|woman|male|female|person|patient|lady|bloke|family|case|one))) (?i:in|on|from|around|near|round) (?:the )?\p{Lu}[\p{L}'\-]+".to_owned()),
        (Detail, r"(?i)\b(m[ae]n with breast cancer|male breast cancer|breast cancer (?:as|in) a man|bloke with breast cancer|male patient with breast cancer)\b".to_owned()),
    ]
}

static PATTERNS: LazyPatterns = LazyPatterns::new(|| Patterns::new(&pattern_sources()));

/// Index of the pattern for the only one of a place.
const ONLY: usize = 7;

/// Rare illnesses, by their ending, their second word or by name.
static RARE: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    [
        r"\b((?:\p{Lu}[\p{L}'\u{2019}\-]+\s+){0,2}\p{Lu}[\p{L}'\u{2019}\-]+|[\p{L}]+-[\p{L}\-]+)(?:'s)?\s+(?i:syndrome|disease|disorder|anaemia|anemia|dystrophy|ataxia|palsy|tumou?r|sarcoma|lymphoma|deficiency|malformation)\b",
        r"(?i)\b((?:hereditary|congenital|familial|inherited|genetic|acquired|primary|idiopathic|autoimmune|systemic|severe combined|paroxysmal)\s+\p{L}{5,}(?:\s+(?:syndrome|disease|disorder|deficiency))?)\b",
        r"(?i)\b(\p{L}{5,}(?:oedema|edema|plasia|pathy|trophy|aemia|emia|oma|osis|itis|plegia|algia|uria|philia|penia|cytosis|sclerosis|ectasia|kinesia|lepsy|onia))\b",
        r"(?i)\b((?:heart|lung|liver|kidney|face|hand|bone marrow|stem cell|double|bowel|pancreas|cornea|uterus)?\s?transplant|dwarfism|albinism|albino|conjoined|deaf-?blind|thalidomide|cystic fibrosis|motor neurone|sickle cell|haemophilia|huntington'?s?|tourette'?s?|amputee|both legs|quadriplegic|locked[- ]in(?: syndrome)?|one in a million|brittle bones?|spina bifida|porphyria|narcolepsy|leprosy|rabies|tetanus|polio)\b",
        r"\b(\p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+)\b",
    ]
    .into_iter()
    .filter_map(|pattern| regex::Regex::new(&super::patterns::ascii(pattern)).ok())
    .collect()
});

pub(super) fn find(text: &str, found: &mut Vec<Marked>) {
    PATTERNS.find(text, found, |nth, captures| {
        let (whole, said) = (captures.get(0)?, identifying_part(captures)?);
        let place = whole.as_str().split_whitespace().next_back()?;
        let classes = lexicon::classes(&place.to_lowercase());
        let usual = classes.has(WordClass::Known)
            || classes.has(WordClass::Department)
            || classes.has(WordClass::Someone)
            || classes.has(WordClass::Common) && !classes.has(WordClass::Name);
        (nth != ONLY || !usual).then_some(said)
    });
}

/// Marks rare illnesses in a comment that is already held for a place, a name or a unique detail, next to which they
/// identify a person.
pub(super) fn beside_a_place(text: &str, found: &mut Vec<Marked>) {
    for (nth, regex) in RARE.iter().enumerate() {
        for captures in regex.captures_iter(text) {
            let Some((from, to)) = identifying_part(&captures) else {
                continue;
            };
            let said = text.get(from..to).unwrap_or_default().to_lowercase();
            let classes = lexicon::classes(&said);
            let usual = classes.has(WordClass::Known) || nth == 2 && classes.has(WordClass::Common);
            if !usual {
                found.push(Marked::sure(Detail, from, to));
            }
        }
    }
}

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    PATTERNS.all_compile(pattern_sources().len()) && RARE.len() == 5
}
