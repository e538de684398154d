//! Tables of sentences, and the visit of each sentence that a translation replaces.
//!
//! A table is declared by one macro, so that a sentence cannot be in the English table and missing from the translator's list.

use crate::domain::words::{
    chart::ChartWords,
    results::{ChangeWords, ResultWords},
};

/// Function that is called with the key and the text of a sentence.
pub(super) type Visit<'v> = dyn FnMut(&str, &mut &'static str) + 'v;

/// Sentences that a translation can replace.
pub trait Sentences {
    /// Visits each sentence, in the order of the table. Keys of groups and lists are joined by dots: `minutes.title`, `months.1`.
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>);
}

impl Sentences for &'static str {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        visit(key, self);
    }
}

impl<T: Sentences, const N: usize> Sentences for [T; N] {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        for (place, part) in self.iter_mut().enumerate() {
            part.visit(&joined(key, &(place + 1).to_string()), visit);
        }
    }
}

impl<A: Sentences, B: Sentences> Sentences for (A, B) {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        self.0.visit(&joined(key, "1"), visit);
        self.1.visit(&joined(key, "2"), visit);
    }
}

impl Sentences for ResultWords {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        for row in &mut self.changes {
            row.visit(&joined(key, row.code), visit);
        }
        for (name, sentence) in [
            ("after_all", &mut self.after_all),
            ("by_chance_once", &mut self.by_chance_once),
            ("by_chance_perhaps", &mut self.by_chance_perhaps),
            ("by_chance_about", &mut self.by_chance_about),
            ("by_chance_between", &mut self.by_chance_between),
            ("some_rise", &mut self.some_rise),
            ("not_in_range", &mut self.not_in_range),
            ("not_answered", &mut self.not_answered),
            ("no_numbers", &mut self.no_numbers),
        ] {
            sentence.visit(&joined(key, name), visit);
        }
        self.bands.visit(&joined(key, "bands"), visit);
    }
}

impl Sentences for ChartWords {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        let parts: &mut [(&str, &mut dyn Sentences)] = &mut [
            ("once", &mut self.once),
            ("span", &mut self.span),
            ("since", &mut self.since),
            ("in_a_row", &mut self.in_a_row),
            ("run_short", &mut self.run_short),
            ("outside", &mut self.outside),
            ("outside_short", &mut self.outside_short),
            ("as_usual", &mut self.as_usual),
            ("no_ups", &mut self.no_ups),
            ("too_few", &mut self.too_few),
            ("too_few_since", &mut self.too_few_since),
            ("anew", &mut self.anew),
            ("anew_short", &mut self.anew_short),
            ("hidden", &mut self.hidden),
            ("each", &mut self.each),
            ("anybody", &mut self.anybody),
            ("mean", &mut self.mean),
            ("upper", &mut self.upper),
            ("lower", &mut self.lower),
            ("now_usual", &mut self.now_usual),
            ("now_mean", &mut self.now_mean),
            ("now", &mut self.now),
            ("legend", &mut self.legend),
            ("head", &mut self.head),
            ("verdicts", &mut self.verdicts),
        ];
        for (name, part) in parts {
            part.visit(&joined(key, name), visit);
        }
    }
}

impl Sentences for ChangeWords {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        // No change has no words in any language.
        if self.wall.is_empty() {
            return;
        }
        self.wall.visit(&joined(key, "wall"), visit);
        self.sentence.visit(&joined(key, "sentence"), visit);
    }
}

/// Key of a part: its name after the key of the whole, with a dot.
pub(super) fn joined(key: &str, name: &str) -> String {
    if key.is_empty() {
        name.to_owned()
    } else {
        format!("{key}.{name}")
    }
}

/// Declares a table: sentences as `name: "English"`, then, in `parts`, lists and groups as `name: Type = value`.
macro_rules! sentences {
    (
        $(#[$about:meta])*
        $table:ident { $($(#[$note:meta])* $name:ident: $english:expr),* $(,)? }
        $(parts { $($part:ident: $kind:ty = $value:expr),* $(,)? })?
    ) => {
        $(#[$about])*
        #[expect(missing_docs, reason = "each field is the sentence that it names")]
        #[derive(Clone, Copy, Debug)]
        pub struct $table {
            $($(#[$note])* pub $name: &'static str,)*
            $($(pub $part: $kind,)*)?
        }

        impl $table {
            /// British English.
            pub const ENGLISH: Self = Self {
                $($name: $english,)*
                $($($part: $value,)*)?
            };
        }

        impl $crate::publish::words::Sentences for $table {
            fn visit(&mut self, key: &str, visit: &mut $crate::publish::words::table::Visit<'_>) {
                // A loop over references: a call a sentence makes a body that takes the compiler minutes.
                let parts: &mut [(&str, &mut dyn $crate::publish::words::Sentences)] = &mut [
                    $((stringify!($name), &mut self.$name),)*
                    $($((stringify!($part), &mut self.$part),)*)?
                ];
                for (name, part) in parts {
                    part.visit(&$crate::publish::words::table::joined(key, name), visit);
                }
            }
        }
    };
}
