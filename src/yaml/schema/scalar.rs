//! Values of keys: texts, numbers, days.
//!
//! An unquoted `2026` is a number to an editor and a text to the reader, so that most values may be of two types. Patterns keep to
//! what the regular expressions of JavaScript, Java and Rust have in common.

use std::{borrow::Cow, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::yaml::reader::scalar::{GROUPS, MOST_COUNTED, MOST_SPENT};

/// First line of the file: its kind, and the number of its format.
#[derive(JsonSchema)]
#[schemars(inline, extend("const" = ""))]
pub(super) struct Header(String);

// Not `true` and `false`, which the reader takes for texts as well: an editor would propose them at each text.
/// Text, which may be empty.
#[derive(JsonSchema)]
#[schemars(inline, extend("type" = ["string", "number"]))]
pub(super) struct Text(String);

/// Text that is not blank.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["string", "number"],
    "pattern" = "[^ \\t\\r\\n]",
    "patternErrorMessage" = "Some text is expected.",
))]
pub(super) struct Name(String);

/// Id: letters, digits, `-`, `_`, `.` and `:`, at most 60 of them, such as `q14`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["string", "number"],
    "pattern" = "^[\\p{L}\\p{M}\\p{N}_.:-]{1,60}$",
    "patternErrorMessage" = "An id of letters, digits, -, _, . and : is expected, at most 60 of them, such as q14.",
))]
pub(super) struct Id(String);

/// Whole number, in digits only.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["integer", "string"],
    "minimum" = MIN,
    "maximum" = MAX,
    "pattern" = "^ *[0-9]+ *$",
    "patternErrorMessage" = "A whole number is expected: digits only, without a sign, point or unit.",
))]
pub(super) struct Whole<const MIN: u64, const MAX: u64>(String);

/// People, answers, or a place in an order.
pub(super) type Count = Whole<0, MOST_COUNTED>;
/// Number of at least 1.
pub(super) type AtLeastOne = Whole<1, MOST_COUNTED>;
/// Money or hours.
pub(super) type Amount = Whole<0, MOST_SPENT>;

/// Number with a point, such as 61.5.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["number", "string"],
    "minimum" = MIN,
    "maximum" = MAX,
    "pattern" = "^ *-?[0-9]+([.][0-9]+)? *$",
    "patternErrorMessage" = "A number is expected, with a point and without a unit.",
))]
pub(super) struct Decimal<const MIN: i64, const MAX: i64>(String);

/// Percentage.
pub(super) type Percent = Decimal<0, 100>;
/// Result of a vote.
pub(super) type VoteFigure = Decimal<-1_000_000, 1_000_000>;

/// `true` or `false`; `yes`, `no`, `on` and `off` are understood.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["boolean", "string"],
    "pattern" = "^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff])$",
    "patternErrorMessage" = "true or false is expected.",
))]
pub(super) struct Flag(String);

/// Condition that a key of text or numbers is given, with the message where it is not. A key without a value is as good as none.
pub(super) fn given(key: &str, message: &str) -> Value {
    json!({
        "required": [key],
        "properties": {
            // Not the negation of `null`, for which editors have no message.
            key: {
                "type": ["string", "number"],
                "errorMessage": message,
            },
        },
        "errorMessage": message,
    })
}

/// Conditions that exactly one of the keys is given.
// Not `oneOf`, whose message in an editor is about schemas and names no key.
pub(super) fn only_one(keys: &[&str]) -> Vec<Value> {
    let (last, others) = keys.split_last().unwrap_or((&"", &[]));
    let message = format!("One of `{}` and `{last}` is expected.", others.join("`, `"));
    let any: Vec<Value> = keys.iter().map(|key| given(key, &message)).collect();
    let mut all = vec![json!({"anyOf": any})];
    for (nth, key) in keys.iter().enumerate() {
        let nothing = json!({"type": "null", "errorMessage": message, "doNotSuggest": true});
        let others = keys.iter().skip(nth + 1);
        let others: Map<String, Value> = others
            .map(|other| ((*other).to_owned(), nothing.clone()))
            .collect();
        all.push(json!({"if": given(key, ""), "then": {"properties": others}}));
    }
    all
}

/// Condition that a flag is set.
pub(super) fn is_set(flag: &str) -> Value {
    let set = json!({
        "anyOf": [
            {"const": true},
            {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn])$"},
        ],
    });
    json!({"required": [flag], "properties": {flag: set}})
}

/// Day such as `2026-11-24`, from 1900 to 2199.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "format" = "date",
    // The days of each month, since many editors look at the shape alone.
    "pattern" = "^(19|2[01])[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$",
    "patternErrorMessage" = "A date such as 2026-11-24 is expected.",
))]
pub(super) struct Day(String);

/// Time of day such as `13:00`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9])?$",
    "patternErrorMessage" = "A time from 0:00 to 23:59 is expected.",
))]
pub(super) struct Time(String);

/// Moment such as `2026-11-24T13:02:11+00:00`: date, time, and how far the clock is ahead of UTC.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{1,2}:[0-9]{1,2})$",
    "patternErrorMessage" = "A moment such as 2026-11-24T13:02:11+00:00 is expected.",
))]
pub(super) struct Moment(String);

/// Currency in the three capital letters that banks use, such as `GBP`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^[A-Z]{3}$",
    "patternErrorMessage" = "A currency in three capital letters is expected, such as GBP.",
))]
pub(super) struct Currency(String);

/// File in this folder, or in a folder beside it.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^[^/\\\\:][^:]*$",
    "patternErrorMessage" = "A file in this folder, or in a folder beside it, is expected.",
))]
pub(super) struct NearbyFile(String);

/// Turns the words of an enum into one list with a description of each.
// The standard's way is a schema for each word; editors then show the word under the cursor and none of the others.
pub(super) fn listed(schema: &mut Schema) {
    let Some(Value::Array(words)) = schema.remove("oneOf") else {
        return;
    };
    let part = |name: &str| -> Vec<Value> {
        let parts = words.iter().map(|word| word.get(name).cloned());
        parts.map(Option::unwrap_or_default).collect()
    };
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), part("const").into());
    schema.insert("enumDescriptions".to_owned(), part("description").into());
}

/// Values by the group of voters: `patient`, and `mdt` for the hospital team.
pub(super) struct ByGroup<T>(PhantomData<T>);

// By hand: each group may be left out, and none may be empty, for which the derive has no word.
impl<T: JsonSchema> JsonSchema for ByGroup<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ByGroup_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let groups: Map<String, Value> = GROUPS
            .iter()
            .map(|(group, _)| {
                let mut value = generator.subschema_for::<T>();
                let about = match *group {
                    "patient" => "Patient representatives.",
                    _ => "Hospital team.",
                };
                value.insert("description".to_owned(), about.into());
                ((*group).to_owned(), value.to_value())
            })
            .collect();
        json_schema!({
            "type": "object",
            "properties": groups,
            "additionalProperties": false,
        })
    }
}
