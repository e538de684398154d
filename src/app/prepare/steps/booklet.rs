//! The seventh step: the settings of the booklet, with a preview of the page that each of them is on.
//!
//! The preview is the booklet's own code with what is typed so far, so that it cannot promise what the paper does not say.

mod fields;
mod preview;

pub(in crate::app::prepare) use self::fields::BookletField;
use self::preview::BookletPart;
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Beside, Block, Line, Page, Part, Role, Row, line, muted},
        meeting::screen::themes::short,
        prepare::{PrepareEffect, PrepareLayer, PreparePick, PreparePrompt, Preparing},
        shell::{Choice, Layer, Picker},
    },
    domain::{
        booklet::{Booklet, BookletSection, Colour, SectionSettings},
        preparation::change::Change,
        refusal::Refusal,
    },
    publish::{
        booklet::preview::{BookletPreview, standard_words},
        words::ENGLISH,
    },
    store::disk::Disk,
    text::quotation::quoted,
};

/// Width in columns of the window from which the preview stands beside the list.
const WIDE: u16 = 100;
/// Height in rows of the window from which the preview below the list has [`ROOMY_LINES`] lines.
const ROOMY: u16 = 22;
/// Lines of the preview below the list in a window of [`ROOMY`] rows and more, and in a smaller one.
const ROOMY_LINES: usize = 5;
const SMALL_LINES: usize = 3;

/// A row of the form: a field, or a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BookletRow {
    Field(BookletField),
    Section(BookletSection),
}

/// The rows in their groups, from top to bottom.
fn groups() -> Vec<(&'static str, Vec<BookletRow>)> {
    let mut groups: Vec<(&'static str, Vec<BookletRow>)> = Vec::new();
    for field in BookletField::ALL {
        let row = BookletRow::Field(*field);
        match groups.last_mut() {
            Some((group, rows)) if *group == field.group() => rows.push(row),
            _ => groups.push((field.group(), vec![row])),
        }
    }
    let sections = BookletSection::WORDS.iter();
    let sections = sections.map(|(_, section)| BookletRow::Section(*section));
    groups.push(("Sections, in their order", sections.collect()));
    groups
}

/// The number of selectable rows.
pub(super) fn rows() -> usize {
    BookletField::ALL.len() + BookletSection::WORDS.len()
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<BookletRow> {
    let mut all = groups().into_iter().flat_map(|(_, rows)| rows);
    all.nth(p.row(rows()))
}

/// The standard heading of a section.
fn heading_of(section: BookletSection) -> &'static str {
    standard_words(section, &ENGLISH).0
}

/// The name of a section in the form: headings are too long to stand beside values.
fn label_of(section: BookletSection) -> &'static str {
    match section {
        BookletSection::About => "about us",
        BookletSection::Standards => "standards",
        BookletSection::Goals => "goals",
        BookletSection::Voices => "voices",
        BookletSection::Asked => "what we ask",
        BookletSection::NotThisTime => "not this time",
        BookletSection::Undecided => "undecided",
        BookletSection::Before => "last pledge",
        BookletSection::Better => "contact page",
        BookletSection::Imprint => "imprint",
    }
}

/// The field that is being typed, with its text.
fn typing<D: Disk>(p: &Preparing<D>) -> Option<(&PreparePrompt, String)> {
    match p.shell.layers.last() {
        Some(Layer::Prompt(prompt)) => Some((&prompt.purpose, prompt.text())),
        _ => None,
    }
}

/// The settings with what is typed so far, as far as it can be understood.
fn with_typed<D: Disk>(p: &Preparing<D>) -> Booklet {
    let now = &p.state().booklet;
    let Some((purpose, text)) = typing(p) else {
        return now.clone();
    };
    let typed = match purpose {
        PreparePrompt::Booklet(field) => field.set(now, &text, p.shell.now.date()).ok(),
        PreparePrompt::SectionHeading(section) => Some(with_heading(now, *section, &text)),
        PreparePrompt::SectionText(section) => Some(with_words(now, *section, Some(text))),
        _ => None,
    };
    typed.unwrap_or_else(|| now.clone())
}

