//! The scale of a ballot.

/// The marks that a voter can give, as a line from the least to the highest, with the meaning of its ends below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkScale {
    /// The marks in their order, such as `0` to `5`; at least two.
    pub points: Vec<String>,
    /// The meaning of the least mark. A line break stands where a narrow line breaks best.
    pub low: String,
    /// The meaning of the marks in the middle; may be empty.
    pub middle: String,
    /// The meaning of the highest mark.
    pub high: String,
}

impl MarkScale {
    /// The scale in words, for reading out.
    pub fn words(&self) -> String {
        let ends = [
            (self.points.first(), &self.low),
            (self.points.get(self.points.len() / 2), &self.middle),
            (self.points.last(), &self.high),
        ];
        let said = ends
            .into_iter()
            .filter(|(_, meaning)| !meaning.is_empty())
            .filter_map(|(point, meaning)| {
                Some(format!("{} is {}.", point?, meaning.replace('\n', " ")))
            });
        said.collect::<Vec<_>>().join(" ")
    }
}
