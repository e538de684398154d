//! Parts of a Word file beside its text: styles, numbering, properties and relations.
//!
//! All formatting is in these styles and none in the text, so that whoever edits a paper changes a style once and the whole paper
//! follows, and headings and tables are what they look like.

use super::{
    super::page::{Document, PictureKind},
    xml::Xml,
};

/// Namespace of text.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of relations.
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Colour of text in small print, as on the other papers.
const QUIET: &str = "4A4844";
/// Colour of lines.
const LINE: &str = "BDB9AE";

/// A style of paragraphs.
struct ParagraphStyle {
    id: &'static str,
    /// Name in Word's list; those of Word itself are known by their English names in every language.
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    /// Size in hundredths of the size of the text.
    size: u32,
    bold: bool,
    colour: Ink,
    /// Space above and below, in twentieths of a point.
    space: (u32, u32),
    /// Stays on the page of the next paragraph.
    keep: bool,
    /// Level in the outline, from 0.
    outline: Option<u8>,
    more: More,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    Text,
    Quiet,
    Unit,
}

/// Properties that few styles have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Nothing,
    Bullets,
    Bar,
    Right,
    Middle,
}

const PLAIN: ParagraphStyle = ParagraphStyle {
    id: "Normal",
    name: "Normal",
    based_on: "",
    next: "Normal",
    size: 100,
    bold: false,
    colour: Ink::Text,
    space: (0, 120),
    keep: false,
    outline: None,
    more: More::Nothing,
};

const fn style(id: &'static str, name: &'static str) -> ParagraphStyle {
    ParagraphStyle {
        id,
        name,
        based_on: "Normal",
        ..PLAIN
    }
}

const STYLES: &[ParagraphStyle] = &[
    PLAIN,
    ParagraphStyle {
        size: 200,
        bold: true,
        colour: Ink::Unit,
        space: (240, 80),
        keep: true,
        ..style("Title", "Title")
    },
    ParagraphStyle {
        size: 115,
        space: (0, 80),
        keep: true,
        ..style("Subtitle", "Subtitle")
    },
    ParagraphStyle {
        size: 140,
        bold: true,
        colour: Ink::Unit,
        space: (360, 120),
        keep: true,
        outline: Some(0),
        ..style("Heading1", "heading 1")
    },
    ParagraphStyle {
        size: 115,
        bold: true,
        space: (240, 80),
        keep: true,
        outline: Some(1),
        ..style("Heading2", "heading 2")
    },
    ParagraphStyle {
        bold: true,
        space: (0, 0),
        ..style("Unit", "Unit")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        space: (0, 0),
        ..style("Organisation", "Organisation")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        ..style("Date", "Date")
    },
    ParagraphStyle {
        keep: true,
        ..style("TextKept", "Text, kept with what follows")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        ..style("SmallPrint", "Small print")
    },
    ParagraphStyle {
        bold: true,
        colour: Ink::Unit,
        space: (240, 0),
        keep: true,
        next: "Heading2",
        ..style("Label", "Label")
    },
    ParagraphStyle {
        space: (0, 60),
        next: "ListBullet",
        more: More::Bullets,
        ..style("ListBullet", "List Bullet")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        space: (160, 0),
        keep: true,
        next: "Standard",
        ..style("StandardSubject", "Subject of a standard")
    },
    ParagraphStyle {
        size: 115,
        bold: true,
        ..style("Standard", "Standard of care")
    },
    ParagraphStyle {
        size: 115,
        bold: true,
        space: (0, 0),
        keep: true,
        ..style("StandardKept", "Standard of care, kept with its note")
    },
    ParagraphStyle {
        space: (120, 120),
        more: More::Bar,
        ..style("Quote", "Quote")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        space: (0, 120),
        more: More::Bar,
        ..style("QuoteSource", "Source of a quote")
    },
    ParagraphStyle {
        based_on: "Quote",
        space: (120, 0),
        keep: true,
        next: "QuoteSource",
        more: More::Bar,
        ..style("QuoteWithSource", "Quote with a source")
    },
    ParagraphStyle {
        bold: true,
        space: (160, 80),
        keep: true,
        ..style("Caption", "caption")
    },
    ParagraphStyle {
        space: (40, 40),
        ..style("TableText", "Table text")
    },
    ParagraphStyle {
        based_on: "TableText",
        space: (40, 40),
        keep: true,
        ..style("TableTextKept", "Table text, kept with the next row")
    },
    ParagraphStyle {
        based_on: "TableText",
        space: (40, 40),
        more: More::Right,
        ..style("TableNumber", "Table number")
    },
    ParagraphStyle {
        based_on: "TableNumber",
        space: (40, 40),
        keep: true,
        more: More::Right,
        ..style("TableNumberKept", "Table number, kept with the next row")
    },
    ParagraphStyle {
        based_on: "TableText",
        bold: true,
        colour: Ink::Quiet,
        space: (40, 40),
        keep: true,
        ..style("TableHead", "Table heading")
    },
    ParagraphStyle {
        based_on: "TableHead",
        bold: true,
        colour: Ink::Quiet,
        space: (40, 40),
        keep: true,
        more: More::Right,
        ..style("TableHeadNumber", "Table heading of numbers")
    },
    ParagraphStyle {
        based_on: "TableText",
        colour: Ink::Quiet,
        space: (40, 40),
        keep: true,
        ..style("FactName", "Name of a fact")
    },
    ParagraphStyle {
        based_on: "TableText",
        colour: Ink::Quiet,
        space: (40, 40),
        ..style("FactNameLast", "Name of the last fact")
    },
    ParagraphStyle {
        size: 50,
        space: (0, 0),
        ..style("AfterTable", "After a table")
    },
    ParagraphStyle {
        bold: true,
        space: (0, 0),
        more: More::Middle,
        ..style("Header", "header")
    },
    ParagraphStyle {
        colour: Ink::Quiet,
        space: (0, 0),
        more: More::Middle,
        ..style("Footer", "footer")
    },
];