fn previewed<'a, D: Disk>(p: &'a Preparing<D>, wishes: &'a Booklet) -> BookletPreview<'a> {
    let state = p.state();
    BookletPreview {
        unit: &state.findings.unit,
        findings: &state.findings,
        agenda: &state.agenda,
        wishes,
    }
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let booklet = with_typed(p);
    let preview = previewed(p, &booklet);
    let part = marked(p).map_or(BookletPart::Cover, BookletPart::of);
    let shown = preview::part(&preview, part);
    let (columns, rows) = p.shell.size;
    if columns >= WIDE {
        let beside = Beside::new(
            WIDE.saturating_sub(8),
            vec![Part::share(5, form(p)), Part::share(4, shown)],
        );
        return Page {
            blocks: vec![Block::Beside(beside.scrolling())],
            ..Page::default()
        };
    }
    // A narrow window has no room for the whole page: it begins where the field is on it.
    let shown = from_the_field(p, &booklet, part, shown);
    // While something is typed the field takes the rows of the list, and the page is what one wants to see.
    if typing(p).is_some() {
        return Page {
            blocks: shown,
            ..Page::default()
        };
    }
    let lines = if rows >= ROOMY {
        ROOMY_LINES
    } else {
        SMALL_LINES
    };
    let mut blocks = form(p);
    let mut foot = shown;
    if foot.len() > lines {
        foot.truncate(lines);
        foot.push(preview::more());
    }
    let pinned = (0, foot.len());
    blocks.extend(foot);
    Page {
        blocks,
        pinned,
        ..Page::default()
    }
}

/// The rule of a part, and the part from the first line on that the field under the mark has changed.
fn from_the_field<D: Disk>(
    p: &Preparing<D>,
    booklet: &Booklet,
    part: BookletPart,
    mut shown: Vec<Block>,
) -> Vec<Block> {
    let Some(BookletRow::Field(field)) = marked(p) else {
        return shown;
    };
    let Ok(without) = field.set(booklet, "", p.shell.now.date()) else {
        return shown;
    };
    let without = preview::part(&previewed(p, &without), part);
    // Found by comparing: no table says which line of which page a field ends up in.
    let is_its = |block: &Block| !without.contains(block);
    let Some(first) = shown.iter().position(is_its) else {
        return shown;
    };
    let last = shown.iter().rposition(is_its).unwrap_or(first);
    // Of several lines the last one is typed, and the field shows the others.
    let first = if typing(p).is_some() && p.shell.size.1 < ROOMY {
        first.max(last.saturating_sub(1))
    } else {
        first
    };
    shown.drain(1..first.max(1));
    shown
}

/// The rows of all groups under their headings.
fn form<D: Disk>(p: &Preparing<D>) -> Vec<Block> {
    let at = p.row(rows());
    let mut nth = 0;
    let mut blocks = Vec::new();
    for (group, of_group) in groups() {
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Heading(group.to_owned()));
        let mut fields = Vec::new();
        for row in of_group {
            let (label, value) = match row {
                BookletRow::Field(field) => (field.label(), value(p, field)),
                BookletRow::Section(section) => (
                    label_of(section),
                    section_value(&p.state().booklet, section),
                ),
            };
            fields.push(Row {
                cells: vec![line(Role::Muted, label), value],
                selected: nth == at,
            });
            nth += 1;
        }
        blocks.push(Block::Fields(fields));
    }
    blocks
}

/// The value of a field, or what stands in its place.
fn value<D: Disk>(p: &Preparing<D>, field: BookletField) -> Line {
    let booklet = &p.state().booklet;
    let text = field.text(booklet);
    if field.is_picture()
        && let Some(fault) = picture_fault(p, &text)
    {
        return line(Role::Bad, format!("{text}: {fault}"));
    }
    if field == BookletField::Epigraph && !text.is_empty() {
        let findings = &p.state().findings;
        return match findings
            .comment(&text)
            .filter(|(_, c)| c.publish && !c.hold)
        {
            Some((_, comment)) => line(Role::Ink, quoted(&short(&comment.text, 60))),
            None => line(
                Role::Bad,
                format!("{text}: no comment of that id may be printed"),
            ),
        };
    }
    if let (BookletField::Colour, Some(colour)) = (field, booklet.colour) {
        return line(Role::Ink, fields::colour_name(colour));
    }
    if let Some((first, others)) = text.split_once('\n') {
        // One row a field: all lines are in the preview.
        let more = others.lines().count();
        return line(Role::Ink, format!("{} and {more} more", short(first, 40)));
    }
    if !text.is_empty() {
        return line(Role::Ink, text);
    }
    match field.otherwise() {
        Some(words) => line(Role::Muted, words),
        None => line(Role::Warn, "not said yet"),
    }
}

