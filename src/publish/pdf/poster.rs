//! Data of the poster's template.

use serde_json::{Value, json};

use super::picture;
use crate::publish::poster::Poster;

pub(super) fn data(poster: &Poster, language: &str) -> Value {
    let (language, region) = language.split_once('-').unwrap_or((language, ""));
    let day = poster
        .day
        .unwrap_or(jiff::civil::Date::constant(2000, 1, 1));
    let fit = poster.fit;
    let parts: Vec<Value> = poster
        .parts
        .iter()
        .map(|part| {
            let rows = part.rows.iter().map(|row| {
                let [left, right, day] = fit.cells(part, row);
                json!({"left": left, "right": right, "day": day})
            });
            let rows: Vec<Value> = rows.collect();
            json!({"heads": part.heads, "against": part.against, "rows": rows})
        })
        .collect();
    json!({
        "title": poster.title,
        "subtitle": poster.subtitle,
        "unit": poster.unit,
        "organisation": poster.organisation,
        "day": [day.year(), day.month(), day.day()],
        "draft": poster.draft,
        "language": language,
        "region": region.to_lowercase(),
        "colour": poster.colour.hex(),
        "sheet": poster.sheet.name().to_lowercase(),
        "names-beside": fit.names_beside(poster),
        "body": fit.body,
        "title-size": fit.title,
        "large": fit.large(),
        "small": fit.small(),
        "scale": fit.scale,
        "margin": fit.margin,
        "left": fit.left,
        "right": fit.right,
        "gap": fit.gap,
        "square-size": fit.square,
        "logo": poster.logo.as_ref().map(picture),
        "parts": parts,
        "more": fit.more(poster),
        "better": poster.better,
        "contact": poster.contact,
        "days": poster.days,
        "square": poster.square.as_ref().map(|square| json!({
            "caption": square.caption,
            "alt": square.alt,
            "picture": square.code.picture(),
        })),
    })
}
