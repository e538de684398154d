//! Errors are types: no function gives `Result<_, String>`. For people there is `domain::refusal::Refusal`, which may carry a hint;
//! for code there are `*Error` enums, which a caller can match.

use syn::{
    GenericArgument, PathArguments, PathSegment, Type,
    visit::{self, Visit},
};

use super::source;

/// The lines with `Result<_, String>`.
#[derive(Default)]
struct Sentences(Vec<usize>);

fn is_string(argument: &GenericArgument) -> bool {
    let GenericArgument::Type(Type::Path(path)) = argument else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == "String")
}

impl<'ast> Visit<'ast> for Sentences {
    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        if segment.ident == "Result"
            && let PathArguments::AngleBracketed(arguments) = &segment.arguments
            && arguments.args.len() == 2
            && arguments.args.last().is_some_and(is_string)
        {
            self.0.push(segment.ident.span().start().line);
        }
        visit::visit_path_segment(self, segment);
    }
}

fn lines(text: &str) -> Vec<usize> {
    let mut sentences = Sentences::default();
    sentences.visit_file(&syn::parse_file(text).unwrap());
    sentences.0
}

#[test]
fn no_error_is_a_string() {
    let mut found = Vec::new();
    for (path, text) in source() {
        let lines = lines(&text);
        found.extend(
            lines
                .iter()
                .map(|line| format!("{}:{line}", path.display())),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn planted_strings_as_errors_are_found() {
    let text = "fn a() -> Result<(), String> { Ok(()) }\ntype B = Box<dyn Fn() -> std::result::Result<u8, std::string::String>>;\nfn c() -> Result<String, Refusal> { x() }";
    assert_eq!(lines(text), [1, 2]);
}