/// The reason why a picture cannot be printed; `None` for one that can, and where none is named.
fn picture_fault<D: Disk>(p: &Preparing<D>, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    match p.pictures.iter().find(|file| file.name == name) {
        None => Some("there is no such picture in the folder".to_owned()),
        Some(file) => file.fault.clone(),
    }
}

fn section_value(booklet: &Booklet, section: BookletSection) -> Line {
    let SectionSettings {
        show,
        heading,
        text,
    } = booklet.section(section);
    if !show {
        return line(Role::Warn, "not printed");
    }
    let mut said = Vec::new();
    if let Some(heading) = heading {
        said.push(format!("\u{201c}{heading}\u{201d}"));
    }
    match text.as_deref() {
        None => {}
        Some("") => said.push("without an introduction".to_owned()),
        Some(_) => said.push("with your own introduction".to_owned()),
    }
    if said.is_empty() {
        line(Role::Muted, heading_of(section))
    } else {
        line(Role::Ink, said.join(", "))
    }
}

/// The page of the whole preview.
pub(in crate::app::prepare) fn preview_page<D: Disk>(p: &Preparing<D>) -> Page {
    let booklet = &p.state().booklet;
    let mut blocks = preview::pages(&previewed(p, booklet));
    let colour = booklet.colour();
    blocks.push(Block::Gap);
    blocks.push(Block::Rule(String::new()));
    blocks.push(muted(format!(
        "Headings are printed in {} ({:.1} to 1 on white).",
        fields::colour_name(colour),
        colour.contrast_with_white()
    )));
    Page {
        blocks,
        scroll: p.shell.scroll,
        ..Page::default()
    }
}

