//! Stand-in until the real one is merged.

/// s
#[derive(Debug)]
pub struct Search(Vec<String>);
impl Search {
    /// n
    pub fn new(texts: impl Iterator<Item = impl AsRef<str>>) -> Self {
        Self(texts.map(|t| t.as_ref().to_lowercase()).collect())
    }
    /// f
    pub fn filter(&self, typed: &str) -> Vec<usize> {
        let t = typed.to_lowercase();
        let w: Vec<&str> = t.split_whitespace().collect();
        (0..self.0.len())
            .filter(|n| {
                self.0
                    .get(*n)
                    .is_some_and(|s| w.iter().all(|w| s.contains(w)))
            })
            .collect()
    }
}
/// a
#[derive(Debug)]
pub struct About {
    /// w
    pub words: String,
}
/// s
pub fn suggest(_: &str, _: &[About]) -> Option<usize> {
    None
}