/// Styles, with the size of text and the unit's colour of this document.
pub(super) fn styles(paper: &Document, language: &str) -> Vec<u8> {
    let half_points = u32::from(paper.look.points()) * 2;
    let colour = paper.look.colour.hex();
    let colour = colour.trim_start_matches('#');
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", W)], |x| {
        x.element("w:docDefaults", &[], |x| {
            x.element("w:rPrDefault", &[], |x| {
                x.element("w:rPr", &[], |x| {
                    // On every computer of a hospital, which Public Sans is not.
                    let face = "Arial";
                    x.leaf(
                        "w:rFonts",
                        &[
                            ("w:ascii", face),
                            ("w:hAnsi", face),
                            ("w:cs", face),
                            ("w:eastAsia", face),
                        ],
                    );
                    x.value("w:sz", &half_points.to_string());
                    x.value("w:szCs", &half_points.to_string());
                    x.value("w:lang", language);
                });
            });
            x.element("w:pPrDefault", &[], |x| {
                x.element("w:pPr", &[], |x| {
                    x.leaf("w:spacing", &[("w:line", "288"), ("w:lineRule", "auto")]);
                });
            });
        });
        for style in STYLES {
            paragraph_style(x, style, half_points, colour);
        }
        table_styles(x, colour);
    });
    xml.finish()
}

fn paragraph_style(x: &mut Xml, style: &ParagraphStyle, half_points: u32, colour: &str) {
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if style.based_on.is_empty() {
        attributes.push(("w:default", "1"));
    }
    x.element("w:style", &attributes, |x| {
        x.value("w:name", style.name);
        if !style.based_on.is_empty() {
            x.value("w:basedOn", style.based_on);
        }
        x.value("w:next", style.next);
        x.leaf("w:qFormat", &[]);
        // The order of the properties is fixed by the schema, and Word refuses a file with another.
        x.element("w:pPr", &[], |x| {
            if style.keep {
                x.leaf("w:keepNext", &[]);
            }
            x.leaf("w:keepLines", &[]);
            if style.more == More::Bullets {
                x.element("w:numPr", &[], |x| x.value("w:numId", "1"));
            }
            if style.more == More::Bar {
                x.element("w:pBdr", &[], |x| {
                    x.leaf(
                        "w:left",
                        &[
                            ("w:val", "single"),
                            ("w:sz", "24"),
                            ("w:space", "12"),
                            ("w:color", colour),
                        ],
                    );
                });
            }
            let (before, after) = style.space;
            let (before, after) = (before.to_string(), after.to_string());
            x.leaf("w:spacing", &[("w:before", &before), ("w:after", &after)]);
            match style.more {
                More::Bar => x.leaf("w:ind", &[("w:left", "284")]),
                More::Right => x.value("w:jc", "right"),
                More::Middle => x.value("w:jc", "center"),
                More::Nothing | More::Bullets => {}
            }
            if let Some(level) = style.outline {
                x.value("w:outlineLvl", &level.to_string());
            }
        });
        x.element("w:rPr", &[], |x| {
            if style.bold {
                x.leaf("w:b", &[]);
            }
            match style.colour {
                Ink::Text => {}
                Ink::Quiet => x.value("w:color", QUIET),
                Ink::Unit => x.value("w:color", colour),
            }
            let size = (half_points * style.size / 100).to_string();
            x.value("w:sz", &size);
            x.value("w:szCs", &size);
        });
    });
}