/// The line under a field while it is typed: how the text is understood, or the reason why it cannot be.
pub(in crate::app::prepare) fn hint<D: Disk>(
    p: &Preparing<D>,
    field: BookletField,
    text: &str,
) -> Line {
    let text = text.trim();
    match field.set(&p.state().booklet, text, p.shell.now.date()) {
        Err(why) => line(Role::Bad, why.to_string()),
        Ok(booklet) => line(Role::Muted, field.understood(&booklet)),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    match action {
        Action::Prepare(Wish::Preview) => p.shell.push(PrepareLayer::Preview),
        Action::Open => match marked(p) {
            Some(BookletRow::Field(field)) => open(p, field),
            Some(BookletRow::Section(section)) => choose_for_section(p, section),
            None => {}
        },
        _ => {}
    }
}

fn open<D: Disk>(p: &mut Preparing<D>, field: BookletField) {
    if field.is_picture() {
        // The folder is listed at this moment: somebody may have copied the picture there just now.
        return p.effects.push(PrepareEffect::ChoosePicture(field));
    }
    match field {
        BookletField::Colour => choose_colour(p),
        BookletField::Epigraph => choose_epigraph(p),
        BookletField::Names => {
            let mut booklet = p.state().booklet.clone();
            booklet.names = !booklet.names;
            set(p, booklet);
        }
        _ => ask(p, field),
    }
}

/// Opens the prompt of a field.
pub(super) fn ask<D: Disk>(p: &mut Preparing<D>, field: BookletField) {
    let text = field.text(&p.state().booklet);
    let prompt = PreparePrompt::Booklet(field);
    if field.has_lines() {
        p.write_lines(prompt, field.question(), &text);
    } else {
        p.write(prompt, field.question(), &text);
    }
}

fn choose_colour<D: Disk>(p: &mut Preparing<D>) {
    let now = p.state().booklet.colour;
    let colours = fields::COLOURS.iter();
    let mut choices: Vec<_> = colours
        .map(|(name, colour)| {
            let pick = PreparePick::BookletColour(Some(*colour));
            Choice::new(pick, *name, colour.hex())
        })
        .collect();
    let another = PreparePick::BookletField(BookletField::Colour);
    choices.push(Choice::new(another, "another one", "you type it"));
    choices.push(Choice::new(
        PreparePick::BookletColour(None),
        "the one that every booklet has",
        Colour::PLAIN.hex(),
    ));
    let picker = Picker::new("Which colour have headings and bars?", choices);
    p.pick(picker.on(|pick| *pick == PreparePick::BookletColour(now)));
}

/// Opens the list of the comments that may be printed.
fn choose_epigraph<D: Disk>(p: &mut Preparing<D>) {
    let pick = |id: Option<&str>| PreparePick::BookletEpigraph(id.map(str::to_owned));
    let findings = &p.state().findings;
    let themes = findings.discussed_themes();
    let released = themes.flat_map(|t| t.comments.iter().map(move |c| (t, c)));
    let mut choices: Vec<_> = released
        .filter(|(_, c)| c.publish && !c.hold)
        .map(|(theme, c)| {
            let words = quoted(&short(&c.text, 90));
            Choice::new(pick(Some(&c.id)), words, theme.title.clone())
        })
        .collect();
    if choices.is_empty() {
        return p.say(
            Role::Warn,
            "No comment may be printed yet: {PrepareComments.Prepare(Publish)} on Comments says which may.",
        );
    }
    choices.push(Choice::new(pick(None), "none", ""));
    let now = pick(p.state().booklet.epigraph.as_deref());
    let picker = Picker::new(BookletField::Epigraph.question(), choices);
    p.pick(picker.on(|pick| *pick == now));
}

/// Opens the list of the pictures in the folder.
pub(in crate::app::prepare) fn choose_picture<D: Disk>(p: &mut Preparing<D>, field: BookletField) {
    let pick = |name: Option<String>| PreparePick::BookletPicture { field, name };
    let mut choices: Vec<Choice<PreparePick>> = p
        .pictures
        .iter()
        .map(|file| match &file.fault {
            None => Choice::new(pick(Some(file.name.clone())), file.name.clone(), ""),
            Some(fault) => Choice::refused(
                Refusal::new(format!("{}: {fault}.", file.name)),
                file.name.clone(),
                fault.clone(),
            ),
        })
        .collect();
    if choices.is_empty() {
        return p.say(
            Role::Warn,
            format!(
                "There is no PNG or JPEG in {}: copy the picture there first.",
                p.folder
            ),
        );
    }
    choices.push(Choice::new(pick(None), "none", ""));
    let now = field.text(&p.state().booklet);
    let now = pick((!now.is_empty()).then_some(now));
    let picker = Picker::new(field.question(), choices);
    p.pick(picker.on(|pick| *pick == now));
}

fn choose_for_section<D: Disk>(p: &mut Preparing<D>, section: BookletSection) {
    let wanted = p.state().booklet.section(section);
    let pick = |what| PreparePick::BookletSection { section, what };
    let mut choices = vec![
        if wanted.show {
            Choice::new(pick(SectionWish::Hide), "do not print it", "")
        } else {
            Choice::new(pick(SectionWish::Show), "print it", "")
        },
        Choice::new(pick(SectionWish::Heading), "another heading", "you type it"),
        Choice::new(
            pick(SectionWish::Words),
            "an introduction of your own",
            "you type it",
        ),
    ];
    if wanted.text.as_deref() != Some("") && !standard_words(section, &ENGLISH).1.is_empty() {
        choices.push(Choice::new(
            pick(SectionWish::NoWords),
            "no introduction",
            "",
        ));
    }
    if wanted.heading.is_some() || wanted.text.is_some() {
        choices.push(Choice::new(
            pick(SectionWish::Standard),
            "the words that every booklet has",
            "",
        ));
    }
    p.pick(Picker::new(heading_of(section), choices));
}

/// A change of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionWish {
    Show,
    Hide,
    Heading,
    Words,
    NoWords,
    Standard,
}

