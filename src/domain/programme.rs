//! Settings of a programme of many units, in the shape of `programme.yaml`: alliance, region and consent of each unit.

/// Content of `programme.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeFile {
    /// Name of the programme.
    pub name: Option<String>,
    /// Answers below which a number is hidden.
    pub hide_below: Option<u32>,
    /// Units by folder.
    pub units: Vec<ProgrammeUnit>,
}

/// Settings of the outcomes below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeUnit {
    /// Folder below that of `programme.yaml`, with `/` between its parts; `.` is every folder.
    pub folder: String,
    /// Lasting id, which a new name does not change.
    pub id: Option<String>,
    /// Alliance.
    pub alliance: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// The unit agrees to be in the dataset and in the answers.
    pub consent: bool,
    /// Titles of its goals are in the dataset.
    pub titles: bool,
    /// Its goals may be shown to other units, with wording, cost, hours and name.
    pub bank: bool,
}

impl Default for ProgrammeUnit {
    fn default() -> Self {
        Self {
            folder: ".".to_owned(),
            id: None,
            alliance: None,
            region: None,
            consent: true,
            titles: false,
            bank: false,
        }
    }
}

impl ProgrammeFile {
    /// Name of the file.
    pub const NAME: &str = "programme.yaml";
    /// Answers below which a number is hidden, if the file does not say.
    pub const HIDE_BELOW: u32 = 11;
    // Below five, a number and its neighbours tell of single patients, whatever a programme has agreed.
    /// Smallest limit that a file may set.
    pub const LEAST_HIDE_BELOW: u32 = 5;

    /// Answers below which a number is hidden; at least [`Self::LEAST_HIDE_BELOW`].
    pub fn hide_below(&self) -> u32 {
        let limit = self.hide_below.unwrap_or(Self::HIDE_BELOW);
        limit.max(Self::LEAST_HIDE_BELOW)
    }

    /// Settings of a folder, given relative to that of the file with `/` between its parts: those of the longest folder that holds it.
    pub fn unit_of(&self, folder: &str) -> Option<&ProgrammeUnit> {
        let holding = self.units.iter().filter(|unit| unit.holds(folder));
        holding.max_by_key(|unit| unit.depth())
    }
}

impl ProgrammeUnit {
    /// True if its folder is that folder or one above it.
    pub fn holds(&self, folder: &str) -> bool {
        if self.folder == "." {
            return true;
        }
        // By whole parts: `unit-1` does not hold `unit-12`.
        folder
            .strip_prefix(self.folder.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Number of parts of its folder; 0 for `.`.
    fn depth(&self) -> usize {
        if self.folder == "." {
            0
        } else {
            self.folder.split('/').count()
        }
    }

    /// Folder in the form of [`Self::folder`]; `None` for one that leads out of the programme's folder.
    pub fn folder_of(text: &str) -> Option<String> {
        let text = text.trim();
        // A path of another computer, or from the root of this one, fits no file below.
        if text.is_empty() || text.starts_with('/') || text.contains(['\\', ':']) {
            return None;
        }
        let parts: Vec<&str> = text
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .collect();
        if parts.contains(&"..") {
            return None;
        }
        Some(if parts.is_empty() {
            ".".to_owned()
        } else {
            parts.join("/")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(folder: &str) -> ProgrammeUnit {
        ProgrammeUnit {
            folder: folder.into(),
            ..ProgrammeUnit::default()
        }
    }

    #[test]
    fn the_longest_folder_that_holds_a_file_counts() {
        let file = ProgrammeFile {
            units: vec![unit("unit-1"), unit("unit-1/2024"), unit("north/a")],
            ..ProgrammeFile::default()
        };
        let of = |folder: &str| file.unit_of(folder).map(|u| u.folder.as_str());
        assert_eq!(of("unit-1/2023"), Some("unit-1"));
        assert_eq!(of("unit-1/2024/copy"), Some("unit-1/2024"));
        assert_eq!(of("unit-1"), Some("unit-1"));
        assert_eq!(of("unit-12"), None);
        assert_eq!(of("north"), None);
        assert_eq!(of(""), None);
        let file = ProgrammeFile {
            units: vec![unit("a"), unit(".")],
            ..file
        };
        let of = |folder: &str| file.unit_of(folder).map(|u| u.folder.as_str());
        assert_eq!(
            (of(""), of("b"), of("a")),
            (Some("."), Some("."), Some("a"))
        );
    }

    #[test]
    fn a_folder_stays_below_the_programme() {
        let of = ProgrammeUnit::folder_of;
        assert_eq!(of("./north//a/").as_deref(), Some("north/a"));
        assert_eq!(of(".").as_deref(), Some("."));
        for outside in ["", "/a", "../a", "a/../../b", "C:\\a", "a\\b"] {
            assert_eq!(of(outside), None, "{outside}");
        }
    }

    #[test]
    fn the_limit_is_never_under_five() {
        let file = |hide_below| ProgrammeFile {
            hide_below,
            ..ProgrammeFile::default()
        };
        assert_eq!(file(None).hide_below(), 11);
        assert_eq!(file(Some(2)).hide_below(), 5);
        assert_eq!(file(Some(20)).hide_below(), 20);
    }
}