fn table_styles(x: &mut Xml, colour: &str) {
    x.element(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:default", "1"),
            ("w:styleId", "TableNormal"),
        ],
        |x| {
            x.value("w:name", "Normal Table");
            x.element("w:tblPr", &[], |x| {
                x.leaf("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
                x.element("w:tblCellMar", &[], |x| {
                    for side in ["w:left", "w:right"] {
                        x.leaf(side, &[("w:w", "108"), ("w:type", "dxa")]);
                    }
                });
            });
        },
    );
    let line = |x: &mut Xml, side: &str, size: &str, colour: &str| {
        x.leaf(
            side,
            &[
                ("w:val", "single"),
                ("w:sz", size),
                ("w:space", "0"),
                ("w:color", colour),
            ],
        );
    };
    let table = |x: &mut Xml, id: &str, name: &str, borders: &dyn Fn(&mut Xml), bold: &str| {
        x.element(
            "w:style",
            &[
                ("w:type", "table"),
                ("w:customStyle", "1"),
                ("w:styleId", id),
            ],
            |x| {
                x.value("w:name", name);
                x.value("w:basedOn", "TableNormal");
                x.leaf("w:qFormat", &[]);
                x.element("w:tblPr", &[], |x| {
                    x.element("w:tblBorders", &[], |x| borders(x));
                });
                if !bold.is_empty() {
                    x.element("w:tblStylePr", &[("w:type", bold)], |x| {
                        x.element("w:rPr", &[], |x| x.leaf("w:b", &[]));
                    });
                }
            },
        );
    };
    table(
        x,
        "PledgeTable",
        "Table with a heading",
        &|x| {
            line(x, "w:top", "12", colour);
            line(x, "w:bottom", "6", LINE);
            line(x, "w:insideH", "6", LINE);
        },
        "firstRow",
    );
    table(
        x,
        "PledgeFacts",
        "Table of facts",
        &|x| line(x, "w:insideH", "2", LINE),
        "",
    );
    table(
        x,
        "PledgeForm",
        "Form",
        &|x| {
            line(x, "w:bottom", "4", QUIET);
            line(x, "w:insideH", "4", QUIET);
        },
        "",
    );
    table(
        x,
        "PledgeSlip",
        "Table with boxes",
        &|x| {
            for side in [
                "w:top",
                "w:left",
                "w:bottom",
                "w:right",
                "w:insideH",
                "w:insideV",
            ] {
                line(x, side, "8", QUIET);
            }
        },
        "firstRow",
    );
}

/// Bullets of lists.
pub(super) fn numbering() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:numbering", &[("xmlns:w", W)], |x| {
        x.element("w:abstractNum", &[("w:abstractNumId", "0")], |x| {
            x.value("w:multiLevelType", "hybridMultilevel");
            x.element("w:lvl", &[("w:ilvl", "0")], |x| {
                x.value("w:start", "1");
                x.value("w:numFmt", "bullet");
                x.value("w:pStyle", "ListBullet");
                x.value("w:lvlText", "\u{2022}");
                x.value("w:lvlJc", "left");
                x.element("w:pPr", &[], |x| {
                    x.leaf("w:ind", &[("w:left", "397"), ("w:hanging", "284")]);
                });
            });
        });
        x.element("w:num", &[("w:numId", "1")], |x| {
            x.value("w:abstractNumId", "0");
        });
    });
    xml.finish()
}

/// Settings: the file is one of the present Word, which else would open it in a mode for older files.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", W)], |x| {
        x.element("w:compat", &[], |x| {
            x.leaf(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
    });
    xml.finish()
}

/// Title, unit, language and day.
pub(super) fn core(paper: &Document, language: &str) -> Vec<u8> {
    // A fixed day keeps documents without a day reproducible.
    let day = paper.day.unwrap_or(jiff::civil::Date::constant(2000, 1, 1));
    let day = format!("{day}T00:00:00Z");
    let mut xml = Xml::new();
    xml.element(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
        |x| {
            for (name, text) in [
                ("dc:title", paper.title.as_str()),
                ("dc:subject", paper.subtitle.as_str()),
                ("dc:creator", paper.unit.as_str()),
                ("dc:language", language),
            ] {
                x.element(name, &[], |x| x.text(text));
            }
            for name in ["dcterms:created", "dcterms:modified"] {
                x.element(name, &[("xsi:type", "dcterms:W3CDTF")], |x| x.text(&day));
            }
        },
    );
    xml.finish()
}