pub(super) fn for_section<D: Disk>(
    p: &mut Preparing<D>,
    section: BookletSection,
    what: SectionWish,
) {
    let booklet = &p.state().booklet;
    let wanted = booklet.section(section);
    match what {
        SectionWish::Show | SectionWish::Hide => {
            let new = SectionSettings {
                show: what == SectionWish::Show,
                ..wanted
            };
            let booklet = with_section(booklet, section, new);
            set(p, booklet);
        }
        SectionWish::NoWords => {
            let booklet = with_words(booklet, section, Some(String::new()));
            set(p, booklet);
        }
        SectionWish::Standard => {
            let new = SectionSettings {
                heading: None,
                text: None,
                ..wanted
            };
            let booklet = with_section(booklet, section, new);
            set(p, booklet);
        }
        SectionWish::Heading => {
            let heading = wanted
                .heading
                .unwrap_or_else(|| heading_of(section).to_owned());
            p.write(
                PreparePrompt::SectionHeading(section),
                "The heading; empty is the one that every booklet has",
                &heading,
            );
        }
        SectionWish::Words => {
            let (_, standard) = standard_words(section, &ENGLISH);
            let text = wanted.text.unwrap_or_else(|| standard.to_owned());
            p.write_lines(
                PreparePrompt::SectionText(section),
                "The introduction; an empty line begins a paragraph",
                &text,
            );
        }
    }
}

/// The settings with those of one section. A section that is as in every booklet has no entry.
fn with_section(booklet: &Booklet, section: BookletSection, new: SectionSettings) -> Booklet {
    let mut booklet = booklet.clone();
    if new == SectionSettings::default() {
        booklet.sections.remove(&section);
    } else {
        booklet.sections.insert(section, new);
    }
    booklet
}

fn with_heading(booklet: &Booklet, section: BookletSection, text: &str) -> Booklet {
    // The standard heading is not written down as an own one: a later version, or another language, may word it better.
    let is_own = !text.is_empty() && text != heading_of(section);
    let new = SectionSettings {
        heading: is_own.then(|| text.to_owned()),
        ..booklet.section(section)
    };
    with_section(booklet, section, new)
}

fn with_words(booklet: &Booklet, section: BookletSection, text: Option<String>) -> Booklet {
    let (_, standard) = standard_words(section, &ENGLISH);
    let new = SectionSettings {
        text: text.filter(|t| t.is_empty() || t != standard),
        ..booklet.section(section)
    };
    with_section(booklet, section, new)
}

fn set<D: Disk>(p: &mut Preparing<D>, booklet: Booklet) {
    p.change(Change::BookletSet {
        booklet: Box::new(booklet),
    });
}

pub(super) fn set_colour<D: Disk>(p: &mut Preparing<D>, colour: Option<Colour>) {
    let mut booklet = p.state().booklet.clone();
    booklet.colour = colour;
    set(p, booklet);
}

pub(super) fn set_epigraph<D: Disk>(p: &mut Preparing<D>, comment: Option<String>) {
    let mut booklet = p.state().booklet.clone();
    booklet.epigraph = comment;
    set(p, booklet);
}

pub(super) fn set_picture<D: Disk>(p: &mut Preparing<D>, field: BookletField, name: Option<&str>) {
    match field.set(&p.state().booklet, name.unwrap_or(""), p.shell.now.date()) {
        Ok(booklet) => set(p, booklet),
        Err(why) => p.say(Role::Warn, why.full_text()),
    }
}

pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    field: BookletField,
    text: &str,
) -> Result<(), Refusal> {
    let booklet = field.set(&p.state().booklet, text, p.shell.now.date())?;
    record(p, booklet)
}

pub(super) fn typed_heading<D: Disk>(
    p: &mut Preparing<D>,
    section: BookletSection,
    text: &str,
) -> Result<(), Refusal> {
    let booklet = with_heading(&p.state().booklet, section, text);
    record(p, booklet)
}

pub(super) fn typed_words<D: Disk>(
    p: &mut Preparing<D>,
    section: BookletSection,
    text: &str,
) -> Result<(), Refusal> {
    let booklet = with_words(&p.state().booklet, section, Some(text.to_owned()));
    record(p, booklet)
}

fn record<D: Disk>(p: &mut Preparing<D>, booklet: Booklet) -> Result<(), Refusal> {
    p.try_change(Change::BookletSet {
        booklet: Box::new(booklet),
    })
}
