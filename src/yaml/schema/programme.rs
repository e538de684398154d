//! Shape of `programme.yaml`.

use schemars::JsonSchema;

use super::scalar::{Flag, Header, Name, Whole};
use crate::{domain::programme::ProgrammeFile, yaml::reader::scalar::MOST_COUNTED};

/// Units of a programme: alliance, region and consent of each. Every key but the first may be left out.
#[derive(JsonSchema)]
#[schemars(title = "programme.yaml", deny_unknown_fields)]
pub(super) struct Programme {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Name of the programme.
    name: Option<Name>,
    /// Answers below which a number leaves in no dataset and no answer: at least 5, and 11 where the key is left out.
    #[schemars(extend("default" = ProgrammeFile::HIDE_BELOW))]
    hide_below: Option<Limit>,
    /// Units, by folder. Of several folders that hold an outcome the longest counts.
    units: Option<Vec<Unit>>,
}

// `ProgrammeFile::LEAST_HIDE_BELOW`, which is of another type than what a schema counts in.
type Limit = Whole<5, MOST_COUNTED>;

/// Unit of the programme.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Unit {
    /// Folder of its outcomes, from the folder of this file on, with / between the parts.
    folder: Folder,
    /// Lasting id. A unit that is renamed keeps it, and stays one unit in the dataset.
    id: Option<Name>,
    /// Alliance that the unit belongs to.
    alliance: Option<Name>,
    /// Region that the unit belongs to.
    region: Option<Name>,
    /// false: the unit is in no dataset and in no answer.
    #[schemars(extend("default" = true))]
    consent: Option<Flag>,
    /// true: the titles of its goals are in the dataset, with roles in place of names.
    #[schemars(extend("default" = false))]
    titles: Option<Flag>,
    /// true: other units see its goals while they word their own, with wording, cost, hours and the unit's name.
    #[schemars(extend("default" = false))]
    bank: Option<Flag>,
}

/// Path of a folder below that of the file.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["string", "number"],
    "pattern" = "^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\:]*[^\\\\: \\t\\r\\n][^\\\\:]*$",
    "patternErrorMessage" = "A folder below that of this file is expected, with / between its parts.",
))]
struct Folder(String);