/// Kinds of the parts.
pub(super) fn content_types(paper: &Document) -> Vec<u8> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/content-types");
    xml.element("Types", &[("xmlns", &namespace)], |x| {
        let mut default = |ending: &str, kind: &str| {
            x.leaf("Default", &[("Extension", ending), ("ContentType", kind)]);
        };
        default(
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        );
        default("xml", "application/xml");
        if let Some(logo) = &paper.look.logo {
            let (ending, kind) = media(logo.kind());
            default(ending, kind);
        }
        for part in part_names(paper) {
            let name = format!("/word/{part}.xml");
            let (kind, main) = match part {
                "document" => ("document", ".main"),
                "header1" => ("header", ""),
                "footer1" => ("footer", ""),
                other => (other, ""),
            };
            let kind = format!("{word}.{kind}{main}+xml");
            x.leaf("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
        x.leaf(
            "Override",
            &[
                ("PartName", "/docProps/core.xml"),
                (
                    "ContentType",
                    "application/vnd.openxmlformats-package.core-properties+xml",
                ),
            ],
        );
    });
    xml.finish()
}

/// Parts in the folder `word`.
fn part_names(paper: &Document) -> Vec<&'static str> {
    let mut names = vec!["document", "styles", "numbering", "settings", "footer1"];
    if paper.draft.is_some() {
        names.push("header1");
    }
    names
}

/// Ending and kind of a picture.
pub(super) fn media(kind: PictureKind) -> (&'static str, &'static str) {
    match kind {
        PictureKind::Png => ("png", "image/png"),
        PictureKind::Jpeg => ("jpeg", "image/jpeg"),
    }
}

/// Relations of the file.
pub(super) fn relations() -> Vec<u8> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relations_of(&[
        ("rId1", &format!("{R}/officeDocument"), "word/document.xml"),
        ("rId2", &core, "docProps/core.xml"),
    ])
}

/// Relations of the text; their ids are the names of the parts.
pub(super) fn document_relations(paper: &Document) -> Vec<u8> {
    let mut relations: Vec<(&str, String, String)> = part_names(paper)
        .into_iter()
        .filter(|part| *part != "document")
        .map(|part| {
            let kind = part.trim_end_matches('1');
            (part, format!("{R}/{kind}"), format!("{part}.xml"))
        })
        .collect();
    if let Some(logo) = &paper.look.logo {
        let (ending, _) = media(logo.kind());
        relations.push(("logo", format!("{R}/image"), format!("media/logo.{ending}")));
    }
    let relations: Vec<(&str, &str, &str)> = relations
        .iter()
        .map(|(id, kind, target)| (*id, kind.as_str(), target.as_str()))
        .collect();
    relations_of(&relations)
}

fn relations_of(relations: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/relationships");
    xml.element("Relationships", &[("xmlns", &namespace)], |x| {
        for (id, kind, target) in relations {
            x.leaf(
                "Relationship",
                &[("Id", id), ("Type", kind), ("Target", target)],
            );
        }
    });
    xml.finish()
}

/// Foot of each page: the number of the page, and of all.
pub(super) fn footer(paper: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", W)], |x| {
        x.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| x.value("w:pStyle", "Footer"));
            let said = |x: &mut Xml, text: &str| {
                x.element("w:r", &[], |x| {
                    x.element("w:t", &[("xml:space", "preserve")], |x| x.text(text));
                });
            };
            // Word counts anew when it opens the file; the digit is for programs that do not.
            let field = |x: &mut Xml, name: &str| {
                x.element("w:fldSimple", &[("w:instr", name)], |x| said(x, "1"));
            };
            said(x, &format!("{} ", paper.page_word));
            field(x, "PAGE");
            said(x, &format!(" {} ", paper.of_word));
            field(x, "NUMPAGES");
        });
    });
    xml.finish()
}

/// Head of each page of a draft.
pub(super) fn header(draft: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:hdr", &[("xmlns:w", W)], |x| {
        x.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| x.value("w:pStyle", "Header"));
            x.element("w:r", &[], |x| {
                x.element("w:t", &[], |x| x.text(draft));
            });
        });
    });
    xml.finish()
}
