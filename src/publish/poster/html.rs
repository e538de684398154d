//! The poster as HTML: one sheet in print, one column of text on a telephone.

use maud::{DOCTYPE, Markup, html};

use super::{Poster, PosterPart, PosterSquare, fit};
use crate::publish::{
    fonts,
    html::{data, page_head, title},
};

const STYLE: &str = include_str!("poster.css");

/// Renders a poster.
pub(super) fn write(poster: &Poster, language: &str) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(language) {
            (page_head(&title(&poster.title, &poster.unit), &style(poster)))
            body {
                div class="sheet" {
                    (head(poster))
                    main { @for part in &poster.parts { (table(part)) } }
                    (foot(poster))
                }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

// This text is not escaped, so nothing but numbers, colours and fixed words may get in.
/// The style sheet, with the sizes of this poster.
fn style(poster: &Poster) -> String {
    let fit = poster.fit;
    let (wide, high) = poster.sheet.points();
    let lengths = [
        ("body", fit.body),
        ("title", fit.title),
        ("large", fit.large()),
        ("small", fit.small()),
        ("margin", fit.margin),
        ("left", fit.left),
        ("right", fit.right),
        ("gap", fit.gap),
        ("square", fit.square),
        ("unit", fit.scale),
        ("wide", wide),
        // Less than the sheet: browsers round lengths up, and would begin a second one.
        ("high", high - 1.0),
    ];
    let lengths: Vec<String> = lengths
        .iter()
        .map(|(name, length)| format!(" --{name}: {length:.2}pt;"))
        .collect();
    let lengths = lengths.concat();
    format!(
        "{}:root {{ --colour: {}; --line: {};{lengths} }}\n@page {{ size: {}; margin: 0; }}\n{STYLE}",
        fonts::face_rules("Pledge"),
        poster.colour.hex(),
        fit::LINE,
        poster.sheet.name(),
    )
}

fn head(poster: &Poster) -> Markup {
    html! {
        header {
            @if let Some(draft) = &poster.draft { p class="draft" { (draft) } }
            @if let Some(logo) = &poster.logo { div class="top" { img src=(data(logo)) alt=(logo.alt); } }
            div class="panel" {
                @if poster.fit.names_beside(poster) {
                    p class="of" { b { (poster.unit) } " \u{2002}" (poster.organisation) }
                } @else {
                    p class="of" { b { (poster.unit) } }
                    p class="of" { (poster.organisation) }
                }
                h1 { (poster.title) }
                p class="of" { (poster.subtitle) }
            }
        }
    }
}

fn table(part: &PosterPart) -> Markup {
    let class = if part.against { "against" } else { "for" };
    let [left, right] = &part.heads;
    html! {
        // Roles, since a browser forgets them where the style makes blocks of rows.
        table role="table" class=(class) {
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (left) }
                th role="columnheader" scope="col" { (right) }
            } }
            tbody role="rowgroup" {
                @for row in &part.rows { tr role="row" {
                    td role="cell" { span class="head" aria-hidden="true" { (left) } p { (row.left) } }
                    td role="cell" {
                        span class="head" aria-hidden="true" { (right) }
                        p { (row.right) }
                        @if !row.day.is_empty() { p class="day" { (row.day) } }
                    }
                } }
            }
        }
    }
}

fn foot(poster: &Poster) -> Markup {
    html! {
        footer {
            div class="words" {
                @if !poster.more.is_empty() { p class="more" { (poster.more) } }
                @if !poster.contact.is_empty() {
                    p class="better" { (poster.better) }
                    p class="contact" { (poster.contact) }
                }
                @if let Some(square) = poster.square.as_ref().filter(|s| !s.caption.is_empty()) { p class="small" { (square.caption) } }
                @if !poster.days.is_empty() { p class="small" { (poster.days) } }
            }
            @if let Some(square) = &poster.square { (self::square(square)) }
        }
    }
}

fn square(square: &PosterSquare) -> Markup {
    let side = square.code.width();
    html! {
        svg class="square" viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(square.alt) focusable="false" {
            rect width=(side) height=(side) fill="#ffffff" {}
            path d=(square.code.path()) fill="#000000" shape-rendering="crispEdges" {}
        }
    }
}
